"""The style sheet says something of every type and predicate, in the form that the Neo4j Browser reads."""

from __future__ import annotations

import re
from itertools import takewhile
from pathlib import Path

import pytest

from kg.browser import style_sheet
from kg.browser.style import colour
from kg.ontology import Ontology

SHEET = Path(__file__).resolve().parents[3] / "data/neo4j/style.grass"
RULE = re.compile(r"^(node|relationship)\.(\w+) \{\n((?:  [a-z-]+: [^;:{}]*(?:\{\w+\}[^;:{}]*)?;\n)+)\}$", re.MULTILINE)


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return Ontology.load()


@pytest.fixture(scope="module")
def rules(ontology: Ontology) -> dict[tuple[str, str], dict[str, str]]:
    found = RULE.findall(style_sheet(ontology))
    return {
        (what, name): dict(line.strip(" ;").split(": ") for line in body.splitlines()) for what, name, body in found
    }


Rules = dict[tuple[str, str], dict[str, str]]


def test_the_sheet_that_is_kept_is_fresh(ontology: Ontology) -> None:
    assert SHEET.read_text(encoding="utf-8") == style_sheet(ontology)


def test_every_type_and_every_predicate_has_a_rule(rules: Rules, ontology: Ontology) -> None:
    assert {name for what, name in rules if what == "node"} == {*ontology.types, "Document", "Publication", "Withdrawn"}
    kinds = {predicate.upper for predicate in ontology.predicates.values()}
    assert {name for what, name in rules if what == "relationship"} == {*kinds, "MENTIONS", "RELATES_TO"}
    assert style_sheet(ontology).count("{\n") == len(rules)


def test_a_type_comes_after_those_above_it_since_the_last_rule_wins(rules: Rules, ontology: Ontology) -> None:
    order = [name for what, name in rules if what == "node"]
    for each in ontology.types.values():
        assert each.parent is None or each.parent in list(takewhile(each.key.__ne__, order))


def test_relations_are_captioned_in_chinese_with_their_amounts(rules: Rules) -> None:
    assert rules["relationship", "LOANED_TO"]["caption"] == "'贷款给 {amount}'"
    assert rules["relationship", "SUBSIDIARY_OF"]["caption"] == "'母公司为'"
    assert rules["node", "Company"]["caption"] == "'{caption}'"


def test_types_of_a_family_look_alike(ontology: Ontology) -> None:
    assert colour(ontology, "Lab") == colour(ontology, "ResearchInstitute") == "#6C9BD9"
    assert colour(ontology, "Company") == "#4C9F50"


def test_captions_can_be_read_on_every_colour(rules: Rules) -> None:
    for (what, name), rule in rules.items():
        if what == "node":
            assert _contrast(rule["color"], rule["text-color-internal"]) >= 4, name


def _contrast(one: str, other: str) -> float:
    """Contrast as WCAG 2 reckons it."""
    low, high = sorted(map(_light, (one, other)))
    return (high + 0.05) / (low + 0.05)


def _light(shade: str) -> float:
    parts = (channel / 255 for channel in bytes.fromhex(shade.removeprefix("#")))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
