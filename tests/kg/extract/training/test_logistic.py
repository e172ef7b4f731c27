"""Logistic regression: the weights are those that make the truths most likely."""

from __future__ import annotations

import math

import pytest

from kg.extract.training.logistic import fit


def test_a_lone_feature_gets_the_log_odds_of_its_examples() -> None:
    weights = fit([["bias"]] * 10, [True] * 8 + [False] * 2, importance=[1.0] * 10, penalty=1e-9, least=1)
    assert weights["bias"] == pytest.approx(math.log(8 / 2), abs=1e-4)


def test_importance_counts_like_repetition() -> None:
    weights = fit([["bias"]] * 2, [True, False], importance=[3.0, 1.0], penalty=1e-9, least=1)
    assert weights["bias"] == pytest.approx(math.log(3), abs=1e-4)


def test_rare_features_get_no_weight() -> None:
    examples = [["bias", "rare"], ["bias"], ["bias"]]
    assert set(fit(examples, [True, False, True], importance=[1.0] * 3, penalty=1.0, least=2)) == {"bias"}


def test_penalty_holds_weights_back() -> None:
    examples, truths = [["bias", "clear"], ["bias"]] * 20, [True, False] * 20
    loose, tight = (fit(examples, truths, importance=[1.0] * 40, penalty=p, least=1)["clear"] for p in (0.1, 10.0))
    assert loose > 2 * tight > 0


def test_many_examples_are_fitted_as_few() -> None:
    truths = ([True] * 3 + [False]) * 1_500
    weights = fit([["bias"]] * 6_000, truths, importance=[1.0] * 6_000, penalty=1e-9, least=1)
    assert weights["bias"] == pytest.approx(math.log(3), abs=1e-4)
