"""No two entities of one type stand under one name."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kg.assemble.homonyms import same, told_apart
from kg.model import Entity, Evidence, Heading, Place, Relation, Status

BAODING, TANGSHAN = Place("130600", "保定市", "hebei"), Place("130200", "唐山市", "hebei")
SENTENCE = Evidence("s", "d1", "", "a.txt", None, None, 0, 1, "句", "rule:x", 0.9)


def relation(subject: str, target: str, *, predicate: str = "holds_position", confidence: float = 0.9) -> Relation:
    key = f"{subject}{predicate}{target}"
    return Relation(key, subject, predicate, target, (), Status.ASSERTED, confidence, (SENTENCE,))


def heading(key: str, title: str, published: str) -> Heading:
    return Heading(key, title, f"{key}.txt", published=published)


def names(*entities: Entity) -> dict[str, str]:
    return {entity.id: entity.name for entity in entities}


def test_a_name_that_stands_alone_stays() -> None:
    entities = (Entity("a", "Person", "李伟"), Entity("b", "Company", "李伟"))
    assert told_apart(entities, (), {}) == entities


def test_a_place_tells_first() -> None:
    zones = (
        Entity("a", "Park", "高新区", place=BAODING, documents=("d1",)),
        Entity("b", "Park", "高新 区", place=TANGSHAN, documents=("d1",)),
    )
    found = told_apart(zones, (), {"d1": heading("d1", "两市", "2024-01-01")})
    assert names(*found) == {"a": "高新区（保定市）", "b": "高新 区（唐山市）"}
    assert [entity.aliases for entity in found] == [("高新区",), ("高新 区",)]


def test_then_what_it_is_surest_to_belong_to() -> None:
    people = (Entity("a", "Person", "李伟"), Entity("b", "Person", "李伟", documents=("d1",)))
    bodies = (
        Entity("x", "University", "青禾大学"),
        Entity("y", "Company", "白苇集团"),
        Entity("z", "Region", "天津市"),
    )
    told = (relation("a", "x", confidence=0.6), relation("a", "y"), relation("b", "z", predicate="located_in"))
    found = told_apart((*people, *bodies), told, {"d1": heading("d1", "云溪来客", "2024-01-01")})
    assert names(*found)["a"] == "李伟（白苇集团）"
    assert names(*found)["b"] == "李伟（《云溪来客》）"


def test_what_both_share_tells_nothing() -> None:
    people = (Entity("a", "Person", "李伟", place=BAODING), Entity("b", "Person", "李伟", place=BAODING))
    bodies = (Entity("x", "University", "青禾大学"), Entity("y", "Company", "白苇集团"))
    told = (relation("a", "x"), relation("a", "y", confidence=0.5), relation("b", "x"))
    found = names(*told_apart((*people, *bodies), told, {}))
    assert (found["a"], found["b"]) == ("李伟（白苇集团）", "李伟（b）")


def test_reports_of_one_title_are_told_apart_by_their_days() -> None:
    people = (Entity("a", "Person", "李伟", documents=("d1",)), Entity("b", "Person", "李伟", documents=("d2",)))
    headings = {"d1": heading("d1", "要闻", "2024-01-01"), "d2": heading("d2", "要闻", "2024-02-01")}
    found = names(*told_apart(people, (), headings))
    assert found == {"a": "李伟（《要闻》2024-01-01）", "b": "李伟（《要闻》2024-02-01）"}


ENTITIES = st.lists(
    st.builds(
        Entity,
        st.uuids().map(str),
        st.sampled_from(["Person", "Park"]),
        st.sampled_from(["李伟", "高新区", "高新 区", "高（新）区"]),
        place=st.sampled_from([None, BAODING, TANGSHAN]),
        documents=st.sampled_from([(), ("d1",), ("d1", "d2")]),
    ),
    max_size=8,
    unique_by=lambda entity: entity.id,
)


@given(ENTITIES)
def test_no_two_of_one_type_share_a_name_and_no_name_is_lost(entities: list[Entity]) -> None:
    headings = {key: heading(key, "要闻", "") for key in ("d1", "d2")}
    found = told_apart(entities, (), headings)
    assert max(Counter((e.type, same(e.name)) for e in found).values(), default=1) == 1
    before = {entity.id: entity for entity in entities}
    for entity in found:
        given_name = before[entity.id].name
        assert given_name in (entity.name, *entity.aliases)
        assert replace(entity, name=given_name, aliases=()) == before[entity.id]
    assert told_apart(reversed(entities), (), headings) == found
