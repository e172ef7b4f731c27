"""`jjj evaluate` on a small corpus, with the real extractor."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Jjj = Callable[..., Any]
BANK, FIRM = "河北银行", "北京云岫智能科技有限公司"
LENT = f"日前，{BANK}向{FIRM}发放贷款500万元。"
PLANNED = f"记者日前获悉，{BANK}拟向{FIRM}发放贷款500万元。"


def annotated(text: str, status: str) -> dict[str, Any]:
    loan = {"subject": "e1", "predicate": "loaned_to", "object": "e2", "evidence": text}
    return {
        "title": "",
        "text": text,
        "entities": [
            {"id": "e1", "type": "Bank", "name": BANK, "surfaces": [BANK]},
            {"id": "e2", "type": "Company", "name": FIRM, "surfaces": [FIRM]},
        ],
        "relations": [loan] if status == "asserted" else [],
        "other_statements": [] if status == "asserted" else [loan | {"status": status}],
    }


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus of a loan (train) and of one that is only planned (dev)."""
    for name, text, status in (("lent", LENT, "asserted"), ("plan", PLANNED, "planned")):
        (tmp_path / f"{name}.json").write_text(json.dumps(annotated(text, status)), encoding="utf-8")
    (tmp_path / "split.tsv").write_text("document\tpart\tread\nlent\ttrain\tno\nplan\tdev\tno\n", encoding="utf-8")
    return tmp_path


def test_everything_measured_is_in_the_json(jjj: Jjj, corpus: Path) -> None:
    told = jjj("evaluate", corpus, "--json").json
    assert told["relations"]["f1"] == 1.0
    assert told["relations_by_voice"]["rule"]["right"] == 1
    assert told["statuses"]["planned"]["right"] == 1
    assert {name: share["number"] for name, share in told["soundness"].items()} == {
        "invented_mentions": 0,
        "invented_evidence": 0,
        "invented_qualifiers": 0,
        "ontology_conformance": 2,
    }
    assert told["speed"]["characters"] == len(LENT) + len(PLANNED)
    assert told["speed"]["start_up_seconds"] > 0
    assert "faults" not in told


def test_people_see_a_table_for_each_question(jjj: Jjj, corpus: Path) -> None:
    out = jjj("evaluate", corpus).out
    titles = (
        *("2 annotated documents", "Mentions by type", "Relations by predicate", "Qualifiers of the relations found"),
        *("Relations by voice", "Names by voice", "calibration error", "Relations of sure wordings", "told as"),
        *("invented evidence", "characters a second", "start-up"),
    )
    assert [title for title in titles if title not in out] == []


def test_a_part_of_a_corpus_is_measured_alone(jjj: Jjj, corpus: Path) -> None:
    told = jjj("evaluate", corpus, "--part", "dev", "--json").json
    assert (told["documents"], told["statuses"]["planned"]["right"]) == (1, 1)
    assert jjj("evaluate", corpus, "--part", "test").code == 17
    assert jjj("evaluate", corpus, "--part", "best").code == 2


def test_a_component_can_be_left_out(jjj: Jjj, corpus: Path) -> None:
    told = jjj("evaluate", corpus, "--without", "relations", "--without", "llm", "--json").json
    assert told["relations"]["right"] == 0
    assert told["mentions"]["f1"] == 1.0


def test_a_component_that_there_is_not_cannot_be_left_out(jjj: Jjj, corpus: Path) -> None:
    ran = jjj("evaluate", corpus, "--without", "oracle")
    assert ran.code == 10
    assert "oracle; it has sentences, " in ran.err


def test_only_sure_relations_count_where_that_is_asked(jjj: Jjj, corpus: Path) -> None:
    told = jjj("evaluate", corpus, "--min-confidence", "1", "--faults", "--json").json
    assert told["relations"]["missed"] == 1
    assert {fault["metric"] for fault in told["faults"]} == {"relations", "status"}


def test_models_are_read_from_the_folder_that_is_named(jjj: Jjj, corpus: Path, tmp_path: Path) -> None:
    ran = jjj("evaluate", corpus, "--models", tmp_path / "nowhere")
    assert ran.code == 18
    assert "nowhere" in ran.err
