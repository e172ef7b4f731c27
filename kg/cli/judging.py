"""`jjj resolve judge | undo | judgements | publish`: what people decide, its history, and the graph that follows."""

from __future__ import annotations

import getpass
import os
from dataclasses import dataclass
from typing import Annotated

from rich.console import Group, RenderableType
from rich.text import Text
from typer import Argument, Option

from kg import reviewing
from kg.cli.doubts import history
from kg.cli.session import AsJson, Session, Workspace
from kg.errors import QueryError
from kg.ledger import Ledger
from kg.model import Decision
from kg.reviewing import Review, Told

JUDGE = "JJJ_JUDGE"
"""Environment variable with the name of whoever judges."""


def _somebody() -> str:
    return os.environ.get(JUDGE) or getpass.getuser()


By = Annotated[
    str | None,
    Option("--by", metavar="NAME", help=f"Who judges; by default ${JUDGE}, else the user of this computer."),
]
Why = Annotated[str, Option("--why", metavar="TEXT", help="The reason, for whoever reads it later.")]
Later = Annotated[
    bool, Option("--later", help="Do not publish the graph anew; `jjj resolve publish` or the next build does.")
]
Thing = Annotated[
    str,
    Argument(help="A full name or an id; NAME@DOCUMENT-ID for what that one document calls so.", show_default=False),
]


@dataclass(frozen=True, slots=True)
class Graph:
    """What was published.

    Args:
        entities, relations: how many the graph has now.
        changed: whether it became another.
        refusals: judgements, of rules too, that were not followed, and why.
    """

    entities: int
    relations: int
    changed: bool
    refusals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """A judgement that was made or taken back, and the graph that was published then, if it was."""

    judgement: Told
    graph: Graph | None


def judge(
    left: Thing,
    right: Thing,
    decision: Annotated[Decision, Argument(help="Whether the two are one; unsure leaves it to the rules.")],
    why: Why = "",
    by: By = None,
    later: Later = False,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> None:
    """Say whether two names mean one thing, and publish the graph that follows. It can be undone."""
    session = Session.open(workspace, as_json)
    with Ledger.open(session.settings) as ledger:
        with session.store() as store:
            ends = [reviewing.thing(end, ledger, store) for end in (left, right)]
        entry = reviewing.judge(ledger, ends[0], ends[1], decision, by=judge_named(by), why=why)
        graph = None if later else published(session, ledger)
        session.answer(Done(Review(ledger).told(entry), graph), _done)


def undo(
    number: Annotated[str, Argument(metavar="[NUMBER|last]", help="Of a judgement; the last by default.")] = "last",
    why: Why = "",
    by: By = None,
    later: Later = False,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> None:
    """Take a judgement back, and publish the graph as it was without it."""
    session = Session.open(workspace, as_json)
    if number != "last" and not number.isdecimal():
        raise QueryError(f"{number!r} is no number of a judgement; `jjj resolve judgements` lists them")
    with Ledger.open(session.settings) as ledger:
        entry = reviewing.undo(ledger, None if number == "last" else int(number), by=judge_named(by), why=why)
        graph = None if later else published(session, ledger)
        session.answer(Done(Review(ledger).told(entry), graph), _done)


def judgements(workspace: Workspace = None, as_json: AsJson = False) -> None:
    """Show what people judged, when and why, what was taken back, and what is not followed because of what."""
    session = Session.open(workspace, as_json)
    with Ledger.open(session.settings) as ledger:
        session.answer(Review(ledger).history(), history)


def publish(workspace: Workspace = None, as_json: AsJson = False) -> None:
    """Publish the graph anew as all judgements have it; nothing is read or extracted."""
    session = Session.open(workspace, as_json)
    with Ledger.open(session.settings) as ledger:
        session.answer(published(session, ledger), shown)


def judge_named(given: str | None) -> str:
    """Who judges: the name given, else that of the environment."""
    return given if given is not None else _somebody()


def published(session: Session, ledger: Ledger) -> Graph:
    """Publish the graph anew from the ledger."""
    from kg.publishing import publish as make  # noqa: PLC0415 - loads the tables, which asking needs not

    with session.err.status("Publishing the graph anew …"):
        made = make(ledger, session.settings, session.ontology)
    return Graph(made.entities, made.relations, made.republished, made.refusals)


def shown(graph: Graph) -> Text:
    """The graph that was published, in words."""
    text = Text(
        f"{'Published' if graph.changed else 'Unchanged'}: {graph.entities} entities, {graph.relations} relations"
    )
    for refusal in graph.refusals:
        text.append(f"\nNot followed: {refusal}", "yellow")
    return text


def _done(done: Done) -> RenderableType:
    later = Text("The graph is as it was; publish it anew with `jjj resolve publish`.", "dim")
    return Group(_sentence(done.judgement), later if done.graph is None else shown(done.graph))


def _sentence(told: Told) -> Text:
    text = Text.assemble(
        (f"{told.number} ", "dim"), (told.left_name, "bold"), " and ", (told.right_name, "bold"),
        f": {told.decision}, says {told.by}",
    )  # fmt: skip
    if told.why:
        text.append(f" ({told.why})")
    if told.undone:
        text.append(f"; taken back by {told.undone.by}")
    if told.refused:
        text.append(f"\nIt is not followed: {told.refused}. Undo that judgement if it is wrong.", "yellow")
    return text
