"""Why Kafka will never take a message of the API's own, where that is so."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make room; nothing was refused before: it was tried again and again."""
    op.add_column("outbox", sa.Column("refused", sa.String()))
