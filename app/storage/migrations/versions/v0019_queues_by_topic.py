"""The messages that wait, by kind: each topic has a queue of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Find the oldest of a kind at once, however many of another kind wait."""
    op.drop_index("ix_outbox_waiting", "outbox")
    waits = sa.text("state = 'waiting'")
    op.create_index("ix_outbox_queues", "outbox", ["kind", "number"], sqlite_where=waits)
