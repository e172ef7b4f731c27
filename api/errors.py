"""What each error means over HTTP: one table from error class to status, told as problem+json (RFC 9457)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from kg.errors import (
    Ambiguous,
    DocumentError,
    ExportError,
    ExtractionError,
    ImportRefused,
    KGError,
    LedgerError,
    LLMError,
    NoGraph,
    NotAuthorised,
    NotFound,
    OntologyError,
    QueryError,
    QueryRefused,
    QueryTooCostly,
    ReadOnly,
    ResolutionError,
    SchemaConflict,
    SchemaTooNew,
    SettingsError,
    StorageFull,
    StoreBusy,
    StoreError,
    StoreUnreachable,
    TrainingError,
)

MEDIA_TYPE = "application/problem+json"

STATUS: Mapping[type[KGError], HTTPStatus] = {
    KGError: HTTPStatus.INTERNAL_SERVER_ERROR,
    NotFound: HTTPStatus.NOT_FOUND,
    Ambiguous: HTTPStatus.CONFLICT,
    QueryError: HTTPStatus.UNPROCESSABLE_ENTITY,
    QueryRefused: HTTPStatus.BAD_REQUEST,
    QueryTooCostly: HTTPStatus.UNPROCESSABLE_ENTITY,
    NoGraph: HTTPStatus.SERVICE_UNAVAILABLE,
    StoreError: HTTPStatus.SERVICE_UNAVAILABLE,
    StoreUnreachable: HTTPStatus.SERVICE_UNAVAILABLE,
    StoreBusy: HTTPStatus.SERVICE_UNAVAILABLE,
    SchemaConflict: HTTPStatus.CONFLICT,
    LedgerError: HTTPStatus.SERVICE_UNAVAILABLE,
    SchemaTooNew: HTTPStatus.SERVICE_UNAVAILABLE,
    StorageFull: HTTPStatus.INSUFFICIENT_STORAGE,
    SettingsError: HTTPStatus.INTERNAL_SERVER_ERROR,
    OntologyError: HTTPStatus.INTERNAL_SERVER_ERROR,
    DocumentError: HTTPStatus.UNPROCESSABLE_ENTITY,
    ExtractionError: HTTPStatus.UNPROCESSABLE_ENTITY,
    LLMError: HTTPStatus.BAD_GATEWAY,
    TrainingError: HTTPStatus.INTERNAL_SERVER_ERROR,
    ResolutionError: HTTPStatus.CONFLICT,
    ReadOnly: HTTPStatus.FORBIDDEN,
    NotAuthorised: HTTPStatus.UNAUTHORIZED,
    ExportError: HTTPStatus.INTERNAL_SERVER_ERROR,
    ImportRefused: HTTPStatus.UNPROCESSABLE_ENTITY,
}
"""Status of each error class; a class that is not listed has that of its closest base."""


def status_of(error: KGError) -> HTTPStatus:
    """The status that a response has after `error`."""
    return next(STATUS[base] for base in type(error).__mro__ if base in STATUS)


def problem(status: int, kind: str, detail: str, request: Request, **more: object) -> JSONResponse:
    """A response that says what is wrong.

    Args:
        status: of the response.
        kind: what is wrong in kebab case, stable for programs: `not-found`.
        detail: what is wrong here, for people.
        request: what was asked.
        more: members that only this kind of problem has.
    """
    content = {
        "type": f"urn:jjj-kg:problem:{kind}",
        "title": kind.replace("-", " ").capitalize(),
        "status": int(status),
        "detail": detail,
        "instance": request.url.path,
        **more,
    }
    return JSONResponse(content, int(status), media_type=MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Have `app` tell every error as a problem."""
    app.add_exception_handler(KGError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


def _ours(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, KGError)  # noqa: S101 - the type that the handler is registered for
    kind = re.sub(r"(?<!^)(?=[A-Z][a-z])", "-", type(error).__name__).lower()
    more: dict[str, object] = {}
    if isinstance(error, Ambiguous):
        more["candidates"] = [dict(zip(("id", "type", "name"), each, strict=True)) for each in error.candidates]
    response = problem(status_of(error), kind, str(error), request, **more)
    if isinstance(error, NotAuthorised):
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - the type that the handler is registered for
    faults = [{"where": ".".join(map(str, fault["loc"])), "message": fault["msg"]} for fault in error.errors()]
    detail = "; ".join(f"{fault['where']}: {fault['message']}" for fault in faults)
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid-request", detail, request, errors=faults)


def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101 - the type that the handler is registered for
    kind = HTTPStatus(error.status_code).phrase.lower().replace(" ", "-")
    response = problem(error.status_code, kind, str(error.detail), request)
    response.headers.update(error.headers or {})
    return response


def _unexpected(request: Request, _error: Exception) -> JSONResponse:
    return problem(500, "internal-error", "Something went wrong here; the server's log says what.", request)
