"""One annotated document beside what was predicted for it, by the definitions of the annotation guidelines' scorer.

mentions    (document, surface, type), the surfaces that name an entity
untyped     (document, surface), whatever its type
entities    a predicted entity equals a gold one if they share a surface and the type; each counts once
relations   (document, subject, predicate, object), the ends aligned through shared surfaces
qualifiers  of the relations found: those that the ontology lists for the predicate
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeVar

from kg.evaluation.alignment import Alignment, surfaces
from kg.evaluation.annotated import Annotation
from kg.evaluation.counts import Counts
from kg.model import Status
from kg.ontology import Ontology
from kg.text import fold

METRICS = ("mentions", "untyped", "entities", "relations", "qualifiers")
NOT_FOUND = "not found"
"""What is told of an annotated statement that was not predicted."""
NOT_ANNOTATED = "not annotated"
"""What the annotation says of a statement that was predicted without any ground."""

T = TypeVar("T", bound=tuple[str, ...])
Triple = tuple[str, str, str]
"""Subject, predicate and object of a relation, the ends as ids of gold entities, or `?name` where an end is none."""


class Judged(NamedTuple):
    """A thing that there is or that was predicted; a qualifier with another value is both wrong and missed."""

    cls: str
    right: bool
    wrong: bool
    missed: bool
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing missed or found wrongly.

    `what` is a surface and type, a triple of names, or one with a qualifier; for the metric `status` a triple with the
    status annotated and the one told.
    """

    document: str
    metric: str
    missed: bool
    what: tuple[str, ...]


class Source(NamedTuple):
    """One statement behind a relation: what found it, and the sentence that says so."""

    origin: str
    evidence: str


@dataclass(frozen=True, slots=True)
class ToldRelation:
    """An asserted relation that was predicted: whether it is right, how sure the prediction was, who found it where."""

    predicate: str
    right: bool
    confidence: float
    voices: frozenset[str]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class ToldName:
    """A surface that was predicted: its type, whether both are right, and which voices found it."""

    type: str
    right: bool
    voices: frozenset[str]


@dataclass(frozen=True, slots=True)
class ToldStatus:
    """A statement as triple of names, its annotated status and the one told: NOT_FOUND if it was not told at all."""

    what: tuple[str, ...]
    annotated: str
    told: str


@dataclass(frozen=True)
class Comparison:
    """One annotated document beside what was predicted for it."""

    name: str
    gold: Annotation
    predicted: Annotation
    ontology: Ontology

    def counts(self, metric: str) -> Mapping[str, Counts]:
        """Counts of one metric by class."""
        if metric == "entities":
            return self._entities()
        counts: dict[str, Counts] = {}
        for each in self._judged(metric):
            counts[each.cls] = counts.get(each.cls, Counts()) + Counts(each.right, each.wrong, each.missed)
        return counts

    def faults(self) -> Iterator[Fault]:
        """Everything missed or wrong; a qualifier found with another value is both, and told as missed."""
        for metric in ("mentions", "untyped", "relations", "qualifiers"):
            for each in self._judged(metric):
                if not each.right:
                    yield Fault(self.name, metric, each.missed, each.what)
        for status in self.statuses():
            if status.annotated not in (Status.ASSERTED, NOT_ANNOTATED, status.told):
                what = (*status.what, status.annotated, status.told)
                yield Fault(self.name, "status", status.told == NOT_FOUND, what)

    def told_relations(self) -> Iterator[ToldRelation]:
        """Every asserted relation that was predicted, and whether it is right."""
        want, _ = self._triples
        for triple, listed in self._aligned(self.predicted["relations"]).items():
            sources = tuple(Source(str(r.get("origin", "")), str(r.get("evidence", ""))) for r in listed)
            origins = {str(origin) for r in listed for origin in (r.get("origins") or [r.get("origin", "")])}
            confidence = max(float(r.get("confidence", 1.0)) for r in listed)
            yield ToldRelation(triple[1], triple in want, confidence, frozenset(map(voice, origins)), sources)

    def told_names(self) -> Iterator[ToldName]:
        """Every surface that was predicted, whether it is right with its type, and who found it where."""
        want = self._mentions(self.gold)
        types = {str(entity["id"]): str(entity["type"]) for entity in self.predicted["entities"]}
        heard: dict[tuple[str, str], set[str]] = {}
        for mention in self.predicted.get("mentions", ()):
            type_ = types[str(mention["entity"])]
            for surface in surfaces({"name": mention["text"], "type": type_}):
                heard.setdefault((surface, type_), set()).add(voice(str(mention.get("origin", ""))))
        for each in sorted(self._mentions(self.predicted)):
            yield ToldName(each[1], each in want, frozenset(heard.get(each, ())))

    def statuses(self) -> Iterator[ToldStatus]:
        """What was told of every statement whose status is annotated, and of what nobody annotated."""
        if "other_statements" not in self.gold:
            return
        want: dict[Triple, set[str]] = {}
        for r in (*self.gold["relations"], *self.gold["other_statements"]):
            key = self._key(str(r["subject"]), r["predicate"], str(r["object"]))
            want.setdefault(key, set()).add(str(r.get("status", Status.ASSERTED)))
        told = self._told_statuses()
        for triple, statuses in want.items():
            for status in sorted(statuses):
                yield ToldStatus(self._spelt(triple), status, _told_as(status, statuses, told.get(triple, set())))
        for triple in told.keys() - want.keys():
            for status in sorted(told[triple]):
                yield ToldStatus(self._spelt(triple), NOT_ANNOTATED, status)

    def _told_statuses(self) -> dict[Triple, set[str]]:
        relations = (*self.predicted["relations"], *self.predicted.get("other_statements", ()))
        aligned = self._aligned(relations)
        return {triple: {str(r.get("status", Status.ASSERTED)) for r in listed} for triple, listed in aligned.items()}

    def _judged(self, metric: str) -> Iterator[Judged]:
        if metric == "mentions":
            yield from _sets(self._mentions(self.gold), self._mentions(self.predicted), lambda x: x[1])
        elif metric == "untyped":
            bare = [{(surface,) for surface, _ in self._mentions(each)} for each in (self.gold, self.predicted)]
            yield from _sets(bare[0], bare[1], lambda _: "all")
        elif metric == "relations":
            want, got = self._triples
            for each in _sets(set(want), set(got), lambda x: x[1]):
                yield each._replace(what=self._spelt(each.what))
        else:
            yield from self._qualifiers()

    @staticmethod
    def _mentions(document: Annotation) -> set[tuple[str, str]]:
        return {(surface, str(e["type"])) for e in document["entities"] for surface in surfaces(e)}

    @cached_property
    def _alignment(self) -> Alignment:
        return Alignment.of(self.gold["entities"], self.predicted["entities"])

    def _entities(self) -> Mapping[str, Counts]:
        gold = {str(entity["id"]): str(entity["type"]) for entity in self.gold["entities"]}
        ours = {str(entity["id"]): str(entity["type"]) for entity in self.predicted["entities"]}
        right = {g for p, g in self._alignment.strict.items() if ours[p] == gold[g]}
        counts: dict[str, Counts] = {}
        for g, cls in gold.items():
            counts[cls] = counts.get(cls, Counts()) + (Counts(right=1) if g in right else Counts(missed=1))
        for p, cls in ours.items():
            if self._alignment.strict.get(p) not in right:
                counts[cls] = counts.get(cls, Counts()) + Counts(wrong=1)
        return counts

    @cached_property
    def _triples(self) -> tuple[dict[Triple, Annotation], dict[Triple, Annotation]]:
        """The gold relations, and the first predicted one of each triple."""
        want = {self._key(str(r["subject"]), r["predicate"], str(r["object"])): r for r in self.gold["relations"]}
        return want, {triple: listed[0] for triple, listed in self._aligned(self.predicted["relations"]).items()}

    def _aligned(self, relations: Iterable[Annotation]) -> dict[Triple, list[Annotation]]:
        """Predicted relations by their triple; those are left out whose ends are one gold entity."""
        names = {str(entity["id"]): str(entity["name"]) for entity in self.predicted["entities"]}
        found: dict[Triple, list[Annotation]] = {}
        for r in relations:
            s, o = (self._alignment.loose.get(end, f"?{names.get(end, end)}") for end in (r["subject"], r["object"]))
            if s != o:
                found.setdefault(self._key(s, r["predicate"], o), []).append(r)
        return found

    def _key(self, subject: str, predicate: str, other: str) -> Triple:
        known = self.ontology.predicates.get(predicate)
        if known is not None and known.symmetric:
            subject, other = sorted((subject, other))
        return subject, predicate, other

    def _spelt(self, triple: tuple[str, ...]) -> tuple[str, ...]:
        names = {str(entity["id"]): str(entity["name"]) for entity in self.gold["entities"]}
        return names.get(triple[0], triple[0]), triple[1], names.get(triple[2], triple[2])

    def _qualifiers(self) -> Iterator[Judged]:
        want, got = self._triples
        for triple in sorted(want.keys() & got.keys()):
            mine, its = got[triple].get("qualifiers") or {}, want[triple].get("qualifiers") or {}
            for name in self.ontology.predicate(triple[1]).qualifiers:
                expected, found = its.get(name), mine.get(name)
                if expected or found:
                    same = bool(expected and found and _same(expected, found))
                    what = (*self._spelt(triple), name, str(expected or found))
                    yield Judged(name, same, bool(found) and not same, bool(expected) and not same, what)


def voice(origin: str) -> str:
    """What kind of thing an origin names: `rule` of `rule:lending.credit`."""
    return origin.partition(":")[0]


def _told_as(status: str, annotated: set[str], told: set[str]) -> str:
    """As what a statement was told: rightly, or as what nothing else annotated of these ends accounts for."""
    if status in told:
        return status
    left = sorted(told - annotated, key=lambda each: (each != Status.ASSERTED, each))
    return left[0] if left else NOT_FOUND


def _sets(want: set[T], got: set[T], cls: Callable[[T], str]) -> Iterator[Judged]:
    for each in sorted(want | got):
        yield Judged(cls(each), each in want and each in got, each not in want, each not in got, each)


def _same(expected: object, found: object) -> bool:
    """Whether every expected value is in a found one, or holds one that is at least half as long."""
    want, got = _values(expected), _values(found) - {""}
    return bool(got) and all(any(_near(w, g) for g in got) for w in want)


def _near(want: str, got: str) -> bool:
    return want in got or (got in want and len(got) * 2 >= len(want))


def _values(value: object) -> set[str]:
    return {fold(str(each)) for each in (value if isinstance(value, list) else [value])}
