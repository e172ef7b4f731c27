"""The style sheet of the Neo4j Browser (GraSS): a colour for each family of types, captions in Chinese.

Knows the ontology alone. The Browser lets a later rule win over an earlier one, so general types come first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from kg.ontology import EntityType, Ontology, Predicate

T = TypeVar("T")

_FILL: Mapping[str, str] = {
    "Entity": "#A8A49C",
    "Agent": "#D9577E",
    "Body": "#8FBF8F",
    "Company": "#4C9F50",
    "FinancialBody": "#F2C230",
    "Bank": "#C98A2B",
    "FinancialInstitution": "#E0A84E",
    "SupportBody": "#F28E4B",
    "KnowledgeBody": "#6C9BD9",
    "University": "#3B73C4",
    "PublicBody": "#A07BD0",
    "Place": "#56BDB6",
    "Region": "#2A8F8A",
    "Topic": "#B3B184",
}
"""Colour of a type and of all below it that have none of their own."""
_DIAMETER: Mapping[str, int] = {"Entity": 84, "Person": 64, "Topic": 76}
"""Width in pixels of a node of a type, and of those below it.

The Browser shows no more than the first lines of a caption where a line would be left over, and how many characters
fit a line depends on which of how many it is. In these widths what two lines of `kg.store.captions` need together
either fits every line that might hold both or none.
"""
_LINE: Mapping[str, str] = {
    "finance": "#C2410C",
    "people": "#D9577E",
    "structure": "#5B6470",
    "incubation": "#D97706",
    "technology": "#3B73C4",
    "trade": "#3B73C4",
    "cooperation": "#7C5CBF",
}
"""Colour of the predicates of a family; the other families are quiet."""
_QUIET = "#A5ABB6"
_CAPTION = "{caption}"
"""The name with spaces where lines may end, see `kg.store.captions`."""
_OURS: Mapping[str, tuple[str, str]] = {
    "Document": ("#EDE7DA", _CAPTION),
    "Publication": ("#FFFFFF", "{id}"),
    "Withdrawn": ("#E4E4E4", "{id}"),
}
"""Colour and caption of the nodes that are no entities."""

Rule = tuple[str, Mapping[str, str]]


def style_sheet(ontology: Ontology) -> str:
    """The text of `style.grass`: a rule for every type, every predicate and everything else of ours."""
    return "\n".join(_written(*rule) for rule in _rules(ontology))


def colour(ontology: Ontology, type_key: str) -> str:
    """The colour of a type.

    Raises:
        OntologyError: there is no such type.
    """
    return _closest(ontology, type_key, _FILL)


def _rules(ontology: Ontology) -> Iterator[Rule]:
    for each in sorted(ontology.types.values(), key=lambda one: (_depth(ontology, one), one.key)):
        yield _node(each.key, _CAPTION, colour(ontology, each.key), _closest(ontology, each.key, _DIAMETER))
    for label, (fill, caption) in _OURS.items():
        yield _node(label, caption, fill, _DIAMETER["Entity"])
    for predicate in ontology.predicates.values():
        yield _relationship(predicate)
    yield "relationship.MENTIONS", {"caption": "'提到'", "color": "#D6CFBF", "shaft-width": "1px"}
    yield "relationship.RELATES_TO", {"caption": "'{predicate}'", "color": _QUIET, "shaft-width": "1px"}


def _node(label: str, caption: str, fill: str, diameter: object) -> Rule:
    return f"node.{label}", {
        "caption": f"'{caption}'",
        "color": fill,
        "border-color": _darker(fill),
        "text-color-internal": "#1F1D1A" if _luminance(fill) > 0.2 else "#FFFFFF",
        "diameter": f"{diameter}px",
        "font-size": "10px",
    }


def _relationship(predicate: Predicate) -> Rule:
    told = " {amount}" if "amount" in predicate.qualifiers else ""
    line = _LINE.get(predicate.family, _QUIET)
    return f"relationship.{predicate.upper}", {
        "caption": f"'{predicate.label('zh')}{told}'",
        "color": line,
        "shaft-width": "3px" if predicate.family == "finance" else "1px",
        "font-size": "9px",
        "padding": "3px",
        "text-color-external": line if predicate.family in _LINE else "#5B6470",
        "text-color-internal": "#FFFFFF",
    }


def _depth(ontology: Ontology, each: EntityType) -> int:
    return 1 + _depth(ontology, ontology.type(each.parent)) if each.parent else 0


def _closest(ontology: Ontology, key: str, table: Mapping[str, T]) -> T:
    current = ontology.type(key)
    while current.key not in table and current.parent:
        current = ontology.type(current.parent)
    return table[current.key]


def _channels(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def _darker(colour: str) -> str:
    return "#" + bytes(channel * 4 // 5 for channel in _channels(colour)).hex().upper()


def _luminance(colour: str) -> float:
    """How bright people see it, from 0 to 1, as the contrast of text is reckoned (WCAG 2)."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in _channels(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _written(selector: str, properties: Mapping[str, str]) -> str:
    lines = "".join(f"  {name}: {value};\n" for name, value in properties.items())
    return f"{selector} {{\n{lines}}}\n"
