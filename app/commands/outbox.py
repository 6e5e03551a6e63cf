"""What waits for Kafka, and what Kafka will never take."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from rich.table import Table
from rich.text import Text

from app.commands.console import clock, console, progress, tell
from app.outbox.drain import drain as send_all
from app.settings import Settings
from app.storage.database import open_database
from app.storage.messages import Messages
from models.atomic_file import file_errors, write_file
from models.kafka_connection import BrokerError
from models.outbox import TopicStatus

_YEAR_HOURS = 365 * 24


def status(settings: Settings) -> None:
    """Print how far the plant is behind the record, topic by topic, and why."""
    with _messages(settings) as messages:
        report = messages.report(datetime.now(UTC))
    told, pace = report.status, report.pace
    zone = settings.station.zone()
    table = Table(box=None, show_header=False)
    table.add_row("waiting", f"{told.waiting:,}")
    table.add_row("oldest since", clock(told.oldest_at, zone))
    table.add_row("last acknowledged", clock(told.last_acknowledged_at, zone))
    table.add_row("acknowledged", f"{pace.sent_per_minute:,.1f} a minute, in the last ten")
    table.add_row("in quarantine", f"{told.quarantined:,}")
    table.add_row("disk full in", _span(report.hours_left))
    console().print(table)
    topics = Table("topic", "waiting", "oldest since", "why", box=None)
    reasons = _reasons(settings, told.topics)
    for each in told.topics:
        since = clock(each.oldest_at, zone)
        topics.add_row(Text(each.topic), f"{each.waiting:,}", since, Text(reasons[each.topic]))
    console().print(topics)


def _reasons(settings: Settings, topics: Sequence[TopicStatus]) -> dict[str, str]:
    """Why messages wait, by topic: what Kafka says of the topic now; "" where nothing is wrong."""
    from app.outbox.checking import check_topics  # noqa: PLC0415 - only who asks waits for it

    reasons = dict.fromkeys((each.topic for each in topics), "")
    behind = [each.topic for each in topics if each.waiting]
    if not behind:
        return reasons
    if not settings.kafka.servers:
        return reasons | dict.fromkeys(behind, "No Kafka is set up.")
    try:
        checks = check_topics(settings.kafka, behind)
    except BrokerError as error:
        return reasons | dict.fromkeys(behind, str(error))
    return reasons | {each.topic: str(each.why) if each.why else "" for each in checks}


def _span(hours: float | None) -> str:
    """In the unit that people would say it in."""
    if hours is None:
        return "– (nothing was recorded in the last hour)"
    if hours > _YEAR_HOURS:
        return f"{hours / _YEAR_HOURS:,.0f} years, with this hour's pace"
    if hours > 48:
        return f"{hours / 24:,.0f} days, with this hour's pace"
    return f"{hours:,.1f} hours, with this hour's pace"


def drain(settings: Settings) -> bool:
    """Send all that waits; returns whether all is sent. Raises BrokerError or StorageError."""
    with progress("Sending") as (bar, task):
        most = 0

        def show(waiting: int) -> None:
            nonlocal most
            most = max(most, waiting)
            bar.update(task, completed=1 - waiting / most if most else 1.0)

        drained = send_all(settings, show)
    console().print(
        f"{drained.sent:,} messages sent, {drained.quarantined:,} put in quarantine,"
        f" {drained.waiting:,} still waiting."
    )
    if drained.quarantined:
        console().print("See castwatch outbox quarantine.")
    for why in {str(trouble.why): trouble.why for trouble in drained.troubles}.values():
        tell(why)
    return drained.is_done


def quarantine(settings: Settings) -> None:
    """Print what the broker will never take, and why."""
    with _messages(settings) as messages:
        held = messages.quarantined()
    if not held:
        console().print("Nothing is in quarantine.")
        return
    table = Table("no.", "id", "since", "reason", box=None)
    for message in held:
        since = clock(message.quarantined_at, settings.station.zone())
        table.add_row(str(message.sequence), Text(message.id), since, Text(message.reason))
    console().print(table)


def export_quarantine(settings: Settings, file: Path) -> None:
    """Write the messages in quarantine, as they would be sent, to a JSON file."""
    with _messages(settings) as messages:
        held = [
            asdict(message) | {"payload": _as_json(message.payload)}
            for message in messages.quarantined()
        ]
    with file_errors(file):
        write_file(file, json.dumps(held, indent=2, default=str))


def _as_json(payload: str) -> object:
    """What the payload says; its text, where it is damaged."""
    try:
        return json.loads(payload)
    except ValueError:
        return payload


def retry_all(settings: Settings) -> None:
    """Let all messages in quarantine wait again."""
    with _messages(settings) as messages:
        console().print(f"{messages.retry_all():,} messages wait again.")


def retry(settings: Settings, id_: str) -> None:
    """Let a message wait again."""
    with _messages(settings) as messages:
        messages.retry(id_)


def discard(settings: Settings, id_: str, reason: str) -> None:
    """Give a message up, for a reason that stays on record."""
    with _messages(settings) as messages:
        messages.discard(id_, reason, datetime.now(UTC))


@contextmanager
def _messages(settings: Settings) -> Iterator[Messages]:
    engine = open_database(settings.record.database, tell=tell)
    try:
        yield Messages(engine, settings.kafka.queues())
    finally:
        engine.dispose()
