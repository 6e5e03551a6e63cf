"""Which files of a folder are on record as shown; written in the transaction of what they gave."""

from pathlib import Path

from sqlalchemy import ColumnElement, Engine, func, select
from sqlalchemy.orm import Session

from app.storage.errors import in_words
from app.storage.tables import ShownFileRow, ShownFolderRow
from camera.shown_files import State
from models.folder_file import FolderFile

# Written with each inspection, and so as it stands: to put it together would take longer.
_WRITE = """
INSERT INTO shown_files (folder, directory, name, size, modified_ns, round)
SELECT number, ?, ?, ?, ?, ? FROM shown_folders WHERE path = ?
ON CONFLICT (folder, directory, name)
DO UPDATE SET size = excluded.size, modified_ns = excluded.modified_ns, round = excluded.round
"""
_WRITE_FOLDER = "INSERT INTO shown_folders (path) VALUES (?)"


class ShownFilesOnRecord:
    """Reads what is on record of folders; any thread may ask. See camera.shown_files."""

    def __init__(self, engine: Engine, file: Path) -> None:
        """`file` is the database, for the words of an error."""
        self._engine = engine
        self._file = file

    def newest_round(self, folder: bytes) -> int:
        """The last round that anything was shown in, or 0. Raises StorageError."""
        asked = select(func.max(ShownFileRow.round)).where(_is_of(folder))
        with in_words(self._file), Session(self._engine) as session:
            return session.scalar(asked) or 0

    def count(self, folder: bytes, round_: int) -> int:
        """How many files were shown in a round. Raises StorageError."""
        asked = select(func.count(ShownFileRow.number)).where(
            _is_of(folder), ShownFileRow.round == round_
        )
        with in_words(self._file), Session(self._engine) as session:
            return session.scalar(asked) or 0

    def shown(
        self, folder: bytes, directory: bytes, first: bytes, last: bytes
    ) -> dict[bytes, State]:
        """The files of a directory with names from `first` to `last`. Raises StorageError."""
        row = ShownFileRow
        asked = select(row.name, row.size, row.modified_ns, row.round).where(
            _is_of(folder), row.directory == directory, row.name.between(first, last)
        )
        with in_words(self._file), Session(self._engine) as session:
            return {each.name: (each[1], each[2], each[3]) for each in session.execute(asked)}


def note_shown(session: Session, file: FolderFile) -> None:
    """Let a file be on record as shown, in the transaction of `session`."""
    connection = session.connection()
    values = (file.directory, file.name, *file.state, file.round, file.folder)
    if connection.exec_driver_sql(_WRITE, values).rowcount == 0:  # the first one of its folder
        connection.exec_driver_sql(_WRITE_FOLDER, (file.folder,))
        connection.exec_driver_sql(_WRITE, values)


def _is_of(folder: bytes) -> ColumnElement[bool]:
    number = select(ShownFolderRow.number).filter_by(path=folder).scalar_subquery()
    return ShownFileRow.folder == number
