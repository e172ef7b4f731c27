from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from kg.browser import favourites, recipes, style_sheet
from kg.ontology import Ontology

Jjj = Callable[..., Any]


def test_what_the_browser_takes_is_written_into_a_new_folder(jjj: Jjj, tmp_path: Path) -> None:
    out = tmp_path / "for" / "browser"
    ran = jjj("browser", "--out", out, "--json")
    assert ran.code == 0
    assert ran.json == {
        "style": str(out / "style.grass"),
        "favourites": str(out / "favourites.zip"),
        "queries": len(recipes()),
    }
    assert (out / "style.grass").read_text(encoding="utf-8") == style_sheet(Ontology.load())
    assert (out / "favourites.zip").read_bytes() == favourites(recipes())


def test_a_folder_that_cannot_be_made_is_told(jjj: Jjj, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    ran = jjj("browser", "--out", tmp_path / "file")
    assert ran.code == 15
    assert "cannot write" in ran.err
