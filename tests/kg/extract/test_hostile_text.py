"""Hostile text: twice as much of it costs at most about twice the work, and none of it stalls or breaks the extractor.

Work is counted, not timed: the calls of functions, in Python and in C, that the interpreter's profiler sees while it
reads a text. That is the same on every machine. What happens inside one call is bounded elsewhere: regular expressions
in `test_hostile_patterns.py`, and the sizes of what the network is given in `test_tagger.py`.
"""

from __future__ import annotations

import cProfile
import random
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.extract import Extractor
from kg.extract.windows import LONGEST
from kg.model import Document

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parents[3]
NAMES = (
    "岚州银行",
    "岚汐科技有限公司",
    "河北钧瀚智能装备股份有限公司",
    "珂禾大学",
    "望河产业园",
    "张伟",
    "天津市",
    "人工智能",
)
Text = Callable[[int], str]


def again(piece: str) -> Text:
    return lambda length: (piece * (length // len(piece) + 1))[:length]


def firms(form: str) -> Text:
    """A text of ever new firms, each written as `form` says."""

    def text(length: int) -> str:
        chance, made, size = random.Random(4), list[str](), 0
        while size < length:
            name = "".join(chance.choices("岚汐珂禾钧瀚霁昶睿恺澜琛", k=4)) + chance.choice(
                ("科技有限公司", "银行", "研究院")
            )
            made.append(form.format(name))
            size += len(made[-1])
        return "".join(made)[:length]

    return text


HOSTILE: Mapping[str, Text] = {
    "opening brackets": again("（"),
    "nested brackets": lambda length: "（" * (length // 2) + "）" * (length // 2),
    "quotes 1,000 deep": again("“" * 1000 + "岚汐科技有限公司" + "”" * 1000),
    "one sentence": again("岚汐科技有限公司的设备与岚州银行的贷款，"),
    "one character": again("甲"),
    "one name": again("河北岚汐数控有限公司"),
    "one claim": again("岚州银行投资珂禾大学。"),
    "names only": firms("{}"),
    "names in a list": firms("{}、"),
    "names in sentences": firms("{}。"),
    "names in lines": firms("{}\n"),
    "verbs between names": firms("{}投资"),
    "short names": firms("{0}（以下简称{0[0]}{0[1]}）。"),
    "anaphors": again("该公司，他"),
    "digits": again("1234567890"),
    "money": again("1万亿至近2000亿元"),
    "units": again("万亿"),
    "dates": again("2024年3月5日"),
    "model numbers": again("-A1"),
    "what a sentence leaves unsaid": again("岚州银行成立。在中在中在中在中投资珂禾大学，"),
    "emoji": again("😀甲👨‍👩‍👧"),
    "right to left": again("\u202e甲مرحبا\u202c"),
    "nothing wide": again("甲\u200b\ufeff"),
    "marks upon marks": again("甲\u0301\u0301\u0301"),
    "short lines": again("甲\n"),
    "entities and tags": again("&amp;<b>甲"),
}


MOST = 2_500
"""Calls for each character of a text."""


def document(text: str) -> Document:
    return Document("", text, "test")


def steps(extractor: Extractor, text: str) -> int:
    """Calls of functions that it takes to read a text."""
    profile = cProfile.Profile()
    profile.runcall(extractor.extract, document(text))
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_twice_the_text_is_about_twice_the_work(extractor: Extractor, text: Text) -> None:
    steps(extractor, text(200))  # what is compiled or read once
    once, twice = steps(extractor, text(2_500)), steps(extractor, text(5_000))
    assert twice <= 2.3 * once
    assert twice <= 5_000 * MOST


@pytest.mark.parametrize("name", ["names in sentences", "opening brackets"])
def test_twice_the_windows_are_about_twice_the_work(extractor: Extractor, name: str) -> None:
    once, twice = (steps(extractor, HOSTILE[name](windows * LONGEST)) for windows in (1, 2))
    assert twice <= 2.2 * once


pieces = st.sampled_from(NAMES) | st.sampled_from("（）“”《》、，。；\n与和的等在由向为 1万亿元年%-A") | st.characters()


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(pieces, min_size=1, max_size=5))
def test_whatever_is_said_again_and_again_costs_little_for_each_character(
    extractor: Extractor, said: list[str]
) -> None:
    assert steps(extractor, again("".join(said))(2_000)) <= 2_000 * MOST


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_what_is_found_in_hostile_text_stands_there(extractor: Extractor, text: Text) -> None:
    whole = text(2_000)
    found = extractor.extract(document(whole))
    spans = [m.span for m in found.mentions] + [s.evidence for s in found.statements]
    assert all(whole[span.start : span.end] == span.text for span in spans)
    assert all(0 <= s.confidence <= 1 for s in found.statements)


def test_memory_stays_with_a_window_however_long_the_text() -> None:
    """The peak of a process of its own, where all pairs of a window at once would take more.

    By hand: 5,000,000 opening brackets took 550 MiB, 1,000,000 characters of names 610 MiB with all that was found.
    """
    script = (
        "import re, resource, sys\n"
        "from pathlib import Path\n"
        "from kg.extract import load_extractor\n"
        "from kg.ontology import Ontology\n"
        "from tests.kg.extract.test_hostile_text import HOSTILE, document\n"
        "load_extractor(Ontology.load()).extract(document(HOSTILE['names only'](40_000)))\n"
        "if sys.platform == 'linux':\n"  # there ru_maxrss begins with the peak of the process that started this one
        "    print(re.search(r'VmHWM:\\s+(\\d+) kB', Path('/proc/self/status').read_text())[1])\n"
        "else:\n"
        "    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    kibibytes = int(done.stdout)
    assert kibibytes <= 600 * 1024
