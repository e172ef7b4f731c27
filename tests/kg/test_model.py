from __future__ import annotations

import pytest

from kg.model import OPEN, interval_ends


@pytest.mark.parametrize(
    ("value", "ends"),
    [
        ("2024-01/2024-03", ("2024-01", "2024-03")),
        (f"{OPEN}/100000000", (OPEN, "100000000")),
        (f"10000000/{OPEN}", ("10000000", OPEN)),
        ("2024-05-06", ("2024-05-06", "2024-05-06")),
        ("", ("", "")),
    ],
)
def test_both_ends_of_a_normal_form(value: str, ends: tuple[str, str]) -> None:
    assert interval_ends(value) == ends
