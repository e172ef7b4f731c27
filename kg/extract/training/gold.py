"""Where the annotated names stand: annotators list what a name looks like, training needs each of its places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.analysis import Form
from kg.extract.arbiter import Proposal
from kg.extract.components.mentions import Taken
from kg.extract.training.corpus import Annotated
from kg.extract.training.phrases import Phrase
from kg.extract.windows import windows
from kg.text import Mended, mend


@dataclass(frozen=True, slots=True)
class GoldText:
    """A window of a document as extraction reads it, with its names in the order of the text."""

    text: str
    names: tuple[Proposal, ...]


def gold_texts(annotated: Annotated) -> Iterator[GoldText]:
    """The windows of a document, each with every place of an annotated name: the longest at each place."""
    places = list(_places(annotated))
    for start, end in windows(annotated.document.text):
        mended = mend(annotated.document.text[start:end])
        if mended.text.strip():
            yield GoldText(mended.text, tuple(_mapped(mended, start, places)))


def phrase_text(phrase: Phrase) -> GoldText:
    """A passage of the phrase book with its names; words such as 该公司 are none."""
    names = (Proposal(m.start, m.end, phrase.types[m.referent]) for m in phrase.marks if m.form is not Form.ANAPHOR)
    return GoldText(phrase.text, tuple(names))


def _places(annotated: Annotated) -> Iterator[Proposal]:
    text = annotated.document.text
    types = annotated.types()
    taken = Taken(len(text))
    for surface in sorted(types, key=lambda surface: (-len(surface), surface)):
        at = text.find(surface)
        while at >= 0:
            end = at + len(surface)
            if taken.free(at, end):
                taken.take(at, end)
                yield Proposal(at, end, types[surface])
            at = text.find(surface, at + 1)


def _mapped(mended: Mended, offset: int, places: list[Proposal]) -> Iterator[Proposal]:
    """The places in a mended window; those in a paragraph that mending drops as a copy are left out."""
    first = {start + offset: at for at, start in reversed(list(enumerate(mended.starts)))}
    last = {end + offset: at + 1 for at, end in enumerate(mended.ends)}
    for start, end, type_ in sorted(places):
        if start in first and end in last:
            yield Proposal(first[start], last[end], type_)
