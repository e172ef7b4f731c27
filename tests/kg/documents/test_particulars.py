"""Dates and publishers that texts tell: each claim is a line of tests/cases/particulars.json."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents.particulars import Particulars, parse_date

CASES = json.loads((Path(__file__).parents[2] / "cases" / "particulars.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["claim"])
def test_particulars(case: dict[str, str | None]) -> None:
    told = Particulars.of(case["text"] or "", case.get("url"))
    assert (told.published and told.published.isoformat(), told.publisher) == (case["published"], case["publisher"])


@given(st.dates())
def test_a_date_in_iso_form_is_itself(day: date) -> None:
    assert parse_date(day.isoformat()) == day
    assert parse_date(f"{day.isoformat()}T10:00:00Z") == day


@given(st.text() | st.text(alphabet="0123456789年月日-/. T"))
def test_any_text_is_a_date_or_none(text: str) -> None:
    parse_date(text)
    Particulars.of(text, text)
