"""Resolution: which names in which documents mean one thing. It reads the ledger and writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from rapidfuzz.distance import LCSseq

from kg.divisions import Divisions
from kg.gazetteer import Gazetteer
from kg.model import Decision, Judgement
from kg.ontology import Ontology
from kg.resolve import blocking
from kg.resolve.clues.among import Known
from kg.resolve.judgements import effective, partition, same_names
from kg.resolve.linker import Linker, appearance
from kg.resolve.matcher import Match, match
from kg.resolve.names import NameParser
from kg.resolve.profiles import Facts as Told
from kg.resolve.profiles import Profile, ProfileReader
from kg.resolve.related import Belonging, belongings
from kg.resolve.rivals import without_rivals
from kg.resolve.setting import Comparing

__all__ = ["Linker", "Match", "appearance", "resolve"]

_ALIKE = 0.6


class Facts(Told, Protocol):
    """What resolution reads from the ledger."""

    def judgements(self) -> Iterable[Judgement]:
        """Every judgement in the order in which they were made."""
        ...


def resolve(
    ledger: Facts,
    ontology: Ontology,
    gazetteer: Gazetteer,
    divisions: Divisions,
    *,
    comparing: Comparing | None = None,
) -> Linker:
    """Decide which referents of the ledger are one, from names, public lists, and the judgements of people.

    Bodies are resolved first, then the people, who are told apart by the bodies to which they belong.

    Args:
        ledger: statements and judgements.
        ontology, gazetteer, divisions: what is known beside it.
        comparing: the matcher of names with its tables, for whoever resolves often; loaded if it is not given.
    """
    reader = ProfileReader(ontology, gazetteer, divisions, NameParser.load(divisions))
    reader.read(ledger)
    comparing = comparing or Comparing.load(divisions, gazetteer)
    related = _belongings_of(reader, comparing)
    profiles = reader.profiles()
    known = Known.gather(profiles.by_id, ontology, divisions, comparing.profiles())
    recorded = tuple(ledger.judgements())
    same_name = [told for told in same_names(recorded) if told.left in profiles.by_id or told.right in profiles.by_id]

    keys = blocking.KeyReader(divisions, reader.parser, comparing.setting.known)
    judged = _judge(blocking.candidates(profiles.by_id.values(), keys), known)
    rules = list(without_rivals(judged, profiles.by_id))
    known.decided(partition(effective(recorded, (*same_name, *rules))).of)
    rules += _judge(blocking.people(profiles.by_id.values(), known.company, known.bearers), known)
    clusters = partition(effective(recorded, (*same_name, *rules)))
    return Linker(profiles, clusters, divisions, rules, related)


def _alike(left: Profile, right: Profile) -> bool:
    """Whether somebody might take the two names for one, so that it is worth keeping that they are two."""
    shared = {left.key, left.parts.stem, *left.aliases} & {right.key, right.parts.stem, *right.aliases}
    return bool(shared) or LCSseq.normalized_similarity(left.name, right.name) >= _ALIKE


def _belongings_of(reader: ProfileReader, comparing: Comparing) -> list[tuple[Belonging, str]]:
    """What belongs to what, with the profile of the body above, which is made if no document names it by itself."""
    found = list(belongings(reader.profiles().by_id.values(), comparing.setting.known, reader.ontology))
    return [(told, reader.ensure(told.above, told.above_type, told.evidence)) for told in found]


def _judge(pairs: Iterable[tuple[Profile, Profile]], known: Known) -> Iterator[Judgement]:
    """What the rules say of each pair, unless they have nothing to say, or part what nobody would join."""
    for left, right in pairs:
        found = match(left, right, known)
        if found.clue and (found.decision is not Decision.DIFFERENT or _alike(left, right)):
            yield found.judgement(left.id, right.id)
