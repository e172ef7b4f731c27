"""From a Document to an Extraction: runs the pipeline over a text and maps what it found back to the original offsets.

The only module that knows both spaCy and the nouns of kg.model; what is a name or a claim is decided by components.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import ExtractionError, LLMError, OntologyError
from kg.extract.analysis import Claim, Form, Name, Referent
from kg.extract.llm import LLMReport, Service
from kg.extract.llm.report import Hearing
from kg.extract.normal_forms import normalised
from kg.extract.options import Options
from kg.extract.windows import windows
from kg.model import ALIAS, NAME, TYPE, Document, Extraction, Failure, Mention, Qualifier, Span, Statement
from kg.settings import shipped
from kg.text import Mended, fold, mend

if TYPE_CHECKING:
    from kg.ontology import Ontology

CONFIG = Path(__file__).with_name("pipeline.cfg")

LONGEST = 5_000_000
"""Characters of the longest text that is read: a report has thousands, and this many already take minutes."""

DATE = "date"
_SHORTLY = 400
"""Characters before a date that are searched for the one that it leans on."""
_DEFAULT = Options()
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class _Window:
    """A mended window of a document's text, and the way back to the document's offsets."""

    document: Document
    offset: int
    mended: Mended

    def span(self, start: int, end: int) -> Span:
        first, last = self.mended.original(start, end)
        return self.document.span(self.offset + first, self.offset + last)


@dataclass(slots=True)
class _Reading:
    """What has been found so far in one document, across its windows."""

    document: Document
    referents: list[Referent] = field(default_factory=list)
    known: dict[str, int] = field(default_factory=dict)
    mentions: list[Mention] = field(default_factory=list)
    evidence: list[Span] = field(default_factory=list)
    claims: list[Statement] = field(default_factory=list)
    hearing: Hearing = field(default_factory=Hearing)

    def add(self, doc: Doc, window: _Window) -> None:
        sentences = [(sentence.start_char, sentence.end_char) for sentence in doc.sents]
        text, at = doc.text, 0  # spaCy joins the text anew on every access
        for name in doc._.names:
            if name.form is Form.ANAPHOR:
                continue
            while sentences[at][1] <= name.start:
                at += 1
            self.mentions.append(self._mention(name, window))
            self.evidence.append(window.span(*_trimmed(text, *sentences[at])))
        self.claims += [self._statement(claim, window) for claim in doc._.claims]

    def _mention(self, name: Name, window: _Window) -> Mention:
        referent = self.referents[name.referent]
        span = window.span(name.start, name.end)
        return Mention(span, referent.type, _id(name.referent), name.origin, name.confidence)

    def _statement(self, claim: Claim, window: _Window) -> Statement:
        text, published = window.mended.text, self.document.published
        told = (normalised(q, published, _before(text, claim, q)) for q in claim.qualifiers)
        return Statement(
            self.document.id,
            _id(claim.subject),
            claim.predicate,
            _id(claim.object),
            window.span(claim.start, claim.end),
            tuple(sorted(told, key=lambda q: (q.name, q.text, q.value or "", q.unit or ""))),
            claim.status,
            claim.confidence,
            claim.origin,
        )

    def extraction(self) -> Extraction:
        named = {mention.referent for mention in self.mentions}
        claims = [s for s in self.claims if s.subject in named and s.object in named and s.subject != s.object]
        return Extraction(self.document, tuple(self.mentions), (*self._structural(), *dict.fromkeys(claims)))

    def _structural(self) -> Iterator[Statement]:
        """What every referent is called and is, each with the sentence that says so first."""
        said: set[tuple[str, str, str]] = set()
        written = {(mention.referent, fold(mention.span.text)) for mention in self.mentions}
        for mention, evidence in zip(self.mentions, self.evidence, strict=True):
            for predicate, literal in self._namings(mention, written):
                if (mention.referent, predicate, literal) not in said:
                    said.add((mention.referent, predicate, literal))
                    yield Statement(
                        self.document.id,
                        mention.referent,
                        predicate,
                        literal,
                        evidence,
                        confidence=mention.confidence,
                        origin=mention.origin,
                    )

    def _namings(self, mention: Mention, written: set[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        referent = self.referents[_index(mention.referent)]
        yield TYPE, referent.type
        name = fold(referent.name)
        if fold(mention.span.text) == name:
            yield NAME, referent.name
            return
        if (mention.referent, name) not in written:  # the full name stands nowhere as one piece
            yield NAME, referent.name
        yield ALIAS, _unbroken(mention.span.text)


def _id(referent: int) -> str:
    return f"r{referent + 1}"


def _index(referent: str) -> int:
    return int(referent[1:]) - 1


def _unbroken(written: str) -> str:
    """A name without the line breaks and padding that layout put into it."""
    return re.sub(r"\s*[\r\n]\s*", "", written)


def _before(text: str, claim: Claim, qualifier: Qualifier) -> str:
    """What a text tells shortly before a particular of a claim; the particular as a rule stands in the evidence."""
    if qualifier.name != DATE:
        return ""
    at = text.find(qualifier.text, claim.start, claim.end)
    end = claim.start if at < 0 else at
    return text[max(0, end - _SHORTLY) : end]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return start + left, start + len(piece.rstrip())


class Extractor:
    """Draws mentions and statements from documents. Make one with `load_extractor`; it may be used again and again.

    Args:
        nlp: the assembled pipeline.
        fingerprint: changes whenever the same document might yield something else.
        llm: the language model that is asked too, if one is.
        heard: told what came of asking it, once for each document, also for one that failed.
    """

    def __init__(
        self,
        nlp: Language,
        fingerprint: str,
        llm: Service | None = None,
        heard: Callable[[LLMReport], None] | None = None,
    ) -> None:
        self._nlp = nlp
        self._llm = llm
        self._heard = heard
        self.fingerprint = fingerprint

    def extract(self, document: Document) -> Extraction:
        """Everything that the document names and claims.

        Raises:
            ExtractionError: the text is too long, or a component failed on it.
            LLMError: a language model was to be asked, and could not be asked about all of the text.
        """
        if len(document.text) > LONGEST:
            msg = (
                f"{document.source} has {len(document.text):,} characters; at most {LONGEST:,} are read at once: "
                "split it into its reports"
            )
            raise ExtractionError(msg)
        reading = _Reading(document)
        complete = False
        try:
            self._read(reading)
            complete = True
        finally:
            if self._llm and self._heard:
                self._heard(reading.hearing.report(document.source, self._llm, complete=complete))
        return reading.extraction()

    def _read(self, reading: _Reading) -> None:
        document = reading.document
        for window in _windows(document):
            try:
                with self._nlp.memory_zone():
                    reading.add(self._nlp(self._doc(reading, window)), window)
            except LLMError as error:
                raise LLMError(f"{document.source}: {error}") from error
            except Exception as error:  # whatever breaks a component concerns this document alone
                msg = f"{document.source}: extraction failed ({type(error).__name__}: {error}); please report it"
                raise ExtractionError(msg) from error

    def analyse(self, document: Document) -> Iterator[Doc]:
        """The windows of a document with all that the components put there, for training and for the curious."""
        reading = _Reading(document)
        for window in _windows(document):
            yield self._nlp(self._doc(reading, window))

    def extract_all(self, documents: Iterable[Document | Failure]) -> Iterator[Extraction | Failure]:
        """The extraction of each document in turn; a failure, an earlier one too, takes its document's place."""
        for document in documents:
            if isinstance(document, Failure):
                yield document
                continue
            try:
                yield self.extract(document)
            except ExtractionError as error:
                yield Failure(document.source, error)

    def _doc(self, reading: _Reading, window: _Window) -> Doc:
        """The window as tokens, with what is known of the document so far."""
        text = _LONE_SURROGATE.sub("\ufffd", window.mended.text)
        title = reading.document.title
        doc = self._nlp.make_doc(text)
        doc._.referents, doc._.known = reading.referents, reading.known
        doc._.published = reading.document.published
        doc._.hearing = reading.hearing
        doc._.title_end = len(title) if title and text.startswith(title) else 0
        return doc


def _windows(document: Document) -> Iterator[_Window]:
    """The windows of a document's text that hold more than white space."""
    for start, end in windows(document.text):
        mended = mend(document.text[start:end])
        if mended.text.strip():
            yield _Window(document, start, mended)


def load_extractor(
    ontology: Ontology, options: Options = _DEFAULT, *, heard: Callable[[LLMReport], None] | None = None
) -> Extractor:
    """An extractor whose components can say only what the ontology holds.

    Args:
        ontology: what there is to be said.
        options: which voices are heard besides the rules.
        heard: told for each document what came of asking the language model, if the options name one.

    Raises:
        OntologyError: a component can emit a type or predicate that the ontology does not hold.
        ExtractionError: a trained component cannot be read.
        SettingsError: a voice that is asked for cannot be heard: it is not installed.
    """
    nlp = assemble(options.silent)
    models = options.models or shipped("data", "model")
    for name, component in nlp.pipeline:
        bind = getattr(component, "bind", None)
        if bind is not None:
            bind(ontology)
        load = getattr(component, "load", None)
        if load is not None:
            load(models)
        configure = getattr(component, "configure", None)
        if configure is not None:
            configure(options, ontology)
        _check(name, component, ontology)
    voices = [component.fingerprint for _, component in nlp.pipeline if hasattr(component, "fingerprint")]
    return Extractor(nlp, _fingerprint(ontology, options, models, voices), options.llm, heard)


def component_names() -> tuple[str, ...]:
    """Names of the components of `pipeline.cfg` in their order."""
    return tuple(spacy.util.load_config(CONFIG)["nlp"]["pipeline"])


def assemble(without: frozenset[str] = _DEFAULT.silent, *, only: frozenset[str] | None = None) -> Language:
    """The pipeline that `pipeline.cfg` describes, its components in line.

    Args:
        without: components that are left out.
        only: if given, all others are left out too.
    """
    config = spacy.util.load_config(CONFIG)
    wanted = [name for name in config["nlp"]["pipeline"] if only is None or name in only]
    config["nlp"]["pipeline"] = [name for name in wanted if name not in without]
    for module in ("tokenizer", *(f"components.{name}" for name in config["nlp"]["pipeline"])):
        import_module(f"kg.extract.{module}")  # registers the factory that the configuration names
    return spacy.util.load_model_from_config(config, auto_fill=True)


def _check(name: str, component: object, ontology: Ontology) -> None:
    types = set(getattr(component, "types", ())) - set(ontology.types)
    predicates = set(getattr(component, "predicates", ())) - set(ontology.predicates)
    if types or predicates:
        msg = f"the component {name} emits {', '.join(sorted(types | predicates))}, which the ontology does not hold"
        raise OntologyError(msg)


def _fingerprint(ontology: Ontology, options: Options, models: Path, voices: Iterable[str]) -> str:
    """Hash over all that decides what is extracted: code, configuration, lexicons, models, vocabulary and libraries."""
    package = Path(__file__).parent
    beneath = (package.parent / f"{module}.py" for module in ("text", "layout", "divisions", "gazetteer", "model"))
    code = [*package.rglob("*.py"), *package.rglob("*.cfg"), *beneath]
    digest = hashlib.sha256()
    for path in [*sorted(code), *sorted(shipped("data", "lexicon").rglob("*.tsv"))]:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    for path in sorted(path for path in models.rglob("*") if path.is_file()):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    for part in (ontology.version, version("spacy"), version("jieba"), *sorted(options.silent), *voices):
        digest.update(part.encode())
    return digest.hexdigest()[:16]
