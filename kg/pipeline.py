"""The straight line: sources → documents → extractions → ledger → linker → graph → store, and nothing else.

From the ledger on it is the same for a build and for a judgement: kg.publishing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kg.documents import read_documents
from kg.errors import DocumentError, ExtractionError
from kg.extract import Extractor, Options, load_extractor
from kg.extract.llm import LLMReport
from kg.ledger import Counts, Ledger, Recorded
from kg.model import Document, Failure
from kg.ontology import Ontology
from kg.publishing import Progress, Published, Stage, Step, publish, silent
from kg.settings import Settings

__all__ = ["BuildReport", "Progress", "Published", "Stage", "Step", "build", "publish", "record", "silent"]

_DEFAULT = Options()


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    Args:
        recorded: number of documents read, by what they did to the ledger.
        failed: sources and documents that could not be taken in, and why.
        held: what the ledger holds now.
        published: what publishing did.
        llm: what came of asking a language model, for each document that was asked about.
    """

    recorded: Mapping[Recorded, int]
    failed: tuple[Failure, ...]
    held: Counts
    published: Published
    llm: tuple[LLMReport, ...] = ()

    @property
    def read(self) -> int:
        """Number of documents that were read and are in the ledger."""
        return sum(self.recorded.values())

    @property
    def changed_anything(self) -> bool:
        """Whether a document was new or changed, or the graph became another."""
        return self.published.republished or self.read > self.recorded.get(Recorded.UNCHANGED, 0)


def build(
    sources: Iterable[str | Path],
    settings: Settings,
    *,
    options: Options = _DEFAULT,
    stdin: BinaryIO | None = None,
    progress: Progress = silent,
) -> BuildReport:
    """Take in every source and publish the graph.

    What is known already is not extracted again, so that a build that was interrupted goes on where it stopped.

    Args:
        sources: files, folders, patterns, and `-` for standard input.
        settings: the workspace.
        options: which voices are heard besides the rules; with other options, documents are extracted again.
        stdin: where `-` is read from.
        progress: called after each document and before each later stage.

    Raises:
        LedgerError, StorageFull, StoreError: the workspace cannot be written; what was recorded is kept.
        SettingsError: a voice that is asked for cannot be heard.
    """
    ontology = Ontology.load()
    asked: list[LLMReport] = []
    extractor = load_extractor(ontology, options, heard=asked.append)
    failed: list[Failure] = []
    recorded: Counter[Recorded] = Counter()
    with Ledger.open(settings) as ledger:
        for step in record(read_documents(sources, stdin=stdin), extractor, ledger):
            if isinstance(step, Failure):
                failed.append(step)
                progress(Step(Stage.RECORD, step.source))
            else:
                document, outcome = step
                recorded[outcome] += 1
                progress(Step(Stage.RECORD, document.source, outcome))
        published = publish(ledger, settings, ontology, progress=progress)
        return BuildReport(dict(recorded), tuple(failed), ledger.counts(), published, tuple(asked))


def record(
    documents: Iterable[Document | Failure], extractor: Extractor, ledger: Ledger
) -> Iterator[tuple[Document, Recorded] | Failure]:
    """Extract and record documents one by one; a failure concerns its document alone."""
    for document in documents:
        if isinstance(document, Failure):
            yield document
            continue
        try:
            yield document, _recorded(document, extractor, ledger)
        except (DocumentError, ExtractionError) as error:
            yield Failure(document.source, error)


def _recorded(document: Document, extractor: Extractor, ledger: Ledger) -> Recorded:
    if ledger.known(document, extractor.fingerprint):
        return ledger.attach(document)
    return ledger.record(extractor.extract(document), extractor.fingerprint)
