"""Other people's matchers on the same pairs."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ResolutionError
from kg.resolve.labelled import LabelledPair, Side
from kg.resolve.peers import PYTHON, containment, logic_v2, wratio

PAIRS = [
    LabelledPair(Side("天津青禾机器人有限公司"), Side("青禾机器人")),
    LabelledPair(Side("青禾(天津)"), Side("青禾 （天津）")),
    LabelledPair(Side("青禾"), Side("红土")),
]


def test_a_piece_of_a_name_is_contained_in_it() -> None:
    assert containment(PAIRS) == (1.0, 1.0, 0.0)


def test_fuzzy_scores_lie_between_0_and_1() -> None:
    assert wratio(PAIRS)[2] == 0
    assert all(0 <= score <= 1 for score in wratio(PAIRS))


def test_nomenklatura_gives_a_score_a_pair_or_is_not_there() -> None:
    scores = logic_v2(PAIRS)
    assert scores is None or len(scores) == len(PAIRS)


def test_an_interpreter_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "python"
    broken.write_text('#!/bin/sh\ncase "$2" in *find_spec*) exit 0;; esac\necho no model >&2\nexit 1\n')
    broken.chmod(0o755)
    monkeypatch.setenv(PYTHON, str(broken))
    with pytest.raises(ResolutionError, match="no model"):
        logic_v2(PAIRS)
