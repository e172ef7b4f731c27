"""How an explanation looks in a terminal: names marked in the text, relations below their sentences. Loads spaCy."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from kg.extract.explanation import ExplainedRelation, Explanation, Passage, closest, particular, visible
from kg.model import Qualifier, Status
from kg.ontology import Ontology

_STYLES = {
    "Body": "bold green",
    "FinancialBody": "bold yellow",
    "SupportBody": "bold bright_red",
    "KnowledgeBody": "bold blue",
    "PublicBody": "bold magenta",
    "Place": "bold cyan",
    "Agent": "bold red",
    "Topic": "bold underline",
}
"""Style of a type, or of the closest type above it, in colours that every terminal adapts to its own background."""


class Reading:
    """Makes explanations of documents readable, with the labels of an ontology.

    Args:
        ontology: the vocabulary.
        plain: whether there are no colours, so that names are marked by brackets and the label of their type.
    """

    def __init__(self, ontology: Ontology, *, plain: bool) -> None:
        self._ontology = ontology
        self._plain = plain

    def explanation(self, explanation: Explanation) -> RenderableType:
        """A document from its title to its last sentence."""
        document = explanation.document
        day = document.published.isoformat() if document.published else None
        source = " · ".join(filter(None, (document.publisher, day, document.url or document.source)))
        parts: list[RenderableType] = [Text(visible(source), "dim"), self._legend(explanation), Text()]
        if document.title and not document.text.startswith(document.title):
            parts.insert(0, Text(visible(document.title), "bold"))
        for passage in explanation.passages():
            parts += self._passage(explanation, passage)
        if not explanation.relations:
            parts.append(Text("\n没有读出关系 No relation is told", style="dim"))
        return Group(*parts)

    def _legend(self, explanation: Explanation) -> Text:
        """The types that occur, each in its style."""
        present = {name.type for name in explanation.names}
        order = sorted(present, key=lambda each: (self._style(each), each))
        terms = [self._ontology.type(key) for key in order]
        return Text("  ").join(Text(f"{term.label()} {term.label('en')}", self._style(term.key)) for term in terms)

    def _passage(self, explanation: Explanation, passage: Passage) -> Iterable[RenderableType]:
        shown, begin = explanation.shown(passage)
        text, at = Text(), 0
        for name in passage.names:
            start, end = name.start - begin, name.end - begin
            text.append(shown[at:start])
            label = self._ontology.type(name.type).label()
            marked = f"‹{shown[start:end]}·{label}›" if self._plain else shown[start:end]
            text.append(marked, self._style(name.type))
            at = end
        text.append(shown[at:])
        if text:
            yield text
        for relation in passage.relations:
            yield Padding.indent(self._relation(relation), 4)
        if passage.relations:
            yield Text()

    def _relation(self, relation: ExplainedRelation) -> Text:
        predicate = self._ontology.predicate(relation.predicate)
        verb = f"{predicate.label()} {predicate.label('en')}"
        text = Text.assemble(
            (visible(relation.subject), self._style(relation.subject_type)), " → ", verb, " → ",
            (visible(relation.object), self._style(relation.object_type)),
        )  # fmt: skip
        if relation.status is not Status.ASSERTED:
            status = self._ontology.statuses[relation.status]
            text.append(f"  [{status['zh']} {status['en']}]", "bold reverse")
        if relation.qualifiers:
            text.append("\n" + "  ".join(map(self._particular, relation.qualifiers)))
        text.append(visible(f"\n{relation.confidence:.2f} · {relation.origin}: {relation.why}"), "dim")
        return text

    def _particular(self, qualifier: Qualifier) -> str:
        known = self._ontology.qualifiers.get(qualifier.name)
        label = f"{known.label()} {known.label('en')}" if known else qualifier.name
        return visible(f"{label}: {particular(qualifier, self._ontology)}")

    def _style(self, type_: str) -> str:
        return _STYLES.get(closest(type_, _STYLES, self._ontology), "bold")
