"""Attribute agreement studies."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make room for them."""
    op.create_table(
        "studies",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("id", sa.String(36), nullable=False, unique=True),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("began_at", sa.String(27), nullable=False),
        sa.Column("led_by", sa.String(), nullable=False),
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("network_sha256", sa.String(), nullable=False),
        sa.Column("castings", sa.JSON(), nullable=False),
        sa.Column("people", sa.JSON(), nullable=False),
        sa.Column("trials", sa.Integer(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
    )
    op.create_table(
        "study_answers",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("study", sa.Integer(), sa.ForeignKey("studies.number"), nullable=False),
        sa.Column("task", sa.Integer(), nullable=False),
        sa.Column("said", sa.String(16), nullable=False),
        sa.Column("said_at", sa.String(27), nullable=False),
    )
    op.create_index("ix_study_answers_task", "study_answers", ["study", "task", "number"])
    for table in ("studies", "study_answers"):
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table}"
                " BEGIN SELECT RAISE(ABORT, 'what is recorded never changes'); END"
            )
