"""The frames of a casting that were combined."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Make room; of older inspections the judged frame alone is kept."""
    op.add_column("inspections", sa.Column("frames", sa.JSON()))
