"""A reader of keys with the shipped tables, loaded once."""

from __future__ import annotations

import pytest

from kg.divisions import Divisions
from kg.gazetteer import Gazetteer
from kg.resolve.blocking import KeyReader
from kg.resolve.known import KnownNames
from kg.resolve.names import NameParser


@pytest.fixture(scope="session")
def reader(divisions: Divisions, gazetteer: Gazetteer, parser: NameParser) -> KeyReader:
    return KeyReader(divisions, parser, KnownNames.load(gazetteer))
