"""Particulars that a model gives to a statement, taken only as the text has them and read as the rules read them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from kg.extract.dates import dates
from kg.extract.llm.grounding import Grounds
from kg.extract.money import money
from kg.extract.qualifiers import Found, rates, rounds
from kg.model import Qualifier
from kg.text import fold

if TYPE_CHECKING:
    from kg.ontology import Ontology

_LONGEST = 60
"""Characters of the longest particular; titles and products are the longest."""
_FINDERS: dict[str, Callable[[str], Iterator[Found]]] = {"amount": money, "rate": rates, "round": rounds}


class Particulars:
    """Reads particulars off one text.

    Args:
        text: the text.
        grounds: the same, to look quotations up in.
        ontology: which predicate carries which particulars, and what values these can have.
        published: day against which relative dates are resolved.
    """

    def __init__(self, text: str, grounds: Grounds, ontology: Ontology, published: date | None) -> None:
        self._text = text
        self._grounds = grounds
        self._ontology = ontology
        self._published = published

    def read(self, predicate: str, name: str, said: str, low: int, high: int) -> Qualifier | None:
        """The particular `name` of a `predicate` as the text has it between two offsets; None if it has it not."""
        if name not in self._ontology.predicate(predicate).qualifiers:
            return None
        values = self._ontology.qualifiers[name].values
        if values:
            meant = [key for key, labels in values.items() if fold(said) in {key, *map(fold, labels.values())}]
            return Qualifier(name, meant[0]) if meant else None
        place = next(self._grounds.find(said, low, high), None)
        if place is None or place[1] - place[0] > _LONGEST or "\n" in self._text[slice(*place)]:
            return None
        if name == "date" or name in _FINDERS:
            return self._normalised(name, *place, low, high)
        return Qualifier(name, self._text[slice(*place)])

    def _normalised(self, name: str, start: int, end: int, low: int, high: int) -> Qualifier | None:
        """What the rules read at this place, with the value that they give it; None if they read nothing there."""
        region = self._text[low:high]
        found = dates(region, self._published) if name == "date" else _FINDERS[name](region)
        at = (each for each in found if low + each.start < end and start < low + each.end)
        return next((each.qualifier for each in at), None)
