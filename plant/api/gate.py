"""The gate before everything else: who may come in, how often, and with how much.

It stands outside the framework, so that no body is read of whom it turns away. Every refusal is
one sentence.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

from limits import parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from plant.api.keys import Keys, key_in
from plant.settings import ApiSettings

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_PROBES = frozenset({"/healthz", "/readyz"})
_TO_ALL = frozenset({*_PROBES, "/docs", "/openapi.json"})  # besides the page's own files


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request goes no further."""

    status: HTTPStatus
    sentence: str
    headers: Mapping[str, str]


def _refusal(status: HTTPStatus, sentence: str, **headers: str) -> Refusal:
    return Refusal(
        status, sentence, {name.replace("_", "-"): value for name, value in headers.items()}
    )


_CLOCK_SET_S = 5.0  # the slow corrections of a time server stay below it


class Gate:
    """ASGI middleware. `files` are the paths of the page, which hold no secret."""

    def __init__(
        self,
        app: ASGIApp,
        settings: ApiSettings,
        files: frozenset[str],
        count: Callable[[int], None],
    ) -> None:
        """`count` gets the status of every refusal."""
        self._app = app
        self._settings = settings
        self._keys = Keys(settings.keys)
        self._to_all = _TO_ALL | files
        self._count = count
        self._rate = parse(settings.rate)
        self._requests = MemoryStorage()
        self._limiter = MovingWindowRateLimiter(self._requests)
        self._clock_offset = _clock_offset()
        self._most_bytes = settings.body_megabytes * 1_000_000

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._stranger(scope, headers) or await self._uninvited(scope, headers)
        if refusal is None:
            refusal = self._too_large(headers)
        if refusal is not None:
            self._count(refusal.status)
            answer = JSONResponse(
                {"detail": refusal.sentence}, refusal.status, dict(refusal.headers)
            )
            await answer(scope, receive, send)
            return
        await self._app(scope, self._bounded(receive), send)

    def _stranger(self, scope: Scope, headers: Headers) -> Refusal | None:
        """Another web page that speaks through somebody's browser."""
        host = headers.get("host", "")
        if self._keys.are_off and _name_of(host) not in {*_LOOPBACK, self._settings.host}:
            return _refusal(
                HTTPStatus.MISDIRECTED_REQUEST,
                "Without keys only this machine may ask, by its name.",
            )
        origin = headers.get("origin")
        acts = scope["type"] == "websocket" or scope["method"] not in _SAFE
        if origin is None or not acts or origin in self._settings.origins:
            return None
        if urlsplit(origin).netloc.lower() != host.lower():
            return _refusal(HTTPStatus.FORBIDDEN, "Requests from other web pages are not taken.")
        return None

    async def _uninvited(self, scope: Scope, headers: Headers) -> Refusal | None:
        """One without a key, or who asks too often; a key of one's own has a rate of its own."""
        if scope["path"] in _PROBES:
            return None
        client = self._keys.client(key_in(headers))
        address = scope["client"][0] if scope.get("client") else "unknown"
        whose = f"key {client}" if client else f"address {address}"
        await self._forget_times_of_another_clock()
        if not await self._limiter.hit(self._rate, whose):
            reset, _ = await self._limiter.get_window_stats(self._rate, whose)
            wait_s = max(1, round(reset - time.time()))
            return _refusal(
                HTTPStatus.TOO_MANY_REQUESTS,
                f"More than {self._settings.rate.replace('/', ' requests a ')} were made.",
                Retry_After=str(wait_s),
            )
        if client or self._keys.are_off or self._is_for_all(scope):
            return None
        return _refusal(
            HTTPStatus.UNAUTHORIZED,
            "A key is needed: send it as the header X-API-Key.",
            WWW_Authenticate="Bearer",
        )

    async def _forget_times_of_another_clock(self) -> None:
        """Begin to count anew where the clock was set: nobody waits for years to come by again."""
        before, self._clock_offset = self._clock_offset, _clock_offset()
        if abs(self._clock_offset - before) >= _CLOCK_SET_S:
            await self._requests.reset()

    def _is_for_all(self, scope: Scope) -> bool:
        """A WebSocket brings its key in its first message: browsers let it send no headers."""
        return scope["type"] == "websocket" or scope["path"] in self._to_all

    def _too_large(self, headers: Headers) -> Refusal | None:
        length = headers.get("content-length", "0")
        if length.isdecimal() and int(length) <= self._most_bytes:
            return None
        return _refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, self._too_large_sentence())

    def _bounded(self, receive: Receive) -> Receive:
        """The same, for who does not say how much is to come."""
        received = 0

        async def bounded() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body") or b"")
            if received > self._most_bytes:
                status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
                self._count(status)
                raise HTTPException(status, self._too_large_sentence())
            return message

        return bounded

    def _too_large_sentence(self) -> str:
        return f"The request is larger than {self._settings.body_megabytes} MB."


def _clock_offset() -> float:
    """Seconds from the monotonic clock to the wall clock, by which requests are counted."""
    return time.time() - time.monotonic()


def _name_of(host: str) -> str:
    """The name in a Host header, without its port."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
