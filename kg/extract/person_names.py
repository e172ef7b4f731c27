"""How likely a stretch of characters is a Chinese person's name, against its being ordinary words."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kg.tables import rows

IMPOSSIBLE = -math.inf

_CORPUS = 60_101_967
"""Words of the corpus behind jieba's dictionary: the sum of its counts."""
_LONGEST_WORD = 6

# Shares of names, by eye: the hundred commonest surnames cover six people of seven and fall off like rank^-0.7;
# one present-day name in seven has a single given character.
_COMMONEST, _DECAY, _OTHER, _COMPOUND = 0.07, 0.7, 1e-4, 1e-3
_GIVEN = {"common": math.log(4.5e-3), "usual": math.log(5e-4)}
_RARE = math.log(1e-5)
_LISTED = 7.0
_ONE, _TWO = math.log(0.15), math.log(0.85)

_FORMS_OF_ADDRESS = frozenset("某总姐哥叔姨婆爷妈氏老嫂伯董局处工院校们家")
_ADDRESSES = re.compile(
    "先生|女士|小姐|师傅|老师|经理|主任|教授|医生|书记|博士|院士|大爷|大妈|奶奶|阿姨|老板|同学|律师|部长|处长|局长|院长|法官"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a run of characters: offsets in the run, and by how many nats it beat the reading without it."""

    start: int
    end: int
    margin: float


class PersonNames:
    """Surnames and given-name characters, and the search for names in a run of Chinese characters.

    Args:
        frequency: how often a word stands in the dictionary's corpus, 0 for what is no word.
        tag: the dictionary's part of speech of a word, `nr` and the like for names.
    """

    def __init__(self, frequency: Callable[[str], int], tag: Callable[[str], str]) -> None:
        self._frequency = frequency
        self._tag = tag
        self._surnames = {row["name"]: _surname(row) for row in rows("surnames.tsv")}
        self._given = {row["name"]: _GIVEN[row["grade"]] for row in rows("given_names.tsv")}

    def likelihood(self, name: str) -> float:
        """Log probability of `name` among all names; IMPOSSIBLE if it has no surname or is an address (王总)."""
        best = IMPOSSIBLE
        for length in (1, 2):
            surname, given = self._surnames.get(name[:length]), name[length:]
            if surname is None or not 1 <= len(given) <= 2 or _is_address(given):
                continue
            letters = sum(self._given.get(letter, _RARE) for letter in given)
            best = max(best, surname + letters + (_ONE if len(given) == 1 else _TWO))
        return max(best, self._listed(name)) if best > IMPOSSIBLE else best

    def _listed(self, name: str) -> float:
        """Log probability of a full name in the dictionary, whose shorter ones and odd ones are often words."""
        if (
            len(name) < 3
            or not self._tag(name).startswith("nr")
            or any(letter not in self._given for letter in name[1:])
        ):
            return IMPOSSIBLE
        return math.log(self._frequency(name) / _CORPUS) + _LISTED

    def is_surname(self, text: str) -> bool:
        """Whether `text` is a surname of one or two characters."""
        return text in self._surnames

    def is_word(self, text: str, often: int) -> bool:
        """Whether `text` is a word that the dictionary's corpus has at least `often` times."""
        return self._frequency(text) >= often

    def made_of_words(self, run: str) -> bool:
        """Whether a run of three characters is a word of two and another character (昨获悉), or a title (男记者)."""
        return any(self._frequency(part) for part in (run[:2], run[1:]))

    def find(self, run: str, context: Callable[[int, int], float]) -> list[Found]:
        """The names on the likeliest reading of `run` as words and names.

        Args:
            run: Chinese characters without a break.
            context: log odds that a name stands at these offsets, by what stands around it.
        """
        size = len(run)
        best, without = [0.0] * (size + 1), [0.0] * (size + 1)
        names: dict[int, tuple[int, float]] = {}
        for start in range(size - 1, -1, -1):
            words = self._words(run, start)
            without[start] = max(score + without[end] for end, score in words)
            best[start] = max(score + best[end] for end, score in words)
            for end, score in self._names(run, start, context):
                if score + best[end] > best[start]:
                    names[start] = (end, score + best[end] - best[start])
                    best[start] = score + best[end]
        return _walk(run, best, names, self._words)

    def _words(self, run: str, start: int) -> list[tuple[int, float]]:
        found = [(start + 1, math.log((self._frequency(run[start]) or 0.5) / _CORPUS))]
        for end in range(start + 2, min(start + _LONGEST_WORD, len(run)) + 1):
            count = self._frequency(run[start:end])
            if count:
                found.append((end, math.log(count / _CORPUS)))
        return found

    def _names(self, run: str, start: int, context: Callable[[int, int], float]) -> list[tuple[int, float]]:
        if run[start] not in self._surnames and run[start : start + 2] not in self._surnames:
            return []
        ends = range(start + 2, min(start + 4, len(run)) + 1)
        scored = [(end, self.likelihood(run[start:end])) for end in ends]
        return [(end, score + context(start, end)) for end, score in scored if score > IMPOSSIBLE]


def _walk(
    run: str,
    best: list[float],
    names: Mapping[int, tuple[int, float]],
    words: Callable[[str, int], list[tuple[int, float]]],
) -> list[Found]:
    found, at = [], 0
    while at < len(run):
        if at in names:
            end, margin = names[at]
            found.append(Found(at, end, margin))
        else:
            end = max(words(run, at), key=lambda word: word[1] + best[word[0]])[0]
        at = end
    return found


def _surname(row: Mapping[str, str]) -> float:
    if row["rank"]:
        return math.log(_COMMONEST / int(row["rank"]) ** _DECAY)
    return math.log(_COMPOUND if len(row["name"]) > 1 else _OTHER)


def _is_address(given: str) -> bool:
    return (
        bool(_ADDRESSES.fullmatch(given))
        or given[0] == "某"
        or given[-1] == "某"
        or (len(given) == 1 and given in _FORMS_OF_ADDRESS)
    )
