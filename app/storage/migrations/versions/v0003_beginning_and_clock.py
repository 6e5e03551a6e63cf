"""Where the record begins, and where the computer's clock was set."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make both tables, and see to it that neither is ever changed."""
    op.create_table("beginning", sa.Column("sequence", sa.Integer(), primary_key=True))
    op.create_table(
        "clock_jumps",
        sa.Column("number", sa.Integer(), sa.ForeignKey("inspections.number"), primary_key=True),
        sa.Column("seconds", sa.Double(), nullable=False),
    )
    for table in ("beginning", "clock_jumps"):
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table}"
                " BEGIN SELECT RAISE(ABORT, 'what is recorded never changes'); END"
            )
