"""The first tables."""

import sqlalchemy as sa
from alembic import op

from plant.warehouse.tables import UtcTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "stations",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("first_inspected_at", UtcTime(), nullable=False),
        sa.Column("last_inspected_at", UtcTime(), nullable=False),
    )
    _create_inspections()
    op.create_table(
        "counters",
        sa.Column("name", sa.String(80), primary_key=True),
        sa.Column("last", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "positions",
        sa.Column("topic", sa.String(249), primary_key=True),
        sa.Column("partition", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("next_offset", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "outbox",
        sa.Column("station", sa.String(64), primary_key=True),
        sa.Column("sequence", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("payload", sa.String(), nullable=False),
    )


def _create_inspections() -> None:
    op.create_table(
        "inspections",
        sa.Column("number", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("id", sa.String(36), nullable=False, unique=True),
        sa.Column("casting_id", sa.String(36), nullable=False),
        sa.Column("station", sa.String(64), sa.ForeignKey("stations.name"), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("inspected_at", UtcTime(), nullable=False),
        sa.Column("shift", sa.String(), nullable=False),
        sa.Column("shift_started_at", UtcTime(), nullable=False),
        sa.Column("occasion", sa.String(16), nullable=False),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("defect_probability", sa.Double(), nullable=False),
        sa.Column("review_threshold", sa.Double(), nullable=False),
        sa.Column("reject_threshold", sa.Double(), nullable=False),
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("network_sha256", sa.String(64), nullable=False),
        sa.Column("judged_ms", sa.Double(), nullable=False),
        sa.Column("part", sa.BigInteger()),
        sa.Column("source", sa.String()),
    )
    op.create_index("ix_inspections_time", "inspections", ["inspected_at"])
    op.create_index("ix_inspections_station", "inspections", ["station", "inspected_at"])
    op.create_index("ix_inspections_casting", "inspections", ["casting_id", "sequence"])
    flagged = sa.text("verdict != 'pass'")
    op.create_index(
        "ix_inspections_flagged",
        "inspections",
        ["number"],
        sqlite_where=flagged,
        postgresql_where=flagged,
    )
