"""One extractor for all tests of the package: loading takes a second, and extracting leaves no trace in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from kg.extract import Extractor, load_extractor
from kg.extract.extractor import assemble
from kg.model import Document
from kg.ontology import Ontology


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    return Ontology.load()


@pytest.fixture(scope="session")
def extractor(ontology: Ontology) -> Extractor:
    return load_extractor(ontology)


@pytest.fixture(scope="session")
def analysed() -> Callable[[str], Doc]:
    """`analysed(text)`: the Doc after the whole pipeline."""
    return assemble()


@pytest.fixture(scope="session")
def surfaces(extractor: Extractor) -> Callable[[str], dict[str, str]]:
    """`surfaces(text)`: what the text names, each with the type it is given."""

    def found(text: str) -> dict[str, str]:
        return {m.span.text: m.type for m in extractor.extract(Document("", text, "test")).mentions}

    return found
