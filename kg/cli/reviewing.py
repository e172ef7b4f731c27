"""`jjj resolve review`: walks a person through the pairs about which the rules are not sure."""

from __future__ import annotations

from collections import Counter
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Annotated

from rich.text import Text
from typer import Option

from kg import reviewing
from kg.cli.doubts import full_text, pair
from kg.cli.judging import By, Graph, Later, judge_named, published, shown
from kg.cli.keys import Keys
from kg.cli.session import AsJson, Session, Workspace
from kg.ledger import Ledger
from kg.model import Decision, Entry, Judgement
from kg.reviewing import Doubt, Review
from kg.store import Store

_QUESTION = "[s]ame  [d]ifferent  [u]nsure, leave it  [o]pen documents  [b]ack  [q]uit › "
_DECISIONS = {"s": Decision.SAME, "d": Decision.DIFFERENT, "u": Decision.UNSURE}


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a review came to.

    Args:
        judged: how many pairs were judged, by decision.
        left: how many doubtful pairs there still are.
        graph: what was published then, if anything was judged.
    """

    judged: dict[str, int]
    left: int
    graph: Graph | None


def review(
    by: By = None,
    again: Annotated[bool, Option("--again", help="Ask again about pairs that were left open.")] = False,
    limit: Annotated[int, Option("--limit", min=1, help="Of --json: most pairs.")] = 100,
    later: Later = False,
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> None:
    """Walk through the doubtful pairs, the likeliest first; stop and go on at will. With --json they are listed."""
    session = Session.open(workspace, as_json)
    with Ledger.open(session.settings) as ledger, session.store() as store:
        if as_json:
            doubts = Review(ledger, again=again).doubts
            shown_now = [reviewing.shown(each, ledger, store) for each in doubts[:limit]]
            session.answer({"total": len(doubts), "doubts": shown_now})
            return
        walk = Walk(session, ledger, store, reviewing.judge_of(judge_named(by)), Keys(session.out), again=again)
        try:
            walk.run()
        except KeyboardInterrupt:
            session.note("\nWhat was judged is kept; `jjj resolve publish` puts it into the graph.")
            raise
        graph = published(session, ledger) if walk.done and not later else None
        session.answer(Reviewed(walk.counts(), len(walk.open()), graph), _summary)


@dataclass
class Walk:
    """One sitting over the doubtful pairs. Every answer is recorded at once, so that nothing is lost on leaving."""

    session: Session
    ledger: Ledger
    store: Store
    by: str
    keys: Keys
    again: bool = False
    done: list[tuple[Judgement, Entry]] = field(default_factory=list)

    def run(self) -> None:
        """Ask until nothing is open or the person leaves."""
        wanted: Judgement | None = None
        while wanted or (wanted := next(iter(self.open()), None)):
            doubt = reviewing.shown(wanted, self.ledger, self.store)
            self.session.out.print(pair(doubt, self.session.ontology, self._heading()))
            key = self._answer(doubt)
            if key == "q":
                return
            if key == "b":
                wanted = self._back()
            else:
                self._judge(wanted, _DECISIONS[key])
                wanted = None

    def open(self) -> list[Judgement]:
        """The doubtful pairs that have not come up in this sitting."""
        seen = {doubtful.pair for doubtful, _ in self.done}
        return [each for each in Review(self.ledger, again=self.again).doubts if each.pair not in seen]

    def counts(self) -> dict[str, int]:
        """How many pairs were judged, by decision."""
        counted = Counter(entry.judgement.decision for _, entry in self.done)
        return {decision.value: counted[decision] for decision in Decision}

    def _heading(self) -> str:
        counted = ", ".join(f"{number} {decision}" for decision, number in self.counts().items() if number)
        place = f"{len(self.done) + 1} of {len(self.done) + len(self.open())}"
        return f"{place} · {counted}" if counted else place

    def _answer(self, doubt: Doubt) -> str:
        """One of s, d, u, b and q, after as many looks at the documents as the person wants."""
        while True:
            key = self.keys.key(_QUESTION)
            if key is None or key == "q":
                return "q"
            if key in _DECISIONS or (key == "b" and self.done):
                return key
            if key == "o":
                self._open_documents(doubt)
            elif key == "b":
                self._say("This is the first pair of this sitting; `jjj resolve undo` takes back earlier judgements.")
            elif key:
                self._say(f"{key!r} is none of the keys.")

    def _judge(self, doubtful: Judgement, decision: Decision) -> None:
        why = "" if decision is Decision.UNSURE else self.keys.text("why? (may stay empty) › ")
        entry = reviewing.judge(self.ledger, doubtful.left, doubtful.right, decision, by=self.by, why=why)
        self.done.append((doubtful, entry))
        told = Review(self.ledger).told(entry)
        if told.refused:
            self._say(f"Recorded, but it is not followed: {told.refused}.")

    def _back(self) -> Judgement:
        """The pair before, its judgement taken back."""
        doubtful, entry = self.done.pop()
        reviewing.undo(self.ledger, entry.number, by=self.by, why="went back to it in the review")
        return doubtful

    def _open_documents(self, doubt: Doubt) -> None:
        out = self.session.out
        names = [doubt.left.name, doubt.right.name]
        opened: set[str] = set()
        with out.pager(styles=True) if out.is_terminal else nullcontext():
            for side in (doubt.left, doubt.right):
                if side.entity is None:
                    continue
                for document in reviewing.documents_of(side.thing, side.entity, self.ledger):
                    if document.id not in opened:
                        opened.add(document.id)
                        out.print(full_text(document, names))

    def _say(self, sentence: str) -> None:
        self.session.out.print(Text(sentence, "yellow"))


def _summary(reviewed: Reviewed) -> Text:
    counted = ", ".join(f"{number} {decision}" for decision, number in reviewed.judged.items())
    left = f"{reviewed.left} doubtful pairs are left" if reviewed.left else "no doubtful pair is left"
    text = Text(f"Judged: {counted}; {left}.")
    if reviewed.graph:
        text.append("\n").append_text(shown(reviewed.graph))
    return text
