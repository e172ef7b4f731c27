"""How a doubtful pair looks to a person: what is known of the two side by side, and what the rules think."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from kg.model import Document, Entity, Status
from kg.ontology import Ontology
from kg.query.card import Fact
from kg.reviewing import Doubt, Passage, Side, Told


def pair(doubt: Doubt, ontology: Ontology, heading: str) -> RenderableType:
    """A doubtful pair."""
    table = Table(show_header=False, show_lines=True, expand=True)
    table.add_column(style="dim", no_wrap=True)
    for _ in range(2):
        table.add_column(ratio=1, overflow="fold")
    for label, left, right in zip(_LABELS, _cells(doubt.left, ontology), _cells(doubt.right, ontology), strict=True):
        if left or right:
            table.add_row(label, left, right)
    return Group(Rule(Text(heading)), table, _thought(doubt))


def full_text(document: Document, names: Iterable[str]) -> RenderableType:
    """A document with every place marked where one of `names` stands."""
    text = Text(document.text)
    for name in sorted({name for name in names if name}, key=len):
        text.highlight_words([name], "bold reverse")
    published = document.published.isoformat() if document.published else None
    about = "，".join(filter(None, (document.publisher, published, document.url or document.source)))
    return Group(Rule(), Text(document.title, "bold"), Text(about, "dim"), text)


def history(told: Iterable[Told]) -> RenderableType:
    """What people judged, and what became of it."""
    table = Table(title="Judgements", title_justify="left", show_lines=True)
    for heading in ("no.", "judged", "decision", "by", "when", "became"):
        table.add_column(heading, overflow="fold")
    for each in told:
        what = Text(f"{each.left_name}\n{each.right_name}")
        if each.why:
            what.append(f"\n{each.why}", "dim")
        when = each.at[:16].replace("T", " ")
        table.add_row(str(each.number), what, Text(each.decision), Text(each.by), when, _became(each))
    return table if table.row_count else Text("No person has judged anything yet.")


def _became(told: Told) -> Text:
    text = Text(told.standing, "yellow" if told.refused else "dim" if told.undone else "")
    if told.refused:
        text.append(f": {told.refused}")
    for refusal in told.parts:
        text.append(f"\nkeeps apart: {refusal}", "dim")
    if told.undone:
        why = f": {told.undone.why}" if told.undone.why else ""
        text.append(f"\nby {told.undone.by}, {told.undone.at[:16].replace('T', ' ')}{why}", "dim")
    return text


_LABELS = ("name", "now part of", "type", "place", "also called", "named in", "told", "sentences", "id")


def _cells(side: Side, ontology: Ontology) -> tuple[Text, ...]:
    entity = side.entity
    if entity is None:
        nothing = Text("not in the published graph; run `jjj resolve publish`", "dim")
        return (Text(side.name, "bold"), nothing, *(Text() for _ in _LABELS[3:]), Text(side.thing, "dim"))
    return (
        Text(side.name, "bold"),
        Text("" if entity.name == side.name else entity.name),
        Text(ontology.type(entity.type).label()),
        Text(_place(entity, ontology)),
        Text("、".join(name for name in entity.aliases if name != side.name)),
        Text(_number(len(entity.witnesses), "report")),
        _told(side, ontology),
        _passages(side),
        Text(side.thing, "dim"),
    )


def _place(entity: Entity, ontology: Ontology) -> str:
    if entity.place is None:
        return ""
    inferred = ", inferred" if entity.place.inferred else ""
    return f"{entity.place.name} ({ontology.scopes[entity.place.scope]['zh']}{inferred})"


def _told(side: Side, ontology: Ontology) -> Text:
    lines = [_fact(fact, ontology) for fact in side.facts]
    if side.more:
        lines.append(Text(f"and {side.more} more", "dim"))
    return Text("\n").join(lines)


def _fact(fact: Fact, ontology: Ontology) -> Text:
    predicate = ontology.predicate(fact.relation.predicate)
    label = predicate.label() if fact.outgoing else predicate.inverse_label()
    status = fact.relation.status
    unasserted = "" if status is Status.ASSERTED else f" ({ontology.statuses[status]['zh']})"
    evidence = fact.relation.evidence[0]
    return Text.assemble((f"{label} {fact.other.name}{unasserted}", ""), "\n  ", (evidence.text, "dim"))


def _passages(side: Side) -> Text:
    """The sentences that name it, but for those that stand beside what is told already."""
    shown = {fact.relation.evidence[0].text for fact in side.facts}
    return Text("\n").join(_passage(passage, side.name) for passage in side.passages if passage.text not in shown)


def _passage(passage: Passage, name: str) -> Text:
    text = Text.assemble(passage.text, "  ", (f"《{passage.title or passage.source}》", "dim"))
    text.highlight_words([name], "bold")
    return text


def _thought(doubt: Doubt) -> Text:
    text = Text.assemble((f"{doubt.score:.2f}", "bold"), f" that they are one, says {doubt.by}")
    for reason in doubt.reasons:
        text.append(f"\n  · {reason}")
    return text


def _number(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
