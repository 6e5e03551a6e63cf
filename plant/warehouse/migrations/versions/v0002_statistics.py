"""Statistics by the hour, and views for whoever reads them."""

import sqlalchemy as sa
from alembic import op

from plant.warehouse.tables import UtcTime
from plant.warehouse.views import FIRST_VIEWS

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make tables and views."""
    op.create_table(
        "recipes",
        sa.Column("network_sha256", sa.String(64), primary_key=True),
        sa.Column("network", sa.String(), nullable=False),
    )
    _create_hours()
    op.create_table(
        "defects",
        _station(),
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("local_day", sa.Date(), primary_key=True),
        sa.Column("shift", sa.String(), primary_key=True),
        sa.Column("shift_started_at", UtcTime(), primary_key=True),
        sa.Column("kind", sa.String(16), primary_key=True),
        sa.Column("castings", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "chart_points",
        _station(),
        sa.Column("week", sa.Date(), primary_key=True),
        sa.Column("starts_at", UtcTime(), primary_key=True),
        sa.Column("castings", sa.BigInteger(), nullable=False),
        sa.Column("rejected", sa.BigInteger(), nullable=False),
        sa.Column("centre", sa.Double(), nullable=False),
        sa.Column("lower", sa.Double()),
        sa.Column("upper", sa.Double()),
        sa.Column("rules", sa.String(16), nullable=False),
    )
    op.create_table(
        "statistics_sources",
        sa.Column("dataset", sa.String(16), primary_key=True),
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("station", sa.String(64), primary_key=True),
        sa.Column("files", sa.String(64), nullable=False),
    )
    for name, definition in FIRST_VIEWS.items():
        op.execute(f"CREATE VIEW {name} AS {definition}")


def _create_hours() -> None:
    op.create_table(
        "hours",
        _station(),
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("starts_at", UtcTime(), primary_key=True),
        sa.Column("shift", sa.String(), primary_key=True),
        sa.Column("shift_started_at", UtcTime(), primary_key=True),
        sa.Column(
            "network_sha256",
            sa.String(64),
            sa.ForeignKey("recipes.network_sha256"),
            primary_key=True,
        ),
        sa.Column("local_day", sa.Date(), nullable=False),
        *(
            sa.Column(name, sa.BigInteger(), nullable=False)
            for name in ("castings", "passed", "rejected", "review", "reinspected", "overridden")
        ),
        *(
            sa.Column(name, sa.Double(), nullable=False)
            for name in (
                "score_sum", "score_median", "score_p90",
                "judged_ms_median", "judged_ms_p95", "judged_ms_p99",
            )
        ),
    )  # fmt: skip
    op.create_index("ix_hours_day", "hours", ["local_day", "station"])


def _station() -> sa.Column[str]:
    return sa.Column("station", sa.String(64), sa.ForeignKey("stations.name"), primary_key=True)
