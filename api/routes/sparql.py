"""The graph by SPARQL 1.1 Protocol: https://www.w3.org/TR/sparql11-protocol/."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import parse_qs

from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import JSONResponse, Response
from starlette.concurrency import run_in_threadpool

from api.dependencies import Held
from kg.errors import QueryRefused
from kg.settings import Settings
from kg.sparql.answers import Facts, Solutions, SparqlAnswer
from kg.sparql.asking import ask_graph

router = APIRouter(tags=["Graph · 图谱"])

SECONDS = 10.0
"""Seconds that a query may take."""
MOST = 10_000
"""Most rows or facts of an answer."""
QUERY, FORM = "application/sparql-query", "application/x-www-form-urlencoded"
RESULTS, CSV, TURTLE, JSON_LD = "application/sparql-results+json", "text/csv", "text/turtle", "application/ld+json"

_EXAMPLE = "SELECT ?name { ?who a jjj:Bank ; skos:prefLabel ?name } LIMIT 10"
_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {media: {} for media in (RESULTS, CSV, TURTLE, JSON_LD)},
        "description": f"What the query gives, {MOST} rows at most; CONSTRUCT and DESCRIBE give facts",
    }
}
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            QUERY: {"schema": {"type": "string"}, "example": _EXAMPLE},
            FORM: {
                "schema": {"type": "object", "required": ["query"], "properties": {"query": {"type": "string"}}},
                "example": {"query": _EXAMPLE},
            },
        },
    }
}
Accept = Annotated[str, Header(description=f"{RESULTS} or {CSV} for rows, {TURTLE} or {JSON_LD} for facts.")]


@router.get("/sparql", summary="Ask in SPARQL · SPARQL 查询", response_class=Response, responses=_ANSWERS)
def sparql(
    held: Held, query: Annotated[str, Query(max_length=20_000, examples=[_EXAMPLE])], accept: Accept = RESULTS
) -> Response:
    """What a reading query gives on the published graph and the ontology; our prefixes need not be declared."""
    return _answer(held.settings, query, accept)


@router.post(
    "/sparql",
    summary="Ask in SPARQL · SPARQL 查询",
    response_class=Response,
    responses=_ANSWERS,
    openapi_extra=_BODY,
)
async def sparql_posted(held: Held, request: Request, accept: Accept = RESULTS) -> Response:
    """The same for longer queries: the query itself as the body, or a form with a field `query`."""
    query = _posted(request.headers.get("content-type", ""), await request.body())
    return await run_in_threadpool(_answer, held.settings, query, accept)


def _posted(media: str, body: bytes) -> str:
    kind = media.partition(";")[0].strip().lower()
    try:
        text = body.decode()
        queries = [text] if kind == QUERY else parse_qs(text, max_num_fields=10).get("query", [])
    except ValueError as error:
        raise QueryRefused(f"the body cannot be read: {error}") from error
    if kind not in {QUERY, FORM} or len(queries) != 1:
        raise QueryRefused(f"send one query, either as the body of a {QUERY} or as the field `query` of a {FORM}")
    return queries[0]


def _answer(settings: Settings, query: str, accept: str) -> Response:
    return _written(ask_graph(settings, query, seconds=SECONDS, most=MOST), accept)


def _written(answer: SparqlAnswer, accept: str) -> Response:
    if isinstance(answer, Facts):
        if JSON_LD in accept:
            return Response(answer.as_json_ld(), media_type=JSON_LD)
        return Response(answer.as_turtle(), media_type=TURTLE)
    if isinstance(answer, Solutions) and CSV in accept:
        return Response(answer.as_csv(), media_type=CSV)
    return JSONResponse(answer.as_json(), media_type=RESULTS)
