"""Every example of the vocabulary is extracted as what it exemplifies, and no counter-example is."""

from __future__ import annotations

import pytest

from kg.extract import Extractor, load_extractor
from kg.model import Document, Extraction, Status
from kg.ontology import Ontology

ONTOLOGY = Ontology.load()
TYPES = [(each.key, sentence) for each in ONTOLOGY.concrete_types for sentence in each.examples]
PREDICATES = [(key, sentence) for key, each in ONTOLOGY.predicates.items() for sentence in each.examples]
COUNTER = [(key, sentence) for key, each in ONTOLOGY.predicates.items() for sentence in each.counter_examples]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return load_extractor(ONTOLOGY)


def extracted(extractor: Extractor, sentence: str) -> Extraction:
    return extractor.extract(Document("", sentence, "example"))


@pytest.mark.parametrize(("key", "sentence"), TYPES)
def test_an_example_of_a_type_names_one(extractor: Extractor, key: str, sentence: str) -> None:
    found = {(mention.type, mention.span.text) for mention in extracted(extractor, sentence).mentions}
    assert key in {kind for kind, _ in found}, found


@pytest.mark.parametrize(("key", "sentence"), PREDICATES)
def test_an_example_of_a_predicate_asserts_it(extractor: Extractor, key: str, sentence: str) -> None:
    statements = [each for each in extracted(extractor, sentence).statements if not each.literal]
    assert key in {each.predicate for each in statements if each.status is Status.ASSERTED}, statements


@pytest.mark.parametrize(("key", "sentence"), COUNTER)
def test_a_counter_example_of_a_predicate_does_not_assert_it(extractor: Extractor, key: str, sentence: str) -> None:
    statements = [each for each in extracted(extractor, sentence).statements if not each.literal]
    assert key not in {each.predicate for each in statements if each.status is Status.ASSERTED}, statements
