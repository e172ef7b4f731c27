"""The annotated corpus for training and measuring: documents with their gold, and which part each is in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from kg.errors import TrainingError
from kg.model import Document, Status
from kg.settings import shipped

SPLIT = "split.tsv"
"""Name of the file, beside the documents, that says which part each is in."""


class Part(StrEnum):
    """What a document of the corpus may be used for: to learn from, to choose settings with, or to measure only."""

    TRAIN = "train"
    DEV = "dev"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """Something that an annotator found named: its type, its fullest name and all strings that name it."""

    id: str
    type: str
    name: str
    surfaces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldRelation:
    """What an annotator found said of two entities, by their ids; qualifiers may have several values each."""

    subject: str
    predicate: str
    object: str
    evidence: str
    status: Status = Status.ASSERTED
    qualifiers: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Annotated:
    """A document with everything that an annotator found in it.

    Args:
        name: the file's name without its suffix.
        document: the text.
        entities: what it names.
        relations: what it says: asserted relations, and those planned, denied, ended or rumoured.
        part: which part of the corpus it belongs to.
        was_read: whether authors of the rules read the extractor's errors on it, so that it flatters the rules.
    """

    name: str
    document: Document
    entities: tuple[GoldEntity, ...]
    relations: tuple[GoldRelation, ...]
    part: Part
    was_read: bool = False

    def types(self) -> dict[str, str]:
        """Entity type by surface."""
        return {surface: entity.type for entity in self.entities for surface in entity.surfaces}


@dataclass(frozen=True)
class Corpus:
    """The annotated documents in the order of their names."""

    documents: tuple[Annotated, ...]

    @classmethod
    def load(cls, folder: Path | None = None) -> Corpus:
        """Read every annotated document of a folder and the part it is in, `data/corpus` by default.

        Raises:
            TrainingError: the folder holds no document, or one that is not annotated or not assigned to a part.
        """
        folder = folder or shipped("data", "corpus")
        parts, were_read = read_parts(folder / SPLIT), read_before(folder / SPLIT)
        documents = tuple(
            replace(annotated, was_read=annotated.name in were_read) for annotated in annotated_documents(folder, parts)
        )
        if not documents:
            raise TrainingError(f"{folder} holds no annotated document (*.json)")
        return cls(documents)

    def part(self, *parts: Part) -> tuple[Annotated, ...]:
        """The documents of some parts."""
        return tuple(document for document in self.documents if document.part in parts)


def read_parts(path: Path) -> dict[str, Part]:
    """Part of each document by its name, from a table with the columns `document` and `part`.

    Raises:
        TrainingError: the table is missing or names a part that does not exist.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise TrainingError(f"{path} cannot be read ({error.strerror}); make it with `make split`") from error
    rows = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    try:
        return {row[0]: Part(row[1]) for row in rows[1:]}
    except (IndexError, ValueError) as error:
        raise TrainingError(f"{path}: {error}; make it anew with `make split`") from error


def read_before(path: Path) -> frozenset[str]:
    """Names of the documents whose errors the authors of the rules read, by the column `read`; none without a table."""
    rows = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return frozenset(row.split("\t")[0] for row in rows if row.endswith("\tyes"))


def annotated_documents(folder: Path, parts: Mapping[str, Part] | None) -> Iterator[Annotated]:
    """The annotated documents of a folder by name; without `parts` all are for training.

    Raises:
        TrainingError: a file is not an annotated document, or has no part.
    """
    for path in sorted(folder.glob("*.json")):
        if parts is not None and path.stem not in parts:
            raise TrainingError(f"{path.name} is in no part of the corpus; run `make split`")
        part = Part.TRAIN if parts is None else parts[path.stem]
        try:
            yield _annotated(path, json.loads(path.read_text(encoding="utf-8")), part)
        except (ValueError, KeyError, TypeError) as error:
            raise TrainingError(f"{path} is no annotated document ({type(error).__name__}: {error})") from error


def _annotated(path: Path, data: Mapping[str, Any], part: Part) -> Annotated:
    published = date.fromisoformat(data["published"]) if data.get("published") else None
    document = Document(data["title"], data["text"], path.name, data.get("url"), data.get("publisher"), published)
    entities = tuple(GoldEntity(e["id"], e["type"], e["name"], tuple(e["surfaces"])) for e in data["entities"])
    relations = (*_relations(data["relations"]), *_relations(data.get("other_statements", ())))
    return Annotated(path.stem, document, entities, relations, part)


def _relations(listed: Iterable[Mapping[str, Any]]) -> tuple[GoldRelation, ...]:
    return tuple(
        GoldRelation(
            relation["subject"],
            relation["predicate"],
            relation["object"],
            relation["evidence"],
            Status(relation.get("status", Status.ASSERTED)),
            tuple((name, _values(value)) for name, value in sorted(relation.get("qualifiers", {}).items())),
        )
        for relation in listed
    )


def _values(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
