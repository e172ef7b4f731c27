"""What a few words beside a name tell."""

from __future__ import annotations

import pytest

from kg.divisions import Divisions
from kg.resolve.context import Context, valid_credit_code


def told(text: str, divisions: Divisions) -> Context:
    return Context(text, divisions)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("位于天津市南开区", {"120104"}),
        ("天津南开，医疗机器人", {"120104"}),
        ("石家庄长安区", {"130102"}),
        ("总部在保定", {"130600"}),
        ("天津市和平区鞍山道8号", {"120101"}),
        ("依托河北青禾大学", set()),
        ("医疗机器人", set()),
    ],
)
def test_the_smallest_places_are_read(text: str, codes: set[str], divisions: Divisions) -> None:
    assert told(text, divisions).places == codes


def test_a_street_has_its_number(divisions: Divisions) -> None:
    assert told("北京市朝阳区青禾路12号", divisions).streets == {"青禾路": "12"}


@pytest.mark.parametrize("text", ["法定代表人周青禾", "周青禾创办，机器人", "周青禾，688001"])
def test_who_leads_is_read(text: str, divisions: Divisions) -> None:
    assert told(text, divisions).people == {"周青禾"}


@pytest.mark.parametrize(("text", "codes"), [("688001", {"688001"}), ("0455.HK", {"455"}), ("00455.HK", {"455"})])
def test_stock_codes_are_read(text: str, codes: set[str], divisions: Divisions) -> None:
    assert told(text, divisions).stock_codes == codes


def test_other_names_are_read(divisions: Divisions) -> None:
    assert told("前身为青禾电子厂，2001年更名", divisions).other_names == ("青禾电子厂",)
    assert told("简称青禾科技", divisions).other_names == ("青禾科技",)


def test_a_credit_code_is_no_stock_code(divisions: Divisions) -> None:
    context = told("统一社会信用代码91350100M000100Y43", divisions)
    assert context.credit_codes == {"91350100M000100Y43"}
    assert not context.stock_codes


def test_the_check_digit_of_gb_32100_is_verified() -> None:
    assert valid_credit_code("91350100M000100Y43")  # the example of GB 32100-2015
    assert not valid_credit_code("91350100M000100Y44")
    assert not valid_credit_code("91350100M000100Y4")
    assert not valid_credit_code("91350100I000100Y43")


def test_nothing_is_told_by_nothing(divisions: Divisions) -> None:
    empty = told("", divisions)
    assert not any((empty.places, empty.people, empty.stock_codes, empty.streets, empty.grams))
