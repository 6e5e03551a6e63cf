"""The serial number of a casting."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make room; older inspections have none."""
    op.add_column("inspections", sa.Column("serial", sa.String()))
    op.create_index(
        "ix_inspections_serial",
        "inspections",
        ["serial"],
        sqlite_where=sa.text("serial IS NOT NULL"),
    )
