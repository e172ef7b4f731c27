"""How answers look to people: rich tables with amount, date, the evidence sentence and the document it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from kg.cli.particulars import written
from kg.model import Entity, Place, Relation, Status
from kg.ontology import Ontology
from kg.query import Card, Financing, Hit, Move, Moves, Neighbourhood, Path, Paths, Portfolio, Statistics
from kg.query.backing import Backing, Step
from kg.query.moves import KIND_NAMES
from kg.query.statistics import Held
from kg.store import Answer

_KINDS = {"equity": "股权", "guarantee": "担保", "loan": "贷款"}
"""Kinds of financing that the queries name themselves, where the ontology has no value of that name."""

DOUBTFUL = 0.5
"""A relation less sure than this is shown as doubtful: it is as likely wrong as right."""

_RATIOS: Mapping[str, int] = {"evidence": 2, "who": 1, "from": 1, "to": 1, "how": 1}
"""Shares of a table's width of the columns that hold long texts; the others are as wide as they need to be."""


class Tables:
    """Makes tables of answers, with the labels of an ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology

    def hits(self, hits: Iterable[Hit]) -> RenderableType:
        """What a search found."""
        table = _table("name", "type", "region", "relations", "found by", "id")
        for hit in hits:
            found = hit.match if hit.matched == hit.name else f"{hit.match}: {hit.matched}"
            cells = (hit.name, self._type(hit.type), self._scope(hit.scope), str(hit.degree), found, hit.id)
            table.add_row(*map(Text, cells))
        return table if table.row_count else Text("Nothing was found.")

    def card(self, card: Card) -> RenderableType:
        """All that is known of one entity."""
        table = _table("", "relation", "who", "particulars", "evidence", title="Relations")
        for fact in card.facts:
            predicate = self._ontology.predicate(fact.relation.predicate)
            label = predicate.label() if fact.outgoing else predicate.inverse_label()
            other = Text(f"{fact.other.name}\n{self._type(fact.other.type)}")
            arrow = "→" if fact.outgoing else "←"
            table.add_row(arrow, Text(label), other, self._particulars(fact.relation), _evidence(fact.relation))
        left_out = Text(f"{card.more} more relations; raise --limit to see them.") if card.more else Text()
        head = self._entity(card.entity), self._named_in(card.entity)
        return Group(*head, table if table.row_count else Text("No relations."), left_out)

    def financing(self, answer: Financing) -> RenderableType:
        """Who financed a company."""
        parts: list[RenderableType] = [self._entity(answer.company)]
        if answer.financiers:
            parts.append(self._backings(answer.financiers, "Financed by · 谁资助了它", backers=True))
        else:
            parts.append(Text("No document says who financed it."))
        if answer.behind:
            table = _table("who", "stands behind", "how", "evidence", title="Behind them · 它们的背后")
            for behind in answer.behind:
                how = Text("\n").join(self._step(step) for step in behind.steps)
                last = _evidence(behind.steps[-1].relations[0])
                table.add_row(Text(behind.entity.name), Text(behind.financier.name), how, last)
            parts.append(table)
        if answer.apart:
            parts.append(self._backings(answer.apart, "Not asserted · 计划、否认或传闻", backers=True))
        return Group(*parts)

    def portfolio(self, answer: Portfolio) -> RenderableType:
        """Whom a backer backs."""
        parts: list[RenderableType] = [self._entity(answer.backer)]
        for group in answer.groups:
            family = self._ontology.families[group.family]
            parts.append(self._backings(group.backings, f"{family.label('en')} · {family.label()}", backers=False))
        if answer.apart:
            parts.append(self._backings(answer.apart, "Not asserted · 计划、否认或传闻", backers=False))
        return Group(*parts) if len(parts) > 1 else Group(*parts, Text("No document says whom it backs."))

    def neighbourhood(self, answer: Neighbourhood) -> RenderableType:
        """What lies around an entity."""
        names = {entity.id: entity.name for entity in answer.graph.entities}
        table = _table("from", "relation", "to", "particulars", "evidence", title=f"Around {answer.centre.name}")
        for relation in answer.graph.relations:
            ends = Text(names[relation.subject]), Text(self._verb(relation)), Text(names[relation.object])
            table.add_row(*ends, self._particulars(relation), _evidence(relation))
        return Group(table, *map(Text, _left_out(answer)))

    def paths(self, answer: Paths) -> RenderableType:
        """How two entities hang together."""
        if not answer.found:
            return Text(f"No path leads from {answer.source.name} to {answer.target.name}.")
        return Group(*(self._path(number, path) for number, path in enumerate(answer.found, 1)))

    def moves(self, answer: Moves) -> RenderableType:
        """What moved between regions."""
        ends = [end.name if end else "elsewhere" for end in (answer.origin, answer.destination)]
        if not answer.found:
            return Text(f"No document tells of a move from {ends[0]} to {ends[1]}.")
        table = _table("what", "from", "to", "date", "evidence", title=f"{ends[0]} → {ends[1]}")
        for move in answer.found:
            kind = Text("\n".join(filter(None, (KIND_NAMES[move.kind], self._status(move.relation.status)))))
            left, reached = _end(move.source, move.left), _end(move.target, move.reached)
            table.add_row(kind, left, reached, Text(_when(move)), _evidence(move.relation))
        told = "、".join(f"{KIND_NAMES[kind]} {number}" for kind, number in answer.counts)
        more = Text(f"{answer.more} more; raise --limit to see them.") if answer.more else Text()
        return Group(Text(told, style="bold"), table, more)

    def statistics(self, answer: Statistics) -> RenderableType:
        """What the graph holds."""
        documents = reported(answer.documents, answer.reprints)
        total = f"{answer.entities} entities, {answer.relations} relations, {documents}"
        best = _table("name", "type", "relations", title="Best connected")
        for one in answer.best_connected:
            best.add_row(Text(one.name), Text(self._type(one.type)), str(one.degree))
        verbs = {key: each.label() for key, each in self._ontology.predicates.items()}
        types = {key: each.label() for key, each in self._ontology.types.items()}
        scopes = {key: labels["zh"] for key, labels in self._ontology.scopes.items()}
        return Group(
            Text(total, style="bold"),
            _counts("Regions · 地区", answer.scopes, scopes),
            _held(answer.places),
            _counts("Types · 类型", answer.types, types),
            _counts("Predicates · 关系", answer.predicates, verbs),
            best,
        )

    def rows(self, answer: Answer) -> RenderableType:
        """What a Cypher text gave."""
        if not answer.rows:
            return Text("No rows.")
        table = _table(*answer.rows[0])
        for row in answer.rows:
            table.add_row(*(Text("" if value is None else str(value)) for value in row.values()))
        more = Text("There are more rows; raise --limit to see them.") if answer.more else Text()
        return Group(table, more)

    def _entity(self, entity: Entity) -> RenderableType:
        told = [self._type(entity.type), entity.id, *self._place(entity.place), *entity.aliases]
        return Text.assemble((entity.name, "bold"), "  ", ("  ".join(told), "dim"))

    def _named_in(self, entity: Entity) -> RenderableType:
        documents = len(entity.documents)
        return Text(f"Named in {reported(documents, documents - len(entity.witnesses))}", style="dim")

    def _place(self, place: Place | None) -> Iterable[str]:
        if place:
            yield f"{place.name} ({self._scope(place.scope)}{', inferred' if place.inferred else ''})"

    def _backings(self, rows: Iterable[Backing], title: str, *, backers: bool) -> Table:
        table = _table("who", "kind", "amount", "date", "evidence", title=title)
        for row in rows:
            who = Text(row.backer.name if backers else row.backed.name, style="bold")
            for step in row.via:
                who.append("\nvia ", style="dim").append_text(self._step(step))
            amount = "、".join(written(each) for each in row.relation.qualifiers if each.name == "amount")
            rounds = [each.text for each in row.relation.qualifiers if each.name == "round"]
            kind = "\n".join(filter(None, (self._kind(row.kind), *rounds, self._status(row.status))))
            table.add_row(who, Text(kind), Text(amount, style="green"), Text(row.date or ""), _evidence(row.relation))
        return table

    def _path(self, number: int, path: Path) -> RenderableType:
        table = _table("from", "relation", "to", "cost", "evidence", title=f"Path {number}, cost {path.cost:.2f}")
        for step in path.steps:
            verb = self._directed(step.relation, step.near)
            ends = Text(step.near.name), Text(verb), Text(step.far.name)
            table.add_row(*ends, f"{step.cost:.2f}", _evidence(step.relation))
        return table

    def _step(self, step: Step) -> Text:
        return Text(f"{step.near.name} —{self._directed(step.relations[0], step.near)}→ {step.far.name}")

    def _directed(self, relation: Relation, near: Entity) -> str:
        predicate = self._ontology.predicate(relation.predicate)
        return predicate.label() if relation.subject == near.id else predicate.inverse_label()

    def _verb(self, relation: Relation) -> str:
        return self._ontology.predicate(relation.predicate).label()

    def _particulars(self, relation: Relation) -> Text:
        told = [f"{self._ontology.qualifiers[q.name].label()} {written(q)}" for q in relation.qualifiers]
        return Text("\n".join(filter(None, (*told, self._status(relation.status)))))

    def _kind(self, kind: str) -> str:
        known = {key: each.inverse_label() for key, each in self._ontology.predicates.items()}
        known |= {key: labels["zh"] for key, labels in self._ontology.qualifiers["kind"].values.items()}
        return "、".join(known.get(each) or _KINDS.get(each, each) for each in kind.split("+"))

    def _status(self, status: Status) -> str:
        return "" if status is Status.ASSERTED else self._ontology.statuses[status]["zh"]

    def _type(self, key: str) -> str:
        return self._ontology.type(key).label()

    def _scope(self, key: str) -> str:
        return self._ontology.scopes[key]["zh"]


def _evidence(relation: Relation) -> Text:
    if not relation.evidence:
        return Text(f"推定 {relation.inferred_from}" if relation.inferred_from else "", style="dim")
    first, *others = relation.evidence
    source = "，".join(filter(None, (f"《{first.title or first.source}》", first.publisher, first.published)))
    reprints = len(relation.documents) - len(relation.witnesses)
    more = f"，另有 {len(others)} 处" if others else ""
    more += f"，其中 {reprints} 篇转载" if reprints else ""
    sure = f"，置信度 {relation.confidence:.2f}"
    doubtful = "yellow" if relation.confidence < DOUBTFUL else "dim"
    return Text.assemble(first.text, "\n", (f"{source}{more}", "dim"), (sure, doubtful))


def reported(documents: int, reprints: int) -> str:
    """A number of documents, and how many of them are reprints, in words."""
    told = f"{documents} {'document' if documents == 1 else 'documents'}"
    return f"{told}, {reprints} of them {'a reprint' if reprints == 1 else 'reprints'}" if reprints else told


def _counts(title: str, counts: Mapping[str, int], labels: Mapping[str, str]) -> Table:
    table = _table("", "", "number", title=title)
    for key, number in counts.items():
        table.add_row(labels.get(key, key), Text(key, style="dim"), str(number))
    return table


def _held(places: Iterable[Held]) -> Table:
    table = _table("", "", "number", title="Places · 所在")
    for place in places:
        table.add_row(place.name, Text(place.key, style="dim"), str(place.entities))
    return table


def _end(entity: Entity, places: Iterable[str]) -> Text:
    """An end of a move, with where it is below."""
    return Text.assemble((entity.name, "bold"), "\n", (" · ".join(places), "dim"))


def _when(move: Move) -> str:
    """The date that texts tell, else the year of publication in brackets."""
    return move.date or (f"({move.year})" if move.year else "")


def _left_out(answer: Neighbourhood) -> Iterable[str]:
    if answer.hubs:
        yield f"Not walked on from: {', '.join(f'{hub.entity.name} ({hub.degree})' for hub in answer.hubs)}"
    if answer.outside:
        yield f"Reached, but outside the wanted regions: {answer.outside}"
    if answer.truncated:
        yield "There is more; raise --limit to see it."


def _table(*columns: str, title: str | None = None) -> Table:
    several_lines = "evidence" in columns
    table = Table(title=title, title_justify="left", title_style="bold", header_style="dim", show_lines=several_lines)
    for column in columns:
        # Chinese has no spaces to break at: without folding, a sentence would be cut off at the column's width.
        table.add_column(column, overflow="fold", ratio=_RATIOS.get(column))
    return table
