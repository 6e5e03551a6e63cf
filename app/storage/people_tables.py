"""The tables of who may sign in, and of who did what."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.storage.tables import Row, hash_version, word_column
from models.audit import AuditEntry, Deed, Known
from models.people import Person, Role


class PersonRow(Row):
    """A person; the hashes go when the person retires, the row stays."""

    __tablename__ = "people"

    number: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(String(36), unique=True)
    name: Mapped[str] = mapped_column(unique=True)
    role: Mapped[Role] = mapped_column(word_column(Role))
    pin_hash: Mapped[str | None]
    badge_hash: Mapped[str | None] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]

    def person(self) -> Person:
        """The person as the value that travels, without the hashes."""
        has_badge = self.badge_hash is not None
        return Person(self.id, self.name, self.role, has_badge, self.created_at, self.retired_at)


class AuditRow(Row):
    """Who did what, with its seal. A trigger in the database refuses every change to it."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_subject", "subject", "deed", "number"),)

    number: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    who: Mapped[str]
    known: Mapped[Known] = mapped_column(word_column(Known))
    deed: Mapped[Deed] = mapped_column(word_column(Deed, 32))
    subject: Mapped[str]
    details: Mapped[dict[str, Any]]
    hash_version: Mapped[int] = hash_version()
    seal: Mapped[str] = mapped_column(String(64))  # see models.seal

    def entry(self) -> AuditEntry:
        """The line as the value that travels."""
        return AuditEntry(
            self.number, self.at, self.who, self.known, self.deed, self.subject, self.details
        )


def badge_owners(session: Session) -> dict[str, Person]:
    """Whose badge each hash is."""
    with_badge = select(PersonRow).where(PersonRow.badge_hash.is_not(None))
    return {row.badge_hash or "": row.person() for row in session.scalars(with_badge)}
