"""Challenges with known castings."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the table, which never changes."""
    op.create_table(
        "challenges",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("id", sa.String(36), nullable=False, unique=True),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("began_at", sa.String(27), nullable=False),
        sa.Column("ended_at", sa.String(27), nullable=False),
        sa.Column("shift", sa.String(), nullable=False),
        sa.Column("shift_started_at", sa.String(27), nullable=False),
        sa.Column("cause", sa.String(16), nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("network_sha256", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("bypassed_by", sa.String(), nullable=False),
        sa.Column("known", sa.String(16)),
        sa.Column("seal", sa.String(64), nullable=False),
    )
    op.create_index("ix_challenges_turn", "challenges", ["shift", "shift_started_at"])
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER challenges_no_{change.lower()} BEFORE {change} ON challenges"
            " BEGIN SELECT RAISE(ABORT, 'what is recorded never changes'); END"
        )
