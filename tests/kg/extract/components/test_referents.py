"""Referents: variants of one name are one thing, with one type and its fullest name."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Doc

Analysed = Callable[[str], Doc]


def test_width_of_brackets_makes_no_difference(analysed: Analysed) -> None:
    doc = analysed("澜芯（天津）微电子有限公司签约。澜芯(天津)微电子有限公司投产。")
    companies = [r for r in doc._.referents if r.type == "Company"]
    assert [r.name for r in companies] == ["澜芯（天津）微电子有限公司"]


def test_region_and_its_full_name_are_one(analysed: Analysed) -> None:
    doc = analysed("河北省发布规划。河北的企业响应。滨海新区随后跟进，天津市滨海新区出台细则。")
    assert sorted(r.name for r in doc._.referents if r.type == "Region") == ["天津市滨海新区", "河北省"]


def test_full_name_counts_before_a_longer_short_one(analysed: Analysed) -> None:
    doc = analysed("岚汐（天津）有限公司（以下简称岚汐）投产。岚汐扩产。")
    assert [r.name for r in doc._.referents if r.type == "Company"] == ["岚汐（天津）有限公司"]
