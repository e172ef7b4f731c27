"""The graph as such: around an entity, between two, counted, and by Cypher."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from api import examples
from api.dependencies import (
    LONGEST_NAME,
    GraphStore,
    Inside,
    MinConfidence,
    Predicates,
    Retired,
    Scopes,
    Types,
    Unasserted,
    Vocabulary,
    Wanted,
)
from api.schemas import CypherQuestion
from kg import query
from kg.query import Moves, Neighbourhood, Paths, Statistics, find
from kg.query.moves import Kind
from kg.store import Answer

router = APIRouter(tags=["Graph · 图谱"])

CYPHER_SECONDS = 10.0
"""Seconds that a person's Cypher text may take."""

BEGINNING = "Region or park where moves begin: a name or a code; anywhere else if left out."
ENDING = "Region or park where moves end; anywhere else if left out."
End = Annotated[
    str,
    Query(min_length=1, max_length=LONGEST_NAME, description="A name, an alias, a unique piece of a name, or an id."),
]


@router.get("/neighbourhood", summary="What lies around it · 周边", responses=examples.shown(examples.NEIGHBOURHOOD))
def neighbourhood(
    centre: Wanted,
    store: GraphStore,
    ontology: Vocabulary,
    predicates: Predicates = [],  # noqa: B006 - FastAPI copies it
    types: Types = [],  # noqa: B006
    scopes: Scopes = [],  # noqa: B006
    place: Inside = "",
    depth: Annotated[int, Query(ge=1, le=3, description="Most steps from the centre.")] = 1,
    limit: Annotated[int, Query(ge=1, le=1000, description="Most entities besides the centre.")] = 200,
    min_confidence: MinConfidence = 0.0,
    include_unasserted: Unasserted = False,
) -> Neighbourhood:
    """Entities up to three steps away and all relations among them; hubs are shown, but not walked on from."""
    return query.neighbourhood(
        store,
        ontology,
        centre.id,
        depth=depth,
        predicates=predicates,
        types=types,
        scopes=scopes,
        place=place,
        limit=limit,
        min_confidence=min_confidence,
        include_unasserted=include_unasserted,
    )


@router.get("/paths", summary="How two hang together · 两者之间", responses=examples.shown(examples.PATHS))
def paths(
    store: GraphStore,
    ontology: Vocabulary,
    formerly: Retired,
    source: Annotated[End, Query(alias="from")],
    target: Annotated[End, Query(alias="to")],
    predicates: Predicates = [],  # noqa: B006 - FastAPI copies it
    types: Types = [],  # noqa: B006
    scopes: Scopes = [],  # noqa: B006
    place: Inside = "",
    k: Annotated[int, Query(ge=1, le=10, description="Most paths.")] = 3,
    max_length: Annotated[int, Query(ge=1, le=6, description="Most steps of a path.")] = 4,
    since: Annotated[date | None, Query(description="First day.")] = None,
    until: Annotated[date | None, Query(description="Last day.")] = None,
    min_confidence: MinConfidence = 0.0,
    include_unasserted: Unasserted = False,
) -> Paths:
    """The most telling paths between two entities, with the evidence of every step and why it costs what it costs."""
    return query.paths(
        store,
        ontology,
        find(store, source, formerly=formerly).id,
        find(store, target, formerly=formerly).id,
        k=k,
        max_length=max_length,
        predicates=predicates,
        types=types,
        scopes=scopes,
        place=place,
        since=since,
        until=until,
        min_confidence=min_confidence,
        include_unasserted=include_unasserted,
    )


@router.get("/moves", summary="What moves between regions · 跨地区流动", responses=examples.shown(examples.MOVES))
def moves(
    store: GraphStore,
    ontology: Vocabulary,
    origin: Annotated[str | None, Query(alias="from", max_length=LONGEST_NAME, description=BEGINNING)] = None,
    destination: Annotated[str | None, Query(alias="to", max_length=LONGEST_NAME, description=ENDING)] = None,
    kinds: Annotated[
        list[Kind], Query(alias="kind", max_length=20, description="Kinds of moves; none means all.")
    ] = [],  # noqa: B006
    years: Annotated[list[int], Query(alias="year", max_length=50, description="Years; none means all.")] = [],  # noqa: B006
    limit: Annotated[int, Query(ge=1, le=1000, description="Most moves.")] = 200,
    min_confidence: MinConfidence = 0.0,
    include_unasserted: Unasserted = False,
) -> Moves:
    """Firms that moved, daughters, branches and spin-offs, technology and money that go from one place to another."""
    return query.moves(
        store,
        ontology,
        origin=origin,
        destination=destination,
        kinds=kinds,
        years=years,
        limit=limit,
        min_confidence=min_confidence,
        include_unasserted=include_unasserted,
    )


@router.get("/statistics", summary="What the graph holds · 图谱概况", responses=examples.shown(examples.STATISTICS))
def statistics(
    store: GraphStore,
    scopes: Scopes = [],  # noqa: B006 - FastAPI copies it
    place: Inside = "",
    most: Annotated[int, Query(ge=1, le=100, description="How many of the best connected entities.")] = 20,
    min_confidence: MinConfidence = 0.0,
) -> Statistics:
    """Entities by type and region, relations by predicate, status and confidence."""
    return query.statistics(store, scopes=scopes, place=place, most=most, min_confidence=min_confidence)


@router.post("/cypher", summary="Ask in Cypher · Cypher 查询", responses=examples.shown(examples.CYPHER))
def cypher(question: CypherQuestion, store: GraphStore) -> Answer:
    """The rows of a reading Cypher text; writing clauses are refused, and so is what takes more than ten seconds."""
    return store.ask(question.query, question.parameters, seconds=CYPHER_SECONDS, most=question.limit)
