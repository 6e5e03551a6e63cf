"""What the station has said, on the disk: SQLAlchemy on SQLite, and pictures as evidence."""

from app.storage.errors import DiskFullError, StorageError

__all__ = ["DiskFullError", "StorageError"]
