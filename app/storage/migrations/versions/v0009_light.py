"""How each casting lay and was lit, and what was taught of it."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make room; older inspections have no light."""
    for name in ("brightness", "sharpness", "x", "y"):
        op.add_column("inspections", sa.Column(name, sa.Double()))
    op.create_table(
        "baselines",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("taught_at", sa.String(27), nullable=False),
        sa.Column("taught_by", sa.String(), nullable=False),
        sa.Column("castings", sa.Integer(), nullable=False),
        sa.Column("mean", sa.JSON(), nullable=False),
        sa.Column("spread", sa.JSON(), nullable=False),
        sa.Column("review", sa.Double(), nullable=False),
    )
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER baselines_no_{change.lower()} BEFORE {change} ON baselines"
            " BEGIN SELECT RAISE(ABORT, 'what is recorded never changes'); END"
        )
