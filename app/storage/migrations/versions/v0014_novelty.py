"""How unlike all castings that the network learnt from a casting was."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Make room; older networks did not tell."""
    op.add_column("inspections", sa.Column("novelty", sa.Double()))
