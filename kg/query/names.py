"""The table of all names by which entities can be found, read once for each published graph."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from kg.query.rows import text
from kg.store.base import Row, Store
from kg.text import fold


@dataclass(frozen=True, slots=True)
class Named:
    """An entity as the table knows it; `degree` is its number of relations."""

    id: str
    type: str
    name: str
    scope: str
    degree: int
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an entity.

    Args:
        entity: whose name it is.
        text: as written.
        folded: as compared.
        pinyin: its reading in small Latin letters.
        initials: the first letter of each character's reading.
        preferred: whether it is the entity's name rather than an alias.
    """

    entity: Named
    text: str
    folded: str
    pinyin: str
    initials: str
    preferred: bool


@dataclass(frozen=True)
class NameTable:
    """All names of all entities, sorted by id of the entity, its preferred name before its aliases."""

    names: tuple[Name, ...]

    @classmethod
    def of(cls, store: Store) -> NameTable:
        """The table of the graph that is published now.

        Raises:
            NoGraph: nothing was published yet.
        """
        return store.remember("names", lambda: cls(_read(store)))


def folded_case(name: str) -> str:
    """A name as it is compared here: folded, and small letters for large ones."""
    return fold(name).casefold()


def _read(store: Store) -> tuple[Name, ...]:
    rows = sorted(store.rows(text("names")), key=lambda row: str(row["id"]))
    return tuple(name for row in rows for name in _names(row))


def _names(row: Row) -> Iterable[Name]:
    entity = Named(
        str(row["id"]),
        str(row["type"]),
        str(row["name"]),
        str(row["scope"]),
        int(cast("int", row["degree"])),
        tuple(cast("list[str]", row["within"])),
    )
    written = (entity.name, *cast("list[str]", row["aliases"]))
    readings = str(row["pinyin"]).split(" "), str(row["initials"]).split(" ")
    for number, (name, pinyin, initials) in enumerate(zip(written, *readings, strict=True)):
        yield Name(entity, name, folded_case(name), pinyin, initials, preferred=number == 0)
