"""Whether the database is whole, for the doctor."""

from pathlib import Path

from sqlalchemy import text

from app.storage.database import open_database
from app.storage.errors import StorageError, in_words


def check_database(file: Path) -> None:
    """Open the database and let SQLite look through it. Raises StorageError."""
    engine = open_database(file)
    try:
        with in_words(file), engine.connect() as connection:
            found = connection.scalar(text("PRAGMA quick_check(1)"))
    finally:
        engine.dispose()
    if found != "ok":
        raise StorageError(
            "The database {file} is damaged: {reason}.", file=str(file), reason=found
        )
