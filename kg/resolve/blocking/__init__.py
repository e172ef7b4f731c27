"""Which names are worth comparing: those that share a key. Never all pairs."""

from __future__ import annotations

from kg.resolve.blocking.engine import SHORT, block
from kg.resolve.blocking.keys import KeyReader
from kg.resolve.blocking.kinds import KINDS, Kind
from kg.resolve.blocking.profiles import candidates, people
from kg.resolve.blocking.records import Blocked, Record, Tally

__all__ = ["KINDS", "SHORT", "Blocked", "KeyReader", "Kind", "Record", "Tally", "block", "candidates", "people"]
