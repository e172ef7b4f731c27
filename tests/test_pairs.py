"""The labelled pairs of names keep their form and their spread, and their data card tells what they hold."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from kg.ontology import Ontology

FOLDER = Path(__file__).resolve().parent.parent / "data/pairs"
LABELS = {
    "same": (
        "declared_short abbreviation brackets_width english_mixed region_dropped legal_form_change renamed park_alias "
        "lab_prefix ocr_damage numeral_form traditional"
    ),
    "different": (
        "near_core same_core_other_region same_core_other_trade sibling_number numbered_fund zone_lookalike "
        "university_lookalike hospital_namesake lab_institute_lookalike bank_lookalike level_mismatch "
        "same_short_two_orgs"
    ),
    "related": (
        "branch_bank school_university hospital_affiliation lab_host subpark_park fund_manager subsidiary_parent "
        "government_unit"
    ),
}
LABEL_OF = {category: label for label, categories in LABELS.items() for category in categories.split()}
NAMELESS = {"Region", "Person", "Technology", "Industry"}
TYPES = {each.key for each in Ontology.load().concrete_types} - NAMELESS
CODE = re.compile(r"(?<![0-9A-Z])[159][1239][0-9]{6}[0-9A-Z]{10}(?![0-9A-Z])")
CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
MISTYPED = "mistyped code"


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


FILES = sorted(FOLDER.glob("*.jsonl"))
PAIRS = [pair for path in FILES for pair in read(path)]


def sides(pair: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    return pair["left"], pair["right"]


def codes(pair: Mapping[str, Any]) -> list[str]:
    """The unified social credit codes that stand in the contexts of a pair."""
    return [code for side in sides(pair) for code in CODE.findall(side.get("context", ""))]


def is_valid(code: str) -> bool:
    """Whether the last character of a credit code is the check character that GB 32100 asks for."""
    if set(code) - set(CODE_ALPHABET):
        return False
    weighted = sum(CODE_ALPHABET.index(character) * pow(3, place, 31) for place, character in enumerate(code[:-1]))
    return CODE_ALPHABET[-weighted % 31] == code[-1]


def key(pair: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(json.dumps(side, ensure_ascii=False, sort_keys=True) for side in sides(pair))


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def pairs(request: pytest.FixtureRequest) -> list[dict[str, Any]]:
    return read(request.param)


def test_a_known_credit_code_is_valid_and_its_misprint_is_not() -> None:
    assert is_valid("12100000400000624D")
    assert not is_valid("12100000400000642D")
    assert not is_valid("12100000400000624I")


def test_every_pair_has_the_five_fields_and_nothing_else(pairs: list[dict[str, Any]]) -> None:
    assert [pair for pair in pairs if list(pair) != ["left", "right", "label", "category", "why"]] == []
    assert [pair for pair in pairs if not pair["why"].strip()] == []


def test_every_side_has_a_name_a_type_and_at_most_a_context(pairs: list[dict[str, Any]]) -> None:
    for pair in pairs:
        for side in sides(pair):
            assert {"name", "type"} <= set(side) <= {"name", "type", "context"}
            assert side["type"] in TYPES
            assert all(text.strip() == text and text for text in side.values())


def test_every_category_belongs_to_its_label(pairs: list[dict[str, Any]]) -> None:
    assert [pair for pair in pairs if LABEL_OF[pair["category"]] != pair["label"]] == []


def test_two_sides_are_never_told_apart_by_nothing(pairs: list[dict[str, Any]]) -> None:
    assert [pair for pair in pairs if len(key(pair)) == 1] == []


def test_no_pair_stands_twice_in_either_order() -> None:
    assert [pair for pair, times in Counter(map(key, PAIRS)).items() if times > 1] == []


def test_every_credit_code_is_valid_unless_the_pair_is_about_a_mistyped_one() -> None:
    for pair in PAIRS:
        assert all(map(is_valid, codes(pair))) == (MISTYPED not in pair["why"]), pair


def test_where_a_credit_code_is_spoken_of_one_stands() -> None:
    contexts = [side["context"] for pair in PAIRS for side in sides(pair) if "context" in side]
    assert [each for each in contexts if re.search("信用代[码碼]", each) and not CODE.search(each)] == []


def test_two_names_of_one_body_never_bear_two_valid_codes() -> None:
    for pair in PAIRS:
        if pair["label"] == "same":
            assert len({code for code in codes(pair) if is_valid(code)}) <= 1, pair


def test_the_pairs_are_many_and_every_category_is_filled() -> None:
    counted = Counter(pair["category"] for pair in PAIRS)
    assert len(PAIRS) >= 700
    assert {category: counted[category] for category in LABEL_OF if counted[category] < 20} == {}


def test_a_good_part_of_the_pairs_has_a_context() -> None:
    shares = [any("context" in side for side in sides(pair)) for pair in PAIRS]
    assert 0.35 <= sum(shares) / len(shares) <= 0.5


def test_either_order_of_the_sides_occurs() -> None:
    longer_first = [len(left["name"]) > len(right["name"]) for left, right in map(sides, PAIRS)]
    assert 0.3 <= sum(longer_first) / len(longer_first) <= 0.7


def test_the_counts_of_the_data_card_are_fresh() -> None:
    card = (FOLDER / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| \w+ \| (\d+) \|$", card, re.MULTILINE)
    assert {category: int(count) for category, count in rows} == Counter(pair["category"] for pair in PAIRS)
    assert f"\n{len(PAIRS)} pairs of names" in card
