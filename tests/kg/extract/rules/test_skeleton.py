from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.extract.analysis import Name
from kg.extract.rules.skeleton import Skeleton, skeleton
from kg.extract.rules.units import CLASSES, kind_of
from tests.kg.extract.rules.marked import marked

_TYPES = ("Bank", "Company", "Park", "Region", "Person", "Technology", "Industry", "University")


def read(text: str) -> tuple[str, Skeleton]:
    """The plain text of a marked sentence, and its skeleton with kinds spelt out."""
    doc = marked(text)
    return doc.text, skeleton(doc.text, 0, len(doc.text), doc._.names)


def spelt(bones: Skeleton) -> str:
    return "".join(f"<{kind}>" if (kind := kind_of(c)) else c for c in bones.text)


def test_a_mention_is_one_character_of_its_kind() -> None:
    _, bones = read("「Bank:滨河银行」向「Company:蓝芯科技」放款。")
    assert spelt(bones) == "<bank>向<company>放款。"


def test_a_coordination_is_one_unit_with_all_its_members_and_its_closing_noun() -> None:
    text, bones = read("引进「Company:蓝芯科技」、「Company:云麓生物」和「Company:长渠水务」等12家企业落户")
    assert spelt(bones) == "引进<company>落户"
    unit = bones.units[2]
    assert unit.referents == (0, 1, 2)
    assert text[unit.start : unit.end] == "蓝芯科技、云麓生物和长渠水务等12家企业"
    assert unit.tail == "等12家企业"


def test_an_unmarked_name_does_not_break_a_coordination() -> None:
    _, bones = read("「Company:蓝芯科技」、无名公司、「Company:云麓生物」跟投")
    assert bones.units[0].referents == (0, 1)


def test_with_is_no_and() -> None:
    _, bones = read("「Company:蓝芯科技」与「Company:云麓生物」签约")
    assert spelt(bones) == "<company>与<company>签约"


def test_quoted_names_in_a_row_are_a_coordination() -> None:
    _, bones = read("推出“「Technology:甲系统」”“「Technology:乙系统」”")
    assert spelt(bones) == "推出<technology>"


def test_an_aside_that_repeats_the_name_is_left_out() -> None:
    _, bones = read("「Company:蓝芯科技有限公司」（以下简称「Company:蓝芯」）总经理")
    assert spelt(bones) == "<company>总经理"


def test_a_chain_of_regions_names_its_last_member() -> None:
    _, bones = read("位于「Region:沧海市」「Region:望河区」")
    assert bones.units[2].referents == (1,)


def test_half_width_punctuation_counts_as_full_width_outside_numbers() -> None:
    _, bones = read("「Company:蓝芯」获贷3,000万元,用于扩产")
    assert bones.text[1:] == "获贷3,000万元，用于扩产"


@given(st.text("甲乙丙，。、和等（）“”《》 \n123", max_size=60), st.data())
def test_every_position_points_into_the_text(text: str, data: st.DataObject) -> None:
    names: list[Name] = []
    at = 0
    while at < len(text):
        start = data.draw(st.integers(at, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 5)))
        if end > start:
            names.append(Name(start, end, data.draw(st.sampled_from(_TYPES)), len(names)))
        at = max(end, at + 1)
    bones = skeleton(text, 0, len(text), names)
    assert len(bones.text) == len(bones.starts) == len(bones.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(bones.starts, bones.ends, strict=True))
    assert list(bones.starts) == sorted(bones.starts)
    assert {at for at, c in enumerate(bones.text) if c in CLASSES["any"]} == set(bones.units)
