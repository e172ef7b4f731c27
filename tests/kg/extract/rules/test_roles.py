"""Who plays which part where an event is told without a frame."""

from __future__ import annotations

import re

from kg.extract.rules.patterns import Pattern
from kg.extract.rules.roles import Role, counterpart, events, players, told_claims
from kg.extract.rules.sentence import Sentence
from kg.extract.rules.skeleton import skeleton
from kg.model import Status
from tests.kg.extract.rules.marked import marked

_LENDER = Role(frozenset({"Bank", "FinancialInstitution"}), unlike=re.compile("担保"))
_BORROWER = Role(frozenset({"Company", "Bank"}))
_TOLD = Pattern("lending", "贷款|放款")
_BANK, _FIRM, _SECOND = "「Bank:滨河银行」", "「Company:蓝芯科技」", "「Company:云麓生物」"


def read(text: str) -> Sentence:
    doc = marked(text)
    return Sentence(
        doc.text, 0, len(doc.text), skeleton(doc.text, 0, len(doc.text), doc._.names), list(doc._.referents)
    )


def pairs(text: str, apart: Pattern | None = None) -> list[tuple[str, ...]]:
    """The names of giver and takers of every event of a text."""
    sentence = read(text)
    return [
        tuple(sentence.referents[r].name for unit in (giver, taker) for r in unit.referents)
        for _, giver, taker in events(sentence, _TOLD, _LENDER, _BORROWER, apart)
    ]


def test_a_role_asks_for_type_and_name() -> None:
    sentence = read("「FinancialInstitution:津冀担保」、「FinancialInstitution:渤湾租赁」和「Company:蓝芯科技」到场。")
    assert [[sentence.referents[r].name for r in p.unit.referents] for p in players(sentence, _LENDER)] == [
        ["渤湾租赁"]
    ]


def test_an_event_joins_the_only_lender_and_the_only_borrower() -> None:
    assert pairs(f"{_FIRM}的难题解了，贷款到账，{_BANK}只用三天。") == [("滨河银行", "蓝芯科技")]


def test_one_that_can_give_does_not_take() -> None:
    assert pairs(f"{_BANK}的贷款业务增长。") == []


def test_of_several_borrowers_the_one_in_the_clause_of_the_word_is_meant() -> None:
    assert pairs(f"{_SECOND}旁观，{_BANK}很快行动，{_FIRM}的贷款到账。") == [("滨河银行", "蓝芯科技")]
    assert pairs(f"{_BANK}贷款到账，{_FIRM}把它转给{_SECOND}。") == []


def test_bodies_side_by_side_in_another_clause_may_but_be_there() -> None:
    assert pairs(f"{_FIRM}和{_SECOND}到场，{_BANK}当天放款。") == []
    assert pairs(f"{_BANK}当天给{_FIRM}和{_SECOND}放款。") == [("滨河银行", "蓝芯科技", "云麓生物")]


def test_a_word_that_sets_the_event_apart_stops_it() -> None:
    assert pairs(f"{_BANK}为{_FIRM}讲解贷款政策。", Pattern("lending", "讲解")) == []


def test_the_counterpart_is_the_only_other_that_fits() -> None:
    sentence = read(f"{_BANK}给{_FIRM}办妥贷款。")
    (match,) = sentence.find(Pattern("lending", "给<o:body>…4(?P<v>办妥)", anywhere=True))
    known = match.unit("o")
    assert known is not None
    found = counterpart(match, known, _LENDER)
    assert found is not None
    assert [sentence.referents[r].name for r in found.referents] == ["滨河银行"]
    assert counterpart(match, known, Role(frozenset({"Park"}))) is None


def test_the_claims_of_an_event_have_its_status_and_trust() -> None:
    sentence = read(f"{_BANK}拟给{_FIRM}贷款。")
    (told,) = events(sentence, _TOLD, _LENDER, _BORROWER)
    (claim,) = told_claims("loaned_to", *told, 0.7)
    assert (claim.status, claim.confidence) == (Status.PLANNED, 0.7)
