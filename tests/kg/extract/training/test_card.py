"""The model card: numbers of the training run, and a table that says how sure the scorer is."""

from __future__ import annotations

import numpy as np
import pytest

from kg.extract.scorer import Evidence, Scorer
from kg.extract.training.card import card
from kg.extract.training.corpus import Annotated, GoldEntity, GoldRelation, Part
from kg.extract.training.relations import LEAST, Trained
from kg.model import Document

DOCUMENT = Annotated(
    "d",
    Document("", "字" * 1234, "d.json"),
    (GoldEntity("a", "Bank", "滨河银行", ("滨河银行", "滨河")), GoldEntity("b", "Company", "蓝芯", ("蓝芯",))),
    (GoldRelation("a", "loaned_to", "b", "滨河借给蓝芯。"),),
    Part.TRAIN,
)
RULE, MODEL = Evidence("loaned_to", 0.0, "lending.credit", 0.9), Evidence("loaned_to", 0.0)


def written(*judged: tuple[Evidence, bool]) -> str:
    nothing = np.zeros((0, 1), np.float32)
    scorer = Scorer(("loaned_to",), nothing, nothing, {"rule": 2.0, "model": -2.0}, LEAST)
    return card([DOCUMENT], [], Trained(scorer, judged, 0), 42)


@pytest.fixture(scope="module")
def text() -> str:
    return written(*[(RULE, True)] * 3, (RULE, False), (MODEL, True))


def test_what_the_models_were_made_from_is_counted(text: str) -> None:
    told = " ".join(text.split())
    assert "1 annotated documents (1,234 characters" in told
    assert "with 3 annotated names and 1 relations, and 0 passages" in told
    assert "(seed 42)" in told


def test_what_is_told_is_in_the_table_with_its_share_right(text: str) -> None:
    assert "| 0.8–0.9 | 4 | 0.88 | 0.75 |" in text
    assert text.count("\n| 0.") == 1


def test_calibration_error_and_thresholds_are_told(text: str) -> None:
    assert "Expected calibration error: 0.131." in text
    assert f"told from {LEAST['rule']} where a rule claims it, and from {LEAST['model']}" in " ".join(text.split())


def test_what_is_too_improbable_to_be_told_is_in_no_bin() -> None:
    assert "\n| 0." not in written((MODEL, False))
