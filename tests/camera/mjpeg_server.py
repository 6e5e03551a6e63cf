"""A network camera: stamped pictures as MJPEG over HTTP on loopback."""

import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from types import TracebackType
from typing import Self

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.camera.stamped import stamped


def now_stamped() -> NDArray[np.uint8]:
    """A picture of this moment."""
    return stamped(time.monotonic())


class MjpegServer:
    """Sends 30 pictures a second; `stall` keeps connections open and silent."""

    def __init__(self, port: int = 0, pictures_per_s: float = 30) -> None:
        self.period_s = 1 / pictures_per_s
        self.picture = now_stamped
        self.sending = Event()
        self.sending.set()
        self.stopped = Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), _handler(self))
        self.port = self._server.server_address[1]
        self.url = f"http://operator:secret@127.0.0.1:{self.port}/stream.mjpg"
        self._thread = Thread(target=self._server.serve_forever, args=(0.02,), name="mjpeg server")
        self._thread.start()

    def stall(self) -> None:
        """Accept and hold connections, and send nothing."""
        self.sending.clear()

    def resume(self) -> None:
        """Send again."""
        self.sending.set()

    def close(self) -> None:
        """Cut all connections and free the port."""
        self.stopped.set()
        self.sending.set()
        self._server.shutdown()
        self._server.server_close()  # joins the threads of the connections
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _handler(camera: MjpegServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
            self.end_headers()
            try:
                while not camera.stopped.wait(camera.period_s):
                    if camera.sending.is_set():
                        self._send_picture()
            except ConnectionError:
                pass  # the station has hung up

        def _send_picture(self) -> None:
            jpeg = cv2.imencode(".jpg", camera.picture())[1].tobytes()
            head = f"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {len(jpeg)}\r\n\r\n"
            self.wfile.write(head.encode() + jpeg + b"\r\n")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's
            """Stay silent."""

    return Handler
