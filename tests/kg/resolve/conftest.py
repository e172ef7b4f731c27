"""The shipped tables, loaded once, and `linked`, which records reports in a fresh ledger and resolves them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.divisions import Divisions
from kg.gazetteer import Gazetteer
from kg.ledger import Ledger
from kg.model import Extraction
from kg.ontology import Ontology
from kg.resolve import Linker, resolve
from kg.resolve.names import NameParser


@pytest.fixture(scope="session")
def divisions() -> Divisions:
    return Divisions.load()


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    return Ontology.load()


@pytest.fixture(scope="session")
def parser(divisions: Divisions) -> NameParser:
    return NameParser.load(divisions)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(f"sqlite:///{tmp_path / 'ledger.sqlite'}") as opened:
        yield opened


@pytest.fixture
def linked(ledger: Ledger, ontology: Ontology, gazetteer: Gazetteer, divisions: Divisions) -> Callable[..., Linker]:
    """`linked(extraction, …)` records the extractions and resolves all that the ledger then holds."""

    def link(*extractions: Extraction) -> Linker:
        for extraction in extractions:
            ledger.record(extraction, "by hand")
        return resolve(ledger, ontology, gazetteer, divisions)

    return link
