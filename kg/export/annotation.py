"""The annotation form: one JSON object per document, as annotators write it, with offsets, status and confidence added.

It holds what one document says, before anything is resolved across documents.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from kg.errors import ExportError
from kg.model import NAME, Extraction, Mention, Qualifier, Statement, Status
from kg.ontology import Ontology
from kg.text import fold, occurrences

_RECORD = re.compile(r"#(\d+)$")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_LONGEST_STEM = 230
"""Bytes of a file name's stem; file systems allow 255 with what is appended."""


@dataclass(frozen=True, slots=True)
class _Entity:
    id: str
    type: str
    name: str
    surfaces: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        return {"id": self.id, "type": self.type, "name": self.name, "surfaces": list(self.surfaces)}


def annotation(extraction: Extraction, ontology: Ontology, *, min_confidence: float = 0.0) -> dict[str, object]:
    """What was extracted from one document, in the form that annotators use.

    Every surface names one entity and stands at least once outside any longer surface; there is one relation per
    subject, predicate and object, its qualifiers merged, its evidence and origin those of the most confident statement;
    where statements of other origins tell it too, `origins` names all. Asserted statements are `relations`; planned,
    negated and other ones stand apart as `other_statements`. Statements below `min_confidence` are left out.
    """
    document = extraction.document
    entities = _entities(extraction)
    statements = [
        _between(statement, entities, ontology) for statement in extraction.statements if not statement.literal
    ]
    known = [each for each in statements if each is not None and each.confidence >= min_confidence]
    asserted = [statement for statement in known if statement.status is Status.ASSERTED]
    others = [statement for statement in known if statement.status is not Status.ASSERTED]
    distinct = {entity.id: entity for entity in entities.values()}
    return {
        "doc_id": document.id,
        "title": document.title,
        "text": document.text,
        "entities": [entity.as_json() for entity in distinct.values()],
        "relations": _relations(asserted, ontology),
        "mentions": [_mention(mention, entities) for mention in extraction.mentions if mention.referent in entities],
        "other_statements": _relations(others, ontology),
    }


def _entities(extraction: Extraction) -> dict[str, _Entity]:
    """The entity of every referent that keeps a surface, or whose only surface another referent has."""
    mentions: dict[str, list[Mention]] = {}
    for mention in sorted(extraction.mentions, key=lambda mention: mention.span):
        mentions.setdefault(mention.referent, []).append(mention)
    owners = _owners(mentions)
    standing = _standing(extraction.document.text, sorted({m.span.text for own in mentions.values() for m in own}))
    names = {s.subject: s.object for s in extraction.statements if s.predicate == NAME}
    entities: dict[str, _Entity] = {}
    for referent, own in mentions.items():
        spelt = dict.fromkeys(m.span.text for m in own)
        surfaces = [s for s in spelt if s in standing and owners[fold(s)] == referent]
        if surfaces:
            name = _name(names.get(referent, ""), surfaces)
            entities[referent] = _Entity(f"e{len(entities) + 1}", own[0].type, name, tuple(surfaces))
    for referent, own in mentions.items():
        if referent not in entities:
            heirs = Counter(owners[fold(m.span.text)] for m in own)
            heir = next((heir for heir, _ in heirs.most_common() if heir in entities), None)
            if heir is not None:
                entities[referent] = entities[heir]
    return entities


def _owners(mentions: Mapping[str, Sequence[Mention]]) -> dict[str, str]:
    """For every surface, folded, the referent that it names most often, the earlier one where they draw."""
    uses: dict[str, Counter[str]] = {}
    for referent, own in mentions.items():
        for mention in own:
            uses.setdefault(fold(mention.span.text), Counter())[referent] += 1
    return {surface: counter.most_common(1)[0][0] for surface, counter in uses.items()}


def _standing(text: str, surfaces: Iterable[str]) -> set[str]:
    """The surfaces that stand at least once apart from every longer one that does so too and holds them."""
    kept: list[str] = []
    for surface in sorted(surfaces, key=lambda surface: (-len(surface), surface)):
        taken = bytearray(len(text))
        for longer in (longer for longer in kept if surface in longer):
            for at in occurrences(text, longer):
                taken[at : at + len(longer)] = b"\x01" * len(longer)
        if any(taken.find(1, at, at + len(surface)) < 0 for at in occurrences(text, surface)):
            kept.append(surface)
    return set(kept)


def _name(declared: str, surfaces: Sequence[str]) -> str:
    """The surface that is the declared name, else the longest."""
    same = [surface for surface in surfaces if fold(surface) == fold(declared)]
    return same[0] if same else max(surfaces, key=len)


def _between(statement: Statement, entities: Mapping[str, _Entity], ontology: Ontology) -> Statement | None:
    """The statement with the entities' ids as its ends, or None if they are not there or not of admissible types."""
    subject, other = entities.get(statement.subject), entities.get(statement.object)
    if subject is None or other is None or subject.id == other.id:
        return None
    if not ontology.allows(statement.predicate, subject.type, other.type):
        return None
    ends = (subject.id, other.id)
    if ontology.predicate(statement.predicate).symmetric:
        ends = (min(ends, key=_number), max(ends, key=_number))
    return Statement(
        statement.document_id,
        ends[0],
        statement.predicate,
        ends[1],
        statement.evidence,
        statement.qualifiers,
        statement.status,
        statement.confidence,
        statement.origin,
    )


def _number(entity_id: str) -> int:
    return int(entity_id[1:])


def _relations(statements: Iterable[Statement], ontology: Ontology) -> list[dict[str, object]]:
    groups: dict[tuple[int, str, int, Status], list[Statement]] = {}
    for statement in statements:
        key = (_number(statement.subject), statement.predicate, _number(statement.object), statement.status)
        groups.setdefault(key, []).append(statement)
    return [_relation(groups[key], ontology) for key in sorted(groups)]


def _relation(statements: Sequence[Statement], ontology: Ontology) -> dict[str, object]:
    best = min(statements, key=lambda statement: (-statement.confidence, statement.evidence))
    relation: dict[str, object] = {
        "subject": best.subject,
        "predicate": best.predicate,
        "object": best.object,
        "evidence": best.evidence.text,
        "start": best.evidence.start,
        "end": best.evidence.end,
    }
    inside = sorted(statements, key=lambda statement: statement.evidence)
    qualifiers = _qualifiers((q for statement in inside for q in statement.qualifiers), ontology)
    if qualifiers:
        relation["qualifiers"] = qualifiers
    normal = _normalised(q for statement in inside for q in statement.qualifiers)
    if normal:
        relation["normalised"] = normal
    relation |= {"status": str(best.status), "confidence": round(best.confidence, 3), "origin": best.origin}
    origins = sorted({statement.origin for statement in statements})
    return relation | ({"origins": origins} if len(origins) > 1 else {})


def _qualifiers(qualifiers: Iterable[Qualifier], ontology: Ontology) -> dict[str, str | list[str]]:
    """The particulars by name: as written, or the value where the ontology lists values; a list of several."""
    texts: dict[str, dict[str, None]] = {}
    for qualifier in qualifiers:
        listed = qualifier.name in ontology.qualifiers and ontology.qualifiers[qualifier.name].values
        text = qualifier.value if listed and qualifier.value else qualifier.text
        texts.setdefault(qualifier.name, {})[text] = None
    return {name: next(iter(values)) if len(values) == 1 else [*values] for name, values in sorted(texts.items())}


def _normalised(qualifiers: Iterable[Qualifier]) -> dict[str, list[dict[str, str]]]:
    """The particulars that have a normal form, by name: as written, the value, and its unit where it has one."""
    forms: dict[str, dict[Qualifier, None]] = {}
    for qualifier in qualifiers:
        if qualifier.value:
            forms.setdefault(qualifier.name, {})[qualifier] = None
    return {name: [_normal(each) for each in told] for name, told in sorted(forms.items())}


def _normal(qualifier: Qualifier) -> dict[str, str]:
    form = {"text": qualifier.text, "value": qualifier.value or ""}
    return form | ({"unit": qualifier.unit} if qualifier.unit else {})


def _mention(mention: Mention, entities: Mapping[str, _Entity]) -> dict[str, object]:
    return {
        "entity": entities[mention.referent].id,
        "start": mention.span.start,
        "end": mention.span.end,
        "text": mention.span.text,
        "type": mention.type,
        "origin": mention.origin,
        "confidence": round(mention.confidence, 3),
    }


class AnnotationFolder:
    """A folder that takes one JSON file per document.

    A file is named after its document's source: `a.json` and `a.txt` give `a.json`, the third record of `b.jsonl` gives
    `b-0003.json`; a name that is taken already gets `-2`, `-3` …, so that the same batch always gives the same files.

    Args:
        folder: made if it is not there.
        ontology: says what relations are admissible.
        min_confidence: least confidence of a relation that is written.

    Raises:
        ExportError: the folder cannot be made.
    """

    def __init__(self, folder: Path, ontology: Ontology, *, min_confidence: float = 0.0) -> None:
        self._folder = folder
        self._ontology = ontology
        self._min_confidence = min_confidence
        self._taken: set[str] = set()
        _translated(lambda: folder.mkdir(parents=True, exist_ok=True), folder)

    def write(self, extraction: Extraction) -> Path:
        """Write the annotation of one document and say where.

        Raises:
            ExportError: the file cannot be written.
        """
        path = self._folder / f"{self._free(_stem(extraction.document.source))}.json"
        form = annotation(extraction, self._ontology, min_confidence=self._min_confidence)
        content = json.dumps(form, ensure_ascii=False, indent=1) + "\n"
        data = content.encode("utf-8", "surrogatepass")
        _translated(lambda: path.write_bytes(data), path)
        return path

    def _free(self, stem: str) -> str:
        name, count = stem, 1
        while name.casefold() in self._taken:
            count += 1
            name = f"{stem}-{count}"
        self._taken.add(name.casefold())
        return name


def _stem(source: str) -> str:
    record = _RECORD.search(source)
    path = source[: record.start()] if record else source
    stem = "stdin" if path == "-" else _CONTROL.sub("_", PurePath(path).stem) or "document"
    short = stem.encode("utf-8", "surrogateescape")[:_LONGEST_STEM].decode("utf-8", "ignore")
    return f"{short}-{int(record[1]):04d}" if record else short


def _translated(write: Callable[[], object], path: Path) -> None:
    try:
        write()
    except OSError as error:
        msg = f"{path} cannot be written: {error.strerror}; choose another folder or make room"
        raise ExportError(msg) from error
