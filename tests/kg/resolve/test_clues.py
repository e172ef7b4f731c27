"""What the rules say of a pair of names, and why."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Decision, Extraction
from kg.resolve import Linker
from kg.resolve.clues.graph import CLUES
from kg.resolve.matcher import SURE

Report = Callable[..., Extraction]
Linked = Callable[..., Linker]


@pytest.mark.parametrize("name", CLUES)
def test_every_clue_explains_itself(name: str) -> None:
    assert (CLUES[name].__doc__ or "").endswith(".")


@pytest.mark.parametrize(
    ("clue", "decision", "names", "reason"),
    [
        (
            "declared_short_name",
            Decision.SAME,
            [("Company", "天津青禾机器人有限公司", "青禾机器人"), ("Company", "青禾机器人")],
            "“天津青禾机器人有限公司” is called 青禾机器人 in a document, and nothing else is",
        ),
        (
            "declared_short_name",
            Decision.UNSURE,
            [("Company", "天津青禾云溪有限公司", "百度"), ("Company", "百度")],
            "is also a well-known name",
        ),
        (
            "region_dropped",
            Decision.SAME,
            [("Hospital", "青禾云溪医院"), ("Hospital", "天津市青禾云溪医院")],
            "the names differ only by the region",
        ),
        (
            "legal_form",
            Decision.SAME,
            [("Company", "天津青禾科技有限公司"), ("Company", "天津青禾科技股份有限公司")],
            "the names differ only by the legal form",
        ),
        (
            "types_differ",
            Decision.DIFFERENT,
            [("Hospital", "天津青禾医院", "青禾"), ("Bank", "青禾")],
            "are different things",
        ),
        (
            "listed_apart",
            Decision.DIFFERENT,
            [("Company", "百度", "华为"), ("Company", "华为")],
            "listed as two",
        ),
        (
            "regions_differ",
            Decision.DIFFERENT,
            [("Company", "天津青禾科技有限公司"), ("Company", "北京青禾科技有限公司")],
            "the names give different regions",
        ),
        (
            "never_registered",
            Decision.DIFFERENT,
            [("Park", "天津泰达"), ("Company", "天津泰达股份有限公司")],
            "天津经济技术开发区 is no firm",
        ),
        (
            "units_differ",
            Decision.DIFFERENT,
            [("Bank", "蓟川银行北京分行"), ("Bank", "蓟川银行天津分行")],
            "are different branches or levels",
        ),
        (
            "ordinals_differ",
            Decision.DIFFERENT,
            [("Fund", "青禾科创基金一期"), ("Fund", "青禾科创基金二期")],
            "the names carry different numbers",
        ),
    ],
)
def test_a_rule_says_what_it_thinks_and_why(
    report: Report, linked: Linked, clue: str, decision: Decision, names: list[tuple[str, ...]], reason: str
) -> None:
    linker = linked(*(report(f"{n}：{'、'.join(v[1:])}。", {"x": v}, source=str(n)) for n, v in enumerate(names)))
    judged = {(j.by, j.decision): "; ".join(j.reasons) for j in linker.rules}
    assert reason in judged[f"rule:{clue}", decision]


def test_a_name_without_region_joins_none_of_several(report: Report, linked: Linked) -> None:
    names = ["青禾科技有限公司", "天津青禾科技有限公司", "北京青禾科技有限公司"]
    linker = linked(*(report(f"{name}。", {"x": ("Company", name)}, source=name) for name in names))
    assert sorted(identity.name for identity in linker.identities()) == sorted(names)
    doubtful = [j for j in linker.rules if j.decision is Decision.UNSURE]
    assert {j.by for j in doubtful} == {"rule:region_dropped"}
    assert all(0.5 <= j.score < SURE for j in doubtful)


def test_people_of_one_organisation_are_judged_by_it(report: Report, linked: Linked) -> None:
    def told(source: str) -> Extraction:
        roles = {"p": ("Person", "李伟"), "x": ("Company", "天津青禾机器人有限公司")}
        return report(f"{source}：天津青禾机器人有限公司李伟。", roles, [("p", "holds_position", "x")], source=source)

    (rule,) = (j for j in linked(told("甲"), told("乙")).rules if j.by == "rule:shared_organisation")
    assert rule.decision is Decision.SAME
    assert "belong to one organisation" in rule.reasons[0]


def named(report: Report, person: str, *bodies: str, source: str) -> Extraction:
    """A report that names a person beside bodies, and says nothing of what they are to each other."""
    roles = {f"x{number}": ("Company", body) for number, body in enumerate(bodies)}
    return report(f"{source}：{person}与{'、'.join(bodies)}。", {"p": ("Person", person), **roles}, source=source)


def people_rule(linker: Linker) -> tuple[str, Decision, tuple[str, ...]]:
    [found] = [j for j in linker.rules if "called" in " ".join(j.reasons) or "name" in j.by or "company" in j.by]
    return found.by, found.decision, found.reasons


def test_two_bearers_of_a_rare_name_are_one(report: Report, linked: Linked) -> None:
    linker = linked(*(named(report, "宁广苇", source=source) for source in "甲乙"))
    by, decision, [reason] = people_rule(linker)
    assert (by, decision) == ("rule:rare_name", Decision.SAME)
    assert reason == "宁广苇 is a rare name: of 100,000 people nobody else is likely to bear it"


def test_a_name_that_one_other_may_bear_is_for_a_person_to_judge(report: Report, linked: Linked) -> None:
    by, decision, [reason] = people_rule(linked(*(named(report, "吴迪", source=source) for source in "甲乙")))
    assert (by, decision) == ("rule:rare_name", Decision.UNSURE)
    assert "one other may bear it" in reason


@pytest.mark.parametrize(("number", "expected"), [(1, Decision.UNSURE), (2, Decision.UNSURE), (3, Decision.SAME)])
def test_the_more_bodies_stand_beside_both_the_likelier_are_they_one(
    report: Report, linked: Linked, number: int, expected: Decision
) -> None:
    bodies = ["天津青禾机器人有限公司", "北京白苇科技有限公司", "河北云溪药业有限公司"][:number]
    linker = linked(*(named(report, "李伟", *bodies, source=source) for source in "甲乙"))
    assert [j.decision for j in linker.rules if j.by == "rule:same_company"] == [expected]


def test_a_body_of_which_everybody_speaks_tells_nothing_of_who_stands_beside_it(report: Report, linked: Linked) -> None:
    linker = linked(*(named(report, "李伟", "天津青禾机器人有限公司", source=source) for source in "甲乙丙丁戊己"))
    assert not [judgement for judgement in linker.rules if judgement.by == "rule:same_company"]


def related(report: Report, body: str, owner: str, source: str) -> Extraction:
    roles = {"x": ("Company", body), "o": ("Company", owner)}
    return report(f"{source}：{body}，{owner}。", roles, [("x", "subsidiary_of", "o")], source=source)


def test_what_both_are_related_to_speaks_for_names_that_are_alike(report: Report, linked: Linked) -> None:
    names = ("青禾云溪医药有限公司", "天津青禾云溪医药有限公司")
    owner = "河北白苇集团有限公司"
    [alone] = linked(*(report(f"{n}。", {"x": ("Company", n)}, source=n) for n in names)).rules
    [both] = [
        j for j in linked(*(related(report, name, owner, f"又{name}") for name in names)).rules if owner not in j.by
    ]
    assert both.score > alone.score
    assert f"both are related in one way to {owner}" in both.reasons


def test_two_firms_of_one_owner_are_two(report: Report, linked: Linked) -> None:
    names = ("天津青禾医药有限公司", "天津白苇医药有限公司")
    linker = linked(*(related(report, name, "河北云溪集团有限公司", name) for name in names))
    assert {*names} <= {identity.name for identity in linker.identities()}
    assert not [judgement for judgement in linker.rules if judgement.by == "rule:shared_neighbours"]
