"""The web page's files: read once, by names of our own; no path of a client is ever opened."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

_FOLDER = Path(__file__).parents[1] / "page"
_KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}
_PLACES = {"index.html": "/", "docs.html": "/docs"}


def page_routes() -> list[Route]:
    """A route for each file."""
    return [_route(file) for file in sorted(_FOLDER.iterdir()) if file.suffix in _KINDS]


def _route(file: Path) -> Route:
    content, kind = file.read_bytes(), _KINDS[file.suffix]

    async def answer(_: Request) -> Response:
        return Response(content, headers={"Content-Type": kind, "Cache-Control": "no-cache"})

    return Route(_PLACES.get(file.name, f"/page/{file.name}"), answer, include_in_schema=False)
