"""A document in passages: what each tells stands where its sentence ends, with the reason for it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.explanation import ExplainedRelation, Explanation, closest, particular, visible
from kg.extract.rules import EXPLANATIONS
from kg.model import NAME, Document, Extraction, Mention, Qualifier, Statement, Status
from kg.ontology import Ontology

TEXT = "海棠银行（下称海棠）向云杉科技贷款500万元。\n双方都很满意。\n云杉科技入驻青石园。完。"
DOCUMENT = Document("", TEXT, "a.txt")
ONTOLOGY = Ontology.load()


def mention(name: str, kind: str, referent: str, at: int = 0) -> Mention:
    start = TEXT.index(name, at)
    return Mention(DOCUMENT.span(start, start + len(name)), kind, referent, "lexicon:x", 0.9)


def said(
    subject: str,
    predicate: str,
    other: str,
    sentence: str,
    origin: str = "rule:lending.credit",
    confidence: float = 0.8,
) -> Statement:
    start = TEXT.index(sentence)
    span = DOCUMENT.span(start, start + len(sentence))
    return Statement(DOCUMENT.id, subject, predicate, other, span, (), Status.ASSERTED, confidence, origin)


LOAN = said("r1", "loaned_to", "r2", "海棠银行（下称海棠）向云杉科技贷款500万元。")
MOVE = said("r2", "located_in", "r3", "云杉科技入驻青石园。", "model:relations", 0.6)
MENTIONS = (
    mention("海棠银行", "Bank", "r1"),
    mention("海棠）", "Bank", "r1"),
    mention("云杉科技", "Company", "r2"),
    mention("云杉", "Company", "r2"),
    mention("云杉科技", "Company", "r2", at=30),
    mention("青石园", "Park", "r3"),
)


def explained(*statements: Statement, least: float = 0.0) -> Explanation:
    name = Statement(DOCUMENT.id, "r2", NAME, "云杉科技有限公司", DOCUMENT.span(0, 4))
    return Explanation.of(Extraction(DOCUMENT, MENTIONS, (name, *statements)), min_confidence=least)


def relation(statement: Statement) -> ExplainedRelation:
    [found] = explained(statement).relations
    return found


def test_a_passage_ends_where_the_sentence_that_tells_something_ends() -> None:
    explanation = explained(MOVE, LOAN)
    passages = list(explanation.passages())
    assert [explanation.shown(each)[0] for each in passages] == [
        "海棠银行（下称海棠）向云杉科技贷款500万元。",
        "双方都很满意。\n云杉科技入驻青石园。",
        "完。",
    ]
    assert [[told.predicate for told in each.relations] for each in passages] == [["loaned_to"], ["located_in"], []]
    assert [[name.text for name in each.names] for each in passages] == [
        ["海棠银行", "海棠）", "云杉科技"],
        ["云杉科技", "青石园"],
        [],
    ]


def test_names_that_overlap_are_told_once_by_the_longest() -> None:
    assert [name.text for name in explained().names].count("云杉") == 0


def test_a_relation_is_told_by_the_fullest_names_of_its_ends() -> None:
    told = relation(LOAN)
    assert (told.subject, told.subject_type) == ("海棠银行", "Bank")
    assert (told.object, told.object_type) == ("云杉科技有限公司", "Company")


@pytest.mark.parametrize(
    ("origin", "voice", "why"),
    [
        ("rule:lending.credit", "rule", EXPLANATIONS["lending.credit"]),
        ("model:relations", "model", "The relation model takes it for told"),
        ("llm:qwen{x}", "llm", "The language model qwen{x} says so"),
        ("rule:of.old", "rule", "Told by rule:of.old."),
    ],
)
def test_every_relation_has_a_reason(origin: str, voice: str, why: str) -> None:
    told = relation(said("r1", "loaned_to", "r2", "海棠银行（下称海棠）向云杉科技贷款500万元。", origin))
    assert (told.voice, told.origin) == (voice, origin)
    assert told.why.startswith(why)


def test_what_is_less_sure_than_asked_for_is_left_out() -> None:
    assert [each.predicate for each in explained(LOAN, MOVE, least=0.7).relations] == ["loaned_to"]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12)), max_size=8))
def test_passages_hold_the_whole_text_once_and_cut_no_name(spans: list[tuple[int, int]]) -> None:
    ends = [(start, min(len(TEXT), start + length)) for start, length in spans if start < len(TEXT)]
    explanation = explained(*(said("r1", "loaned_to", "r2", TEXT[start:end]) for start, end in ends))
    passages = list(explanation.passages())
    assert "".join(TEXT[each.start : each.end] for each in passages) == TEXT
    assert sum(len(each.relations) for each in passages) == len(explanation.relations)
    for each in passages:
        assert all(each.start <= name.start < name.end <= each.end for name in each.names)
        text, begin = explanation.shown(each)
        assert TEXT.startswith(text, begin)
    assert sum(len(each.names) for each in passages) == len(explanation.names)


def test_what_cannot_be_shown_is_replaced_character_by_character() -> None:
    assert visible("甲\x1b[31m乙\u202e丙\ud800\n\t丁") == "甲\ufffd[31m乙\ufffd丙\ufffd\n\t丁"


@pytest.mark.parametrize(
    ("qualifier", "words"),
    [
        (Qualifier("amount", "近千万元", "../10000000", "CNY"), "近千万元 = ../10000000 CNY"),
        (Qualifier("date", "2024年3月", "2024-03"), "2024年3月 = 2024-03"),
        (Qualifier("round", "A轮", "A轮"), "A轮"),
        (Qualifier("round", "A轮"), "A轮"),
        (Qualifier("kind", "授信", "credit_line"), "授信"),
        (Qualifier("kind", "loan"), "贷款"),
        (Qualifier("mood", "欣然", "glad"), "欣然 = glad"),
    ],
)
def test_a_particular_is_told_in_words_and_in_its_normal_form(qualifier: Qualifier, words: str) -> None:
    assert particular(qualifier, ONTOLOGY) == words


def test_a_type_falls_back_on_those_above_it() -> None:
    assert closest("Bank", {"FinancialBody", "Body"}, ONTOLOGY) == "FinancialBody"
    assert closest("Company", {"Body"}, ONTOLOGY) == "Body"
    assert closest("Dragon", {"Body"}, ONTOLOGY) == ""


def test_an_explanation_goes_into_json_with_its_text() -> None:
    told = explained(LOAN).as_json()
    assert json.loads(json.dumps(told["document"]))["text"] == TEXT
    assert told["relations"] == explained(LOAN).relations
