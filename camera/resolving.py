"""Asks for the address of a network camera before FFmpeg does, which would wait without a bound."""

import socket
from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock, Thread
from urllib.parse import urlsplit

from camera.camera import CameraError

PATIENCE_S = 1.5
MOST_ASKING = 4  # threads that wait for a name server, in the whole process

Ask = Callable[[str], object]


class Resolver:
    """Asks for addresses on threads of its own, which `getaddrinfo` may hold as long as it likes.

    A name that is still being asked for is not asked for again: whoever comes next waits for the
    same answer. So a silent name server costs a thread for each camera, `MOST_ASKING` at most.
    From any thread.
    """

    def __init__(self, ask: Ask | None = None) -> None:
        """`ask` raises OSError for a name that nobody knows."""
        self._ask = ask or _ask
        self._lock = Lock()
        self._asked: dict[str, Future[None]] = {}

    def check(self, url: str, camera: str, patience_s: float = PATIENCE_S) -> None:
        """See to it that the host of an address is known. Raises CameraError.

        `camera` is what errors call it.
        """
        host = urlsplit(url).hostname or ""
        answer = self._answer(host)
        if answer is None:
            raise _silent(camera)
        try:
            answer.result(patience_s)
        except TimeoutError:
            raise _silent(camera) from None
        except (OSError, UnicodeError) as error:  # UnicodeError: no name at all, as in a..b
            raise CameraError(
                "No machine is known by the name of {server}.", server=host
            ) from error

    def _answer(self, host: str) -> Future[None] | None:
        """What comes of a question; None where too many wait for an answer already."""
        with self._lock:
            self._asked = {name: each for name, each in self._asked.items() if not each.done()}
            if host in self._asked:
                return self._asked[host]
            if len(self._asked) >= MOST_ASKING:
                return None
            answer = self._asked[host] = Future[None]()
        Thread(
            target=self._run, args=(host, answer), name=f"asking for {host}", daemon=True
        ).start()
        return answer

    def _run(self, host: str, answer: Future[None]) -> None:
        try:
            self._ask(host)
        except Exception as error:  # noqa: BLE001 - raised again where it is waited for
            answer.set_exception(error)
        else:
            answer.set_result(None)


def _ask(host: str) -> object:
    return socket.getaddrinfo(host, None)


def _silent(camera: str) -> CameraError:
    return CameraError(
        "No name server tells where the camera {camera} is; write its address in numbers, or check"
        " the network.",
        camera=camera,
    )


RESOLVER = Resolver()
"""The one of this process."""
