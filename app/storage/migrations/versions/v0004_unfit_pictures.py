"""Pictures that could not be judged, with the reason."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table; a shift's are counted on its index."""
    op.create_table(
        "unfit_pictures",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("seen_at", sa.String(27), nullable=False),
        sa.Column("shift", sa.String(), nullable=False),
        sa.Column("shift_started_at", sa.String(27), nullable=False),
        sa.Column("reason", sa.String(16), nullable=False),
    )
    op.create_index(
        "ix_unfit_pictures_turn", "unfit_pictures", ["shift", "shift_started_at", "reason"]
    )
