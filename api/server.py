"""Runs the API with uvicorn."""

from __future__ import annotations

import uvicorn

from api.app import create_app
from kg.settings import Settings


def serve(settings: Settings, host: str, port: int) -> None:
    """Serve API and start page on `host` and `port` until interrupted."""
    uvicorn.run(create_app(settings), host=host, port=port, log_level="info", server_header=False)
