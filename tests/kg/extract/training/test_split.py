"""The division of the corpus: whole, the same every time, and without an organisation in two parts."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from kg.extract.training.corpus import SPLIT, Annotated, GoldEntity, Part, annotated_documents, read_parts
from kg.extract.training.split import divide, organisations
from kg.gazetteer import Gazetteer
from kg.model import Document
from kg.settings import shipped

GAZETTEER = Gazetteer.load()
CORPUS = shipped("data", "corpus")
DOCUMENTS = list(annotated_documents(CORPUS, None))


def annotated(name: str, *organisation_names: str, kind: str = "Company") -> Annotated:
    entities = tuple(GoldEntity(f"e{i}", kind, n, (n,)) for i, n in enumerate(organisation_names))
    return Annotated(name, Document(name, "字" * 100, name), entities, (), Part.TRAIN)


def test_the_shipped_division_is_fresh() -> None:
    table = (CORPUS / SPLIT).read_text(encoding="utf-8").splitlines()
    read = frozenset(row.split("\t")[0] for row in table if row.endswith("\tyes"))
    assert read_parts(CORPUS / SPLIT) == divide(DOCUMENTS, read, GAZETTEER)


def test_no_unlisted_organisation_is_named_in_two_parts() -> None:
    parts = read_parts(CORPUS / SPLIT)
    names: dict[Part, set[str]] = {part: set() for part in Part}
    for document in DOCUMENTS:
        names[parts[document.name]] |= organisations(document, GAZETTEER)
    assert [names[one] & names[other] for one, other in combinations(Part, 2)] == [set(), set(), set()]


def test_what_was_read_is_in_train() -> None:
    documents = [annotated(f"d{i}", f"北辰第{i}机械厂") for i in range(20)]
    read = frozenset(f"d{i}" for i in range(9))
    parts = divide(documents, read, GAZETTEER)
    assert {parts[name] for name in read} == {Part.TRAIN}


def test_a_listed_bank_ties_no_documents_together() -> None:
    assert organisations(annotated("d", "中国工商银行", kind="Bank"), GAZETTEER) == set()
    assert organisations(annotated("d", "禾原精工股份有限公司"), GAZETTEER) == {"禾原精工股份有限公司"}


@given(st.lists(st.frozensets(st.integers(0, 30), max_size=3), min_size=1, max_size=40), st.randoms())
def test_the_order_of_documents_does_not_change_the_division(named: list[frozenset[int]], chance: object) -> None:
    documents = [annotated(f"d{i}", *(f"禾原第{n}机械厂" for n in sorted(of))) for i, of in enumerate(named)]
    shuffled = list(documents)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    parts = divide(documents, frozenset(), GAZETTEER)
    assert parts == divide(shuffled, frozenset(), GAZETTEER)
    for one, other in combinations(range(len(named)), 2):
        if named[one] & named[other]:
            assert parts[f"d{one}"] == parts[f"d{other}"]
