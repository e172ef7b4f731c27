"""The tree of regions: where things are, in what that lies, and what is inferred apart from what documents tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.assemble import Assembled, assemble
from kg.assemble.votes import Vote, chosen
from kg.divisions import Divisions
from kg.gazetteer import Gazetteer, Seats
from kg.ledger import Ledger
from kg.model import Entity, Extraction, Relation, Status
from kg.ontology import Ontology
from kg.resolve import resolve

Report = Callable[..., Extraction]
Built = Callable[..., Assembled]

FIRM = ("Company", "青禾机器人有限公司")
SEATS = [
    ("青禾产业园", "Park", "120116"),
    ("白苇大学", "University", "110108"),
    ("白苇银行天津分行", "Bank", "110108"),
]


@pytest.fixture(scope="module")
def knowledge() -> tuple[Ontology, Gazetteer, Divisions]:
    return Ontology.load(), Gazetteer.load(), Divisions.load()


@pytest.fixture
def built(tmp_path: Path, knowledge: tuple[Ontology, Gazetteer, Divisions]) -> Built:
    """`built(extraction, …)` records them in a ledger of their own and assembles it with `SEATS`."""
    ontology, gazetteer, divisions = knowledge
    number = iter(range(1000))

    def make(*extractions: Extraction) -> Assembled:
        with Ledger.open(f"sqlite:///{tmp_path / f'{next(number)}.sqlite'}") as ledger:
            for extraction in extractions:
                ledger.record(extraction, "by hand")
            return assemble(ledger, resolve(ledger, ontology, gazetteer, divisions), ontology, divisions, Seats(SEATS))

    return make


@pytest.fixture
def located(report: Report) -> Callable[..., Extraction]:
    """`located(names, claims)` is a report that names them all."""

    def make(
        names: Mapping[str, Sequence[str]], claims: Sequence[Any] = (), *, source: str = "a.txt", sure: float = 0.9
    ) -> Extraction:
        text = source + "：" + "，".join(name for _, *called in names.values() for name in called)
        return report(text, names, claims, source=source, confidence=sure)

    return make


def entity(made: Assembled, name: str) -> Entity:
    return next(e for e in made.graph.entities if name in (e.name, *e.aliases))


def within(made: Assembled, name: str) -> list[str]:
    """Names of all that it lies in, itself left out."""
    names = {e.within[-1]: e.name for e in made.graph.entities if e.type in ("Park", "Region")}
    thing = entity(made, name)
    return [names[key] for key in thing.within if names[key] != thing.name]


def inferred(made: Assembled) -> set[tuple[str, str, str, str]]:
    by_id = made.graph.by_id
    derived = [r for r in made.graph.relations if r.derived]
    return {(by_id[r.subject].name, r.predicate, by_id[r.object].name, r.inferred_from) for r in derived}


def test_a_firm_in_a_district_is_in_its_city(built: Built, located: Callable[..., Extraction]) -> None:
    made = built(located({"x": FIRM, "r": ("Region", "滨海新区")}, [("x", "located_in", "r")]))
    assert entity(made, FIRM[1]).within == ("120000", "120116")
    assert within(made, FIRM[1]) == ["天津市", "滨海新区"]


def test_a_city_that_no_document_names_has_a_node_under_the_id_that_naming_it_gives(
    built: Built, located: Callable[..., Extraction]
) -> None:
    unnamed = built(located({"x": FIRM, "r": ("Region", "滨海新区")}, [("x", "located_in", "r")]))
    named = built(located({"x": FIRM, "r": ("Region", "滨海新区"), "t": ("Region", "天津")}))
    assert entity(unnamed, "天津").documents == ()
    assert entity(unnamed, "天津").id == entity(named, "天津").id
    assert entity(unnamed, "天津").within == entity(named, "天津").within == ("120000",)


def test_districts_are_part_of_cities_by_the_table_alone(built: Built, located: Callable[..., Extraction]) -> None:
    made = built(located({"r": ("Region", "容城县")}))
    assert inferred(made) == {
        ("容城县", "part_of", "雄安新区", "derived:divisions"),
        ("雄安新区", "part_of", "保定市", "derived:divisions"),
        ("保定市", "part_of", "河北省", "derived:divisions"),
    }
    assert all(relation.evidence == () for relation in made.graph.relations)


def test_a_listed_park_is_in_its_district_and_what_is_in_it_too(
    built: Built, located: Callable[..., Extraction]
) -> None:
    names = {"x": FIRM, "p": ("Park", "青禾产业园")}
    made = built(located(names, [("x", "located_in", "p")]))
    assert within(made, FIRM[1]) == ["天津市", "滨海新区", "青禾产业园"]
    assert ("青禾产业园", "located_in", "滨海新区", "derived:seats") in inferred(made)


def test_what_a_document_says_of_a_park_is_not_inferred_again(built: Built, located: Callable[..., Extraction]) -> None:
    names = {"p": ("Park", "青禾产业园"), "r": ("Region", "滨海新区")}
    made = built(located(names, [("p", "located_in", "r")]))
    [told] = [r for r in made.graph.relations if r.predicate == "located_in"]
    assert (told.inferred_from, len(told.evidence)) == ("", 1)


def test_a_park_in_a_park_is_in_both(built: Built, located: Callable[..., Extraction]) -> None:
    names = {"x": FIRM, "p": ("Park", "云岫软件园"), "q": ("Park", "青禾产业园")}
    made = built(located(names, [("x", "located_in", "p"), ("p", "located_in", "q")]))
    assert within(made, FIRM[1]) == ["天津市", "滨海新区", "青禾产业园", "云岫软件园"]


def test_a_park_of_which_nobody_says_where_it_is_still_holds_its_firms(
    built: Built, located: Callable[..., Extraction]
) -> None:
    made = built(located({"x": FIRM, "p": ("Park", "云岫软件园")}, [("x", "located_in", "p")]))
    assert entity(made, FIRM[1]).within == (entity(made, "云岫软件园").id,)
    assert entity(made, FIRM[1]).place is None


def test_most_documents_decide_and_saying_less_is_no_objection(
    built: Built, located: Callable[..., Extraction]
) -> None:
    places = ["天津", "滨海新区", "海淀区", "天津市滨海新区", "西青区"]
    reports = [
        located({"x": FIRM, "r": ("Region", place)}, [("x", "located_in", "r")], source=f"{n}.txt")
        for n, place in enumerate(places)
    ]
    assert within(built(*reports), FIRM[1]) == ["天津市", "滨海新区"]


def test_a_doubtful_statement_places_only_what_is_there_anyway(
    built: Built, located: Callable[..., Extraction]
) -> None:
    park = ("Park", "青禾产业园")
    claims = [("x", "located_in", "p"), ("y", "located_in", "p"), ("z", "located_in", "p")]
    names = {"x": ("Company", "天津云汐科技有限公司"), "y": FIRM, "z": ("Company", "保定云汐科技有限公司"), "p": park}
    made = built(located(names, claims, sure=0.4))
    assert within(made, "天津云汐科技有限公司") == ["天津市", "滨海新区", "青禾产业园"]
    assert within(made, FIRM[1]) == []
    assert within(made, "保定云汐科技有限公司") == ["河北省", "保定市"]


def test_who_has_moved_away_is_no_longer_where_its_name_says(built: Built, located: Callable[..., Extraction]) -> None:
    names = {"x": ("Company", "北京云汐科技有限公司"), "b": ("Region", "北京"), "p": ("Park", "青禾产业园")}
    gone = built(located(names, [("x", "relocated_from", "b")]))
    there = built(located(names, [("x", "relocated_from", "b"), ("x", "located_in", "p")]))
    assert (within(gone, "北京云汐科技有限公司"), entity(gone, "北京云汐科技有限公司").home) == ([], ("110000",))
    assert within(there, "北京云汐科技有限公司") == ["天津市", "滨海新区", "青禾产业园"]


def test_a_move_away_that_is_contradicted_counts_for_nothing(built: Built, located: Callable[..., Extraction]) -> None:
    names = {"x": FIRM, "r": ("Region", "雄安新区"), "c": ("Region", "容城县")}
    doubtful = located(names, [("x", "relocated_from", "r")], source="b.txt", sure=0.55)
    made = built(located(names, [("x", "located_in", "c")]), doubtful)
    assert within(made, FIRM[1]) == ["河北省", "保定市", "雄安新区", "容城县"]


def test_what_is_said_of_a_place_that_was_left_no_longer_counts(
    built: Built, located: Callable[..., Extraction]
) -> None:
    names = {"x": FIRM, "u": ("University", "白苇大学"), "b": ("Region", "北京"), "r": ("Region", "雄安新区")}
    old = located(names, [("x", "located_in", "b")], source="0.txt", sure=0.8)
    moves = [(who, how, where) for who in "xu" for how, where in (("relocated_from", "b"), ("located_in", "r"))]
    made = built(old, located(names, moves[:1] + moves[2:], source="1.txt"), located(names, moves[1:2], sure=0.6))
    assert within(made, FIRM[1]) == ["河北省", "保定市", "雄安新区"]
    assert within(made, "白苇大学") == ["河北省", "保定市", "雄安新区"]


def test_a_planned_move_moves_nothing(built: Built, located: Callable[..., Extraction]) -> None:
    names = {"x": ("Company", "北京云汐科技有限公司"), "b": ("Region", "北京")}
    made = built(located(names, [("x", "relocated_from", "b", (), Status.PLANNED)]))
    assert within(made, "北京云汐科技有限公司") == ["北京市"]


@pytest.mark.parametrize(
    ("kind", "name", "chain"),
    [
        ("University", "白苇大学", ["北京市", "海淀区"]),
        ("ResearchInstitute", "白苇大学天津研究院", ["天津市"]),
        ("Bank", "白苇银行天津分行", ["天津市"]),
        ("GovernmentAgency", "天津市滨海新区云汐局", ["天津市", "滨海新区"]),
        ("Region", "燕郊", ["河北省", "廊坊市", "三河市"]),
        ("Region", "京津冀", []),
    ],
)
def test_lists_and_names_tell_where_things_are(
    built: Built, located: Callable[..., Extraction], kind: str, name: str, chain: list[str]
) -> None:
    assert within(built(located({"x": (kind, name)})), name) == chain


def test_a_region_as_wide_as_the_three_together_places_nothing(
    built: Built, located: Callable[..., Extraction]
) -> None:
    made = built(located({"x": FIRM, "r": ("Region", "京津冀")}, [("x", "located_in", "r")]))
    assert (entity(made, FIRM[1]).within, entity(made, FIRM[1]).place) == ((), None)


def test_two_districts_of_one_name_are_told_apart(built: Built, located: Callable[..., Extraction]) -> None:
    made = built(located({"x": ("Company", "天津和平云汐有限公司"), "y": ("Company", "沈阳和平白苇有限公司")}))
    regions = {e.name for e in made.graph.entities if e.type == "Region" and "和平区" in (e.name, *e.aliases)}
    assert regions == {"天津市和平区", "沈阳市和平区"}


def test_what_a_name_alone_tells_is_marked(built: Built, located: Callable[..., Extraction]) -> None:
    made = built(located({"x": ("Bank", "蓟川银行天津分行")}))
    [branch] = [r for r in made.graph.relations if r.predicate == "part_of" and not r.derived]
    assert branch.inferred_from == "rule:name.branch_of_bank"
    assert len(branch.evidence) == 1


def test_the_order_of_documents_does_not_change_the_tree(built: Built, located: Callable[..., Extraction]) -> None:
    reports = [
        located({"x": FIRM, "r": ("Region", place)}, [("x", "located_in", "r")], source=f"{n}.txt")
        for n, place in enumerate(("海淀区", "滨海新区", "容城县"))
    ]
    assert len({repr(built(*order)) for order in permutations(reports)}) == 1


def test_a_derived_relation_is_known_by_what_it_was_inferred_from() -> None:
    def relation(origin: str) -> Relation:
        return Relation("r", "a", "part_of", "b", (), Status.ASSERTED, 1.0, inferred_from=origin)

    assert relation("derived:divisions").derived
    assert not relation("rule:name.branch_of_bank").derived
    assert not relation("").derived


_CHAINS = [("1",), ("1", "11"), ("1", "12"), ("1", "11", "111"), ("2",), ("2", "21"), ()]
_votes = st.builds(
    Vote, st.sampled_from(_CHAINS), st.sampled_from([(), ("p",), ("p", "q")]), st.integers(1, 3), st.just(0.5)
)


@given(st.lists(_votes, max_size=6))
def test_what_is_chosen_was_said_whatever_the_order(votes: list[Vote]) -> None:
    codes, sites = chosen(votes)
    assert chosen(votes[::-1]) == (codes, sites)
    assert codes == () or any(vote.codes[: len(codes)] == codes for vote in votes)
    assert sites == () or any(vote.sites[: len(sites)] == sites for vote in votes)


@given(st.lists(_votes, min_size=1, max_size=6))
def test_nothing_more_exact_is_left_unheard(votes: list[Vote]) -> None:
    codes, _ = chosen(votes)
    deeper = [vote for vote in votes if len(vote.codes) > len(codes) and vote.codes[: len(codes)] == codes]
    assert not deeper or len({vote.codes[len(codes)] for vote in deeper}) > 1


def test_equal_votes_are_decided_by_where_it_is_at_home() -> None:
    votes = [Vote(("1",), (), 1, 0.9), Vote(("2",), (), 1, 0.9)]
    assert (chosen(votes)[0], chosen(votes, ("2",))[0]) == (("1",), ("2",))


def test_a_park_in_several_districts_is_in_their_city() -> None:
    votes = [Vote(("1", "11"), (), 1, 0.61), Vote(("1", "12"), (), 1, 0.56), Vote(("1", "13"), (), 1, 0.44)]
    assert chosen(votes)[0] == ("1",)
    assert chosen(votes, ("1", "12"))[0] == ("1", "12")
    assert chosen([Vote(("1", "11"), (), 1, 0.8), *votes[1:]])[0] == ("1", "11")
    assert chosen([*votes, Vote(("1", "13"), (), 1, 0.4)])[0] == ("1", "13")
