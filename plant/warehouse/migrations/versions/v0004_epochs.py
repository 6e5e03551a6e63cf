"""The epoch that an inspection's number counts in."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make room; older messages have none."""
    op.add_column("inspections", sa.Column("epoch", sa.String(36)))
