"""Makes graphs of any size that are shaped like ours: few hubs and many that hardly anyone knows. All is invented.

Who is in a relation already is drawn again more often (preferential attachment; Barabási, A.-L., Albert, R. (1999):
Emergence of scaling in random networks. Science 286, 509–512), among those whom the ontology allows at that end.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count

from benchmarks.names import NameMaker
from kg.divisions import Division, Divisions
from kg.model import Entity, Evidence, Heading, KnowledgeGraph, Place, Qualifier, Relation, Status, content_id
from kg.ontology import Ontology

_SHARES = {
    "Company": 5300,
    "Person": 1600,
    "Technology": 1000,
    "Fund": 500,
    "InvestmentFirm": 400,
    "Bank": 300,
    "ResearchInstitute": 200,
    "Park": 150,
    "University": 100,
    "Lab": 100,
    "Hospital": 100,
    "Incubator": 80,
    "GovernmentAgency": 60,
    "Association": 50,
    "FinancialInstitution": 50,
    "Industry": 10,
}
"""Entities of each type among ten thousand; regions come on top, as many as there are."""
_KINDS = {
    "Company": "firm",
    "Fund": "fund",
    "Bank": "branch",
    "ResearchInstitute": "institute",
    "Park": "park",
    "University": "school",
    "Lab": "lab",
    "Hospital": "hospital",
}
"""What bodies of a type are called like; others are called like firms, with a last word of their own."""
_LAST = {
    "InvestmentFirm": "创业投资管理有限公司",
    "Incubator": "孵化器",
    "GovernmentAgency": "局",
    "Association": "协会",
    "FinancialInstitution": "融资担保有限公司",
}
_AGAIN = 0.75
"""How often an end is drawn from those that are in relations already."""
_PER_DOCUMENT = 3
"""Relations that one document tells, before others repeat them."""
_STATUSES = {Status.ASSERTED: 93, Status.PLANNED: 4, Status.NEGATED: 1, Status.TERMINATED: 1, Status.RUMOURED: 1}
_ROUNDS = ("天使轮", "A轮", "B轮", "C轮", "Pre-IPO轮")
_TITLES = ("董事长", "总经理", "董事", "首席科学家", "监事")
_PAPERS = ("滨湾日报", "津沽晚报", "京华时讯", "燕赵新报", "渤海财经", "科创观察")
_FIRST = date(2019, 1, 1)
_DAYS = 2_500
_ADMITTED = frozenset({"province", "prefecture", "area", "county"})


@dataclass(frozen=True, slots=True)
class _Rule:
    """How often a predicate is drawn, among whom, and how a text tells it."""

    predicate: str
    share: int
    subjects: Mapping[str, int]
    objects: Mapping[str, int]
    sentence: str


_RULES = (
    _Rule(
        "located_in",
        12,
        {"Company": 80, "Fund": 5, "Bank": 5, "Lab": 5, "Incubator": 5},
        {"Region": 6, "Park": 4},
        "{}落户{}。",
    ),
    _Rule("in_industry", 8, {"Company": 90, "Fund": 10}, {"Industry": 1}, "{}深耕{}领域。"),
    _Rule(
        "invested_in", 15, {"InvestmentFirm": 5, "Fund": 4, "Company": 1}, {"Company": 9, "Fund": 1}, "{}领投{}{}融资。"
    ),
    _Rule("loaned_to", 8, {"Bank": 1}, {"Company": 1}, "{}向{}提供{}授信。"),
    _Rule("guaranteed_by", 2, {"Company": 1}, {"FinancialInstitution": 1}, "{}的贷款由{}担保{}。"),
    _Rule(
        "holds_position",
        13,
        {"Person": 1},
        {"Company": 8, "Fund": 1, "University": 1, "Association": 1},
        "{}出任{}{}。",
    ),
    _Rule(
        "founded_by",
        5,
        {"Company": 4, "Fund": 1},
        {"Person": 6, "InvestmentFirm": 1, "GovernmentAgency": 1},
        "{}由{}创办。",
    ),
    _Rule("incubated_by", 4, {"Company": 1}, {"Incubator": 3, "Park": 1}, "{}在{}孵化成长。"),
    _Rule("develops", 9, {"Company": 7, "Lab": 1, "ResearchInstitute": 2}, {"Technology": 1}, "{}研发{}取得进展。"),
    _Rule(
        "partners_with",
        9,
        {"Company": 6, "University": 2, "Hospital": 1},
        {"Company": 6, "ResearchInstitute": 2},
        "{}与{}签约合作。",
    ),
    _Rule("supplies_to", 6, {"Company": 1}, {"Company": 1}, "{}为{}供货。"),
    _Rule("subsidiary_of", 3, {"Company": 1}, {"Company": 1}, "{}是{}的子公司。"),
    _Rule("part_of", 2, {"Lab": 2, "ResearchInstitute": 1}, {"University": 3, "ResearchInstitute": 1}, "{}隶属于{}。"),
    _Rule(
        "operated_by", 2, {"Fund": 3, "Park": 1, "Incubator": 1}, {"InvestmentFirm": 3, "Company": 1}, "{}由{}运营。"
    ),
    _Rule("transferred_to", 2, {"University": 2, "ResearchInstitute": 1}, {"Company": 1}, "{}的成果转化至{}{}。"),
    _Rule("relocated_from", 1, {"Company": 1}, {"Region": 1}, "{}自{}迁来。"),
)


def made_graph(entities: int, relations: int, *, seed: int = 1) -> KnowledgeGraph:
    """A graph of so many entities besides regions, and so many relations besides the tree of regions.

    Args:
        entities: at least 200, so that there are some of every type.
        relations: at least as many as entities, so that nobody stands alone.
        seed: the same seed gives the same graph.
    """
    if entities < 200 or relations < entities:
        raise ValueError("a made graph has 200 entities at least, and at least as many relations as entities")
    return _Making(entities, relations, seed).graph()


@dataclass(slots=True)
class _Being:
    """An entity in the making."""

    id: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()
    place: Place | None = None
    within: tuple[str, ...] = ()
    documents: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Report:
    """A document that tells relations."""

    id: str
    title: str
    source: str
    publisher: str
    published: str
    original: str | None = None


class _Making:
    """One graph in the making."""

    def __init__(self, entities: int, relations: int, seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311  nobody is to be surprised
        self._names = NameMaker(seed)
        self._seed = seed
        self._relations = relations
        self._divisions = Divisions.load()
        self._members: dict[str, list[_Being]] = defaultdict(list)
        self._told: dict[str, list[_Being]] = defaultdict(list)
        self._regions: dict[str, _Being] = {}
        self._reports: list[_Report] = []
        self._check_rules()
        self._make_regions()
        self._make_beings(entities)
        self._as_subject, self._as_object = self._rules_by_type()

    def graph(self) -> KnowledgeGraph:
        """All of it."""
        told = list(self._make_relations())
        told.extend(self._tree())
        beings = sorted((being for members in self._members.values() for being in members), key=lambda b: b.id)
        made = (Entity(b.id, b.type, b.name, b.aliases, b.place, tuple(sorted(b.documents)), b.within) for b in beings)
        documents = (
            Heading(r.id, r.title, r.source, r.source, r.publisher, r.published, r.original) for r in self._reports
        )
        return KnowledgeGraph(
            tuple(made),
            tuple(sorted(told, key=lambda relation: relation.id)),
            tuple(sorted(documents, key=lambda heading: heading.id)),
        )

    def _check_rules(self) -> None:
        ontology = Ontology.load()
        for rule in _RULES:
            allowed = ontology.predicate(rule.predicate)
            if not (rule.subjects.keys() <= allowed.domain and rule.objects.keys() <= allowed.range):
                raise ValueError(f"the ontology does not allow all that {rule.predicate} is made among")

    def _make_regions(self) -> None:
        for division in self._divisions:
            if division.level in _ADMITTED:
                being = self._being("Region", division.name)
                self._settle(being, division)
                self._regions[division.code] = being

    def _make_beings(self, number: int) -> None:
        for type_, share in _SHARES.items():
            for _ in range(max(1, number * share // 10_000)):
                _MADE.get(type_, _Making._body)(self, type_)

    def _being(self, type_: str, name: str) -> _Being:
        number = len(self._members[type_])
        being = _Being(content_id("e", str(self._seed), type_, str(number)), type_, name)
        self._members[type_].append(being)
        return being

    def _settle(self, being: _Being, division: Division) -> None:
        being.place = self._divisions.place(division.code)
        keys = tuple(outer.code for outer in self._divisions.chain(division.code))
        being.within = (*keys, being.id) if being.type == "Park" else keys

    def _body(self, type_: str) -> _Being:
        kind = _KINDS.get(type_, "firm")
        body = self._names.body_of(kind)
        if last := _LAST.get(type_):
            body = body.ending(last)
        being = self._being(type_, body.name)
        short = body.core + "".join(body.words[:1])
        being.aliases = (short,) if body.core and short != body.name else ()
        found = self._divisions.find(body.region.name) if body.region.name else ()
        if found:
            self._settle(being, found[0])
        return being

    def _person(self, type_: str) -> _Being:
        return self._being(type_, self._names.person())

    def _topic(self, type_: str) -> _Being:
        words = [self._names.field()[0] for _ in range(2)]
        return self._being(type_, "".join(dict.fromkeys(words)) + ("产业" if type_ == "Industry" else "技术"))

    def _rules_by_type(self) -> tuple[Mapping[str, Sequence[_Rule]], Mapping[str, Sequence[_Rule]]]:
        subject: dict[str, list[_Rule]] = defaultdict(list)
        object_: dict[str, list[_Rule]] = defaultdict(list)
        for rule in _RULES:
            for type_ in rule.subjects:
                subject[type_].append(rule)
            for type_ in rule.objects:
                object_[type_].append(rule)
        return subject, object_

    def _make_relations(self) -> Iterator[Relation]:
        for number, (rule, one, other) in enumerate(self._pairs()):
            if number % _PER_DOCUMENT == 0:
                self._reports.append(self._report(len(self._reports)))
            yield self._relation(number, rule, one, other)

    def _pairs(self) -> Iterator[tuple[_Rule, _Being, _Being]]:
        """Who is in a relation with whom: everyone once, then whoever the odds favour."""
        made = 0
        lonely = [being for members in self._members.values() for being in members if being.type != "Region"]
        self._chance.shuffle(lonely)
        shares = [rule.share for rule in _RULES]
        while made < self._relations:
            being = lonely[made] if made < len(lonely) else None
            rule, one, other = self._pair_of(being) if being else self._pair(self._chance.choices(_RULES, shares)[0])
            if one is other:
                continue
            for end in (one, other):
                self._told[end.type].append(end)
            made += 1
            yield rule, one, other

    def _pair_of(self, being: _Being) -> tuple[_Rule, _Being, _Being]:
        rules = self._as_subject.get(being.type)
        if rules:
            rule = self._chance.choices(rules, [rule.share for rule in rules])[0]
            return rule, being, self._end(rule.objects)
        rules = self._as_object[being.type]
        rule = self._chance.choices(rules, [rule.share for rule in rules])[0]
        return rule, self._end(rule.subjects), being

    def _pair(self, rule: _Rule) -> tuple[_Rule, _Being, _Being]:
        return rule, self._end(rule.subjects), self._end(rule.objects)

    def _end(self, odds: Mapping[str, int]) -> _Being:
        type_ = self._chance.choices(list(odds), list(odds.values()))[0] if len(odds) > 1 else next(iter(odds))
        known = self._told[type_]
        among = known if known and self._chance.random() < _AGAIN else self._members[type_]
        return among[int(self._chance.random() * len(among))]

    def _relation(self, number: int, rule: _Rule, one: _Being, other: _Being) -> Relation:
        particulars = self._particulars(rule.predicate)
        extra = particulars[0].text if particulars and rule.sentence.count("{}") == 3 else ""
        text = rule.sentence.replace("{}", "%s") % ((one.name, other.name, extra)[: rule.sentence.count("{}")])
        confidence = round(0.5 + 0.49 * self._chance.random() ** 0.5, 4)
        id_ = content_id("r", str(self._seed), str(number))
        evidence = tuple(
            Evidence(
                statement_id=f"{id_}/{turn}",
                document_id=report.id,
                title=report.title,
                source=report.source,
                publisher=report.publisher,
                published=report.published,
                start=40 * (number % _PER_DOCUMENT),
                end=40 * (number % _PER_DOCUMENT) + len(text),
                text=text,
                origin=f"rule:{rule.predicate}",
                confidence=confidence,
                original=report.original,
            )
            for turn, report in enumerate(self._tellers())
        )
        for end in (one, other):
            end.documents.update(piece.document_id for piece in evidence)
        [status] = self._chance.choices(list(_STATUSES), list(_STATUSES.values()))
        return Relation(id_, one.id, rule.predicate, other.id, particulars, status, confidence, evidence)

    def _tellers(self) -> list[_Report]:
        """The document that tells it, now and then with others that told it before."""
        reports = self._reports
        tellers = [reports[-1]]
        while self._chance.random() < 0.25:
            earlier = reports[int(self._chance.random() * len(reports))]
            if earlier not in tellers:
                tellers.append(earlier)
        return tellers

    def _report(self, number: int) -> _Report:
        id_ = content_id("d", str(self._seed), str(number))
        day = _FIRST + timedelta(days=int(self._chance.random() * _DAYS))
        paper = self._chance.choice(_PAPERS)
        return _Report(
            id_, f"{paper}科创报道第{number}则", f"https://news.example/{number}.html", paper, day.isoformat()
        )

    def _particulars(self, predicate: str) -> tuple[Qualifier, ...]:
        found = list(_PARTICULARS[predicate](self)) if predicate in _PARTICULARS else []
        if self._chance.random() < 0.6:
            day = _FIRST + timedelta(days=int(self._chance.random() * _DAYS))
            found.append(Qualifier("date", f"{day.year}年{day.month}月", f"{day:%Y-%m}"))
        return tuple(sorted(found))

    def _amount(self) -> Iterator[Qualifier]:
        tens = self._chance.choice((10, 20, 50, 100, 300, 500, 1000, 3000, 5000, 10_000))
        yield Qualifier("amount", f"{tens}万元", str(tens * 10_000), "CNY")

    def _turn(self) -> Iterator[Qualifier]:
        yield Qualifier("round", self._chance.choice(_ROUNDS))
        if self._chance.random() < 0.6:
            yield from self._amount()

    def _post(self) -> Iterator[Qualifier]:
        yield Qualifier("title", self._chance.choice(_TITLES))

    def _tree(self) -> Iterator[Relation]:
        """Which region lies in which, as the table of divisions says."""
        for number, being in zip(count(), self._regions.values(), strict=False):
            outer = self._regions.get(being.within[-2]) if len(being.within) > 1 else None
            if outer:
                id_ = content_id("r", str(self._seed), "tree", str(number))
                yield Relation(
                    id_, being.id, "part_of", outer.id, (), Status.ASSERTED, 1.0, inferred_from="derived:divisions"
                )


_MADE: Mapping[str, Callable[[_Making, str], _Being]] = {
    "Person": _Making._person,
    "Technology": _Making._topic,
    "Industry": _Making._topic,
}
_PARTICULARS: Mapping[str, Callable[[_Making], Iterator[Qualifier]]] = {
    "loaned_to": _Making._amount,
    "guaranteed_by": _Making._amount,
    "invested_in": _Making._turn,
    "holds_position": _Making._post,
}
