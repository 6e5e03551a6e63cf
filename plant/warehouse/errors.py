"""What can be wrong with the warehouse, in one sentence."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from models.errors import KnownError
from models.redaction import shown_url


class WarehouseError(KnownError):
    """The warehouse is away, full or refuses; what it holds is not lost."""


class RefusedError(WarehouseError):
    """The warehouse is there, and takes what it was given neither now nor later."""


@contextmanager
def in_words(url: URL) -> Iterator[None]:
    """Raise what the database says as a WarehouseError, and the server alone of its URL."""
    try:
        yield
    except (DataError, IntegrityError) as error:
        raise RefusedError(
            "The warehouse {url} refuses it: {reason}.",
            url=shown_url(url.render_as_string(hide_password=False)),
            reason=_first_line(error.orig or error),
        ) from error
    except SQLAlchemyError as error:
        raise WarehouseError(
            "The warehouse {url} cannot be used: {reason}.",
            url=shown_url(url.render_as_string(hide_password=False)),
            reason=_first_line(getattr(error, "orig", None) or error),
        ) from error


def _first_line(error: BaseException) -> str:
    return str(error).partition("\n")[0].rstrip(" .")
