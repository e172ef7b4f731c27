"""Other people's matchers, asked the same pairs: what a name is to them is one string, or a few tokens."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from rapidfuzz import fuzz

from kg.errors import ResolutionError
from kg.resolve.labelled import LabelledPair
from kg.settings import REPOSITORY
from kg.text import fold

Scores = Callable[[Sequence[LabelledPair]], "tuple[float, ...] | None"]
"""How alike the names of each pair are, from 0 to 1; None where the peer is not installed."""

PYTHON = "JJJ_PEERS_PYTHON"
"""Environment variable with the interpreter that has nomenklatura, whose requirements are not ours."""

_LOGIC_V2 = """
import json, sys
from followthemoney import model
from nomenklatura.matching import ScoringConfig, get_algorithm
algorithm, config = get_algorithm("logic-v2"), ScoringConfig.defaults()
def entity(key, name):
    return model.get_proxy({"id": key, "schema": "Organization", "properties": {"name": [name]}})
pairs = json.load(sys.stdin)
print(json.dumps([algorithm.compare(entity("left", a), entity("right", b), config).score for a, b in pairs]))
"""
_MISSING = 3
_PROBE = f"import importlib.util, sys; sys.exit(0 if importlib.util.find_spec('nomenklatura') else {_MISSING})"


def wratio(pairs: Sequence[LabelledPair]) -> tuple[float, ...]:
    """RapidFuzz's WRatio, what most pipelines call fuzzy matching."""
    return tuple(fuzz.WRatio(pair.left.name, pair.right.name) / 100 for pair in pairs)


def containment(pairs: Sequence[LabelledPair]) -> tuple[float, ...]:
    """1 if one name is a piece of the other, as written but for width and spaces."""
    names = ((fold(pair.left.name), fold(pair.right.name)) for pair in pairs)
    return tuple(float(one in other or other in one) for one, other in names)


def logic_v2(pairs: Sequence[LabelledPair]) -> tuple[float, ...] | None:
    """The matcher logic-v2 of nomenklatura, made for screening names of the whole world against lists.

    Raises:
        ResolutionError: it is installed but fails.
    """
    python = _interpreter()
    if python is None:
        return None
    names = json.dumps([(pair.left.name, pair.right.name) for pair in pairs])
    done = subprocess.run(  # noqa: S603 - our own program for the interpreter that the person set up
        [python, "-c", _LOGIC_V2], input=names, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise ResolutionError(f"nomenklatura failed in {python}: {done.stderr.strip().splitlines()[-1:]}")
    return tuple(float(score) for score in json.loads(done.stdout.splitlines()[-1]))


def _interpreter() -> str | None:
    """An interpreter that has nomenklatura: the one that is set, that of `make setup-peers`, or this one."""
    tried = (os.environ.get(PYTHON), str(REPOSITORY / ".venv-peers" / "bin" / "python"), sys.executable)
    return next((python for python in tried if python and Path(python).is_file() and _has_nomenklatura(python)), None)


def _has_nomenklatura(python: str) -> bool:
    return subprocess.run([python, "-c", _PROBE], capture_output=True, check=False).returncode == 0  # noqa: S603


PEERS: dict[str, Scores] = {
    "RapidFuzz WRatio": wratio,
    "nomenklatura logic-v2": logic_v2,
    "containment": containment,
}
