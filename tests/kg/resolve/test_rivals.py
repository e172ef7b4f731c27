"""A short name that may stand for several bodies stands for none."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.divisions import Divisions
from kg.model import Decision, Judgement
from kg.resolve.names import NameParser
from kg.resolve.profiles import BODY, Profile
from kg.resolve.rivals import without_rivals

PARSER = NameParser.load(Divisions.load())
COMPARED = "rule:names_compared"


def profiles(*names: str) -> dict[str, Profile]:
    made = {name: Profile(name, BODY, name, False, PARSER.parse(name)) for name in names}
    for name, profile in made.items():
        profile.names[name] = 1
    return made


def same(left: str, right: str, by: str = COMPARED) -> Judgement:
    return Judgement(left, right, Decision.SAME, by, 0.9, ("the names are alike",))


NAMES = profiles("青禾", "天津青禾机器人", "保定青禾种业", "保定青禾种业公司")


def test_two_bodies_that_claim_one_short_name_get_it_both_not() -> None:
    told = list(without_rivals([same("青禾", "天津青禾机器人"), same("青禾", "保定青禾种业")], NAMES))
    assert {judgement.decision for judgement in told} == {Decision.UNSURE}
    assert told[0].reasons[0] == "青禾 may be 保定青禾种业 as well"


def test_two_names_of_one_body_are_no_rivals() -> None:
    given = [
        same("青禾", "保定青禾种业"),
        same("青禾", "保定青禾种业公司"),
        same("保定青禾种业", "保定青禾种业公司", "rule:legal_form"),
    ]
    assert list(without_rivals(given, NAMES)) == given


def test_what_a_document_declares_stands() -> None:
    given = [same("青禾", "天津青禾机器人", "rule:declared_short_name"), same("青禾", "保定青禾种业")]
    assert list(without_rivals(given, NAMES)) == given


@given(st.permutations([same("青禾", "天津青禾机器人"), same("青禾", "保定青禾种业")]))
def test_the_order_of_judgements_does_not_matter(order: list[Judgement]) -> None:
    assert {j.decision for j in without_rivals(order, NAMES)} == {Decision.UNSURE}
