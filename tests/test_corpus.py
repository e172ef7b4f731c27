"""The annotated corpus keeps its form: exact surfaces and evidence, one owner a surface, ends that are allowed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.ontology import Ontology

CORPUS = sorted((Path(__file__).resolve().parent.parent / "data/corpus").glob("*.json"))
ONTOLOGY = Ontology.load()


@pytest.fixture(params=CORPUS, ids=lambda path: path.stem)
def annotated(request: pytest.FixtureRequest) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(request.param.read_text(encoding="utf-8"))
    return document


def test_there_is_a_corpus() -> None:
    assert len(CORPUS) >= 50


def test_every_surface_stands_in_the_text_and_names_one_entity(annotated: dict[str, Any]) -> None:
    surfaces = [surface for entity in annotated["entities"] for surface in entity["surfaces"]]
    assert len(surfaces) == len(set(surfaces))
    assert [surface for surface in surfaces if surface not in annotated["text"]] == []
    assert all(entity["name"] in entity["surfaces"] for entity in annotated["entities"])


def test_every_relation_is_allowed_and_rests_on_the_text(annotated: dict[str, Any]) -> None:
    types = {entity["id"]: entity["type"] for entity in annotated["entities"]}
    for relation in annotated["relations"]:
        assert ONTOLOGY.allows(relation["predicate"], types[relation["subject"]], types[relation["object"]])
        assert relation["evidence"] in annotated["text"]
    told = [(relation["subject"], relation["predicate"], relation["object"]) for relation in annotated["relations"]]
    assert len(told) == len(set(told))
