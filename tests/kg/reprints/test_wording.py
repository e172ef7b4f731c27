"""What of a text is compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.reprints import Wording
from kg.reprints.wording import SHINGLE, letters

SENTENCE = "蓟川银行昨日向青禾机器人有限公司发放贷款300万元，用于采购。"
LETTERS = "蓟川银行昨日向青禾机器人有限公司发放贷款300万元用于采购"


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        f"机器人企业获贷\n来源：渤海晨报 2024-05-08\n{SENTENCE}",
        f"津门社天津5月7日电（记者 钱守一）{SENTENCE}",
        f"本报讯（记者 钱守一 通讯员 孙二）{SENTENCE}",
        f"本报讯 {SENTENCE}",
        f"记者 钱守一\n{SENTENCE}（责任编辑：孙二）",
        f"{SENTENCE}\n责编：孙二\n阅读 1024",
        "蓟川银行昨日向青禾机器人有限公司\n发放贷款３００万元, 用于 采购。",
    ],
)
def test_headline_byline_source_and_punctuation_are_left_out(text: str) -> None:
    assert Wording.of(text).letters == LETTERS


def test_a_line_of_electricity_is_no_dateline() -> None:
    assert Wording.of("青禾园的光伏今年发电三千万度，比去年多一成。").letters.startswith("青禾园的光伏今年发电三千万度")


def test_numbers_keep_their_points_and_lose_their_commas() -> None:
    assert letters("1,200.5 万元。ＡＢ-3.") == "1200.5万元ab3"


@given(st.text("天津北京0123。，", max_size=40))
def test_every_stretch_of_five_letters_is_one_shingle(text: str) -> None:
    plain = letters(text)
    stretches = {plain[at : at + SHINGLE] for at in range(max(1, len(plain) - SHINGLE + 1))} - {""}
    assert len(Wording(plain).shingles) == len(stretches)
