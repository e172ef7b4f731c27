"""The annotation form keeps the annotators' rules whatever was extracted, and a batch's file names are settled."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ExportError
from kg.export.annotation import AnnotationFolder, annotation
from kg.model import NAME, Document, Extraction, Mention, Qualifier, Statement, Status
from kg.ontology import Ontology

TEXT = "海棠银行向云杉科技有限公司贷款500万元，再授信900万元。云杉科技与柏木大学合作，拟投资松针药业。"
DOCUMENT = Document("", TEXT, "a.txt")
ONTOLOGY = Ontology.load()
AMOUNT_500, AMOUNT_900 = (
    Qualifier("amount", "500万元", "5000000", "CNY"),
    Qualifier("amount", "900万元", "9000000", "CNY"),
)


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return ONTOLOGY


def mention(text: str, entity_type: str, referent: str, document: Document = DOCUMENT, at: int = 0) -> Mention:
    start = document.text.index(text, at)
    return Mention(document.span(start, start + len(text)), entity_type, referent)


MENTIONS = (
    mention("海棠银行", "Bank", "r1"),
    mention("云杉科技有限公司", "Company", "r2"),
    mention("云杉科技", "Company", "r2", at=20),
    mention("柏木大学", "University", "r3"),
    mention("松针药业", "Company", "r4"),
)


def said(
    subject: str,
    predicate: str,
    other: str,
    evidence: str,
    *qualifiers: Qualifier,
    status: Status = Status.ASSERTED,
    confidence: float = 0.8,
) -> Statement:
    start = TEXT.index(evidence)
    span = DOCUMENT.span(start, start + len(evidence))
    return Statement(DOCUMENT.id, subject, predicate, other, span, qualifiers, status, confidence, "rule:x")


def relations(ontology: Ontology, *statements: Statement, key: str = "relations") -> list[dict[str, object]]:
    found = annotation(Extraction(DOCUMENT, MENTIONS, statements), ontology)[key]
    assert isinstance(found, list)
    return found


def test_an_entity_lists_its_surfaces_under_its_fullest_name(ontology: Ontology) -> None:
    name = Statement(DOCUMENT.id, "r2", NAME, "云杉科技有限公司", DOCUMENT.span(0, 5))
    entities = annotation(Extraction(DOCUMENT, MENTIONS, (name,)), ontology)["entities"]
    assert isinstance(entities, list)
    assert entities[1] == {
        "id": "e2",
        "type": "Company",
        "name": "云杉科技有限公司",
        "surfaces": ["云杉科技有限公司", "云杉科技"],
    }


def test_a_relation_that_several_voices_tell_names_them_all(ontology: Ontology) -> None:
    rule = said("r1", "loaned_to", "r2", "贷款500万元")
    model = replace(rule, origin="llm:y", confidence=0.9)
    [told] = relations(ontology, rule, model)
    assert (told["origin"], told["origins"]) == ("llm:y", ["llm:y", "rule:x"])
    [alone] = relations(ontology, rule, replace(rule, confidence=0.7))
    assert "origins" not in alone


def test_two_loans_between_one_pair_are_one_relation_with_both_amounts(ontology: Ontology) -> None:
    first = said("r1", "loaned_to", "r2", "贷款500万元", AMOUNT_500)
    second = said("r1", "loaned_to", "r2", "授信900万元", AMOUNT_900, confidence=0.9)
    assert relations(ontology, second, first) == [
        {
            "subject": "e1",
            "predicate": "loaned_to",
            "object": "e2",
            "evidence": "授信900万元",
            "start": TEXT.index("授信"),
            "end": TEXT.index("授信") + 7,
            "qualifiers": {"amount": ["500万元", "900万元"]},
            "normalised": {
                "amount": [
                    {"text": "500万元", "value": "5000000", "unit": "CNY"},
                    {"text": "900万元", "value": "9000000", "unit": "CNY"},
                ]
            },
            "status": "asserted",
            "confidence": 0.9,
            "origin": "rule:x",
        }
    ]


def test_a_listed_qualifier_is_given_by_its_value(ontology: Ontology) -> None:
    kind = Qualifier("kind", "授信", "credit_line")
    (relation,) = relations(ontology, said("r1", "loaned_to", "r2", "授信", kind))
    assert relation["qualifiers"] == {"kind": "credit_line"}


def test_partners_are_told_once_whoever_comes_first(ontology: Ontology) -> None:
    found = relations(
        ontology, said("r3", "partners_with", "r2", "合作"), said("r2", "partners_with", "r3", "云杉科技与柏木大学合作")
    )
    assert [(r["subject"], r["object"]) for r in found] == [("e2", "e3")]


def test_a_plan_is_no_relation(ontology: Ontology) -> None:
    plan = said("r2", "invested_in", "r4", "拟投资松针药业", status=Status.PLANNED)
    assert relations(ontology, plan) == []
    (other,) = relations(ontology, plan, key="other_statements")
    assert (other["predicate"], other["status"]) == ("invested_in", "planned")


def test_ends_of_the_wrong_type_are_left_out(ontology: Ontology) -> None:
    assert relations(ontology, said("r1", "holds_position", "r2", "贷款")) == []


def test_a_surface_of_two_referents_goes_to_the_one_it_names_more_often(ontology: Ontology) -> None:
    document = Document("", "研究院甲、研究院乙，研究院，研究院，研究院。", "a")
    short = [index for index in range(len(document.text)) if document.text.startswith("研究院", index)][2:]
    spans = [document.span(at, at + 3) for at in short]
    mentions = (
        mention("研究院甲", "Lab", "r1", document),
        mention("研究院乙", "Lab", "r2", document),
        *(Mention(span, "Lab", referent) for span, referent in zip(spans, ("r1", "r2", "r2"), strict=True)),
    )
    entities = annotation(Extraction(document, mentions, ()), ontology)["entities"]
    assert isinstance(entities, list)
    assert [entity["surfaces"] for entity in entities] == [["研究院甲"], ["研究院乙", "研究院"]]


def test_a_surface_that_stands_only_inside_a_longer_one_is_none(ontology: Ontology) -> None:
    document = Document("", "云杉科技天津分公司成立。", "a")
    mentions = (
        mention("云杉科技天津分公司", "Company", "r1", document),
        mention("云杉科技", "Company", "r2", document),
    )
    found = annotation(Extraction(document, mentions, ()), ontology)
    assert isinstance(found["entities"], list)
    assert [entity["name"] for entity in found["entities"]] == ["云杉科技天津分公司"]


def test_surfaces_that_overlap_leave_no_room_for_what_they_hold(ontology: Ontology) -> None:
    document = Document("", "乙乙甲甲", "a")
    spans = [document.span(1, 3), document.span(2, 4), document.span(2, 3)]
    mentions = tuple(Mention(span, "Company", f"r{at}") for at, span in enumerate(spans))
    entities = annotation(Extraction(document, mentions, ()), ontology)["entities"]
    assert isinstance(entities, list)
    assert [entity["surfaces"] for entity in entities] == [["乙甲"], ["甲甲"]]


@st.composite
def _extractions(draw: st.DrawFn) -> Extraction:
    text = draw(st.text("甲乙，\n", min_size=1, max_size=30))
    document = Document("", text, "x")
    mentions = []
    for _ in range(draw(st.integers(0, 8))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, min(len(text), start + 6)))
        if text[start:end].strip() == text[start:end]:
            mentions.append(Mention(document.span(start, end), "Company", draw(st.sampled_from(["r1", "r2", "r3"]))))
    return Extraction(document, tuple(mentions), ())


@given(_extractions())
def test_every_surface_names_one_entity_and_stands_by_itself(extraction: Extraction) -> None:
    form = annotation(extraction, ONTOLOGY)
    entities = form["entities"]
    assert isinstance(entities, list)
    surfaces = [surface for entity in entities for surface in entity["surfaces"]]
    assert len(surfaces) == len(set(surfaces))
    for surface in surfaces:
        rest = extraction.document.text
        for longer in sorted((s for s in surfaces if surface in s and s != surface), key=len, reverse=True):
            rest = rest.replace(longer, "\0")
        assert surface in rest
    assert all(entity["name"] in entity["surfaces"] for entity in entities)


def test_files_are_named_after_their_sources(tmp_path: Path, ontology: Ontology) -> None:
    folder = AnnotationFolder(tmp_path / "out", ontology)
    sources = ["in/tj-1.json", "in/b.jsonl#3", "other/tj-1.txt", "-", "in/TJ-1.md"]
    paths = [folder.write(Extraction(Document("", "文", source), (), ())) for source in sources]
    assert [path.name for path in paths] == ["tj-1.json", "b-0003.json", "tj-1-2.json", "stdin.json", "TJ-1-3.json"]


def test_writing_twice_gives_the_same_bytes(tmp_path: Path, ontology: Ontology) -> None:
    extraction = Extraction(DOCUMENT, MENTIONS, (said("r1", "loaned_to", "r2", "贷款500万元", AMOUNT_500),))
    first, second = (AnnotationFolder(tmp_path / name, ontology).write(extraction) for name in ("one", "two"))
    assert first.read_bytes() == second.read_bytes()
    assert json.loads(first.read_text(encoding="utf-8"))["text"] == TEXT


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path, ontology: Ontology) -> None:
    (tmp_path / "out").write_text("", encoding="utf-8")
    with pytest.raises(ExportError, match="cannot be written"):
        AnnotationFolder(tmp_path / "out", ontology)
