"""The line between station and broker, which can be cut, held up or slow."""

import socket
import time
from contextlib import suppress
from threading import Event, Lock, Thread

_CHUNK = 16_384
_SLOW_BYTES_PER_S = 20_000.0


class Proxy:
    """Passes bytes on from its own port to another one of this machine, on daemon threads."""

    def __init__(self, target_port: int) -> None:
        self._target_port = target_port
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]
        self._lock = Lock()
        self._sockets: list[socket.socket] = []
        self._flows = Event()
        self._is_cut = self._is_slow = False
        self.heal()
        Thread(target=self._accept, name="proxy", daemon=True).start()

    def cut(self) -> None:
        """End every connection, and let no new one come about."""
        self._is_cut = True
        with self._lock:
            for one in self._sockets:
                _end(one)
            self._sockets.clear()

    def stall(self) -> None:
        """Keep every connection, and let nothing more through: they are half open."""
        self._flows.clear()

    def slow(self) -> None:
        """Let through what a bad radio link would."""
        self._is_slow = True

    def heal(self) -> None:
        """Let everything through again."""
        self._is_cut = self._is_slow = False
        self._flows.set()

    def close(self) -> None:
        """End it."""
        self.heal()
        with suppress(OSError):  # closed before
            self._server.shutdown(socket.SHUT_RDWR)  # or the call that is awaited would be taken
        self._server.close()
        self.cut()

    def _accept(self) -> None:
        with suppress(OSError):  # closed
            while True:
                near, _ = self._server.accept()
                self._join(near)

    def _join(self, near: socket.socket) -> None:
        try:
            if self._is_cut:
                raise ConnectionError
            far = socket.create_connection(("127.0.0.1", self._target_port))
        except OSError:
            near.close()
            return
        with self._lock:
            self._sockets += [near, far]
        for source, target in ((near, far), (far, near)):
            Thread(target=self._pass_on, args=(source, target), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(_CHUNK):
                self._flows.wait()
                if self._is_slow:
                    time.sleep(len(data) / _SLOW_BYTES_PER_S)
                target.sendall(data)
        for one in (source, target):
            _end(one)


def _end(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
