"""Ids and keys as IRIs and back, and texts as literals. Knows no graph and no format."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from urllib.parse import quote, unquote

from pyoxigraph import Literal, NamedNode

from kg.ontology import JJJ, Ontology

BASE = str(JJJ).removesuffix("ontology#")
"""What the IRI of everything in a graph begins with."""
PREFIXES: Mapping[str, str] = {
    "jjj": str(JJJ),
    "entity": f"{BASE}entity/",
    "relation": f"{BASE}relation/",
    "particular": f"{BASE}particular/",
    "evidence": f"{BASE}evidence/",
    "document": f"{BASE}document/",
    "division": f"{BASE}division/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "prov": "http://www.w3.org/ns/prov#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dct": "http://purl.org/dc/terms/",
    "schema": "https://schema.org/",
}
"""Prefix → namespace, of files that we write and of queries that people ask."""

_PREFIX_OF = {namespace: prefix for prefix, namespace in PREFIXES.items()}

Term = NamedNode | Literal
"""What can be said of a thing: there are no blank nodes, so that files can be compared line by line."""

_DIVISION = re.compile(r"[0-9]{6}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_LINK = re.compile('https?://[^\\s<>"{}|^`\\\\]+')
_LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_:%-]*")
"""Local names that Turtle and JSON-LD both take after a prefix, just as they are."""


def term(name: str) -> NamedNode:
    """The IRI of a prefixed name, such as `skos:prefLabel`."""
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


STRING, DECIMAL, INTEGER, BOOLEAN, _DATE = (
    term(f"xsd:{kind}") for kind in ("string", "decimal", "integer", "boolean", "date")
)


def minted(kind: str, *parts: str) -> NamedNode:
    """The IRI of a thing of this kind whose id is `parts`; any text makes a valid one."""
    return NamedNode(f"{BASE}{kind}/{':'.join(map(_quoted, parts))}")


def unminted(kind: str, iri: str) -> tuple[str, ...]:
    """The `parts` that `minted` was given for this IRI; none if it is of another kind."""
    start = f"{BASE}{kind}/"
    if not iri.startswith(start):
        return ()
    return tuple(unquote(part, errors="surrogatepass") for part in iri[len(start) :].split(":"))


def area(key: str) -> NamedNode:
    """The IRI of a key of `Entity.within`: a division by its code, else an entity."""
    return minted("division" if _DIVISION.fullmatch(key) else "entity", key)


def area_key(iri: str) -> str:
    """The key whose IRI this is.

    Raises:
        ValueError: it is that of something else.
    """
    [key] = unminted("division", iri) or unminted("entity", iri)
    return key


def compact(iri: NamedNode) -> str | None:
    """The prefixed name of an IRI, if it has one that needs no escapes."""
    cut = 1 + max(iri.value.rfind("/"), iri.value.rfind("#"))
    prefix = _PREFIX_OF.get(iri.value[:cut])
    return f"{prefix}:{iri.value[cut:]}" if prefix and _LOCAL.fullmatch(iri.value, cut) else None


def plain(text: str) -> Literal:
    """A text that is no language's; lone surrogates, which RDF cannot hold, become question marks."""
    return Literal(legal(text))


def said(text: str) -> Literal:
    """A text that people wrote: marked as Chinese if it has a Chinese character in it."""
    return Literal(legal(text), language="zh") if _HAN.search(text) else plain(text)


def legal(text: str) -> str:
    """The text with question marks for lone surrogates."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def decimal(number: float) -> Literal:
    """A number without an exponent, from whose digits the very same float can be read."""
    return decimal_text(repr(number))


def decimal_text(digits: str) -> Literal:
    """The number that Python writes as `digits`, in the one spelling that we write.

    Raises:
        ArithmeticError: it is no number.
    """
    plainly = format(Decimal(digits), "f")
    whole, _, rest = plainly.partition(".")
    return Literal(f"{whole}.{rest.rstrip('0') or '0'}", datatype=DECIMAL)


def integer(number: int) -> Literal:
    """A whole number."""
    return Literal(str(number), datatype=INTEGER)


TRUE = Literal("true", datatype=BOOLEAN)
"""The only truth value that is written: what is not said is false."""


def day(text: str) -> Literal:
    """A day in ISO 8601 as a date; anything else as text."""
    if not _DAY.fullmatch(text):
        return plain(text)
    try:
        date.fromisoformat(text)
    except ValueError:
        return plain(text)
    return Literal(text, datatype=_DATE)


def link(url: str) -> Term:
    """The page itself if the address is a valid IRI, else the address as text."""
    if not _LINK.fullmatch(url):
        return plain(url)
    try:
        return NamedNode(url)
    except ValueError:
        return plain(url)


class Names:
    """Keys of one kind of the ontology's terms, and their IRIs. A key that the ontology lacks has one all the same.

    Args:
        kind: such as `type`; part of the IRIs of unknown keys.
        known: IRI by key.
    """

    def __init__(self, kind: str, known: Mapping[str, str]) -> None:
        self._kind = kind
        self._iris = {key: NamedNode(iri) for key, iri in known.items()}
        self._keys = {iri: key for key, iri in known.items()}

    def __contains__(self, key: str) -> bool:
        return key in self._iris

    def iri(self, key: str) -> NamedNode:
        """The IRI of `key`."""
        return self._iris.get(key) or minted(self._kind, key)

    def key(self, iri: str) -> str | None:
        """The key whose IRI this is; None if it is something else."""
        if iri in self._keys:
            return self._keys[iri]
        parts = unminted(self._kind, iri)
        return parts[0] if len(parts) == 1 else None


class Vocabulary:
    """The ontology's terms by their keys.

    Args:
        ontology: whose terms they are.
    """

    def __init__(self, ontology: Ontology) -> None:
        self.types = Names("type", {key: each.iri for key, each in ontology.types.items()})
        self.predicates = Names("predicate", {key: each.iri for key, each in ontology.predicates.items()})
        self.qualifiers = Names("qualifier", {key: each.iri for key, each in ontology.qualifiers.items()})
        self.statuses = Names("status", {key: individual(key).value for key in ontology.statuses})
        self.values = {
            key: Names("value", {value: individual(value).value for value in each.values})
            for key, each in ontology.qualifiers.items()
            if each.values
        }


@cache
def vocabulary() -> Vocabulary:
    """The terms of the ontology that jjj-kg ships, read once."""
    return Vocabulary(Ontology.load())


def individual(key: str) -> NamedNode:
    """The IRI of one of the ontology's individuals by its notation: `credit_line` is jjj:CreditLine."""
    return term("jjj:" + "".join(part.capitalize() for part in key.split("_")))


def _quoted(part: str) -> str:
    if part in {".", ".."}:  # these two would change the path before them
        return part.replace(".", "%2E")
    return quote(part, safe="", errors="surrogatepass")
