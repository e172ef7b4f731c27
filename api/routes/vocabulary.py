"""The vocabulary."""

from __future__ import annotations

from fastapi import APIRouter

from api.dependencies import Vocabulary
from api.schemas import OntologyView

router = APIRouter(tags=["Vocabulary · 本体"])


@router.get("/ontology", summary="Types, predicates, qualifiers · 本体")
def ontology(vocabulary: Vocabulary) -> OntologyView:
    """All terms with labels, definitions and examples in Chinese and English."""
    return OntologyView.of(vocabulary)
