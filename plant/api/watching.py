"""`/ws`: alerts as they come.

client ──{"key": "…", "cursor": 41}──▶ (both may be left out)
       ◀──{"type": "hello", "cursor": 57}── what came after 41 follows at once
       ◀──{"type": "alert", "cursor": 58, …}── answers.Alert, and so on

The key comes in the first message, as browsers let no page send headers with a WebSocket, and
addresses end up in logs. Who goes away comes back with the last cursor that it got.
"""

import asyncio
from contextlib import suppress

from fastapi import APIRouter, WebSocket, WebSocketDisconnect
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from plant.api.alerts import AlertFeed, TooSlowError
from plant.api.keys import Keys
from plant.api.parts import Parts
from plant.warehouse.errors import WarehouseError

HELLO_S = 10.0  # to say who one is
SEND_S = 5.0  # to take an alert
CLOSE_S = 1.0
_POLICY, _TRY_LATER = 1008, 1013

router = APIRouter()


class Hello(BaseModel):
    """The first message of a client."""

    model_config = ConfigDict(extra="forbid")

    key: str | None = None
    cursor: int | None = Field(default=None, ge=0, lt=2**63)  # None: from now on


@router.websocket("/ws")
async def watch(socket: WebSocket) -> None:
    """Push alerts until the client goes, or is cut off."""
    parts: Parts = socket.app.state.parts
    await socket.accept()
    with suppress(WebSocketDisconnect):
        hello = await _hello(socket)
        keys = Keys(parts.settings.api.keys)
        if hello is None:
            await _close(socket, _POLICY, "The first message must be JSON with key and cursor.")
        elif not keys.are_off and keys.client(hello.key) is None:
            await _close(socket, _POLICY, "A key is needed in the first message.")
        elif parts.feed.watchers >= parts.settings.api.watchers:
            await _close(socket, _TRY_LATER, "Too many are watching; try again later.")
        else:
            await _serve(socket, parts, hello.cursor)


async def _hello(socket: WebSocket) -> Hello | None:
    try:
        return Hello.model_validate_json(await asyncio.wait_for(socket.receive_text(), HELLO_S))
    except (TimeoutError, ValidationError, KeyError):  # a KeyError: bytes where text belongs
        return None


async def _serve(socket: WebSocket, parts: Parts, cursor: int | None) -> None:
    with parts.feed.watching() as told_up_to:
        sending = asyncio.create_task(_send(socket, parts.feed, cursor, told_up_to))
        listening = asyncio.create_task(_listen(socket))
        try:
            await asyncio.wait({sending, listening}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (sending, listening):
                task.cancel()
            ended, _ = await asyncio.gather(sending, listening, return_exceptions=True)
    match ended:
        case TooSlowError():
            parts.metrics.watchers_cut.inc()
            await _close(socket, _TRY_LATER, str(ended))
        case WarehouseError():
            await _close(socket, _TRY_LATER, "The warehouse is away; try again later.")
        case WebSocketDisconnect() | asyncio.CancelledError():
            pass
        case BaseException():
            raise ended


async def _send(socket: WebSocket, feed: AlertFeed, cursor: int | None, told_up_to: int) -> None:
    """First what was missed, then what comes: no alert is left out or told twice."""
    await _say(socket, f'{{"type": "hello", "cursor": {told_up_to}}}')
    after = told_up_to if cursor is None else cursor
    while after < told_up_to:
        missed, after = await run_in_threadpool(feed.missed, after, told_up_to)
        for alert in missed:
            await _say(socket, alert)
    async for alert in feed.after(told_up_to):
        await _say(socket, alert)


async def _say(socket: WebSocket, text: str) -> None:
    """Send it, if it goes out soon. Raises TooSlowError."""
    try:
        async with asyncio.timeout(SEND_S):
            await socket.send_text(text)
    except TimeoutError as error:
        raise TooSlowError("Too slow: go on from the last cursor.") from error


async def _listen(socket: WebSocket) -> None:
    """A client has nothing more to say, but it may go."""
    while True:
        await socket.receive()


async def _close(socket: WebSocket, code: int, reason: str) -> None:
    """Say goodbye, if it is heard soon; the server ends the connection in any case."""
    with suppress(TimeoutError):
        await asyncio.wait_for(socket.close(code, reason), CLOSE_S)
