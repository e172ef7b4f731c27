"""The phrase book: short passages with their names marked and what they say of them, for learning how news puts it.

A line of `data/phrases/*.txt` is a passage, `=>` and what it says, names counted as they are first marked:

    [禾原精工|Company]把总部搬进[北辰园|Park]，[该公司|=1]主攻[轴承钢|Technology]。 => 1 located_in 2; 1 develops 3
    [北辰银行|Bank]拟向[禾原精工|Company]授信500万元。 => ?planned 1 loaned_to 2

`=1` marks another mention of the first name. What is planned, denied, over or hearsay has its status before it, and a
passage may say nothing of its names. Everything that a passage says is told; so all other pairs say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import TrainingError
from kg.extract.analysis import Form
from kg.model import Status
from kg.ontology import Ontology
from kg.settings import shipped

_MARK = re.compile(r"\[([^\[\]|]+)\|(?:=(\d+)|(\w+))\]")
_ANAPHOR = re.compile(
    "^(?:该|这家|这个|这所|这座|上述|本|其|它|他|她|(?:公司|企业|园区|集团|银行|学校|医院|研究院|基金|平台|协会|实验室)$)"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked name: its offsets in the passage, the number of what it names, from 0, and how it names it."""

    start: int
    end: int
    referent: int
    form: Form


@dataclass(frozen=True, slots=True)
class Told:
    """What a passage says of two of its names, by their numbers."""

    subject: int
    predicate: str
    object: int
    status: Status = Status.ASSERTED


@dataclass(frozen=True, slots=True)
class Phrase:
    """A passage.

    Args:
        source: file and line, for messages.
        text: the passage without its marks.
        marks: its names in order.
        types: entity type of what each number stands for.
        told: everything that it says of them.
    """

    source: str
    text: str
    marks: tuple[Mark, ...]
    types: tuple[str, ...]
    told: tuple[Told, ...]


def load_phrases(ontology: Ontology, folder: Path | None = None) -> Iterator[Phrase]:
    """The passages of a folder, `data/phrases` by default, file by file.

    Raises:
        TrainingError: a file cannot be read; a line is malformed or says what the ontology does not allow.
    """
    for path in sorted((folder or shipped("data", "phrases")).glob("*.txt")):
        for number, line in enumerate(_read(path).splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                yield read_phrase(line, f"{path.name}:{number}", ontology)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise TrainingError(f"{path} cannot be read ({error}); passages are written in UTF-8") from error


def read_phrase(line: str, source: str, ontology: Ontology) -> Phrase:
    """The passage that a line holds.

    Raises:
        TrainingError: it is malformed or says what the ontology does not allow.
    """
    passage, arrow, said = line.partition("=>")
    if not arrow:
        raise TrainingError(f"{source}: no => after the passage")
    text, marks, types = _marked(passage.strip(), source, ontology)
    told = tuple(_told(part.strip(), source) for part in said.split(";") if part.strip())
    for claim in told:
        if not (0 <= claim.subject < len(types) and 0 <= claim.object < len(types)):
            raise TrainingError(f"{source}: there is no name {claim.subject + 1} or {claim.object + 1}")
        if claim.predicate not in ontology.predicates:
            raise TrainingError(f"{source}: {claim.predicate} is no predicate")
        if not ontology.allows(claim.predicate, types[claim.subject], types[claim.object]):
            raise TrainingError(
                f"{source}: no {types[claim.subject]} is {claim.predicate} a {types[claim.object]} in the ontology"
            )
    return Phrase(source, text, marks, types, told)


def _marked(passage: str, source: str, ontology: Ontology) -> tuple[str, tuple[Mark, ...], tuple[str, ...]]:
    text, at = "", 0
    marks: list[Mark] = []
    types: list[str] = []
    for found in _MARK.finditer(passage):
        text += passage[at : found.start()]
        at = found.end()
        again, kind = found[2], found[3]
        if again and not 0 < int(again) <= len(types):
            raise TrainingError(f"{source}: {found[0]} names what was not named before")
        if kind and kind not in ontology.types:
            raise TrainingError(f"{source}: {kind} is no type")
        if kind:
            types.append(kind)
        form = Form.FULL if kind else Form.ANAPHOR if _ANAPHOR.match(found[1]) else Form.SHORT
        marks.append(Mark(len(text), len(text) + len(found[1]), int(again) - 1 if again else len(types) - 1, form))
        text += found[1]
    text += passage[at:]
    if "[" in text or "]" in text or "|" in text:
        raise TrainingError(f"{source}: a mark is not of the form [name|Type] or [name|=1]")
    return text, tuple(marks), tuple(types)


def _told(said: str, source: str) -> Told:
    found = re.fullmatch(r"(?:\?(\w+)\s+)?(\d+)\s+(\w+)\s+(\d+)", said)
    if found is None:
        raise TrainingError(f"{source}: {said!r} is not of the form `1 predicate 2`")
    try:
        status = Status(found[1] or Status.ASSERTED)
    except ValueError as error:
        raise TrainingError(f"{source}: {found[1]} is no status") from error
    return Told(int(found[2]) - 1, found[3], int(found[4]) - 1, status)
