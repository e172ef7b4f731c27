"""Trains recogniser and arbiter: the network on annotated names, the arbiter on what networks say of unseen texts."""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import TrainingError
from kg.extract.analysis import Candidate, Name
from kg.extract.arbiter import FOLDER, Arbiter, Described, Describer, Proposal
from kg.extract.components.recogniser import Recogniser, proposed, sentences_of
from kg.extract.extractor import assemble
from kg.extract.page import Page
from kg.extract.suffixes import Suffixes
from kg.extract.tagger import Tagger
from kg.extract.tokenizer import dictionary_of
from kg.extract.training.corpus import Annotated
from kg.extract.training.gold import GoldText, gold_texts, phrase_text
from kg.extract.training.logistic import fit
from kg.extract.training.phrases import Phrase
from kg.extract.training.tagging import Lesson, train_tagger
from kg.ontology import Ontology

FOLDS = 4
THRESHOLD = 0.45
"""Probability from which a name stands: the best of what was tried on unseen writers; flat from 0.4 to 0.5."""
STRICT = {"Technology": 0.65, "ServicePlatform": 0.6}
"""That probability where two annotators of the same text agree least on what is a name; our corpus names more of them
than others do, and what it teaches is surer than it should be.
"""

_PAGE = 12
"""Passages of the phrase book that are as long as a document together."""
_PENALTY, _LEAST = 60.0, 4
_RULES = frozenset(
    {"sentences", "lexicon", "regions", "organisations", "persons", "technologies", "industries", "recogniser"}
)


@dataclass(frozen=True, slots=True)
class Fold:
    """Documents, and the folder of models that were trained without them."""

    models: Path
    documents: tuple[Annotated, ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    """A window of a document as the rules read it, with its gold."""

    lesson: Lesson
    page: Page
    ruled: Sequence[Name]
    candidates: Sequence[Candidate]
    gold: frozenset[Proposal]


def train_recogniser(
    documents: Sequence[Annotated],
    ontology: Ontology,
    models: Path,
    *,
    phrases: Sequence[Phrase] = (),
    seed: int = 0,
    folds: Path | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> tuple[Fold, ...]:
    """Train recogniser and arbiter and write them to `models/recogniser`.

    Documents are divided into folds by who wrote them, for what a network says of an author whom it has read is surer
    than what it will say of news; the arbiter is trained on what the networks of the folds say of the rest.

    Args:
        documents: annotated documents to learn from; a name begins with its author and a hyphen.
        ontology: whose types are told apart.
        models: folder of the trained models; made where it is missing.
        phrases: passages that the networks read besides; no fold is without them.
        seed: what chance starts from; the same gives the same files on the same machine.
        folds: where to write, for each fold, models trained without it, to make extractors from that have not seen
            its documents.
        progress: told in a few words what has been done.

    Returns:
        The folds that were written, none without `folds`.

    Raises:
        TrainingError: there are too few documents, or the files cannot be written.
    """
    if len(documents) < FOLDS:
        raise TrainingError(f"{len(documents)} documents are too few: {FOLDS} folds need one each")
    types = sorted(each.key for each in ontology.concrete_types)
    reader = _Reader()
    readings = {annotated.name: reader.read(annotated) for annotated in documents}
    passages = _together([reader.lesson(phrase) for phrase in phrases])
    progress(f"read {len(documents)} documents and {len(phrases)} passages")
    fold_of = folds_by_author({name: sum(len(r.page.text) for r in each) for name, each in readings.items()}, FOLDS)

    def lessons(without: int | None = None) -> list[Lesson]:
        known = [r.lesson for name in sorted(readings) if fold_of[name] != without for r in readings[name]]
        return known + passages

    taggers: list[Tagger] = []
    for fold in range(FOLDS):
        taggers.append(train_tagger(lessons(fold), types, seed=seed))
        progress(f"trained network {fold + 1} of {FOLDS + 1}")
    examples = {
        name: [example for reading in readings[name] for example in reader.examples(reading, taggers[fold_of[name]])]
        for name in sorted(readings)
    }
    final = train_tagger(lessons(), types, seed=seed)
    progress(f"trained network {FOLDS + 1} of {FOLDS + 1}")
    _write(models, final, _arbiter([each for listed in examples.values() for each in listed]))
    if folds is None:
        return ()
    written: list[Fold] = []
    for fold, tagger in enumerate(taggers):
        rest = [each for name, listed in examples.items() if fold_of[name] != fold for each in listed]
        _write(folds / f"fold-{fold}", tagger, _arbiter(rest))
        unseen = tuple(annotated for annotated in documents if fold_of[annotated.name] == fold)
        written.append(Fold(folds / f"fold-{fold}", unseen))
    progress(f"wrote {len(written)} folds")
    return tuple(written)


def folds_by_author(sizes: dict[str, int], count: int) -> dict[str, int]:
    """Fold of each document by its name: documents of one author stay together, if there are as many authors as folds.

    Args:
        sizes: size of each document by its name, which begins with the author and a hyphen.
        count: number of folds, which come out of like size.
    """
    authors = {name: name.partition("-")[0] for name in sizes}
    if len(set(authors.values())) < count:
        ordered = sorted(sizes, key=lambda name: (zlib.crc32(name.encode()), name))
        return {name: number % count for number, name in enumerate(ordered)}
    written: Counter[str] = Counter()
    for name, size in sizes.items():
        written[authors[name]] += size
    filled = [0] * count
    fold: dict[str, int] = {}
    for author, size in sorted(written.items(), key=lambda item: (-item[1], item[0])):
        fold[author] = filled.index(min(filled))
        filled[fold[author]] += size
    return {name: fold[author] for name, author in authors.items()}


@dataclass(frozen=True, slots=True)
class _Example:
    described: Described
    true: bool
    importance: float


class _Reader:
    """Reads documents as the rules do."""

    def __init__(self) -> None:
        self._nlp = assemble(only=_RULES)
        self._recogniser = _recogniser(self._nlp)
        self._describer = Describer(dictionary_of(self._nlp), Suffixes())

    def read(self, annotated: Annotated) -> list[_Reading]:
        """The windows of a document."""
        return [self._reading(gold) for gold in gold_texts(annotated)]

    def lesson(self, phrase: Phrase) -> Lesson:
        """A passage of the phrase book as the rules read it."""
        gold = phrase_text(phrase)
        return self._lesson(self._nlp(gold.text), gold)

    def _lesson(self, doc: Doc, gold: GoldText) -> Lesson:
        rows, sentences = self._recogniser.describe(doc), sentences_of(doc)
        return Lesson(rows, sentences, _aligned(doc, gold, sentences))

    def _reading(self, gold: GoldText) -> _Reading:
        doc = self._nlp(gold.text)
        lesson = self._lesson(doc, gold)
        names, candidates = list(doc._.names), list(doc._.candidates)
        return _Reading(lesson, Page.of(doc), names, candidates, frozenset(gold.names))

    def examples(self, reading: _Reading, tagger: Tagger) -> list[_Example]:
        """Every proposal of rules and tagger for a window; of one said several times each counts for less."""
        told = proposed(tagger, reading.page, reading.lesson.rows, reading.lesson.sentences)
        described = list(self._describer(reading.page, reading.ruled, [*reading.candidates, *told]))
        surfaces = [(reading.page.text[d.proposal.start : d.proposal.end], d.proposal.type) for d in described]
        times = Counter(surfaces)
        return [
            _Example(d, d.proposal in reading.gold, times[surface] ** -0.5)
            for d, surface in zip(described, surfaces, strict=True)
        ]


def _together(lessons: Sequence[Lesson]) -> list[Lesson]:
    """Lessons of a passage each made lessons of the length of a page."""
    return [_joined(lessons[at : at + _PAGE]) for at in range(0, len(lessons), _PAGE)]


def _joined(lessons: Sequence[Lesson]) -> Lesson:
    rows: list[tuple[str, ...]] = []
    sentences: list[tuple[int, int]] = []
    names: list[tuple[int, int, str]] = []
    for lesson in lessons:
        moved = len(rows)
        rows += lesson.rows
        sentences += [(start + moved, end + moved) for start, end in lesson.sentences]
        names += [(start + moved, end + moved, type_) for start, end, type_ in lesson.names]
    return Lesson(rows, sentences, names)


def _recogniser(nlp: Language) -> Recogniser:
    component = nlp.get_pipe("recogniser")
    if not isinstance(component, Recogniser):
        raise TrainingError(
            f"the component recogniser is {type(component).__name__}; pipeline.cfg must name jjj_recogniser"
        )
    return component


def _aligned(doc: Doc, gold: GoldText, sentences: Sequence[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """The names by token; those are left out that begin or end within one, or reach across sentences."""
    first = {token.idx: token.i for token in doc}
    last = {token.idx + len(token): token.i + 1 for token in doc}
    sentence_of: dict[int, int] = defaultdict(int)
    for number, (start, end) in enumerate(sentences):
        sentence_of |= dict.fromkeys(range(start, end), number)
    found = ((first.get(start), last.get(end), type_) for start, end, type_ in gold.names)
    return [
        (start, end, type_)
        for start, end, type_ in found
        if start is not None and end is not None and sentence_of[start] == sentence_of[end - 1]
    ]


def _arbiter(examples: Sequence[_Example]) -> Arbiter:
    weights = fit(
        [example.described.features for example in examples],
        [example.true for example in examples],
        importance=[example.importance for example in examples],
        penalty=_PENALTY,
        least=_LEAST,
    )
    return Arbiter(weights, THRESHOLD, STRICT)


def _write(models: Path, tagger: Tagger, arbiter: Arbiter) -> None:
    folder = models / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tagger.save(folder)
        arbiter.save(folder)
    except OSError as error:
        raise TrainingError(f"{folder} cannot be written: {error.strerror}") from error
