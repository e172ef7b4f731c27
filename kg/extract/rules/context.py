"""Who is spoken of: the subjects that clauses leave unwritten, and the body for which 我们 stands in a quotation."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg.extract.analysis import Referent
from kg.extract.cues import cues
from kg.extract.rules.clauses import CLAUSE
from kg.extract.rules.quotes import SPEECH, Quote
from kg.extract.rules.skeleton import Skeleton, first_body, with_subjects
from kg.extract.rules.units import ANY, BODIES, CLASSES, Unit, kind_of_type

_FIRST_PERSON = re.compile("我们公司|我们|我司|我公司|本公司|我行|本行|我校|我院|我所|本院|我园|咱们")
_ADVERBIAL = re.compile(
    r"(?:[^，。；！？]{0,24}?(?:年|月|日|末|底|初|期间|以来|之后|此后|后|前|时|当天|中|上|下|里|来|之际|同时|记者|获悉|悉|了解))?"
    r"(?:据悉|据了解|目前|如今|此外|另外|同时|其中|随后|近日|日前|近年来|不仅|而|但|并|也|如|例如|比如|像|因此|为此|当前|今年|去年|今天|昨日|"
    r"随着|作为|对此|于是|最终|起初|此前|值得一提的是|截至目前|另外?一家|还有|这家|同在[^，。；！？的]{1,8}的|同样|就连|包括)*"
)
_PREPOSITION = re.compile(
    "(?:与|和|同|跟|在|向|对|为|从|由|被|把|将|给|到|于|受|经|据|联合|携手|通过|获|赴|依托|围绕|以|会同|协同|对接|支持|助力|推动|服务|入驻|落户|"
    "成立|设立|组建|打造|建设|建成|引进|引入|签约|收购|投资|孵化|控股|参股|加入|走出|离开|来自|位于|属于|担任|任|是|了|成为|作为|及|以及)$"
)
_GONE_TO = re.compile(f"[在于到至进入回][{ANY}]的$")
"""厂址选在X的Y: the clause is not about Y."""
_ENUMERATED = re.compile(r"^(?:[一二三四五六七八九十\d]{1,2}[、.．]|（[一二三四五六七八九十\d]{1,2}）)")
_SERVED_NOUN = re.compile("(?:^|[^因])为(?:其|旗下|下属)?(?:全资|控股)?(?:子公司|孙公司|公司|企业)$")
"""为子公司X: the firm that is served, not the one that acts."""
_INTRODUCED = re.compile(
    "(?:走进|走入|来到|步入|探访|走访|位于|以|专访|采访了?|叫|叫做|名叫|名为|取名|便是|正是|"
    "(?<=[来到驻户头前场相奖榜选])的(?:就|便|正|则|还|也|仍|依然)?[是有]|"
    "(?:第[一二三四五六七八九十]|头一?|首|另外?一?|末|最后一?|其中一|还有一|再一|又一)[家个支块批座项位](?:企业|公司|项目)?则?[是为叫])$"
)
"""What introduces a body of which the next clauses go on to tell (最先入驻的是X, 第二家是X) …"""
_ASIDE = re.compile(
    f"[{CLASSES['body']}][^，。；！？：{ANY}]{{0,6}}(?:[为是系]其|持有?其|持股|对其)[^，。；！？：{ANY}]{{0,10}}$"
)
"""… and a clause that only relates another body to it (Y为其控股股东, Y对其持股三成)."""
_OBLIQUE = re.compile(
    "(?:来自|交给|隶属|属于|依托|背靠|投资|收购|控股|联合|携手|服务|供给|向|与|同|跟|给|经|对)[^，。；的]{0,5}$"
)
"""What, before the noun in front of a name, makes the name no subject (来自母公司X)."""
_FOUNDING = re.compile("(?:成立|设立|创办|创立|创建|组建|注册|注册成立|办起)了?$")
_LEADS_UP = re.compile(
    "落户|入驻|扎根|进驻|坐落|搬到|搬至|搬入|搬进|迁到|迁至|迁入|迁址|来到|落地|落子|成立|诞生|来自|凭借|凭|依托|作为|围绕|通过|经过|立足|聚焦|瞄准|针对|自|从|在|以|位于|专注|深耕|基于|得益于|背靠|借助|面对|为"
)
_RELATIVE = re.compile(
    rf"[^，。；！？：{ANY}]{{0,12}}的(?:[^，。；！？：的{CLASSES['body']}]{{0,8}}(?:公司|企业|机构|平台|中心|院|所|实验室|集团|基金|园区|孵化器))?"
    rf"([{CLASSES['body']}])"
)
"""What makes a body but part of what is said of another: X of X孵化的Y."""
_POST_FIRST = re.compile(
    rf"(?:[^，。；！？：的{ANY}]{{0,4}})(?:{'|'.join(cues('people')['inner'])})[{CLASSES['person']}]"
)
_LARGEST_TOPIC = 2
"""Bodies named side by side that the next sentence can still be about without naming them."""
_UNKNOWN = re.compile(
    "(?:公司|企业|集团|双方|两家[^，。；]{0,4}|各方)(?!董事|总|创始|负责|介绍|首席|副|表示|相关|有关)"
)
"""Subjects that name nobody: what was spoken of before is no longer meant."""
_PRONOUN = re.compile(
    "(?<!其)它(?!们)|前者|后者|(?<=[是为])(?:其|公司|该公司)(?=的?[^，。；]{0,6}(?:客户|用户|供应商|合作|伙伴))"
    "|(?<=[了用])(?:其|公司)(?=的?[^，。；]{0,6}(?:产品|设备|系统|方案|服务|技术))"
)
_PAIR = 2
_ONE_EACH = re.compile(
    "(?:^|(?<=[，。；：]))(?:其中|两[家个所者]|二者|双方)?(?:一|另一?|后一)[家个所座支](?!月|半|多|小时|环节|是一)"
)
"""A clause about one of a pair, where the next is about the other (一家做芯片，一家做电池)."""
_INTRODUCED_LAST = re.compile(
    rf"(?:成立|设立|组建|创办|创立|注册|办起|新设|诞生|名叫|名为|取名|叫|孵化出?|走出|控股|收购|合资|引来|引进|迎来|交给|派来|装进|包括|还有|——)"
    rf"了?[^，。；！？：{ANY}]{{0,10}}([{CLASSES['body']}])$"
)
"""What makes the body with which a clause ends the one of which the next clause goes on to tell …"""
_KIN_LAST = re.compile(
    f"([{CLASSES['body']}])——[^，。；！？：{ANY}]{{0,10}}[{ANY}]的?[^，。；！？：{ANY}]{{0,8}}(?:公司|企业|平台|机构)$"
)
"""X——Y的全资子公司, at the end of a clause."""
_PROFILE = re.compile(
    "(?:它(?!们)|[是为]一?家|专|主[攻营打要做]|做|造|产|生产|研发|经营|从事|聚焦|深耕|致力|注册资[本金]|注册地|首[款个批]|产品|业务|后者|规模|重点|面向|服务于|由[^，]{1,8}(?:担任|出任|控股|持股))"
)
"""… if that is what the new body is or does (…设立Y，专攻…)."""
_MADE_BY = re.compile(
    rf"[^，。；！？：{ANY}]{{0,12}}?由[^，。；！？：的]{{1,40}}的[^，。；！？：的{ANY}]{{0,12}}([{CLASSES['body']}])(?![、的]|和|与|及)"
)
"""由X、Y共建的Z: the clause is about Z."""
_POINTED_OUT = re.compile(
    f"这[家座所个只支][^，。；：！？]{{2,40}}?的(?P<noun>公司|企业|机构|平台|研究院|研究所|医院|实验室|园区|工厂|孵化器|基金)(?![{ANY}的])"
)
"""这家由X与Y兴办的机构: a noun for what was spoken of, with more about it before the noun …"""
_FIRMS = frozenset({"company", "fund", "bank"})
_FITTING = {"公司": _FIRMS, "企业": _FIRMS, "工厂": _FIRMS, "园区": frozenset({"park"}), "基金": frozenset({"fund"})}
_BODIES_TOLD = frozenset({"body", "company", "park"})
"""… and the kinds that it can mean."""
_APPOSED = re.compile(rf"[^，。；！？]{{0,8}}——[^，。；！？]{{0,6}}?([{CLASSES['body']}])")


@dataclass(slots=True)
class Topic:
    """What the clauses read so far are about."""

    unit: Unit
    sentence: int
    paragraph: int


class Subjects:
    """Fills in the subjects that clauses leave out, sentence by sentence.

    Args:
        text: the document's text.
        referents: those of the document.
        spoken: its quotations.
        employers: the body at which a person holds a post, by referent.
    """

    def __init__(
        self, text: str, referents: Sequence[Referent], spoken: Sequence[Quote], employers: Mapping[int, int]
    ) -> None:
        self._text = text
        self._referents = referents
        self._spoken = [quote for quote in spoken if quote.speaker is not None]
        self._starts = [quote.start for quote in self._spoken]
        self._employers = employers
        self._topic: Topic | None = None
        self._subjects: Counter[int] = Counter()
        self._sentence = 0
        self._paragraph = 0
        self._at = 0
        self._told_before: list[Unit] = []

    def fill(self, bare: Skeleton) -> Skeleton:
        """The skeleton of the next sentence with a unit where a clause leaves its subject out."""
        if not bare.text:
            return bare
        self._sentence += 1
        self._paragraph += self._text.count("\n", self._at, bare.starts[0]) > 0
        self._at = bare.starts[0]
        bare = self._first_persons(bare)
        carried: dict[int, Unit] = {}
        for clause in CLAUSE.finditer(bare.text):
            pointed = self._pointed_out(bare, clause) or self._one_of_two(bare, clause)
            subject = next(iter(pointed.values()), None) or self._written_subject(bare, clause.start(), clause.end())
            carried |= self._pronouns(bare, clause, subject) | pointed
            if subject is not None:
                if self._topic is None or not _ASIDE.match(clause.group()):
                    self._count(subject)
                    self._topic = Topic(subject, self._sentence, self._paragraph)
            elif _UNKNOWN.match(clause.group()) and not self._is_its_own(clause.group()):
                self._topic = None
            else:
                introduced = self._just_introduced(bare, clause)
                if introduced is not None:
                    self._topic = Topic(introduced, self._sentence, self._paragraph)
                unwritten = (
                    carried.get(clause.start())
                    or introduced
                    or self._ahead(bare, clause)
                    or self._unwritten(bare.starts[clause.start()])
                    or self._principal(clause.group())
                )
                if unwritten is not None:
                    carried[clause.start()] = unwritten
        self._told_before = list(bare.units.values())
        return with_subjects(bare, carried)

    def _one_of_two(self, bare: Skeleton, clause: re.Match[str]) -> dict[int, Unit]:
        """The member of a pair named before of which one of two clauses tells, each of them of one (一家…，一家…)."""
        heads = [head.start() for head in _ONE_EACH.finditer(bare.text)]
        if len(heads) != _PAIR or clause.start() not in heads:
            return {}
        here = [unit for at, unit in bare.units.items() if at < heads[0] and unit.character in BODIES]
        pair = _pair(here or self._told_before)
        if pair is None:
            return {}
        member = pair[heads.index(clause.start())]
        kind = kind_of_type(self._referents[member].type)
        offset = bare.starts[clause.start()]
        return {clause.start(): Unit((member,), kind, offset, offset, 0.88, "here")}

    def _is_its_own(self, clause: str) -> bool:
        """Whether 公司 that opens a clause can only be the firm of which the sentence before tells."""
        topic = self._topic
        near = topic is not None and topic.sentence == self._sentence - 1 and topic.paragraph == self._paragraph
        return near and clause.startswith("公司") and topic is not None and self._only_firm(topic.unit)

    def _only_firm(self, unit: Unit) -> bool:
        return unit.kind == "company" and len(unit.referents) == 1 and set(self._subjects) <= set(unit.referents)

    def _pronouns(self, bare: Skeleton, clause: re.Match[str], subject: Unit | None) -> dict[int, Unit]:
        """它 as what the clauses before are about, 后者 as the body named last, where they are no subject."""
        found: dict[int, Unit] = {}
        for pronoun in _PRONOUN.finditer(bare.text, *clause.span()):
            at = pronoun.start()
            if pronoun.group() in {"前者", "后者"}:
                meant = _of_two(bare, at, first=pronoun.group() == "前者")
            else:
                near = self._topic is not None and self._topic.sentence >= self._sentence - 1
                meant = self._topic.unit if self._topic and near and at > clause.start() else None
            if meant is not None and meant is not subject and len(meant.referents) == 1:
                found[at] = replace(meant, trust=round(meant.trust * 0.88, 3), carried="")
        return found

    def _pointed_out(self, bare: Skeleton, clause: re.Match[str]) -> dict[int, Unit]:
        """What the clauses before are about, behind a noun for it that others are named with (这家由X兴办的机构)."""
        phrase = _POINTED_OUT.match(bare.text, clause.start(), clause.end())
        if phrase is None or phrase.end() == len(bare.text):
            return {}
        kinds = _FITTING.get(phrase["noun"], _BODIES_TOLD)
        told = [unit for unit in self._told_before if unit.kind in kinds]
        if phrase["noun"] == "基金":
            told = [unit for unit in told if self._referents[unit.referents[0]].type == "Fund"]
        if not told or len({unit.referents for unit in told}) > 1 or len(told[0].referents) > 1:
            return {}
        return {phrase.end(): replace(told[0], trust=round(told[0].trust * 0.85, 3))}

    @staticmethod
    def _just_introduced(bare: Skeleton, clause: re.Match[str]) -> Unit | None:
        """The body that the clause before introduced at its end, where this clause tells what it does."""
        if not _PROFILE.match(clause.group()) or bare.text[clause.start() - 1 : clause.start()] != "，":
            return None
        before = bare.text[: clause.start() - 1]
        start = max(0, len(before) - 24)
        found = _INTRODUCED_LAST.search(before, start) or _KIN_LAST.search(before, start)
        unit = bare.units[found.start(1)] if found else None
        return replace(unit, trust=round(unit.trust * 0.92, 3), carried="here") if unit else None

    def _count(self, subject: Unit) -> None:
        if subject.kind == "company" and len(subject.referents) == 1:
            self._subjects[subject.referents[0]] += 1

    def _principal(self, clause: str) -> Unit | None:
        """The firm that most clauses so far were about, for a paragraph that opens with a post (创始人X…)."""
        if not _POST_FIRST.match(clause) or not self._subjects:
            return None
        (most, count), *others = self._subjects.most_common(2)
        if count < 2 or (others and others[0][1] * 2 > count):
            return None
        return Unit((most,), "company", self._at, self._at, 0.75, "earlier")

    def _ahead(self, bare: Skeleton, clause: re.Match[str]) -> Unit | None:
        """The subject of the next clause, for one that only leads up to it (凭借…，X; 作为…，X)."""
        if not _LEADS_UP.match(clause.group()):
            return None
        following = CLAUSE.match(bare.text, clause.end() + 1)
        if following is None or bare.text[clause.end()] != "，":
            return None
        subject = self._written_subject(bare, following.start(), following.end())
        return replace(subject, trust=round(subject.trust * 0.95, 3), carried="here") if subject else None

    def _speaker(self, offset: int) -> Unit | None:
        at = bisect_right(self._starts, offset) - 1
        if at < 0 or offset >= self._spoken[at].end:
            return None
        referent = self._spoken[at].speaker
        assert referent is not None  # noqa: S101 - the constructor keeps only quotations with a speaker
        return Unit((referent,), kind_of_type(self._referents[referent].type), offset, offset, 0.9, "spoken")

    def _first_persons(self, bare: Skeleton) -> Skeleton:
        """我们 and its like in a quotation, as the body for which the speaker speaks."""
        if not self._spoken:
            return bare
        carried = {}
        for found in _FIRST_PERSON.finditer(bare.text):
            speaker = self._speaker(bare.starts[found.start()])
            if speaker is not None:
                carried[found.start()] = replace(speaker, carried="")
        return with_subjects(bare, carried)

    def _unwritten(self, offset: int) -> Unit | None:
        topic = self._topic
        speaker = self._speaker(offset)
        if speaker is not None and (topic is None or topic.sentence < self._sentence):
            return replace(speaker, carried="earlier", trust=0.85)
        if topic is None or topic.paragraph < self._paragraph or topic.sentence < self._sentence - 2:
            return None
        same = topic.sentence == self._sentence
        if not same and len(topic.unit.referents) > _LARGEST_TOPIC:
            return None
        trust = topic.unit.trust * (0.92 if same else 0.8)
        return replace(topic.unit, trust=round(trust, 3), carried="here" if same else "earlier")

    def _written_subject(self, bare: Skeleton, start: int, end: int) -> Unit | None:
        text = bare.text
        at = first_body(text, start, end)
        person = next((i for i in range(start, end) if text[i] in CLASSES["person"]), None)
        if person is not None and (at is None or person < at or SPEECH.search(text, person, end)):
            spoken = self._spokesman(bare, person)
            if spoken is not None:
                return spoken
        if at is None:
            return None
        before = text[start:at]
        made = _MADE_BY.match(text, start, end)
        if made and made.end() > at + 1:
            return bare.units[made.start(1)]
        apposed = _APPOSED.match(text, at + 1, end)
        if apposed:
            return bare.units[apposed.start(1)]
        if _FOUNDING.search(before) and (self._topic is None or self._topic.sentence < self._sentence):
            return bare.units[at] if person is not None and person < at else None
        if not _opens(before) or (at + 1 == end and text[at] in CLASSES["park"] and _GONE_TO.search(before)):
            return None
        return _innermost(bare, at, end)

    def _spokesman(self, bare: Skeleton, person: int) -> Unit | None:
        """The employer of a person who is about to speak of it."""
        employers = {self._employers[r] for r in bare.units[person].referents if r in self._employers}
        if len(employers) != 1:
            return None
        employer = employers.pop()
        unit = bare.units[person]
        return replace(
            unit, referents=(employer,), kind=kind_of_type(self._referents[employer].type), trust=unit.trust * 0.92
        )


def _innermost(bare: Skeleton, at: int, end: int) -> Unit:
    """The body meant by one that opens a clause: Y of X孵化的Y, and the school in a university and school."""
    text = bare.text
    relative = _RELATIVE.match(text, at + 1, end)
    if relative:
        return bare.units[relative.start(1)]
    while at + 1 < end and text[at + 1] in BODIES:
        at += 1
    unit = bare.units[at]
    return replace(unit, trust=unit.trust * 0.9) if text[at + 1 : at + 2] == "的" else unit


def _pair(units: Sequence[Unit]) -> tuple[int, ...] | None:
    """The two bodies named side by side last among units, else the only two of them; None if there are none such."""
    beside = [unit.referents for unit in units if unit.character in BODIES and len(unit.referents) == _PAIR]
    if beside:
        return beside[-1]
    named = tuple(dict.fromkeys(r for unit in units if unit.character in BODIES for r in unit.referents))
    return named if len(named) == _PAIR else None


def _of_two(bare: Skeleton, at: int, *, first: bool) -> Unit | None:
    """What 前者 or 后者 means: a member of the pair named last, else one of the last two bodies; of one pair both."""
    if not first and "前者" in bare.text[:at]:
        at = bare.text.rfind("前者", 0, at)
    bodies = [unit for place, unit in bare.units.items() if place < at and unit.character in CLASSES["body"]]
    if not bodies:
        return None
    pair = bodies[-1].referents
    if len(pair) == _PAIR:
        return replace(bodies[-1], referents=(pair[0] if first else pair[1],))
    singles = [unit for unit in bodies if len(unit.referents) == 1]
    if first:
        others = [unit for unit in singles if unit.referents != singles[-1].referents]
        return others[-1] if others else None
    return bodies[-1]


def _opens(before: str) -> bool:
    """Whether what stands before a body in its clause lets it be the clause's subject."""
    before = _ENUMERATED.sub("", before).removesuffix("——")
    if not before or _INTRODUCED.search(before):
        return True
    if _PREPOSITION.search(before):
        return False
    if before.endswith("的"):
        return True
    noun = next((noun for noun in cues("context")["noun_before_name"] if before.endswith(noun)), "")
    if noun:
        return not _SERVED_NOUN.search(before) and not _OBLIQUE.search(before.removesuffix(noun))
    return bool(_ADVERBIAL.fullmatch(before))
