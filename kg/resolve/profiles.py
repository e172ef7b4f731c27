"""What the ledger knows of one name: the unit that resolution joins with others and never splits, unless a person does.

Referents of several documents share a profile if they share kind and full name. People, and names such as 研究院 that
tell nothing apart, have a profile in each document.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Protocol

from kg.divisions import Divisions
from kg.gazetteer import Entry, Gazetteer
from kg.model import ALIAS, NAME, TYPE, Reprint, Span, Statement, Status, content_id, referent_id
from kg.ontology import Ontology
from kg.resolve.names import NameParser, NameParts, name_key
from kg.resolve.placed import placed
from kg.resolve.regions import context_of, meant
from kg.text import fold

BODY = "Body"
"""The superclass whose members, parks too, are one kind: texts confuse their types, hardly ever their names."""
PARK, PERSON, REGION, INDUSTRY, AGENCY = "Park", "Person", "Region", "Industry", "GovernmentAgency"

_MOST_TOLD = 16
_REMARKS = {
    "located_in": "{}",
    "founded_by": "创始人{}",
}
"""How a statement about a body is said beside its name."""
_FIELD_WORDS = ("产业", "行业", "领域")


class Facts(Protocol):
    """What resolution reads from the ledger."""

    def statements(self) -> Iterable[Statement]:
        """Every statement, those of one document together."""
        ...

    def reprints(self) -> Iterable[Reprint]:
        """Every document that is a reprint, with its original."""
        ...


@dataclass(slots=True)
class Profile:
    """What is known of one name. Filled while the ledger is read, then left alone.

    Args:
        id: content id of kind and key: the entity's id if this profile's name is the preferred one.
        kind: what can be one thing at all: Body (parks included), Person, Region, Technology, Industry.
        key: what its spellings share; of a listed name that of the listing, of a region its code.
        local: whether it stands for its document, and the reprints of it, alone.
        parts: the parts of the name.
        entry: the gazetteer's entry of the name.
        division: code of a region, or of the division where the gazetteer has the body.
        names: full names, each with the number of reports that give it; a report counts once, however often reprinted.
        aliases: other names, likewise.
        types: keys of types, each with the sum of the confidence of those reports that say so.
        documents: evidence of the name in each document, by document id.
        neighbours: what documents relate it to: the predicate, with `<` if it is the object, and the other's id.
        told: of a body, what documents tell of it, in the few words that a person would put beside its name.
        voices: by the id of a report's original, that of the one publication of the report that counts.
    """

    id: str
    kind: str
    key: str
    local: bool
    parts: NameParts
    entry: Entry | None = None
    division: str = ""
    names: Counter[str] = field(default_factory=Counter)
    aliases: Counter[str] = field(default_factory=Counter)
    types: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    documents: dict[str, Span] = field(default_factory=dict)
    neighbours: set[tuple[str, str]] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    voices: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The listed name, or the full name that most documents give; of equals the longest."""
        if self.entry and self.kind != REGION:
            return self.entry.name
        return min(self.names, key=lambda name: (-self.names[name], -len(name), name))

    @property
    def type(self) -> str:
        """The type that most documents give, the surer ones counting more."""
        return min(self.types, key=lambda key: (-round(self.types[key], 6), key))

    @property
    def related(self) -> frozenset[str]:
        """Ids of the profiles to which documents relate it."""
        return frozenset(other for _, other in self.neighbours)

    @property
    def about(self) -> str:
        """What documents tell of it, as a remark beside its name."""
        return "，".join(sorted(self.told)[:_MOST_TOLD])

    def called(self, name: str) -> bool:
        """Whether `name` is one of its full names or aliases, however spelt."""
        key = name_key(name)
        return key == self.key or any(name_key(known) == key for known in (*self.names, *self.aliases))


@dataclass(slots=True)
class _Referent:
    """What one document says of one of its referents."""

    name: str = ""
    aliases: set[str] = field(default_factory=set)
    types: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    evidence: Span | None = None

    @property
    def type(self) -> str:
        return min(self.types, key=lambda key: (-self.types[key], key))


@dataclass(frozen=True, slots=True)
class Profiles:
    """All profiles by id, and which profile each referent has."""

    by_id: Mapping[str, Profile]
    of_referent: Mapping[str, str]


@dataclass(slots=True)
class ProfileReader:
    """Reads profiles from a ledger.

    Args:
        ontology, gazetteer, divisions: what is known beside the ledger.
        parser: takes names apart.
    """

    ontology: Ontology
    gazetteer: Gazetteer
    divisions: Divisions
    parser: NameParser
    _by_id: dict[str, Profile] = field(default_factory=dict)
    _of_referent: dict[str, str] = field(default_factory=dict)
    _originals: dict[str, str] = field(default_factory=dict)

    def read(self, facts: Facts) -> None:
        """Read every document's statements; a referent that none of them names and gives a type is left out.

        Originals are read before their reprints, so that what reprints repeat counts for nothing.
        """
        self._originals = {reprint.document_id: reprint.original_id for reprint in facts.reprints()}
        for again in (False, True) if self._originals else (False,):
            for document_id, statements in groupby(facts.statements(), key=lambda s: s.document_id):
                if (document_id in self._originals) is again:
                    self._document(document_id, list(statements))

    def profiles(self) -> Profiles:
        """All that was read so far."""
        return Profiles(dict(sorted(self._by_id.items())), self._of_referent)

    def ensure(self, name: str, type_key: str, evidence: Iterable[Span]) -> str:
        """Id of the profile of a body that no document need name by itself, such as the bank of a branch.

        Args:
            name: the body's full name.
            type_key: its type.
            evidence: where documents name what it was concluded from.
        """
        referent = _Referent(name)
        referent.types[type_key] = 0.0
        profile = self._profile("", referent, frozenset())
        if not profile.names:
            profile.names[name] = 1
            profile.types[type_key] += 1.0
            profile.documents.update({span.document_id: span for span in evidence})
        return profile.id

    def kind(self, type_key: str) -> str:
        """What things of this type can be one with."""
        if type_key not in self.ontology.types:
            return type_key
        return BODY if type_key == PARK or self.ontology.is_a(type_key, BODY) else type_key

    def _document(self, document_id: str, statements: list[Statement]) -> None:
        referents = _referents(statements)
        context = context_of((name for r in referents.values() for name in (r.name, *r.aliases)), self.divisions)
        for local_id, referent in referents.items():
            self._place(referent, context)
            profile = self._profile(document_id, referent, context)
            self._of_referent[referent_id(document_id, local_id)] = profile.id
            _add(profile, document_id, referent, self._original(document_id), self._own(profile, referent))
        self._relate(document_id, statements)
        self._remark(document_id, statements)

    def _place(self, referent: _Referent, context: frozenset[str]) -> None:
        """Give an agency or a zone that leaves out its place (市科技局, 高新区) the name that its document tells."""
        if referent.type in (AGENCY, PARK):
            full = placed(referent.name, context, self.divisions, self.gazetteer)
            if full != referent.name:
                referent.aliases.add(referent.name)
                referent.name = full

    def _own(self, profile: Profile, referent: _Referent) -> set[str]:
        """The other names that mean something outside their document: what one calls “公司” is no 公司 to all."""
        others = referent.aliases - {referent.name}
        if profile.kind != BODY or profile.local:
            return others
        return {alias for alias in others if self.parser.parse(alias).form != fold(alias)}

    def _profile(self, document_id: str, referent: _Referent, context: frozenset[str]) -> Profile:
        kind, entry = self._listed(referent)
        division = meant(referent.name, context, self.divisions) if kind == REGION else None
        parts = self.parser.parse(referent.name)
        listed = entry is not None or division is not None
        local = kind == PERSON or (kind == BODY and not listed and parts.generic)
        code = division.code if division else entry.division if entry else ""
        key = division.code if division else _key(kind, entry.name if entry else referent.name)
        profile_id = content_id("e", kind, key, self._original(document_id)) if local else content_id("e", kind, key)
        if profile_id not in self._by_id:
            self._by_id[profile_id] = Profile(profile_id, kind, key, local, parts, entry, code)
        return self._by_id[profile_id]

    def _original(self, document_id: str) -> str:
        return self._originals.get(document_id, document_id)

    def _listed(self, referent: _Referent) -> tuple[str, Entry | None]:
        """The referent's kind and its entry: one of another kind only where the two are kinds of places or bodies."""
        kind = self.kind(referent.type)
        entry = lookup(referent.name, self.gazetteer, self.parser)
        if entry is None:
            return kind, None
        listed = self.kind(entry.type)
        if listed == kind or {kind, listed} == {BODY, REGION}:
            return listed, entry
        return kind, None

    def _relate(self, document_id: str, statements: Iterable[Statement]) -> None:
        for statement in statements:
            if statement.literal or statement.status is Status.NEGATED:
                continue
            ends = [self._of_referent.get(referent_id(document_id, r)) for r in (statement.subject, statement.object)]
            subject, target = (self._by_id.get(end or "") for end in ends)
            if subject and target and {subject.kind, target.kind} <= {BODY, PERSON}:
                subject.neighbours.add((statement.predicate, target.id))
                target.neighbours.add((f"{statement.predicate}<", subject.id))

    def _remark(self, document_id: str, statements: Iterable[Statement]) -> None:
        for statement in statements:
            remark = _REMARKS.get(statement.predicate)
            if remark is None or statement.literal or statement.status is not Status.ASSERTED:
                continue
            ends = [self._of_referent.get(referent_id(document_id, r)) for r in (statement.subject, statement.object)]
            subject, target = (self._by_id.get(end or "") for end in ends)
            if subject and target and subject.kind == BODY and target.names:
                self._by_id[subject.id].told.add(remark.format(target.name))


def lookup(name: str, gazetteer: Gazetteer, parser: NameParser) -> Entry | None:
    """The gazetteer's entry of a name, which may carry a legal form that the listed name lacks."""
    entry = gazetteer.lookup(name)
    if entry is None:
        parts = parser.parse(name)
        if parts.legal and not parts.units:
            folded = fold(name)
            entry = next((e for end in _LEGAL_ENDS if (e := gazetteer.lookup(folded.removesuffix(end)))), None)
            # 中国电信股份有限公司 is not 中国电信集团有限公司, although both are called 中国电信.
            listed = parser.parse(entry.name) if entry else None
            other = listed is not None and listed.legal and listed.stem != parts.stem
            return entry if entry and not other and entry.type not in NEVER_REGISTERED else None
    return entry


NEVER_REGISTERED = frozenset({PARK, REGION, AGENCY, "University", "Lab"})
"""Types of what bears no legal form: 天津泰达 is a zone, 天津泰达股份有限公司 a firm."""
_LEGAL_ENDS = ("股份有限公司", "有限责任公司", "有限公司")


def _referents(statements: Iterable[Statement]) -> dict[str, _Referent]:
    """The referents that a NAME statement names, sorted by local id."""
    found: defaultdict[str, _Referent] = defaultdict(_Referent)
    for statement in statements:
        if not statement.literal:
            continue
        referent = found[statement.subject]
        if statement.predicate == NAME and (len(statement.object), statement.object) > (
            len(referent.name),
            referent.name,
        ):
            referent.aliases.update({referent.name} - {""})
            referent.name, referent.evidence = statement.object, statement.evidence
        elif statement.predicate in (NAME, ALIAS):
            referent.aliases.add(statement.object)
        elif statement.predicate == TYPE:
            referent.types[statement.object] += statement.confidence
    return {local: r for local, r in sorted(found.items()) if fold(r.name) and r.types}


def _add(profile: Profile, document_id: str, referent: _Referent, original: str, aliases: set[str]) -> None:
    counts = profile.voices.setdefault(original, document_id) == document_id
    profile.names[referent.name] += counts
    for alias in sorted(aliases):
        profile.aliases[alias] += counts
    for key, weight in referent.types.items():
        profile.types[key] += weight * counts
    if referent.evidence:
        profile.documents.setdefault(document_id, referent.evidence)


def _key(kind: str, name: str) -> str:
    key = name_key(name)
    if kind == INDUSTRY:
        return next((key.removesuffix(w) for w in _FIELD_WORDS if key.endswith(w) and len(key) > len(w) + 1), key)
    return key


def by_name(profiles: Iterable[Profile]) -> Iterator[tuple[str, Profile]]:
    """Each profile with the key of each of its names, the preferred first."""
    for profile in profiles:
        yield profile.key, profile
        for name in dict.fromkeys(map(name_key, sorted((*profile.names, *profile.aliases)))):
            if name != profile.key:
                yield name, profile
