"""What a SPARQL query gives, and its forms: SPARQL 1.1 Query Results JSON and CSV. Does not ask."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from pyoxigraph import RdfFormat, Triple, parse, serialize

from kg.export.rdf.terms import PREFIXES
from kg.export.rdf.writing import Node, turtle


@dataclass(frozen=True, slots=True)
class Term:
    """One value of an answer.

    Args:
        type: `uri`, `literal` or `bnode`, as SPARQL's own results have it.
        value: the IRI, the text, or the name of the blank node.
        language: of a literal, if it is told.
        datatype: IRI of a literal's datatype, None of plain text.
    """

    type: str
    value: str
    language: str | None = None
    datatype: str | None = None

    def as_json(self) -> dict[str, str]:
        """The term as SPARQL results in JSON have it."""
        told = {"type": self.type, "value": self.value}
        told |= {"xml:lang": self.language} if self.language else {}
        return told | ({"datatype": self.datatype} if self.datatype else {})

    def shown(self) -> str:
        """The term for people: a prefixed name where there is one, and literals without their datatype."""
        if self.type != "uri":
            return f"_:{self.value}" if self.type == "bnode" else self.value
        for prefix, namespace in PREFIXES.items():
            if self.value.startswith(namespace):
                return f"{prefix}:{self.value.removeprefix(namespace)}"
        return self.value


@dataclass(frozen=True, slots=True)
class Solutions:
    """What SELECT gives.

    Args:
        variables: names, in the order asked for.
        rows: the first rows, each with a term or None for every variable.
        more: whether there were more rows than asked for.
    """

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    more: bool

    def as_json(self) -> dict[str, object]:
        """SPARQL 1.1 Query Results JSON; `more` stands beside it if there is more."""
        bindings = [
            {name: term.as_json() for name, term in zip(self.variables, row, strict=True) if term is not None}
            for row in self.rows
        ]
        told: dict[str, object] = {"head": {"vars": list(self.variables)}, "results": {"bindings": bindings}}
        return told | ({"more": True} if self.more else {})

    def as_csv(self) -> str:
        """SPARQL 1.1 Query Results CSV."""
        file = io.StringIO(newline="")
        table = csv.writer(file, lineterminator="\r\n")
        table.writerow(self.variables)
        table.writerows(["" if term is None else _in_csv(term) for term in row] for row in self.rows)
        return file.getvalue()

    def shown(self) -> Iterator[tuple[str, ...]]:
        """The rows for people."""
        return (tuple("" if term is None else term.shown() for term in row) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Truth:
    """What ASK gives."""

    value: bool

    def as_json(self) -> dict[str, object]:
        """SPARQL 1.1 Query Results JSON."""
        return {"head": {}, "boolean": self.value}


@dataclass(frozen=True, slots=True)
class Facts:
    """What CONSTRUCT and DESCRIBE give.

    Args:
        lines: the first facts in N-Triples, each once.
        more: whether there were more facts than asked for.
    """

    lines: tuple[str, ...]
    more: bool

    def as_turtle(self) -> str:
        """The facts by subject, with our prefixes."""
        return "".join(turtle(_by_subject(self._triples())))

    def as_json_ld(self) -> str:
        """The facts as JSON."""
        return (serialize(self._triples(), format=RdfFormat.JSON_LD) or b"").decode()

    def _triples(self) -> list[Triple]:
        quads = parse("\n".join(self.lines), format=RdfFormat.N_TRIPLES)
        return sorted((quad.triple for quad in quads), key=lambda triple: str(triple.subject))


SparqlAnswer = Solutions | Truth | Facts


def solutions(variables: Iterable[str], rows: Iterable[Iterable[dict[str, str] | None]], *, more: bool) -> Solutions:
    """Solutions whose terms are as `Term.as_json` gives them."""
    return Solutions(tuple(variables), tuple(tuple(map(_term, row)) for row in rows), more)


def _by_subject(triples: Iterable[Triple]) -> Iterator[tuple[Node, list[tuple[Node, Node]]]]:
    for subject, group in groupby(triples, key=lambda triple: triple.subject):
        yield subject, sorted(((each.predicate, each.object) for each in group), key=str)


def _term(told: dict[str, str] | None) -> Term | None:
    if told is None:
        return None
    return Term(told["type"], told["value"], told.get("xml:lang"), told.get("datatype"))


def _in_csv(term: Term) -> str:
    return f"_:{term.value}" if term.type == "bnode" else term.value
