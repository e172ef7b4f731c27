"""Whether a clause asserts, plans, denies, ends or merely reports a relation."""

from __future__ import annotations

import re
from functools import cache

from kg.extract.cues import cues
from kg.extract.rules.clauses import clause_start
from kg.extract.rules.units import ANY
from kg.model import Status

_OBJECT_MARKER = re.compile(
    "将(?:其|该|这|所|(?![于在向为与由会要被通])[^，。；！？]{2,16}?(?:投入|用于|作为|打造成|纳入|列为|布局|设在|放在|迁[至到往入]|搬[至到进入]|建在|落户|转移|转给|转让|授予|转化|许可|转让|授权|从))"
)

_NOT = re.compile(r"(?:不(?:会|再|予|能|得|曾|是)?|没能?)$")


@cache
def _words(cue: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in cues("status")[cue]))


def status_at(skeleton: str, first: int, start: int, end: int) -> Status:
    """The status of the claim that a trigger makes.

    Args:
        skeleton: text of the sentence.
        first: position of the first end of the relation.
        start, end: the trigger's positions.
    """
    skeleton = _words("innocent").sub(lambda word: "＿" * len(word.group()), skeleton)
    left = clause_start(skeleton, start)
    before = skeleton[min(left, first) if first > left - 40 else left : start]
    clause = skeleton[left:end]
    after = skeleton[end : end + 10]
    if _words("rumoured").search(before):
        return Status.RUMOURED
    if _words("terminated").search(clause) or _words("terminated_after").match(after):
        return Status.TERMINATED
    if _words("negated").search(before) or _NOT.search(before):
        return Status.NEGATED
    if _planned(before, skeleton[left : end + 12]):
        return Status.PLANNED
    return Status.ASSERTED


def _planned(before: str, clause: str) -> bool:
    plan = _words("planned").search(before)
    if plan is None:
        return bool(_words("planned_after").search(clause))
    if plan.group() != "将":
        return True
    return not _OBJECT_MARKER.match(clause[clause.find("将") :]) and not re.search(f"将[{ANY}]", before)
