"""`jjj resolve`: what two names are to each other, asked, measured and learnt."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.resolve.matching import Weights
from tests.kg.cli.conftest import Jjj

pytestmark = pytest.mark.long

PAIRS = [
    ("天津青禾机器人有限公司", "天津青禾機器人有限公司", "same"),
    ("保定青禾恒达电气有限公司", "沧州青禾恒达电气有限公司", "different"),
    ("天津青禾大学", "天津青禾大学化工学院", "related"),
]


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    path = tmp_path / "pairs.jsonl"
    lines = (
        {"left": {"name": one, "type": "Company"}, "right": {"name": other, "type": "Company"}, "label": label}
        for one, other, label in PAIRS
    )
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return path


def test_predictions_are_a_line_a_pair(jjj: Jjj, pairs: Path) -> None:
    done = jjj("resolve", "predict", pairs, "--json")
    told = [json.loads(line) for line in done.out.splitlines()]
    assert [(t["left"], t["right"], t["label"]) for t in told] == PAIRS
    assert all(0 <= t["score"] <= 1 and t["reasons"] for t in told)


def test_people_read_names_label_and_reasons(jjj: Jjj, pairs: Path) -> None:
    done = jjj("resolve", "predict", pairs)
    assert "保定青禾恒达电气有限公司  |  沧州青禾恒达电气有限公司" in done.out
    assert "the names give different places: 保定市, 沧州市" in done.out


def test_the_measurement_names_its_peers(jjj: Jjj, pairs: Path) -> None:
    told = jjj("resolve", "evaluate", pairs, "--json").json
    assert told["pairs"] == len(PAIRS)
    ours, *peers = told["matchers"]
    assert (ours["matcher"], ours["accuracy"]) == ("jjj-kg", 1.0)
    assert [peer["matcher"] for peer in peers] == ["RapidFuzz WRatio", "nomenklatura logic-v2", "containment"]
    assert "RapidFuzz WRatio" in jjj("resolve", "evaluate", pairs, "--faults").out


def test_the_shipped_weights_are_what_the_shipped_pairs_teach(jjj: Jjj, tmp_path: Path) -> None:
    out = tmp_path / "weights.json"
    done = jjj("resolve", "train", "--out", out)
    assert done.code == 0, done.err
    assert Weights.load(out) == Weights.load(), "run `jjj resolve train`"


def test_a_broken_line_is_told_with_its_number(jjj: Jjj, pairs: Path) -> None:
    with pairs.open("a", encoding="utf-8") as file:
        file.write("{}\n")
    done = jjj("resolve", "predict", pairs)
    assert done.code != 0
    assert "pairs.jsonl:4 is no pair of names" in " ".join(done.err.split())


def test_too_few_pairs_are_told(jjj: Jjj, pairs: Path, tmp_path: Path) -> None:
    done = jjj("resolve", "train", pairs, "--out", tmp_path / "weights.json")
    assert done.code != 0
    assert "at least 10 pairs of each label" in " ".join(done.err.split())
    assert not (tmp_path / "weights.json").exists()
