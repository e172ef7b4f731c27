"""Clues in what kinds of bodies two names are said to be."""

from __future__ import annotations

from kg.resolve.clues.clue import Clue, Pair

_TIED = (
    {"Fund", "InvestmentFirm"},
    {"Fund", "Company"},
    {"Lab", "University"},
    {"Lab", "ResearchInstitute"},
    {"Lab", "Company"},
    {"Hospital", "University"},
    {"Park", "GovernmentAgency"},
    {"Incubator", "Company"},
    {"ResearchInstitute", "University"},
    {"ServicePlatform", "Company"},
    {"Park", "Company"},
)


def same_type(pair: Pair) -> Clue | None:
    """Both are of one type."""
    return Clue(1, f"both are of the type {pair.left.type}") if len(pair.types) == 1 else None


def tied_types(pair: Pair) -> Clue | None:
    """One type often belongs to the other: a laboratory to a university, a fund to its manager."""
    if pair.types in _TIED:
        return Clue(1, f"a {pair.left.type} and a {pair.right.type} are two things, often tied")
    return None


def foreign_types(pair: Pair) -> Clue | None:
    """The types can hardly be one body, nor are they often tied."""
    if len(pair.types) > 1 and pair.types not in _TIED and "Organization" not in pair.types:
        return Clue(1, f"a {pair.left.type} is no {pair.right.type}")
    return None


def fund_types(pair: Pair) -> Clue | None:
    """Both are funds: numbers and small words tell sister funds apart."""
    return Clue(1, "both are funds") if pair.types == {"Fund"} else None


def park_types(pair: Pair) -> Clue | None:
    """Both are parks or zones."""
    return Clue(1, "both are parks") if pair.types == {"Park"} else None


def public_types(pair: Pair) -> Clue | None:
    """Both are public bodies of one type, whose full names differ by single words."""
    public = ({"University"}, {"Hospital"}, {"GovernmentAgency"}, {"ResearchInstitute"}, {"Association"})
    return Clue(1, "both are public bodies") if pair.types in public else None
