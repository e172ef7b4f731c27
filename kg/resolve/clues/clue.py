"""What a clue is, and the pair of described names that clues look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar, cast

from kg.resolve.described import Described, Setting
from kg.resolve.shortening import Shortening, shorten

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Clue:
    """How strongly something is seen, from 0 to 1 (what it means is learnt), and a sentence that says what."""

    strength: float
    reason: str


@dataclass(frozen=True)
class Pair:
    """Two described names, and what several clues ask of them."""

    left: Described
    right: Described

    @property
    def setting(self) -> Setting:
        """What to look things up in."""
        return self.left.setting

    @property
    def both(self) -> tuple[tuple[Described, Described], tuple[Described, Described]]:
        """The pair either way round."""
        return (self.left, self.right), (self.right, self.left)

    @cached_property
    def types(self) -> frozenset[str]:
        """The types of both."""
        return frozenset({self.left.type, self.right.type})

    @cached_property
    def shortening(self) -> tuple[Described, Described, Shortening] | None:
        """The shorter name, the longer one, and how the one is made from the other, if it can be."""
        short, full = sorted((self.left, self.right), key=lambda d: (len(d.bare), d.bare))
        if short.legal and full.legal:
            return None
        made = shorten(short.bare, full.bare)
        return (short, full, made) if made else None

    @cached_property
    def _seen(self) -> dict[Callable[[Pair], object], object]:
        return {}

    def once(self, look: Callable[[Pair], T]) -> T:
        """What a function sees in the pair; each looks once, however many clues ask for it."""
        if look not in self._seen:
            self._seen[look] = look(self)
        return cast("T", self._seen[look])

    def nested(self, one: str, other: str) -> bool:
        """Whether one division is the other, or one lies in the other."""
        return self.setting.divisions.nested(one, other)

    def place(self, code: str) -> str:
        """A division's name."""
        division = self.setting.divisions.get(code)
        return division.name if division else code


Finder = Callable[[Pair], Clue | None]
Clues = Mapping[str, Finder]
