"""Where 这里, 园里 or a bare 落户 points: the park or region of which the text has just spoken."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.analysis import Name, Referent
from kg.extract.rules.skeleton import Skeleton, with_subjects
from kg.extract.rules.units import ANY, CLASSES, Unit

_HERE = re.compile(
    f"(?<![{ANY}从])(?:这里|那里|此地|此处|当地)(?!的?(?:政府|居民|百姓|人|媒体))|(?<=[在于])此(?![次前后间外基背过期时番类刻])"
)
_WITHIN = re.compile(
    f"(?<![{ANY}校公家花乐果物儿业技术工山动植学个田庄菜茶陵])(?:园区(?:[里内中]|企业)|园[里内中](?!心)|区内|入园)"
)
_SORT = re.compile(
    "(?<=[在到于入驻户进回由])(?:新区|开发区|高新区|保税区|示范区|自贸区|科技城|产业园|科技园|大学城|科创园|园区)"
    f"(?![{ANY}内里]|和|与|管委会|政府)"
)
"""A sort of place for the one of that sort, behind a verb or preposition of place (在新区设点)."""
_BARE = re.compile(
    "(?:落户|入驻|进驻|入园|落脚|安家|扎根|落地生根|搬了?进来|搬过来|搬来|迁来|入住)(?:了|于此|于此处)?"
    "(?=[，。；！？]|办公|发展|经营|生产|的[^，。；]{0,4}(?:企业|公司|机构))"
)
_SAID_WHERE = re.compile("[在于到至从][^，。；]{1,8}$")
_GROUNDS = re.compile(
    "(?:园|区|基地|城|港|谷|小镇|镇|广场|大厦|中心|空间|楼|院|坊|湾|岛)(?:[（(][^（）()]{1,12}[）)])?$"
)
"""How the name of a park ends that has a gate, unlike 中关村."""
_FAR, _NEAR = 280, 90
"""How many characters back a park is still meant, and a place by 这里."""
_TRUST = 0.82


class Places:
    """Fills in the places that sentences only point at, sentence by sentence.

    Args:
        names: the decided names of the document, which tell what it mostly speaks of.
        referents: what they name.
    """

    def __init__(self, names: Sequence[Name], referents: Sequence[Referent]) -> None:
        self._referents = referents
        self._told = Counter(name.referent for name in names if name.type == "Park")
        self._seen: list[Unit] = []
        self._at = 0

    def fill(self, bare: Skeleton) -> Skeleton:
        """The skeleton of the next sentence with a unit at every word that points at a place."""
        if not bare.text:
            return bare
        self._at = bare.starts[0]
        self._seen = [unit for unit in self._seen if unit.start > self._at - _FAR]
        here = [(at, unit) for at, unit in bare.units.items() if unit.character in CLASSES["place"]]
        pointed = {at: unit for at, unit in self._pointed(bare.text, here) if unit}
        self._seen += [unit for _, unit in here if not unit.carried]
        return with_subjects(bare, pointed)

    def _pointed(self, text: str, here: list[tuple[int, Unit]]) -> Iterator[tuple[int, Unit | None]]:
        starts = [at for at, _ in here]
        for word in _HERE.finditer(text):
            yield word.start(), self._latest(here[: bisect_left(starts, word.start())])
        for word in _WITHIN.finditer(text):
            yield word.start(), self._park(here[: bisect_left(starts, word.start())])
        for word in _SORT.finditer(text):
            yield word.start(), self._of_sort(word.group(), here[: bisect_left(starts, word.start())])
        for word in _BARE.finditer(text):
            if _SAID_WHERE.search(text, max(0, word.start() - 10), word.start()):
                continue
            yield word.end(), self._park(here[: bisect_left(starts, word.start())])

    def _latest(self, here: list[tuple[int, Unit]]) -> Unit | None:
        """The park named last, or where there is none, the region."""
        near = [unit for unit in self._seen if unit.start > self._at - _NEAR]
        near += [unit for _, unit in here]
        parks = [unit for unit in near if self._can_be_entered(unit)]
        if not near:
            return None
        last = (parks or near)[-1]
        return _pointing(last) if len(last.referents) == 1 else None

    def _of_sort(self, sort: str, here: list[tuple[int, Unit]]) -> Unit | None:
        """The place named last whose name ends in the sort, for 园区 any park."""
        if sort == "园区":
            return self._park(here)
        near = self._seen + [unit for _, unit in here]
        fits = [u for u in near if len(u.referents) == 1 and self._referents[u.referents[0]].name.endswith(sort)]
        return _pointing(fits[-1]) if fits else None

    def _park(self, here: list[tuple[int, Unit]]) -> Unit | None:
        """The park that the text names most, of those named a few sentences back; of equals the last."""
        beside = [unit for _, unit in here if self._can_be_entered(unit)]
        if beside:
            return _pointing(beside[-1])
        parks = [unit for unit in self._seen if self._can_be_entered(unit)]
        most = max(reversed(parks), key=lambda unit: self._told[unit.referents[0]], default=None)
        return _pointing(most) if most else None

    def _can_be_entered(self, unit: Unit) -> bool:
        return unit.kind == "park" and len(unit.referents) == 1 and has_grounds(self._referents[unit.referents[0]].name)


def has_grounds(park: str) -> bool:
    """Whether a park of this name has a gate, so that 园区 can mean it: no quarter such as 中关村."""
    return bool(_GROUNDS.search(park))


def _pointing(unit: Unit) -> Unit:
    return replace(unit, trust=round(unit.trust * _TRUST, 3), carried="", tail="")
