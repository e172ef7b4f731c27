"""Who meets whom: other names of one body do, names that have nothing in common do not."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.resolve.blocking import SHORT, Blocked, KeyReader, Record, block

NAMES = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["", "天津", "北京市", "河北省"]),
        st.text("青禾云圣海蓝岳", min_size=2, max_size=3),
        st.sampled_from(["科技", "智能科技", "生物", ""]),
        st.sampled_from(["有限公司", "股份有限公司", "", "研究院"]),
    ),
)
RECORDS = st.builds(
    Record,
    NAMES,
    st.sampled_from(["Company", ""]),
    st.lists(NAMES, max_size=1).map(tuple),
    st.lists(st.sampled_from(["91120116MA05", "92310000MB77"]), max_size=1).map(tuple),
)


def met(*names: str, reader: KeyReader) -> set[tuple[int, int]]:
    return set(block([Record(name) for name in names], reader))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("青禾科技有限公司", "天津青禾科技有限公司"),
        ("天津青禾科技有限公司", "青禾（天津）科技有限公司"),
        ("沙河市青禾科技有限公司", "青禾（沙河）科技有限公司"),
        ("Shahe Qinghe Technology Co., Ltd.", "青禾（沙河）科技有限公司"),
        ("天津市滨海新区青禾科技有限公司", "天津青禾科技股份有限公司"),
        ("天津青禾科技有限公司", "天津青禾科技"),
        ("天津青禾科技有限公司", "天津肯禾科技有限公司"),
        ("天津青禾科技有限公司", "天津青禾科技有公司"),
        ("天津青禾科技有限公司", "天津清禾科技有限公司"),
        ("天津雲聖智能科技有限公司", "天津云圣智能科技有限公司"),
        ("天津青禾 科\n技有限公司", "天津青禾科技（有限公司）"),
        ("云圣智能", "天津云圣智能科技有限责任公司"),
        ("蓟信院", "蓟川信息通信研究院"),
        ("青海国资", "天津青海国有资产经营管理有限公司"),
        ("冀青科", "河北青禾科技有限公司"),
        ("第七〇七研究所", "707所"),
        ("Tianjin Qinghe Technology Co., Ltd.", "天津青禾科技有限公司"),
        ("Qinghe Technology", "天津青禾科技有限公司"),
        ("工行青禾支行", "中国工商银行股份有限公司青禾支行"),
        ("青禾材料全国重点实验室", "省部共建青禾材料国家重点实验室"),
    ],
)
def test_names_of_one_body_meet(one: str, other: str, reader: KeyReader) -> None:
    others = ("河北岳蓝生物医药集团有限公司", "上海海岳光电研究院")
    assert (0, 1) in met(one, other, *others, reader=reader)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("天津青禾科技有限公司", "河北岳蓝生物医药研究院"),
        ("天津青禾科技有限公司", "天津岳蓝生物医药有限公司"),
        ("Legend Capital", "天津岳蓝生物医药有限公司"),
        ("", "天津岳蓝生物医药有限公司"),
        ("天津", "天津岳蓝生物医药有限公司"),
        ("有限公司", "天津岳蓝生物医药有限公司"),
    ],
)
def test_names_that_share_no_more_than_region_and_form_do_not_meet(one: str, other: str, reader: KeyReader) -> None:
    assert met(one, other, reader=reader) == set()


def test_aliases_and_identifiers_meet_too(reader: KeyReader) -> None:
    records = [
        Record("天津青禾科技有限公司", "Company", ("青鸟",), ()),
        Record("岳蓝生物研究院", "ResearchInstitute", ("青鸟",), ("91120116MA05",)),
        Record("海云光电有限公司", "Company", (), ("９１１２０１１６MA05",)),
    ]
    assert set(block(records, reader)) == {(0, 1), (1, 2)}


def test_no_records_make_no_pairs(reader: KeyReader) -> None:
    assert list(block([], reader)) == []
    assert list(block([Record("天津青禾科技有限公司")], reader)) == []


@settings(max_examples=40)
@given(records=st.lists(RECORDS, max_size=40, unique=True), chance=st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_matter(records: list[Record], chance: random.Random, reader: KeyReader) -> None:
    other = chance.sample(records, len(records))
    assert _found(records, block(records, reader)) == _found(other, block(other, reader))


@pytest.mark.parametrize("seed", range(3))
def test_nor_does_it_where_blocks_are_too_large(seed: int, reader: KeyReader) -> None:
    records = [Record("天津青禾科技有限公司", identifiers=(f"{number:06}",)) for number in range(100)]
    records += [Record(f"{chr(0x4E00 + number)}{chr(0x5000 + number)}青禾科技有限公司") for number in range(100)]
    other = random.Random(seed).sample(records, len(records))
    assert _found(records, block(records, reader)) == _found(other, block(other, reader))


@settings(max_examples=40)
@given(records=st.lists(RECORDS, max_size=40))
def test_every_pair_is_told_once_with_the_smaller_place_first(records: list[Record], reader: KeyReader) -> None:
    pairs = list(block(records, reader))
    assert pairs == sorted(set(pairs))
    assert all(0 <= left < right < len(records) for left, right in pairs)


def test_several_processes_find_the_same(reader: KeyReader) -> None:
    records = [Record(f"天津{a}{b}科技有限公司") for a in "青云海岳蓝圣禾" for b in "青云海岳蓝圣禾"]
    assert list(block(records, reader, processes=2)) == list(block(records, reader))


def test_a_common_name_makes_no_more_pairs_than_its_neighbours(reader: KeyReader) -> None:
    records = [Record("天津青禾科技有限公司", identifiers=(f"{number:06}",)) for number in range(500)]
    found = block(records, reader)
    assert len(found) < 500 * 25
    assert found.tallies["name"].oversized == 1
    assert found.tallies["name"].unseen == sum(range(490))
    neighbours = {left for left, right in found if right == left + 1}
    assert neighbours == set(range(499))  # so that a chain of them joins all


def test_a_name_with_very_many_likenesses_meets_the_nearest(reader: KeyReader) -> None:
    crowd = [Record(f"{chr(0x4E00 + n)}{chr(0x5000 + n)}青禾科技有限公司") for n in range(60)]
    found = block([*crowd, Record("天津岳蓝生物青禾科技有限公司"), Record("天津岳蓝生物青禾科技集团")], reader)
    assert (60, 61) in set(found)
    assert found.outranked > 0


def test_a_misread_character_of_the_core_is_enough_in_a_crowd(reader: KeyReader) -> None:
    crowd = [Record(f"天津{chr(0x4E00 + number)}{chr(0x5000 + number)}科技有限公司") for number in range(200)]
    found = block([*crowd, Record("天津青禾科技有限公司"), Record("天津青木科技有限公司")], reader)
    assert (200, 201) in set(found)


def test_short_names_are_counted(reader: KeyReader) -> None:
    found = block([Record("蓟信院"), Record("蓟川信息通信研究院")], reader)
    assert found.tallies[SHORT].keys == 1


def _found(records: list[Record], blocked: Blocked) -> set[frozenset[Record]]:
    return {frozenset((records[left], records[right])) for left, right in blocked}
