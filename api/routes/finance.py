"""Who financed whom."""

from __future__ import annotations

from fastapi import APIRouter

from api import examples
from api.dependencies import GraphStore, Inside, LookThrough, MinConfidence, Scopes, Unasserted, Vocabulary, Wanted
from kg import query
from kg.query import Financing, Portfolio

router = APIRouter(tags=["Finance · 资金"])


@router.get("/financiers", summary="Who financed it · 谁资助了它", responses=examples.shown(examples.FINANCING))
def financiers(
    company: Wanted,
    store: GraphStore,
    ontology: Vocabulary,
    scopes: Scopes = [],  # noqa: B006 - FastAPI copies it
    place: Inside = "",
    look_through: LookThrough = False,
    include_unasserted: Unasserted = False,
    min_confidence: MinConfidence = 0.0,
) -> Financing:
    """Loans, credit lines, equity and guarantees that the company got, with amount, date and evidence."""
    return query.financiers(
        store,
        ontology,
        company.id,
        look_through=look_through,
        include_unasserted=include_unasserted,
        scopes=scopes,
        place=place,
        min_confidence=min_confidence,
    )


@router.get("/portfolio", summary="Whom it backs · 它支持了谁", responses=examples.shown(examples.PORTFOLIO))
def portfolio(
    backer: Wanted,
    store: GraphStore,
    ontology: Vocabulary,
    scopes: Scopes = [],  # noqa: B006 - FastAPI copies it
    place: Inside = "",
    look_through: LookThrough = False,
    include_unasserted: Unasserted = False,
    min_confidence: MinConfidence = 0.0,
) -> Portfolio:
    """Whom a bank, fund, park or institute financed, hosted or incubated."""
    return query.portfolio(
        store,
        ontology,
        backer.id,
        look_through=look_through,
        include_unasserted=include_unasserted,
        scopes=scopes,
        place=place,
        min_confidence=min_confidence,
    )
