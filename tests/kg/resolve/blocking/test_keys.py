"""What a name must share with another one for the two to meet."""

from __future__ import annotations

import pytest

from kg.resolve.blocking import KeyReader, Record
from kg.resolve.blocking.keys import (
    IDENTIFIER,
    LISTED,
    LOCAL,
    NAME,
    PLACED,
    PROVINCE,
    READ,
    SOUND,
    SPELT,
    UNIT,
    UNPLACED,
)


def keys(name: str, kind: str, reader: KeyReader) -> set[str]:
    return {key for _, key in reader.read([(0, Record(name))]).keys.get(kind, ())}


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (NAME, "天津青禾科技（集团）有限责任公司", "天津青禾科技集团有限公司"),
        (NAME, "天津雲聖科技有限公司", "天津云圣 科技有限公司"),
        (NAME, "青禾第七〇七研究所", "青禾707研究所"),
        (LOCAL, "青禾（天津）科技有限公司", "上海市青禾科技股份有限公司"),
        (LOCAL, "青禾（沙河）科技有限公司", "沙河市青禾科技有限公司"),
        (LOCAL, "青禾材料国家重点实验室", "省部共建青禾材料全国重点实验室"),
        (LOCAL, "中国青禾科技集团有限公司", "青禾科技集团有限公司"),
        (PLACED, "青禾（天津）科技有限公司", "天津市青禾科技"),
        (PROVINCE, "石家庄青禾科技有限公司", "河北青禾科技有限公司"),
        (SOUND, "天津青禾科技有限公司", "天津清河科技有限公司"),
        (UNIT, "中国工商银行股份有限公司天津市青禾支行", "工商银行天津青禾支行"),
        (LISTED, "天津大学", "Tianjin University"),
    ],
)
def test_other_spellings_share_a_key(kind: str, one: str, other: str, reader: KeyReader) -> None:
    assert keys(one, kind, reader) & keys(other, kind, reader)


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (NAME, "天津青禾科技有限公司", "天津青禾科技股份有限公司"),
        (LOCAL, "天津青禾科技有限公司", "天津青禾生物有限公司"),
        (PLACED, "石家庄青禾科技有限公司", "河北青禾科技有限公司"),
        (PROVINCE, "石家庄青禾科技有限公司", "天津青禾科技有限公司"),
        (UNIT, "工商银行天津青禾支行", "农业银行天津青禾支行"),
    ],
)
def test_other_bodies_share_none(kind: str, one: str, other: str, reader: KeyReader) -> None:
    assert not keys(one, kind, reader) & keys(other, kind, reader)


@pytest.mark.parametrize("name", ["Tianjin Qinghe Technology Co., Ltd.", "QINGHE (Tianjin) Tech"])
def test_latin_words_ask_how_names_are_read(name: str, reader: KeyReader) -> None:
    assert "qinghe" in keys(name, SPELT, reader) & keys("天津青禾科技有限公司", READ, reader)


def test_a_region_before_latin_words_tells_more(reader: KeyReader) -> None:
    assert "tianjinqinghe" in keys("Tianjin Qinghe Co., Ltd.", SPELT, reader) & keys("天津青禾科技", READ, reader)
    assert "shaheqinghe" in keys("青禾（沙河）科技有限公司", READ, reader)


def test_only_names_without_a_region_ask_all_regions(reader: KeyReader) -> None:
    assert keys("青禾科技有限公司", UNPLACED, reader) == {"青禾科技"}
    assert keys("天津青禾科技有限公司", UNPLACED, reader) == set()


def test_identifiers_have_one_spelling(reader: KeyReader) -> None:
    records = [(0, Record("青禾", identifiers=("９１１２ma05",))), (1, Record("云圣", identifiers=("9112MA05",)))]
    assert reader.read(records).keys[IDENTIFIER] == [(0, "9112ma05"), (1, "9112ma05")]


def test_a_slip_in_a_numeral_is_one_slip(reader: KeyReader) -> None:
    written = [text for _, text in reader.read([(0, Record("青禾市第九十二中学"))]).written]
    assert written == ["青禾市92中学", "青禾市第九十二中学"]


@pytest.mark.parametrize(("name", "short"), [("云圣智能", True), ("云圣有限公司", False), ("天津", False)])
def test_what_may_be_short_for_another_name(name: str, short: bool, reader: KeyReader) -> None:
    assert [is_short for *_, is_short in reader.read([(0, Record(name))]).phrases] == [short]
