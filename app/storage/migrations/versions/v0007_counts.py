"""Counts by stretches of the record, so that ten million inspections are counted at once."""

# ruff: noqa: S608 - the names are those of our own tables

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_BLOCK = 4096  # numbers; as in app.storage.tables
_AT_A_TIME = 64 * _BLOCK  # so that little is sorted at once
_SCORE = "CAST(defect_probability * 1024 AS INTEGER)"  # as in app.storage.tables
_COUNTED = "inspections, castings, undecided, undecided_castings, first_at, last_at"
_KEY = "block, shift, shift_started_at, verdict"
_ADD = (
    " ON CONFLICT DO UPDATE SET inspections = inspections + excluded.inspections,"
    " castings = castings + excluded.castings,"
    " undecided = undecided + excluded.undecided,"
    " undecided_castings = undecided_castings + excluded.undecided_castings,"
    " first_at = min(first_at, excluded.first_at),"
    " last_at = max(last_at, excluded.last_at)"
)
_PLACE = f"first.number / {_BLOCK}, first.shift, first.shift_started_at"
_IS_OPEN = "(first.number NOT IN (SELECT number FROM decided))"
_NEWEST = (
    "coalesce((SELECT again.verdict FROM inspections AS again WHERE again.reinspection_of ="
    " first.id {before} ORDER BY again.number DESC LIMIT 1), first.verdict)"
)


def upgrade() -> None:
    """Make the tables, count what is on record, and let triggers count what comes."""
    _create_tables()
    _create_indexes()
    _count_what_is_there()
    op.execute("DROP TRIGGER inspections_counted")
    op.drop_table("turns")
    _count_what_comes()


def _create_tables() -> None:
    op.create_table("decided", sa.Column("number", sa.Integer(), primary_key=True))
    op.create_table(
        "counts",
        sa.Column("block", sa.Integer(), primary_key=True),
        sa.Column("shift", sa.String(), primary_key=True),
        sa.Column("shift_started_at", sa.String(27), primary_key=True),
        sa.Column("verdict", sa.String(16), primary_key=True),
        sa.Column("inspections", sa.Integer(), nullable=False),
        sa.Column("castings", sa.Integer(), nullable=False),
        sa.Column("undecided", sa.Integer(), nullable=False),
        sa.Column("undecided_castings", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.String(27), nullable=False),
        sa.Column("last_at", sa.String(27), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "scores",
        sa.Column("score", sa.Integer(), primary_key=True),
        sa.Column("shift", sa.String(), primary_key=True),
        sa.Column("verdict", sa.String(16), primary_key=True),
        sa.Column("inspections", sa.Integer(), nullable=False),
        sqlite_with_rowid=False,
    )


def _create_indexes() -> None:
    """That of the scores has all that a filter asks of an inspection."""
    op.drop_index("ix_inspections_score", "inspections")
    columns = ["defect_probability", "verdict", "shift", "inspected_at"]
    op.create_index("ix_inspections_score", "inspections", columns)
    for column in ("part", "source"):
        op.create_index(
            f"ix_inspections_{column}",
            "inspections",
            [column],
            sqlite_where=sa.text(f"{column} IS NOT NULL"),
        )


def _count_what_is_there() -> None:
    op.execute(
        "INSERT INTO decided SELECT number FROM inspections"
        " WHERE id IN (SELECT casting_id FROM decisions)"
        " OR reinspection_of IN (SELECT casting_id FROM decisions)"
    )
    for among in _stretches():
        op.execute(
            f"INSERT INTO counts ({_KEY}, {_COUNTED})"
            f" SELECT {_PLACE}, verdict, count(*), sum(reinspection_of IS NULL), sum({_IS_OPEN}),"
            f" sum(reinspection_of IS NULL AND {_IS_OPEN}), min(inspected_at), max(inspected_at)"
            f" FROM inspections AS first WHERE {among}"
            " GROUP BY 1, 2, 3, 4"
        )
        op.execute(
            f"INSERT INTO scores SELECT {_SCORE}, shift, verdict, count(*) FROM inspections"
            f" WHERE {among} GROUP BY 1, 2, 3"
            " ON CONFLICT DO UPDATE SET inspections = inspections + excluded.inspections"
        )
    _move_those_looked_at_again()


def _stretches() -> Iterator[str]:
    last = op.get_bind().scalar(sa.text("SELECT max(number) FROM inspections")) or 0
    for start in range(0, last + 1, _AT_A_TIME):
        yield f"number BETWEEN {start} AND {start + _AT_A_TIME - 1}"


def _move_those_looked_at_again() -> None:
    """A casting counts by the newest verdict on it."""
    again = "SELECT reinspection_of FROM inspections WHERE reinspection_of IS NOT NULL"
    for verdict, sign in (("first.verdict", "-"), (_NEWEST.format(before=""), "")):
        op.execute(
            f"INSERT INTO counts ({_KEY}, {_COUNTED})"
            f" SELECT {_PLACE}, {verdict}, 0, {sign}1, 0, {sign}{_IS_OPEN},"
            " first.inspected_at, first.inspected_at"
            f" FROM inspections AS first WHERE first.id IN ({again}){_ADD}"
        )


def _count_what_comes() -> None:
    was = _NEWEST.format(before="AND again.number < new.number")
    of_first = f"(SELECT {_PLACE}, {was} FROM inspections AS first"
    op.execute(
        "CREATE TRIGGER inspections_counted AFTER INSERT ON inspections BEGIN"
        f" INSERT INTO counts ({_KEY}, {_COUNTED})"
        f" VALUES (new.number / {_BLOCK}, new.shift, new.shift_started_at, new.verdict,"
        " 1, new.reinspection_of IS NULL, 1, new.reinspection_of IS NULL,"
        f" new.inspected_at, new.inspected_at){_ADD};"
        " INSERT INTO scores VALUES (CAST(new.defect_probability * 1024 AS INTEGER), new.shift,"
        " new.verdict, 1) ON CONFLICT DO UPDATE SET inspections = inspections + 1;"
        " INSERT INTO decided SELECT new.number WHERE new.reinspection_of IS NOT NULL"
        " AND EXISTS (SELECT 1 FROM decisions WHERE casting_id = new.reinspection_of);"
        " UPDATE counts SET castings = castings - 1, undecided_castings = undecided_castings -"
        f" (SELECT {_IS_OPEN} FROM inspections AS first WHERE first.id = new.reinspection_of)"
        f" WHERE new.reinspection_of IS NOT NULL AND ({_KEY}) ="
        f" {of_first} WHERE first.id = new.reinspection_of);"
        f" INSERT INTO counts ({_KEY}, {_COUNTED})"
        f" SELECT {_PLACE}, new.verdict, 0, 1, 0, {_IS_OPEN},"
        " first.inspected_at, first.inspected_at FROM inspections AS first"
        f" WHERE first.id = new.reinspection_of{_ADD}; END"
    )
    newest = _NEWEST.format(before="")
    op.execute(
        "CREATE TRIGGER decisions_counted AFTER INSERT ON decisions BEGIN"
        " UPDATE counts SET undecided_castings = undecided_castings - 1"
        f" WHERE ({_KEY}) = (SELECT {_PLACE}, {newest} FROM inspections AS first"
        f" WHERE first.id = new.casting_id AND {_IS_OPEN});"
        " INSERT OR IGNORE INTO decided SELECT number FROM inspections"
        " WHERE id = new.casting_id OR reinspection_of = new.casting_id; END"
    )
    op.execute(
        "CREATE TRIGGER decided_counted AFTER INSERT ON decided BEGIN"
        " UPDATE counts SET undecided = undecided - 1"
        f" WHERE ({_KEY}) = (SELECT {_PLACE}, verdict FROM inspections AS first"
        " WHERE first.number = new.number); END"
    )
