"""Which administrative division a document means by the name of a place. Knows no ledger."""

from __future__ import annotations

from collections.abc import Iterable

from kg.divisions import OUTSIDE, Division, Divisions
from kg.text import fold


def meant(name: str, context: frozenset[str], divisions: Divisions) -> Division | None:
    """The division called `name`, or the last member of a chain such as 天津市滨海新区; None if nothing decides.

    Args:
        name: as the document gives it.
        context: codes of the divisions that the document names without doubt, and of all they lie in.
        divisions: what there is.
    """
    folded = fold(name)
    found = divisions.find(folded)
    if not found:
        return _end_of_chain(folded, divisions)
    top = [division for division in found if division.level is found[0].level]
    if len(top) == 1:
        return top[0]
    shared = {d.code: len(context.intersection(o.code for o in divisions.ancestors(d.code))) for d in top}
    nearest = [d for d in top if shared[d.code] and shared[d.code] == max(shared.values())]
    ours = [d for d in top if divisions.scope(d.code) != OUTSIDE]
    return next((chosen[0] for chosen in (nearest, ours) if len(chosen) == 1), None)


def context_of(names: Iterable[str], divisions: Divisions) -> frozenset[str]:
    """Codes of the divisions that these names or their beginnings give without doubt, and of all they lie in."""
    codes: set[str] = set()
    for name in names:
        folded = fold(name)
        found = divisions.find(folded)
        division = found[0] if len(found) == 1 else divisions.at_start_of(folded)
        if division:
            codes.add(division.code)
            codes.update(outer.code for outer in divisions.ancestors(division.code))
    return frozenset(codes)


def _end_of_chain(name: str, divisions: Divisions) -> Division | None:
    last = divisions.at_start_of(name)
    return last if last and any(name.endswith(written) for written in last.names) else None
