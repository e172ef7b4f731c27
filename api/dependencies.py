"""What routes ask for: the published graph, the vocabulary, the ledger, and the entity that a request means."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Lock
from typing import Annotated

from fastapi import Depends, Header, Query, Request

from kg.errors import NotAuthorised, QueryError, ReadOnly
from kg.ledger import Ledger
from kg.model import Entity
from kg.ontology import Ontology
from kg.query.lookup import Formerly, find, get
from kg.query.regions import area
from kg.settings import Settings
from kg.store import Store

LONGEST_NAME = 200
"""Characters of the longest name that may be asked for."""


@dataclass(frozen=True)
class Resources:
    """What the application holds open as long as it runs.

    Args:
        settings: of the workspace.
        store: the published graph.
        ontology: the vocabulary.
        token: what a request must carry to write judgements; None if nobody may.
        publishing: held by the request that publishes the graph anew.
    """

    settings: Settings
    store: Store
    ontology: Ontology
    token: str | None = None
    publishing: Lock = field(default_factory=Lock)


def _resources(request: Request) -> Resources:
    resources: Resources = request.app.state.resources
    return resources


def _store(resources: Annotated[Resources, Depends(_resources)]) -> Store:
    return resources.store


def _ontology(resources: Annotated[Resources, Depends(_resources)]) -> Ontology:
    return resources.ontology


GraphStore = Annotated[Store, Depends(_store)]
Vocabulary = Annotated[Ontology, Depends(_ontology)]
Held = Annotated[Resources, Depends(_resources)]


def _formerly(resources: Held) -> Formerly:
    def look_up(old_id: str) -> str | None:
        with Ledger.open(resources.settings) as ledger:
            return ledger.present_id(old_id)

    return look_up


Retired = Annotated[Formerly, Depends(_formerly)]
"""Gives the id that an id of earlier leads to now."""

Name = Annotated[
    str | None,
    Query(
        max_length=LONGEST_NAME,
        description="A name, an alias, a unique piece of a name, pinyin or its initials.",
        examples=["智谱"],
    ),
]
Id = Annotated[
    str | None, Query(max_length=LONGEST_NAME, description="The id of an entity.", examples=["e-0123456789abcdef"])
]


def _wanted(
    store: GraphStore,
    formerly: Retired,
    name: Name = None,
    id: Id = None,  # noqa: A002 - the query parameter's name
) -> Entity:
    if (name is None) == (id is None):
        msg = "give either name=… or id=…"
        raise QueryError(msg)
    return get(store, id, formerly=formerly) if id is not None else find(store, name or "", formerly=formerly)


Wanted = Annotated[Entity, Depends(_wanted)]
"""The one entity that `name` or `id` means."""


def _inside(
    store: GraphStore,
    inside: Annotated[
        str | None,
        Query(
            alias="in",
            max_length=LONGEST_NAME,
            description="Only what lies in this region or park, however deep: its name, or a GB/T 2260 code.",
            examples=["滨海新区"],
        ),
    ] = None,
) -> str:
    return area(store, inside).key if inside else ""


Inside = Annotated[str, Depends(_inside)]
"""Key of the region or park that `in` means, empty for everywhere."""

Scopes = Annotated[
    list[str],
    Query(
        alias="scope", max_length=5, description="Regions: beijing, tianjin, hebei, outside, unknown; none means all."
    ),
]
Types = Annotated[
    list[str],
    Query(alias="type", max_length=40, description="Types of entities, such as Bank or FinancialBody; none means all."),
]
Predicates = Annotated[
    list[str], Query(alias="predicate", max_length=40, description="Predicates, such as loaned_to; none means all.")
]
MinConfidence = Annotated[float, Query(ge=0.0, le=1.0, description="Least confidence of a relation.")]
Unasserted = Annotated[
    bool, Query(description="Whether to tell, apart, what texts only plan, deny, report as over or as hearsay.")
]
LookThrough = Annotated[
    bool,
    Query(
        description="Whether to follow a fund to those who founded, invested in or manage it, and a branch to its bank."
    ),
]


def _ledger(resources: Held) -> Iterator[Ledger]:
    with Ledger.open(resources.settings) as ledger:
        yield ledger


Documents = Annotated[Ledger, Depends(_ledger)]


def _may_judge(
    resources: Held,
    authorization: Annotated[
        str | None, Header(description="`Bearer` and the token that `jjj serve --judging` shows.")
    ] = None,
) -> None:
    if resources.token is None:
        msg = "this service only answers questions; whoever runs it can start it with `jjj serve --judging`"
        raise ReadOnly(msg)
    scheme, _, given = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not hmac.compare_digest(given.strip().encode(), resources.token.encode()):
        msg = "send the header `Authorization: Bearer …` with the token that `jjj serve --judging` showed"
        raise NotAuthorised(msg)


MayJudge = Depends(_may_judge)
"""Refuses a request that must not write."""
