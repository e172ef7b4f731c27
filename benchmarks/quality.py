"""What each part of the extractor adds, and how far its confidence can be trusted: the tables of docs/extraction.md.

`make quality` measures the part `test` of the corpus; `MORE="news=FOLDER"` measures other annotated documents too.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure

from kg.evaluation import METRICS, NOT_FOUND, Counts, Part, Report, evaluate_extractor
from kg.extract import load_extractor
from kg.extract.options import Options
from kg.ontology import Ontology

_ROOT = Path(__file__).parents[1]
PAGE = _ROOT / "docs" / "extraction.md"
PLOT = _ROOT / "docs" / "reliability.svg"
_CORPUS = _ROOT / "data" / "corpus"

_GRAMMAR = frozenset({"organisations", "persons", "technologies", "industries"})
STAGES: Mapping[str, frozenset[str]] = {
    "lexicon only": _GRAMMAR | {"recogniser", "relations", "relation_scorer"},
    "+ grammar": frozenset({"recogniser", "relations", "relation_scorer"}),
    "+ trained names (NER)": frozenset({"relations", "relation_scorer"}),
    "+ rules": frozenset({"relation_scorer"}),
    "+ relation model": frozenset(),
}
"""The extractor as it grows → the components that are left out."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What is measured on: how it is called, its folder, and the part of it."""

    name: str
    folder: Path
    part: Part | None = None


def main() -> None:
    """Measure, and write tables and plot."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--more", nargs="*", default=[], metavar="NAME=FOLDER", help="annotated documents to measure besides"
    )
    named = (each.partition("=") for each in parser.parse_args().more)
    sets = [Measured("corpus test", _CORPUS, Part.TEST), *(Measured(name, Path(path)) for name, _, path in named)]
    ontology = Ontology.load()
    grown = {stage: _reports(sets, without, ontology) for stage, without in STAGES.items()}
    whole = dict(zip([each.name for each in sets], grown["+ relation model"], strict=True))
    everything = Measured("all of the corpus", _CORPUS)
    [all_of_it] = _reports([everything], frozenset(), ontology)
    blocks = {
        "ablation": _ablation([each.name for each in sets], grown),
        "reliability": _reliability(whole),
        "least": _least(whole),
        "predicates": _by_class(whole, "relations", "predicate"),
        "types": _by_class(whole, "mentions", "type"),
        "patterns": _patterns({everything.name: all_of_it, **whole}),
        "voices": _voices(whole),
        "status": _status({"corpus test": whole["corpus test"], everything.name: all_of_it}),
        "soundness": _soundness(whole),
    }
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8"), blocks), encoding="utf-8")
    plot(whole, PLOT)


def filled(page: str, blocks: Mapping[str, Iterable[str]]) -> str:
    """A page with the lines of each block between its marks.

    Raises:
        ValueError: the page has no place for a block.
    """
    for name, lines in blocks.items():
        begin, end = f"<!-- measured: {name} -->\n", f"<!-- end: {name} -->"
        places = re.findall(f"(?s){re.escape(begin)}.*?{re.escape(end)}", page)
        if len(places) != 1:
            raise ValueError(f"the page has {len(places)} places for {name}")
        page = page.replace(places[0], begin + "".join(f"{line}\n" for line in lines) + end)
    return page


def plot(reports: Mapping[str, Report], path: Path) -> None:
    """Draw how many relations of each band of confidence are right, as SVG that is the same for the same reports."""
    with mpl.rc_context({"svg.hashsalt": "jjj-kg", "svg.fonttype": "none"}):
        figure = Figure(figsize=(5, 4.6), layout="constrained")
        axes = figure.subplots()
        axes.plot([0, 1], [0, 1], color="#999999", linewidth=1, linestyle="--", label="as sure as right")
        for name, report in reports.items():
            bins = [each for each in report.bins if each.count >= _FEWEST]
            axes.plot([b.confidence for b in bins], [b.right for b in bins], marker="o", label=name)
        axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="confidence told", ylabel="share of relations that is right")
        axes.set_aspect("equal")
        axes.legend(loc="lower right")
        figure.savefig(path, format="svg", metadata={"Date": None})


_FEWEST = 5
"""Relations that a point of the plot stands for, at the least."""


def _reports(sets: Sequence[Measured], without: frozenset[str], ontology: Ontology) -> list[Report]:
    extractor = load_extractor(ontology, Options(without=without))
    return [evaluate_extractor(extractor, each.folder, ontology, part=each.part) for each in sets]


def _table(*head: str, rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|---" + "|---:" * (len(head) - 1) + "|"
    for row in rows:
        yield f"| {' | '.join(map(str, row))} |"


def _ablation(names: Sequence[str], grown: Mapping[str, Sequence[Report]]) -> Iterator[str]:
    for number, name in enumerate(names):
        documents = next(iter(grown.values()))[number].documents
        rows = (
            (stage, *(f"{reports[number].scores[metric].total.f1:.3f}" for metric in METRICS))
            for stage, reports in grown.items()
        )
        yield from ("", f"**{name}** ({documents} documents), F1:", "")
        yield from _table("extractor", *METRICS, rows=rows)


def _reliability(reports: Mapping[str, Report]) -> Iterator[str]:
    for name, report in reports.items():
        rows = (
            (f"{each.low:.1f}–{each.high:.1f}", each.count, f"{each.confidence:.2f}", f"{each.right:.2f}")
            for each in report.bins
        )
        yield from ("", f"**{name}**, expected calibration error {report.calibration_error:.3f}:", "")
        yield from _table("confidence", "relations", "mean confidence", "share right", rows=rows)


def _least(reports: Mapping[str, Report]) -> Iterator[str]:
    rows = [
        (name, least, counts.right + counts.wrong, f"{counts.precision:.2f}", f"{counts.recall:.2f}")
        for name, report in reports.items()
        for least, counts in report.at_least.items()
    ]
    yield from _table("measured on", "least confidence", "relations told", "precision", "recall", rows=rows)


def _by_class(reports: Mapping[str, Report], metric: str, head: str) -> Iterator[str]:
    listed = sorted({key for report in reports.values() for key in report.scores[metric].by_class})
    heads = [f"{name}: {what}" for name in reports for what in ("annotated", "precision", "recall", "F1")]
    rows = (
        (key, *(cell for report in reports.values() for cell in _cells(report.scores[metric].by_class.get(key))))
        for key in listed
    )
    yield from _table(head, *heads, rows=rows)


def _cells(counts: Counts | None) -> tuple[object, ...]:
    if counts is None:
        return ("", "", "", "")
    return (counts.right + counts.missed, f"{counts.precision:.2f}", f"{counts.recall:.2f}", f"{counts.f1:.2f}")


def _patterns(reports: Mapping[str, Report]) -> Iterator[str]:
    rows = [
        (wording, name, counts.right + counts.wrong, f"{counts.precision:.2f}" if counts.right + counts.wrong else "–")
        for name, report in reports.items()
        for wording, counts in report.patterns.items()
    ]
    yield from _table("wording", "measured on", "relations told", "precision", rows=rows)


def _voices(reports: Mapping[str, Report]) -> Iterator[str]:
    rows = [
        (voice, name, counts.right + counts.wrong, f"{counts.precision:.2f}")
        for name, report in reports.items()
        for voice, counts in report.relations_by_voice.items()
    ]
    yield from _table("told by", "measured on", "relations told", "precision", rows=rows)


def _status(reports: Mapping[str, Report]) -> Iterator[str]:
    for name, report in reports.items():
        columns = sorted({told for row in report.confusion.values() for told in row} - {NOT_FOUND})
        rows = (
            (status, sum(told.values()), *(told.get(column, 0) for column in columns), told.get(NOT_FOUND, 0))
            for status, told in report.confusion.items()
        )
        yield from ("", f"**{name}**:", "")
        yield from _table("annotated as", "statements", *(f"told as {c}" for c in columns), "not found", rows=rows)


def _soundness(reports: Mapping[str, Report]) -> Iterator[str]:
    rows = []
    for name, report in reports.items():
        sound = report.soundness
        if sound is not None:
            shares = (sound.invented_mentions, sound.invented_evidence, sound.invented_qualifiers, sound.allowed)
            rows.append((name, *(f"{share.number} of {share.of:,}" for share in shares)))
    head = ("measured on", "invented mentions", "invented evidence", "invented particulars", "allowed by the ontology")
    yield from _table(*head, rows=rows)


if __name__ == "__main__":
    main()
