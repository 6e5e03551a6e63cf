"""Files that come into a watched folder, as the operating system tells of them.

It tells nothing of what another computer writes to a network share: whoever watches must look
for itself, too, now and then.
"""

import os
from collections.abc import Iterable
from threading import Event, Lock, Thread

import structlog

MOST_KEPT = 10_000  # paths; of more, only that there were more is remembered
_TOLD_MS = 50  # how long changes are gathered before they are told
log = structlog.get_logger()


class Arrivals:
    """Watches one folder on a thread of its own, from `start` to `stop`."""

    def __init__(self, folder: bytes) -> None:
        self._folder = folder
        self._changed = Event()  # something came, or it was stopped
        self._stopped = Event()
        self._lock = Lock()
        self._paths: dict[bytes, None] = {}
        self._is_overfull = False
        self._thread = Thread(target=self._watch, name="folder watch", daemon=True)

    def start(self) -> None:
        """Begin; does not wait until the system watches."""
        self._thread.start()

    def stop(self) -> None:
        """End soon, and end every wait; from any thread."""
        self._stopped.set()
        self._changed.set()

    def wait(self, timeout_s: float) -> bool:
        """Wait until something has come; False when it was stopped."""
        self._changed.wait(timeout_s)
        return not self._stopped.is_set()

    def take(self) -> tuple[list[bytes], bool]:
        """The paths that changed since the last call, and whether there were more than these."""
        with self._lock:
            taken, is_overfull = list(self._paths), self._is_overfull
            self._paths, self._is_overfull = {}, False
            if not self._stopped.is_set():
                self._changed.clear()
        return taken, is_overfull

    def _watch(self) -> None:
        # Imported here: most cameras are no watched folder.
        from watchfiles import Change, watch  # noqa: PLC0415

        try:
            for changes in watch(
                os.fsdecode(self._folder),
                watch_filter=lambda change, _: change is not Change.deleted,
                debounce=_TOLD_MS,
                step=_TOLD_MS,
                rust_timeout=500,
                yield_on_timeout=True,
                raise_interrupt=False,
                stop_event=self._stopped,
            ):
                self._add(path for _, path in changes)
        except Exception as error:  # noqa: BLE001 - it may refuse for many reasons: it is listed, too
            log.warning("A folder cannot be watched; it is listed now and then.", reason=str(error))

    def _add(self, paths: Iterable[str]) -> None:
        with self._lock:
            for path in paths:
                self._paths[os.fsencode(path)] = None
            if len(self._paths) > MOST_KEPT:
                self._paths, self._is_overfull = {}, True
            is_new = bool(self._paths) or self._is_overfull
        if is_new:
            self._changed.set()
