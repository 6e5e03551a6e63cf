"""The plant computes the record hashes anew, and names what does not fit."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from app.storage.messages import Messages
from app.storage.store import Store
from models.challenge import ChallengeOutcome
from models.decision import DecisionWish, Ruling
from models.judgement import Verdict
from models.kafka_settings import KafkaSettings
from models.light import Light
from models.outbox import MessageKind
from plant.archive.datasets import INSPECTIONS, by_topic, table_of
from plant.archive.names import Folder, Place, Span
from plant.archive.shelf import Shelf
from plant.archive.verifying import Verified, verify_archive
from plant.messages import understood
from tests.app.storage.recording import DAY, MORNING, finding, keep_all, settings
from tests.fakes import challenge_report

KAFKA = KafkaSettings()
TOPIC = {
    MessageKind.INSPECTION: KAFKA.topic,
    MessageKind.DECISION: KAFKA.decisions_topic,
    MessageKind.CHALLENGE: KAFKA.challenges_topic,
}
Sent = list[tuple[MessageKind, dict[str, Any]]]


@pytest.fixture
def sent(tmp_path: Path) -> Sent:
    """What a station sends: six inspections, a decision, a challenge."""
    store = Store(settings(tmp_path, keep_every_nth_pass=1), "station-1")
    light = Light(120.0, 1e-5, 0.5, 0.5)
    more: dict[str, Any] = {"serial": "임펠러", "novelty": 1.5, "part": 3, "source": "a.png"}
    full = finding(Verdict.REJECT, light=light, **more)
    kept = keep_all(store, [finding(), full, finding(), full])
    store.decide(DecisionWish(kept[1].id, Ruling.SOUND, "Kim", reason="A stain."), MORNING)
    store.record_challenge(challenge_report(ChallengeOutcome.BYPASSED), DAY, MORNING)
    keep_all(store, [finding(of=kept[1].id), finding()])
    messages = Messages(store.engine).waiting(100)
    store.close()
    return [(each.kind, json.loads(each.payload)) for each in messages]


def archived(folder: Path, sent: Sequence[tuple[MessageKind, dict[str, Any]]]) -> Verified:
    shelf = Shelf(f"file://{folder / 'archive'}")
    for offset, (kind, said) in enumerate(sent):
        dataset = by_topic(KAFKA)[TOPIC[kind]]
        event: Any = understood(dataset.kind, json.dumps(said).encode())
        place = Place(TOPIC[kind], 0)
        day = getattr(event, dataset.at).date()
        aside = shelf.write_aside(place, table_of(dataset, [(*dataset.row(event), 0, offset)]))
        shelf.put(aside, Folder(dataset.name, day, event.station), Span(place, offset, offset))
    return verify_archive(shelf)


def said_of(found: Verified) -> list[str]:
    return [str(each) for each in found.findings]


def test_what_a_station_sends_is_verified_whole(sent: Sent, tmp_path: Path) -> None:
    found = archived(tmp_path, sent)
    assert said_of(found) == []
    assert (found.messages, found.older, found.newer) == (8, 0, 0)
    [stretch] = found.stretches
    assert (stretch.first, stretch.last, stretch.inspections) == (1, 6, 6)
    assert stretch.newest_hash == sent[-1][1]["seal"]


def test_a_message_that_comes_twice_is_no_harm(sent: Sent, tmp_path: Path) -> None:
    assert said_of(archived(tmp_path, [*sent, sent[0]])) == []


def _changed(sent: Sent) -> Sent:
    kind, said = sent[1]
    return [sent[0], (kind, said | {"verdict": "pass"}), *sent[2:]]


def _missing(sent: Sent) -> Sent:
    return [sent[0], *sent[3:]]


def _cut_off(sent: Sent) -> Sent:
    return [sent[0], *(each for each in sent if each[0] is not MessageKind.INSPECTION)]


def _twice(sent: Sent) -> Sent:
    kind, said = sent[0]
    other = "01980000-0000-7000-8000-00000000ffff"
    return [*sent, (kind, said | {"id": other, "seal": "b" * 64})]


def _no_decision(sent: Sent) -> Sent:
    kind, said = next(each for each in sent if each[0] is MessageKind.DECISION)
    later = said | {"id": "01980000-0000-7000-8000-00000000dddd", "previous_hash": "e" * 64}
    return [*sent, (kind, later)]


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (_changed, "is not as it was recorded"),
        (_missing, "no. 2 to 3 are missing"),
        (_cut_off, "inspections are missing that its decisions and challenges name"),
        (_twice, "no. 1 is there twice, and not the same"),
        (_no_decision, "1 of its decisions are missing"),
    ],
)
def test_what_does_not_fit_is_named(
    sent: Sent, tmp_path: Path, harm: Callable[[Sent], Sent], told: str
) -> None:
    said = said_of(archived(tmp_path, harm(sent)))
    assert any(told in each and "station-1" in each for each in said), said


def test_two_epochs_with_the_same_numbers_are_two_stretches(sent: Sent, tmp_path: Path) -> None:
    kind, said = sent[0]
    other = {
        "id": "01980000-0000-7000-8000-00000000ffff",
        "epoch": "01ffffff-0000-7000-8000-000000000000",
    }
    found = archived(tmp_path, [*sent, (kind, said | other)])
    assert [each.inspections for each in found.stretches] == [6, 1]
    assert not any("twice" in each for each in said_of(found))


def test_messages_of_before_are_counted_and_not_judged(sent: Sent, tmp_path: Path) -> None:
    new = ("hash_version", "previous_hash", "epoch", "taken_s", "outline")
    older = [
        (kind, {name: value for name, value in said.items() if name not in new})
        for kind, said in sent
        if kind is MessageKind.INSPECTION
    ]
    found = archived(tmp_path, older)
    assert said_of(found) == []
    assert (found.messages, found.older) == (0, 6)


def test_the_columns_of_the_archive_hold_all_that_a_message_says() -> None:
    assert {"epoch", "hash_version", "previous_hash", "outline", "frames", "taken_s"} <= set(
        INSPECTIONS.schema.names
    )
