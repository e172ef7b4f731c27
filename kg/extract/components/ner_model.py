"""NER model: entities of an installed spaCy pipeline as one more voice, where the components before found nothing sure.

Its labels say little (ORG); what its names end in says the rest, as everywhere (`kg.extract.suffixes`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.errors import SettingsError
from kg.extract.analysis import Candidate
from kg.extract.components.mentions import SURE
from kg.extract.suffixes import AS_PARENT, Kind, Suffixes

if TYPE_CHECKING:
    from kg.extract.options import Options
    from kg.ontology import Ontology

_TOLD, _LIKELY = 0.68, SURE
"""Confidence of a name whose last word bears the label out, and of one for which the label alone speaks."""
_SHORTEST, _LONGEST = 2, 40
_PEOPLE, _PLACES, _BODIES, _THINGS = {"PERSON", "PER"}, {"GPE", "LOC"}, {"ORG"}, {"PRODUCT"}
_GROUNDS = frozenset({"Park", "Incubator", "Hospital", "University", "Lab"})
"""Types of which a label for buildings and grounds can speak."""
_INNER = frozenset({"Region", "Industry", "Person"})
"""Types of which a sure name may lie within a longer one."""
_UNSAID = frozenset({"中国", "我国", "中华人民共和国", "全国"})
_EDGES = " \n\t，。、；：！？（）()“”\"'《》「」·—-"
_NEEDLESS = frozenset({"tagger", "parser", "morphologizer", "attribute_ruler", "lemmatizer", "senter", "textcat"})


class NerModel:
    """Appends what a spaCy pipeline takes for names to the candidates."""

    def __init__(self, suffixes: Suffixes) -> None:
        self._suffixes = suffixes
        self._own: frozenset[str] = frozenset()
        self._nlp: Language
        self.fingerprint: str
        """Changes with the files of the pipeline."""

    def configure(self, options: Options, ontology: Ontology) -> None:
        """Listen to this pipeline from now on.

        Raises:
            SettingsError: it is not installed, cannot be read, or finds no entities.
        """
        if options.ner_model is None:
            raise SettingsError("the component ner_model needs a spaCy pipeline to listen to")
        self._nlp = _loaded(options.ner_model)
        self._own = frozenset(each.key for each in ontology.concrete_types)
        self.fingerprint = _digest(self._nlp)
        self._origin = f"spacy:{self._nlp.lang}_{self._nlp.meta['name']}"

    def __call__(self, doc: Doc) -> Doc:
        """Append candidates, none of which cuts into a sure one."""
        with self._nlp.memory_zone():
            found = list(self._candidates(self._nlp(doc.text), doc._.candidates))
        doc._.candidates.extend(found)
        return doc

    def _candidates(self, read: Doc, known: Sequence[Candidate]) -> Iterator[Candidate]:
        sure = _Sure(known, len(read.text))
        for entity in read.ents:
            name = entity.text.strip(_EDGES)
            start = entity.start_char + len(entity.text) - len(entity.text.lstrip(_EDGES))
            type_ = self._type(entity, name)
            if type_ is None or not sure.leave_room(start, start + len(name)):
                continue
            told = type_[1]
            yield Candidate(start, start + len(name), type_[0], self._origin, _TOLD if told else _LIKELY)

    def _type(self, entity: Span, name: str) -> tuple[str, bool] | None:
        """The type of an entity, and whether its last word tells it; None if it is none of ours."""
        label = entity.label_
        if not _SHORTEST <= len(name) <= _LONGEST or "\n" in name or name in _UNSAID:
            return None
        if label in self._own:  # a pipeline that was trained on our own types
            return label, True
        if label in _PEOPLE:
            return "Person", False
        if label in _THINGS:
            return "Technology", False
        told = self._told(name)
        if label in _BODIES:
            return (told, True) if told else ("Company", False)
        if label in _PLACES:
            return (told, True) if told in _GROUNDS else ("Region", False)
        return (told, True) if label == "FAC" and told in _GROUNDS else None

    def _told(self, name: str) -> str | None:
        """The type that the end of a name tells, None if it tells none."""
        suffix = self._suffixes.ending(name)
        if suffix is None or suffix.type == AS_PARENT:
            return None
        if suffix.kind is Kind.FORM and suffix.type == "Company":
            return self._suffixes.company_type(name.removesuffix(suffix.text)) or suffix.type
        return suffix.type


class _Sure:
    """Where the components before are sure of names."""

    def __init__(self, candidates: Sequence[Candidate], length: int) -> None:
        self._owner: list[Candidate | None] = [None] * length
        for candidate in sorted(candidates, key=lambda c: c.end - c.start):
            if candidate.confidence >= SURE:
                self._owner[candidate.start : candidate.end] = [candidate] * (candidate.end - candidate.start)

    def leave_room(self, start: int, end: int) -> bool:
        """Whether no sure name is there, but for regions, sectors and people within a longer name."""
        inside = {owner for owner in self._owner[start:end] if owner is not None}
        return all(
            owner.type in _INNER and start <= owner.start and owner.end <= end and owner.end - owner.start < end - start
            for owner in inside
        )


def _loaded(name: str) -> Language:
    try:
        nlp = spacy.load(name, exclude=sorted(_NEEDLESS))
    except (OSError, ImportError, ValueError, KeyError) as error:
        said = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise SettingsError(
            f"cannot load the spaCy pipeline “{name}”: {said} Install it, such as with "
            "`python -m spacy download zh_core_web_sm`, or give the path of one"
        ) from error
    if not any("doc.ents" in nlp.get_pipe_meta(pipe).assigns for pipe in nlp.pipe_names):
        raise SettingsError(f"the spaCy pipeline “{name}” has no component that finds entities, such as ner")
    return nlp


def _digest(nlp: Language) -> str:
    """Hash over the files that the pipeline was read from."""
    digest = hashlib.sha256()
    folder = Path(nlp.path)
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode())
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


@Language.factory("jjj_ner_model")
def create(nlp: Language, name: str) -> NerModel:
    """Make the component that `pipeline.cfg` asks for."""
    return NerModel(Suffixes())
