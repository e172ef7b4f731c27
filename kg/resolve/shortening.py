"""How a short name is made from a full one: which characters it keeps, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shortening:
    """A short name laid over a full one.

    Args:
        kept: share of the full name's characters that the short one keeps.
        runs: stretches of the full name that are kept.
        first: where in the full name the first kept character stands.
        last: how many characters of the full name stand behind the last kept one.
    """

    kept: float
    runs: int
    first: int
    last: int


def shorten(short: str, full: str) -> Shortening | None:
    """The way with the fewest stretches in which `short` keeps characters of `full` in order; None if there is none.

    Args:
        short, full: names without legal forms and marks.
    """
    if not short or len(short) >= len(full):
        return None
    # fewest[j]: fewest runs that lay short[:i] over full[:j], with short[i-1] on full[j-1]; and where they begin
    none = (len(full) + 1, 0)
    fewest = [(1, j) if full[j] == short[0] else none for j in range(len(full))]
    for letter in short[1:]:
        following = [none] * len(full)
        best = none
        for j in range(1, len(full)):
            if j >= 2:
                best = min(best, fewest[j - 2])
            if full[j] != letter:
                continue
            touching, apart = fewest[j - 1], (best[0] + 1, best[1])
            following[j] = min(touching, apart)
        fewest = following
    runs, begin, end = min((runs, begin, -j) for j, (runs, begin) in enumerate(fewest))
    if runs > len(full):
        return None
    return Shortening(len(short) / len(full), runs, begin, len(full) + end - 1)
