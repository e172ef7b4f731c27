"""The routes, one module per kind of question; each only translates between HTTP and a query."""

from __future__ import annotations

from api.routes import documents, entities, export, finance, graph, judgements, page, sparql, vocabulary

ROUTERS = (
    entities.router,
    finance.router,
    graph.router,
    sparql.router,
    documents.router,
    judgements.router,
    export.router,
    vocabulary.router,
)
"""What is served under /api/v1."""
PAGE = page.router
"""The start page."""
