"""Names taken apart."""

from __future__ import annotations

from dataclasses import asdict

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


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("天津（滨海）青禾科技有限公司", {"region": "120116", "core": "青禾", "trade": "科技", "form": "有限公司"}),
        ("青禾（天津）科技股份有限公司", {"region": "120000", "core": "青禾", "form": "股份有限公司"}),
        ("青禾科技有限公司（天津）", {"region": "120000", "core": "青禾", "form": "有限公司"}),
        (
            "天津海河白苇创业投资基金合伙企业（有限合伙）",
            {"core": "海河白苇", "trade": "创业投资基金", "form": "合伙企业有限合伙"},
        ),
        ("河北白苇基金管理有限公司", {"region": "130000", "core": "白苇", "form": "有限公司"}),
        ("青禾科技园区云溪园", {"host": "青禾科技园区"}),
        ("石家庄高新技术产业开发区管委会", {"region": "130100", "host": "石家庄高新技术产业开发区", "form": "管委会"}),
        ("青禾大学化工学院", {"host": "青禾大学", "form": "学院"}),
        ("青禾大学附属中学", {"host": "青禾大学", "form": "中学"}),
        ("天津青禾医科大学第二医院", {"host": "天津青禾医科大学", "form": "医院"}),
        ("青禾科学院天津工业技术研究所", {"host": "青禾科学院", "form": "研究所"}),
        ("省部共建青禾材料国家重点实验室", {"grade": "国家重点", "form": "国家重点实验室"}),
        ("青禾动力全国重点实验室", {"grade": "全国重点", "core": "青禾动力"}),
        ("青禾市级众创空间", {"grade": "市级"}),
        ("天津市青禾材料重点实验室", {"region": "120000", "grade": "重点"}),
        ("天津市滨海新区人民政府", {"region": "120116", "form": "人民政府"}),
        ("青禾小镇（二期）", {"ordinal": "二期"}),
        ("河北青禾廠", {"region": "130000", "core": "青禾", "form": "厂"}),
        ("ＱＨ科技集团股份有限公司", {"core": "QH", "trade": "科技", "form": "集团股份有限公司"}),
        ("Tianjin Qinghe Technology Co., Ltd.", {"region": "120000", "core": "Qinghe", "form": "Co., Ltd."}),
        ("Qinghe (Shijiazhuang) Robotics Inc.", {"region": "130100", "core": "Qinghe", "trade": "Robotics"}),
        ("Qinghe Group Co., Ltd., Baoding", {"region": "130600", "core": "Qinghe"}),
        ("Bank of Tianjin", {"region": "120000", "form": "Bank of", "core": ""}),
        ("Qinghe University", {"core": "Qinghe", "form": "University", "latin": "Qinghe University"}),
        ("Qinghe Capital", {"core": "Qinghe Capital", "form": ""}),
        (
            "天津青禾科技有限公司（Tianjin Qinghe Technology Co., Ltd.）",
            {"core": "青禾", "latin": "Tianjin Qinghe Technology Co., Ltd."},
        ),
        ("天津青禾（QH）科技有限公司", {"core": "青禾QH", "latin": ""}),
        (
            "天津青禾科技有限公司（曾用名：天津白苇科技有限公司；天津云溪（滨海）科技有限公司）",
            {"core": "青禾", "former": ("天津白苇科技有限公司", "天津云溪(滨海)科技有限公司")},
        ),
        ("青禾科技有限公司，原名白苇科技有限公司", {"core": "青禾", "former": ("白苇科技有限公司",)}),
        ("天津原子青禾有限公司", {"core": "原子青禾", "former": ()}),
    ],
)
def test_every_kind_of_name_has_its_parts(parser: NameParser, name: str, told: dict[str, object]) -> None:
    parts = asdict(parser.parse(name))
    assert {part: parts[part] for part in told} == told


@pytest.mark.parametrize("name", ["青禾大学城管委会", "青禾大学生创业园", "青禾大学", "天津青禾科技有限公司"])
def test_what_only_looks_like_a_host_is_none(parser: NameParser, name: str) -> None:
    assert parser.parse(name).host == ""


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
