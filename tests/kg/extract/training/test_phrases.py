"""The phrase book: what a line says, and what is refused with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import TrainingError
from kg.extract.analysis import Form
from kg.extract.training.phrases import Mark, Phrase, Told, load_phrases, read_phrase
from kg.model import Status
from kg.ontology import Ontology

ONTOLOGY = Ontology.load()
LINE = (
    "[望河精工|Company]把车间搬进[长桥园|Park]，[该公司|=1]主攻[陶瓷轴承|Technology]。 => 1 located_in 2; 1 develops 3"
)


def read(line: str) -> Phrase:
    return read_phrase(line, "a.txt:7", ONTOLOGY)


def test_a_line_is_a_passage_its_names_and_what_it_says() -> None:
    phrase = read(LINE)
    assert phrase.text == "望河精工把车间搬进长桥园，该公司主攻陶瓷轴承。"
    assert phrase.types == ("Company", "Park", "Technology")
    assert phrase.told == (Told(0, "located_in", 1), Told(0, "develops", 2))
    assert [phrase.text[m.start : m.end] for m in phrase.marks] == ["望河精工", "长桥园", "该公司", "陶瓷轴承"]


def test_another_mention_is_an_anaphor_or_a_short_name() -> None:
    phrase = read("[望河精工有限公司|Company]扩产，[望河精工|=1]说[其|=1]缺人。 =>")
    assert phrase.marks == (Mark(0, 8, 0, Form.FULL), Mark(11, 15, 0, Form.SHORT), Mark(16, 17, 0, Form.ANAPHOR))


def test_status_stands_before_what_is_said() -> None:
    phrase = read("[滨河银行|Bank]拟向[望河精工|Company]授信。 => ?planned 1 loaned_to 2")
    assert phrase.told == (Told(0, "loaned_to", 1, Status.PLANNED),)


def test_a_passage_may_say_nothing() -> None:
    assert read("[滨河银行|Bank]在[望河区|Region]开会。 =>").told == ()


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("[滨河银行|Bank]开会。", "no => after the passage"),
        ("[滨河银行|Banc]开会。 =>", "Banc is no type"),
        ("[它|=1]开会。 =>", "names what was not named before"),
        ("[它|=0]开会。 =>", "names what was not named before"),
        ("[滨河银行|Bank开会。 =>", r"not of the form \[name\|Type\]"),
        ("[滨河银行]开会。 =>", r"not of the form \[name\|Type\]"),
        ("[滨河银行|Bank]开会。 => 1 loaned_to", "not of the form `1 predicate 2`"),
        ("[滨河银行|Bank]开会。 => 1 loaned_to 2", "there is no name 1 or 2"),
        ("[甲|Bank][乙|Company]。 => 0 loaned_to 2", "there is no name 0 or 2"),
        ("[甲|Bank][乙|Company]。 => 1 admires 2", "admires is no predicate"),
        ("[甲|Region][乙|Company]。 => 1 loaned_to 2", "no Region is loaned_to a Company"),
        ("[甲|Bank][乙|Company]。 => ?maybe 1 loaned_to 2", "maybe is no status"),
    ],
)
def test_a_malformed_line_is_refused_with_its_place(line: str, why: str) -> None:
    with pytest.raises(TrainingError, match=f"^a.txt:7: .*{why}"):
        read(line)


words = st.text(alphabet="望河精工长桥园，。ab1 ", min_size=1, max_size=6).filter(str.strip)
pieces = st.lists(
    st.tuples(words, st.none() | st.sampled_from(["Company", "Bank", "Park", "Region", "Technology"])), max_size=12
)


@given(pieces, st.data())
def test_what_is_written_is_read_back(written: list[tuple[str, str | None]], data: st.DataObject) -> None:
    types = tuple(kind for _, kind in written if kind)
    ends = [(one, other) for one in range(len(types)) for other in range(len(types)) if one != other]
    sayable = [
        Told(one, predicate, other, status)
        for one, other in ends
        for predicate in ONTOLOGY.predicates
        if ONTOLOGY.allows(predicate, types[one], types[other])
        for status in Status
    ]
    told = tuple(data.draw(st.lists(st.sampled_from(sayable), max_size=4)) if sayable else ())
    passage = "".join(f"[{text}|{kind}]" if kind else text for text, kind in written)
    said = "; ".join(f"?{t.status} {t.subject + 1} {t.predicate} {t.object + 1}" for t in told)
    phrase = read(f"-{passage}- => {said}")
    assert phrase.text == f"-{''.join(text for text, _ in written)}-"
    assert phrase.types == types
    assert phrase.told == told
    assert [phrase.text[m.start : m.end] for m in phrase.marks] == [text for text, kind in written if kind]


@given(st.text(alphabet="[]|=>;?1 0望河Company", max_size=40))
def test_any_line_is_read_or_refused(line: str) -> None:
    try:
        phrase = read(line)
    except TrainingError:
        return
    assert not set("[]|") & set(phrase.text)
    assert all(0 <= mark.referent < len(phrase.types) for mark in phrase.marks)


def test_files_are_read_in_order_without_comments_and_empty_lines(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("[乙|Bank]。 =>\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text("# how banks lend\n\n[甲|Bank]。 =>\n", encoding="utf-8")
    (tmp_path / "c.md").write_text("no passage", encoding="utf-8")
    assert [(p.source, p.text) for p in load_phrases(ONTOLOGY, tmp_path)] == [("a.txt:3", "甲。"), ("b.txt:1", "乙。")]


def test_the_shipped_phrase_book_is_well_formed() -> None:
    phrases = list(load_phrases(ONTOLOGY))
    assert len(phrases) > 500
    assert {told.predicate for phrase in phrases for told in phrase.told} == set(ONTOLOGY.predicates)


def test_a_file_in_another_encoding_is_refused_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("[岚州银行|Bank]开业。 =>\n".encode("gb18030"))
    with pytest.raises(TrainingError, match=r"a\.txt cannot be read .*UTF-8"):
        list(load_phrases(ONTOLOGY, tmp_path))
