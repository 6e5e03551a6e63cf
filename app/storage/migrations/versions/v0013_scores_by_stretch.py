"""Steps of the score counted by stretches of the record, so that a time range is sorted at once."""

# ruff: noqa: S608 - the names are those of our own tables

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

_BLOCK = 4096  # numbers; as in app.storage.tables, like the spans and the steps of the score
_AT_A_TIME = 64 * _BLOCK  # so that little is sorted at once
_STEP = "CAST({of}defect_probability * 1024 AS INTEGER)"


def upgrade() -> None:
    """Count anew what is on record, and let the trigger count what comes."""
    op.drop_table("scores")
    op.create_table(
        "scores",
        sa.Column("span", sa.Integer(), primary_key=True),
        sa.Column("place", sa.Integer(), primary_key=True),
        sa.Column("shift", sa.String(), primary_key=True),
        sa.Column("verdict", sa.String(16), primary_key=True),
        sa.Column("score", sa.Integer(), primary_key=True),
        sa.Column("inspections", sa.Integer(), nullable=False),
        sqlite_with_rowid=False,
    )
    for among in _stretches():
        op.execute(
            f"INSERT INTO scores SELECT 1, number / {_BLOCK}, shift, verdict,"
            f" {_STEP.format(of='')}, count(*) FROM inspections WHERE {among} GROUP BY 2, 3, 4, 5"
        )
    op.execute(
        "INSERT INTO scores SELECT 64, place / 64, shift, verdict, score, sum(inspections)"
        " FROM scores GROUP BY 2, 3, 4, 5"
    )
    _count_what_comes()


def _stretches() -> Iterator[str]:
    last = op.get_bind().scalar(sa.text("SELECT max(number) FROM inspections")) or 0
    for start in range(0, last + 1, _AT_A_TIME):
        yield f"number BETWEEN {start} AND {start + _AT_A_TIME - 1}"


def _count_what_comes() -> None:
    """The trigger that counts stretches stays as it is, but for the scores."""
    named = "SELECT sql FROM sqlite_schema WHERE name = 'inspections_counted'"
    before, _, rest = str(op.get_bind().scalar(sa.text(named))).partition(" INSERT INTO scores")
    _, _, after = rest.partition(";")
    counted = "".join(
        f" INSERT INTO scores VALUES ({span}, new.number / {span * _BLOCK}, new.shift,"
        f" new.verdict, {_STEP.format(of='new.')}, 1)"
        " ON CONFLICT DO UPDATE SET inspections = inspections + 1;"
        for span in (1, 64)
    )
    op.execute("DROP TRIGGER inspections_counted")
    op.execute(before + counted + after)
