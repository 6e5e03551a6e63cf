"""The light of the castings by the hour, how it drifts, and their serial numbers."""

import sqlalchemy as sa
from alembic import op

from plant.warehouse.views import LIGHT_VIEWS

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make room; hours that were computed before have no light."""
    for name, kind in (
        ("lit", sa.BigInteger()),
        ("brightness_sum", sa.Double()),
        ("sharpness_sum", sa.Double()),
    ):
        op.add_column("hours", sa.Column(name, kind, nullable=False, server_default="0"))
    op.add_column("inspections", sa.Column("serial", sa.String()))
    for name, definition in LIGHT_VIEWS.items():
        op.execute(f"CREATE VIEW {name} AS {definition}")
