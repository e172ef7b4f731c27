"""What the ledger knows of people's judgements, of their taking them back, and of ids that things had."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from alembic import command
from alembic.config import Config

import kg.ledger
from kg.errors import NotFound, ResolutionError
from kg.ledger import Ledger
from kg.ledger.engine import open_engine, writing
from kg.model import Decision, Identifier, Judgement

SAME, DIFFERENT = Decision.SAME, Decision.DIFFERENT
LI = "person:li"


def judge(ledger: Ledger, decision: Decision, left: str = "e-1", right: str = "e-2") -> int:
    return ledger.enter(Judgement(left, right, decision, LI, reasons=("同一地址",))).number


def test_what_is_undone_counts_no_more_but_stays_in_the_history(ledger: Ledger) -> None:
    number = judge(ledger, SAME)
    ledger.undo(number, by="person:wang", why="看错了")
    assert list(ledger.judgements()) == []
    [entry] = ledger.history()
    assert (entry.number, entry.judgement.decision, entry.judgement.reasons) == (number, SAME, ("同一地址",))
    assert entry.undone is not None
    assert (entry.undone.by, entry.undone.why) == ("person:wang", "看错了")
    assert entry.judgement.at is not None
    assert entry.undone.at >= entry.judgement.at


def test_undoing_brings_the_earlier_judgement_of_the_pair_back(ledger: Ledger) -> None:
    judge(ledger, DIFFERENT)
    judge(ledger, SAME)
    ledger.undo(None, by=LI)
    assert [judgement.decision for judgement in ledger.judgements()] == [DIFFERENT]


def test_the_last_is_the_last_that_still_counts(ledger: Ledger) -> None:
    first, second = judge(ledger, SAME), judge(ledger, SAME, "e-3", "e-4")
    assert [ledger.undo(None, by=LI).number for _ in range(2)] == [second, first]
    with pytest.raises(NotFound, match="nothing to undo"):
        ledger.undo(None, by=LI)


def test_only_what_a_person_judged_and_nobody_undid_can_be_undone(ledger: Ledger) -> None:
    number = judge(ledger, SAME)
    ledger.undo(number, by=LI)
    with pytest.raises(ResolutionError, match=f"judgement {number} was taken back by person:li already"):
        ledger.undo(number, by=LI)
    with pytest.raises(NotFound, match="no judgement 99"):
        ledger.undo(99, by=LI)
    rule = ledger.enter(Judgement("e-1", "e-2", SAME, "rule:legal_form"))
    with pytest.raises(ResolutionError, match="made by rule:legal_form"):
        ledger.undo(rule.number, by=LI)


def test_rules_are_no_part_of_the_history(ledger: Ledger) -> None:
    ledger.keep_rule_judgements([Judgement("e-1", "e-2", SAME, "rule:legal_form")])
    assert ledger.history() == ()
    assert len(list(ledger.judgements())) == 1


def gone(_: str) -> str | None:
    return None


def called(identifier: str, entity_id: str, name: str = "青禾机器人") -> Identifier:
    return Identifier(identifier, entity_id, identifier, "Company", name)


def test_an_id_leads_to_where_its_thing_is_now(ledger: Ledger) -> None:
    ledger.keep_identifiers([called("e-1", "e-2"), called("e-2", "e-2")], gone)
    assert [ledger.present_id(old) for old in ("e-1", "e-2", "e-3")] == ["e-2", "e-2", None]
    ledger.keep_identifiers([called("e-1", "e-1"), called("e-2", "e-2")], gone)
    assert ledger.present_id("e-1") == "e-1"


def test_an_id_whose_documents_are_gone_leads_on(ledger: Ledger) -> None:
    ledger.keep_identifiers([called("e-1", "e-2"), called("e-2", "e-2")], gone)
    ledger.keep_identifiers([called("e-2", "e-3"), called("e-3", "e-3")], gone)
    assert ledger.present_id("e-1") == "e-3"
    ledger.keep_identifiers([called("e-3", "e-3"), called("e-4", "e-4")], {"e-2": "e-4"}.get)
    assert ledger.present_id("e-1") == "e-4"


def test_ids_are_found_by_name_and_by_what_judgements_call_them(ledger: Ledger) -> None:
    part = Identifier("e-9", "e-9", "e-1@d-1", "Company", "青禾机器人")
    ledger.keep_identifiers([called("e-1", "e-1"), called("e-2", "e-2", "白苇机器人"), part], gone)
    assert [each.id for each in ledger.identifiers(name="青禾机器人")] == ["e-1", "e-9"]
    assert ledger.identifiers(thing="e-1@d-1") == (part,)


def test_judgements_of_an_older_ledger_still_count(url: str) -> None:
    """A ledger of the second schema is brought up to date with what people judged in it."""
    scripts = f"{kg.ledger.__path__[0]}/migrations"
    engine = open_engine(url)
    with writing(engine) as connection:
        config = Config()
        config.set_main_option("script_location", scripts)
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
    engine.dispose()
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        connection.execute(
            "INSERT INTO judgements (left_id, right_id, decision, judge, score, reasons, judged_at)"
            " VALUES ('e-1', 'e-2', 'different', 'person:li', 1.0, '[]', '2024-05-02T08:30:00+00:00')"
        )
        connection.commit()
    with Ledger.open(url) as ledger:
        [entry] = ledger.history()
        assert (entry.judgement.pair, entry.judgement.decision, entry.undone) == (("e-1", "e-2"), DIFFERENT, None)
