"""The recogniser among the other voices: with its weights, without them, and with damaged ones."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.errors import ExtractionError
from kg.extract import Extractor, load_extractor
from kg.extract.extractor import assemble
from kg.extract.options import Options
from kg.model import Document
from kg.ontology import Ontology
from kg.settings import shipped

TEXT = "昨日，岚州市云珂智能装备有限公司与岚州大学签约，云珂智能将把总部迁到岚州高新区。"
ALONE = frozenset({"relation_scorer"})


@pytest.fixture
def models(tmp_path: Path) -> Path:
    shutil.copytree(shipped("data", "model", "recogniser"), tmp_path / "recogniser")
    return tmp_path


def loaded(ontology: Ontology, models: Path) -> Extractor:
    return load_extractor(ontology, Options(models=models, without=ALONE))


def test_it_is_heard_after_the_rules_and_before_names_are_decided() -> None:
    line = assemble().pipe_names
    assert line.index("industries") < line.index("recogniser") < line.index("mentions")


def test_confidence_of_names_is_the_arbiters_probability(ontology: Ontology, models: Path) -> None:
    found = loaded(ontology, models).extract(Document("", TEXT, "test")).mentions
    confidences = {m.span.text: m.confidence for m in found}
    assert 0.9 < confidences["岚州市云珂智能装备有限公司"] < 1
    assert all(0.4 < confidence < 1 for confidence in confidences.values())


def test_same_text_gives_the_same_mentions(ontology: Ontology, models: Path) -> None:
    document = Document("", TEXT, "test")
    assert loaded(ontology, models).extract(document) == loaded(ontology, models).extract(document)


def test_rules_go_on_without_it(ontology: Ontology, tmp_path: Path) -> None:
    options = Options(models=tmp_path, without=ALONE | {"recogniser"})
    found = load_extractor(ontology, options).extract(Document("", TEXT, "test")).mentions
    assert "岚州市云珂智能装备有限公司" in {m.span.text for m in found}
    assert not [m for m in found if m.origin.startswith("model")]


def test_missing_weights_are_told_with_what_to_do(ontology: Ontology, tmp_path: Path) -> None:
    with pytest.raises(ExtractionError, match=r"recogniser cannot be read .*jjj train.*leave the component"):
        loaded(ontology, tmp_path)


@pytest.mark.parametrize("file", ["tagger.npz", "vocabulary.json", "arbiter.json"])
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no archive", b"[1, 2]"])
def test_damaged_weights_are_told_with_what_to_do(ontology: Ontology, models: Path, file: str, content: bytes) -> None:
    (models / "recogniser" / file).write_bytes(content)
    with pytest.raises(ExtractionError, match=r"recogniser cannot be read .*jjj train"):
        loaded(ontology, models)


def test_long_text_of_names_only_is_read(ontology: Ontology, models: Path) -> None:
    text = "岚州银行、云珂智能、" * 300
    found = loaded(ontology, models).extract(Document("", text, "test")).mentions
    assert all(m.span.text == text[m.span.start : m.span.end] for m in found)
