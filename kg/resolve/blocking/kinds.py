"""The kinds of keys, and how large a block of each may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.resolve.blocking import keys


@dataclass(frozen=True, slots=True)
class Kind:
    """How the records that share a key of this kind meet.

    Args:
        largest: records in a block that all meet each other.
        window: in a larger block, how many neighbours on each side a record meets.
        most: of the blocks of a record, so many of the smallest count.
        sure: whether a shared key is reason enough, however many others a record meets.
        worth: what a shared key counts for; the rarer the key, the more.
        answers: the kind whose blocks the holders of such a key ask; they do not meet each other.
    """

    largest: int
    window: int = 0
    most: int = 1_000
    sure: bool = False
    worth: float = 1.0
    answers: str = ""


DAMAGED, GRAM = "damaged", "gram"

KINDS: Mapping[str, Kind] = {
    keys.IDENTIFIER: Kind(40, window=10, sure=True),
    keys.NAME: Kind(40, window=10, sure=True),
    keys.LISTED: Kind(40, window=10, sure=True),
    keys.UNIT: Kind(30, window=5, sure=True),
    keys.PLACED: Kind(30, window=5, sure=True),
    keys.PROVINCE: Kind(30, window=3, worth=3),
    keys.LOCAL: Kind(30, window=2, worth=2),
    keys.UNPLACED: Kind(300, worth=3, answers=keys.LOCAL),
    keys.SOUND: Kind(30, window=2, worth=2),
    keys.READ: Kind(0),
    keys.SPELT: Kind(400, worth=2, answers=keys.READ),
    DAMAGED: Kind(40, worth=2),
    GRAM: Kind(80, most=6),
}
"""What each kind of key is allowed, the surest first."""

MOST, MOST_OF_VAGUE = 10, 60
"""How many others a record meets for keys that are no reason by themselves; and one whose name may mean many."""
