"""Who may sign in, and who did what."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make both tables, and see to it that what was done is never changed."""
    op.create_table(
        "people",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("id", sa.String(36), nullable=False, unique=True),
        sa.Column("name", sa.String(), nullable=False, unique=True),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("pin_hash", sa.String()),
        sa.Column("badge_hash", sa.String(), unique=True),
        sa.Column("created_at", sa.String(27), nullable=False),
        sa.Column("retired_at", sa.String(27)),
    )
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("known", sa.String(16), nullable=False),
        sa.Column("deed", sa.String(32), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("seal", sa.String(64), nullable=False),
    )
    op.create_index("ix_audit_subject", "audit", ["subject", "deed", "number"])
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_no_{change.lower()} BEFORE {change} ON audit"
            " BEGIN SELECT RAISE(ABORT, 'what is recorded never changes'); END"
        )
    op.execute(
        "CREATE TRIGGER people_no_delete BEFORE DELETE ON people"
        " BEGIN SELECT RAISE(ABORT, 'a person is retired, never deleted'); END"
    )
