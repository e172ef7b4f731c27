"""Captions: where the lines of a picture end, and that nothing of a name is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.store.captions import caption


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("蓝芯科技", "蓝芯科技"),
        ("滨河银行天津分行", "滨河银行 天津分行"),
        ("望河仪器（天津）有限公司", "望河仪器 （天津） 有限公司"),
        ("云麓大学天津电子信息研究院", "云麓大学 天津电子信息 研究院"),
        ("河川科技园区东园管理委员会", "河川科技园区 东园 管理委员会"),
        ("LiFi高速通信芯片", "LiFi 高速通信芯片"),
        ("Blue Core Ltd", "Blue Core Ltd"),
        ("“大雁”无人机，第二代", "“大雁” 无人机， 第二代"),
        ("", ""),
    ],
)
def test_lines_end_where_parts_of_names_do(name: str, lines: str) -> None:
    assert caption(name) == lines


@given(st.text(st.characters(categories=("L", "N", "P", "Z")), max_size=60))
def test_only_white_space_differs(name: str) -> None:
    assert "".join(caption(name).split()) == "".join(name.split())


@given(st.text("天地玄黄宇宙洪荒科技银行", min_size=1, max_size=200))
def test_no_line_is_too_long(name: str) -> None:
    assert max(map(len, caption(name).split())) <= 7


def test_a_line_does_not_begin_with_a_comma() -> None:
    assert not any(line.startswith("，") for line in caption("，".join(["天地玄黄宇宙"] * 20)).split())
