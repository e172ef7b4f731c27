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
        roles = {"p": ("Person", "李青禾"), "x": ("Company", "天津青禾机器人有限公司")}
        return report(f"{source}：天津青禾机器人有限公司李青禾。", roles, [("p", "holds_position", "x")], source=source)

    (rule,) = (j for j in linked(told("甲"), told("乙")).rules if j.by == "rule:shared_organisation")
    assert rule.decision is Decision.SAME
    assert "belong to one organisation" in rule.reasons[0]
