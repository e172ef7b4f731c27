"""Bodies of requests and answers that are not simply dataclasses of the queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pydantic import BaseModel, Field

from kg.model import Decision, Document, KnowledgeGraph, Reprint
from kg.ontology import EntityType, Ontology, Predicate, QualifierType
from kg.reviewing import LONGEST_NAME as LONGEST_JUDGE
from kg.reviewing import Doubt, Told

LONGEST_THING = 250
"""Characters of the longest name or id of what is judged."""


class Candidate(BaseModel):
    """An entity that a name may mean."""

    id: str
    type: str
    name: str


class Fault(BaseModel):
    """What is wrong in one place of a request."""

    where: str
    message: str


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str = Field(examples=["urn:jjj-kg:problem:not-found"])
    title: str = Field(examples=["Not found"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["no entity is called “…”; the nearest names are …"])
    instance: str = Field(examples=["/api/v1/financiers"])
    candidates: list[Candidate] | None = Field(
        None, description="Of an ambiguous name: what it may mean, most likely first."
    )
    errors: list[Fault] | None = Field(None, description="Of an invalid request: every fault.")


class CypherQuestion(BaseModel, extra="forbid"):
    """A reading Cypher text."""

    query: str = Field(
        min_length=1,
        max_length=10_000,
        examples=["MATCH (a:Entity)-[r]->(b:Entity) WHERE r.predicate = $predicate RETURN a.name, b.name LIMIT 5"],
    )
    parameters: dict[str, str | int | float | bool | list[str] | None] = Field(
        default_factory=dict, max_length=50, examples=[{"predicate": "loaned_to"}]
    )
    limit: int = Field(100, ge=1, le=1000, description="Most rows.")


class DocumentView(BaseModel):
    """A document and what it tells; evidence points into `text` by code points."""

    document_id: str
    title: str
    text: str
    source: str
    url: str | None
    publisher: str | None
    published: str | None
    original: str = Field(description="Id of the document that this one reprints, or its own.")
    reprints: list[str] = Field(description="Ids of all documents that reprint the original, sorted.")
    graph: KnowledgeGraph = Field(description="The entities and relations that the document supports.")

    @classmethod
    def of(cls, document: Document, reprints: Iterable[Reprint], graph: KnowledgeGraph) -> DocumentView:
        """The view of a document that supports `graph`, with the reprints of the report that it tells."""
        originals = {reprint.document_id: reprint.original_id for reprint in reprints}
        return cls(
            document_id=document.id,
            title=document.title,
            text=document.text,
            source=document.source,
            url=document.url,
            publisher=document.publisher,
            published=document.published.isoformat() if document.published else None,
            original=originals.get(document.id, document.id),
            reprints=sorted(originals),
            graph=graph,
        )


class ReviewView(BaseModel):
    """Doubtful pairs, the likeliest first."""

    total: int = Field(description="How many there are.")
    doubts: list[Doubt]


class JudgementBody(BaseModel, extra="forbid"):
    """What a person says of two things."""

    left: str = Field(
        min_length=1,
        max_length=LONGEST_THING,
        description="A full name or an id; `NAME@document id` for what that one document calls so.",
        examples=["北京云岫智能科技有限公司"],
    )
    right: str = Field(min_length=1, max_length=LONGEST_THING, examples=["e-94d0a7c35be81f26"])
    decision: Decision = Field(description="`unsure` leaves the pair to the rules.")
    by: str = Field(min_length=1, max_length=LONGEST_JUDGE, description="Who says so.", examples=["li"])
    why: str = Field("", max_length=2000, description="The reason, for whoever reads it later.")


class PublishedView(BaseModel):
    """The graph that was published after a judgement."""

    entities: int
    relations: int
    changed: bool
    refusals: list[str] = Field(description="Judgements, of rules too, that are not followed, and why.")


class JudgedView(BaseModel):
    """A judgement that was made or taken back, and the graph that follows."""

    judgement: Told
    graph: PublishedView


class TermView(BaseModel):
    """What all terms of the vocabulary have."""

    key: str
    iri: str
    labels: dict[str, str]
    definitions: dict[str, str]
    examples: list[str]
    mappings: list[tuple[str, str]]


class TypeView(TermView):
    """A type of entity."""

    parent: str | None
    abstract: bool


class PredicateView(TermView):
    """A predicate."""

    camel: str
    upper: str
    inverse_labels: dict[str, str]
    domain: list[str]
    range: list[str]
    symmetric: bool
    qualifiers: list[str]
    family: str
    backer: str | None
    step_cost: float


class QualifierView(TermView):
    """A qualifier; `values` are the admissible ones, if only some are."""

    values: dict[str, dict[str, str]]


class OntologyView(BaseModel):
    """The whole vocabulary."""

    version: str
    types: list[TypeView]
    predicates: list[PredicateView]
    qualifiers: list[QualifierView]
    families: dict[str, dict[str, str]]
    statuses: dict[str, dict[str, str]]
    scopes: dict[str, dict[str, str]]

    @classmethod
    def of(cls, ontology: Ontology) -> OntologyView:
        """The view of a vocabulary."""
        return cls(
            version=ontology.version,
            types=[_type(each) for each in ontology.types.values()],
            predicates=[_predicate(each) for each in ontology.predicates.values()],
            qualifiers=[_qualifier(each) for each in ontology.qualifiers.values()],
            families={key: dict(each.labels) for key, each in ontology.families.items()},
            statuses=_plain(ontology.statuses),
            scopes=_plain(ontology.scopes),
        )


def _term(each: EntityType | Predicate | QualifierType) -> dict[str, object]:
    return {
        "key": each.key,
        "iri": each.iri,
        "labels": dict(each.labels),
        "definitions": dict(each.definitions),
        "examples": list(each.examples),
        "mappings": list(each.mappings),
    }


def _type(each: EntityType) -> TypeView:
    return TypeView.model_validate(_term(each) | {"parent": each.parent, "abstract": each.abstract})


def _predicate(each: Predicate) -> PredicateView:
    own = {
        "camel": each.camel,
        "upper": each.upper,
        "inverse_labels": dict(each.inverse_labels),
        "domain": sorted(each.domain),
        "range": sorted(each.range),
        "symmetric": each.symmetric,
        "qualifiers": list(each.qualifiers),
        "family": each.family,
        "backer": each.backer,
        "step_cost": each.step_cost,
    }
    return PredicateView.model_validate(_term(each) | own)


def _qualifier(each: QualifierType) -> QualifierView:
    return QualifierView.model_validate(_term(each) | {"values": _plain(each.values)})


def _plain(values: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    return {key: dict(labels) for key, labels in values.items()}
