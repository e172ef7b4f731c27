"""What the annotated corpus and its phrase book hold, counted for the data card in `data/corpus/README.md`.

`python -m kg.extract.training.counts` (`make counts`) writes the card's tables anew; a test checks that they are fresh.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from kg.extract.analysis import Form
from kg.extract.training.corpus import Annotated, Corpus, Part
from kg.extract.training.phrases import Phrase, load_phrases
from kg.model import Status
from kg.ontology import Ontology
from kg.settings import shipped

BEGIN, END = "<!-- counted by kg/extract/training/counts.py: begin -->", "<!-- counted: end -->"
"""Lines between which the tables stand in the card."""

SIZE, TYPES, ASSERTED, OTHER = "size", "entities by type", "asserted relations", "statements by status"
"""The tables, by which counts are kept."""
_SIZES = ("documents", "read by authors of rules", "passages", "telling nothing", "characters", "entities", "surfaces")

_BLANK = re.compile(r"\s")

Counts = Counter[tuple[str, str]]
"""How often each row of each table occurs."""


def of_document(annotated: Annotated) -> Counts:
    """What one document holds: characters without blanks, and as surfaces the different strings that name something."""
    counts = Counts(
        {
            (SIZE, "documents"): 1,
            (SIZE, "read by authors of rules"): int(annotated.was_read),
            (SIZE, "characters"): len(_BLANK.sub("", annotated.document.text)),
            (SIZE, "entities"): len(annotated.entities),
            (SIZE, "surfaces"): len(annotated.types()),
        }
    )
    counts.update((TYPES, entity.type) for entity in annotated.entities)
    return counts + _statements((relation.predicate, relation.status) for relation in annotated.relations)


def of_phrase(phrase: Phrase) -> Counts:
    """What one passage of the phrase book holds."""
    counts = Counts(
        {
            (SIZE, "passages"): 1,
            (SIZE, "telling nothing"): int(not phrase.told),
            (SIZE, "characters"): len(_BLANK.sub("", phrase.text)),
            (SIZE, "entities"): len(phrase.types),
            (SIZE, "surfaces"): len({phrase.text[m.start : m.end] for m in phrase.marks if m.form is not Form.ANAPHOR}),
        }
    )
    counts.update((TYPES, type_) for type_ in phrase.types)
    return counts + _statements((told.predicate, told.status) for told in phrase.told)


def tables(corpus: Corpus, phrases: Iterable[Phrase]) -> str:
    """The parts of the corpus, all of it, and the phrase book beside each other, as Markdown."""
    columns = {str(part): sum(map(of_document, corpus.part(part)), Counts()) for part in Part}
    columns["all"] = sum(columns.values(), Counts())
    columns["phrase book"] = sum(map(of_phrase, phrases), Counts())
    return "\n\n".join(_table(name, columns) for name in (SIZE, OTHER, TYPES, ASSERTED))


def filled(card: str, corpus: Corpus, phrases: Iterable[Phrase]) -> str:
    """The text of the card with fresh tables between its marks."""
    before, rest = card.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n\n{tables(corpus, phrases)}\n\n{END}{after}"


def _statements(told: Iterable[tuple[str, Status]]) -> Counts:
    listed = list(told)
    counts = Counts((OTHER, str(status)) for _, status in listed)
    counts.update((ASSERTED, predicate) for predicate, status in listed if status is Status.ASSERTED)
    return counts


def _table(name: str, columns: dict[str, Counts]) -> str:
    rows = (
        _SIZES
        if name == SIZE
        else sorted({row for counts in columns.values() for table, row in counts if table == name})
    )
    lines = [(name, *columns), ("---", *("--:" for _ in columns))]
    lines += [(row, *(f"{counts[name, row]:,}" for counts in columns.values())) for row in rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


if __name__ == "__main__":
    card = shipped("data", "corpus", "README.md")
    fresh = filled(card.read_text(encoding="utf-8"), Corpus.load(), load_phrases(Ontology.load()))
    card.write_text(fresh, encoding="utf-8")
