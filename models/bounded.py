"""Calls that the operating system may never answer, and that are waited for only so long.

A name server that is silent, a file on a share that has gone, a keyring that asks somebody who is
not there: none of them has a time-out of its own, and Python cannot end a thread that waits.
"""

import threading
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

MOST_CALLS = 32  # under way at once, in the whole process
Answer = TypeVar("Answer")


class _Call(threading.Thread):
    """A call that is under way; it ends with the process at the latest."""

    def __init__(self, key: Hashable, call: Callable[[], Any]) -> None:
        super().__init__(name="bounded call", daemon=True)
        self.has_ended = threading.Event()
        self.value: Any = None
        self.error: Exception | None = None
        self._key = key
        self._call = call

    def run(self) -> None:
        try:
            self.value = self._call()
        except Exception as error:  # noqa: BLE001 - raised again where it is waited for
            self.error = error
        with _lock:
            del _under_way[self._key]
        self.has_ended.set()


_lock = threading.Lock()
_under_way: dict[Hashable, _Call] = {}


def bounded(key: Hashable, call: Callable[[], Answer], seconds: float) -> Answer:
    """Return what `call` returns, or raise what it raises; TimeoutError after so many seconds.

    From any thread. While a call of the same `key` is under way no second one begins: its answer
    is waited for. So what hangs costs one thread, however often it is asked.
    """
    with _lock:
        begun = _under_way.get(key)
        if begun is None:
            if len(_under_way) >= MOST_CALLS:
                raise TimeoutError("too many calls are under way")
            begun = _under_way[key] = _Call(key, call)
            begun.start()
    if not begun.has_ended.wait(seconds):
        raise TimeoutError("timed out")
    if begun.error is not None:
        raise begun.error
    answer: Answer = begun.value
    return answer
