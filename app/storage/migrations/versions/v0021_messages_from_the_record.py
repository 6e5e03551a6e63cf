"""A message in quarantine may be made anew from the record; results kept aside are covered."""

# ruff: noqa: S608 - the names are those of our own tables

from alembic import op

revision = "0021"
down_revision = "0020"

_INTO = "INSERT INTO record_events (table_name, row_number)"
_KEPT_ASIDE = "unrecorded_results"


def upgrade() -> None:
    """Change the trigger that guards messages, and write down what is kept aside."""
    op.execute("DROP TRIGGER outbox_no_rewrite")
    op.execute(
        "CREATE TRIGGER outbox_no_rewrite BEFORE UPDATE OF payload ON outbox"
        " WHEN new.payload IS NOT NULL AND new.payload IS NOT old.payload"
        " AND NOT (old.state = 'quarantined' AND new.state = 'waiting')"
        " BEGIN SELECT RAISE(ABORT, 'what is recorded never changes'); END"
    )
    op.execute(f"{_INTO} SELECT '{_KEPT_ASIDE}', number FROM {_KEPT_ASIDE} ORDER BY number")
    op.execute(
        f"CREATE TRIGGER {_KEPT_ASIDE}_recorded AFTER INSERT ON {_KEPT_ASIDE}"
        f" BEGIN {_INTO} VALUES ('{_KEPT_ASIDE}', new.number); END"
    )
    op.execute(
        f"CREATE TRIGGER {_KEPT_ASIDE}_change_recorded AFTER UPDATE ON {_KEPT_ASIDE}"
        f" BEGIN {_INTO} VALUES ('{_KEPT_ASIDE}', new.number); END"
    )
