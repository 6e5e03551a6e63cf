import unicodedata
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from app.storage import StorageError
from app.storage.history import History
from app.storage.store import Store
from models.frame import Frame
from models.history import HistoryFilter, HistoryQuery, SortBy
from models.judgement import Verdict
from models.search import Sought, read_search
from models.shift import Tally
from models.sight import Unfit, UnjudgedImage
from tests.app.storage.recording import DAY, LATE, MORNING, finding, keep, keep_all, settings

PASS, REJECT, REVIEW = Verdict.PASS, Verdict.REJECT, Verdict.REVIEW


def sequences(history: History, query: HistoryQuery) -> list[int]:
    return [one.sequence for one in history.page(query).rows]


def test_pages_follow_one_another_in_both_directions(store: Store, history: History) -> None:
    keep(store, *[PASS] * 25)
    newest_first = [
        sequences(history, HistoryQuery(offset=offset, limit=10)) for offset in (0, 10, 20, 30)
    ]
    assert newest_first == [
        list(range(25, 15, -1)),
        list(range(15, 5, -1)),
        list(range(5, 0, -1)),
        [],
    ]
    oldest_first = HistoryQuery(descending=False, offset=20, limit=10)
    assert sequences(history, oldest_first) == [21, 22, 23, 24, 25]
    assert history.page(HistoryQuery(limit=10)).count == 25


def test_every_column_sorts_and_ties_keep_the_order_of_recording(
    store: Store, history: History
) -> None:
    scores = [0.4, 0.1, 0.9, 0.1]
    keep_all(store, [finding(defect_probability=score) for score in scores])
    by_score = HistoryQuery(sort=SortBy.SCORE, descending=False)
    assert sequences(history, by_score) == [2, 4, 1, 3]
    assert sequences(history, replace(by_score, descending=True)) == [3, 1, 4, 2]
    assert sequences(history, HistoryQuery(sort=SortBy.TIME)) == [4, 3, 2, 1]
    assert sequences(history, HistoryQuery(sort=SortBy.VERDICT, descending=False)) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (HistoryFilter(), [1, 2, 3, 4]),
        (HistoryFilter(verdict=REJECT), [2, 4]),
        (HistoryFilter(shift="Late"), [3, 4]),
        (HistoryFilter(shift="Late", verdict=REJECT), [4]),
        (HistoryFilter(shift="Day", shift_started_at=LATE.starts_at), []),
        (HistoryFilter(from_time=LATE.starts_at), [3, 4]),
        (HistoryFilter(to_time=MORNING + timedelta(seconds=1)), [1]),
        (HistoryFilter(from_time=MORNING, to_time=LATE.starts_at, verdict=PASS), [1]),
    ],
)
def test_a_filter_lets_through_what_it_says(
    store: Store, history: History, wanted: HistoryFilter, found: list[int]
) -> None:
    keep(store, PASS, REJECT)
    keep(store, REVIEW, REJECT, shift=LATE)
    query = HistoryQuery(wanted, descending=False)
    assert sequences(history, query) == found
    page = history.page(query)
    assert page.count == page.tally.total == history.count(wanted) == len(found)
    assert [one.sequence for one, _ in history.each(wanted)] == found


def test_a_casting_counts_once_where_it_was_made_by_its_newest_verdict(
    store: Store, history: History
) -> None:
    first, _ = keep(store, REJECT, PASS)
    keep(store, REVIEW, shift=LATE)
    assert history.tally(HistoryFilter()) == Tally(passed=1, rejected=1, review=1)
    store.keep(finding(REVIEW, of=first.id), LATE, LATE.starts_at)
    store.keep(finding(PASS, of=first.id), LATE, LATE.starts_at)
    assert history.tally(HistoryFilter()) == Tally(passed=2, rejected=0, review=1)
    assert history.tally(HistoryFilter(shift="Day")) == Tally(passed=2)
    assert history.tally(HistoryFilter(shift="Late")) == Tally(review=1)
    assert history.tally(HistoryFilter(verdict=REJECT)) == Tally()
    assert history.tally(HistoryFilter(verdict=PASS)) == Tally(passed=2)
    assert history.tally(HistoryFilter(to_time=LATE.starts_at)) == Tally(passed=2)
    assert history.page(HistoryQuery()).count == 5


def test_the_shifts_are_listed_newest_first_with_their_totals(
    store: Store, history: History
) -> None:
    keep(store, PASS, REJECT, PASS)
    keep(store, REVIEW, shift=LATE)
    late, day = history.shifts().shifts
    assert (late.shift, late.started_at, late.tally) == ("Late", LATE.starts_at, Tally(review=1))
    assert (day.shift, day.tally) == ("Day", Tally(passed=2, rejected=1))
    assert day.worked == timedelta(seconds=2)
    assert [one.shift for one in history.shifts(HistoryFilter(verdict=PASS)).shifts] == ["Day"]


def test_the_last_inspections_come_newest_first(store: Store, history: History) -> None:
    kept = keep(store, *[PASS] * 5)
    assert history.recent(2) == (kept[4], kept[3])
    assert history.recent(100)[-1] == kept[0]


def test_an_empty_record_is_no_error(history: History) -> None:
    assert history.page(HistoryQuery()).rows == ()
    assert history.tally(HistoryFilter(shift="Day", shift_started_at=DAY.starts_at)) == Tally()
    assert history.shifts().shifts == ()


def test_an_unknown_inspection_is_told_in_words(history: History) -> None:
    with pytest.raises(StorageError, match="There is no inspection x on record"):
        history.inspection("x")


def test_pictures_that_could_not_be_judged_are_counted_by_shift_and_reason(
    store: Store, history: History
) -> None:
    for reason in (Unfit.DARK, Unfit.GLARE, Unfit.GLARE):
        store.note_unjudged(UnjudgedImage(reason), DAY, MORNING)
    store.note_unjudged(UnjudgedImage(Unfit.BLURRED), LATE, LATE.starts_at)
    assert list(history.unfit("Day", DAY.starts_at).items()) == [(Unfit.GLARE, 2), (Unfit.DARK, 1)]
    assert history.unfit("Late", LATE.starts_at) == {Unfit.BLURRED: 1}
    assert history.unfit("Late", DAY.starts_at) == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3", [3]),
        ("#2", [2]),
        ("17", [1, 4]),
        ("castings/def_17.png", []),
        ("/line/def_17.png", [1, 4]),
        ("def_17.png", [1, 4]),
        ("DEF_17", [1, 4]),
        ("def_1", []),
        ("def%17", []),
        ("99", []),
        ("' OR 1=1 --", []),
    ],
)
def test_a_number_a_part_or_a_file_is_found(
    store: Store, history: History, text: str, found: list[int]
) -> None:
    shown = {"source": "/line/def_17.png", "part": 17}
    keep_all(store, [finding(**more) for more in (shown, {}, {"source": "/line/ok.png"}, shown)])
    wanted = HistoryFilter().narrowed(read_search(text, None, MORNING))
    for sort in SortBy:
        assert sequences(history, HistoryQuery(wanted, sort, descending=False)) == found
    assert [one.sequence for one, _ in history.each(wanted)] == found
    assert history.page(HistoryQuery(wanted)).tally.total == len(found)


def test_an_id_is_found_whole_and_by_its_beginning(store: Store, history: History) -> None:
    first, second = keep(store, PASS, REJECT)
    for text in (first.id, first.id.upper(), first.id.replace("-", "")):
        wanted = HistoryFilter().narrowed(read_search(text, None, MORNING))
        assert [row.id for row in history.page(HistoryQuery(wanted)).rows] == [first.id]
    wanted = HistoryFilter().narrowed(read_search(first.id[:10], None, MORNING))
    assert [row.id for row in history.page(HistoryQuery(wanted)).rows] == [second.id, first.id]
    assert history.count(replace(wanted, verdict=REJECT)) == 1


def test_what_is_searched_is_counted_by_casting(store: Store, history: History) -> None:
    [first] = keep(store, REJECT)
    again = store.keep(finding(PASS, of=first.id), LATE, LATE.starts_at)
    wanted = HistoryFilter(sought=Sought(sequence=again.sequence))
    assert history.tally(wanted) == Tally(passed=1)
    assert [one.shift for one in history.shifts(wanted).shifts] == ["Day"]


def test_stations_that_shared_a_database_are_all_searched(tmp_path: Path) -> None:
    for name in ("line-a", "line-b"):
        store = Store(settings(tmp_path), name)
        keep(store, PASS)
        history = History(store.engine)
        wanted = HistoryFilter(sought=Sought(sequence=1))
        found = [row.station for row in history.page(HistoryQuery(wanted)).rows]
        store.close()
    assert found == ["line-b", "line-a"]


def test_a_serial_number_is_found_as_it_is_written(store: Store, history: History) -> None:
    keep_all(store, [finding(serial=serial) for serial in ("IMP-1", "IMP-11", "4711", None)])
    for text, found in (("IMP-1", [1]), ("IMP-11", [2]), ("4711", [3]), ("IMP", [])):
        wanted = HistoryFilter().narrowed(read_search(text, None, MORNING))
        assert sequences(history, HistoryQuery(wanted)) == found, text


def test_a_file_of_an_older_row_is_found_in_either_form_of_hangul(
    store: Store, history: History
) -> None:
    decomposed = unicodedata.normalize("NFD", "/srv/주물/부품-12.png")
    keep_all(store, [finding(source=decomposed), finding(source="/srv/주물/부품-13.png")])
    for typed in ("부품-12", unicodedata.normalize("NFD", "부품-12.png")):
        wanted = HistoryFilter(sought=Sought(source=typed))
        assert sequences(history, HistoryQuery(wanted)) == [1]
    wanted = HistoryFilter(sought=Sought(source=unicodedata.normalize("NFD", "부품-13")))
    assert sequences(history, HistoryQuery(wanted)) == [2]


def test_a_number_is_found_as_any_scanner_types_it(store: Store, history: History) -> None:
    keep_all(store, [finding(serial="010491234512345921ABC"), finding(serial="IMP-1")])
    wanted = HistoryFilter(sought=Sought(source="]C1010491234512345921ABC"))
    assert sequences(history, HistoryQuery(wanted)) == [1]
    wanted = HistoryFilter(sought=Sought(source="ＩＭＰ–１"))
    assert sequences(history, HistoryQuery(wanted)) == [2]


def test_a_file_whose_name_is_no_unicode_can_be_stored(store: Store, history: History) -> None:
    name = "부품.png".encode("cp949").decode("utf-8", "surrogateescape")
    frame = Frame(1, 0.0, np.zeros((4, 4), np.uint8), source=f"/srv/{name}")
    keep_all(store, [finding(source=frame.source)])
    [row] = history.page(HistoryQuery(HistoryFilter(sought=Sought(source="부품")))).rows
    assert row.judgement.source == "/srv/부품.png"
