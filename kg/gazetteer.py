"""The gazetteer: bodies and sectors that everybody knows, with their short names, from the tables of `data/lexicon`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import SettingsError
from kg.settings import shipped
from kg.tables import lines
from kg.text import fold

COLUMNS = ("name", "type", "aliases", "parent", "division", "note")
"""Header of a table that belongs to the gazetteer; the other tables beside them have other headers."""

CONTEXT = "context"
"""Note of an entry whose name is also an ordinary word, so that it counts only where the context says so."""

SEAT_COLUMNS = ("name", "type", "division", "address")
"""Header of a table of seats."""

_AMBIGUOUS = "?"


@dataclass(frozen=True, slots=True)
class Entry:
    """A body or a sector that everybody knows.

    Args:
        name: the name by which it is listed.
        type: key of an entity type of the ontology.
        aliases: other names that mean nothing else.
        parent: name of the body that it belongs to, or empty.
        division: code of the division where it is, or empty.
        kind: the table that lists it, such as `banks`.
        ambiguous: other names that mean something else as well (中行, 南开): they count only beside firmer evidence.
        context: whether `name` itself is also an ordinary word.
    """

    name: str
    type: str
    aliases: tuple[str, ...] = ()
    parent: str = ""
    division: str = ""
    kind: str = ""
    ambiguous: tuple[str, ...] = ()
    context: bool = False


class Gazetteer:
    """All entries, by every name that means nothing else. Make one with `Gazetteer.load()` and pass it on."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self._by_name: dict[str, Entry] = {}
        for entry in self.entries:
            self._by_name.setdefault(fold(entry.name), entry)
        for entry in self.entries:
            for alias in entry.aliases:
                self._by_name.setdefault(fold(alias), entry)

    @classmethod
    def load(cls, folder: Path | None = None) -> Gazetteer:
        """The shipped tables, or those of another folder; a table is whatever has the header `COLUMNS`.

        Raises:
            SettingsError: a table is malformed, or the folder is missing.
        """
        paths = sorted((folder or shipped("data", "lexicon")).glob("*.tsv"))
        return cls(entry for path in paths for entry in _read(path))

    def lookup(self, name: str) -> Entry | None:
        """The entry that bears `name` as its name or as an unambiguous alias; None if none does."""
        return self._by_name.get(fold(name))


class Seats:
    """In which division bodies have their main seats, by name and type. Make one with `Seats.load()` and pass it on.

    Args:
        seats: name, type and code of a division; a name that stands for several bodies of one type is left out.
        gazetteer: other names of what is listed in both.
    """

    def __init__(self, seats: Iterable[tuple[str, str, str]] = (), gazetteer: Gazetteer | None = None) -> None:
        found: dict[tuple[str, str], set[str]] = {}
        for name, kind, division in seats:
            entry = gazetteer.lookup(name) if gazetteer else None
            for called in {name, entry.name} if entry and entry.type == kind else {name}:
                found.setdefault((fold(called), kind), set()).add(division)
        self._divisions = {body: min(codes) for body, codes in found.items() if len(codes) == 1}

    @classmethod
    def load(cls, gazetteer: Gazetteer, folder: Path | None = None) -> Seats:
        """The shipped tables `seats-*.tsv`, or those of another folder.

        Raises:
            SettingsError: a table is malformed.
        """
        paths = sorted((folder or shipped("data", "names")).glob("seats-*.tsv"))
        rows = (cells for path in paths for cells in _rows(path, SEAT_COLUMNS))
        return cls(((name, kind, division) for name, kind, division, _ in rows), gazetteer)

    def division(self, names: Iterable[str], kind: str) -> str:
        """Code of the division in which the body of this type is that bears one of `names`, the first that is listed.

        Empty if none is.
        """
        bodies = ((fold(name), kind) for name in names)
        return next((self._divisions[body] for body in bodies if body in self._divisions), "")


def _read(path: Path) -> Iterator[Entry]:
    for cells in _rows(path, COLUMNS):
        yield _entry(cells, path.stem)


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[list[str]]:
    """The rows of a table with this header; none of another table. The first two cells may not be empty."""
    header, *body = lines(path) or [""]
    if tuple(header.split("\t")) != columns:
        return
    for line in body:
        cells = line.split("\t")
        if len(cells) != len(columns) or not cells[0] or not cells[1]:
            msg = f"{path.name} has a malformed row: {line!r}; expected {', '.join(columns)}"
            raise SettingsError(msg)
        yield cells


def _entry(cells: list[str], kind: str) -> Entry:
    name, entity_type, aliases, parent, division, note = cells
    listed = [alias for alias in aliases.split("|") if alias]
    return Entry(
        name,
        entity_type,
        tuple(alias for alias in listed if not alias.endswith(_AMBIGUOUS)),
        parent,
        division,
        kind,
        tuple(alias.removesuffix(_AMBIGUOUS) for alias in listed if alias.endswith(_AMBIGUOUS)),
        note == CONTEXT,
    )
