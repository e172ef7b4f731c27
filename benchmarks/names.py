"""Makes names of bodies as China has them, and other names by which people call the same bodies. All are invented.

Cores are drawn from the characters that people like in names, some of them far more often than others, so that at a
million names hundreds of bodies share a core, and families of firms share one on purpose.
"""

from __future__ import annotations

import random
import re
from bisect import bisect
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate

from opencc import OpenCC

from kg.divisions import Division, Divisions, Level
from kg.resolve.numerals import arabic
from kg.settings import shipped
from kg.store.pinyin import pinyin

_FIELDS = """
信息 Information|网络 Network|电子 Electronics|生物 Biological|医药 Pharmaceutical|医疗 Medical|新能源 New Energy
环保 Environmental|新材料 New Materials|智能 Intelligent|机器人 Robotics|半导体 Semiconductor|光电 Optoelectronic
数字 Digital|数据 Data|软件 Software|通信 Communication|航空 Aviation|航天 Aerospace|汽车 Automotive
轨道交通 Rail Transit|海洋 Marine|农业 Agricultural|食品 Food|化工 Chemical|机械 Machinery|装备 Equipment
精密 Precision|仪器 Instrument|自动化 Automation|电气 Electric|电力 Power|能源 Energy|石油 Petroleum|钢铁 Steel
建筑 Construction|建材 Building Materials|物流 Logistics|文化 Culture|教育 Education|健康 Health|基因 Gene|细胞 Cell
激光 Laser|传感 Sensing|云计算 Cloud|金融 Financial|水务 Water|园林 Landscape|包装 Packaging
"""
_TAILS = """
科技 Technology|技术 Tech|贸易 Trading|工程 Engineering|商贸 Commerce|设备 Equipment|制造 Manufacturing
发展 Development|咨询 Consulting|服务 Service|投资 Investment|管理 Management|实业 Industrial
科技发展 Technology Development|材料 Materials|系统 Systems|产业 Industry|检测 Testing|传媒 Media|研究 Research
"""
_FORMS = {
    "有限公司": 70,
    "有限责任公司": 12,
    "股份有限公司": 8,
    "集团有限公司": 4,
    "集团股份有限公司": 2,
    "厂": 2,
    "中心": 2,
}
_BANKS = (
    *("中国工商银行", "中国农业银行", "中国银行", "中国建设银行", "交通银行"),
    *("招商银行", "浦发银行", "民生银行", "光大银行"),
)
_SUBJECTS = (
    *("理工", "工业", "师范", "农业", "医科", "财经", "科技", "交通"),
    *("外国语", "电力", "建筑", "海洋", "中医药", "体育", "职业技术", "传媒"),
)
_LEVELS = (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY)
_SIZES = {Level.PROVINCE: 40.0, Level.PREFECTURE: 8.0, Level.COUNTY: 1.0}
_NEAR = {"beijing": 8.0, "tianjin": 8.0, "hebei": 4.0, "outside": 1.0}
_COMMON_CORES = 20_000
_FAMILY, _COMMON = 0.12, 0.5
_UNPLACED, _BRACKETED, _OFFICES, _CORED, _TWICE, _HALF, _BY_REGION = 0.04, 0.1, 0.7, 0.6, 0.15, 0.5, 0.25
_SURNAMES, _TWO_GIVEN = 300, 0.8
_DIGITS = "零一二三四五六七八九"
_HAN = re.compile("[\u4e00-\u9fff]")
_Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Region:
    """A region as names begin with it: in full, in short, as it is read, and in one character if it has one."""

    name: str
    short: str
    read: str
    initial: str


_NOWHERE = Region("", "", "", "")


@dataclass(frozen=True, slots=True)
class Body:
    """A body in parts, so that it can be called otherwise.

    Args:
        kind: firm, branch, fund, lab, park, institute, school or hospital.
        region: where its name says that it is.
        core: what tells it from others.
        words: words of its trade, or of what it does.
        english: the same in English, as far as it has any.
        form: legal form or last word.
        bracketed: whether the region stands in brackets behind the core.
    """

    kind: str
    region: Region
    core: str
    words: tuple[str, ...]
    english: tuple[str, ...]
    form: str
    bracketed: bool = False

    @property
    def name(self) -> str:
        """The full name."""
        inner = "".join(self.words) + self.form
        if self.bracketed:
            return f"{self.core}（{self.region.short}）{inner}"
        return f"{self.region.name}{self.core}{inner}"

    def ending(self, form: str) -> Body:
        """The same body with another last word."""
        return replace(self, form=form)


@dataclass(frozen=True, slots=True)
class Called:
    """A true pair: places of a full name and of another name of its bearer, and what was changed."""

    full: int
    other: int
    change: str


class _Lot:
    """Draws things with fixed odds."""

    def __init__(self, odds: Iterable[float]) -> None:
        self._bounds = list(accumulate(odds))

    def draw(self, chance: random.Random) -> int:
        return min(bisect(self._bounds, chance.random() * self._bounds[-1]), len(self._bounds) - 1)


class NameMaker:
    """Makes bodies and other names for them.

    Args:
        seed: the same seed gives the same names.
    """

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311  nobody is to be surprised
        divisions = Divisions.load()
        listed = [d for d in divisions if d.level in _LEVELS and len(d.short) > 1]
        self._regions = [_region(d, divisions) for d in listed]
        self._region = _Lot(_NEAR[divisions.scope(d.code)] * _SIZES[d.level] for d in listed)
        self._characters = sorted(set("".join(_rows("given_names.tsv"))) - set(_DIGITS))
        self._characters.sort(key=lambda character: (_uncommon(character), self.chance.random()))
        self._character = _Lot((rank + 25) ** -0.8 for rank in range(len(self._characters)))
        self._fields, self._tails = _words(_FIELDS), _words(_TAILS)
        self._field = _Lot((rank + 4) ** -0.7 for rank in range(len(self._fields)))
        self._tail = _Lot((rank + 1) ** -0.9 for rank in range(len(self._tails)))
        self._form = _Lot(_FORMS.values())
        self._common_cores = [self._fresh_core() for _ in range(_COMMON_CORES)]
        self._common = _Lot((rank + 30) ** -0.7 for rank in range(_COMMON_CORES))
        self._surnames = _rows("surnames.tsv")[:_SURNAMES]
        self._surname = _Lot((rank + 5) ** -0.9 for rank in range(len(self._surnames)))
        self._families: deque[str] = deque(maxlen=1_000)

    def names(self, count: int, called: float = 0.25) -> tuple[list[str], list[Called]]:
        """So many names in random order, with the pairs that are true.

        Args:
            count: how many names.
            called: share of them that are other names of bodies whose full name is among them, too.
        """
        bodies: dict[str, Body] = {}
        while len(bodies) < count - int(count * called):
            body = self.body()
            bodies.setdefault(body.name, body)
        names = list(bodies)
        pairs: list[Called] = []
        for full in self.chance.sample(range(len(bodies)), len(bodies)):
            change = self.chance.choice(_CHANGES_OF[bodies[names[full]].kind])
            other = CHANGES[change](bodies[names[full]], self.chance)
            if other not in {"", names[full]} and len(names) < count:
                pairs.append(Called(full, len(names), change))
                names.append(other)
        return _shuffled(names, pairs, self.chance)

    def body(self) -> Body:
        """Some body."""
        return self.body_of(self.chance.choices(list(_KINDS), [share for share, _ in _KINDS.values()])[0])

    def body_of(self, kind: str) -> Body:
        """Some body of this kind: firm, branch, fund, lab, park, institute, school or hospital."""
        return _KINDS[kind][1](self, kind)

    def person(self) -> str:
        """Somebody's name."""
        surname = self._surnames[self._surname.draw(self.chance)]
        given = self._characters[self._character.draw(self.chance)]
        twice = self.chance.random() < _TWO_GIVEN
        return surname + given + (self._characters[self._character.draw(self.chance)] if twice else "")

    def region(self) -> Region:
        """Some region, near ones more often."""
        return self._regions[self._region.draw(self.chance)]

    def core(self) -> str:
        """A core: of a family of firms, a common one, or a new one."""
        chance = self.chance.random()
        if chance < _FAMILY and self._families:
            return self._families[self.chance.randrange(len(self._families))]
        core = self._common_cores[self._common.draw(self.chance)] if chance < _COMMON else self._fresh_core()
        if self.chance.random() < _FAMILY:
            self._families.append(core)
        return core

    def field(self) -> tuple[str, str]:
        """What a body is busy with, in Chinese and English."""
        return self._fields[self._field.draw(self.chance)]

    def tail(self) -> tuple[str, str]:
        """What a firm does about it."""
        return self._tails[self._tail.draw(self.chance)]

    def form(self) -> str:
        """A legal form."""
        return list(_FORMS)[self._form.draw(self.chance)]

    def _fresh_core(self) -> str:
        length = self.chance.choices((2, 3, 4), (75, 17, 8))[0]
        return "".join(self._characters[self._character.draw(self.chance)] for _ in range(length))


def _firm(maker: NameMaker, kind: str) -> Body:
    fields = [maker.field() for _ in range(maker.chance.choices((0, 1, 2), (25, 65, 10))[0])]
    words = list(dict.fromkeys([*fields, maker.tail()]))
    region = _NOWHERE if maker.chance.random() < _UNPLACED else maker.region()
    bracketed = bool(region.name) and maker.chance.random() < _BRACKETED
    return _body(kind, region, maker.core(), words, maker.form(), bracketed)


def _branch(maker: NameMaker, kind: str) -> Body:
    office = maker.core() + "支行" if maker.chance.random() < _OFFICES else maker.chance.choice(("分行", "支行"))
    return Body(kind, _NOWHERE, maker.chance.choice(_BANKS), ("股份有限公司",), (), maker.region().short + office)


def _fund(maker: NameMaker, kind: str) -> Body:
    number = maker.chance.choice(("", "一期", "二期", "三期", "壹号", "1号", "2号"))
    words = [maker.field(), ("创业投资", "Venture Investment"), (f"基金{number}", "Fund")]
    return _body(kind, maker.region(), maker.core(), words, "合伙企业（有限合伙）")


def _lab(maker: NameMaker, kind: str) -> Body:
    fields = [maker.field() for _ in range(3)]
    words = list(dict.fromkeys([*fields, ("技术", "Technology")]))
    rank = maker.chance.choice(("全国重点实验室", "国家重点实验室", "重点实验室", "联合实验室"))
    return _body(kind, maker.region() if rank[0] in "重联" else _NOWHERE, "", words, rank)


def _park(maker: NameMaker, kind: str) -> Body:
    last = maker.chance.choice(("产业园", "科技园", "高新技术产业开发区", "经济开发区", "产业基地", "创新示范区"))
    return _body(kind, maker.region(), maker.core(), [maker.field()], last)


def _institute(maker: NameMaker, kind: str) -> Body:
    words = list(dict.fromkeys([maker.field(), maker.field(), maker.tail()]))
    last = maker.chance.choice(("研究院", "研究所", "设计院", "创新中心", "研究中心", "协会", "产业联盟"))
    return _body(kind, maker.region(), maker.core() if maker.chance.random() < _CORED else "", words, last)


def _school(maker: NameMaker, kind: str) -> Body:
    numbered = f"第{_numeral(maker.chance)}中学"
    last = maker.chance.choice(("大学", "学院", "职业学院", numbered))
    words = [] if last == numbered else [(maker.chance.choice(_SUBJECTS), "")]
    return _body(kind, maker.region(), "" if maker.chance.random() < _CORED else maker.core(), words, last)


def _hospital(maker: NameMaker, kind: str) -> Body:
    last = maker.chance.choice((f"第{_numeral(maker.chance)}人民医院", "医院", "中医医院", "妇幼保健院"))
    return _body(kind, maker.region(), maker.core() if last == "医院" else "", [], last)


def _body(kind: str, region: Region, core: str, words: _Pairs, form: str, bracketed: bool = False) -> Body:
    return Body(kind, region, core, tuple(w for w, _ in words), tuple(e for _, e in words), form, bracketed)


_KINDS: dict[str, tuple[int, Callable[[NameMaker, str], Body]]] = {
    "firm": (72, _firm),
    "branch": (5, _branch),
    "fund": (5, _fund),
    "lab": (2, _lab),
    "park": (4, _park),
    "institute": (6, _institute),
    "school": (3, _school),
    "hospital": (3, _hospital),
}


def _region_dropped(body: Body, chance: random.Random) -> str:  # noqa: ARG001  all changes are called alike
    return replace(body, region=_NOWHERE, bracketed=False).name if body.region.name and body.core else ""


def _region_moved(body: Body, chance: random.Random) -> str:  # noqa: ARG001
    """天津青禾科技 and 青禾（天津）科技; 天津市 and 天津."""
    if not body.region.name:
        return ""
    short = replace(body.region, name=body.region.short)
    return replace(body, region=short).name if not body.core else replace(body, bracketed=not body.bracketed).name


def _other_form(body: Body, chance: random.Random) -> str:
    if body.kind == "fund":
        return replace(body, form="").name
    return replace(body, form=chance.choice([form for form in ("", *_FORMS) if form != body.form])).name


def _misread(body: Body, chance: random.Random) -> str:
    """One character for one that looks like it, now and then two."""
    name = list(body.name)
    for place in chance.sample(range(len(name)), 2 if chance.random() < _TWICE else 1):
        name[place] = chance.choice(_lookalikes().get(name[place]) or name[place])
    return "".join(name)


def _lost(body: Body, chance: random.Random) -> str:
    place = chance.randrange(len(body.name))
    return body.name[:place] + body.name[place + 1 :]


def _misheard(body: Body, chance: random.Random) -> str:
    """One character for one that is read like it, as input methods offer it."""
    name = body.name
    place = chance.randrange(len(name))
    return name[:place] + chance.choice(_homophones().get(pinyin(name[place])) or name[place]) + name[place + 1 :]


def _traditional(body: Body, chance: random.Random) -> str:  # noqa: ARG001
    return str(_converter().convert(body.name))


def _width(body: Body, chance: random.Random) -> str:
    """Other brackets, spaces where lines broke, wide digits."""
    name = body.name.replace("（", " ( ").replace("）", " ) ") if chance.random() < _HALF else body.name
    place = chance.randrange(1, len(name))
    return name[:place] + chance.choice((" ", "\u3000", "\n", "\u200a")) + name[place:]


def _short(body: Body, chance: random.Random) -> str:
    """Core and the first word of the trade, or region and core: 云圣智能, 天津药明."""
    if not body.core:
        return body.region.short + "".join(body.words[-1:]) + body.form
    if body.kind == "branch":
        return f"{body.core}{body.form}"
    if body.kind == "firm" and body.region.name and chance.random() < _BY_REGION:
        return f"{body.region.short}{body.core}"
    return body.core + "".join(body.words[:1]) + ("" if body.kind in {"firm", "fund"} else body.form)


def _abbreviation(body: Body, chance: random.Random) -> str:  # noqa: ARG001
    """The first characters of words, and the last of an institution's: 信通院, 渤海国资, 津青科."""
    initials = "".join(word[0] for word in body.words)
    if body.kind == "firm":
        return f"{body.core}{initials}" if len(initials) > 1 else f"{body.region.initial}{body.core}{initials}"
    return f"{body.region.short[:1]}{body.core[:1]}{initials}{body.form[-1]}"


def _in_pinyin(body: Body, chance: random.Random) -> str:  # noqa: ARG001
    core = pinyin(body.core).capitalize()
    return " ".join([*([body.region.read.capitalize()] * bool(body.region.read)), core, *body.english, "Co., Ltd."])


def _other_numeral(body: Body, chance: random.Random) -> str:  # noqa: ARG001
    name = body.name
    return arabic(name) if arabic(name) != name.replace("第", "") else ""


Change = Callable[[Body, random.Random], str]
CHANGES: dict[str, Change] = {
    "region dropped": _region_dropped,
    "region in brackets": _region_moved,
    "other legal form": _other_form,
    "character misread": _misread,
    "character lost": _lost,
    "character misheard": _misheard,
    "traditional": _traditional,
    "width and spaces": _width,
    "short name": _short,
    "abbreviation": _abbreviation,
    "pinyin and English": _in_pinyin,
    "numerals": _other_numeral,
}
"""What is changed → the other name, empty where the body's name has nothing to change."""

_WRITTEN = ["character misread", "character lost", "character misheard", "traditional", "width and spaces"]
_CHANGES_OF = {
    "firm": [
        "region dropped",
        "region in brackets",
        "other legal form",
        *_WRITTEN,
        "short name",
        "abbreviation",
        "pinyin and English",
    ],
    "branch": [*_WRITTEN, "short name"],
    "fund": ["region dropped", "region in brackets", "other legal form", *_WRITTEN, "numerals"],
    "lab": ["region in brackets", *_WRITTEN],
    "park": ["region dropped", *_WRITTEN, "short name"],
    "institute": ["region in brackets", *_WRITTEN, "abbreviation"],
    "school": ["numerals", "numerals", *_WRITTEN],
    "hospital": ["numerals", "numerals", "numerals", *_WRITTEN],
}


def _uncommon(character: str) -> bool:
    """Whether GB 2312 has the character among those that are seldom used, or not at all."""
    return character.encode("gb2312", "replace") >= b"\xd8"


def _shuffled(names: Sequence[str], pairs: Sequence[Called], chance: random.Random) -> tuple[list[str], list[Called]]:
    order = chance.sample(range(len(names)), len(names))
    place = [0] * len(names)
    for new, old in enumerate(order):
        place[old] = new
    return [names[old] for old in order], [Called(place[p.full], place[p.other], p.change) for p in pairs]


def _region(division: Division, divisions: Divisions) -> Region:
    single = [alias for d in divisions.chain(division.code)[:1] for alias in d.aliases if len(alias) == 1]
    return Region(division.name, division.short, pinyin(division.short), single[0] if single else division.short[0])


def _numeral(chance: random.Random) -> str:
    number = chance.randrange(1, 100)
    tens = "" if number < 10 else "十" if number < 20 else _DIGITS[number // 10] + "十"
    return tens + (_DIGITS[number % 10] if number % 10 else "")


def _words(table: str) -> list[tuple[str, str]]:
    words = [cell.strip().partition(" ") for cell in table.replace("\n", "|").split("|") if cell.strip()]
    return [(chinese, english) for chinese, _, english in words]


def _rows(table: str) -> list[str]:
    lines = shipped("data", "lexicon", table).read_text(encoding="utf-8").splitlines()
    return ["".join(_HAN.findall(line.partition("\t")[0])) for line in lines if not line.startswith("#")][1:]


@cache
def _lookalikes() -> dict[str, str]:
    lines = shipped("data", "lexicon", "lookalikes.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if "\t" in line)
    return {character: alike[:3] for character, alike in rows}


@cache
def _homophones() -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for character in _lookalikes():
        found[pinyin(character)].append(character)
    return found


@cache
def _converter() -> OpenCC:
    return OpenCC("s2t")
