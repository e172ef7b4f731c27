"""What the relation scorer learns from: pairs of names that the pipeline found, told right or wrong by the gold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from kg.extract.analysis import Form
from kg.extract.pairs import Pair, pairs
from kg.extract.training.corpus import Annotated, GoldRelation
from kg.model import Status
from kg.ontology import Ontology
from kg.text import fold


@dataclass(frozen=True, slots=True)
class Sample:
    """A pair, and which predicates the gold says of it here, elsewhere in the document only, or not at all."""

    document: str
    pair: Pair
    here: frozenset[str]
    elsewhere: frozenset[str]


def samples(annotated: Annotated, docs: Iterable[Doc], ontology: Ontology) -> Iterator[Sample]:
    """The pairs of an analysed document with their gold; those between things that the gold does not know have none."""
    gold = _Gold(annotated, ontology)
    for doc in docs:
        entities = gold.aligned(doc)
        for pair in pairs(doc._.sentences, doc._.claims, doc._.title_end):
            one, other = entities.get(pair.subject), entities.get(pair.object)
            told = gold.relations(one, other) if one and other else ()
            sentence = fold(pair.sentence.text[pair.sentence.start : pair.sentence.end])
            here = frozenset(r.predicate for r in told if _overlap(sentence, fold(r.evidence)))
            yield Sample(annotated.name, pair, here, frozenset(r.predicate for r in told) - here)


class _Gold:
    def __init__(self, annotated: Annotated, ontology: Ontology) -> None:
        self._owner = {fold(surface): entity.id for entity in annotated.entities for surface in entity.surfaces}
        self._relations: dict[tuple[str, str], list[GoldRelation]] = {}
        for relation in annotated.relations:
            if relation.status is Status.ASSERTED:
                self._relations.setdefault((relation.subject, relation.object), []).append(relation)
                if ontology.predicate(relation.predicate).symmetric:
                    self._relations.setdefault((relation.object, relation.subject), []).append(relation)

    def aligned(self, doc: Doc) -> dict[int, str]:
        """The gold entity of each referent, by the surfaces that both have."""
        text, shared = doc.text, dict[int, Counter[str]]()
        for name in doc._.names:
            owner = self._owner.get(fold(text[name.start : name.end])) if name.form is not Form.ANAPHOR else None
            if owner:
                shared.setdefault(name.referent, Counter())[owner] += 1
        return {referent: owners.most_common(1)[0][0] for referent, owners in shared.items()}

    def relations(self, one: str, other: str) -> Sequence[GoldRelation]:
        return self._relations.get((one, other), ())


def _overlap(one: str, other: str) -> bool:
    return one in other or other in one
