"""Options that say which voices an extraction hears besides the rules, and what came of asking a language model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from typer import Option

from kg.errors import SettingsError

if TYPE_CHECKING:  # importing it loads spaCy
    from kg.extract import Options
    from kg.extract.llm import Agreement, LLMReport

_PANEL, _PARTS = "More voices", "Parts of the extractor"

T = TypeVar("T", int, float)

LlmModel = Annotated[
    str | None,
    Option(
        "--llm-model",
        metavar="NAME",
        help="Also ask this language model; its key is read from JJJ_LLM_KEY.",
        show_default=False,
        rich_help_panel=_PANEL,
    ),
]
LlmUrl = Annotated[
    str | None,
    Option(
        "--llm-url",
        metavar="URL",
        help="Where it is: an endpoint that speaks the protocol of OpenAI; also read from JJJ_LLM_URL.",
        show_default=False,
        rich_help_panel=_PANEL,
    ),
]
LlmPrice = Annotated[
    str | None,
    Option(
        "--llm-price",
        metavar="IN/OUT",
        help="Price of a million tokens in and out, such as 0.5/1.5; also read from JJJ_LLM_PRICE.",
        show_default=False,
        rich_help_panel=_PANEL,
    ),
]
NerModel = Annotated[
    str | None,
    Option(
        "--ner-model",
        metavar="NAME_OR_PATH",
        help="Also listen to an installed spaCy pipeline, such as zh_core_web_sm.",
        show_default=False,
        rich_help_panel=_PANEL,
    ),
]
Models = Annotated[
    Path | None,
    Option(
        "--models",
        metavar="DIR",
        help="Folder of the trained components, by default that of jjj-kg.",
        show_default=False,
        rich_help_panel=_PARTS,
    ),
]
Without = Annotated[
    list[str] | None,
    Option(
        "--without",
        metavar="COMPONENT",
        help="Leave out a component of the pipeline, such as recogniser; repeatable.",
        show_default=False,
        rich_help_panel=_PARTS,
    ),
]


def chosen(
    *,
    llm_model: str | None,
    llm_url: str | None,
    llm_price: str | None,
    ner_model: str | None,
    models: Path | None = None,
    without: Iterable[str] | None = None,
) -> Options:
    """The extractor's options that these command-line options ask for.

    Raises:
        SettingsError: a language model is asked for, and its address, key or price is missing or unusable; or a
            component is to be left out that there is not.
    """
    from kg.extract import Options  # noqa: PLC0415 - loads spaCy, which asking needs none of
    from kg.extract.extractor import component_names  # noqa: PLC0415 - the same
    from kg.extract.llm import Service  # noqa: PLC0415 - the same

    left_out = frozenset(without or ())
    unknown = sorted(left_out - set(component_names()))
    if unknown:
        msg = f"the pipeline has no component {', '.join(unknown)}; it has {', '.join(component_names())}"
        raise SettingsError(msg)
    service = Service.read(llm_model, url=llm_url, price=llm_price) if llm_model else None
    return Options(models=models, without=left_out, ner_model=ner_model, llm=service)


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of asking a language model: document by document, and in all.

    Args:
        model: which.
        documents: one report for each document that was asked about, failed ones included.
        requests, retries: how many were made, and how many of them repeated one that had failed.
        prompt_tokens, completion_tokens, cost: None where one of the documents leaves them unknown.
        names, statements: agreement summed over documents.
        retyped, enriched: as in the reports.
        refused: how many things were refused, by reason.
    """

    model: str
    documents: tuple[LLMReport, ...]
    requests: int
    retries: int
    prompt_tokens: int | None
    completion_tokens: int | None
    cost: float | None
    names: Mapping[str, int]
    statements: Mapping[str, int]
    retyped: int
    enriched: int
    refused: Mapping[str, int]

    @classmethod
    def of(cls, reports: Iterable[LLMReport]) -> Heard | None:
        """The sum of the reports; None if no document was asked about."""
        documents = tuple(reports)
        if not documents:
            return None
        refused: Counter[str] = Counter()
        for report in documents:
            refused.update(report.refused)
        cost = _sum(report.cost for report in documents)
        return cls(
            documents[0].model,
            documents,
            sum(report.requests for report in documents),
            sum(report.retries for report in documents),
            _sum(report.prompt_tokens for report in documents),
            _sum(report.completion_tokens for report in documents),
            None if cost is None else round(cost, 6),
            _agreement(report.names for report in documents),
            _agreement(report.statements for report in documents),
            sum(report.retyped for report in documents),
            sum(report.enriched for report in documents),
            dict(sorted(refused.items(), key=lambda item: (-item[1], item[0]))),
        )


def shown(heard: Heard | None) -> list[Callable[[object], RenderableType]]:
    """What to show of a language model behind an answer: nothing, if none was asked."""
    return [lambda _: heard_of(heard)] if heard else []


def heard_of(heard: Heard) -> RenderableType:
    """What was spent on each document, where both voices agree, and what was refused."""
    parts: list[RenderableType] = [_spent(heard), _agreed(heard)]
    if heard.refused:
        table = Table(
            "refused", "number", title="What the text or the ontology does not bear out", title_justify="left"
        )
        for reason, number in heard.refused.items():
            table.add_row(reason, str(number))
        parts.append(table)
    return Group(*parts)


def _spent(heard: Heard) -> Table:
    table = Table(
        *("document", "requests", "tokens in", "tokens out", "cost"),
        title=f"Asked {heard.model}",
        title_justify="left",
        show_footer=len(heard.documents) > 1,
    )
    for report in heard.documents:
        source = Text(report.source) if report.complete else Text(f"{report.source} (failed)", style="red")
        table.add_row(source, *_row(report))
    for column, footer in zip(table.columns, ("all", *_row(heard)), strict=True):
        column.footer = footer
    return table


def _row(spent: LLMReport | Heard) -> tuple[str, ...]:
    again = f" ({spent.retries} again)" if spent.retries else ""
    tokens = ("unknown" if each is None else f"{each:,}" for each in (spent.prompt_tokens, spent.completion_tokens))
    return f"{spent.requests}{again}", *tokens, "unknown" if spent.cost is None else f"{spent.cost:.4f}"


def _agreed(heard: Heard) -> Table:
    table = Table("", "agreed", "only rules", "only LLM", title="Agreement with the rules", title_justify="left")
    for what, counts in (("names", heard.names), ("statements", heard.statements)):
        table.add_row(what, *(str(number) for number in counts.values()))
    if heard.retyped:
        table.add_row("names of another type", str(heard.retyped), style="dim")
    if heard.enriched:
        table.add_row("statements with more particulars", str(heard.enriched), style="dim")
    return table


def _agreement(of: Iterable[Agreement]) -> dict[str, int]:
    each = tuple(of)
    return {
        "agreed": sum(one.agreed for one in each),
        "only_rules": sum(one.only_rules for one in each),
        "only_llm": sum(one.only_llm for one in each),
    }


def _sum(numbers: Iterable[T | None]) -> T | None:
    """The sum, None if one of the numbers is unknown."""
    total: T | None = None
    for number in numbers:
        if number is None:
            return None
        total = number if total is None else total + number
    return total
