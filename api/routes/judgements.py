"""What people judge of identity: the doubtful pairs, judging, undoing, and the history of both."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query

from api.dependencies import LONGEST_NAME, Documents, GraphStore, Held, MayJudge
from api.schemas import JudgedView, JudgementBody, PublishedView, ReviewView
from kg import reviewing
from kg.ledger import Ledger
from kg.model import Entry
from kg.publishing import publish
from kg.reviewing import LONGEST_NAME as LONGEST_JUDGE
from kg.reviewing import Review, Told

router = APIRouter(tags=["Judgements · 判定"])


@router.get("/review", summary="Doubtful pairs · 待审核")
def review(
    documents: Documents,
    store: GraphStore,
    again: Annotated[bool, Query(description="Whether pairs that a person left open are among them.")] = False,
    offset: Annotated[int, Query(ge=0, description="How many of the likeliest to pass over.")] = 0,
    limit: Annotated[int, Query(ge=1, le=100, description="Most pairs.")] = 20,
) -> ReviewView:
    """Pairs about which the rules are not sure, the likeliest first, with what is known of each side by side."""
    doubts = Review(documents, again=again).doubts
    shown = [reviewing.shown(each, documents, store) for each in doubts[offset : offset + limit]]
    return ReviewView(total=len(doubts), doubts=shown)


@router.get("/judgements", summary="What people judged · 判定记录")
def judgements(documents: Documents) -> list[Told]:
    """Every judgement of a person in order: who, when, why, whether it was taken back, and what is not followed."""
    return list(Review(documents).history())


@router.post("/judgements", summary="Judge a pair · 判定", dependencies=[MayJudge])
def judge(body: JudgementBody, held: Held, documents: Documents, store: GraphStore) -> JudgedView:
    """Say whether two things are one; the graph is published anew. Only where the service was started for judging."""
    left, right = (reviewing.thing(end, documents, store) for end in (body.left, body.right))
    entry = reviewing.judge(documents, left, right, body.decision, by=body.by, why=body.why)
    return _followed(entry, held, documents)


@router.delete("/judgements/{number}", summary="Take a judgement back · 撤销", dependencies=[MayJudge])
def undo(
    number: Annotated[int, Path(ge=1, le=2**63 - 1)],
    held: Held,
    documents: Documents,
    by: Annotated[str, Query(min_length=1, max_length=LONGEST_JUDGE, description="Who takes it back.")],
    why: Annotated[str, Query(max_length=10 * LONGEST_NAME)] = "",
) -> JudgedView:
    """Take a judgement back: the graph is published as it was without it, and the history tells of both."""
    return _followed(reviewing.undo(documents, number, by=by, why=why), held, documents)


def _followed(entry: Entry, held: Held, ledger: Ledger) -> JudgedView:
    with held.publishing:
        made = publish(ledger, held.settings, held.ontology)
    graph = PublishedView(
        entities=made.entities, relations=made.relations, changed=made.republished, refusals=list(made.refusals)
    )
    return JudgedView(judgement=Review(ledger).told(entry), graph=graph)
