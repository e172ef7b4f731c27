"""Training as a whole: a corpus and a phrase book go in, models that an extractor hears come out."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from kg.cli import main
from kg.errors import TrainingError
from kg.extract import load_extractor
from kg.extract.options import Options
from kg.extract.training.train import CARD, Lessons, train_from
from kg.model import Document
from kg.ontology import Ontology

pytestmark = pytest.mark.long

FIRMS = ("岚汐科技", "云珂智能", "霁帆生物", "沐澜新能源", "砚舟软件", "禾屿医疗", "泠川材料", "栩野机器人")
PARKS = ("澄湖科技园", "朔北创业园", "临汐软件园", "望津产业园")
PHRASES = """# Passages for a test.
[缃帆科技|Company]眼下在[汀洲科技园|Park]安家，[该公司|=1]主攻[轴承钢|Technology]。 => 1 located_in 2; 1 develops 3
[缃帆科技|Company]的人去[汀洲科技园|Park]参观。 =>
[屿森智能|Company]也在[汀洲科技园|Park]安家。 => 1 located_in 2
[澹川生物|Company]早就在[蓼汀产业园|Park]安家。 => 1 located_in 2
"""


def document(number: int) -> dict[str, object]:
    """A page on which a firm has settled in a park; on some an annotator overlooked it."""
    firm, park = FIRMS[number % len(FIRMS)], PARKS[number % len(PARKS)]
    guest = FIRMS[(number + 3) % len(FIRMS)]
    told = f"{firm}眼下在{park}安家。"
    relation = {"subject": "e1", "predicate": "located_in", "object": "e2", "qualifiers": {}, "evidence": told}
    return {
        "id": f"{'abcd'[number % 4]}-{number}",
        "title": f"{firm}落户",
        "text": f"{told}记者在{park}看到，{firm}招了三十名员工。{guest}的人到{park}参观。",
        "entities": [
            {"id": "e1", "type": "Company", "name": firm, "surfaces": [firm]},
            {"id": "e2", "type": "Park", "name": park, "surfaces": [park]},
            {"id": "e3", "type": "Company", "name": guest, "surfaces": [guest]},
        ],
        "relations": [] if number % 8 == 7 else [relation],
    }


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return Ontology.load()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("annotated") / "corpus"
    folder.mkdir()
    lines = ["document\tpart\tread"]
    for number in range(16):
        page = document(number)
        (folder / f"{page['id']}.json").write_text(json.dumps(page, ensure_ascii=False), encoding="utf-8")
        lines.append(f"{page['id']}\ttrain\tno")
    (folder / "split.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    phrases = folder.with_name("phrases")
    phrases.mkdir()
    (phrases / "places.txt").write_text(PHRASES, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def trained(corpus: Path, ontology: Ontology, tmp_path_factory: pytest.TempPathFactory) -> tuple[Lessons, list[str]]:
    told = list[str]()
    return train_from(corpus, tmp_path_factory.mktemp("models") / "m", ontology, progress=told.append), told


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_was_learnt_from_is_told(trained: tuple[Lessons, list[str]]) -> None:
    lessons, told = trained
    assert (lessons.documents, lessons.passages) == (16, 4)
    assert lessons.size == sum(map(len, content(lessons.models).values()))
    assert told[0] == "read 16 documents and 4 passages"


def test_an_extractor_hears_the_models(trained: tuple[Lessons, list[str]], ontology: Ontology) -> None:
    text = "缈禾科技眼下在栖湖科技园安家。记者在栖湖科技园看到，缈禾科技招了三十名员工。"
    extractor = load_extractor(ontology, Options(models=trained[0].models))
    found = extractor.extract(Document("", text, "t.txt"))
    names = {mention.referent: mention.span.text for mention in found.mentions}
    told = {(names[s.subject], s.predicate, names[s.object]) for s in found.statements if not s.literal}
    assert told == {("缈禾科技", "located_in", "栖湖科技园")}


def test_the_command_trains_and_same_seed_gives_the_same_bytes(
    trained: tuple[Lessons, list[str]], corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["train", "--corpus", str(corpus), "--out", str(tmp_path / "again"), "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert content(tmp_path / "again") == content(trained[0].models)
    assert made == asdict(trained[0]) | {"models": str(tmp_path / "again"), "seed": 0}


def test_another_seed_gives_other_weights(
    trained: tuple[Lessons, list[str]], corpus: Path, ontology: Ontology, tmp_path: Path
) -> None:
    other = train_from(corpus, tmp_path / "other", ontology, seed=1)
    assert content(other.models)["recogniser/tagger.npz"] != content(trained[0].models)["recogniser/tagger.npz"]


def test_the_card_tells_what_the_models_were_made_from(trained: tuple[Lessons, list[str]]) -> None:
    card = (trained[0].models / CARD).read_text(encoding="utf-8")
    assert "16 annotated documents" in card
    assert "with 48 annotated\nnames and 14 relations, and 4 passages" in card


def test_old_models_stay_until_the_new_ones_are_whole(corpus: Path, ontology: Ontology, tmp_path: Path) -> None:
    models = tmp_path / "models"
    models.mkdir()
    (models / "old").write_text("x", encoding="utf-8")

    class Stopped(Exception):
        pass

    def stop(done: str) -> None:
        if done.startswith("trained network 2"):
            raise Stopped

    with pytest.raises(Stopped):
        train_from(corpus, models, ontology, progress=stop)
    assert [path.name for path in tmp_path.iterdir()] == ["models"]
    assert content(models) == {"old": b"x"}


def test_a_folder_that_cannot_be_written_is_told(corpus: Path, ontology: Ontology, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(TrainingError, match="choose another folder"):
        train_from(corpus, tmp_path / "file" / "models", ontology)


def test_a_corpus_that_is_none_is_told(ontology: Ontology, tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match=r"split\.tsv cannot be read"):
        train_from(tmp_path, tmp_path / "models", ontology)
