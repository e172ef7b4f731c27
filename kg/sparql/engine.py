"""One query on one database or file, as plain JSON. Runs in a process of its own, which bounds its time and memory."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, RdfFormat, Store, Triple

from kg.errors import ImportRefused, QueryRefused, StoreError
from kg.sparql.refusing import refuse_unless_reading
from kg.store.apart import bounded

_STRING = "http://www.w3.org/2001/XMLSchema#string"


def answered(path: str, query: str, most: int, prefixes: dict[str, str]) -> dict[str, object]:
    """The answer to a reading query: `boolean`, or `variables` and `rows`, or `facts` in N-Triples; if there is `more`.

    Args:
        path: folder of a database, or an RDF file.
        query: what a person asks.
        most: most rows or facts.
        prefixes: those that the query need not declare.

    Raises:
        QueryRefused: the query is malformed, would write, or would go out into the net.
        ImportRefused: the file is no RDF that can be read.
        StoreError: the database cannot be opened.
    """
    refuse_unless_reading(query)
    store = _opened(Path(path))
    try:
        found = store.query(query, prefixes=prefixes)
        if isinstance(found, QueryBoolean):
            return {"boolean": bool(found)}
        if isinstance(found, QuerySolutions):
            return _solutions(found, most)
        return _facts(found, most)
    except (SyntaxError, ValueError, RuntimeError) as error:
        raise QueryRefused(f"the query cannot be answered: {error}") from error
    except OSError as error:
        raise StoreError(f"the triples cannot be read: {error}") from error


def _opened(path: Path) -> Store:
    if path.is_dir():
        try:
            return Store.read_only(str(path))
        except OSError as error:
            raise StoreError(f"the triples in {path} cannot be opened; delete that folder: {error}") from error
    form = RdfFormat.from_extension(path.suffix.removeprefix("."))
    if form is None:
        raise ImportRefused(f"{path} has no suffix by which its format is known, such as .ttl, .nt, .jsonld or .rdf")
    store = Store()
    try:
        store.load(path=str(path), format=form, base_iri=path.absolute().as_uri())
    except (OSError, SyntaxError, ValueError, MemoryError) as error:
        raise ImportRefused(f"{path} is no RDF that can be read: {error}") from error
    return store


def _solutions(found: QuerySolutions, most: int) -> dict[str, object]:
    variables = [variable.value for variable in found.variables]
    rows = bounded(([_term(row[name]) for name in variables] for row in found), most)
    return {"variables": variables, "rows": rows[:most], "more": len(rows) > most}


def _term(value: object) -> dict[str, str] | None:
    match value:
        case NamedNode():
            return {"type": "uri", "value": value.value}
        case BlankNode():
            return {"type": "bnode", "value": value.value}
        case Literal() if value.language is not None:
            return {"type": "literal", "value": value.value, "xml:lang": value.language}
        case Literal() if value.datatype.value != _STRING:
            return {"type": "literal", "value": value.value, "datatype": value.datatype.value}
        case Literal():
            return {"type": "literal", "value": value.value}
        case None:
            return None
    return {"type": "literal", "value": str(value)}


def _facts(found: Iterable[Triple], most: int) -> dict[str, object]:
    lines = bounded((f"{triple} ." for triple in found), most)
    return {"facts": lines[:most], "more": len(lines) > most}
