"""How long it takes to find the reprints among many documents, how much memory, and how many are found.

The documents are made of clauses of the annotated corpus, so that strangers share phrases as news does. Of every ten,
six stand alone; two tell again what one of them told, whole or shortened, under another headline; two are notices from
one of a hundred templates, with names and figures of their own. Finding runs in a process of its own, whose processor
time counts.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from benchmarks.extraction import machine, peak
from kg.model import Document, Mention
from kg.reprints import find_reprints

_ROOT = Path(__file__).parents[1]
_CORPUS = _ROOT / "data" / "corpus"
_DOCUMENTS = 100_000
_HEADING = "## Reprints"
_CLAUSES = 50
_TEMPLATES = 100
_FIRST = date(2024, 1, 1)


class Made:
    """Documents that are made anew from their number whenever they are asked for; like a ledger, it holds no texts."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._numbers: dict[str, int] = {}

    def documents(self) -> Iterator[Document]:
        """All of them, and remembers their ids."""
        for number in range(self._number):
            document = self._made(number)
            self._numbers[document.id] = number
            yield document

    def document(self, document_id: str) -> Document:
        """The document with this id."""
        return self._made(self._numbers[document_id])

    def mentions_in(self, document_id: str) -> tuple[Mention, ...]:
        """The firm that a notice is about."""
        document = self.document(document_id)
        return tuple(
            Mention(document.span(*found.span()), "Company", "r")
            for found in re.finditer(r"渤湾\d+号公司", document.text)
        )

    def original(self, document_id: str) -> str | None:
        """Id of the document that this one was made from, None if it was made from none."""
        number = self._numbers[document_id]
        return self._made(self._copied(number)).id if number % 10 in (6, 7) else None

    @cached_property
    def _clauses(self) -> list[str]:
        texts = (json.loads(path.read_text(encoding="utf-8"))["text"] for path in sorted(_CORPUS.glob("*.json")))
        found = {clause for text in texts for clause in re.split(r"[，。；：！？\s]+", text) if 6 <= len(clause) <= 30}
        return sorted(found)

    def _made(self, number: int) -> Document:
        kind = number % 10
        if kind in (6, 7):
            text = self._story(self._copied(number))
            lines = text.split("\n")
            kept = lines if kind == 6 else lines[: 2 + number // 10 % 3]
            return self._published(number, f"转载{number}\n来源：第{number}网\n" + "\n".join(kept), later=True)
        return self._published(number, self._notice(number) if kind > 7 else self._story(number))

    def _copied(self, number: int) -> int:
        chance = random.Random(-number - 1)  # noqa: S311 - not for secrets
        return chance.randrange(self._number // 10) * 10 + chance.randrange(6)

    def _story(self, number: int) -> str:
        chance = random.Random(number)  # noqa: S311 - not for secrets
        clauses = chance.choices(self._clauses, k=_CLAUSES)
        paragraphs = ["，".join(clauses[at : at + 10]) + "。" for at in range(0, _CLAUSES, 10)]
        return "\n".join(paragraphs)

    def _notice(self, number: int) -> str:
        chance = random.Random(number // 10 % _TEMPLATES + 0.5)  # noqa: S311 - not for secrets
        clauses = chance.choices(self._clauses, k=_CLAUSES // 2)
        clauses[3:3] = [f"渤湾{number}号公司中标", f"金额{number * 7 % 9973}万元"]
        return "，".join(clauses) + "。"

    def _published(self, number: int, text: str, *, later: bool = False) -> Document:
        day = _FIRST + timedelta(days=number % 300 + 400 * later)
        return Document(f"第{number}则", text, f"{number}.txt", published=day)


def main() -> None:
    """Print what was measured; with --into, as a section of that page, in place of the one there."""
    arguments = _arguments()
    if arguments.measure:
        sys.stdout.write(json.dumps(measured(arguments.documents)))
        return
    section = _section(_in_own_process(arguments.documents))
    sys.stdout.write(section)
    if arguments.into:
        page = arguments.into.read_text(encoding="utf-8")
        arguments.into.write_text(_with_section(page, section), encoding="utf-8")


def measured(documents: int) -> dict[str, float]:
    """Seconds of processor time, the peak of memory in MiB, and how many reprints there are, were found, were wrong."""
    made = Made(documents)
    begun = time.process_time()
    found = {reprint.document_id: reprint.original_id for reprint in find_reprints(made)}
    seconds = time.process_time() - begun
    memory = peak()
    copies = {document.id: original for document in made.documents() if (original := made.original(document.id))}
    right = sum(found.get(copy) == original for copy, original in copies.items())
    return {
        "documents": documents,
        "seconds": seconds,
        "peak": memory,
        "reprints": len(copies),
        "found": right,
        "wrong": len(found) - right,
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--into", type=Path, metavar="FILE", help="also write the section into this page")
    parser.add_argument("--documents", type=int, default=_DOCUMENTS, help="how many to make")
    parser.add_argument("--measure", action="store_true", help="measure in this process, as JSON")
    return parser.parse_args()


def _in_own_process(documents: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.reprints", "--measure", "--documents", str(documents)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=_ROOT)  # noqa: S603  our own module
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _section(found: dict[str, float]) -> str:
    return f"""{_HEADING}

Finding the reprints among documents that are made for it (`benchmarks/reprints.py`): of ten, six stand alone, two tell
again what one of them told, whole or cut to two to four fifths, and two are notices from a hundred templates. Making
and comparing them, in processor time of one process; {machine()}.

| documents | seconds | peak memory, MiB | reprints | found | found wrongly |
|---:|---:|---:|---:|---:|---:|
| {found["documents"]:,} | {found["seconds"]:,.0f} | {found["peak"]:,.0f} | {found["reprints"]:,} | {found["found"]:,} \
| {found["wrong"]:,} |
"""


def _with_section(page: str, section: str) -> str:
    before, _, rest = page.partition(_HEADING)
    after = rest[at:] if (at := rest.find("\n## ")) >= 0 else ""
    return f"{before.rstrip()}\n\n{section}{after}"


if __name__ == "__main__":
    main()
