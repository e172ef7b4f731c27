"""Options that limit a question, and what people may write for types, predicates and regions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated

from typer import Option

from kg.ontology import Ontology
from kg.query.moves import KIND_NAMES
from kg.text import fold

_PANEL = "Limits"

Scopes = Annotated[
    list[str] | None,
    Option(
        "--scope",
        metavar="REGION",
        help="Only this region: 北京, 天津, 河北, outside …; repeatable.",
        rich_help_panel=_PANEL,
    ),
]
Inside = Annotated[
    str | None,
    Option(
        "--in",
        metavar="PLACE",
        help="Only what lies in this region or park, however deep: 滨海新区, 120116, 天开高教科创园 …",
        rich_help_panel=_PANEL,
    ),
]
JjjOnly = Annotated[bool, Option("--jjj-only", help="Only 北京, 天津 and 河北.", rich_help_panel=_PANEL)]
Types = Annotated[
    list[str] | None,
    Option(
        "--type",
        metavar="TYPE",
        help="Only this type of entity, such as Bank or 园区; repeatable.",
        rich_help_panel=_PANEL,
    ),
]
Predicates = Annotated[
    list[str] | None,
    Option(
        "--predicate",
        metavar="PREDICATE",
        help="Only this predicate, such as loaned_to or 投资; repeatable.",
        rich_help_panel=_PANEL,
    ),
]
MinConfidence = Annotated[
    float, Option("--min-confidence", min=0.0, max=1.0, help="Least confidence of a relation.", rich_help_panel=_PANEL)
]

_OUTSIDE = frozenset({"outside", "unknown"})


@dataclass(frozen=True, slots=True)
class Limits:
    """What a question is limited to, by the ontology's keys; empty means everything."""

    scopes: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    predicates: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        ontology: Ontology,
        *,
        scopes: Iterable[str] | None = None,
        jjj_only: bool = False,
        types: Iterable[str] | None = None,
        predicates: Iterable[str] | None = None,
    ) -> Limits:
        """Limits as a person wrote them: keys, spellings or labels in any language of the ontology."""
        three = tuple(key for key in ontology.scopes if key not in _OUTSIDE) if jjj_only else ()
        kinds = {key: (*each.labels.values(),) for key, each in ontology.types.items()}
        verbs = {key: (each.camel, each.upper, *each.labels.values()) for key, each in ontology.predicates.items()}
        regions = {key: (*labels.values(),) for key, labels in ontology.scopes.items()}
        return cls(
            scopes=_keys(scopes, regions) or three,
            types=_keys(types, kinds),
            predicates=_keys(predicates, verbs),
        )


def kinds_of_moves(written: Iterable[str] | None) -> tuple[str, ...]:
    """The kinds that are meant, by key or as people call them."""
    return _keys(written, {kind: (name,) for kind, name in KIND_NAMES.items()})


def _keys(written: Iterable[str] | None, spellings: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The keys that are meant; what is unknown stays as it is, for the query to refuse."""
    known = {fold(form).casefold(): key for key, forms in spellings.items() for form in (*forms, key)}
    return tuple(known.get(fold(each).casefold(), each) for each in written or ())
