"""What people decide of castings, and its messages to the plant."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_KEPT = "number, id, station, sequence, state, queued_at, settled_at, reason, payload"


def upgrade() -> None:
    """Make the table, and let the outbox hold messages of either kind."""
    op.create_table(
        "decisions",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("id", sa.String(36), nullable=False, unique=True),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("decided_at", sa.String(27), nullable=False),
        sa.Column("inspection_id", sa.String(36), sa.ForeignKey("inspections.id"), nullable=False),
        sa.Column("casting_id", sa.String(36), sa.ForeignKey("inspections.id"), nullable=False),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("ruling", sa.String(16), nullable=False),
        sa.Column("defect_kind", sa.String(16)),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("seal", sa.String(64), nullable=False),
    )
    op.create_index("ix_decisions_casting", "decisions", ["casting_id", "number"])
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER decisions_no_{change.lower()} BEFORE {change} ON decisions"
            " BEGIN SELECT RAISE(ABORT, 'what is recorded never changes'); END"
        )
    _widen_outbox()


def _widen_outbox() -> None:
    """Its ids were those of inspections alone; SQLite drops such a bond only with the table."""
    op.create_table(
        "outbox_of_both",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("id", sa.String(36), nullable=False, unique=True),
        sa.Column("kind", sa.String(16), nullable=False, server_default="inspection"),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("queued_at", sa.String(27), nullable=False),
        sa.Column("settled_at", sa.String(27)),
        sa.Column("reason", sa.String()),
        sa.Column("payload", sa.String()),
    )
    op.execute(f"INSERT INTO outbox_of_both ({_KEPT}) SELECT {_KEPT} FROM outbox")  # noqa: S608
    op.drop_table("outbox")
    op.rename_table("outbox_of_both", "outbox")
    for state in ("waiting", "quarantined"):
        op.create_index(
            f"ix_outbox_{state}",
            "outbox",
            ["number"],
            sqlite_where=sa.text(f"state = '{state}'"),
        )
