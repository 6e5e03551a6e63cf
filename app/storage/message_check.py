"""Whether a message that waits says what is on record, before it goes to the plant.

A message carries the hash of all that it says, and that hash is on record in a chain of its own.
So whoever changes the message alone, or its hash with it, is found out here; whoever changes the
record, by the doctor.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError
from sqlalchemy import Connection, Row, select, text
from sqlalchemy.orm import Session

from app.storage.errors import StorageError
from app.storage.tables import ChallengeRow, DecisionRow, InspectionRow, OutboxRow, SealRow
from models.canonical_json import without_nulls
from models.events import CastingDecision, HashedMessage, PredictionResult, StationChallenge
from models.outbox import Message, MessageKind
from models.seal import FIRST, VERSION, has_record_hash, record_hash

_AT_A_TIME = 1_000  # rows in memory
_UNSENT = text(
    "SELECT number, id, station, kind, payload FROM outbox WHERE payload IS NOT NULL"
    " AND number > :after ORDER BY number LIMIT :limit"
)
_EVENTS: dict[MessageKind, type[BaseModel]] = {
    MessageKind.INSPECTION: PredictionResult,
    MessageKind.DECISION: CastingDecision,
    MessageKind.CHALLENGE: StationChallenge,
}
_NO_HASHES: dict[str, str | None] = {"hash_version": None, "previous_hash": None}
_Chained = type[DecisionRow] | type[ChallengeRow]


def changed_messages(connection: Connection, messages: Iterable[Message]) -> dict[int, str]:
    """Return those that do not say what is on record, by number, each with the reason.

    A message whose record is lost, in a database that was damaged, must fit its own hash.
    """
    found: dict[int, str] = {}
    of_kind: dict[MessageKind, list[Message]] = {}
    for message in messages:
        of_kind.setdefault(message.kind, []).append(message)
    for kind, each in of_kind.items():
        hashes = _hashes(connection, kind, [message.id for message in each])
        for message in each:
            if not _fits(connection, message, hashes.get(message.id)):
                found[message.number] = (
                    "changed in the database: it does not say what was recorded;"
                    " another attempt sends what is on record"
                )
    return found


def message_on_record(connection: Connection, kind: MessageKind, id_: str) -> str | None:
    """Return the message as it follows from what is on record; None where that is lost."""
    with Session(connection) as session:
        event = _rebuilt(session, kind, id_)
    return event.as_json() if event else None


def _hashes(
    connection: Connection, kind: MessageKind, ids: Sequence[str]
) -> dict[str, tuple[str | None, int | None]]:
    """The hash on record of each, and the version of its definition."""
    if kind is MessageKind.INSPECTION:
        rows = (
            select(InspectionRow.id, SealRow.seal, SealRow.hash_version)
            .outerjoin(SealRow, SealRow.number == InspectionRow.number)
            .where(InspectionRow.id.in_(ids))
        )
    else:
        table = _table(kind)
        rows = select(table.id, table.seal, table.hash_version).where(table.id.in_(ids))
    return {id_: (seal, version) for id_, seal, version in connection.execute(rows)}


def _fits(
    connection: Connection, message: Message, known: tuple[str | None, int | None] | None
) -> bool:
    try:
        if known is not None and known[1] == VERSION:
            return _is_of_station(message) and has_record_hash(message.payload, known[0] or "")
        said = json.loads(message.payload)
        if (said["id"], said["station"]) != (message.id, message.station):
            return False
        if known is None:
            return _fits_itself(message.kind, said)
        on_record = message_on_record(connection, message.kind, message.id)
        return bool(without_nulls(json.loads(on_record or "null")) == without_nulls(said))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return False


def _is_of_station(message: Message) -> bool:
    """Whether the row's station, the message's key, is that of the message itself."""
    if f'"station":{json.dumps(message.station, ensure_ascii=False)}' in message.payload:
        return message.payload.count('"station":') == 1
    return bool(json.loads(message.payload)["station"] == message.station)


def _fits_itself(kind: MessageKind, said: dict[str, Any]) -> bool:
    try:
        _EVENTS[kind].model_validate(said)
    except ValidationError:
        return False
    return said.get("hash_version") is None or said.get("seal") == record_hash(said)


def _table(kind: MessageKind) -> _Chained:
    return DecisionRow if kind is MessageKind.DECISION else ChallengeRow


def _rebuilt(session: Session, kind: MessageKind, id_: str) -> HashedMessage | None:
    match kind:
        case MessageKind.INSPECTION:
            return _rebuilt_inspection(session, id_)
        case MessageKind.DECISION:
            return _rebuilt_decision(session, id_)
        case MessageKind.CHALLENGE:
            return _rebuilt_challenge(session, id_)


def _rebuilt_decision(session: Session, id_: str) -> CastingDecision | None:
    row = session.scalar(select(DecisionRow).filter_by(id=id_))
    if row is None:
        return None
    before = _hash_before(session, DecisionRow, row.number)
    event = CastingDecision.of(row.decision(), before, row.newest_hash)
    if row.hash_version == VERSION:
        return event
    return event.model_copy(update=_NO_HASHES | {"seal": row.seal})


def _rebuilt_challenge(session: Session, id_: str) -> StationChallenge | None:
    row = session.scalar(select(ChallengeRow).filter_by(id=id_))
    if row is None:
        return None
    before = _hash_before(session, ChallengeRow, row.number)
    event = StationChallenge.of(row.challenge(), before, row.newest_hash)
    if row.hash_version == VERSION:
        return event
    return event.model_copy(update=_NO_HASHES | {"known": None, "seal": row.seal})


def _hash_before(session: Session, chain: _Chained | type[SealRow], number: int) -> str:
    earlier = select(chain.seal).where(chain.number < number)
    return session.scalar(earlier.order_by(chain.number.desc()).limit(1)) or FIRST


def _rebuilt_inspection(session: Session, id_: str) -> PredictionResult | None:
    row = session.scalar(select(InspectionRow).filter_by(id=id_))
    if row is None:
        return None
    known = session.get(SealRow, row.number)
    before = _hash_before(session, SealRow, row.number)
    event = PredictionResult.of(row.inspection(), before)
    return event if known and known.hash_version == VERSION else _as_before(event, known)


def _as_before(event: PredictionResult, known: SealRow | None) -> PredictionResult:
    """The message as it was made before version 2 of the hashes."""
    picture = event.picture
    return event.model_copy(
        update={
            "epoch": None,
            "taken_s": None,
            "outline": None,
            "picture": picture and picture.model_copy(update={"defect_map": None, "frames": None}),
            "seal": known.seal if known else None,
        }
        | _NO_HASHES
    )


def check_messages(session: Session) -> None:
    """Look whether each record has its message, and whether what waits says what is on record.

    Raises StorageError with the first that has none, or another.
    """
    for table in (InspectionRow, DecisionRow, ChallengeRow):
        without = select(table.id).outerjoin(OutboxRow, OutboxRow.id == table.id)
        lost = session.scalar(without.where(OutboxRow.id.is_(None)).limit(1))
        if lost is not None:
            raise StorageError(
                "The record was changed by hand: the message of {id} to the plant is gone.", id=lost
            )
    connection, last = session.connection(), 0
    while rows := connection.execute(_UNSENT, {"after": last, "limit": _AT_A_TIME}).all():
        last = rows[-1].number
        for message, row in zip(map(_message, rows), rows, strict=True):
            if message is None or changed_messages(connection, [message]):
                raise StorageError(
                    "The record was changed by hand: the message of {id} that waits for Kafka does"
                    " not say what was recorded. castwatch outbox quarantine shows it.",
                    id=row.id,
                )


def _message(row: Row[Any]) -> Message | None:
    try:
        return Message(row.number, row.id, row.station, 0, row.payload, MessageKind(row.kind))
    except ValueError:
        return None
