"""Which files of folders were shown, so that each is judged once, whatever ends the program."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Nothing is known of folders that were shown before."""
    op.create_table(
        "shown_folders",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("path", sa.LargeBinary(), nullable=False, unique=True),
    )
    op.create_table(
        "shown_files",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("folder", sa.Integer(), sa.ForeignKey("shown_folders.number"), nullable=False),
        sa.Column("directory", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("modified_ns", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.UniqueConstraint("folder", "directory", "name"),
    )
    op.create_index("ix_shown_files_round", "shown_files", ["folder", "round"])
