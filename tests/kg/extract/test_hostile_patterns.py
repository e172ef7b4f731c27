"""Every regular expression of the extractor, attacked with its own repeats: none can be made to try endless ways.

Work is counted in steps of matching (`tests/kg/extract/steps.py`), because a profiler does not see into the engine.
"""

from __future__ import annotations

import pkgutil
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg.extract
from kg.extract.rules.patterns import Pattern
from tests.kg.extract.steps import TooManySteps, Trial, attacks

pytestmark = pytest.mark.long

PACKAGE = [module.name for module in pkgutil.walk_packages(kg.extract.__path__, "kg.extract.")]
MODULES = ["kg.text", "kg.layout", *sorted(name for name in PACKAGE if "training" not in name)]
LENGTH = 120
"""Characters of an attack: more than most bounds of a pattern, so that what is bounded has reached its bound."""
MOST = 20_000
"""Steps for each character: some milliseconds for the longest sentence, where an endless way takes years."""
SHORT: Mapping[str, int] = {"kg.extract.rules.sentence._CARRIED_GAP": 24}
"""Expressions that are tried on short pieces only, with the characters of the longest one."""


def expressions(held: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    if isinstance(held, re.Pattern):
        yield held
    elif isinstance(held, Pattern):
        yield held.expression
    elif depth < 3 and isinstance(held, (list, tuple, set, frozenset)):
        for each in held:
            yield from expressions(each, depth + 1)
    elif depth < 3 and isinstance(held, dict):
        yield from expressions(list(held.values()), depth + 1)
    elif depth < 3 and is_dataclass(held) and not isinstance(held, type):
        yield from expressions([getattr(held, each.name) for each in fields(held)], depth + 1)


def of_module(name: str) -> dict[re.Pattern[str], str]:
    """The expressions that a module holds, with the name of the variable."""
    found = vars(import_module(name)).items()
    return {each: f"{name}.{variable}" for variable, held in found for each in expressions(held)}


@pytest.fixture(autouse=True)
def deep_recursion() -> Iterator[None]:
    """The counting engine calls itself for every repeat, which the real one does not."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(50_000)
    yield
    sys.setrecursionlimit(before)


def endless(expression: re.Pattern[str], length: int) -> str:
    """An attack that takes too many steps, empty if none does."""
    for lead, again in attacks(expression):
        text = (lead + again * length)[:length]
        searching, fitting = (Trial(expression, each, MOST * length) for each in (text, text + "\0"))
        try:
            list(searching.search())
            fitting.fits_whole()
        except TooManySteps:
            return f"{lead!r} and then {again!r}"
    return ""


@pytest.mark.parametrize("module", MODULES)
def test_no_expression_can_be_tried_in_endless_ways(module: str) -> None:
    tried = {(name, endless(each, SHORT.get(name, LENGTH))) for each, name in of_module(module).items()}
    assert {each for each in tried if each[1]} == set()


SAMPLE = re.compile(
    r"(?:(?P<a>甲|甲乙)+?(?=丙|\d)|[^甲丁]{0,3}+丁|(?<!乙)丙(?!丁)|\b1{2,}$|(?>乙|乙丙)丁|(?P<b>[\d丁])(?:乙)?(?P=b))"
)


@given(st.text(alphabet="甲乙丙丁12", max_size=14))
def test_the_counting_engine_finds_what_the_real_one_finds(text: str) -> None:
    assert list(Trial(SAMPLE, text).search()) == [found.span() for found in SAMPLE.finditer(text)]


@pytest.mark.parametrize(
    "name", ["kg.extract.dates", "kg.extract.money", "kg.extract.components.short_names", "kg.text"]
)
@given(st.text(alphabet="2024年3月5日，近亿元（以下简称甲） a<p>&amp;", max_size=40))
def test_it_does_so_with_our_expressions(name: str, text: str) -> None:
    for expression in of_module(name):
        assert list(Trial(expression, text).search()) == [found.span() for found in expression.finditer(text)]


def test_an_endless_expression_would_be_noticed() -> None:
    assert endless(re.compile("(?:经济|技术|经济技术)*园"), LENGTH)
    assert endless(re.compile("(?:[^。]{1,12}?里)*$"), LENGTH)
    assert not endless(re.compile("(?:经济|技术)*园"), LENGTH)


@pytest.mark.parametrize("doubled", [200, 400])
def test_steps_of_a_plain_expression_grow_with_the_text(doubled: int) -> None:
    once, twice = (Trial(re.compile("甲{1,5}乙|丙+丁"), "甲丙" * length) for length in (doubled, 2 * doubled))
    assert not [*once.search(), *twice.search()]
    assert twice.steps <= 2.1 * once.steps
