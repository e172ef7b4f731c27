"""Recogniser: the trained voice among those that propose names; it reads the text together with what the rules say."""

from __future__ import annotations

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
        sentences = [(sentence.start, sentence.end) for sentence in doc.sents]
        page = Page.of(doc)
        starts = [word.start for word in page.words] + [len(page.text)]
        doc._.candidates = [
            *doc._.candidates,
            *(
                Candidate(starts[span.first], starts[span.end], span.type, RECOGNISER, round(span.probability, 4))
                for span in self._tagger.spans(rows, sentences)
            ),
        ]
        return doc

    def describe(self, doc: Doc) -> list[tuple[str, ...]]:
        """Features of every token; `names` then holds what stands by the rules alone."""
        for component in self._rules:
            component(doc)
        return self._features(doc, doc._.names, doc._.candidates)


@Language.factory("jjj_recogniser")
def create(nlp: Language, name: str) -> Recogniser:
    """Make the component that `pipeline.cfg` asks for."""
    return Recogniser(Features(dictionary_of(nlp), Suffixes()), short_names(nlp, name))
