"""The command that measures the extractor against annotated documents."""

from __future__ import annotations

from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Annotated, Literal

from typer import Argument, Option

from kg.cli.choices import MinConfidence
from kg.cli.scores import SCORES, faults_of
from kg.cli.session import AsJson, Session, Workspace
from kg.cli.voices import Heard, LlmModel, LlmPrice, LlmUrl, Models, NerModel, Without, chosen, shown

if TYPE_CHECKING:  # importing it loads spaCy
    from kg.evaluation import Report
    from kg.extract.llm import LLMReport


def evaluate(
    gold: Annotated[Path, Argument(metavar="GOLD_DIR", help="Folder of annotated documents.")],
    part: Annotated[
        Literal["train", "dev", "test"] | None,
        Option("--part", help="Only this part of a corpus that has a split.tsv.", show_default=False),
    ] = None,
    faults: Annotated[bool, Option("--faults", help="List everything missed or found wrongly.")] = False,
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
    """Measure the extractor against annotated documents: scores, soundness, speed, and how far confidence holds."""
    session = Session.open(workspace, as_json)
    began = process_time()
    from kg.evaluation import Part, evaluate_extractor  # noqa: PLC0415 - loads spaCy, which asking needs none of
    from kg.extract import load_extractor  # noqa: PLC0415 - the same

    options = chosen(
        llm_model=llm_model, llm_url=llm_url, llm_price=llm_price, ner_model=ner_model, models=models, without=without
    )
    asked: list[LLMReport] = []
    with session.err.status("Extracting …"):
        extractor = load_extractor(session.ontology, options, heard=asked.append)
        report = evaluate_extractor(
            extractor,
            gold,
            session.ontology,
            part=Part(part) if part else None,
            min_confidence=min_confidence,
            start_up=process_time() - began,
        )
    _show(session, report, Heard.of(asked), faults=faults)


def _show(session: Session, report: Report, heard: Heard | None, *, faults: bool) -> None:
    if session.as_json:
        more = {"faults": report.faults} if faults else {}
        session.answer(report.as_json() | more | ({"llm": heard} if heard else {}))
        return
    session.answer(report, *SCORES, *shown(heard), *([faults_of] if faults else []))
