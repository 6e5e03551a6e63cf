"""`castwatch plant api`: the process, from its socket to its end."""

import signal
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from models.errors import KnownError
from plant.api.application import make_application
from plant.api.parts import Parts
from plant.settings import ApiSettings, PlantSettings

CLOSE_S = 2.0
GRACE_S = 5  # for requests under way, at the end
HELLO_BYTES = 4_096  # a WebSocket's message to us
CONNECTIONS_BESIDES = 200


class ListeningError(KnownError):
    """The API cannot listen where it is told to."""


class WatcherProtocol(WebSocketsSansIOProtocol):
    """Ends a connection for good once the application is through with it.

    Without this a client that reads nothing more keeps it for as long as it likes, as what is
    still to be written to it never goes out.
    """

    async def run_asgi(self) -> None:
        """Run the application for this connection."""
        try:
            await super().run_asgi()
        finally:
            self.loop.call_later(CLOSE_S, self.transport.abort)


def serve(settings: PlantSettings, announce: Callable[[str], None]) -> None:
    """Listen until SIGTERM or SIGINT; `announce` gets the address. Raises KnownError."""
    _check_certificate(settings.api)
    with listener(settings.api) as sock, Parts(settings) as parts, _signals_end_it():
        scheme = "https" if settings.api.certificate_file else "http"
        host, port = sock.getsockname()[:2]
        announce(f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}")
        make_server(parts).run(sockets=[sock])


def make_server(parts: Parts) -> uvicorn.Server:
    """The server, not yet running."""
    api = parts.settings.api
    config = uvicorn.Config(
        make_application(parts),
        http="h11",
        ws=WatcherProtocol,
        ws_max_size=HELLO_BYTES,
        ws_per_message_deflate=False,  # alerts are small, and it costs memory for each watcher
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # whoever may set them could give himself any address
        limit_concurrency=api.watchers + CONNECTIONS_BESIDES,
        timeout_graceful_shutdown=GRACE_S,
        ssl_certfile=api.certificate_file,
        ssl_keyfile=api.key_file,
    )
    return uvicorn.Server(config)


def _check_certificate(api: ApiSettings) -> None:
    if api.certificate_file is None:
        return
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(api.certificate_file, api.key_file)
    except OSError as error:  # an SSLError is one
        raise ListeningError(
            "The certificate {file} cannot be used: {reason}.",
            file=str(api.certificate_file),
            reason=error.strerror or str(error),
        ) from error


@contextmanager
def listener(api: ApiSettings) -> Iterator[socket.socket]:
    """The socket, bound already: what is wrong with it is told before anything is opened."""
    family = socket.AF_INET6 if ":" in api.host else socket.AF_INET
    try:
        sock = socket.create_server((api.host, api.port), family=family)
    except OSError as error:
        raise ListeningError(
            "The API cannot listen at {host}:{port}: {reason}.",
            host=api.host,
            port=api.port,
            reason=error.strerror or str(error),
        ) from error
    with sock:
        yield sock


@contextmanager
def _signals_end_it() -> Iterator[None]:
    """Uvicorn raises the signal that ended it once more: then our own parts are still open."""
    kinds = (signal.SIGTERM, signal.SIGINT)
    before = {kind: signal.signal(kind, lambda *_: None) for kind in kinds}
    try:
        yield
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)
