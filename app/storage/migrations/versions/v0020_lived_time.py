"""Time that has passed for certain, so that no clock lets evidence be deleted."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Make room; how old the record is is worked out when it is first kept up."""
    op.create_table(
        "upkeep",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("lived_s", sa.Double(), nullable=False),
        sa.Column("offset_s", sa.Double(), nullable=False),
        sa.Column("steady_s", sa.Double(), nullable=False),
        sa.Column("wall_s", sa.Double()),
        sa.Column("boot", sa.String()),
        sa.Column("running_s", sa.Double()),
        sa.Column("pruned", sa.Integer(), nullable=False),
    )
    op.create_table(
        "lived_days",
        sa.Column("day", sa.Integer(), primary_key=True),
        sa.Column("last_number", sa.Integer(), nullable=False),
    )
    op.create_index(
        "ix_inspections_picture",
        "inspections",
        ["number"],
        sqlite_where=sa.text("picture_path IS NOT NULL"),
    )
