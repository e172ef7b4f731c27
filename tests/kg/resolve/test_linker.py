"""Which names in which documents become one entity, under which id, and what people can do about it."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.assemble import Identity
from kg.divisions import Divisions
from kg.errors import ResolutionError
from kg.gazetteer import Gazetteer
from kg.ledger import Ledger
from kg.model import Decision, Extraction, Judgement, referent_id
from kg.ontology import Ontology
from kg.resolve import Linker, appearance, resolve

Report = Callable[..., Extraction]
Linked = Callable[..., Linker]

FULL = ("Company", "天津青禾机器人有限公司", "青禾机器人")
SHORT = ("Company", "青禾机器人")


def ids(linker: Linker, *ends: tuple[Extraction, str]) -> list[str]:
    return [linker.canonical(referent_id(extraction.document.id, referent)) for extraction, referent in ends]


def one(linker: Linker, *ends: tuple[Extraction, str]) -> bool:
    return len(set(ids(linker, *ends))) == 1


def found(linker: Linker, name: str) -> Identity:
    return next(identity for identity in linker.identities() if identity.name == name)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("Company", "天津（滨海）青禾科技有限公司"), ("Company", "天津(滨海)青禾科技有限责任公司")),  # spelling
        (
            ("Company", "天津青禾机器人有限公司"),
            ("InvestmentFirm", "天津青禾机器人有限公司"),
        ),  # types that texts confuse
        (FULL, SHORT),  # a declared short name
        (("Bank", "工行"), ("Bank", "中国工商银行")),  # a listed alias
        (("Bank", "中国工商银行股份有限公司"), ("Bank", "工商银行")),
        (("Hospital", "青禾云溪医院"), ("Hospital", "天津市青禾云溪医院")),  # region left out
        (("Company", "天津青禾科技有限公司"), ("Company", "天津青禾科技股份有限公司")),  # legal form changed
        (("Region", "天津"), ("Region", "天津市")),
        (("Region", "滨海新区"), ("Region", "天津市滨海新区")),
        (("Industry", "青储机械"), ("Industry", "青储机械产业")),
        (("Technology", "青禾 X1 机器人"), ("Technology", "青禾x1机器人")),
    ],
)
def test_two_documents_name_one_thing(
    report: Report, linked: Linked, first: tuple[str, ...], second: tuple[str, ...]
) -> None:
    a = report(f"甲报：{'、'.join(first[1:])}。", {"x": first}, source="a.txt")
    b = report(f"乙报：{'、'.join(second[1:])}。", {"x": second}, source="b.txt")
    assert one(linked(a, b), (a, "x"), (b, "x"))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("Company", "天津青禾科技有限公司"), ("Company", "北京青禾科技有限公司")),  # region
        (("Company", "天津青禾科技有限公司"), ("Company", "天津白苇科技有限公司")),  # core
        (("Bank", "蓟川银行"), ("Bank", "蓟川银行天津分行")),  # branch
        (("Company", "中国电信股份有限公司"), ("Company", "中国电信集团有限公司")),  # a group and its listed daughter
        (("Bank", "蓟川银行北京分行"), ("Bank", "蓟川银行天津分行")),
        (("Fund", "青禾科创基金一期"), ("Fund", "青禾科创基金二期")),  # number
        (("ResearchInstitute", "研究院"), ("ResearchInstitute", "研究院")),  # a name that tells nothing apart
        (("GovernmentAgency", "市科技局"), ("GovernmentAgency", "市科技局")),
        (("Technology", "青禾云"), ("Industry", "青禾云")),  # kinds
        (("Hospital", "天津青禾医院", "青禾"), ("Bank", "青禾")),  # types that no document confuses
        (("Person", "李伟"), ("Person", "李伟")),  # nothing but the name
    ],
)
def test_two_documents_name_two_things(
    report: Report, linked: Linked, first: tuple[str, ...], second: tuple[str, ...]
) -> None:
    a = report(f"甲报：{'、'.join(first[1:])}。", {"x": first}, source="a.txt")
    b = report(f"乙报：{'、'.join(second[1:])}。", {"x": second}, source="b.txt")
    assert not one(linked(a, b), (a, "x"), (b, "x"))


def test_a_short_name_that_two_firms_bear_joins_neither(report: Report, linked: Linked) -> None:
    a = report("天津青禾机器人有限公司（青禾机器人）。", {"x": FULL}, source="a.txt")
    b = report(
        "河北青禾机器人有限公司（青禾机器人）。",
        {"x": ("Company", "河北青禾机器人有限公司", "青禾机器人")},
        source="b.txt",
    )
    c = report("青禾机器人获奖。", {"x": SHORT}, source="c.txt")
    linker = linked(a, b, c)
    assert len(set(ids(linker, (a, "x"), (b, "x"), (c, "x")))) == 3
    assert {j.decision for j in linker.rules if j.by == "rule:declared_short_name"} == {Decision.UNSURE}


def test_people_of_one_name_are_one_if_they_share_a_body(report: Report, linked: Linked) -> None:
    def tells(source: str, body: tuple[str, ...]) -> Extraction:
        text = f"{source}：{'，'.join(body[1:])}总经理李伟。"
        return report(text, {"p": ("Person", "李伟"), "x": body}, [("p", "holds_position", "x")], source=source)

    a, b = tells("a.txt", FULL), tells("b.txt", SHORT)
    c = tells("c.txt", ("Company", "北京白苇科技有限公司"))
    linker = linked(a, b, c)
    assert one(linker, (a, "p"), (b, "p"))
    assert not one(linker, (a, "p"), (c, "p"))


def test_a_branch_is_part_of_its_bank_even_if_no_document_names_the_bank(report: Report, linked: Linked) -> None:
    a = report("工商银行天津分行放贷。", {"x": ("Bank", "工商银行天津分行")})
    linker = linked(a)
    bank = found(linker, "中国工商银行")
    (inference,) = linker.inferences()
    assert (inference.subject, inference.predicate, inference.object) == (ids(linker, (a, "x"))[0], "part_of", bank.id)
    assert [span.text for span in inference.evidence] == ["工商银行天津分行放贷。"]
    assert bank.documents == (a.document.id,)


def test_a_sub_branch_is_part_of_the_nearest_body_that_is_named(report: Report, linked: Linked) -> None:
    names = {"x": ("Bank", "蓟川银行天津分行滨海支行"), "y": ("Bank", "蓟川银行天津分行")}
    linker = linked(report("蓟川银行天津分行滨海支行；蓟川银行天津分行。", names))
    called = {identity.id: identity.name for identity in linker.identities()}
    assert {(called[i.subject], called[i.object]) for i in linker.inferences()} == {
        ("蓟川银行天津分行滨海支行", "蓟川银行天津分行"),
        ("蓟川银行天津分行", "蓟川银行"),
    }


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ([("University", "天津大学青禾学院")], ("天津大学青禾学院", "part_of", "天津大学", "rule:name.unit_of_body")),
        (
            [("Hospital", "天津医科大学总医院"), ("University", "天津医科大学")],
            ("天津医科大学总医院", "part_of", "天津医科大学", "rule:name.listed_below"),
        ),
        (
            [
                ("Fund", "白苇云溪创投二期基金"),
                ("InvestmentFirm", "白苇云溪创投管理有限公司"),
                ("InvestmentFirm", "白苇云溪创投"),
            ],
            ("白苇云溪创投二期基金", "operated_by", "白苇云溪创投", "rule:name.fund_of_manager"),
        ),
        (
            [("Company", "青禾云溪集团药业有限公司"), ("Company", "青禾云溪集团有限公司")],
            ("青禾云溪集团药业有限公司", "subsidiary_of", "青禾云溪集团有限公司", "rule:name.daughter_of_group"),
        ),
    ],
)
def test_names_alone_tell_what_belongs_to_what(
    report: Report, linked: Linked, names: list[tuple[str, str]], told: tuple[str, str, str, str]
) -> None:
    linker = linked(*(report(f"{name}。", {"x": (kind, name)}, source=name) for kind, name in names))
    called = {identity.id: identity.name for identity in linker.identities()}
    inferred = [(called[i.subject], i.predicate, called[i.object], i.origin) for i in linker.inferences()]
    assert inferred == [told]


def test_a_firm_that_only_shares_the_beginning_belongs_to_nobody(report: Report, linked: Linked) -> None:
    names = [
        ("Bank", "北京中关村银行股份有限公司"),
        ("Park", "中关村"),
        ("Fund", "青禾白苇基金"),
        ("InvestmentFirm", "青禾白苇"),
        ("Company", "云溪苇海科技有限公司"),
        ("Company", "云溪苇海有限公司"),
    ]
    linker = linked(*(report(f"{name}。", {"x": (kind, name)}, source=name) for kind, name in names))
    assert linker.inferences() == ()


def test_the_fullest_name_is_preferred_and_no_other_is_lost(report: Report, linked: Linked) -> None:
    a = report("青禾机器人获奖。", {"x": SHORT}, source="a.txt")
    b = report("天津青禾机器人有限公司（青禾机器人、青禾）。", {"x": (*FULL, "青禾")}, source="b.txt")
    identity = found(linked(a, b), "天津青禾机器人有限公司")
    assert identity.aliases == ("青禾", "青禾机器人")
    assert identity.documents == tuple(sorted((a.document.id, b.document.id)))


def test_what_one_document_calls_the_company_is_no_name_of_it(report: Report, linked: Linked) -> None:
    called = report(
        "天津青禾机器人有限公司（公司、青禾）。", {"x": ("Company", "天津青禾机器人有限公司", "公司", "青禾")}
    )
    assert found(linked(called), "天津青禾机器人有限公司").aliases == ("青禾",)


def test_a_firm_with_the_name_of_a_zone_is_a_firm(report: Report, linked: Linked) -> None:
    zone = report("天津泰达。", {"x": ("Park", "天津泰达")}, source="zone.txt")
    firm = report("天津泰达股份有限公司。", {"x": ("Company", "天津泰达股份有限公司")}, source="firm.txt")
    assert not one(linked(zone, firm), (zone, "x"), (firm, "x"))


def test_an_agency_named_by_its_level_is_that_of_its_documents_place(report: Report, linked: Linked) -> None:
    level = {"r": ("Region", "河北省"), "x": ("GovernmentAgency", "省青禾办")}
    local = report("河北省的省青禾办。", level, source="level.txt")
    full = report("河北省青禾办。", {"x": ("GovernmentAgency", "河北省青禾办")}, source="full.txt")
    linker = linked(local, full)
    assert one(linker, (local, "x"), (full, "x"))
    assert found(linker, "河北省青禾办").aliases == ("省青禾办",)


def test_the_type_is_voted_for_and_a_listed_one_wins(report: Report, linked: Linked) -> None:
    votes = [
        ("Company", "青禾云溪"),
        ("Company", "青禾云溪"),
        ("InvestmentFirm", "青禾云溪"),
        ("Company", "中国工商银行"),
    ]
    linker = linked(*(report(f"{n}：{v[1]}。", {"x": v}, source=str(n)) for n, v in enumerate(votes)))
    assert found(linker, "青禾云溪").type == "Company"
    assert found(linker, "中国工商银行").type == "Bank"


def test_a_merged_id_leads_to_the_one_that_stayed(report: Report, linked: Linked) -> None:
    a = report("青禾机器人获奖。", {"x": SHORT}, source="a.txt")
    (short_id,) = ids(linked(a), (a, "x"))
    b = report("天津青禾机器人有限公司（青禾机器人）。", {"x": FULL}, source="b.txt")
    linker = linked(b)
    (full_id,) = ids(linker, (b, "x"))
    assert short_id != full_id
    assert linker.resolve(short_id) == linker.resolve(full_id) == full_id


def test_an_id_that_never_was_is_refused(linked: Linked) -> None:
    with pytest.raises(ResolutionError, match="no entity has or had the id 'e-none'"):
        linked().resolve("e-none")


def test_a_referent_without_a_name_is_refused(linked: Linked) -> None:
    with pytest.raises(ResolutionError, match="no statement names it"):
        linked().canonical("d-none/x")


def test_a_person_can_join_and_part_and_take_both_back(report: Report, linked: Linked, ledger: Ledger) -> None:
    a = report("天津青禾机器人有限公司。", {"x": FULL[:2]}, source="a.txt")
    b = report("天津白苇机器人有限公司。", {"x": ("Company", "天津白苇机器人有限公司")}, source="b.txt")
    apart = linked(a, b)
    left, right = ids(apart, (a, "x"), (b, "x"))
    ledger.judge(Judgement(left, right, Decision.SAME, "person:li", reasons=("更名",)))
    joined = linked()
    assert one(joined, (a, "x"), (b, "x"))
    assert joined.resolve(left) == joined.resolve(right)
    ledger.judge(Judgement(left, right, Decision.UNSURE, "person:li", reasons=("看错了",)))
    assert linked().identities() == apart.identities()


def test_two_bearers_of_one_full_name_can_be_parted(report: Report, linked: Linked, ledger: Ledger) -> None:
    a, b, c = (report(f"{n}：青禾云溪村委会。", {"x": ("GovernmentAgency", "青禾云溪村委会")}, source=n) for n in "abc")
    (together,) = set(ids(linked(a, b, c), (a, "x"), (b, "x"), (c, "x")))
    first, second = (appearance(together, extraction.document.id) for extraction in (a, b))
    ledger.judge(Judgement(first, second, Decision.DIFFERENT, "person:li", reasons=("不在一县",)))
    linker = linked()
    assert not one(linker, (a, "x"), (b, "x"))
    assert together in ids(linker, (a, "x"), (b, "x"), (c, "x"))
    split = next(i for i in ids(linker, (a, "x"), (b, "x")) if i != together)
    assert linker.resolve(split) == split
    assert [str(refusal.because.by) for refusal in linker.refusals] == ["person:li"]

    ledger.judge(Judgement(first, second, Decision.UNSURE, "person:li"))
    assert linked().resolve(split) == together


def test_a_difference_survives_later_documents(report: Report, linked: Linked, ledger: Ledger) -> None:
    a = report("天津青禾机器人有限公司（青禾机器人）。", {"x": FULL}, source="a.txt")
    b = report("青禾机器人获奖。", {"x": SHORT}, source="b.txt")
    (short,) = ids(linked(b), (b, "x"))
    (full,) = ids(linked(a), (a, "x"))
    ledger.judge(Judgement(full, short, Decision.DIFFERENT, "person:li"))
    c = report("天津青禾机器人有限公司又称青禾机器人。", {"x": FULL}, source="c.txt")
    linker = linked(c)
    assert one(linker, (a, "x"), (c, "x"))
    assert not one(linker, (a, "x"), (b, "x"))


def test_neither_order_nor_rebuilding_changes_anything(
    report: Report, tmp_path: Path, ontology: Ontology, gazetteer: Gazetteer, divisions: Divisions
) -> None:
    names: list[tuple[str, ...]] = [
        FULL,
        SHORT,
        ("Bank", "工行天津分行"),
        ("Bank", "工行"),
        ("Region", "天津"),
        ("Person", "李青禾"),
    ]
    reports = [report(f"{n}：{'、'.join(v[1:])}。", {"x": v}, source=str(n)) for n, v in enumerate(names)]
    shuffler = random.Random(7)
    seen = set()
    for number in range(4):
        with Ledger.open(f"sqlite:///{tmp_path / f'{number}.sqlite'}") as ledger:
            for extraction in reports:
                ledger.record(extraction, "by hand")
            linker = resolve(ledger, ontology, gazetteer, divisions)
            seen.add((linker.identities(), linker.inferences(), linker.rules))
        shuffler.shuffle(reports)
    assert len(seen) == 1
