"""The graphs that stores are measured on are like those that we make of news."""

from __future__ import annotations

import dataclasses
from collections import Counter

import pytest

from benchmarks.graphs import made_graph
from kg.model import KnowledgeGraph
from kg.ontology import Ontology


@pytest.fixture(scope="module")
def made() -> KnowledgeGraph:
    return made_graph(1000, 6000)


def test_it_has_as_many_entities_and_relations_as_were_asked_for(made: KnowledgeGraph) -> None:
    assert sum(entity.type != "Region" for entity in made.entities) == 1000
    assert sum(not relation.derived for relation in made.relations) == 6000


def test_it_is_sorted_and_whole(made: KnowledgeGraph) -> None:
    for things in (made.entities, made.relations, made.documents):
        ids = [thing.id for thing in things]
        assert ids == sorted(set(ids))
    documents = {heading.id for heading in made.documents}
    for relation in made.relations:
        assert {relation.subject, relation.object} <= made.by_id.keys()
        assert relation.documents <= documents


def test_the_ontology_allows_every_relation(made: KnowledgeGraph) -> None:
    ontology = Ontology.load()
    for relation in made.relations:
        ends = made.by_id[relation.subject].type, made.by_id[relation.object].type
        assert relation.derived or ontology.allows(relation.predicate, *ends)


def test_a_few_have_most_of_the_relations_and_nobody_has_none(made: KnowledgeGraph) -> None:
    told = [relation for relation in made.relations if not relation.derived]
    degrees = Counter(end for relation in told for end in (relation.subject, relation.object))
    numbers = sorted((degrees[e.id] for e in made.entities if e.type != "Region"), reverse=True)
    assert numbers[-1] >= 1
    assert numbers[0] > 10 * numbers[len(numbers) // 2]


def test_the_same_seed_makes_the_same_graph_and_another_one_another(made: KnowledgeGraph) -> None:
    assert made_graph(1000, 6000) == made
    other = made_graph(1000, 6000, seed=2)
    assert {entity.id for entity in other.entities}.isdisjoint(entity.id for entity in made.entities)


def test_names_are_names(made: KnowledgeGraph) -> None:
    assert all(dataclasses.astuple(entity)[2] for entity in made.entities)
