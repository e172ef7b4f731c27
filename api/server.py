"""Runs the API with uvicorn."""

from __future__ import annotations

import copy
import socket
from collections.abc import Callable
from typing import Any

import uvicorn
from uvicorn.config import LOGGING_CONFIG

from api.app import create_app
from kg.errors import SettingsError
from kg.settings import Settings


def serve(
    settings: Settings, host: str, port: int, announce: Callable[[str], None], *, token: str | None = None
) -> None:
    """Serve API and start page until SIGINT or SIGTERM, and end in good order.

    Args:
        settings: of the workspace that is served.
        host: address to listen on.
        port: port to listen on; 0 takes a free one.
        announce: is told the URL as soon as connections are accepted.
        token: what a request must carry to write judgements; None if nobody may.

    Raises:
        SettingsError: one cannot listen there.
    """
    app = create_app(settings, token=token)
    server = uvicorn.Server(uvicorn.Config(app, log_config=_logging(), server_header=False))
    with _listening(host, port) as listening:
        shown = f"[{host}]" if ":" in host else host
        announce(f"http://{shown}:{listening.getsockname()[1]}")
        server.run(sockets=[listening])


def _listening(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server(
            (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=2048
        )
    except OSError as error:
        msg = f"cannot listen on {host} port {port}: {error.strerror}; choose another address or port"
        raise SettingsError(msg) from error


def _logging() -> dict[str, Any]:
    """Uvicorn's own logging, but with requests on standard error: standard output is for answers."""
    config = copy.deepcopy(LOGGING_CONFIG)
    config["handlers"]["access"]["stream"] = "ext://sys.stderr"
    return config
