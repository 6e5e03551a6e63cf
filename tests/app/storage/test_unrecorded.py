"""Results that cannot be stored: kept aside whatever is in them, listed, retried, discarded."""

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from sqlalchemy import text

from app.storage import StorageError
from app.storage.audit import audit_entries, system_user
from app.storage.database import writing
from app.storage.history import History
from app.storage.store import Store
from models.audit import Deed
from models.judgement import Finding, Occasion, Verdict
from models.light import Light
from models.sight import Unfit, UnjudgedImage
from tests.app.storage.recording import DAY, MORNING, finding, keep

EUC_KR = "주물.png".encode("euc-kr").decode("utf-8", "surrogateescape")
LOOP: list[Any] = []
LOOP.append(LOOP)

POISONS: dict[str, dict[str, Any]] = {
    "a file name in EUC-KR": {"source": EUC_KR},
    "a serial number with a lone surrogate": {"serial": "IMP-\udc80"},
    "a score that is no number": {"defect_probability": math.nan},
    "a number beyond 64 bits": {"part": 2**70},
    "a number of many digits": {"part": 10**6000},
    "a mapping where text belongs": {"serial": {"a": object()}},
    "a list in itself": {"source": LOOP},
    "light that is none": {"light": Light(math.nan, 10**400, 0.5, 0.5)},
    "a network that is no text": {"network": b"\xff"},
}


def set_apart(store: Store, item: Finding | UnjudgedImage) -> int:
    """Try to keep it, and set it apart for what that raises."""
    try:
        if isinstance(item, Finding):
            store.keep(item, DAY, MORNING)
        else:
            store.note_unjudged(item, DAY, MORNING)
    except Exception as error:  # noqa: BLE001 - what SQLite and Python raise is theirs
        return store.set_apart(item, error, MORNING).number
    pytest.fail("it was stored")


@pytest.mark.parametrize("poison", POISONS)
def test_whatever_is_in_a_result_it_can_be_kept_aside(store: Store, poison: str) -> None:
    set_apart(store, finding(Verdict.REJECT, **POISONS[poison]))
    [waiting] = store.unrecorded.waiting()
    assert waiting.set_apart_at == MORNING
    assert waiting.reason
    waiting.reason.encode()
    assert store.unrecorded.count() == 1
    assert History(store.engine).recent(9) == ()


def test_an_image_that_cannot_be_written_is_left_out(store: Store) -> None:
    odd = replace(finding(Verdict.REJECT), pixels=np.zeros((0, 0), np.uint8))
    store.set_apart(odd, ValueError("no pixels"), MORNING)
    [waiting] = store.unrecorded.waiting()
    with pytest.raises(StorageError, match="is not complete: it can only be discarded"):
        store.retry_unrecorded(waiting.number, DAY, MORNING)


def test_a_probe_of_the_record_leaves_nothing(store: Store) -> None:
    store.try_to_record(DAY, MORNING)
    [kept] = keep(store, Verdict.PASS)
    assert kept.sequence == 1
    with writing(store.engine).begin() as connection:
        connection.exec_driver_sql("DROP TABLE outbox")
    with pytest.raises(StorageError):
        store.try_to_record(DAY, MORNING)


def test_a_retry_records_the_result_with_its_text_made_storable(
    store: Store, history: History
) -> None:
    poisoned = finding(Verdict.REJECT, source=EUC_KR, part=7)
    number = set_apart(store, poisoned)
    kept = store.retry_unrecorded(number, DAY, MORNING)
    assert kept is not None
    assert history.inspection(kept.id) == kept
    assert kept.judgement == replace(poisoned.judgement, source="주물.png")
    assert kept.picture is not None
    assert store.unrecorded.waiting() == ()
    [entry] = [each for each in audit_entries(store.engine) if each.deed is Deed.RESULT_RETRIED]
    assert entry.details == {"judged_at": MORNING.isoformat(), "inspection": kept.id}
    with pytest.raises(StorageError, match=f"There is no unrecorded result {number}"):
        store.retry_unrecorded(number, DAY, MORNING)


def test_a_retry_that_fails_again_leaves_it_where_it_was(store: Store) -> None:
    number = set_apart(store, finding(Verdict.REJECT, part=2**70))
    with pytest.raises(StorageError, match="cannot be stored"):
        store.retry_unrecorded(number, DAY, MORNING)
    assert [each.number for each in store.unrecorded.waiting()] == [number]


def test_a_reinspection_of_what_is_not_there_becomes_an_inspection_of_its_own(
    store: Store,
) -> None:
    number = set_apart(store, finding(Verdict.REVIEW, of="nowhere"))
    kept = store.retry_unrecorded(number, DAY, MORNING)
    assert kept is not None
    assert (kept.occasion, kept.reinspection_of) == (Occasion.MANUAL, None)


def test_an_image_that_was_not_judged_may_be_set_apart_and_retried(
    store: Store, history: History
) -> None:
    number = set_apart(store, UnjudgedImage(Unfit.UNREADABLE, 7, "7.png", f"{EUC_KR} is damaged."))
    assert store.unrecorded.waiting()[0].verdict is None
    assert store.retry_unrecorded(number, DAY, MORNING) is None
    assert history.unfit("Day", DAY.starts_at) == {Unfit.UNREADABLE: 1}
    assert store.unrecorded.count() == 0


def test_what_is_discarded_stays_on_record_with_who_and_why(store: Store) -> None:
    number = set_apart(store, finding(Verdict.PASS, source=EUC_KR))
    store.unrecorded.discard(number, "A trial.", system_user(), MORNING)
    assert store.unrecorded.waiting() == ()
    [entry] = [each for each in audit_entries(store.engine) if each.deed is Deed.RESULT_DISCARDED]
    assert (entry.subject, entry.details) == (str(number), {"reason": "A trial."})
    with store.engine.connect() as connection:
        rows = connection.execute(text("SELECT state, image FROM unrecorded_results")).all()
    assert [tuple(row) for row in rows] == [("discarded", None)]
    with pytest.raises(StorageError, match="There is no unrecorded result"):
        store.unrecorded.discard(number, "Once more.", system_user(), MORNING)


def test_only_the_state_of_what_was_set_apart_may_change(store: Store) -> None:
    set_apart(store, finding(Verdict.REJECT, source=EUC_KR))
    for change in (
        "UPDATE unrecorded_results SET verdict = 'pass'",
        "DELETE FROM unrecorded_results",
    ):
        with (
            pytest.raises(Exception, match="what is recorded never changes"),
            writing(store.engine).begin() as connection,
        ):
            connection.execute(text(change))
