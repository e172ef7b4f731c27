"""The tables of the data card count what the corpus and the phrase book hold."""

from __future__ import annotations

from dataclasses import replace

from kg.extract.training.corpus import Annotated, Corpus, GoldEntity, GoldRelation, Part
from kg.extract.training.counts import BEGIN, END, filled, of_document, of_phrase, tables
from kg.extract.training.phrases import read_phrase
from kg.model import Document, Status
from kg.ontology import Ontology

TEXT = "禾原 精工\n搬进北辰园，林溪已离任。"
ENTITIES = (
    GoldEntity("e1", "Company", "禾原 精工", ("禾原 精工", "禾原")),
    GoldEntity("e2", "Park", "北辰园", ("北辰园",)),
    GoldEntity("e3", "Person", "林溪", ("林溪",)),
)
RELATIONS = (
    GoldRelation("e1", "located_in", "e2", TEXT),
    GoldRelation("e3", "holds_position", "e1", TEXT, Status.TERMINATED),
)
DOCUMENT = Annotated("d", Document("标题", TEXT, "d.json"), ENTITIES, RELATIONS, Part.TRAIN, was_read=True)
PHRASE = read_phrase(
    "[禾原精工|Company]搬进[北辰园|Park]，[该公司|=1]不再为[林场|Company]供货。"
    " => 1 located_in 2; ?terminated 1 supplies_to 3",
    "book.txt:1",
    Ontology.load(),
)


def test_a_document_is_counted_without_blanks_and_what_is_over_not_among_the_asserted() -> None:
    counts = of_document(DOCUMENT)
    assert counts["size", "characters"] == 16
    assert counts["size", "entities"] == 3
    assert counts["size", "surfaces"] == 4
    assert counts["size", "read by authors of rules"] == 1
    assert counts["entities by type", "Park"] == 1
    assert counts["asserted relations", "located_in"] == 1
    assert counts["asserted relations", "holds_position"] == 0
    assert counts["statements by status", "terminated"] == 1


def test_a_passage_is_counted_without_its_anaphora() -> None:
    counts = of_phrase(PHRASE)
    assert counts["size", "passages"] == 1
    assert counts["size", "telling nothing"] == 0
    assert counts["size", "characters"] == 21
    assert counts["size", "surfaces"] == 3
    assert counts["entities by type", "Company"] == 2
    assert counts["asserted relations", "supplies_to"] == 0
    assert of_phrase(replace(PHRASE, told=()))["size", "telling nothing"] == 1


def test_the_tables_have_a_column_for_each_part_all_and_the_phrase_book() -> None:
    corpus = Corpus((DOCUMENT, replace(DOCUMENT, name="t", part=Part.TEST, was_read=False)))
    rows = tables(corpus, [PHRASE]).splitlines()
    assert rows[0] == "| size | train | dev | test | all | phrase book |"
    assert "| documents | 1 | 0 | 1 | 2 | 0 |" in rows
    assert "| read by authors of rules | 1 | 0 | 0 | 1 | 0 |" in rows
    assert "| passages | 0 | 0 | 0 | 0 | 1 |" in rows
    assert "| Company | 1 | 0 | 1 | 2 | 2 |" in rows
    assert "| located_in | 1 | 0 | 1 | 2 | 1 |" in rows


def test_filling_a_card_anew_changes_nothing_but_the_tables() -> None:
    card = filled(f"before\n{BEGIN}\nstale\n{END}\nafter", Corpus((DOCUMENT,)), [PHRASE])
    assert card.startswith(f"before\n{BEGIN}\n\n| size |")
    assert card.endswith(f"|\n\n{END}\nafter")
    assert "stale" not in card
    assert filled(card, Corpus((DOCUMENT,)), [PHRASE]) == card
