"""Commands that ask the published graph."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Annotated

from typer import Argument, Option

from kg import query
from kg.cli.choices import Inside, JjjOnly, Limits, MinConfidence, Predicates, Scopes, Types, kinds_of_moves
from kg.cli.session import AsJson, GraphUrl, Session, Workspace
from kg.cli.tables import Tables
from kg.errors import QueryError
from kg.query import area, concrete_types
from kg.query.moves import KIND_NAMES
from kg.store import Store

Who = Annotated[str, Argument(metavar="NAME", help="A name, an alias, a unique piece of a name, pinyin, or an id.")]
LookThrough = Annotated[
    bool,
    Option(
        "--look-through", help="Follow a fund to those who founded, invested in or manage it, and a branch to its bank."
    ),
]
Unasserted = Annotated[
    bool, Option("--unasserted", help="Tell, apart, what texts only plan, deny or report as hearsay.")
]


def search(
    text: Annotated[
        str, Argument(metavar="TEXT", help="A name or a piece of one, pinyin, its initials, or something like it.")
    ],
    types: Types = None,
    scopes: Scopes = None,
    inside: Inside = None,
    jjj_only: JjjOnly = False,
    limit: Annotated[int, Option("--limit", min=1, max=1000, help="Most hits.")] = 20,
    graph: GraphUrl = None,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> None:
    """Find entities by what you remember of their names."""
    session = Session.open(workspace, as_json, graph)
    limits = Limits.of(session.ontology, scopes=scopes, jjj_only=jjj_only, types=types)
    kinds = concrete_types(session.ontology, limits.types)
    with session.store() as store:
        hits = query.search(store, text, types=kinds, scopes=limits.scopes, place=_key(store, inside), limit=limit)
    session.answer(hits, Tables(session.ontology).hits)


def show(
    who: Who,
    limit: Annotated[int, Option("--limit", min=1, help="Most relations.")] = 200,
    min_confidence: MinConfidence = 0.0,
    graph: GraphUrl = None,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> None:
    """Show all that is known of one entity."""
    session = Session.open(workspace, as_json, graph)
    with session.store() as store:
        card = query.card(store, session.find(store, who).id, limit=limit, min_confidence=min_confidence)
    session.answer(card, Tables(session.ontology).card)


def financiers(
    who: Who,
    look_through: LookThrough = False,
    unasserted: Unasserted = False,
    scopes: Scopes = None,
    inside: Inside = None,
    jjj_only: JjjOnly = False,
    min_confidence: MinConfidence = 0.0,
    graph: GraphUrl = None,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> None:
    """Who financed this company: loans, equity, guarantees, with amount, date and evidence."""
    session = Session.open(workspace, as_json, graph)
    limits = Limits.of(session.ontology, scopes=scopes, jjj_only=jjj_only)
    with session.store() as store:
        answer = query.financiers(
            store,
            session.ontology,
            session.find(store, who).id,
            look_through=look_through,
            include_unasserted=unasserted,
            scopes=limits.scopes,
            place=_key(store, inside),
            min_confidence=min_confidence,
        )
    session.answer(answer, Tables(session.ontology).financing)


def portfolio(
    who: Who,
    look_through: LookThrough = False,
    unasserted: Unasserted = False,
    scopes: Scopes = None,
    inside: Inside = None,
    jjj_only: JjjOnly = False,
    min_confidence: MinConfidence = 0.0,
    graph: GraphUrl = None,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> None:
    """Whom did this bank, fund, park or institute finance, host or incubate."""
    session = Session.open(workspace, as_json, graph)
    limits = Limits.of(session.ontology, scopes=scopes, jjj_only=jjj_only)
    with session.store() as store:
        answer = query.portfolio(
            store,
            session.ontology,
            session.find(store, who).id,
            look_through=look_through,
            include_unasserted=unasserted,
            scopes=limits.scopes,
            place=_key(store, inside),
            min_confidence=min_confidence,
        )
    session.answer(answer, Tables(session.ontology).portfolio)


def neighbours(
    who: Who,
    depth: Annotated[int, Option("--depth", min=1, max=3, help="Most steps away.")] = 1,
    predicates: Predicates = None,
    types: Types = None,
    scopes: Scopes = None,
    inside: Inside = None,
    jjj_only: JjjOnly = False,
    limit: Annotated[int, Option("--limit", min=1, max=5000, help="Most entities besides the centre.")] = 200,
    min_confidence: MinConfidence = 0.0,
    unasserted: Unasserted = False,
    graph: GraphUrl = None,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> None:
    """Show what lies around an entity."""
    session = Session.open(workspace, as_json, graph)
    limits = Limits.of(session.ontology, scopes=scopes, jjj_only=jjj_only, types=types, predicates=predicates)
    with session.store() as store:
        answer = query.neighbourhood(
            store,
            session.ontology,
            session.find(store, who).id,
            depth=depth,
            predicates=limits.predicates,
            types=limits.types,
            scopes=limits.scopes,
            place=_key(store, inside),
            limit=limit,
            min_confidence=min_confidence,
            include_unasserted=unasserted,
        )
    session.answer(answer, Tables(session.ontology).neighbourhood)


def path(
    source: Annotated[str, Argument(metavar="FROM", help="One end: a name or id.")],
    target: Annotated[str, Argument(metavar="TO", help="The other end: a name or id.")],
    k: Annotated[int, Option("--limit", min=1, max=50, help="Most paths.")] = 3,
    max_length: Annotated[int, Option("--depth", min=1, max=6, help="Most steps of a path.")] = 4,
    predicates: Predicates = None,
    types: Types = None,
    scopes: Scopes = None,
    inside: Inside = None,
    jjj_only: JjjOnly = False,
    min_confidence: MinConfidence = 0.0,
    unasserted: Unasserted = False,
    graph: GraphUrl = None,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> None:
    """Show how two entities hang together, the most telling path first."""
    session = Session.open(workspace, as_json, graph)
    limits = Limits.of(session.ontology, scopes=scopes, jjj_only=jjj_only, types=types, predicates=predicates)
    with session.store() as store:
        answer = query.paths(
            store,
            session.ontology,
            session.find(store, source).id,
            session.find(store, target).id,
            k=k,
            max_length=max_length,
            predicates=limits.predicates,
            types=limits.types,
            scopes=limits.scopes,
            place=_key(store, inside),
            min_confidence=min_confidence,
            include_unasserted=unasserted,
        )
    session.answer(answer, Tables(session.ontology).paths)


def moves(
    origin: Annotated[
        str | None, Option("--from", metavar="PLACE", help="Region or park where it begins; anywhere else if left out.")
    ] = None,
    destination: Annotated[
        str | None, Option("--to", metavar="PLACE", help="Region or park where it ends; anywhere else if left out.")
    ] = None,
    kinds: Annotated[
        list[str] | None,
        Option("--kind", metavar="KIND", help=f"Only this kind: {', '.join(KIND_NAMES)}, or in Chinese; repeatable."),
    ] = None,
    years: Annotated[
        list[int] | None, Option("--year", metavar="YEAR", help="Only what happened in this year; repeatable.")
    ] = None,
    limit: Annotated[int, Option("--limit", min=1, max=5000, help="Most moves.")] = 200,
    min_confidence: MinConfidence = 0.0,
    unasserted: Unasserted = False,
    graph: GraphUrl = None,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> None:
    """What moved from one region to another: firms, daughters and branches, technology, money."""
    session = Session.open(workspace, as_json, graph)
    with session.store() as store:
        answer = query.moves(
            store,
            session.ontology,
            origin=origin,
            destination=destination,
            kinds=kinds_of_moves(kinds),
            years=years or (),
            limit=limit,
            min_confidence=min_confidence,
            include_unasserted=unasserted,
        )
    session.answer(answer, Tables(session.ontology).moves)


def stats(
    scopes: Scopes = None,
    inside: Inside = None,
    jjj_only: JjjOnly = False,
    limit: Annotated[int, Option("--limit", min=1, max=1000, help="How many of the best connected entities.")] = 20,
    min_confidence: MinConfidence = 0.0,
    graph: GraphUrl = None,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> None:
    """Count what the graph holds."""
    session = Session.open(workspace, as_json, graph)
    limits = Limits.of(session.ontology, scopes=scopes, jjj_only=jjj_only)
    with session.store() as store:
        counts = query.statistics(
            store, scopes=limits.scopes, place=_key(store, inside), most=limit, min_confidence=min_confidence
        )
    session.answer(counts, Tables(session.ontology).statistics)


def cypher(
    text: Annotated[str, Argument(metavar="CYPHER", help="A reading Cypher text: MATCH … RETURN …")],
    parameters: Annotated[
        list[str] | None,
        Option("--param", metavar="NAME=TEXT", help="A parameter of the query, or NAME:=JSON; repeatable."),
    ] = None,
    limit: Annotated[int, Option("--limit", min=1, max=100_000, help="Most rows.")] = 100,
    seconds: Annotated[float, Option("--seconds", min=0.1, max=600, help="Time that it may take.")] = 10.0,
    graph: GraphUrl = None,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> None:
    """Ask the graph in Cypher, read only; its nodes are (:Entity)."""
    session = Session.open(workspace, as_json, graph)
    with session.store() as store:
        answer = store.ask(text, dict(_parameter(each) for each in parameters or ()), seconds=seconds, most=limit)
    session.answer(answer, Tables(session.ontology).rows)


def _key(store: Store, inside: str | None) -> str:
    """Key of the region or park that is meant; empty for everywhere."""
    return area(store, inside).key if inside else ""


def _parameter(written: str) -> tuple[str, object]:
    """Name and value of a parameter that is written NAME=TEXT or NAME:=JSON."""
    name, equals, value = written.partition("=")
    key = name.removesuffix(":")
    if key and equals:
        with suppress(ValueError):
            return key, value if key == name else json.loads(value)
    msg = f"--param is written NAME=TEXT, or NAME:=JSON as in most:=5, not “{written}”"
    raise QueryError(msg)
