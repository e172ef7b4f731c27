"""Whether a clause asserts, plans, denies, ends or merely reports a relation."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from kg.extract.cues import cues
from kg.extract.rules.clauses import CLAUSE_END, clause_start
from kg.extract.rules.units import ANY
from kg.model import Status

_OBJECT_MARKER = re.compile(
    "将(?:其|该|这|所|(?![于在向为与由会要被通从签搬迁退]|整体|全面|分批|陆续|逐步|继续|外迁|达成|授权|许可|转让|落户|投资|成立|交付|采用|推出|引进|设立|建设|升级|更名|担任|出任|执掌|启动|完成|用于)[^，。；！？]{2,16}?(?:投入|用于|作为|打造成|纳入|列为|布局|设在|放在|迁[至到往入]|搬[至到进入]|建在|落户|转移|转给|转让|授予|转化|许可|转让|授权|从|切换|投向|开给|结合|转[到至入]|移[到至交]|放到|[给至]))"
)
_DONE_WITH = re.compile("(?:已|曾|先后|此前|成功|率先)$")
"""What stands before 将 where it marks an object (已将专利转让给…)."""
_NOT = re.compile(r"(?:不(?:会|再|予|能|得|曾|是)?|没能?)$")
_OF_ANOTHER = re.compile(f"(?:尚未|从未|未曾|没有|未|没)[^，。；的{ANY}]{{1,6}}的")
"""A denial in what is said of a noun (从未贷过款的X)."""
_UNLESS = re.compile(
    "(?:^|[，。；“])(?:如果|要是|若|假如)?(?:没有|不是)[^。；]{2,40}?(?:，|就)[^。；]{0,16}?(?:就|也|便|不会|哪|何|根本|很难|难以)"
)
"""What would not be, had something else not been."""
_AFTERWARDS = re.compile("(?:卸任|退出|辞去|离任|离职|退休|终止)[^，。；]{0,14}?(?:之后|以后|后)")
_LASTING = frozenset(
    {"holds_position", "located_in", "part_of", "subsidiary_of", "operated_by", "supplies_to", "in_industry"}
)
"""Relations that last, of which a clause with 曾 says that they are over; the others are events that stay true."""
_ENDING = (_LASTING - {"holds_position"}) | {
    "invested_in",
    "loaned_to",
    "guaranteed_by",
    "partners_with",
    "transferred_to",
    "develops",
}
"""Relations of which a later clause can tell that they ended."""
_ONCE = re.compile(
    f"(?:曾经?|一度|昔日|原先|原本|从前)[^，。；的现{ANY}]{{0,6}}?(?:任|在|是|为|供职|就职|隶属|属|位于|设|当|做|工作|经营|运营|管理|执掌|于|给|替|向|以)"
)
_ONCE_AT_WORK = re.compile(
    f"(?:此前|早年|过去|年前|原(?=[是为系任在属]))[^，。；的现{ANY}]{{0,6}}?(?:任|在|是|为|系|供职|就职|隶属|属|当|做|工作|于|给)"
)
_BY_YEAR = re.compile("到(?:20\\d\\d年|十[四五六]五)[^已了]{0,20}$")
_FORMER_POST = re.compile(
    f"(?:^|[，。；：、由])(?:原|前)(?=[{ANY}][^由])|(?<=[{ANY}])的?(?:原(?=[^，。；]{{1,6}})|前(?![沿端者期身])|老(?=[厂院校站行所局队]长|书记|工程师)|退休|已故|前任)"
)
_LEFT_POST = re.compile(f"[^，。；{ANY}]{{0,8}}?(?:退休|离职|卸任|辞去|辞职|离任|去职|被免|落马|出局)")
_FIRMLY = re.compile("拟|计划|将|打算|准备|有望|力争|想|筹备|筹划")
"""Plans that also govern the clauses that follow without a subject of their own."""
_SIGNED = re.compile("签约|签署|签订|签下|签了")
"""Who has signed an agreement works together, whatever is planned under it."""
_NOW = re.compile("现任|现为|现在|如今|眼下|目前|现")
_PAST = re.compile("已|了|完成|去年|前年|此前|昨|获(?!批)")
_AWAY = 40
"""Characters before a clause at which what it tells of may still be named."""
_UNTOUCHED = frozenset({"holds_position", "in_industry", "part_of"})
"""Relations that do not come to nothing because something else in the sentence does."""
_OTHER = re.compile(f"[{ANY}]|拟|计划|将")
_REACH = 30
"""Characters after a trigger in which the clauses that follow may tell that nothing came of it, or that it ended."""


@cache
def _words(cue: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in cues("status")[cue]))


@cache
def _still_on() -> re.Pattern[str]:
    """An end that is denied or planned, so that it has not come (没有退出, 拟终止)."""
    words = "|".join(re.escape(word) for word in cues("status")["terminated"])
    return re.compile(f"(?:没有|并未|尚未|未|不会|无意|从未|拟|将|计划|打算)(?:{words})")


def without_innocents(skeleton: str) -> str:
    """A skeleton in which the words that only look like a plan, a denial or an end are blank."""
    return _words("innocent").sub(_blank, skeleton)


def is_future(skeleton: str, at: int) -> bool:
    """Whether 将 at a position tells the future; before an object it is a preposition."""
    if _DONE_WITH.search(skeleton, max(0, at - 4), at) or skeleton[at + 1 : at + 2] in ANY:
        return False
    return not _OBJECT_MARKER.match(skeleton, at)


def status_at(
    skeleton: str, first: int, start: int, end: int, predicate: str = "", carried: Collection[int] = ()
) -> Status:
    """The status of the claim that a trigger makes.

    Args:
        skeleton: text of the sentence.
        first: position of the first end of the relation.
        start, end: the trigger's positions.
        predicate: what is claimed, empty if it does not matter.
        carried: positions of subjects that their clauses leave out: one plan may govern several clauses.
    """
    skeleton = _written(_still_on().sub(_blank, _UNLESS.sub(_blank, without_innocents(skeleton))), carried)
    left = clause_start(skeleton, start)
    begin = min(left, first) if first > left - _AWAY else left
    planned = _is_plan(skeleton, begin, start, end, predicate)
    if _is_hearsay(skeleton, begin, start, end) and (planned or predicate != "holds_position"):
        return Status.RUMOURED
    if predicate != "relocated_from" and _is_over(skeleton, first, start, end, predicate):
        return Status.TERMINATED
    before, after = skeleton[begin:start], "" if predicate in _UNTOUCHED else _following(skeleton, end)
    if _is_denied(before) or _words("undone").search(after):
        return Status.NEGATED
    if predicate != "holds_position":
        planned = planned or _plan_goes_on(skeleton, left, start, carried) or bool(_words("unsettled").search(after))
    return Status.PLANNED if planned else Status.ASSERTED


def _written(skeleton: str, carried: Collection[int]) -> str:
    """A skeleton in which the subjects that clauses leave out are blank."""
    return (
        "".join("＿" if at in carried else character for at, character in enumerate(skeleton)) if carried else skeleton
    )


def _blank(word: re.Match[str]) -> str:
    return "＿" * len(word.group())


def _following(skeleton: str, end: int) -> str:
    """What follows a trigger in its sentence, until another plan or another body than that of its clause is told."""
    stop = CLAUSE_END.search(skeleton, end)
    near = stop.start() if stop else len(skeleton)
    other = _OTHER.search(skeleton, near, near + _REACH)
    return skeleton[end:near] + skeleton[near : other.start() if other else near + _REACH]


def _is_hearsay(skeleton: str, begin: int, start: int, end: int) -> bool:
    heard = _words("hearsay").search(skeleton, 0, start)
    if heard and not _words("answered").search(skeleton, heard.end(), start):
        return True
    return bool(_words("rumoured").search(skeleton, begin, start) or _words("unconfirmed").search(skeleton, end))


def _is_plan(skeleton: str, begin: int, start: int, end: int, predicate: str) -> bool:
    if predicate == "partners_with" and _SIGNED.search(skeleton, 0, start):
        return False
    after = _words("planned_after").search(skeleton, clause_start(skeleton, start), end + 12)
    return after is not None or _planned(skeleton, begin, start) is not None


def _is_over(skeleton: str, first: int, start: int, end: int, predicate: str) -> bool:
    left = clause_start(skeleton, start)
    clause = _AFTERWARDS.sub(_blank, skeleton[left:end])
    if _words("terminated").search(clause) or _words("terminated_after").match(skeleton[end : end + 10]):
        return True
    if predicate in _ENDING and _words("ended").search(_following(skeleton, end)):
        return True
    if predicate not in _LASTING:
        return False
    posts = predicate == "holds_position"
    once = _ONCE.search(clause, 0 if posts else max(0, first - left))
    once = once or (_ONCE_AT_WORK.search(clause) if posts else None)
    if once and not _NOW.search(clause, once.end()):
        return True
    return posts and bool(_FORMER_POST.search(skeleton[max(left, start - 1) : end]) or _LEFT_POST.match(skeleton, end))


def _is_denied(before: str) -> bool:
    before = _OF_ANOTHER.sub(_blank, before)
    return bool(_words("negated").search(before) or _NOT.search(before))


def _planned(skeleton: str, begin: int, start: int) -> int | None:
    """Where a plan is told between two positions."""
    if _BY_YEAR.search(skeleton, begin, start):
        return start
    plans = _words("planned").finditer(skeleton, begin, start)
    return next((p.end() for p in plans if p.group() != "将" or is_future(skeleton, p.start())), None)


def _plan_goes_on(skeleton: str, left: int, start: int, carried: Collection[int]) -> bool:
    """Whether the clauses before, of the same subject, tell a plan, and nothing since then is past."""
    at = left
    while at in carried and skeleton[at - 1 : at] == "，":
        at = clause_start(skeleton, at - 1)
    plans = (p for p in _FIRMLY.finditer(skeleton, at, left) if p.group() != "将" or is_future(skeleton, p.start()))
    plan = next(plans, None)
    return plan is not None and not _PAST.search(skeleton, plan.end(), start)
