"""How well extraction does against annotated documents: the definitions are those of the annotation guidelines' scorer.

mentions    (document, surface, type), the surfaces that name an entity
untyped     (document, surface), whatever its type
entities    a predicted entity equals a gold one if they share a surface and the type; each counts once
relations   (document, subject, predicate, object), the ends aligned through shared surfaces
qualifiers  of the relations found: those that the ontology lists for the predicate
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from kg.documents import read_documents
from kg.errors import DocumentError
from kg.export.annotation import annotation
from kg.extract import Extractor
from kg.model import Failure
from kg.ontology import Ontology
from kg.text import fold

METRICS = ("mentions", "untyped", "entities", "relations", "qualifiers")

_SUFFIX = re.compile(r"(?<=..)(产业|行业|领域|地区)$")
_SUFFIXED = frozenset({"Industry", "Region"})  # whose surfaces are compared without a generic 产业, 地区 …
_SAMPLES, _LOW, _HIGH = 200, 10, 189  # bootstrap samples, and which of them, sorted, bound the middle nine tenths
_NOTHING: Mapping[str, Any] = {"entities": [], "relations": []}

Annotation = Mapping[str, Any]
"""One document in the annotation form: `entities` and `relations` at the least."""
T = TypeVar("T", bound=tuple[str, ...])
_Triple = tuple[str, str, str]


class _Judged(NamedTuple):
    """A thing that there is or that was predicted; a qualifier with another value is both wrong and missed."""

    cls: str
    right: bool
    wrong: bool
    missed: bool
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """What was found rightly, found wrongly and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """Share of what was found that is right, 0 where nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """Share of what there is that was found, 0 where there is nothing."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0 where nothing is right."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing missed or found wrongly: `what` is a surface and type, a triple of names, or a qualifier."""

    document: str
    metric: str
    missed: bool
    what: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """One metric over all documents, by class (entity type, predicate, qualifier), with the 90% interval of its F1."""

    total: Counts
    by_class: Mapping[str, Counts]
    interval: tuple[float, float]


@dataclass(frozen=True)
class Report:
    """How a set of predicted documents compares with the annotated ones.

    Args:
        documents: how many are annotated.
        predicted: how many of them were predicted; the others count as if nothing had been extracted.
        scores: by metric, in the order of METRICS.
        faults: everything missed or found wrongly, by document.
    """

    documents: int
    predicted: int
    scores: Mapping[str, Score]
    faults: tuple[Fault, ...]

    def as_json(self) -> dict[str, object]:
        """The report without its faults, for machines."""
        return {
            "documents": self.documents,
            "predicted": self.predicted,
            **{metric: _score_json(score) for metric, score in self.scores.items()},
        }


def evaluate(gold_folder: Path, predicted: Mapping[str, Annotation], ontology: Ontology) -> Report:
    """Compare predicted documents with the annotated ones of a folder.

    Args:
        gold_folder: holds one JSON file per document in the annotation form.
        predicted: by the name of the file in `gold_folder` that it answers to.
        ontology: says which predicates are symmetric and which qualifiers they have.

    Raises:
        DocumentError: the folder holds no annotated document, or one that cannot be read.
    """
    gold = _annotated(gold_folder)
    compared = [
        _Comparison(name, annotated, predicted.get(name, _NOTHING), ontology) for name, annotated in gold.items()
    ]
    chance = random.Random(0)  # noqa: S311  the same samples on every run
    return Report(
        documents=len(gold),
        predicted=len(gold.keys() & predicted.keys()),
        scores={metric: _score([one.counts(metric) for one in compared], chance) for metric in METRICS},
        faults=tuple(fault for one in compared for fault in one.faults()),
    )


def evaluate_extractor(extractor: Extractor, gold_folder: Path, ontology: Ontology) -> Report:
    """Extract from every annotated document, read for its title and text alone, and compare with the annotation.

    Raises:
        DocumentError: the folder holds no annotated document, or one that cannot be read.
        ExtractionError: a document's text is beyond the extractor.
    """
    predicted = {}
    for name in _annotated(gold_folder):
        for document in read_documents([gold_folder / name]):
            if isinstance(document, Failure):
                raise document.error
            predicted[name] = annotation(extractor.extract(document), ontology)
    return evaluate(gold_folder, predicted, ontology)


def _annotated(folder: Path) -> dict[str, Annotation]:
    documents = {path.name: _read(path) for path in sorted(folder.glob("*.json"))}
    if not documents:
        msg = f"{folder} holds no annotated document (*.json in the form of the annotation guidelines)"
        raise DocumentError(msg)
    return documents


def _read(path: Path) -> Annotation:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        msg = f"{path} cannot be read as an annotated document: {error}"
        raise DocumentError(msg) from error
    if not isinstance(content, dict) or not {"text", "entities", "relations"} <= content.keys():
        msg = f"{path} is no annotated document: expected an object with text, entities and relations"
        raise DocumentError(msg)
    return content


def _surfaces(entity: Annotation) -> set[str]:
    names = {fold(str(name)) for name in (entity["name"], *entity.get("surfaces", ()))}
    if entity["type"] in _SUFFIXED:
        names = {_SUFFIX.sub("", name) for name in names}
    return names - {""}


@dataclass(frozen=True, slots=True)
class _Alignment:
    """Predicted entity id → gold entity id.

    Args:
        strict: one to one, by most shared surfaces, those of the same type first.
        loose: for the ends of relations; an entity that was split in two still reaches its gold one.
    """

    strict: Mapping[str, str]
    loose: Mapping[str, str]

    @classmethod
    def of(cls, gold: Sequence[Annotation], predicted: Sequence[Annotation]) -> _Alignment:
        named = [(entity, _surfaces(entity)) for entity in gold]
        ours = [(entity, _surfaces(entity)) for entity in predicted]
        pairs = [
            (p["type"] != g["type"], -len(mine & its), str(p["id"]), str(g["id"]))
            for p, mine in ours
            for g, its in named
            if mine & its
        ]
        strict: dict[str, str] = {}
        for _, _, p_id, g_id in sorted(pairs):
            if p_id not in strict and g_id not in strict.values():
                strict[p_id] = g_id
        owner = {surface: str(g["id"]) for g, its in named for surface in its}
        loose = dict(strict)
        for p, mine in ours:
            hits = Counter(owner[surface] for surface in sorted(mine) if surface in owner)
            if hits:
                loose.setdefault(str(p["id"]), hits.most_common(1)[0][0])
        return cls(strict, loose)


@dataclass(frozen=True)
class _Comparison:
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

    def _judged(self, metric: str) -> Iterator[_Judged]:
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
        return {(surface, str(e["type"])) for e in document["entities"] for surface in _surfaces(e)}

    @cached_property
    def _alignment(self) -> _Alignment:
        return _Alignment.of(self.gold["entities"], self.predicted["entities"])

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
    def _triples(self) -> tuple[dict[_Triple, Annotation], dict[_Triple, Annotation]]:
        """The gold relations, and the predicted ones between gold entities (`?name` where an end is none)."""
        want = {self._key(str(r["subject"]), r["predicate"], str(r["object"])): r for r in self.gold["relations"]}
        names = {str(entity["id"]): str(entity["name"]) for entity in self.predicted["entities"]}
        got: dict[_Triple, Annotation] = {}
        for r in self.predicted["relations"]:
            s, o = (self._alignment.loose.get(end, f"?{names.get(end, end)}") for end in (r["subject"], r["object"]))
            if s != o:
                got.setdefault(self._key(s, r["predicate"], o), r)
        return want, got

    def _key(self, subject: str, predicate: str, other: str) -> _Triple:
        known = self.ontology.predicates.get(predicate)
        if known is not None and known.symmetric:
            subject, other = sorted((subject, other))
        return subject, predicate, other

    def _spelt(self, triple: tuple[str, ...]) -> tuple[str, ...]:
        names = {str(entity["id"]): str(entity["name"]) for entity in self.gold["entities"]}
        return names.get(triple[0], triple[0]), triple[1], names.get(triple[2], triple[2])

    def _qualifiers(self) -> Iterator[_Judged]:
        want, got = self._triples
        for triple in sorted(want.keys() & got.keys()):
            mine, its = got[triple].get("qualifiers") or {}, want[triple].get("qualifiers") or {}
            for name in self.ontology.predicate(triple[1]).qualifiers:
                expected, found = its.get(name), mine.get(name)
                if expected or found:
                    same = bool(expected and found and _same(expected, found))
                    what = (*self._spelt(triple), name, str(expected or found))
                    yield _Judged(name, same, bool(found) and not same, bool(expected) and not same, what)


def _sets(want: set[T], got: set[T], cls: Callable[[T], str]) -> Iterator[_Judged]:
    for each in sorted(want | got):
        yield _Judged(cls(each), each in want and each in got, each not in want, each not in got, each)


def _same(expected: object, found: object) -> bool:
    """Whether every expected value is in a found one, or holds one that is at least half as long."""
    want, got = _values(expected), _values(found) - {""}
    return bool(got) and all(any(_near(w, g) for g in got) for w in want)


def _near(want: str, got: str) -> bool:
    return want in got or (got in want and len(got) * 2 >= len(want))


def _values(value: object) -> set[str]:
    return {fold(str(each)) for each in (value if isinstance(value, list) else [value])}


def _score(documents: Sequence[Mapping[str, Counts]], chance: random.Random) -> Score:
    totals = [_sum(counts.values()) for counts in documents]
    samples = sorted(_sum(chance.choices(totals, k=len(totals))).f1 for _ in range(_SAMPLES))
    classes = sorted({cls for counts in documents for cls in counts})
    return Score(
        total=_sum(totals),
        by_class={cls: _sum(counts[cls] for counts in documents if cls in counts) for cls in classes},
        interval=(samples[_LOW], samples[_HIGH]),
    )


def _sum(counts: Iterable[Counts]) -> Counts:
    return sum(counts, Counts())


def _score_json(score: Score) -> dict[str, object]:
    by_class = {cls: _counts_json(counts) for cls, counts in score.by_class.items()}
    return {**_counts_json(score.total), "f1_90ci": [round(x, 3) for x in score.interval], "by_class": by_class}


def _counts_json(counts: Counts) -> dict[str, float]:
    shares = {name: round(getattr(counts, name), 4) for name in ("precision", "recall", "f1")}
    return {**shares, "right": counts.right, "wrong": counts.wrong, "missed": counts.missed}
