"""Speed, start-up and memory of extraction over the sample reports, beside jieba's part-of-speech tagger.

Every system runs in a process of its own, on one core, over the same characters; the fastest of three rounds counts.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import platform
import resource
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from importlib.metadata import version
from itertools import cycle
from pathlib import Path

_REPORTS = Path(__file__).parents[1] / "data" / "documents"
_CHARACTERS = 300_000
_ROUNDS = 3
_MIB = 1024 * 1024

Run = Callable[[list[str]], None]
"""Works through the texts once."""


def main() -> None:
    """Print the table, and write it to a file where one is asked for."""
    arguments = _arguments()
    if arguments.measure:
        sys.stdout.write(json.dumps(_measure(SYSTEMS[arguments.measure], arguments.characters)))
        return
    page = _page(arguments.characters)
    sys.stdout.write(page)
    if arguments.out:
        arguments.out.write_text(page, encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, metavar="FILE", help="also write the page to FILE")
    parser.add_argument("--characters", type=int, default=_CHARACTERS, help="how many to read at the least")
    parser.add_argument("--measure", choices=sorted(SYSTEMS), help="measure one system in this process, as JSON")
    return parser.parse_args()


def _extractor() -> Run:
    from kg.extract import load_extractor  # noqa: PLC0415  loading is part of what is measured
    from kg.model import Document  # noqa: PLC0415
    from kg.ontology import Ontology  # noqa: PLC0415

    extractor = load_extractor(Ontology.load())

    def run(texts: list[str]) -> None:
        for number, text in enumerate(texts):
            extractor.extract(Document("", text, f"report-{number}"))

    return run


def _jieba() -> Run:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba  # noqa: PLC0415
        from jieba import posseg  # noqa: PLC0415
    jieba.setLogLevel(logging.WARNING)
    posseg.lcut("热身")  # jieba reads its dictionary when first used

    def run(texts: list[str]) -> None:
        for text in texts:
            posseg.lcut(text)

    return run


SYSTEMS: dict[str, Callable[[], Run]] = {"jjj-kg": _extractor, "jieba.posseg": _jieba}


def _measure(load: Callable[[], Run], characters: int) -> dict[str, float]:
    """Seconds until ready, characters a second, and the peak of resident memory in MiB."""
    if sys.platform == "linux":
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    begun = time.perf_counter()
    run = load()
    ready = time.perf_counter() - begun
    texts = _texts(characters)
    seconds = min(_seconds(run, texts) for _ in range(_ROUNDS))
    return {"ready": ready, "speed": sum(map(len, texts)) / seconds, "peak": peak()}


def peak() -> float:
    """The peak of this process's resident memory so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / _MIB


def _seconds(run: Run, texts: list[str]) -> float:
    begun = time.perf_counter()
    run(texts)
    return time.perf_counter() - begun


def _texts(characters: int) -> list[str]:
    """The sample reports, again and again until there are enough characters."""
    reports = cycle([path.read_text(encoding="utf-8") for path in sorted(_REPORTS.glob("*.md"))])
    texts: list[str] = []
    total = 0
    while total < characters:
        texts.append(next(reports))
        total += len(texts[-1])
    return texts


def _page(characters: int) -> str:
    texts = _texts(characters)
    total, size = sum(map(len, texts)), sum(len(text.encode()) for text in texts) / _MIB
    lines = [
        "# Benchmarks",
        "",
        "Written by `make bench`. Extraction reads the sample reports, repeated; `jieba.posseg`, which only cuts words",
        "and tags them, reads the same in the same run. One process and core each; the fastest of three rounds counts.",
        "",
        f"- machine: {machine()}",
        f"- Python {platform.python_version()}, spaCy {version('spacy')}, jieba {version('jieba')}",
        f"- input: {len(texts)} documents, {total:,} characters, {size:.1f} MiB as UTF-8",
        "",
        "| system | characters a second | start-up, seconds | peak memory, MiB |",
        "|---|---:|---:|---:|",
    ]
    for name in SYSTEMS:
        found = _in_own_process(name, characters)
        lines.append(f"| {name} | {found['speed']:,.0f} | {found['ready']:.1f} | {found['peak']:.0f} |")
    return "\n".join(lines) + "\n"


def _in_own_process(name: str, characters: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.extraction", "--measure", name, "--characters", str(characters)]
    done = subprocess.run(  # noqa: S603  our own interpreter with our own module
        command, check=True, stdout=subprocess.PIPE, cwd=_REPORTS.parents[1]
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def machine() -> str:
    """Processor, cores and system, as a page names them."""
    cores = os.cpu_count() or 1
    return f"{_processor()}, {cores} {'core' if cores == 1 else 'cores'}, {platform.system()}"


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    if information.exists():
        for line in information.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


if __name__ == "__main__":
    main()
