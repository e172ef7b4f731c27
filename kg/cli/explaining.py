"""The command that shows a document as a person reads it, with what was found in it and why."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from rich.console import RenderableType
from rich.text import Text
from typer import Argument, Option

from kg.cli.choices import MinConfidence
from kg.cli.session import AsJson, Session, Workspace
from kg.cli.voices import Heard, LlmModel, LlmPrice, LlmUrl, Models, NerModel, Without, chosen, shown
from kg.documents import read_documents
from kg.errors import NotFound
from kg.export.target import replaced
from kg.ledger import Ledger
from kg.model import Document, Failure

if TYPE_CHECKING:  # importing it loads spaCy
    from kg.extract.explanation import Explanation
    from kg.extract.llm import LLMReport

Source = Annotated[
    str, Argument(metavar="DOCUMENT", help="A file, - for standard input, or the id of a document that was built.")
]
_DOCUMENT_ID = re.compile(r"d-[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Displayed:
    """A page that was written, and how much it shows."""

    path: str
    documents: int
    names: int
    relations: int


def explain(
    source: Source,
    html: Annotated[
        Path | None,
        Option("--html", metavar="FILE", help="Write one page for a browser instead.", show_default=False),
    ] = None,
    min_confidence: MinConfidence = 0.0,
    models: Models = None,
    without: Without = None,
    llm_model: LlmModel = None,
    llm_url: LlmUrl = None,
    llm_price: LlmPrice = None,
    ner_model: NerModel = None,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> None:
    """Show a document as a person reads it, with names and relations marked, and the rule behind each."""
    from kg.cli.explained import Reading  # noqa: PLC0415 - loads spaCy, which asking needs none of
    from kg.extract import load_extractor  # noqa: PLC0415 - the same
    from kg.extract.explanation import Explanation  # noqa: PLC0415 - the same

    session = Session.open(workspace, as_json)
    options = chosen(
        llm_model=llm_model, llm_url=llm_url, llm_price=llm_price, ner_model=ner_model, models=models, without=without
    )
    documents = list(_documents(session, source))
    asked: list[LLMReport] = []
    with session.err.status("Extracting …"):
        extractor = load_extractor(session.ontology, options, heard=asked.append)
        explained = [Explanation.of(extractor.extract(each), min_confidence=min_confidence) for each in documents]
    heard = Heard.of(asked)
    if html:
        session.answer(_written(session, explained, html), _displayed, *shown(heard))
    elif as_json:
        told = {"documents": [each.as_json() for each in explained]}
        session.answer(told | ({"llm": heard} if heard else {}))
    else:
        reading = Reading(session.ontology, plain=session.out.color_system is None or session.out.no_color)
        for each in explained:
            session.out.print(reading.explanation(each))
        session.answer(None, *shown(heard))


def _documents(session: Session, source: str) -> Iterator[Document]:
    """What a source means: documents of a file, or one that the workspace knows by its id."""
    if _DOCUMENT_ID.fullmatch(source) and not Path(source).exists():
        with Ledger.open(session.settings) as ledger:
            document = ledger.document(source)
        if document is None:
            raise NotFound(f"{session.settings.workspace} knows no document with the id {source}; name a file instead")
        yield document
        return
    for read in read_documents([source], stdin=sys.stdin.buffer):
        if isinstance(read, Failure):
            raise read.error
        yield read


def _written(session: Session, explained: list[Explanation], path: Path) -> Displayed:
    from kg.extract.display import page  # noqa: PLC0415 - loads spaCy, which asking needs none of

    content = page(explained, session.ontology)
    with replaced(path) as file:
        file.write(content.encode("utf-8"))
    names, relations = sum(len(each.names) for each in explained), sum(len(each.relations) for each in explained)
    return Displayed(str(path), len(explained), names, relations)


def _displayed(written: Displayed) -> RenderableType:
    return Text(f"{written.path}: {written.names} names, {written.relations} relations")
