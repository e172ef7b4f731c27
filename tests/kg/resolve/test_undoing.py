"""What holds of every graph, whatever people judge and in whatever order documents come."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import combinations
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.assemble import assemble
from kg.divisions import Divisions
from kg.export import export
from kg.gazetteer import Gazetteer
from kg.ledger import Ledger
from kg.model import Decision, Extraction, Judgement, KnowledgeGraph
from kg.ontology import Ontology
from kg.resolve import Linker, appearance, resolve
from kg.resolve.setting import Comparing

pytestmark = pytest.mark.long

SAME, DIFFERENT = Decision.SAME, Decision.DIFFERENT
LI = "person:li"
NAMES: Sequence[tuple[str, ...]] = (
    ("Company", "天津青禾机器人有限公司", "青禾机器人"),
    ("Company", "青禾机器人"),
    ("Company", "天津青禾机器人股份有限公司"),
    ("Company", "北京青禾机器人有限公司"),
    ("Company", "青禾机器人有限公司"),
    ("Bank", "蓟川银行天津分行"),
)

Tables = tuple[Ontology, Gazetteer, Divisions, Comparing]
Report = Callable[..., Extraction]
Make = Callable[..., AbstractContextManager["World"]]
"""`with world(extraction, …) as made:` gives a fresh ledger that holds the extractions."""
lax = settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
orders = st.permutations(range(len(NAMES)))
ends = st.tuples(st.integers(0, len(NAMES) - 2), st.integers(0, len(NAMES) - 2)).filter(lambda pair: pair[0] != pair[1])
judged = st.lists(st.tuples(ends, st.sampled_from([SAME, DIFFERENT])), min_size=1, max_size=5)


class World:
    """A ledger and all that is needed to make a graph of it."""

    def __init__(self, ledger: Ledger, tables: Tables, folder: Path) -> None:
        self.ledger = ledger
        self._ontology, self._gazetteer, self._divisions, self._comparing = tables
        self._folder = folder

    def linker(self) -> Linker:
        made = resolve(self.ledger, self._ontology, self._gazetteer, self._divisions, comparing=self._comparing)
        self.ledger.keep_rule_judgements(made.rules)
        self.ledger.keep_identifiers(made.identifiers(), made.found)
        return made

    def graph(self) -> KnowledgeGraph:
        return assemble(self.ledger, self.linker(), self._ontology, self._divisions).graph

    def exported(self) -> bytes:
        path = self._folder / "graph.json"
        export(self.graph(), "json", path)
        return path.read_bytes()


@pytest.fixture(scope="session")
def tables(ontology: Ontology, gazetteer: Gazetteer, divisions: Divisions) -> Tables:
    return ontology, gazetteer, divisions, Comparing.load(divisions, gazetteer)


@pytest.fixture(scope="session")
def world(tables: Tables) -> Make:
    @contextmanager
    def make(*extractions: Extraction) -> Iterator[World]:
        with TemporaryDirectory() as folder, Ledger.open(f"sqlite:///{folder}/ledger.sqlite") as ledger:
            for extraction in extractions:
                ledger.record(extraction, "by hand")
            yield World(ledger, tables, Path(folder))

    return make


@pytest.fixture(scope="session")
def reports(report: Report) -> list[Extraction]:
    """Of each name a report that a bank lent it money."""
    return [
        report(
            f"{n}：蓟川银行向{'、'.join(called[1:])}放贷。",
            {"x": called, "bank": ("Bank", "蓟川银行")},
            [("bank", "loaned_to", "x")],
            source=f"{n}.txt",
        )
        for n, called in enumerate(NAMES)
    ]


@pytest.fixture(scope="session")
def things(world: Make, reports: list[Extraction]) -> list[str]:
    """What judgements call the names, in their order."""
    with world(*reports) as made:
        by_name = {each.name: each.thing for each in made.linker().identifiers()}
    return [by_name[called[1]] for called in NAMES]


@lax
@given(judged, st.randoms(use_true_random=False))
def test_judging_and_undoing_in_any_order_changes_not_a_byte(
    world: Make,
    reports: list[Extraction],
    things: list[str],
    said: list[tuple[tuple[int, int], Decision]],
    random: Random,
) -> None:
    with world(*reports) as made:
        before = made.exported()
        numbers = []
        for (left, right), decision in said:
            numbers.append(made.ledger.enter(Judgement(things[left], things[right], decision, LI)).number)
            made.exported()
        random.shuffle(numbers)
        for number in numbers:
            made.ledger.undo(number, by=LI)
        assert made.exported() == before


@lax
@given(orders, ends, judged, st.integers(0, len(NAMES)))
def test_different_survives_every_later_merge_and_every_order_of_documents(
    world: Make,
    reports: list[Extraction],
    things: list[str],
    order: list[int],
    apart: tuple[int, int],
    said: list[tuple[tuple[int, int], Decision]],
    place: int,
) -> None:
    left, right = (things[end] for end in apart)
    with world() as made:
        for number, n in enumerate(order):
            if number == place:
                made.ledger.judge(Judgement(left, right, DIFFERENT, LI))
            made.ledger.record(reports[n], "by hand")
        if place == len(order):
            made.ledger.judge(Judgement(left, right, DIFFERENT, LI))
        for ends_of, _ in said:
            if set(ends_of) != set(apart):
                made.ledger.judge(Judgement(things[ends_of[0]], things[ends_of[1]], SAME, LI))
        linker = made.linker()
        assert linker.resolve(left) != linker.resolve(right)
        for refusal in linker.refusals:
            assert "stay apart although" in refusal.told(linker.called)


@lax
@given(orders, judged)
def test_nothing_depends_on_the_order_and_ids_stay_when_documents_come_again(
    world: Make,
    reports: list[Extraction],
    things: list[str],
    order: list[int],
    said: list[tuple[tuple[int, int], Decision]],
) -> None:
    exports = []
    for numbers in (list(range(len(NAMES))), order):
        with world(*(reports[n] for n in numbers)) as made:
            for (left, right), decision in said:
                made.ledger.judge(Judgement(things[left], things[right], decision, LI))
            exports.append(made.exported())
            for n in reversed(numbers):
                made.ledger.record(reports[n], "by another extractor")
            exports.append(made.exported())
    assert len(set(exports)) == 1


@lax
@given(judged)
def test_no_name_and_no_source_is_lost_and_every_id_leads_on(
    world: Make,
    reports: list[Extraction],
    things: list[str],
    said: list[tuple[tuple[int, int], Decision]],
) -> None:
    given_ids: set[str] = set()
    with world(*reports) as made:
        for (left, right), decision in [*said, ((0, 1), SAME)]:
            graph = made.graph()
            given_ids |= graph.by_id.keys()
            names = {name for entity in graph.entities for name in (entity.name, *entity.aliases)}
            assert {name for called in NAMES for name in called[1:]} <= names
            sources = {document_id for entity in graph.entities for document_id in entity.documents}
            assert {extraction.document.id for extraction in reports} <= sources
            evidence = {piece.document_id for relation in graph.relations for piece in relation.evidence}
            assert {extraction.document.id for extraction in reports} <= evidence
            for old in given_ids & {each.id for each in made.ledger.identifiers()}:
                assert made.ledger.present_id(old) in graph.by_id
            made.ledger.judge(Judgement(things[left], things[right], decision, LI))


def test_the_id_of_a_part_that_was_split_off_leads_back_after_undoing(world: Make, report: Report) -> None:
    a, b = (report(f"{n}：青禾云溪村委会。", {"x": ("GovernmentAgency", "青禾云溪村委会")}, source=n) for n in "ab")
    with world(a, b) as made:
        before = made.exported()
        [whole] = {each.id for each in made.linker().identifiers() if each.name == "青禾云溪村委会"}
        one, other = (appearance(whole, extraction.document.id) for extraction in (a, b))
        entry = made.ledger.enter(Judgement(one, other, DIFFERENT, LI))
        found = {each.id: each.thing for each in made.linker().identifiers() if each.name == "青禾云溪村委会"}
        [split] = found.keys() - {whole}
        assert found[split] in (one, other)
        assert made.ledger.present_id(split) == split
        made.ledger.undo(entry.number, by=LI)
        assert made.exported() == before
        assert made.ledger.present_id(split) == whole


def test_undoing_one_of_several_leaves_the_others(world: Make, reports: list[Extraction], things: list[str]) -> None:
    with world(*reports) as made:
        apart = made.exported()
        for left, right in combinations(things[:2] + things[3:4], 2):
            made.ledger.judge(Judgement(left, right, SAME, LI))
        joined = made.exported()
        assert joined != apart
        number = made.ledger.enter(Judgement(things[0], things[4], SAME, LI)).number
        assert made.exported() != joined
        made.ledger.undo(number, by=LI)
        assert made.exported() == joined
