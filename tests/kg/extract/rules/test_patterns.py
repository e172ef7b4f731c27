from __future__ import annotations

from kg.extract.rules.patterns import Pattern
from kg.extract.rules.skeleton import skeleton
from tests.kg.extract.rules.marked import marked


def fits(pattern: str, text: str) -> bool:
    doc = marked(text)
    return bool(Pattern("lending", pattern).expression.search(skeleton(doc.text, 0, len(doc.text), doc._.names).text))


def test_a_plain_gap_stays_in_its_clause() -> None:
    assert fits("<s:bank>…9<o:body>", "「Bank:滨河银行」走访「Company:蓝芯」")
    assert not fits("<s:bank>…9<o:body>", "「Bank:滨河银行」开会，「Company:蓝芯」参加")
    assert fits("<s:bank>……9<o:body>", "「Bank:滨河银行」开会，「Company:蓝芯」参加")
    assert not fits("<s:bank>……9<o:body>", "「Bank:滨河银行」开会。「Company:蓝芯」参加")


def test_a_subjects_gap_holds_no_other_body_but_a_place() -> None:
    assert not fits("<s:bank>~9放款", "「Bank:滨河银行」和其他「Company:蓝芯」放款")
    assert fits("<s:bank>~9放款", "「Bank:滨河银行」在「Park:燕南产业园」放款")


def test_a_cue_is_any_of_its_words() -> None:
    assert fits("<s:bank>…4{grant}", "「Bank:滨河银行」已发放")
