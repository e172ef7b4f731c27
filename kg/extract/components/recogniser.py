"""Recogniser: the trained voice among those that propose names; it reads the text together with what the rules say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from zipfile import BadZipFile

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.analysis import Candidate
from kg.extract.arbiter import FOLDER, RECOGNISER, unreadable
from kg.extract.components.mentions import Mentions
from kg.extract.components.short_names import ShortNames
from kg.extract.components.short_names import create as short_names
from kg.extract.features import Features
from kg.extract.page import Page
from kg.extract.suffixes import Suffixes
from kg.extract.tagger import Tagger
from kg.extract.tokenizer import dictionary_of


class Recogniser:
    """Appends candidates with the probability that they are names; leaves in `names` what stands by the rules alone."""

    def __init__(self, features: Features, short_names: ShortNames) -> None:
        self._features = features
        self._rules = (Mentions(), short_names)
        self._tagger: Tagger | None = None
        self.types: frozenset[str] = frozenset()

    def load(self, models: Path) -> None:
        """Read the trained weights.

        Raises:
            ExtractionError: they are missing or damaged.
        """
        try:
            self._tagger = Tagger.read(models / FOLDER)
        except (OSError, EOFError, ValueError, KeyError, TypeError, BadZipFile) as error:
            raise unreadable(models, error) from error
        self.types = frozenset(self._tagger.tagset.types)

    def __call__(self, doc: Doc) -> Doc:
        """Append what the tagger finds to the candidates; before `load`, nothing."""
        if self._tagger is None:
            return doc
        rows = self.describe(doc)
        doc._.candidates = [*doc._.candidates, *proposed(self._tagger, Page.of(doc), rows, sentences_of(doc))]
        return doc

    def describe(self, doc: Doc) -> list[tuple[str, ...]]:
        """Features of every token; `names` then holds what stands by the rules alone."""
        for component in self._rules:
            component(doc)
        return self._features(doc, doc._.names, doc._.candidates)


def proposed(
    tagger: Tagger, page: Page, rows: Sequence[tuple[str, ...]], sentences: Sequence[tuple[int, int]]
) -> Iterator[Candidate]:
    """What a tagger takes for names on a page.

    Args:
        tagger: the trained network.
        page: where the words stand.
        rows: features of each token.
        sentences: first and last token (exclusive) of each sentence.
    """
    starts = [word.start for word in page.words] + [len(page.text)]
    for span in tagger.spans(rows, sentences):
        yield Candidate(starts[span.first], starts[span.end], span.type, RECOGNISER, round(span.probability, 4))


def sentences_of(doc: Doc) -> list[tuple[int, int]]:
    """First and last token (exclusive) of each sentence."""
    return [(sentence.start, sentence.end) for sentence in doc.sents]


@Language.factory("jjj_recogniser")
def create(nlp: Language, name: str) -> Recogniser:
    """Make the component that `pipeline.cfg` asks for."""
    return Recogniser(Features(dictionary_of(nlp), Suffixes()), short_names(nlp, name))
