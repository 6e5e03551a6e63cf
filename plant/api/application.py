"""The ASGI application: the framework behind the gate."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request, Security
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.security import APIKeyHeader
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp

from models.errors import KnownError
from plant.api import looking, predicting, watching
from plant.api.answers import Problem
from plant.api.gate import Gate
from plant.api.headers import SecurityHeaders
from plant.api.page import page_routes
from plant.api.parts import Parts
from plant.warehouse.errors import WarehouseError

RETRY_AFTER_S = 2
_NO_FILE = (
    "The request holds no complete picture: send it as multipart/form-data, in a field “file” with"
    " a file name."
)
_KEY = APIKeyHeader(
    name="X-API-Key",
    auto_error=False,
    description="From `castwatch plant key`; `Authorization: Bearer KEY` does as well.",
)
_REFUSALS: dict[int | str, dict[str, Any]] = {
    401: {"model": Problem, "description": "no key, or an unknown one"},
    422: {"model": Problem, "description": "a value that cannot be"},
    429: {"model": Problem, "description": "too many requests; see Retry-After"},
}
_log = structlog.get_logger()


def make_application(parts: Parts) -> ASGIApp:
    """The whole of it; `parts` are open, and stay so until the application has ended."""
    inner = _framework(parts)
    routes = page_routes()
    inner.router.routes.extend(routes)
    api = parts.settings.api
    app: ASGIApp = Gate(
        inner,
        api,
        frozenset(route.path for route in routes),
        lambda status: parts.metrics.refusals.labels(str(int(status))).inc(),
    )
    if api.origins:
        app = CORSMiddleware(
            app,
            allow_origins=api.origins,
            allow_methods=["GET", "POST"],
            allow_headers=["X-API-Key"],
        )
    return SecurityHeaders(app)


def _framework(parts: Parts) -> FastAPI:
    app = FastAPI(
        title="Castwatch",
        summary="Judges pictures of castings, and tells what all stations have judged.",
        docs_url=None,  # they come from another server; plants are offline
        redoc_url=None,
        lifespan=_lifespan,
    )
    app.state.parts = parts
    guarded = [Security(_KEY)]
    app.include_router(predicting.router, dependencies=guarded, responses=_REFUSALS)
    app.include_router(looking.router, dependencies=guarded, responses=_REFUSALS)
    app.include_router(looking.probes)
    app.include_router(watching.router)
    app.add_exception_handler(KnownError, _on_known_error)
    app.add_exception_handler(RequestValidationError, _on_wrong_value)
    app.add_exception_handler(Exception, _on_mistake)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    parts: Parts = app.state.parts
    parts.feed.attach(asyncio.get_running_loop())
    yield
    parts.feed.attach(None)


async def _on_known_error(_: Request, error: Exception) -> JSONResponse:
    """Busy, or the warehouse is away: nothing was recorded, and it may be tried again."""
    _log.warning("not answered", reason=str(error))
    is_away = isinstance(error, WarehouseError)  # where it lies is no client's business
    sentence = "The warehouse is away: nothing can be recorded or shown." if is_away else str(error)
    return _problem(HTTPStatus.SERVICE_UNAVAILABLE, sentence, {"Retry-After": str(RETRY_AFTER_S)})


async def _on_wrong_value(_: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, RequestValidationError):
        raise error
    first = error.errors()[0]
    if tuple(first["loc"][:2]) == ("body", "file"):  # an upload that was cut off lacks it, too
        return _problem(HTTPStatus.UNPROCESSABLE_ENTITY, _NO_FILE)
    where = ".".join(str(step) for step in first["loc"][1:]) or "request"
    reason = str(first["msg"]).removeprefix("Value error, ")
    return _problem(HTTPStatus.UNPROCESSABLE_ENTITY, f"“{where}” has a wrong value: {reason}.")


async def _on_mistake(_: Request, __: Exception) -> JSONResponse:
    """The server logs its traceback."""
    return _problem(HTTPStatus.INTERNAL_SERVER_ERROR, "A mistake of ours; it is in the log.")


def _problem(
    status: HTTPStatus, sentence: str, headers: dict[str, str] | None = None
) -> JSONResponse:
    return JSONResponse({"detail": sentence}, status, headers)
