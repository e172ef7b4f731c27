"""The page of measurements: every table has its place and is filled, and the plot shows what was measured."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks.quality import PAGE, PLOT, STAGES, filled, plot
from kg.evaluation import Part, evaluate
from kg.extract.extractor import assemble
from kg.ontology import Ontology
from kg.settings import shipped

CORPUS = shipped("data", "corpus")


def test_a_block_is_written_between_its_marks() -> None:
    page = "before\n<!-- measured: x -->\nold\n<!-- end: x -->\nafter\n"
    once = filled(page, {"x": ["new", r"\1"]})
    assert once == "before\n<!-- measured: x -->\nnew\n\\1\n<!-- end: x -->\nafter\n"
    assert filled(once, {"x": ["new", r"\1"]}) == once


def test_a_block_without_a_place_is_an_error() -> None:
    with pytest.raises(ValueError, match="0 places for y"):
        filled("<!-- measured: x -->\n<!-- end: x -->", {"y": []})


def test_every_table_of_the_page_is_filled() -> None:
    page = PAGE.read_text(encoding="utf-8")
    blocks = re.findall(r"<!-- measured: (\w+) -->\n(.*?)<!-- end: \1 -->", page, flags=re.DOTALL)
    assert len(blocks) == page.count("<!-- measured:") == 9
    assert [name for name, content in blocks if content.count("\n|") < 2] == []
    assert all(f"\n| {stage} |" in page for stage in STAGES)


def test_what_an_ablation_leaves_out_are_components() -> None:
    known = set(assemble(frozenset()).pipe_names)
    assert set().union(*STAGES.values()) <= known


def test_plot_is_the_same_for_the_same_report(tmp_path: Path) -> None:
    report = evaluate(CORPUS, {}, Ontology.load(), part=Part.DEV)
    for name in ("one.svg", "two.svg"):
        plot({"pages": report}, tmp_path / name)
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
    words = Counter(element.text for element in ElementTree.parse(tmp_path / "one.svg").iter() if element.text)
    assert words["pages"] == 1


def test_plot_of_the_page_names_what_was_measured() -> None:
    assert "corpus test" in PLOT.read_text(encoding="utf-8")
