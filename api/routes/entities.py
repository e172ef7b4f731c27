"""Finding entities, and all that is known of one."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse

from api import examples
from api.dependencies import LONGEST_NAME, GraphStore, Inside, MinConfidence, Retired, Scopes, Types, Vocabulary
from kg import query
from kg.query import Card, Hit, concrete_types, get

router = APIRouter(tags=["Entities · 实体"])


@router.get("/search", summary="Find entities · 搜索", responses=examples.shown(examples.SEARCH))
def search(
    store: GraphStore,
    ontology: Vocabulary,
    q: Annotated[
        str,
        Query(
            min_length=1,
            max_length=LONGEST_NAME,
            description="A name or part of one, pinyin or initials.",
            examples=["云岫"],
        ),
    ],
    types: Types = [],  # noqa: B006 - FastAPI copies it
    scopes: Scopes = [],  # noqa: B006
    place: Inside = "",
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> list[Hit]:
    """Entities by name, alias, part of a name, pinyin or its initials, or a similar name; the best first."""
    return query.search(store, q, types=concrete_types(ontology, types), scopes=scopes, place=place, limit=limit)


@router.get(
    "/entities/{id}",
    summary="The card of an entity · 实体卡片",
    response_model=Card,
    responses=examples.shown(examples.CARD),
)
def entity(
    id: str,  # noqa: A002 - the path's parameter
    request: Request,
    store: GraphStore,
    formerly: Retired,
    limit: Annotated[int, Query(ge=1, le=1000, description="Most relations.")] = 200,
    min_confidence: MinConfidence = 0.0,
) -> Card | RedirectResponse:
    """Names, place, relations with evidence, and sources of one entity. An id of earlier is redirected (308)."""
    now = get(store, id, formerly=formerly).id
    if now != id:
        asked = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{request.url.path.rpartition('/')[0]}/{now}{asked}", HTTPStatus.PERMANENT_REDIRECT)
    return query.card(store, id, limit=limit, min_confidence=min_confidence)
