from __future__ import annotations

import pytest

from kg.extract.rules.status import status_at
from kg.model import Status


@pytest.mark.parametrize(
    ("clause", "status"),
    [
        ("甲向乙发放", Status.ASSERTED),
        ("甲拟向乙发放", Status.PLANNED),
        ("甲将于明年向乙发放", Status.PLANNED),
        ("甲未向乙发放", Status.NEGATED),
        ("未来，甲向乙发放", Status.ASSERTED),
        ("甲不再向乙发放", Status.TERMINATED),
        ("据传甲向乙发放", Status.RUMOURED),
        ("甲没有要求房产抵押就向乙发放", Status.ASSERTED),
    ],
)
def test_status_is_that_of_the_clause_of_the_trigger(clause: str, status: Status) -> None:
    start = clause.index("发放")
    assert status_at(clause, clause.index("甲"), start, start + 2) is status


def test_the_object_marker_is_no_future() -> None:
    clause = "甲将三项专利转让给乙"
    assert status_at(clause, 0, clause.index("转让"), clause.index("转让") + 2) is Status.ASSERTED


def test_a_plan_in_another_clause_leaves_this_one_alone() -> None:
    text = "甲计划上市，乙向甲发放"
    assert status_at(text, text.index("乙"), text.index("发放"), len(text)) is Status.ASSERTED


def test_a_word_after_the_trigger_can_end_it() -> None:
    assert status_at("甲与乙的合作终止", 0, 4, 6) is Status.TERMINATED
