"""The scorer: sums and probabilities by hand, the same after saving and loading, and damaged files refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from math import exp
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ExtractionError
from kg.extract.scorer import BITS, Evidence, Scorer, row, rows

PREDICATES = ("invested_in", "loaned_to")
LEAST = {"rule": 0.2, "model": 0.35}


def scorer(weights: dict[str, tuple[float, float]], **calibration: float) -> Scorer:
    table = np.zeros((1 << BITS, len(PREDICATES)), np.float32)
    for feature, each in weights.items():
        table[row(feature)] = each
    return Scorer(PREDICATES, table, np.array([-1.0, -2.0], np.float32), calibration, LEAST)


SMALL = scorer({"向": (0.5, 2.0), "贷款": (-0.25, 4.0)}, model=-1.0, places=0.5)


def test_sum_is_that_of_the_features_and_the_intercept() -> None:
    sums = SMALL.sums([(("向", "贷款"), ()), ((), ("向",)), (("向",), ("贷款",)), (("无关",), ())])
    assert sums.tolist() == [[-0.75, 4.0], [-0.5, 0.0], [-0.75, 4.0], [-1.0, -2.0]]


def test_a_feature_counts_once() -> None:
    assert SMALL.sums([(("向", "向", "向"), ("向", "向"))]).tolist() == SMALL.sums([(("向",), ())]).tolist()


def test_no_pairs_have_no_sums() -> None:
    assert SMALL.sums([]).shape == (0, 2)


def test_a_feature_has_the_same_row_in_every_process() -> None:
    assert (row("bias"), row("t:Bank>Company")) == (98187, 241978)


@given(st.lists(st.text(max_size=6), max_size=20), st.randoms())
def test_the_order_of_features_makes_no_difference(features: list[str], chance: object) -> None:
    shuffled = list(features)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert rows(shuffled) == rows([*features, *features])


def test_probability_is_logistic_in_what_calibration_weighs() -> None:
    assert SMALL.probability(Evidence("loaned_to", 1.0)) == pytest.approx(1 / (1 + exp(1.0)))
    assert SMALL.probability(Evidence("loaned_to", 1.0, places=9)) == pytest.approx(1 / (1 + exp(0.0)))


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(0, 1), st.integers(1, 10_000))
def test_probability_is_one_however_far_the_score(score: float, margin: float, sure: float, places: int) -> None:
    steep = scorer({}, model=1000.0, **{"model:score": 1000.0})
    evidence = Evidence("loaned_to", score, "", sure, places, (margin, margin, margin))
    assert 0 < steep.probability(evidence) < 1


def test_margins_beyond_the_bound_are_all_alike() -> None:
    near, far = (Evidence("loaned_to", 1.0, margins=(m, -m, m)).features() for m in (3.0, 30.0))
    assert near == far


def test_what_a_rule_claims_is_weighed_apart_from_what_the_model_sees() -> None:
    model, rule = Evidence("loaned_to", 1.0).features(), Evidence("loaned_to", 1.0, "lending.credit", 0.9).features()
    assert {"model", "model:score", "model:loaned_to"} <= set(model) - set(rule)
    assert {"rule", "rule:score", "rule:loaned_to"} <= set(rule) - set(model)


def test_a_scorer_read_back_judges_the_same(tmp_path: Path) -> None:
    SMALL.save(tmp_path / "new")
    again = Scorer.load(tmp_path / "new")
    described = [(("向", "贷款"), ()), (("无关",), ())]
    assert again.sums(described).tolist() == SMALL.sums(described).tolist()
    assert (again.predicates, again.calibration, again.least) == (PREDICATES, SMALL.calibration, LEAST)


def test_the_same_scorer_gives_the_same_bytes_also_after_reading(tmp_path: Path) -> None:
    for name in ("one", "two"):
        SMALL.save(tmp_path / name)
    Scorer.load(tmp_path / "one").save(tmp_path / "three")
    files = [sorted((tmp_path / name).iterdir()) for name in ("one", "two", "three")]
    contents = [[(file.name, file.read_bytes()) for file in listed] for listed in files]
    assert contents[0] == contents[1] == contents[2]


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    SMALL.save(tmp_path)
    return tmp_path


REFUSED = r"holds no relation scorer .*reinstall jjj-kg, make one with `jjj train`, or leave the component"


@pytest.mark.parametrize("file", ["weights.npz", "calibration.json"])
@pytest.mark.parametrize(
    "damage",
    [lambda whole: b"", lambda whole: whole[: len(whole) // 2], lambda whole: whole[:-3], lambda whole: b"\0" * 64],
    ids=["empty", "half", "cut", "zero"],
)
def test_a_damaged_file_is_refused_with_what_to_do(saved: Path, file: str, damage: Callable[[bytes], bytes]) -> None:
    whole = (saved / file).read_bytes()
    (saved / file).write_bytes(damage(whole))
    with pytest.raises(ExtractionError, match=REFUSED):
        Scorer.load(saved)


@pytest.mark.parametrize("file", ["weights.npz", "calibration.json"])
def test_a_missing_file_is_refused_with_what_to_do(saved: Path, file: str) -> None:
    (saved / file).unlink()
    with pytest.raises(ExtractionError, match=REFUSED):
        Scorer.load(saved)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("predicates", ["loaned_to"]),
        ("predicates", ["invested_in", "loaned_to", "located_in"]),
        ("calibration", ["model"]),
        ("calibration", {"model": "much"}),
        ("calibration", None),
        ("least", {"rule": 0.2}),
        ("least", 0.5),
    ],
)
def test_particulars_of_another_version_are_refused(saved: Path, key: str, value: object) -> None:
    particulars = json.loads((saved / "calibration.json").read_text(encoding="utf-8"))
    (saved / "calibration.json").write_text(json.dumps({**particulars, key: value}), encoding="utf-8")
    with pytest.raises(ExtractionError, match=REFUSED):
        Scorer.load(saved)


def test_weights_of_rows_that_are_no_more_are_refused(saved: Path) -> None:
    weights = np.zeros((1, 2), np.float16)
    np.savez_compressed(saved / "weights.npz", rows=np.array([1 << BITS]), weights=weights, to=np.zeros(2))
    with pytest.raises(ExtractionError, match=REFUSED):
        Scorer.load(saved)


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_no_flipped_byte_does_more_than_being_refused(at: int, change: int) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        SMALL.save(Path(folder))
        file = Path(folder) / "weights.npz"
        content = bytearray(file.read_bytes())
        content[at % len(content)] ^= change
        file.write_bytes(content)
        try:
            Scorer.load(Path(folder))
        except ExtractionError as error:
            assert "jjj train" in str(error)  # noqa: PT017 - some bytes of an archive say nothing
