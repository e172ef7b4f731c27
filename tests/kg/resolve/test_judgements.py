"""Clusters follow from judgements, whatever their order, and never join what was judged different."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from kg.model import Decision, Judgement
from kg.resolve.judgements import effective, partition

SAME, DIFFERENT, UNSURE = Decision.SAME, Decision.DIFFERENT, Decision.UNSURE


def person(left: str, right: str, decision: Decision, score: float = 1.0) -> Judgement:
    return Judgement(left, right, decision, "person:li", score, ("见过双方执照",))


def rule(left: str, right: str, decision: Decision, score: float = 0.9) -> Judgement:
    return Judgement(left, right, decision, "rule:legal_form", score, ("名称相近",))


def clusters(*judgements: Judgement) -> set[frozenset[str]]:
    found = partition(judgements)
    return {frozenset(t for t in found.root if found.root[t] == root) for root in found.root.values()}


def test_sameness_is_transitive() -> None:
    assert clusters(rule("a", "b", SAME), rule("c", "b", SAME)) == {frozenset("abc")}


def test_the_root_is_the_least_member() -> None:
    found = partition([rule("c", "b", SAME), rule("b", "a", SAME)])
    assert [found.of(thing) for thing in "abcd"] == ["a", "a", "a", "d"]


def test_a_chain_does_not_bridge_what_a_person_parted_and_says_so() -> None:
    parted = person("a", "c", DIFFERENT)
    found = partition([rule("a", "b", SAME, 0.95), rule("b", "c", SAME, 0.9), parted])
    assert found.root == {"a": "a", "b": "a", "c": "c"}
    assert [(r.refused.pair, r.because) for r in found.refusals] == [(("b", "c"), parted)]
    assert str(found.refusals[0]) == (
        "b and c stay apart although rule:legal_form takes them for one: "
        "person:li judged a and c different (见过双方执照)"
    )


def test_the_surer_rule_wins_where_both_cannot_hold() -> None:
    found = partition([rule("b", "c", SAME, 0.95), rule("a", "b", SAME, 0.85), rule("a", "c", DIFFERENT)])
    assert found.root == {"a": "a", "b": "b", "c": "b"}


def test_a_rule_cannot_part_what_a_person_joined() -> None:
    assert clusters(person("a", "b", SAME), person("b", "c", SAME), rule("a", "c", DIFFERENT)) == {frozenset("abc")}


def test_of_what_people_cannot_both_have_the_later_is_not_followed() -> None:
    noon, evening = (datetime(2024, 5, 2, hour, tzinfo=UTC) for hour in (12, 18))
    parted = person("a", "c", DIFFERENT)
    first, second = replace(person("b", "c", SAME), at=noon), replace(person("a", "b", SAME), at=evening)
    found = partition([second, parted, first])
    assert found.root == {"a": "a", "b": "b", "c": "b"}
    assert [refusal.refused for refusal in found.refusals] == [second]


def test_being_different_passes_on_to_later_members_of_a_cluster() -> None:
    judgements = [person("a", "x", DIFFERENT), rule("a", "b", SAME), rule("x", "y", SAME), rule("b", "y", SAME, 0.81)]
    assert clusters(*judgements) == {frozenset("ab"), frozenset("xy")}


def test_the_last_word_of_a_person_counts() -> None:
    recorded = [person("a", "b", SAME), person("b", "a", DIFFERENT)]
    assert effective(recorded, [rule("a", "b", SAME)]) == (person("a", "b", DIFFERENT),)


def test_unsure_leaves_the_pair_to_the_rules() -> None:
    recorded = [person("a", "b", DIFFERENT), person("a", "b", UNSURE)]
    assert effective(recorded, [rule("a", "b", SAME)]) == (rule("a", "b", SAME),)


def test_what_rules_said_earlier_counts_no_more() -> None:
    assert effective([rule("a", "b", SAME)], []) == ()


_THINGS = st.sampled_from("abcdefgh")
_PAIRS = st.tuples(_THINGS, _THINGS).filter(lambda pair: pair[0] != pair[1])
_JUDGEMENTS = st.builds(
    lambda pair, decision, who, score: who(*pair, decision, score),
    _PAIRS,
    st.sampled_from([SAME, SAME, SAME, DIFFERENT]),
    st.sampled_from([person, rule]),
    st.sampled_from([0.81, 0.9, 1.0]),
)
_LISTS = st.lists(_JUDGEMENTS, max_size=16, unique_by=lambda judgement: judgement.pair)


@given(_LISTS, st.randoms(use_true_random=False))
def test_the_order_of_judgements_does_not_matter(judgements: list[Judgement], random: object) -> None:
    shuffled = list(judgements)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert partition(shuffled) == partition(judgements)


@given(_LISTS)
def test_what_a_person_judged_different_is_never_one(judgements: list[Judgement]) -> None:
    found = partition(judgements)
    for judgement in judgements:
        if judgement.decision is DIFFERENT and judgement.by.startswith("person:"):
            assert found.of(judgement.left) != found.of(judgement.right)


@given(_LISTS)
def test_every_same_is_followed_or_refused(judgements: list[Judgement]) -> None:
    found = partition(judgements)
    refused = {refusal.refused for refusal in found.refusals}
    for judgement in judgements:
        if judgement.decision is SAME:
            assert (found.of(judgement.left) == found.of(judgement.right)) != (judgement in refused)


@given(_LISTS, _PAIRS, st.sampled_from([SAME, DIFFERENT]))
def test_taking_a_judgement_back_restores_the_clusters(
    judgements: list[Judgement], pair: tuple[str, str], decision: Decision
) -> None:
    recorded = [j for j in judgements if j.by.startswith("person:") and j.pair != tuple(sorted(pair))]
    rules = [j for j in judgements if j.by.startswith("rule:")]
    before = partition(effective(recorded, rules))
    undone = [*recorded, person(*pair, decision), person(*pair, UNSURE)]
    assert partition(effective(undone, rules)) == before
