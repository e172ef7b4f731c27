"""Short names: declared ones, derived ones, abbreviations, and what must not become one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from kg.extract.analysis import Form

Analysed = Callable[[str], Doc]


def called(doc: Doc, full: str) -> set[str]:
    """Everything that the text calls the body whose full name is `full`."""
    text = doc.text
    numbers = {n.referent for n in doc._.names if text[n.start : n.end] == full}
    assert len(numbers) == 1, f"{full} is not one referent"
    return {text[n.start : n.end] for n in doc._.names if n.referent in numbers and n.form is not Form.ANAPHOR} - {full}


@pytest.mark.parametrize(
    ("text", "full", "short"),
    [
        ("河北岚汐数控装备有限公司（以下简称岚汐）投产。岚汐扩产。", "河北岚汐数控装备有限公司", "岚汐"),
        ("河北岚汐数控装备有限公司（下称“岚汐数控”）投产。", "河北岚汐数控装备有限公司", "岚汐数控"),
        ("河北岚汐数控装备有限公司（简称：岚汐）投产。", "河北岚汐数控装备有限公司", "岚汐"),
        ("唐山海洋遥感研究院，以下简称“遥感院”，昨日成立。", "唐山海洋遥感研究院", "遥感院"),
        ("河北岚汐数控装备有限公司投产。工人走进岚汐数控的车间。", "河北岚汐数控装备有限公司", "岚汐数控"),
        ("澜芯（天津）微电子有限公司投产。澜芯微电子的客户很多。", "澜芯（天津）微电子有限公司", "澜芯微电子"),
        ("唐山海洋遥感研究院成立。唐山遥感院招聘。", "唐山海洋遥感研究院", "唐山遥感院"),
        (
            "唐山遥感与声学研究院成立。遥感与声学研究院招聘。",
            "唐山遥感与声学研究院",
            "遥感与声学研究院",
        ),
    ],
)
def test_short_name_stands_for_its_full_name(analysed: Analysed, text: str, full: str, short: str) -> None:
    assert called(analysed(text), full) == {short}


def test_short_name_within_a_longer_name_is_no_mention(analysed: Analysed) -> None:
    doc = analysed("河北岚汐数控装备有限公司（以下简称岚汐）与岚汐大学合作。")
    assert "岚汐" in called(doc, "河北岚汐数控装备有限公司")
    assert [doc.text[n.start : n.end] for n in doc._.names if n.type == "University"] == ["岚汐大学"]


def test_branch_and_head_office_stay_apart(analysed: Analysed) -> None:
    doc = analysed("岚州银行天津分行发放贷款。岚州银行总资产增长。")
    assert called(doc, "岚州银行天津分行") == set()
    assert called(doc, "岚州银行") == set()


def test_a_name_is_not_called_by_that_of_the_body_above_it(surfaces: Callable[[str], dict[str, str]]) -> None:
    found = surfaces("中国医学科学院肿瘤医院扩建，见中国医学科学院遥感研究所。")
    assert found.get("中国医学科学院") != "Hospital"


def test_form_that_follows_from_two_names_is_nobodys(analysed: Analysed) -> None:
    doc = analysed("河北岚汐数控装备有限公司与天津岚汐数控机床有限公司都派人参加。岚汐扩产。")
    assert "岚汐" not in {doc.text[n.start : n.end] for n in doc._.names}


@pytest.mark.parametrize("unit", ["岚汐数控天津分公司", "岚汐数控事业部"])
def test_unit_builds_on_a_short_name(analysed: Analysed, unit: str) -> None:
    doc = analysed(f"河北岚汐数控装备有限公司投产。近日{unit}扩招。")
    assert [doc.text[n.start : n.end] for n in doc._.names] == ["河北岚汐数控装备有限公司", unit]


def test_what_is_called_begins_behind_the_word_for_calling(analysed: Analysed) -> None:
    assert called(analysed("河北岚汐数控装备有限公司（下称雄安岚汐公司）投产。"), "河北岚汐数控装备有限公司") == {
        "雄安岚汐公司"
    }


def test_brand_told_in_one_place_is_found_in_another(analysed: Analysed) -> None:
    doc = analysed("岚江基金增持粟谱\n昨日，岚江基金向粟谱增资46.5万元。粟谱的股东不多。")
    assert sum(doc.text[n.start : n.end] == "粟谱" for n in doc._.names) == 3
