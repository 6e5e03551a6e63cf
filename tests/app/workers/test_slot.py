from concurrent.futures import ThreadPoolExecutor
from threading import Event

from app.workers.slot import FrameSlot
from tests.fakes import frame


def test_an_empty_slot_gives_nothing() -> None:
    assert FrameSlot().take() is None


def test_the_newest_frame_wins_and_the_skipped_are_counted() -> None:
    slot = FrameSlot()
    for number in range(5):
        slot.offer(frame(number))
    taken = slot.take()
    assert taken is not None
    assert taken.number == 4
    assert slot.skipped == 4
    assert slot.take() is None


def test_it_wakes_when_it_is_filled_and_not_when_a_frame_is_replaced() -> None:
    woken: list[int] = []
    slot = FrameSlot(wake=lambda: woken.append(1))
    slot.offer(frame(0))
    slot.offer(frame(1))
    assert len(woken) == 1
    slot.take()
    slot.offer(frame(2))
    assert len(woken) == 2


def test_what_wakes_up_may_take_at_once() -> None:
    taken = []
    slot = FrameSlot(wake=lambda: taken.append(slot.take()))
    slot.offer(frame(0))
    slot.offer(frame(1))
    assert [seen.number for seen in taken if seen] == [0, 1]
    assert slot.skipped == 0


def test_a_frame_handed_over_waits_until_the_one_before_was_taken() -> None:
    slot, stopped = FrameSlot(), Event()
    with ThreadPoolExecutor(1) as threads:
        handing = threads.submit(
            lambda: [slot.hand_over(frame(number), stopped) for number in range(50)]
        )
        taken: list[int] = []
        while len(taken) < 50:
            seen = slot.take()
            taken += [seen.number] if seen else []
        assert handing.result(timeout=2) == [True] * 50
    assert taken == list(range(50))
    assert slot.skipped == 0


def test_handing_over_ends_when_stopped() -> None:
    slot, stopped = FrameSlot(), Event()
    slot.offer(frame(0))
    with ThreadPoolExecutor(1) as threads:
        handing = threads.submit(slot.hand_over, frame(1), stopped)
        stopped.set()
        assert handing.result(timeout=2) is False
    taken = slot.take()
    assert taken is not None
    assert taken.number == 0
