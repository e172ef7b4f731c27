"""Counts the steps that a regular expression takes, which neither a clock nor a profiler can do.

The standard library's engine is C and tells nothing of its work. Here the same expressions, as `re` parses them, are
tried the same way, by backtracking, and every node and every character that is tried is a step. The engine itself may
do less, where it looks ahead for a literal, and never more; `test_hostile_patterns.py` holds this one to its results.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from functools import lru_cache
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

Then = Callable[[int], bool]
Matcher = Callable[[int, Then], bool]
Tree = list[tuple[Any, Any]]

_CATEGORIES = {
    op.CATEGORY_DIGIT: r"\d",
    op.CATEGORY_NOT_DIGIT: r"\D",
    op.CATEGORY_SPACE: r"\s",
    op.CATEGORY_NOT_SPACE: r"\S",
    op.CATEGORY_WORD: r"\w",
    op.CATEGORY_NOT_WORD: r"\W",
}
_SINGLE = frozenset({op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN})
_REPEATS = frozenset({op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT})


class TooManySteps(Exception):
    """An expression took more steps than it was allowed."""


class Trial:
    """An expression on a text, with the steps that it takes.

    Args:
        pattern: the expression.
        text: what it is tried on.
        most: steps after which to give up.
    """

    def __init__(self, pattern: re.Pattern[str], text: str, most: int = sys.maxsize) -> None:
        self.steps = 0
        self._most = most
        self._folds = bool(pattern.flags & re.IGNORECASE)
        self._dot_is_all = bool(pattern.flags & re.DOTALL)
        self._text = text.lower() if self._folds else text
        self._match = self._sequence(tree(pattern))
        self._groups: dict[int, tuple[int, int]] = {}

    def end(self, start: int) -> int | None:
        """Where the match that begins at `start` ends, None if there is none."""
        self._groups.clear()
        ends: list[int] = []
        return ends[0] if self._match(start, lambda at: not ends.append(at)) else None  # type: ignore[func-returns-value]

    def search(self) -> Iterator[tuple[int, int]]:
        """All matches from left to right, as `finditer` gives them."""
        at = 0
        while at <= len(self._text):
            end = self.end(at)
            if end is not None:
                yield at, end
            at = at + 1 if end is None or end == at else end

    def fits_whole(self) -> bool:
        """Whether the expression matches all of the text, as `fullmatch` tells."""
        self._groups.clear()
        return self._match(0, lambda at: at == len(self._text))

    def _step(self) -> None:
        self.steps += 1
        if self.steps > self._most:
            raise TooManySteps

    def _sequence(self, nodes: Tree) -> Matcher:
        matchers = [self._node(*node) for node in nodes]

        def match(at: int, then: Then, number: int = 0) -> bool:
            if number == len(matchers):
                return then(at)
            return matchers[number](at, lambda end: match(end, then, number + 1))

        return matchers[0] if len(matchers) == 1 else match

    def _node(self, kind: Any, told: Any) -> Matcher:
        if kind in _SINGLE:
            fits = self._character(kind, told)
            return lambda at, then: fits(at) and then(at + 1)
        if kind in _REPEATS:
            return self._repeat(kind, *told)
        return {
            op.SUBPATTERN: self._group,
            op.BRANCH: self._branch,
            op.ASSERT: lambda told: self._look(*told, wanted=True),
            op.ASSERT_NOT: lambda told: self._look(*told, wanted=False),
            op.ATOMIC_GROUP: self._atomic,
            op.AT: self._place,
            op.GROUPREF: self._again,
        }[kind](told)

    def _character(self, kind: Any, told: Any) -> Callable[[int], bool]:
        text = self._text
        listed: list[Any] = told if kind is op.IN else [(op.NEGATE, None), (op.LITERAL, told)]
        if kind is op.LITERAL:
            listed = [(op.LITERAL, told)]
        elif kind is op.ANY:
            listed = [(op.NEGATE, None)] if self._dot_is_all else [(op.NEGATE, None), (op.LITERAL, ord("\n"))]
        held = _Held(listed, folds=self._folds)

        def fits(at: int) -> bool:
            self._step()
            return at < len(text) and held[text[at]]

        return fits

    def _repeat(self, kind: Any, least: int, most: Any, body: Tree) -> Matcher:
        most = sys.maxsize if most is op.MAXREPEAT else int(most)
        if len(body) == 1 and body[0][0] in _SINGLE:
            return self._run(kind, least, most, self._character(*body[0]))
        item = self._sequence(list(body))
        if kind is op.POSSESSIVE_REPEAT:
            return self._possessive(least, most, item)

        def match(at: int, then: Then, count: int = 0) -> bool:
            self._step()

            def more(end: int) -> bool:
                return (end > at or count < least) and match(end, then, count + 1)

            if kind is op.MAX_REPEAT:
                return (count < most and item(at, more)) or (count >= least and then(at))
            return (count >= least and then(at)) or (count < most and item(at, more))

        return match

    def _run(self, kind: Any, least: int, most: int, fits: Callable[[int], bool]) -> Matcher:
        """A repeated single character, without the recursion."""

        def lazy(at: int, then: Then) -> bool:
            end = at
            while end - at < least:
                if not fits(end):
                    return False
                end += 1
            while not then(end):
                if end - at >= most or not fits(end):
                    return False
                end += 1
            return True

        def greedy(at: int, then: Then) -> bool:
            end = at
            while end - at < most and fits(end):
                end += 1
            if kind is op.POSSESSIVE_REPEAT:
                return end - at >= least and then(end)
            return any(self._back(then, stop) for stop in range(end, at + least - 1, -1))

        return lazy if kind is op.MIN_REPEAT else greedy

    def _back(self, then: Then, stop: int) -> bool:
        self._step()
        return then(stop)

    def _possessive(self, least: int, most: int, item: Matcher) -> Matcher:
        def match(at: int, then: Then) -> bool:
            count = 0
            while count < most:
                ends: list[int] = []
                if not item(at, lambda end, ends=ends: not ends.append(end)) or ends[0] == at:  # type: ignore[misc]
                    break
                at, count = ends[0], count + 1
            return count >= least and then(at)

        return match

    def _group(self, told: Any) -> Matcher:
        number, flags, _, body = told
        outside = self._dot_is_all
        self._dot_is_all = outside or bool(flags & re.DOTALL)
        inner = self._sequence(list(body))
        self._dot_is_all = outside

        def match(at: int, then: Then) -> bool:
            def closed(end: int) -> bool:
                before = self._groups.get(number)
                self._groups[number] = at, end
                if then(end):
                    return True
                if before is None:
                    self._groups.pop(number, None)
                else:
                    self._groups[number] = before
                return False

            return inner(at, closed)

        return match if number is not None else inner

    def _branch(self, told: Any) -> Matcher:
        ways = [self._sequence(list(way)) for way in told[1]]

        def match(at: int, then: Then) -> bool:
            self._step()
            return any(way(at, then) for way in ways)

        return match

    def _look(self, direction: int, body: Any, *, wanted: bool) -> Matcher:
        inner = self._sequence(list(body))
        width = body.getwidth()[0] if direction < 0 else 0

        def match(at: int, then: Then) -> bool:
            self._step()
            found = at >= width and inner(at - width, lambda _: True)
            return found is wanted and then(at)

        return match

    def _atomic(self, told: Any) -> Matcher:
        return self._possessive(1, 1, self._sequence(list(told))) if told.getwidth()[0] else self._once(told)

    def _once(self, told: Any) -> Matcher:
        inner = self._sequence(list(told))

        def match(at: int, then: Then) -> bool:
            ends: list[int] = []
            return inner(at, lambda end: not ends.append(end)) and then(ends[0])  # type: ignore[func-returns-value]

        return match

    def _place(self, told: Any) -> Matcher:
        text = self._text
        here: Callable[[int], bool] = {
            op.AT_BEGINNING: lambda at: at == 0,
            op.AT_BEGINNING_STRING: lambda at: at == 0,
            op.AT_END: lambda at: at == len(text) or text[at:] == "\n",
            op.AT_END_STRING: lambda at: at == len(text),
            op.AT_BOUNDARY: lambda at: _wordlike(text, at - 1) != _wordlike(text, at),
        }[told]

        def match(at: int, then: Then) -> bool:
            self._step()
            return here(at) and then(at)

        return match

    def _again(self, told: Any) -> Matcher:
        def match(at: int, then: Then) -> bool:
            self._step()
            if told not in self._groups:
                return False
            start, end = self._groups[told]
            return self._text.startswith(self._text[start:end], at) and then(at + end - start)

        return match


class _Held(dict[str, bool]):
    """Whether a set of characters holds one, remembered."""

    def __init__(self, listed: Tree, *, folds: bool) -> None:
        super().__init__()
        self._negated = listed[:1] == [(op.NEGATE, None)]
        self._listed = listed[self._negated :]
        self._folds = folds

    def __missing__(self, character: str) -> bool:
        either = {character, character.upper()} if self._folds else {character}
        self[character] = any(_in(each, *told) for each in either for told in self._listed) is not self._negated
        return self[character]


def _in(character: str, kind: Any, told: Any) -> bool:
    if kind is op.LITERAL:
        return bool(ord(character) == told)
    if kind is op.RANGE:
        return bool(told[0] <= ord(character) <= told[1])
    return re.match(_CATEGORIES[told], character) is not None


@lru_cache(maxsize=1024)
def tree(pattern: re.Pattern[str]) -> Tree:
    """What `re` makes of the expression before it compiles it."""
    return list(parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE))


def _wordlike(text: str, at: int) -> bool:
    return 0 <= at < len(text) and re.match(r"\w", text[at]) is not None


def attacks(pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    """What an expression might be made to try in many ways: for each of its repeats, what leads to it and what it eats.

    The text of an attack is the first of a pair and then the second again and again.
    """
    nodes = tree(pattern)
    whole = [("", _sample(nodes, way)) for way in range(2)]
    pairs = [*_repeats(nodes, ""), *whole, *(("", piece) for piece in ("在中", "1", "万亿", "甲"))]
    return [pair for pair in dict.fromkeys(pairs) if pair[1]]


def _repeats(nodes: Tree, before: str) -> Iterator[tuple[str, str]]:
    for kind, told in nodes:
        if kind in _REPEATS:
            least, most, body = told
            if most is op.MAXREPEAT or (int(most) > int(least) + _FEW and body[0][0] not in _SINGLE):
                yield from ((before, _sample(list(body), way)) for way in range(_ways(list(body))))
            yield from _repeats(list(body), before)
        elif kind is op.SUBPATTERN:
            yield from _repeats(list(told[3]), before)
        elif kind is op.BRANCH:
            for way in told[1]:
                yield from _repeats(list(way), before)
        elif kind is op.ATOMIC_GROUP:
            yield from _repeats(list(told), before)
        before += _sample([(kind, told)], 0)


_FEW = 6
_ANYTHING = "甲在中1a A，、。的（”“岚\n是为万亿年月"


def _ways(nodes: Tree) -> int:
    """How many samples show the alternatives of a repeated piece."""
    return max((len(told[1]) for kind, told in nodes if kind is op.BRANCH), default=1)


def _sample(nodes: Tree, way: int) -> str:
    """A text that fits, alternatives chosen by number; what is optional is there."""
    return "".join(_sampled(kind, told, way) for kind, told in nodes)


def _sampled(kind: Any, told: Any, way: int) -> str:
    if kind in _SINGLE:
        return _character(kind, told)
    if kind in _REPEATS:
        return _sample(list(told[2]), way) * max(1, int(told[0]))
    if kind is op.BRANCH:
        return _sample(list(told[1][way % len(told[1])]), way)
    if kind is op.SUBPATTERN:
        return _sample(list(told[3]), way)
    return _sample(list(told), way) if kind is op.ATOMIC_GROUP else ""


def _character(kind: Any, told: Any) -> str:
    if kind is op.LITERAL:
        return chr(told)
    listed: list[Any] = (
        told if kind is op.IN else [(op.NEGATE, None), (op.LITERAL, told if kind is op.NOT_LITERAL else 10)]
    )
    held = _Held(listed, folds=False)
    named = [chr(each if which is op.LITERAL else each[0]) for which, each in listed if which in {op.LITERAL, op.RANGE}]
    return next((each for each in (*named, *_ANYTHING) if held[each]), "甲")
