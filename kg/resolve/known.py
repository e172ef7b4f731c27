"""What public tables tell of names: other names of one body, what it belongs to, and where its seat is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from kg.gazetteer import Gazetteer
from kg.resolve.tables import Seated, Tables, key, number, without_form
from kg.settings import shipped

_NATION = re.compile("^(?:中华人民共和国|中国(?=[^ ]{6,}(?:公司|集团)))")
_FORM = re.compile("^(?:股份|集团)?有限公司")
_SHORTEST_TAIL = 2
_LONGEST_OWNER = 24


@dataclass(frozen=True, slots=True)
class Meaning:
    """One body that a name may mean.

    Args:
        body: the body's number in its tables; one body has one number, however many names.
        name: the full name by which it is listed.
        type: key of its entity type.
        way: how the name names it: name, alias, english, former, short, popular or code.
        ambiguous: whether the name is known to mean other bodies as well.
    """

    body: int
    name: str
    type: str
    way: str
    ambiguous: bool


class KnownNames:
    """The gazetteer and the tables of `data/names`. Make one with `KnownNames.load(gazetteer)` and pass it on.

    Args:
        tables: their rows.
    """

    def __init__(self, tables: Tables) -> None:
        numbers = number(tables.named, tables.below)
        self._names: dict[int, str] = {}
        found: defaultdict[str, dict[int, Meaning]] = defaultdict(dict)
        for row in tables.named:
            body = numbers[row.body]
            name = self._names.setdefault(body, row.name)
            meant = found[key(row.called)]
            if body not in meant or (meant[body].ambiguous and not row.ambiguous):
                meant[body] = Meaning(body, name, row.type, row.way, row.ambiguous)
        self._meanings = {called: tuple(meant.values()) for called, meant in found.items()}
        ties: defaultdict[int, dict[int, str]] = defaultdict(dict)
        for tie in tables.below:
            ties[numbers[key(tie.name), tie.type]].setdefault(numbers[key(tie.above), tie.above_type], tie.relation)
        self._ties: Mapping[int, Mapping[int, str]] = dict(ties)
        self._seats = {numbers[key(row.name), row.type]: row for row in tables.seated}

    @classmethod
    def load(cls, gazetteer: Gazetteer, folder: Path | None = None) -> Self:
        """What the shipped tables tell, or those of another folder.

        Raises:
            SettingsError: a table is malformed.
        """
        return cls(Tables.read(gazetteer, folder or shipped("data", "names")))

    def meanings(self, name: str) -> tuple[Meaning, ...]:
        """The bodies that a name may mean, none if it is in no table; a legal form that tables leave out may follow."""
        wanted = key(name)
        found = self._meanings.get(wanted) or self._meanings.get(_NATION.sub("", wanted))
        if not found and (bare := without_form(wanted)) != wanted:
            found = tuple(meaning for meaning in self._meanings.get(bare, ()) if not _in_full(meaning))
        return found or ()

    def directly_above(self, body: int) -> Mapping[int, str]:
        """What a body belongs to, with the relation."""
        return self._ties.get(body, {})

    def above(self, body: int) -> Mapping[int, str]:
        """Everything that a body belongs to, directly or not, with the relation of the last step."""
        found: dict[int, str] = {}
        waiting = [body]
        while waiting:
            for above, relation in self._ties.get(waiting.pop(), {}).items():
                if above not in found:
                    found[above] = relation
                    waiting.append(above)
        return found

    def seat(self, body: int) -> Seated | None:
        """Where a body has its seat."""
        return self._seats.get(body)

    def name(self, body: int) -> str:
        """The name by which a body is listed."""
        return self._names[body]

    def owner(self, name: str) -> tuple[Meaning, str] | None:
        """The listed body whose name a longer name begins with, and the rest: 天津大学|化工学院, 交行|河北省分行.

        Args:
            name: any name; a legal form behind the owner's name is left out of the rest.
        """
        wanted = key(name)
        for length in range(min(_LONGEST_OWNER, len(wanted) - _SHORTEST_TAIL), 1, -1):
            tail = _FORM.sub("", wanted[length:])
            if len(tail) < _SHORTEST_TAIL:
                continue
            for meant in self._meanings.get(wanted[:length], ()):
                if meant.type in _OWNERS and _fits_tail(meant.type, tail):
                    return meant, tail
        return None


_OWNERS = frozenset(
    {"University", "ResearchInstitute", "Bank", "Company", "GovernmentAgency", "Hospital", "Park", "InvestmentFirm"}
    | {"FinancialInstitution", "Organization"}
)
_UNIT_ENDS = {
    "Bank": "(?:分行|支行|分理处|营业部|营业室|中心|子公司|办事处)$",
    "Park": ("(?:园|区|基地|中心|城|港|谷|委员会|管委会|办公室|平台|孵化器|加速器|创新园|片区|社区|大厦|一期|期)$"),
    "Company": "(?:研究院|研究所|研究总院|院|所|分公司|事业部|分部|厂|中心|基地|实验室|部)$",
    "InvestmentFirm": "(?:分公司|部|中心)$",
    "FinancialInstitution": "(?:分公司|营业部|支公司|中心|部)$",
}
_INSTITUTE_END = (
    "(?:院|所|系|部|中心|实验室|校区|医院|中学|小学|附中|附小|园|基地|平台|馆|站|局|司|厅|委|委员会|处|办公室|"
    "台|会|社|总队|分局)$"
)


def _in_full(meaning: Meaning) -> bool:
    """Whether tables know the registered name, so that another name with a legal form is another firm's."""
    registered = key(meaning.name)
    return meaning.way != "former" and without_form(registered) != registered


def _fits_tail(kind: str, tail: str) -> bool:
    """Whether a body of this kind has units that are called so."""
    return bool(re.search(_UNIT_ENDS.get(kind, _INSTITUTE_END), tail))
