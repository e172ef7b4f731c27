"""Particulars: what is read around the ends of a pair that no pattern matched, as patterns would read it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extract.pairs import pairs
from kg.extract.particulars import particulars
from kg.ontology import Ontology
from tests.kg.extract.rules.marked import marked, related

Read = Callable[[str, str], list[tuple[str, str]]]


@pytest.fixture(scope="module")
def read() -> Read:
    """`read(text, predicate)`: what is told of the pair of the first two names that the text marks."""
    ontology = Ontology.load()

    def found(text: str, predicate: str) -> list[tuple[str, str]]:
        pair = next(p for p in pairs(related(marked(text), ontology), ontology) if (p.subject, p.object) == (0, 1))
        return [(told.name, told.text) for told in particulars(pair, predicate)]

    return found


def test_amount_and_date_of_a_loan_are_read_between_its_ends(read: Read) -> None:
    told = read("「Bank:滨河银行」于2024年3月把300万元借与「Company:蓝芯科技」。", "loaned_to")
    assert {("amount", "300万元"), ("date", "2024年3月")} <= set(told)


def test_amount_is_read_behind_the_ends_up_to_the_clauses_end(read: Read) -> None:
    assert ("amount", "5亿元") in read("「Company:云麓生物」投给「Company:蓝芯科技」5亿元。", "invested_in")


def test_round_of_a_stake_is_read(read: Read) -> None:
    told = dict(read("「Company:云麓生物」加入「Company:蓝芯科技」的A轮融资。", "invested_in"))
    assert told["round"].startswith("A")


def test_amount_of_another_sentence_is_not_read(read: Read) -> None:
    assert read("「Company:云麓生物」投了「Company:蓝芯科技」。另有5亿元闲置。", "invested_in") == []


def test_post_between_person_and_body_is_read(read: Read) -> None:
    assert read("「Person:周砚秋」是「Company:蓝芯科技」副总经理。", "holds_position") == [("title", "副总经理")]


def test_post_is_read_where_it_ends_the_text(read: Read) -> None:
    assert read("「Person:周砚秋」，「Company:蓝芯科技」董事长", "holds_position") == [("title", "董事长")]


def test_nothing_is_read_where_the_text_ends_with_the_ends(read: Read) -> None:
    assert read("「Person:周砚秋」在「Company:蓝芯科技」", "holds_position") == []


def test_what_a_predicate_has_no_particulars_of_is_not_read(read: Read) -> None:
    assert read("「Company:蓝芯科技」花5亿元搬到「Region:望河区」。", "located_in") == []
