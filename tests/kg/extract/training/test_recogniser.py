"""Training the recogniser: from annotated documents to models that an extractor hears."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import TrainingError
from kg.extract import load_extractor
from kg.extract.options import Options
from kg.extract.training.corpus import Annotated, GoldEntity, Part
from kg.extract.training.recogniser import Fold, folds_by_author, train_recogniser
from kg.model import Document, Mention
from kg.ontology import Ontology

pytestmark = pytest.mark.long

FIRMS = ("岚汐", "云珂", "霁帆", "沐澜", "砚舟", "禾屿", "泠川", "栩野")


def annotated(number: int, firm: str) -> Annotated:
    text = f"昨日，{firm}在园区亮相。记者了解到，{firm}已经招到三十名员工，{firm}的车间也已完工。"
    entity = GoldEntity("e1", "Company", firm, (firm,))
    return Annotated(f"{'abcd'[number % 4]}-{number}", Document("", text, f"{number}.json"), (entity,), (), Part.TRAIN)


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return Ontology.load()


@pytest.fixture(scope="module")
def documents() -> list[Annotated]:
    return [annotated(number, firm) for number, firm in enumerate(FIRMS * 3)]


@pytest.fixture(scope="module")
def trained(
    ontology: Ontology, documents: list[Annotated], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, tuple[Fold, ...], list[str]]:
    folder, told = tmp_path_factory.mktemp("models"), list[str]()
    folds = train_recogniser(documents, ontology, folder, folds=folder / "folds", progress=told.append)
    return folder, folds, told


def mentions(ontology: Ontology, models: Path, text: str) -> list[Mention]:
    return list(
        load_extractor(ontology, Options(models=models, without=frozenset({"relation_scorer"})))
        .extract(Document("", text, "t"))
        .mentions
    )


def test_names_that_no_rule_knows_are_found(
    ontology: Ontology, trained: tuple[Path, tuple[Fold, ...], list[str]]
) -> None:
    found = mentions(ontology, trained[0], "昨日，缈禾在园区亮相。")
    assert {(m.span.text, m.type, m.origin) for m in found} == {("缈禾", "Company", "model:recogniser")}


def test_each_document_is_in_the_fold_whose_models_have_not_seen_it(
    documents: list[Annotated], trained: tuple[Path, tuple[Fold, ...], list[str]]
) -> None:
    assert sorted(d.name for fold in trained[1] for d in fold.documents) == sorted(d.name for d in documents)
    for fold in trained[1]:
        assert len({d.name[0] for d in fold.documents}) == 1
        assert (fold.models / "recogniser" / "tagger.npz").is_file()


def test_same_seed_gives_the_same_files(
    ontology: Ontology, documents: list[Annotated], trained: tuple[Path, tuple[Fold, ...], list[str]], tmp_path: Path
) -> None:
    assert train_recogniser(documents, ontology, tmp_path) == ()
    files = sorted((trained[0] / "recogniser").iterdir())
    assert [file.name for file in files] == ["arbiter.json", "tagger.npz", "vocabulary.json"]
    for file in files:
        assert (tmp_path / "recogniser" / file.name).read_bytes() == file.read_bytes()


def test_progress_is_told(trained: tuple[Path, tuple[Fold, ...], list[str]]) -> None:
    assert trained[2][0] == "read 24 documents and 0 passages"
    assert trained[2][-2:] == ["trained network 5 of 5", "wrote 4 folds"]


def test_too_few_documents_are_refused(ontology: Ontology, tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="4 folds need one each"):
        train_recogniser([annotated(0, "岚汐")], ontology, tmp_path)


def test_folder_that_cannot_be_made_is_refused(ontology: Ontology, documents: list[Annotated], tmp_path: Path) -> None:
    (tmp_path / "recogniser").write_text("a file")
    with pytest.raises(TrainingError, match="cannot be written"):
        train_recogniser(documents[:4], ontology, tmp_path)


def test_documents_of_one_author_stay_together_in_folds_of_like_size() -> None:
    sizes = {"a-1": 30, "a-2": 30, "b-1": 50, "c-1": 20, "d-1": 20}
    folds = folds_by_author(sizes, 3)
    assert folds["a-1"] == folds["a-2"]
    assert [sum(size for name, size in sizes.items() if folds[name] == fold) for fold in range(3)] == [60, 50, 40]


def test_with_fewer_authors_than_folds_documents_are_divided_evenly() -> None:
    folds = folds_by_author({f"a-{number}": 1 for number in range(8)}, 4)
    assert sorted(folds.values()) == [0, 0, 1, 1, 2, 2, 3, 3]
