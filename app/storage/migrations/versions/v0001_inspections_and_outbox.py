"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables, and see to it that no inspection is ever changed."""
    op.create_table(
        "inspections",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("id", sa.String(36), nullable=False, unique=True),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("inspected_at", sa.String(27), nullable=False),
        sa.Column("shift", sa.String(), nullable=False),
        sa.Column("shift_started_at", sa.String(27), nullable=False),
        sa.Column("occasion", sa.String(16), nullable=False),
        sa.Column("reinspection_of", sa.String(36), sa.ForeignKey("inspections.id")),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("defect_probability", sa.Double(), nullable=False),
        sa.Column("frame_probabilities", sa.JSON(), nullable=False),
        sa.Column("review_threshold", sa.Double(), nullable=False),
        sa.Column("reject_threshold", sa.Double(), nullable=False),
        sa.Column("taken_at", sa.Double(), nullable=False),
        sa.Column("judged_ms", sa.Double(), nullable=False),
        sa.Column("network", sa.String(), nullable=False),
        sa.Column("network_sha256", sa.String(), nullable=False),
        sa.Column("part", sa.Integer()),
        sa.Column("source", sa.String()),
        sa.Column("outline", sa.JSON()),
        sa.Column("picture_path", sa.String()),
        sa.Column("picture_sha256", sa.String()),
        sa.Column("defect_map_path", sa.String()),
        sa.UniqueConstraint("station", "sequence"),
    )
    _index_inspections()
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER inspections_no_{change.lower()} BEFORE {change} ON inspections"
            " BEGIN SELECT RAISE(ABORT, 'what is recorded never changes'); END"
        )
    _count_turns()
    _create_outbox()


def _count_turns() -> None:
    op.create_table(
        "turns",
        sa.Column("shift", sa.String(), primary_key=True),
        sa.Column("shift_started_at", sa.String(27), primary_key=True),
        sa.Column("verdict", sa.String(16), primary_key=True),
        sa.Column("inspections", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.String(27), nullable=False),
        sa.Column("last_at", sa.String(27), nullable=False),
        sqlite_with_rowid=False,
    )
    op.execute(
        "CREATE TRIGGER inspections_counted AFTER INSERT ON inspections BEGIN"
        " INSERT INTO turns VALUES (new.shift, new.shift_started_at, new.verdict,"
        " 1, new.inspected_at, new.inspected_at)"
        " ON CONFLICT DO UPDATE SET inspections = inspections + 1,"
        " first_at = min(first_at, excluded.first_at),"
        " last_at = max(last_at, excluded.last_at); END"
    )


def _index_inspections() -> None:
    turn = ["shift", "shift_started_at", "verdict", "inspected_at"]
    time = ["inspected_at", "verdict", "shift", "shift_started_at"]
    op.create_index("ix_inspections_turn", "inspections", turn)
    op.create_index("ix_inspections_time", "inspections", time)
    op.create_index("ix_inspections_verdict", "inspections", ["verdict"])
    op.create_index("ix_inspections_score", "inspections", ["defect_probability"])
    op.create_index(
        "ix_inspections_reinspections",
        "inspections",
        ["reinspection_of"],
        sqlite_where=sa.text("reinspection_of IS NOT NULL"),
    )


def _create_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column(
            "id", sa.String(36), sa.ForeignKey("inspections.id"), nullable=False, unique=True
        ),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("queued_at", sa.String(27), nullable=False),
        sa.Column("settled_at", sa.String(27)),
        sa.Column("reason", sa.String()),
        sa.Column("payload", sa.String()),
    )
    for state in ("waiting", "quarantined"):
        op.create_index(
            f"ix_outbox_{state}",
            "outbox",
            ["number"],
            sqlite_where=sa.text(f"state = '{state}'"),
        )
