from __future__ import annotations

import pytest

from kg.store.pinyin import initials, pinyin


@pytest.mark.parametrize(
    ("name", "reading", "letters"),
    [
        ("天津云汐", "tianjinyunxi", "tjyx"),
        ("海河联合银行", "haihelianheyinhang", "hhlhyh"),
        ("滨湾支行", "binwanzhihang", "bwzh"),
        ("北京分行营业部", "beijingfenhangyingyebu", "bjfhyyb"),
        ("重庆", "chongqing", "cq"),
        ("绿源", "lvyuan", "ly"),
        ("京东方A", "jingdongfanga", "jdfa"),
        ("ＡＩ研究院（北京）", "aiyanjiuyuanbeijing", "aiyjybj"),
        ("3D打印", "3ddayin", "3ddy"),
        ("lü", "lv", "lv"),
        ("！？", "", ""),
        ("", "", ""),
    ],
)
def test_names_are_read_as_they_are_typed(name: str, reading: str, letters: str) -> None:
    assert (pinyin(name), initials(name)) == (reading, letters)
