"""Finds the one entity that a person means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from kg.errors import Ambiguous, NotFound, QueryError
from kg.model import Entity
from kg.query.names import Name, NameTable
from kg.query.rows import entities
from kg.query.search import Hit, matches, ranked
from kg.store.base import Store

_TIERS = (("id",), ("name",), ("alias",), ("beginning", "part"), ("words",), ("pinyin", "initials"))
"""Ways of matching, the surest first. What matches in none of them is not found, however similar."""
_SHOWN = 10
_ID = "e-"


Formerly = Callable[[str], str | None]
"""Gives the id that an id of earlier leads to now, or None: the ledger's `present_id`."""


def find(store: Store, argument: str, *, types: Iterable[str] = (), formerly: Formerly | None = None) -> Entity:
    """The entity that `argument` means: an id, a name, an alias, a unique piece of a name, or pinyin.

    Args:
        store: where the graph is.
        argument: what a person typed.
        types: keys of concrete entity types to which the entity must belong; none means any.
        formerly: knows what became of ids that are no longer in use.

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
    if formerly and argument.strip().startswith(_ID) and (now := formerly(argument.strip())):
        return get(store, argument.strip(), formerly=lambda _: now)
    raise _not_found(argument, ranked(hits))


def get(store: Store, entity_id: str, *, formerly: Formerly | None = None) -> Entity:
    """The entity with this id, or, if `formerly` is given, with the id that took its place.

    Raises:
        NotFound: there is none.
        NoGraph: nothing was published yet.
    """
    found = entities(store, [entity_id])
    if entity_id in found:
        return found[entity_id]
    now = formerly(entity_id) if formerly else None
    if now is None:
        raise NotFound(f"there is no entity with the id {entity_id}")
    if now == entity_id or now not in (found := entities(store, [now])):
        raise NotFound(f"the entity {entity_id} was there once, but no document names it any more")
    return found[now]


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
