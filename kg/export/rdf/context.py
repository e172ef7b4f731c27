"""The JSON-LD context of our files, and how a thing looks under it. Knows no graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import cast

from pyoxigraph import Literal, NamedNode

from kg.export.rdf.describing import TYPE, Description
from kg.export.rdf.terms import INTEGER, PREFIXES, STRING, Term, compact
from kg.ontology import Ontology
from kg.ontology.generated import context


class Context:
    """The terms of `ontology/context.jsonld`, which our JSON follows too, and the prefixes of all RDF that we write.

    Args:
        ontology: whose terms they are.
    """

    def __init__(self, ontology: Ontology) -> None:
        own = cast("Mapping[str, object]", context(ontology)["@context"])
        self.terms: dict[str, object] = {**PREFIXES, **own}
        self._keys: dict[str, str] = {}
        self._kinds: dict[str, str] = {}
        for key, meaning in own.items():
            about = cast("Mapping[str, str]", meaning if isinstance(meaning, dict) else {"@id": meaning})
            prefix, colon, local = str(about["@id"]).partition(":")
            if colon and prefix in PREFIXES:
                iri = PREFIXES[prefix] + local
                self._keys.setdefault(iri, key)
                self._kinds[iri] = about.get("@type", "")
        self._kinds[TYPE.value] = "@vocab"
        self._taken = {key for key in own if key in PREFIXES and own[key] != PREFIXES[key]}

    def node(self, description: Description) -> dict[str, object]:
        """The thing as a JSON object."""
        subject, facts = description
        values: dict[str, list[object]] = defaultdict(list)
        for how, value in facts:
            values[self._key(how)].append(self._value(value, self._kinds.get(how.value, "")))
        return {"id": self._compact(subject)} | {
            key: each[0] if len(each) == 1 else each for key, each in values.items()
        }

    def _key(self, how: NamedNode) -> str:
        return "type" if how == TYPE else self._keys.get(how.value) or self._compact(how)

    def _value(self, value: Term, kind: str) -> object:
        if isinstance(value, NamedNode):
            if kind == "@vocab":
                return self._keys.get(value.value) or self._compact(value)
            return self._compact(value) if kind == "@id" else {"id": self._compact(value)}
        return self._literal(value, kind)

    def _literal(self, value: Literal, kind: str) -> object:
        if value.language is not None:
            return {"@value": value.value, "@language": value.language}
        if value.datatype.value == kind or (value.datatype == STRING and not kind):
            return value.value
        if value.datatype == INTEGER and not kind:
            return int(value.value)
        return {"@value": value.value, "@type": self._compact(value.datatype)}

    def _compact(self, iri: NamedNode) -> str:
        name = compact(iri)
        return iri.value if name is None or name.partition(":")[0] in self._taken else name


@cache
def shipped_context() -> Context:
    """The context of the ontology that jjj-kg ships, made once."""
    return Context(Ontology.load())
