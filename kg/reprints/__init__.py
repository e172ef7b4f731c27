"""Which documents are other publications of one report (转载), so that they count as one witness."""

from __future__ import annotations

from kg.reprints.comparison import shared_wording
from kg.reprints.groups import METHOD, Facts, find_reprints
from kg.reprints.wording import Wording

__all__ = ["METHOD", "Facts", "Wording", "find_reprints", "shared_wording"]
