"""What speaks for two names meaning one body, related ones, or different ones. A clue's docstring is product text."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType

from kg.resolve.clues import listed, parts, shortened, spelling, together, told, types
from kg.resolve.clues.clue import Clue, Clues, Finder, Pair

__all__ = ["CLUES", "Clue", "Pair", "found"]


def _finders(modules: Iterable[ModuleType]) -> Iterable[tuple[str, Finder]]:
    for module in modules:
        for name, value in vars(module).items():
            if callable(value) and not name.startswith("_") and getattr(value, "__module__", "") == module.__name__:
                yield name, value


CLUES: Clues = dict(_finders((spelling, shortened, parts, listed, told, together, types)))
"""Every clue by name."""


def found(pair: Pair) -> dict[str, Clue]:
    """The clues that are seen in a pair."""
    return {name: clue for name, finder in CLUES.items() if (clue := pair.once(finder))}
