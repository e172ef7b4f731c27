"""People's part in resolution: the doubtful pairs with what speaks for each, judging, and taking judgements back.

Used by the command line and the API alike. It writes judgements only; `kg.publishing` makes the graph of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from kg.errors import Ambiguous, NotFound, ResolutionError
from kg.ledger import RULE, Ledger
from kg.model import Decision, Document, Entity, Entry, Identifier, Judgement
from kg.query import find, get
from kg.query.card import Fact, card
from kg.store import Store

if TYPE_CHECKING:  # importing it loads OpenCC and the tables
    from kg.resolve.judgements import Partition, Refusal

PERSON = "person:"
"""How the `by` of a judgement begins that a person made."""
LONGEST_NAME = 120
"""Characters of the longest name of a person who judges."""

_FACTS = 6
_PASSAGES = 3
_SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?]?[”’」』）]*")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence in which a document names a thing."""

    document_id: str
    title: str
    source: str
    text: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of two things that may be one.

    Args:
        thing: how a judgement calls it.
        name: its own name, apart from those of whatever it was joined with already.
        entity: in which it is now; None if no graph has been published since it came into the ledger.
        facts: what documents tell of the entity, the surest first.
        more: how many facts there are besides.
        passages: sentences in which documents name it so.
    """

    thing: str
    name: str
    entity: Entity | None
    facts: tuple[Fact, ...]
    more: int
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A pair about which the rules are not sure.

    Args:
        left, right: the two, with what is known of each.
        score: how probable the rules find it that they are one.
        by: the rule that says so.
        reasons: what speaks for and against it.
    """

    left: Side
    right: Side
    score: float
    by: str
    reasons: tuple[str, ...]


class Standing(StrEnum):
    """What became of a judgement: the graph follows it, or why not."""

    FOLLOWED = "followed"
    OPEN = "open"
    REFUSED = "refused"
    REPLACED = "replaced"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Told:
    """A judgement of a person, and what became of it.

    Args:
        number: by which people call it.
        left, right: how it calls the two.
        left_name, right_name: their names.
        decision: same, different or unsure.
        by: who judged: `person:…`.
        why: the reason given; may be empty.
        at: when, in ISO 8601.
        standing: followed; open, as it leaves the pair to the rules; refused, replaced by a later one, or undone.
        refused: why it is not followed, if it is refused.
        parts: of a judgement of difference, which others are not followed because of it.
        undone: who took it back, when and why.
    """

    number: int
    left: str
    right: str
    left_name: str
    right_name: str
    decision: Decision
    by: str
    why: str
    at: str
    standing: Standing
    refused: str = ""
    parts: tuple[str, ...] = ()
    undone: Undone | None = None


@dataclass(frozen=True, slots=True)
class Undone:
    """Who took a judgement back, why, and when in ISO 8601."""

    by: str
    why: str
    at: str


class Review:
    """What the ledger's judgements come to at this moment; make another after each judgement.

    Args:
        ledger: where judgements are.
        again: whether pairs that a person left open are asked about again.
    """

    def __init__(self, ledger: Ledger, *, again: bool = False) -> None:
        self._ledger = ledger
        self._again = again
        self._recorded = tuple(ledger.judgements())

    @cached_property
    def clusters(self) -> Partition:
        """What is one now."""
        from kg.resolve.judgements import standing  # noqa: PLC0415

        return standing(self._recorded)

    @cached_property
    def doubts(self) -> tuple[Judgement, ...]:
        """The rules' doubtful judgements that no person has answered, not even by others, the likeliest first."""
        answered = {
            j.pair
            for j in self._recorded
            if not j.by.startswith(RULE) and not (self._again and j.decision is Decision.UNSURE)
        }
        doubtful = (j for j in self._recorded if j.by.startswith(RULE) and j.decision is Decision.UNSURE)
        found = [j for j in doubtful if j.pair not in answered and self._open(j)]
        return tuple(sorted(found, key=lambda j: (-j.score, j.pair)))

    def history(self) -> tuple[Told, ...]:
        """All that people judged, in the order in which they did."""
        entries = self._ledger.history()
        last = {entry.judgement.pair: entry.number for entry in entries if not entry.undone}
        return tuple(self._told(entry, last.get(entry.judgement.pair)) for entry in entries)

    def told(self, entry: Entry) -> Told:
        """What became of a judgement that has just been made or taken back."""
        return next(told for told in self.history() if told.number == entry.number)

    @cached_property
    def _parted(self) -> set[frozenset[str]]:
        """Pairs of clusters that people keep apart."""
        return {
            frozenset(map(self.clusters.of, j.pair))
            for j in self._recorded
            if not j.by.startswith(RULE) and j.decision is Decision.DIFFERENT
        }

    def _open(self, judgement: Judgement) -> bool:
        ends = frozenset(map(self.clusters.of, judgement.pair))
        return len(ends) > 1 and ends not in self._parted

    def _told(self, entry: Entry, last: int | None) -> Told:
        judgement, undone = entry.judgement, entry.undone
        refused, parts = self._refusals(judgement) if last == entry.number else ([], [])
        return Told(
            entry.number,
            judgement.left,
            judgement.right,
            called(self._ledger, judgement.left),
            called(self._ledger, judgement.right),
            judgement.decision,
            judgement.by,
            "; ".join(judgement.reasons),
            judgement.at.isoformat() if judgement.at else "",
            _standing(entry, last, refused=bool(refused)),
            "; ".join(refused),
            tuple(parts),
            Undone(undone.by, undone.why, undone.at.isoformat()) if undone else None,
        )

    def _refusals(self, judgement: Judgement) -> tuple[list[str], list[str]]:
        """Why it is not followed, and what is not followed because of it."""
        all_of_them = self.clusters.refusals
        refused = [self._sentence(refusal) for refusal in all_of_them if refusal.refused == judgement]
        return refused, [self._sentence(refusal) for refusal in all_of_them if refusal.because == judgement]

    def _sentence(self, refusal: Refusal) -> str:
        return refusal.told(lambda thing: called(self._ledger, thing))


def _standing(entry: Entry, last: int | None, *, refused: bool) -> Standing:
    if entry.undone:
        return Standing.UNDONE
    if last != entry.number:
        return Standing.REPLACED
    if entry.judgement.decision is Decision.UNSURE:
        return Standing.OPEN
    return Standing.REFUSED if refused else Standing.FOLLOWED


def called(ledger: Ledger, thing: str) -> str:
    """The name of what a judgement names, by which people know it."""
    own, _, document_id = thing.partition("@")
    known = ledger.identifiers(thing=own)
    name = known[0].name if known else own
    return f"{name} (as {document_id} has it)" if document_id else name


def shown(doubtful: Judgement, ledger: Ledger, store: Store) -> Doubt:
    """A doubtful pair with all that a person should see before judging it."""
    left, right = (_side(end, ledger, store) for end in doubtful.pair)
    return Doubt(left, right, doubtful.score, doubtful.by, doubtful.reasons)


def _side(thing: str, ledger: Ledger, store: Store) -> Side:
    name = called(ledger, thing)
    entity_id = ledger.present_id(thing)
    try:
        known = card(store, entity_id or "")
    except NotFound:
        return Side(thing, name, None, (), 0, ())
    passages = _passages(name, documents_of(thing, known.entity, ledger))
    told = [fact for fact in known.facts if fact.relation.evidence]
    facts = sorted(told, key=lambda fact: (-fact.relation.confidence, fact.relation.id))
    more = max(0, len(facts) - _FACTS) + known.more
    return Side(thing, name, known.entity, tuple(facts[:_FACTS]), more, passages)


def documents_of(thing: str, entity: Entity, ledger: Ledger) -> Iterator[Document]:
    """The documents that name a thing, those with its own name first."""
    own = thing.partition("@")[2]
    found = (ledger.document(document_id) for document_id in ([own] if own else entity.witnesses))
    documents = [document for document in found if document]
    name = called(ledger, thing)
    yield from sorted(documents, key=lambda document: name not in document.text)


def _passages(name: str, documents: Iterable[Document]) -> tuple[Passage, ...]:
    found: list[Passage] = []
    for document in documents:
        at = document.text.find(name)
        if at >= 0:
            found.append(Passage(document.id, document.title, document.source, _around(document.text, at)))
        if len(found) == _PASSAGES:
            break
    return tuple(found)


def _around(text: str, at: int) -> str:
    """The sentence of `text` in which the character `at` stands."""
    return next(m.group().strip() for m in _SENTENCE.finditer(text) if m.start() <= at < m.end())


def judge(ledger: Ledger, left: str, right: str, decision: Decision, *, by: str, why: str = "") -> Entry:
    """Record what a person says of two things, each called as `thing` gives it.

    Args:
        ledger: where it is recorded.
        left, right: ids that judgements know, or `id@document id`.
        decision: same, different or unsure.
        by: name of the person.
        why: for people; may be empty.

    Raises:
        ResolutionError: the two are one thing already by name, or nobody is named who says so.
    """
    if left == right:
        msg = (
            f"both are {called(ledger, left)}, one name; to judge what single documents call so, "
            "give NAME@DOCUMENT-ID for each"
        )
        raise ResolutionError(msg)
    return ledger.enter(Judgement(left, right, decision, judge_of(by), 1.0, (why.strip(),) if why.strip() else ()))


def undo(ledger: Ledger, number: int | None, *, by: str, why: str = "") -> Entry:
    """Take back a judgement of a person: the one with this number, or the last that counts; see `Ledger.undo`."""
    return ledger.undo(number, by=judge_of(by), why=why.strip())


def judge_of(name: str) -> str:
    """How the ledger calls a person of this name.

    Raises:
        ResolutionError: the name is empty or too long.
    """
    known = name.strip().removeprefix(PERSON).strip()
    if not known or len(known) > LONGEST_NAME or not known.isprintable():
        msg = f"say who judges, in at most {LONGEST_NAME} printable characters: {name[:40]!r} is no name"
        raise ResolutionError(msg)
    return f"{PERSON}{known}"


def thing(argument: str, ledger: Ledger, store: Store) -> str:
    """What a person means, as judgements call it.

    A full name means the thing of this very name, even where it was joined with others; so what rules joined wrongly
    can be parted. Whatever else finds an entity works too: an alias, a piece of a name, pinyin, an id that it had.

    Args:
        argument: a name or id; with `@` and the id of a document, what that one document calls so.
        ledger: what ids there were.
        store: the published graph.

    Raises:
        NotFound: nothing is called so, or the document does not name it.
        Ambiguous: several things are called so.
    """
    wanted, at, document_id = argument.strip().rpartition("@")
    if not at:
        return _thing(argument.strip(), ledger, store)
    found = _thing(wanted, ledger, store)
    entity = get(store, ledger.present_id(found) or found)
    if document_id not in entity.documents:
        msg = f"the document {document_id!r} does not name {entity.name}; `jjj show {entity.name}` lists those that do"
        raise NotFound(msg)
    return f"{found.partition('@')[0]}@{document_id}"


def _thing(wanted: str, ledger: Ledger, store: Store) -> str:
    by_id = ledger.identifier(wanted)
    known = (by_id,) if by_id else ledger.identifiers(name=wanted)
    if len(known) == 1:
        return known[0].thing
    if known:
        raise _ambiguous(wanted, known)
    entity_id = find(store, wanted, formerly=ledger.present_id).id
    named = ledger.identifier(entity_id)
    if named is None:
        msg = f"{wanted} is in no document but in the table of divisions ({entity_id}), where nothing is in doubt"
        raise NotFound(msg)
    return named.thing


def _ambiguous(wanted: str, known: Sequence[Identifier]) -> Ambiguous:
    told = "; ".join(f"{each.type} {each.id}" for each in known)
    return Ambiguous(
        f"“{wanted}” is the name of {len(known)} things: {told}. Give an id",
        [(each.id, each.type, each.name) for each in known],
    )
