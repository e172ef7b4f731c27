"""Clues in the parts of two names: region, core, trade, legal form, numbers, units."""

from __future__ import annotations

import re

from kg.resolve.clues.clue import Clue, Pair
from kg.resolve.described import Described
from kg.text import in_order

_SHORTEST_CORE = 2
_GROUP = re.compile("集团|控股|总公司")
_FUND = re.compile(r"基金|合伙企业|\(有限合伙\)")
_MANAGER = re.compile("管理|资本|投资|创投")
_COMMITTEE = re.compile("^(?:的)?(?:管理委员会|管委会|管理局|管理办公室)$")
_PLACE = re.compile("(?:城|园|区|谷|港|小镇|基地|园区)$")
_GOVERNMENT = re.compile("人民政府$|政府$")
_BUREAU = re.compile("[局委厅办会]$")
_UNIT = re.compile(
    "(?:分行|支行|营业部|分公司|学院|书院|研究院|研究所|实验室|中心|医院|校区|院区|附中|附小|中学|小学|核心区|片区|园|区|基地|院|所|系|"
    "部|(?<!公)司|局|处|办公室|分公司|子公司|平台|孵化器|分院|分园|城|谷|港|厂|馆|站|社区|大厦)$"
)
_BRACKETED = re.compile(r"\(([^()]+)\)")
_NUMBER = re.compile(r"\d+")
_KIND = re.compile(
    "(?:银行|证券|保险|信托|租赁|大学|学院|医院|实验室|研究院|研究所|基金|担保|财务公司|信用社|航空|电力|汽车)"
)


def region_dropped(pair: Pair) -> Clue | None:
    """One name has a region that the other leaves out, and all the rest is the same."""
    for one, other in pair.both:
        if one.region and not other.region and one.parts.without_region == other.parts.without_region:
            return Clue(1, f"the names differ only by {pair.place(one.region)}, which one leaves out")
    return None


def region_in_region(pair: Pair) -> Clue | None:
    """The regions of the two names lie in each other, and all the rest is the same."""
    one, other = pair.left, pair.right
    if _one_inside(pair) and one.parts.without_region == other.parts.without_region and one.parts.core:
        return Clue(1, f"the names differ only in how exactly they say the place: {one.name}, {other.name}")
    return None


def same_region(pair: Pair) -> Clue | None:
    """Both names give the same region."""
    if pair.left.region and pair.left.region == pair.right.region:
        return Clue(1, f"both names say {pair.place(pair.left.region)}")
    return None


def regions_differ(pair: Pair) -> Clue | None:
    """The names give regions of which neither lies in the other."""
    for code in sorted(pair.left.places):
        for other in sorted(pair.right.places):
            if not pair.nested(code, other) and not (pair.left.places & pair.right.places):
                return Clue(1, f"the names give different places: {pair.place(code)}, {pair.place(other)}")
    return None


def inner_place_differs(pair: Pair) -> Clue | None:
    """Behind the same beginning one name has a place that the other lacks: a branch, a sub-park, another institute."""
    if not _shared(pair.left.key, pair.right.key) and not (pair.left.owner or pair.right.owner):
        return None
    for one, other in pair.both:
        inner = {
            code
            for code in one.places - other.places
            if code != one.region and not any(pair.nested(code, known) for known in other.places)
        }
        if inner and not one.key.endswith(other.key):
            return Clue(1, f"{one.name} says {pair.place(min(inner))}, {other.name} does not")
    return None


def level_differs(pair: Pair) -> Clue | None:
    """One is of the whole country, a province or a city, the other of a smaller place, and neither is its unit."""
    one, other = pair.left, pair.right
    if _one_inside(pair) and not one.parts.core and not other.parts.core:
        return Clue(1, f"one is of {pair.place(one.region)}, the other of {pair.place(other.region)}")
    for national, local in pair.both:
        if national.national and not national.region and local.region and not local.national:
            return Clue(1, f"{national.name} is of the whole country, {local.name} of {pair.place(local.region)}")
    return None


def same_core(pair: Pair) -> Clue | None:
    """Both names have the same core (字号), and neither is short for the other."""
    one, other = pair.left.parts.core, pair.right.parts.core
    if one == other and len(one) >= _SHORTEST_CORE and not pair.shortening:
        return Clue(1, f"both names have the core {one}")
    return None


def cores_differ(pair: Pair) -> Clue | None:
    """The names have different cores, neither made from the other."""
    one, other = pair.left.parts.core, pair.right.parts.core
    if (
        min(len(one), len(other)) < _SHORTEST_CORE
        or one in other
        or other in one
        or pair.left.latin != pair.right.latin
    ):
        return None
    if pair.shortening:
        return None
    return Clue(1, f"the cores differ: {one}, {other}")


def core_begins_core(pair: Pair) -> Clue | None:
    """The core of one name begins with that of the other and goes on."""
    one, other = sorted((pair.left.parts.core, pair.right.parts.core), key=len)
    if pair.shortening and pair.left.bare != pair.right.bare and not (pair.left.legal and pair.right.legal):
        return None
    if len(one) >= _SHORTEST_CORE and one != other and other.startswith(one):
        return Clue(1, f"the core {other} begins with {one} and goes on")
    return None


def trades_differ(pair: Pair) -> Clue | None:
    """Same core, but the words for the trade have nothing in common."""
    one, other = pair.left.parts, pair.right.parts
    if one.core != other.core or len(one.core) < _SHORTEST_CORE or not one.trade or not other.trade:
        return None
    if one.trade in other.trade or other.trade in one.trade:
        return None
    shared = len(set(one.trade) & set(other.trade)) / min(len(set(one.trade)), len(set(other.trade)))
    return Clue(1 - shared, f"same core {one.core}, other trade: {one.trade}, {other.trade}")


def kinds_differ(pair: Pair) -> Clue | None:
    """The names themselves say that one is a bank and the other a broker, and the like."""
    one, other = ({*_KIND.findall(d.spelt)} for d in (pair.left, pair.right))
    if one and other and not one & other and pair.left.parts.core != "":
        return Clue(1, f"one is called {min(one)}, the other {min(other)}")
    return None


def numbers_differ(pair: Pair) -> Clue | None:
    """Both names carry numbers, and different ones: 一期, 二期; 第二研究院, 第三研究院."""
    one, other = pair.left.numbers, pair.right.numbers
    if set(one) - set(other) and set(other) - set(one):
        return Clue(1, f"the names carry different numbers: {', '.join(one)} and {', '.join(other)}")
    return None


def number_missing(pair: Pair) -> Clue | None:
    """One name carries a number, the other none."""
    one, other = pair.left.numbers, pair.right.numbers
    if bool(one) != bool(other) and not (pair.left.latin or pair.right.latin):
        return Clue(1, f"only one name carries a number: {', '.join(one or other)}")
    return None


def same_number(pair: Pair) -> Clue | None:
    """Both names carry the same number."""
    shared = set(pair.left.numbers) & set(pair.right.numbers)
    return Clue(1, f"both names carry the number {min(shared)}") if shared else None


def unit_of(pair: Pair) -> Clue | None:
    """One name is the other with a unit behind it: a school of a university, a branch of a bank, a part of a park."""
    for whole, part in pair.both:
        rest = _behind(whole, part)
        if rest and len(whole.bare) >= _SHORTEST_CORE + 1 and _UNIT.search(rest) and not _COMMITTEE.match(rest):
            return Clue(1, f"{part.name} is {whole.name} with {rest} behind it")
    return None


def units_differ(pair: Pair) -> Clue | None:
    """Both are units of one body, but not the same ones."""
    one, other = pair.left.owner, pair.right.owner
    if one and other and one[0].body == other[0].body and not _one_unit(one[1], other[1]):
        return Clue(1, f"two units of {one[0].name}: {one[1]} and {other[1]}")
    return None


def same_unit(pair: Pair) -> Clue | None:
    """Both are the same unit of one body, however it is called."""
    one, other = pair.left.owner, pair.right.owner
    if one and other and one[0].body == other[0].body and _one_unit(one[1], other[1]):
        return Clue(1, f"both are {max(one[1], other[1], key=len)} of {one[0].name}")
    return None


def branch_of_branch(pair: Pair) -> Clue | None:
    """Both are branches of one bank, and one stands above the other."""
    one, other = (pair.setting.known.owner(d.name) for d in (pair.left, pair.right))
    if one and other and one[0].body == other[0].body and one[1] != other[1]:
        levels = [
            next((rank for rank, end in enumerate(("分行", "支行", "分理处")) if d[1].endswith(end)), -1)
            for d in (one, other)
        ]
        above = {code for d in (pair.left, pair.right) for code in d.places}
        if min(levels) >= 0 and levels[0] != levels[1] and all(pair.nested(a, b) for a in above for b in above):
            return Clue(1, f"one is a branch of {one[0].name}, the other an office below it")
    return None


def committee_of(pair: Pair) -> Clue | None:
    """One is the management committee of the other."""
    for zone, committee in pair.both:
        rest = _behind(zone, committee)
        if rest and _COMMITTEE.match(rest):
            return Clue(1, f"{committee.name} manages {zone.name}")
    return None


def firm_of_place(pair: Pair) -> Clue | None:
    """One is a park or a town of technology, the other a firm of the same name, which builds or runs it."""
    for place, firm in pair.both:
        if place.legal or not firm.legal or not _PLACE.search(place.bare):
            continue
        if firm.bare in (place.bare, _without_region(place)) or _without_region(firm) == _without_region(place):
            return Clue(1, f"{firm.name} is a firm with the name of {place.name}")
    return None


def bureau_of_government(pair: Pair) -> Clue | None:
    """One is the government of a place, the other a bureau of it."""
    for government, bureau in pair.both:
        bodies = _GOVERNMENT.search(government.spelt) and _BUREAU.search(bureau.spelt)
        if bodies and government.region and government.region == bureau.region:
            return Clue(1, f"{bureau.name} is a department of {government.name}")
    return None


def fund_and_manager(pair: Pair) -> Clue | None:
    """One is a fund, the other manages funds, and they share the beginning of their names."""
    for fund, manager in pair.both:
        is_fund = fund.type == "Fund" or bool(_FUND.search(fund.spelt))
        is_manager = manager.type in {"InvestmentFirm", "Company"} and bool(_MANAGER.search(manager.bare))
        if is_fund and is_manager and manager.type != "Fund":
            shared = _shared(_without_region(fund), _without_region(manager))
            if len(shared) >= _SHORTEST_CORE:
                return Clue(1, f"{manager.name} is named after {shared} like the fund {fund.name}")
    return None


def group_and_member(pair: Pair) -> Clue | None:
    """Same beginning, and one is a group or holding, the other a firm with a trade of its own."""
    one, other = pair.left, pair.right
    shared = _shared(_without_region(one), _without_region(other))
    if len(shared) < _SHORTEST_CORE or not one.legal or not other.legal or one.bare == other.bare:
        return None
    grouped = [bool(_GROUP.search(d.spelt)) for d in (one, other)]
    if grouped[0] != grouped[1] and not (one.region and other.region and not pair.nested(one.region, other.region)):
        return Clue(1, f"{one.name} and {other.name} share {shared}; one is the group")
    return None


def namesake_firms(pair: Pair) -> Clue | None:
    """Two full company names with the same core that differ otherwise."""
    one, other = pair.left, pair.right
    if one.legal and other.legal and one.bare != other.bare and one.parts.core == other.parts.core != "":
        return Clue(1, f"two full names with the core {one.parts.core}: {one.name}, {other.name}")
    return None


def daughter_in_region(pair: Pair) -> Clue | None:
    """Same core, and only one of them names a place in brackets, as daughters in other cities do."""
    for one, other in pair.both:
        if _place_in_brackets(one) and "(" not in other.spelt and one.parts.core == other.parts.core != "":
            return Clue(1, f"{one.name} says its place in brackets, as daughter firms do")
    return None


def trade_extended(pair: Pair) -> Clue | None:
    """Same core, and one name says the trade more fully."""
    one, other = pair.left.parts, pair.right.parts
    if not (pair.left.legal and pair.right.legal):
        return None
    if one.core == other.core and len(one.core) >= _SHORTEST_CORE and one.trade != other.trade:
        short, long = sorted((one.trade, other.trade), key=len)
        if in_order(short, long):
            return Clue(1, f"one name says the trade of {one.core} more fully: {long or 'none'}")
    return None


def _one_inside(pair: Pair) -> bool:
    """Whether the region of one name lies in that of the other, and is not the same."""
    one, other = pair.left.region, pair.right.region
    return bool(one and other) and one != other and pair.nested(one, other)


def _behind(whole: Described, part: Described) -> str:
    """What a name has behind another one, or behind another name of the same listed body."""
    for begin in (whole.key, whole.bare):
        if part.key.startswith(begin) and len(part.key) > len(begin):
            return part.key.removeprefix(begin)
    if whole.region and part.key.startswith(_without_region(whole)) and len(_without_region(whole)) > _SHORTEST_CORE:
        return part.key.removeprefix(_without_region(whole))
    if whole.body and part.owner and part.owner[0].body == whole.body.body:
        return part.owner[1]
    return ""


def _without_region(described: Described) -> str:
    division = described.setting.divisions.get(described.region)
    bare = described.bare
    for name in sorted(division.names if division else (), key=len, reverse=True):
        if bare.startswith(name):
            return bare.removeprefix(name)
    return bare


def _shared(one: str, other: str) -> str:
    """What both begin with."""
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[:at]


def _place_in_brackets(described: Described) -> bool:
    names = described.setting.divisions.names
    return any(inside in names for inside in _BRACKETED.findall(described.spelt))


def _one_unit(one: str, other: str) -> bool:
    """Whether one name of a unit is made from the other by leaving out characters, but no digit of a number."""
    short, long = sorted((one, other), key=len)
    return in_order(short, long) and set(_NUMBER.findall(short)) <= set(_NUMBER.findall(long))
