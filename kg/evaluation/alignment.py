"""Which predicted entity is which annotated one: those that share surfaces."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from kg.evaluation.annotated import Annotation
from kg.text import fold

_SUFFIX = re.compile(r"(?<=..)(产业|行业|领域|地区)$")
_SUFFIXED = frozenset({"Industry", "Region"})  # whose surfaces are compared without a generic 产业, 地区 …


def surfaces(entity: Annotation) -> set[str]:
    """All that an entity is called, folded as names are compared."""
    names = {fold(str(name)) for name in (entity["name"], *entity.get("surfaces", ()))}
    if entity["type"] in _SUFFIXED:
        names = {_SUFFIX.sub("", name) for name in names}
    return names - {""}


@dataclass(frozen=True, slots=True)
class Alignment:
    """Predicted entity id → gold entity id.

    Args:
        strict: one to one, by most shared surfaces, those of the same type first.
        loose: for the ends of relations; an entity that was split in two still reaches its gold one.
    """

    strict: Mapping[str, str]
    loose: Mapping[str, str]

    @classmethod
    def of(cls, gold: Sequence[Annotation], predicted: Sequence[Annotation]) -> Self:
        """The alignment of the entities of one document."""
        named = [(entity, surfaces(entity)) for entity in gold]
        ours = [(entity, surfaces(entity)) for entity in predicted]
        pairs = [
            (p["type"] != g["type"], -len(mine & its), str(p["id"]), str(g["id"]))
            for p, mine in ours
            for g, its in named
            if mine & its
        ]
        strict: dict[str, str] = {}
        for _, _, p_id, g_id in sorted(pairs):
            if p_id not in strict and g_id not in strict.values():
                strict[p_id] = g_id
        owner = {surface: str(g["id"]) for g, its in named for surface in its}
        loose = dict(strict)
        for p, mine in ours:
            hits = Counter(owner[surface] for surface in sorted(mine) if surface in owner)
            if hits:
                loose.setdefault(str(p["id"]), hits.most_common(1)[0][0])
        return cls(strict, loose)
