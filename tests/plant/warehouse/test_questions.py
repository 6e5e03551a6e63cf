"""Pages do not shift while results come; castings are counted once, by their newest verdict."""

from datetime import timedelta

from sqlalchemy import Engine

from models.control_chart import Sample
from models.judgement import Occasion, Verdict
from models.shift import Tally
from plant.warehouse.ledger import Ledger
from plant.warehouse.questions import Questions, Subgroup, Wanted
from tests.plant.told import NOON, told


def test_pages_are_the_newest_first_and_stay_while_more_arrives(engine: Engine) -> None:
    ledger, questions = Ledger(engine, "plant-api"), Questions(engine)
    ledger.take([told(n) for n in range(1, 8)], {})
    first = questions.page(Wanted(), None, 3)
    ledger.take([told(8)], {})
    second = questions.page(Wanted(), first[-1].number, 3)
    assert [row.sequence for row in (*first, *second)] == [7, 6, 5, 4, 3, 2]


def test_a_page_is_filtered(engine: Engine) -> None:
    events = [
        told(1, Verdict.REJECT),
        told(2),
        told(3, Verdict.REJECT, inspected_at=NOON + timedelta(hours=1)),
        told(1, Verdict.REJECT, station="line-2"),
    ]
    Ledger(engine, "plant-api").take(events, {})

    def found(**wanted: object) -> list[tuple[str, int]]:
        page = Questions(engine).page(Wanted(**wanted), None, 10)  # type: ignore[arg-type]
        return [(row.station, row.sequence) for row in page]

    assert found(station="line-2") == [("line-2", 1)]
    assert found(station="line-1", verdict=Verdict.REJECT) == [("line-1", 3), ("line-1", 1)]
    assert found(from_time=NOON + timedelta(minutes=1)) == [("line-1", 3)]
    assert found(to_time=NOON) == []


def test_a_casting_that_was_looked_at_again_counts_by_its_newest_verdict(engine: Engine) -> None:
    first = told(1, Verdict.REJECT)
    again = told(2, Verdict.PASS, occasion=Occasion.REINSPECTION, reinspection_of=first.id)
    events = [first, again, told(3, Verdict.REVIEW), told(1, station="line-2")]
    Ledger(engine, "plant-api").take(events, {})
    one, two = Questions(engine).totals(Wanted())
    assert (one.station, one.tally) == ("line-1", Tally(passed=1, review=1))
    assert (two.station, two.tally) == ("line-2", Tally(passed=1))
    assert one.last_inspected_at == NOON


def test_the_newest_inspection_is_that_of_the_later_epoch(engine: Engine) -> None:
    """A station whose database was restored gives out smaller numbers again."""
    first = told(1, Verdict.REVIEW)
    more = {"occasion": Occasion.REINSPECTION, "reinspection_of": first.id}
    before, after = "01980000-0000-7000-8000-00000000000a", "01990000-0000-7000-8000-00000000000b"
    lost = told(9, Verdict.REJECT, epoch=before, **more)
    again = told(5, Verdict.PASS, epoch=after, **more)
    Ledger(engine, "plant-api").take([again, first, lost], {})
    [one] = Questions(engine).totals(Wanted())
    assert one.tally == Tally(passed=1)
    stored = Questions(engine).page(Wanted(), None, 10)
    assert {each.epoch for each in stored} == {None, before, after}


def test_subgroups_are_stretches_of_time_with_each_casting_once(engine: Engine) -> None:
    first = told(1, Verdict.REJECT, inspected_at=NOON + timedelta(minutes=14, seconds=59))
    late = NOON + timedelta(hours=2)
    events = [
        first,
        told(2, occasion=Occasion.REINSPECTION, reinspection_of=first.id, inspected_at=late),
        told(3, inspected_at=NOON),
        told(4, Verdict.REJECT, inspected_at=NOON + timedelta(minutes=15)),
        told(1, Verdict.REJECT, station="line-2"),
    ]
    Ledger(engine, "plant-api").take(events, {})
    questions = Questions(engine)
    assert questions.subgroups(Wanted(station="line-1"), 900) == (
        Subgroup(NOON, Sample(2, 0)),
        Subgroup(NOON + timedelta(minutes=15), Sample(1, 1)),
    )
    assert questions.subgroups(Wanted(), 900)[0].sample == Sample(3, 1)
    assert questions.subgroups(Wanted(from_time=late), 900) == ()


def test_what_did_not_pass_is_told_in_the_order_of_arrival(engine: Engine) -> None:
    verdicts = [Verdict.PASS, Verdict.REJECT, Verdict.REVIEW, Verdict.PASS, Verdict.REJECT]
    Ledger(engine, "plant-api").take([told(n, v) for n, v in enumerate(verdicts, 1)], {})
    questions = Questions(engine)
    assert [row.number for row in questions.flagged(0, 5, 10)] == [2, 3, 5]
    assert [row.number for row in questions.flagged(2, 4, 10)] == [3]
    assert [row.number for row in questions.flagged(0, 5, 1)] == [2]
