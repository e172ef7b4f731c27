"""The annotated corpus keeps its form and its size, its parts are apart, and its data card tells what it holds."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from kg.evaluation.comparison import Comparison
from kg.evaluation.report import Report
from kg.extract.training.corpus import Corpus, Part
from kg.extract.training.counts import filled
from kg.extract.training.phrases import load_phrases
from kg.extract.training.split import organisations
from kg.gazetteer import Gazetteer
from kg.model import Status
from kg.ontology import Ontology

FOLDER = Path(__file__).resolve().parent.parent / "data/corpus"
FIRST, SECOND = (sorted(folder.glob("*.json")) for folder in (FOLDER, FOLDER.with_name("second")))
ONTOLOGY = Ontology.load()
TYPES = {each.key for each in ONTOLOGY.concrete_types}
CORPUS = Corpus.load(FOLDER)
UNASSERTED = set(Status) - {Status.ASSERTED}
GROUNDS = {"search excerpts", "search excerpts in part"}


def read(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document


@pytest.fixture(params=[*FIRST, *SECOND], ids=lambda path: f"{path.parent.name}/{path.stem}")
def annotated(request: pytest.FixtureRequest) -> dict[str, Any]:
    return read(request.param)


def surfaces(document: dict[str, Any]) -> list[str]:
    return [surface for entity in document["entities"] for surface in entity["surfaces"]]


def statements(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [*document["relations"], *document.get("other_statements", ())]


def test_every_entity_has_an_id_a_type_and_its_name_among_its_surfaces(annotated: dict[str, Any]) -> None:
    entities = annotated["entities"]
    assert len({entity["id"] for entity in entities}) == len(entities)
    assert {entity["type"] for entity in entities} <= TYPES
    assert [entity["name"] for entity in entities if entity["name"] not in entity["surfaces"]] == []


def test_every_surface_stands_in_the_text_and_names_one_entity(annotated: dict[str, Any]) -> None:
    listed = surfaces(annotated)
    assert len(listed) == len(set(listed))
    assert [surface for surface in listed if surface not in annotated["text"]] == []


def test_every_surface_stands_once_outside_the_longer_ones(annotated: dict[str, Any]) -> None:
    within = []
    for surface in surfaces(annotated):
        rest = annotated["text"]
        for longer in sorted(surfaces(annotated), key=len, reverse=True):
            if surface in longer and surface != longer:
                rest = rest.replace(longer, "\0")
        if surface not in rest:
            within.append(surface)
    assert within == []


def test_every_statement_is_allowed_told_once_and_rests_on_the_text(annotated: dict[str, Any]) -> None:
    types = {entity["id"]: entity["type"] for entity in annotated["entities"]}
    for told in statements(annotated):
        assert ONTOLOGY.allows(told["predicate"], types[told["subject"]], types[told["object"]])
        assert told["evidence"]
        assert told["evidence"] in annotated["text"]
    keys = [(told["subject"], told["predicate"], told["object"], told.get("status")) for told in statements(annotated)]
    assert len(keys) == len(set(keys))


def test_only_other_statements_have_a_status_and_never_that_of_relations(annotated: dict[str, Any]) -> None:
    assert {told.get("status") for told in annotated["relations"]} <= {None}
    others = {Status(told["status"]) for told in annotated.get("other_statements", ())}
    assert Status.ASSERTED not in others


def test_every_qualifier_belongs_to_its_predicate_and_stands_in_the_text(annotated: dict[str, Any]) -> None:
    for told in statements(annotated):
        for name, value in told.get("qualifiers", {}).items():
            assert name in ONTOLOGY.predicate(told["predicate"]).qualifiers
            allowed = ONTOLOGY.qualifiers[name].values
            for each in [value] if isinstance(value, str) else value:
                assert each in (allowed or annotated["text"])


def test_every_document_says_where_its_facts_come_from() -> None:
    for path in FIRST:
        document = read(path)
        assert document["doc_id"] == path.stem
        assert document["grounds"] in GROUNDS
        assert all(re.match(r"https?://[^\s/]+\.[^\s/]+/", url) for url in (document["url"], *document.get("also", ())))


def test_the_corpus_is_large_enough() -> None:
    assert len(CORPUS.documents) >= 200
    assert sum(len("".join(each.document.text.split())) for each in CORPUS.documents) >= 120_000


def test_every_type_and_every_predicate_occurs_sixty_times() -> None:
    types = Counter(entity.type for each in CORPUS.documents for entity in each.entities)
    told = [relation for each in CORPUS.documents for relation in each.relations]
    predicates = Counter(relation.predicate for relation in told if relation.status is Status.ASSERTED)
    assert {type_: types[type_] for type_ in TYPES if types[type_] < 60} == {}
    assert {predicate: predicates[predicate] for predicate in ONTOLOGY.predicates if predicates[predicate] < 60} == {}
    assert sum(relation.status is not Status.ASSERTED for relation in told) >= 80


def test_no_organisation_of_a_test_document_is_named_in_train() -> None:
    gazetteer = Gazetteer.load()
    names = {part: {name for each in CORPUS.part(part) for name in organisations(each, gazetteer)} for part in Part}
    assert names[Part.TEST] & names[Part.TRAIN] == set()


def test_no_page_of_a_test_document_is_linked_from_another_part() -> None:
    pages: dict[bool, set[str]] = {True: set(), False: set()}
    for each in CORPUS.documents:
        document = read(FOLDER / f"{each.name}.json")
        pages[each.part is Part.TEST] |= {document["url"], *document.get("also", ())}
    assert pages[True] & pages[False] == set()


def test_what_authors_of_rules_read_is_only_in_train() -> None:
    assert {each.part for each in CORPUS.documents if each.was_read} == {Part.TRAIN}


def test_the_second_annotation_is_of_twenty_documents_and_the_same_texts() -> None:
    assert len(SECOND) >= 20
    assert [path.stem for path in SECOND if read(path)["text"] != read(FOLDER / path.name)["text"]] == []


def test_the_phrase_book_loads() -> None:
    phrases = list(load_phrases(ONTOLOGY, FOLDER.with_name("phrases")))
    assert len(phrases) >= 2_000
    assert {told.predicate for phrase in phrases for told in phrase.told} == set(ONTOLOGY.predicates)
    assert {told.status for phrase in phrases for told in phrase.told} == set(Status)


def test_the_counts_of_the_data_card_are_fresh() -> None:
    card = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert filled(card, CORPUS, load_phrases(ONTOLOGY, FOLDER.with_name("phrases"))) == card


def test_the_agreement_of_the_data_card_is_what_the_two_annotations_give() -> None:
    compared = [Comparison(path.name, read(FOLDER / path.name), read(path), ONTOLOGY) for path in SECOND]
    report = Report.of(compared, len(compared))
    measured = []
    for score in report.scores.values():
        low, high = score.interval
        shares = " | ".join(f"{share:.3f}" for share in (score.total.precision, score.total.recall, score.total.f1))
        measured.append(f"{shares} | {low:.3f}–{high:.3f} |")
    card = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| [a-z][^|]+ \| (0\.\d+ .*–.*)$", card, re.MULTILINE) == measured
    unasserted = Counter(told.told == told.annotated for told in report.statuses if told.annotated in UNASSERTED)
    assert f"Of {unasserted.total()} statements" in card
    assert f"the second gives {unasserted[True]} the same status" in card
