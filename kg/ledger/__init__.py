"""The ledger: documents, mentions, statements and judgements in one transactional store. SQLAlchemy lives here only."""

from __future__ import annotations

from kg.ledger.judging import RULE
from kg.ledger.ledger import Counts, Ledger, Recorded

__all__ = ["RULE", "Counts", "Ledger", "Recorded"]
