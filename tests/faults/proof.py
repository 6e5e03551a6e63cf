"""What must be true after every fault: of the database, the pictures, and the topic."""

import hashlib
import json
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from app.outbox.outbox import BATCH
from tests.system.kafka_broker import delete_topic, read_topic


@dataclass(slots=True)
class Topic:
    """The ids in a topic of one partition; read on from where the last look ended."""

    bootstrap: str
    name: str
    ids: list[str] = field(default_factory=list)
    _offset: int = 0

    def read_on(self) -> None:
        """Read what has come since: without transactions the offsets have no gaps."""
        new = read_topic(self.bootstrap, self.name, start=self._offset)
        self.ids += [json.loads(value)["id"] for _, value in new]
        self._offset += len(new)

    def delete(self) -> None:
        """Delete it at the broker; what came until now stays known here."""
        self.read_on()
        delete_topic(self.bootstrap, self.name)
        self._offset = 0


def check_record(
    database: Path, pictures: Path, *, is_pruned: bool = False, proven: set[str] | None = None
) -> int:
    """The database is whole, nothing is missing, and every picture is what its row says.

    Pictures in `proven` are not read again, and those that were read are added to it.
    With `is_pruned` the oldest pictures are gone, and only they.

    Returns how many inspections are on record.
    """
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        sequences = [row[0] for row in connection.execute("SELECT sequence FROM inspections")]
        assert sequences == list(range(1, len(sequences) + 1)), "the sequence has gaps"
        without_message = connection.execute(
            "SELECT count(*) FROM inspections WHERE id NOT IN (SELECT id FROM outbox)"
        ).fetchone()
        assert without_message == (0,), "an inspection has no message"
        _check_counts(connection)
        named = dict(
            connection.execute(
                "SELECT picture_path, picture_sha256 FROM inspections"
                " WHERE picture_path IS NOT NULL"
            )
        )
        maps = {
            row[0]
            for row in connection.execute(
                "SELECT defect_map_path FROM inspections WHERE defect_map_path IS NOT NULL"
            )
        }
    check_pictures(pictures, named, maps, is_pruned=is_pruned, proven=proven)
    return len(sequences)


def _check_counts(connection: sqlite3.Connection) -> None:
    """What is counted beforehand is what counting gives."""
    keys = "shift, shift_started_at, verdict"
    inspections = f"SELECT {keys}, count(*) FROM inspections GROUP BY {keys} ORDER BY {keys}"
    counts = (
        f"SELECT {keys}, sum(inspections) FROM counts WHERE inspections > 0"
        f" GROUP BY {keys} ORDER BY {keys}"
    )
    counted = connection.execute(counts).fetchall()
    assert counted == connection.execute(inspections).fetchall(), "inspections are miscounted"
    castings, scores, all_of_them = connection.execute(
        "SELECT (SELECT sum(castings) FROM counts), (SELECT sum(inspections) FROM scores"
        " WHERE span = 1), (SELECT count(*) FROM inspections)"
    ).fetchone()
    assert (scores or 0) == all_of_them, "scores are miscounted"
    by_score = "SELECT score, sum(inspections) FROM scores WHERE span = ? GROUP BY score"
    single, together = (connection.execute(by_score, [span]).fetchall() for span in (1, 64))
    assert single == together, "scores are miscounted in spans"
    first = connection.execute("SELECT count(*) FROM inspections WHERE reinspection_of IS NULL")
    assert (castings or 0,) == first.fetchone(), "castings are miscounted"


def check_pictures(
    folder: Path,
    named: dict[str, str],
    maps: set[str],
    *,
    is_pruned: bool = False,
    proven: set[str] | None = None,
) -> None:
    """Every picture that a row names is there with its hash, and none that no row names.

    What a crash left in `incoming` is in doubt until the next start, and may be either.
    """
    there = {file.relative_to(folder).as_posix() for file in folder.rglob("*.png")}
    settled = {file for file in there if not file.startswith("incoming/")}
    in_doubt = {Path(file).name for file in there - settled}
    assert settled <= set(named) | maps, "a picture that no inspection names"
    oldest_kept = min(settled, default="")
    for path in maps | set(named):
        is_here = path in settled or Path(path).name in in_doubt
        assert is_here or (is_pruned and path < oldest_kept), f"{path} is missing"
    for path, digest in named.items():
        if (is_pruned and path < oldest_kept) or path in (proven or ()):
            continue
        file = folder / path if path in settled else folder / "incoming" / Path(path).name
        assert hashlib.sha256(file.read_bytes()).hexdigest() == digest, f"{path} has changed"
        if proven is not None and path in settled:
            proven.add(path)


def check_delivery(
    database: Path, topic: Topic, interruptions: int, set_apart: Collection[str] = ()
) -> int:
    """What is in the topic is what is on record, in its order; returns how many came twice.

    Those that were `set_apart`, because the topic did not take them, may come later.
    """
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        recorded = [
            row[0] for row in connection.execute("SELECT id FROM inspections ORDER BY sequence")
        ]
        waiting = connection.execute("SELECT count(*) FROM outbox WHERE state <> 'sent'")
        assert waiting.fetchone() == (0,), "something still waits"
    topic.read_on()
    first_copies = list(dict.fromkeys(topic.ids))
    assert set(first_copies) == set(recorded), next(_differences(first_copies, recorded))
    in_order = [id_ for id_ in first_copies if id_ not in set_apart]
    assert in_order == [id_ for id_ in recorded if id_ not in set_apart], "out of order"
    twice = len(topic.ids) - len(first_copies)
    assert twice <= interruptions * BATCH, "more came twice than was under way"
    return twice


def _differences(arrived: list[str], recorded: list[str]) -> Iterator[str]:
    yield from (f"lost: {id_}" for id_ in recorded if id_ not in set(arrived))
    yield from (f"not on record: {id_}" for id_ in arrived if id_ not in set(recorded))
