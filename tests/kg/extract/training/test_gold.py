"""Gold: the places of annotated names, in the text as extraction reads it."""

from __future__ import annotations

from kg.extract.training.corpus import Annotated, GoldEntity, Part
from kg.extract.training.gold import gold_texts
from kg.model import Document


def told(text: str, **surfaces: str) -> list[tuple[str, str]]:
    """Name and type at each place, in order; the keywords are types."""
    entities = tuple(
        GoldEntity(f"e{number}", type_, listed.split("|")[0], tuple(listed.split("|")))
        for number, (type_, listed) in enumerate(surfaces.items())
    )
    annotated = Annotated("x-test", Document("", text, "x-test.json"), entities, (), Part.TRAIN)
    return [(gold.text[n.start : n.end], n.type) for gold in gold_texts(annotated) for n in gold.names]


def test_every_place_of_a_surface_is_told() -> None:
    assert told("岚汐科技落户。岚汐科技开业。", Company="岚汐科技") == [("岚汐科技", "Company")] * 2


def test_longest_surface_stands_at_each_place() -> None:
    text = "岚州银行云州分行获批，岚州银行祝贺。"
    assert told(text, Bank="岚州银行云州分行|岚州银行") == [("岚州银行云州分行", "Bank"), ("岚州银行", "Bank")]
    assert told(text, Bank="岚州银行云州分行", Region="云州") == [("岚州银行云州分行", "Bank")]


def test_names_are_found_across_breaks_that_mending_closes() -> None:
    text = (
        "企业有了底气。\n"
        "这家企业的负责人说，流动资金一直紧张，多亏有岚州银行云\n"
        "州分行帮忙，贷款在一周之内就到了账，厂里的工资没有拖欠\n"
        "过，订单也一直没有断过。"
    )
    assert told(text, Bank="岚州银行云\n州分行") == [("岚州银行云州分行", "Bank")]


def test_names_in_a_paragraph_that_is_dropped_as_a_copy_are_told_once() -> None:
    paragraph = "岚汐科技在云州建成了第三座工厂，年产量翻了一番还多。"
    assert told(f"{paragraph}\n\n{paragraph}", Company="岚汐科技", Region="云州") == [
        ("岚汐科技", "Company"),
        ("云州", "Region"),
    ]


def test_a_long_document_is_told_window_by_window() -> None:
    text = "岚汐科技在云州建厂，已经开工。\n" * 2
    filler = "".join(f"这里是第{number}段没有名字的话，只为把全文拉长。\n" for number in range(900))
    assert told(text[:17] + filler + "后来岚汐科技又搬走了。", Company="岚汐科技") == [("岚汐科技", "Company")] * 2
