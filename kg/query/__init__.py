"""The questions that can be asked of a published graph: one module and one typed function for each."""

from __future__ import annotations

from kg.query.card import Card, card
from kg.query.financing import Financing, financiers
from kg.query.lookup import find, get
from kg.query.moves import Move, Moves, moves
from kg.query.neighbourhood import Neighbourhood, neighbourhood
from kg.query.paths import Path, Paths, paths
from kg.query.portfolio import Portfolio, portfolio
from kg.query.regions import Area, area
from kg.query.search import Hit, search
from kg.query.selection import concrete_types
from kg.query.statistics import Statistics, statistics
from kg.query.whole import whole_graph

__all__ = [
    "Area",
    "Card",
    "Financing",
    "Hit",
    "Move",
    "Moves",
    "Neighbourhood",
    "Path",
    "Paths",
    "Portfolio",
    "Statistics",
    "area",
    "card",
    "concrete_types",
    "financiers",
    "find",
    "get",
    "moves",
    "neighbourhood",
    "paths",
    "portfolio",
    "search",
    "statistics",
    "whole_graph",
]
