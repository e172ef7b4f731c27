"""Blocking over made names: seconds, memory, pairs a name, and how many true pairs are found, beside other ways.

Every way and size runs in a process of its own over the same names; `make bench` writes docs/resolution.md.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.names import CHANGES, Called, NameMaker

_ROOT = Path(__file__).parents[1]
_SIZES = (10_000, 100_000, 1_000_000)
_SEED = 20261121
_KIB = 1024
_NEIGHBOURS = 12
_LEAST_ALIKE = 0.5
_PERMUTATIONS = 64

Pairs = npt.NDArray[np.int64]
"""Each pair as `smaller place × number of names + larger place`, ascending."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way to find candidates.

    Args:
        label: how the table calls it.
        largest: number of names beyond which nobody would wait for it.
        load: what it reads before it begins; gives what finds the pairs.
    """

    label: str
    largest: int
    load: Callable[[], Callable[[list[str]], Pairs]]


def main() -> None:
    """Print the tables, and write them into a page where one is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, metavar="FILE", help="also write the tables into the page FILE")
    parser.add_argument("--sizes", type=int, nargs="+", default=_SIZES, help="how many names")
    parser.add_argument("--measure", choices=sorted(WAYS), help="measure one way in this process, as JSON")
    arguments = parser.parse_args()
    if arguments.measure:
        sys.stdout.write(json.dumps(_measure(WAYS[arguments.measure], arguments.sizes[0])))
        return
    lines = list(_lines(arguments.sizes))
    sys.stdout.write("\n".join(lines) + "\n")
    if arguments.out:
        from benchmarks.quality import filled  # noqa: PLC0415  what it draws with is not for those who only measure

        page = filled(arguments.out.read_text(encoding="utf-8"), {"blocking": lines})
        arguments.out.write_text(page, encoding="utf-8")


def _ours() -> Callable[[list[str]], Pairs]:
    from kg.resolve.blocking import KeyReader, Record, block  # noqa: PLC0415

    reader = KeyReader.load()

    def find(names: list[str]) -> Pairs:
        found = block([Record(name) for name in names], reader, processes=2)
        for kind, tally in found.tallies.items():
            sys.stderr.write(f"{kind}: {tally}\n")
        return found.left * len(names) + found.right

    return find


def _sorted_neighbourhood() -> Callable[[list[str]], Pairs]:
    """Names in the order of their spelling; each meets those that follow it."""
    from kg.resolve.tables import key  # noqa: PLC0415

    def find(names: list[str]) -> Pairs:
        order = np.array(sorted(range(len(names)), key=lambda place: key(names[place])))
        return _coded(
            np.concatenate([order[:-step] for step in range(1, _NEIGHBOURS + 1)]),
            np.concatenate([order[step:] for step in range(1, _NEIGHBOURS + 1)]),
            len(names),
        )

    return find


def _minhash() -> Callable[[list[str]], Pairs]:
    """MinHash of datasketch over pairs of characters: all that are at least half alike, as it estimates."""
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415

    def find(names: list[str]) -> Pairs:
        index = MinHashLSH(threshold=_LEAST_ALIKE, num_perm=_PERMUTATIONS)
        left, right = [], []
        for place, name in enumerate(names):
            sketch = MinHash(num_perm=_PERMUTATIONS)
            sketch.update_batch([name[at : at + 2].encode() for at in range(len(name) - 1)])
            others = index.query(sketch)
            left += others
            right += [place] * len(others)
            index.insert(place, sketch)
        return _coded(np.array(left), np.array(right), len(names))

    return find


def _all_pairs() -> Callable[[list[str]], Pairs]:
    """RapidFuzz's ratio over all pairs of names; each meets its nearest."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415

    def find(names: list[str]) -> Pairs:
        left, right = [], []
        for start in range(0, len(names), 1_000):
            part = names[start : start + 1_000]
            alike = process.cdist(part, names, scorer=fuzz.ratio, workers=2, dtype=np.uint8)
            nearest = np.argpartition(-alike.astype(np.int16), _NEIGHBOURS, axis=1)[:, : _NEIGHBOURS + 1]
            left.append(np.repeat(np.arange(start, start + len(part)), _NEIGHBOURS + 1))
            right.append(nearest.ravel())
        return _coded(np.concatenate(left), np.concatenate(right), len(names))

    return find


WAYS: Mapping[str, Way] = {
    "ours": Way("kg.resolve.blocking", 1_000_000, _ours),
    "sorted": Way(f"sorted neighbourhood, {_NEIGHBOURS} that follow", 100_000, _sorted_neighbourhood),
    "minhash": Way(f"datasketch MinHashLSH, bigrams, ≥ {_LEAST_ALIKE}", 100_000, _minhash),
    "all": Way(f"RapidFuzz ratio, all pairs, {_NEIGHBOURS} nearest", 10_000, _all_pairs),
}


def _coded(left: Pairs, right: Pairs, names: int) -> Pairs:
    apart = left != right
    low, high = np.minimum(left, right)[apart], np.maximum(left, right)[apart]
    return np.unique(low * names + high)


def _measure(way: Way, size: int) -> dict[str, object]:
    """Time, memory, pairs, and the share of true pairs that are found, by what was changed."""
    if sys.platform == "linux":
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])
    names, called = NameMaker(_SEED).names(size)
    find = way.load()
    begun, worked = time.perf_counter(), _cpu()
    found = find(names)
    told: dict[str, object] = {"seconds": time.perf_counter() - begun, "cpu": _cpu() - worked}
    recall = {"all": _recall(found, called, size)}
    by_change: defaultdict[str, list[Called]] = defaultdict(list)
    for pair in called:
        by_change[pair.change].append(pair)
    recall |= {change: _recall(found, pairs, size) for change, pairs in by_change.items()}
    return told | {"memory": _peak(), "pairs": len(found) / size, "recall": recall, "true": len(called)}


def _recall(found: Pairs, called: Sequence[Called], names: int) -> float:
    wanted = _coded(np.array([p.full for p in called]), np.array([p.other for p in called]), names)
    return float(np.isin(wanted, found, assume_unique=True).mean())


def _cpu() -> float:
    """Seconds that this process and those that it has ended have worked."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def _peak() -> float:
    """GiB of this process and of two children at the largest, the names themselves counted."""
    unit = 1 if sys.platform == "darwin" else _KIB
    own, child = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return (own + 2 * child) * unit / _KIB**3


def _lines(sizes: Sequence[int]) -> Iterator[str]:
    yield "| names | way | seconds | of CPU | peak memory, GiB | pairs a name | true pairs found |"
    yield "|---:|---|---:|---:|---:|---:|---:|"
    recalls: dict[int, Mapping[str, float]] = {}
    for size in sizes:
        for name, way in WAYS.items():
            if size <= way.largest:
                told = _in_own_process(name, size)
                recall = told["recall"]
                if name == "ours":
                    recalls[size] = recall
                yield (
                    f"| {size:,} | {way.label} | {told['seconds']:.1f} | {told['cpu']:.1f} | {told['memory']:.1f} "
                    f"| {told['pairs']:.1f} | {recall['all']:.4f} |"
                )
    yield ""
    yield f"| what is changed | {' | '.join(f'{size:,} names' for size in sizes)} |"
    yield f"|---|{'---:|' * len(sizes)}"
    for change in CHANGES:
        shares = (recalls[size].get(change) for size in sizes)
        yield f"| {change} | {' | '.join('' if share is None else f'{share:.4f}' for share in shares)} |"


def _in_own_process(way: str, size: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.blocking", "--measure", way, "--sizes", str(size)]
    done = subprocess.run(  # noqa: S603  our own interpreter with our own module
        command, check=True, stdout=subprocess.PIPE, cwd=_ROOT
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    main()
