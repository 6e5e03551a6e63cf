"""Which image was not judged: its trigger pulse, its file, and the sentence that says why."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Make room; of older ones only the reason is known."""
    op.add_column("unfit_pictures", sa.Column("part", sa.Integer()))
    op.add_column("unfit_pictures", sa.Column("source", sa.String()))
    op.add_column("unfit_pictures", sa.Column("detail", sa.String()))
