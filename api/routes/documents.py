"""The documents behind the graph."""

from __future__ import annotations

from fastapi import APIRouter

from api.dependencies import Documents, GraphStore, MinConfidence
from api.schemas import DocumentView
from kg.errors import NotFound
from kg.query.told import told_by

router = APIRouter(tags=["Documents · 文档"])


@router.get("/documents/{id}", summary="A document and what it tells · 原文与证据")
def document(
    id: str,  # noqa: A002 - the path's parameter
    documents: Documents,
    store: GraphStore,
    min_confidence: MinConfidence = 0.0,
) -> DocumentView:
    """The whole text, every relation that it supports with the offsets of its evidence, and who else published it."""
    found = documents.document(id)
    if found is None:
        msg = f"there is no document with the id {id}"
        raise NotFound(msg)
    return DocumentView.of(found, documents.reprints(like=id), told_by(store, id, min_confidence=min_confidence))
