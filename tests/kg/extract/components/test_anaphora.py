"""Anaphora: what 该公司 and its like stand for, and where they are left open."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from kg.extract.analysis import Form

Analysed = Callable[[str], Doc]


def meant(doc: Doc) -> list[tuple[str, str]]:
    """Each anaphor with the name of what it stands for."""
    return [
        (doc.text[n.start : n.end], doc._.referents[n.referent].name) for n in doc._.names if n.form is Form.ANAPHOR
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("河北岚汐数控有限公司获得贷款。该公司将扩产。", [("该公司", "河北岚汐数控有限公司")]),
        ("河北岚汐数控有限公司从岚州银行获得贷款。该行表示满意。", [("该行", "岚州银行")]),
        ("唐山海洋遥感研究院落成。研究院孵化了三家企业。", [("研究院", "唐山海洋遥感研究院")]),
        ("廊坊启澜科技园开园。目前，园区已满。", [("园区", "廊坊启澜科技园")]),
        ("河北岚汐数控有限公司、河北汐岳材料有限公司同日开业。公司法将修订。", []),
        ("河北岚汐数控有限公司、河北汐岳材料有限公司同日开业。公司将扩产。", []),
        ("岚州银行落户。该公司扩产。", []),
    ],
)
def test_noun_stands_for_the_one_body_it_can_mean(
    analysed: Analysed, text: str, expected: list[tuple[str, str]]
) -> None:
    assert meant(analysed(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("河北岚汐数控有限公司总经理祝明远出席。他介绍了新品。", [("他", "祝明远")]),
        ("河北岚汐数控有限公司总经理祝明远出席。其他企业也来了。", []),
        ("河北岚汐数控有限公司总经理祝明远出席。他们介绍了新品。", []),
        ("河北岚汐数控有限公司开业。他介绍了新品。", []),
    ],
)
def test_he_is_the_person_named_last(analysed: Analysed, text: str, expected: list[tuple[str, str]]) -> None:
    assert meant(analysed(text)) == expected


def test_a_firm_behind_by_is_not_what_the_text_is_about(analysed: Analysed) -> None:
    text = "河北岚汐数控有限公司由河北汐岳材料有限公司孵化。公司将扩产。"
    assert meant(analysed(text)) == [("公司", "河北岚汐数控有限公司")]
