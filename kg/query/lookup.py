"""Finds the one entity that a person means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.errors import Ambiguous, NotFound, QueryError
from kg.model import Entity
from kg.query.names import Name, NameTable
from kg.query.rows import entities
from kg.query.search import Hit, matches, ranked
from kg.store.base import Store

_TIERS = (("id",), ("name",), ("alias",), ("beginning", "part"), ("words",), ("pinyin", "initials"))
"""Ways of matching, the surest first. What matches in none of them is not found, however similar."""
_SHOWN = 10


def find(store: Store, argument: str, *, types: Iterable[str] = ()) -> Entity:
    """The entity that `argument` means: an id, a name, an alias, a unique piece of a name, or pinyin.

    Args:
        store: where the graph is.
        argument: what a person typed.
        types: keys of concrete entity types to which the entity must belong; none means any.

    Raises:
        NotFound: nothing matches; the message names what is nearest.
        Ambiguous: several match equally well.
        QueryError: the argument is empty or too long.
        NoGraph: nothing was published yet.
    """
    wanted = frozenset(types)
    names: Sequence[Name] = NameTable.of(store).names
    if wanted:
        names = [name for name in names if name.entity.type in wanted]
    hits = matches(names, argument)
    for tier in _TIERS:
        found = ranked(hit for hit in hits if hit.match in tier)
        if len(found) == 1:
            return get(store, found[0].id)
        if found:
            raise _ambiguous(argument, found)
    raise _not_found(argument, ranked(hits))


def get(store: Store, entity_id: str) -> Entity:
    """The entity with this id.

    Raises:
        NotFound: there is none.
        NoGraph: nothing was published yet.
    """
    found = entities(store, [entity_id])
    if entity_id not in found:
        raise NotFound(f"there is no entity with the id {entity_id}")
    return found[entity_id]


def _ambiguous(argument: str, found: Sequence[Hit]) -> Ambiguous:
    shown = "; ".join(f"{hit.name} ({hit.type}, {hit.id})" for hit in found[:_SHOWN])
    more = f"; and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    return Ambiguous(
        f"“{argument}” may mean {len(found)} entities: {shown}{more}. Give a fuller name or an id",
        [(hit.id, hit.type, hit.name) for hit in found],
    )


def _not_found(argument: str, near: Sequence[Hit]) -> QueryError:
    nearest = list(dict.fromkeys(hit.name for hit in near))[:5]
    hint = f"; the nearest names are {', '.join(nearest)}" if nearest else ""
    return NotFound(f"no entity is called “{argument}”{hint}")
