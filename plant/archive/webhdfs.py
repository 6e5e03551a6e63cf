"""HDFS over HTTP, as fsspec has it, but for three things.

fsspec 2026 makes an empty file and appends to it, which costs HDFS several times what a file
costs; it does not hear that a file was not renamed; and it waits for an answer for ever.
"""

from typing import Any

import fsspec  # type: ignore[import-untyped]
from fsspec.implementations.webhdfs import WebHDFS  # type: ignore[import-untyped]
from requests import Response
from requests.adapters import HTTPAdapter

TIMEOUT_S = 20.0  # of one call
CONNECTIONS = 32  # that are kept open to each of its machines


class WholeFiles(WebHDFS):  # type: ignore[misc]
    """Writes a file in one go."""

    def pipe_file(self, path: str, value: bytes, mode: str = "overwrite", **kwargs: Any) -> None:
        """Write a file. Raises what `requests` does, and RuntimeError for what HDFS refuses."""
        if mode != "overwrite":
            super().pipe_file(path, value, mode, **kwargs)
            return
        made = self._call("CREATE", "put", path, redirect=False, overwrite="true")
        octets = {"content-type": "application/octet-stream"}
        target = self._apply_proxy(made.headers["Location"])
        self.session.put(target, data=value, headers=octets).raise_for_status()

    def mv(self, path1: str, path2: str, **kwargs: Any) -> None:  # noqa: ARG002 - fsspec's
        """Rename a file. Raises FileNotFoundError where it is gone: HDFS just says no."""
        done = self._call("RENAME", "put", path1, destination=path2)
        if not done.json()["boolean"]:
            raise FileNotFoundError(f"{path1} was taken away")

    def _connect(self) -> None:
        super()._connect()
        for scheme in ("http://", "https://"):
            self.session.mount(scheme, _Impatient(pool_maxsize=CONNECTIONS))


class _Impatient(HTTPAdapter):
    """Waits for no answer for ever."""

    def send(self, *args: Any, **more: Any) -> Response:
        """Send a request."""
        return super().send(*args, **more | {"timeout": TIMEOUT_S})


fsspec.register_implementation("webhdfs", WholeFiles, clobber=True)
