"""Labelled pairs of names, what is learnt from them, and how it is measured."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import ResolutionError, TrainingError
from kg.resolve.evaluation import OURS, evaluate
from kg.resolve.labelled import LabelledPair, Side, read_pairs
from kg.resolve.learning import FOLDS, learn
from kg.resolve.matching import DECIDED, Label
from kg.resolve.setting import Comparing

COMPARING = Comparing.load()
CORES = "甲乙丙丁戊己庚辛壬癸子丑"


def pairs() -> list[LabelledPair]:
    """Twelve of each label, plain enough to be learnt."""
    made = []
    for core in CORES:
        full = Side(f"天津青{core}禾机器人有限公司", "Company")
        made.append(LabelledPair(full, Side(f"青{core}禾机器人", "Company"), Label.SAME, "short"))
        made.append(LabelledPair(full, Side(f"保定红{core}土种业有限公司", "Company"), Label.DIFFERENT, "others"))
        bank = Side(f"蓟{core}川银行股份有限公司", "Bank")
        made.append(LabelledPair(bank, Side(f"蓟{core}川银行股份有限公司天津分行", "Bank"), Label.RELATED, "branch"))
    return made


def test_pairs_are_read_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl"
    line = {"left": {"name": "青禾", "type": "Company"}, "right": {"name": "青禾科技", "context": "天津"}}
    path.write_text(json.dumps(line | {"label": "same"}) + "\n\n" + json.dumps(line) + "\n", encoding="utf-8")
    first, second = read_pairs([path])
    assert first == LabelledPair(Side("青禾", "Company"), Side("青禾科技", "", "天津"), Label.SAME)
    assert second.label is None


@pytest.mark.parametrize(
    "line",
    [
        "no json",
        "[]",
        '{"left": {"name": "青禾"}}',
        '{"left": {"name": ""}, "right": {"name": "青禾"}}',
        '{"left": {"name": 3}, "right": {"name": "青禾"}}',
        '{"left": {"name": "青禾"}, "right": {"name": "青禾"}, "label": "perhaps"}',
    ],
)
def test_what_is_no_pair_is_refused_with_its_line(line: str, tmp_path: Path) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(ResolutionError, match=r"pairs\.jsonl:2 is no pair"):
        list(read_pairs([path]))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ResolutionError, match="cannot be read"):
        list(read_pairs([tmp_path / "none.jsonl"]))


def test_what_is_learnt_tells_the_labels_apart_and_is_the_same_each_time() -> None:
    one, other = (learn(pairs(), COMPARING.setting) for _ in range(2))
    assert one == other
    assert one.pairs == dict.fromkeys(DECIDED, len(CORES))
    assert one.accuracy > 0.9
    assert one.precision >= 0.975


def test_too_few_pairs_teach_nothing() -> None:
    with pytest.raises(TrainingError, match=f"at least {FOLDS}"):
        learn(pairs()[:9], COMPARING.setting)


def test_the_table_has_ours_and_its_peers() -> None:
    report = evaluate(pairs(), COMPARING.matcher, COMPARING.setting)
    assert [row.matcher for row in report.rows] == [OURS, "RapidFuzz WRatio", "nomenklatura logic-v2", "containment"]
    ours, wratio, _, containment = report.rows
    assert ours.accuracy > max(wratio.accuracy, containment.accuracy), report.faults[:3]
    assert sum(count for counts in report.confusion.values() for count in counts.values()) == len(pairs())
    assert {name: count for name, (_, count) in report.categories.items()} == dict.fromkeys(
        ("branch", "others", "short"), len(CORES)
    )
    right = sum(counts.get(truth, 0) for truth, counts in report.confusion.items())
    assert len(report.faults) == len(pairs()) - right


def test_pairs_without_labels_cannot_be_measured() -> None:
    unlabelled = LabelledPair(Side("青禾"), Side("青禾科技"))
    for given in ([], [unlabelled]):
        with pytest.raises(ResolutionError, match="needs a label"):
            evaluate(given, COMPARING.matcher, COMPARING.setting)
