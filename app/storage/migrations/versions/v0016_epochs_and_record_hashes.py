"""Epochs of sequence numbers, record hashes of version 2, and no table that may be changed."""

# ruff: noqa: S608 - the names are those of our own tables

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

_CHAINS = ("seals", "decisions", "challenges", "audit")
_WITHOUT_CHAIN = (
    "epochs",
    "beginning",
    "clock_jumps",
    "unfit_pictures",
    "baselines",
    "studies",
    "study_answers",
    "people",
)
_NEVER = "what is recorded never changes"


def upgrade() -> None:
    """Make the tables, and let each row of a table without a chain of its own be hashed."""
    op.add_column("inspections", sa.Column("epoch", sa.String(36)))
    for table in _CHAINS:
        version = sa.Column("hash_version", sa.Integer(), nullable=False, server_default="1")
        op.add_column(table, version)
    for table in ("decisions", "challenges"):
        op.add_column(table, sa.Column("newest_hash", sa.String(64)))
    op.create_table(
        "epochs",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("id", sa.String(36), nullable=False, unique=True),
        sa.Column("began_at", sa.String(27), nullable=False),
        sa.Column("cause", sa.String(16), nullable=False),
        sa.Column("first_sequence", sa.Integer(), nullable=False),
        sa.Column("known_sequence", sa.Integer()),
    )
    op.create_table(
        "record_events",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("table_name", sa.String(32), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("row_hash", sa.String(64)),
        sa.Column("seal", sa.String(64)),
    )
    _write_events()
    _refuse_changes()


def _write_events() -> None:
    """Of what is there already, too: from now on nobody changes it unseen."""
    into = "INSERT INTO record_events (table_name, row_number)"
    for table in _WITHOUT_CHAIN:
        op.execute(f"{into} SELECT '{table}', rowid FROM {table} ORDER BY rowid")
        op.execute(
            f"CREATE TRIGGER {table}_recorded AFTER INSERT ON {table}"
            f" BEGIN {into} VALUES ('{table}', new.rowid); END"
        )
    op.execute(
        "CREATE TRIGGER people_change_recorded AFTER UPDATE ON people"
        f" BEGIN {into} VALUES ('people', new.rowid); END"
    )


def _refuse_changes() -> None:
    for table in ("epochs", "unfit_pictures", "decided"):
        _refuse("update", f"UPDATE ON {table}", table)
    for table in ("epochs", "unfit_pictures", "record_events", "outbox", "decided"):
        _refuse("delete", f"DELETE ON {table}", table)
    for table in ("counts", "scores"):
        _refuse("delete", f"DELETE ON {table}", table)
    sealed = "UPDATE ON record_events WHEN old.seal IS NOT NULL"
    _refuse("update", sealed, "record_events")
    _refuse("other", "UPDATE OF number, id, created_at ON people", "people")
    _refuse("other", "UPDATE OF id, kind, station, sequence, queued_at ON outbox", "outbox")
    other = "UPDATE OF payload ON outbox WHEN new.payload IS NOT NULL AND new.payload IS NOT"
    _refuse("rewrite", f"{other} old.payload", "outbox")


def _refuse(name: str, change: str, table: str) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_no_{name} BEFORE {change}"
        f" BEGIN SELECT RAISE(ABORT, '{_NEVER}'); END"
    )
