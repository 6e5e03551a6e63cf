"""Seals on what is recorded from now on; what stands there already is left without."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table, and see to it that no seal is ever changed."""
    op.create_table(
        "seals",
        sa.Column("number", sa.Integer(), sa.ForeignKey("inspections.number"), primary_key=True),
        sa.Column("seal", sa.String(64), nullable=False),
    )
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER seals_no_{change.lower()} BEFORE {change} ON seals"
            " BEGIN SELECT RAISE(ABORT, 'what is recorded never changes'); END"
        )
