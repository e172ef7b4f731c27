"""Puts the application together: resources, routes, errors and limits."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing

from fastapi import FastAPI

from api import errors
from api.dependencies import Resources
from api.description import describe
from api.limits import BodyLimit
from api.routes import PAGE, ROUTERS
from kg.ontology import Ontology
from kg.settings import Settings
from kg.store import open_store

PREFIX = "/api/v1"


def create_app(settings: Settings, *, token: str | None = None) -> FastAPI:
    """The application over the workspace, and the graph, of `settings`; it holds the graph open while it runs.

    Args:
        settings: of the workspace.
        token: what a request must carry to write judgements; None if nobody may.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with closing(open_store(settings)) as store:
            app.state.resources = Resources(settings, store, Ontology.load(), token)
            yield

    # The interactive pages that FastAPI offers load scripts from elsewhere, so they are left out.
    app = FastAPI(openapi_url=f"{PREFIX}/openapi.json", docs_url=None, redoc_url=None, lifespan=lifespan)
    app.add_middleware(BodyLimit)
    errors.install(app)
    for router in ROUTERS:
        app.include_router(router, prefix=PREFIX)
    app.include_router(PAGE)
    description: dict[str, object] = {}

    def openapi() -> dict[str, object]:
        if not description:
            description.update(describe(app))
        return description

    app.openapi = openapi  # type: ignore[method-assign]
    return app
