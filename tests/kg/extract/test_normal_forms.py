from __future__ import annotations

from datetime import date

import pytest

from kg.extract.extractor import Extractor
from kg.extract.normal_forms import normalised, titles
from kg.model import Document, Qualifier

PUBLISHED = date(2024, 6, 1)


@pytest.mark.parametrize(("written", "offices"), [
    ("党委书记、董事长", ("党委书记", "董事长")), ("创始人兼CEO", ("创始人", "首席执行官")),
    ("副院长兼院务部部长", ("副院长", "院务部部长")), ("设备与材料部部长", ("设备与材料部部长",)),
    ("总经理和技术总监", ("总经理", "技术总监")), ("联合创始人、cto", ("联合创始人", "首席技术官")),
    ("现任法人代表", ("法定代表人",)), ("副总", ("副总经理",)), ("院长", ("院长",)), ("、", ()),
])  # fmt: skip
def test_a_title_is_parted_into_offices(written: str, offices: tuple[str, ...]) -> None:
    assert titles(written) == offices


@pytest.mark.parametrize(("name", "written", "value", "unit"), [
    ("amount", "近亿元", "../100000000", "CNY"), ("amount", "3亿", "300000000", "CNY"), ("amount", "48%", "48", "%"),
    ("rate", "3.65%", "3.65", "%"), ("round", "Pre-A+轮", "Pre-A+", None), ("date", "去年", "2023", None),
    ("title", "董事长、总裁", "董事长 | 总裁", None), ("product", "惠科贷", None, None), ("amount", "若干", None, None),
])  # fmt: skip
def test_every_voice_gets_the_same_normal_forms(name: str, written: str, value: str | None, unit: str | None) -> None:
    assert normalised(Qualifier(name, written), PUBLISHED) == Qualifier(name, written, value, unit)


def test_a_value_that_is_there_is_left_alone() -> None:
    told = Qualifier("kind", "授信", "credit_line")
    assert normalised(told, PUBLISHED) is told


def test_a_date_that_leans_on_an_earlier_sentence_is_found_there(extractor: Extractor) -> None:
    text = "北京云岫智能科技有限公司成立于2019年5月。同年11月，云岫智能入驻中关村软件园。"
    [settled] = [s for s in extractor.extract(Document("", text, "x")).statements if s.predicate == "located_in"]
    assert settled.qualifiers == (Qualifier("date", "同年11月", "2019-11"),)
