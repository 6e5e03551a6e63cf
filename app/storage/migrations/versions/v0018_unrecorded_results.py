"""Results that could not be stored, until a person retries or discards them."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

_KEPT = "number, set_apart_at, verdict, source, reason, description"


def upgrade() -> None:
    """Make the table; only the state of its rows may change."""
    op.create_table(
        "unrecorded_results",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("set_apart_at", sa.String(27), nullable=False),
        sa.Column("verdict", sa.String(16)),
        sa.Column("source", sa.String()),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("image", sa.LargeBinary()),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("settled_at", sa.String(27)),
    )
    op.create_index(
        "ix_unrecorded_results_waiting",
        "unrecorded_results",
        ["number"],
        sqlite_where=sa.text("state = 'waiting'"),
    )
    for change in (f"UPDATE OF {_KEPT}", "DELETE"):
        op.execute(
            f"CREATE TRIGGER unrecorded_results_no_{change.split()[0].lower()}"
            f" BEFORE {change} ON unrecorded_results"
            " BEGIN SELECT RAISE(ABORT, 'what is recorded never changes'); END"
        )
