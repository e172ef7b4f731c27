"""Names taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.divisions import Divisions
from kg.resolve.names import NameParser, NameParts, name_key


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("天津青禾机器人有限公司", NameParts("120000", "青禾", "机器人", "有限公司")),
        ("青禾机器人", NameParts("", "青禾", "机器人", "")),
        ("曙岚信息产业（北京）有限公司", NameParts("110000", "曙岚", "信息产业", "有限公司")),
        ("贵阳市青禾有限公司", NameParts("520100", "青禾", "", "有限公司")),
        ("天津市滨海新区肿瘤医院", NameParts("120116", "", "", "肿瘤医院")),
        ("蓟川银行", NameParts("", "蓟川", "", "银行")),
        ("蓟川银行股份有限公司天津分行", NameParts("", "蓟川", "", "银行股份有限公司", ("天津分行",))),
        ("蓟川银行天津分行滨海支行", NameParts("", "蓟川", "", "银行", ("天津分行", "滨海支行"))),
        ("青禾科技有限公司天津分公司", NameParts("", "青禾", "科技", "有限公司", ("天津分公司",))),
        ("蓟川基金二期", NameParts("", "蓟川", "", "基金", (), "二期")),
        ("研究院", NameParts("", "", "", "研究院", generic=True)),
        ("天津分行", NameParts("120000", "", "", "分行", generic=True)),
        ("市科技局", NameParts("", "市", "", "科技局", generic=True)),
        ("高新区管委会", NameParts("", "", "高新区", "管委会", generic=True)),
        ("天津市科技局", NameParts("120000", "", "", "科技局")),
    ],
)
def test_a_name_is_taken_apart(parser: NameParser, name: str, parts: NameParts) -> None:
    assert parser.parse(name) == parts


def test_without_its_region_a_branch_keeps_its_units(parser: NameParser) -> None:
    assert parser.parse("天津蓟川银行滨海支行").without_region == "蓟川银行滨海支行"


def test_the_stem_leaves_out_the_legal_form(parser: NameParser) -> None:
    stems = {
        parser.parse(name).stem for name in ("青禾科技", "青禾科技有限公司", "青禾科技股份有限公司", "青禾科技公司")
    }
    assert stems == {"青禾科技"}


@pytest.mark.parametrize(
    "spelling",
    [
        "天津（滨海）ＡＢ科技有限公司",
        "天津(滨海)ab科技有限责任公司",
        "天津 (滨海) Ab 科技有限公司",
        "“天津滨海AB科技”有限公司",
    ],
)
def test_spellings_of_one_name_share_a_key(spelling: str) -> None:
    assert name_key(spelling) == "天津滨海ab科技有限公司"


def test_a_name_of_brackets_alone_still_has_a_key() -> None:
    assert name_key("（）") == "()"


@given(st.text("天津滨海新区青禾银行股份有限公司分支（）第一二期研究院AB", min_size=1, max_size=24))
def test_any_name_can_be_taken_apart_and_its_key_is_stable(name: str) -> None:
    parts = NameParser.load(_DIVISIONS).parse(name)
    assert len(parts.without_region) <= len(name)
    assert name_key(name_key(name)) == name_key(name)


_DIVISIONS = Divisions.load()
