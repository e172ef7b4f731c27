"""Writes what in `ontology/` follows from `jjj.ttl`: the table in README.md and the JSON-LD context.

`python -m kg.ontology.generated` writes both; a test checks that they are fresh.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from kg.ontology import JJJ, EntityType, Ontology, Predicate, Term
from kg.settings import shipped

BEGIN, END = "<!-- generated from jjj.ttl: begin -->", "<!-- generated from jjj.ttl: end -->"
"""Lines between which the table stands in README.md."""


def table(ontology: Ontology) -> str:
    """The ontology as Markdown tables: types, predicates and qualifiers."""
    types = [_type_row(each, ontology) for each in ontology.types.values()]
    predicates = [_predicate_row(each) for each in _by_family(ontology)]
    qualifiers = [_qualifier_row(each.key, each, ontology) for each in ontology.qualifiers.values()]
    abstract = len(types) - len(ontology.concrete_types)
    counts = f"{len(types) - abstract} types, {abstract} abstract superclasses, {len(predicates)} predicates"
    return "\n\n".join(
        (
            f"Version {ontology.version}: {counts}, {len(qualifiers)} qualifiers.",
            "### Types",
            _markdown(("Type", "中文", "below", "定义", "Definition", "Mapped to"), types),
            "### Predicates",
            _markdown(("Predicate", "中文", "inverse", "Family", "Qualifiers", "定义", "Definition"), predicates),
            "### Qualifiers",
            _markdown(("Qualifier", "中文", "carried by", "Values or examples"), qualifiers),
        )
    )


def context(ontology: Ontology) -> dict[str, object]:
    """The JSON-LD context under which jjj-kg's JSON (entities and relations) reads as RDF."""
    terms: dict[str, object] = {
        "@version": 1.1,
        "jjj": str(JJJ),
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "id": "@id",
        "type": {"@id": "@type", "@type": "@vocab"},
        "name": "skos:prefLabel",
        "aliases": {"@id": "skos:altLabel", "@container": "@set"},
        "subject": {"@id": "rdf:subject", "@type": "@id"},
        "predicate": {"@id": "rdf:predicate", "@type": "@vocab"},
        "object": {"@id": "rdf:object", "@type": "@id"},
        "status": {"@id": "jjj:status", "@type": "@vocab"},
        "confidence": {"@id": "jjj:confidence", "@type": "http://www.w3.org/2001/XMLSchema#decimal"},
        "evidence": {"@id": "jjj:evidence", "@container": "@set"},
    }
    terms |= {each: f"jjj:{each}" for each in ("Relation", "Evidence", "Document")}
    terms |= {status: f"jjj:{_pascal(status)}" for status in ontology.statuses}
    terms |= {each.key: _short(each) for each in ontology.types.values()}
    terms |= {each.key: {"@id": _short(each), "@type": "@id"} for each in ontology.predicates.values()}
    for each in ontology.qualifiers.values():
        terms[each.key] = {"@id": _short(each), "@type": "@vocab"} if each.values else _short(each)
        terms |= {value: f"jjj:{_pascal(value)}" for value in each.values}
    return {"@context": terms}


def filled(readme: str, ontology: Ontology) -> str:
    """The text of README.md with a fresh table between its marks."""
    before, rest = readme.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n\n{table(ontology)}\n\n{END}{after}"


def context_text(ontology: Ontology) -> str:
    """The text of context.jsonld."""
    return json.dumps(context(ontology), ensure_ascii=False, indent=2) + "\n"


def write(folder: Path, ontology: Ontology) -> None:
    """Write README.md's table and context.jsonld in `folder` anew."""
    readme = folder / "README.md"
    readme.write_text(filled(readme.read_text(encoding="utf-8"), ontology), encoding="utf-8")
    (folder / "context.jsonld").write_text(context_text(ontology), encoding="utf-8")


def _by_family(ontology: Ontology) -> list[Predicate]:
    return sorted(ontology.predicates.values(), key=lambda each: (each.family, each.key))


def _type_row(each: EntityType, ontology: Ontology) -> tuple[str, ...]:
    name = f"*{each.key}*" if each.abstract else f"`{each.key}`"
    parent = ontology.type(each.parent).key if each.parent else "—"
    return name, each.label("zh"), parent, each.definition("zh"), each.definition("en"), _mappings(each)


def _predicate_row(each: Predicate) -> tuple[str, ...]:
    inverse = "symmetric" if each.symmetric else f"{each.inverse_label('zh')} / {each.inverse_label('en')}"
    return (
        f"`{each.key}`",
        each.label("zh"),
        inverse,
        each.family,
        ", ".join(each.qualifiers),
        each.definition("zh"),
        each.definition("en"),
    )


def _qualifier_row(key: str, each: Term, ontology: Ontology) -> tuple[str, ...]:
    carriers = [predicate.key for predicate in ontology.predicates.values() if key in predicate.qualifiers]
    values = ontology.qualifiers[key].values
    shown = [f"`{value}` {labels['zh']}" for value, labels in values.items()] or list(each.examples)
    everywhere = len(carriers) == len(ontology.predicates)
    return f"`{key}`", each.label("zh"), "all" if everywhere else ", ".join(carriers) or "—", "; ".join(shown)


def _mappings(each: Term) -> str:
    return "<br>".join(f"{how} [{iri.split('#')[-1].split('/')[-1]}]({iri})" for how, iri in each.mappings) or "—"


def _markdown(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = (head, tuple("---" for _ in head), *rows)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _pascal(key: str) -> str:
    return "".join(part.capitalize() for part in key.split("_"))


def _short(each: Term) -> str:
    return each.iri.replace(str(JJJ), "jjj:")


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else shipped("ontology"), Ontology.load())
