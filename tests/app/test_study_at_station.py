"""A study at the station, with its real workers: people and the station judge by turns."""

from functools import partial

from pytestqt.qtbot import QtBot

from app.settings import SignInSettings
from app.station import State, Station
from models.challenge import KnownCasting
from models.judgement import Verdict
from models.study import Study, StudyPlan, StudyProgress
from tests.app.test_station import Heard, Make, make, pictures
from tests.fakes import Recorder
from tests.widgets import samples

__all__ = ["make", "pictures"]  # fixtures

SOUND, BAD = KnownCasting("G", Verdict.PASS), KnownCasting("B", Verdict.REJECT)


def plan(*people: str) -> StudyPlan:
    return StudyPlan((SOUND, BAD), people, trials=2, seed=3)


class Followed:
    """Where the study stands, as the station has told so far."""

    def __init__(self, station: Station) -> None:
        self._told = Recorder()
        station.studies.changed.connect(self._told.take)

    @property
    def now(self) -> StudyProgress | None:
        seen = self._told.seen
        return seen[-1] if seen and isinstance(seen[-1], StudyProgress) else None

    @property
    def place(self) -> int:
        return -1 if self.now is None else self.now.place

    def has_come_to(self, place: int) -> bool:
        return self.place >= place

    @property
    def study(self) -> Study:
        assert self.now is not None
        return self.now.study


def test_the_station_judges_for_the_study_and_none_of_it_is_an_inspection(
    make: Make, qtbot: QtBot
) -> None:
    station = make(*[0.1, 0.9, 0.5, 0.1] * 20, loop=True)
    heard, followed = Heard(station), Followed(station)
    station.start()
    qtbot.waitUntil(lambda: station.state is State.INSPECTING, timeout=20_000)
    station.studies.begin(plan())
    qtbot.waitUntil(lambda: station.state is State.STUDYING, timeout=20_000)
    before = len(heard.inspections)
    qtbot.waitUntil(lambda: followed.place == 4, timeout=20_000)
    assert followed.study.is_complete
    assert len(heard.inspections) <= before + 1  # one may have been on its way
    station.studies.leave()
    qtbot.waitUntil(lambda: len(heard.inspections) > before + 1, timeout=20_000)
    assert station.state is State.INSPECTING


def test_the_line_goes_on_while_it_is_a_person_s_turn(make: Make, qtbot: QtBot) -> None:
    station = make(*[0.1] * 200, loop=True)
    heard, followed = Heard(station), Followed(station)
    station.start()
    qtbot.waitUntil(lambda: station.state is State.INSPECTING, timeout=20_000)
    station.studies.begin(plan("Kim"))
    qtbot.waitUntil(lambda: followed.place == 0, timeout=20_000)
    count = len(heard.inspections)
    qtbot.waitUntil(lambda: len(heard.inspections) > count, timeout=20_000)
    assert station.state is State.INSPECTING
    for place in (1, 2):
        station.studies.answer(Verdict.PASS)
        qtbot.waitUntil(partial(followed.has_come_to, place), timeout=20_000)
    qtbot.waitUntil(lambda: station.state is State.STUDYING, timeout=20_000)
    station.studies.answer(Verdict.PASS)  # a person says nothing for the station
    qtbot.waitUntil(lambda: followed.place == 4, timeout=20_000)
    assert station.state is State.INSPECTING
    assert followed.study.answers[:2] == (Verdict.PASS, Verdict.PASS)


def test_one_back_asks_again_and_the_newest_answer_counts(make: Make, qtbot: QtBot) -> None:
    station = make(0.1)
    followed = Followed(station)
    station.start()
    qtbot.waitUntil(lambda: station.state is State.INSPECTING, timeout=20_000)
    station.studies.begin(plan("Kim"))
    qtbot.waitUntil(lambda: followed.place == 0, timeout=20_000)
    station.studies.go_back()  # there is nothing before it
    assert followed.place == 0
    station.studies.answer(Verdict.PASS)
    qtbot.waitUntil(lambda: followed.place == 1, timeout=20_000)
    station.studies.go_back()
    assert followed.place == 0
    station.studies.answer(Verdict.REJECT)
    qtbot.waitUntil(lambda: followed.place == 1, timeout=20_000)
    assert followed.study.answers == (Verdict.REJECT,)


def test_a_study_rests_and_goes_on_where_it_was(make: Make, qtbot: QtBot) -> None:
    station = make(*[0.1] * 200, loop=True)
    followed = Followed(station)
    read = Recorder()
    station.workers.reader.studies_read.connect(read.take)
    station.start()
    qtbot.waitUntil(lambda: station.state is State.INSPECTING, timeout=20_000)
    station.studies.begin(plan("Kim"))
    qtbot.waitUntil(lambda: followed.place == 0, timeout=20_000)
    station.studies.answer(Verdict.PASS)
    qtbot.waitUntil(lambda: followed.place == 1, timeout=20_000)
    station.studies.leave()
    assert followed.now is None
    station.workers.reader.ask_studies()
    qtbot.waitUntil(lambda: bool(read.seen), timeout=20_000)
    [study] = read.seen[-1]
    station.studies.resume(study)
    assert followed.place == 1


def test_a_study_of_another_network_does_not_go_on(make: Make, qtbot: QtBot) -> None:
    station = make(0.1)
    heard, followed = Heard(station), Followed(station)
    station.start()
    qtbot.waitUntil(lambda: station.state is State.INSPECTING, timeout=20_000)
    other = Study("1", "s", samples.START, "Kim", plan(), "castings_v0", "f" * 64)
    station.studies.resume(other)
    assert str(heard.told.seen[-1]) == (
        "This study began with the network castings_v0, and another one judges now."
        " Begin a new study."
    )
    assert followed.now is None


def test_only_an_engineer_leads_a_study(make: Make, qtbot: QtBot) -> None:
    station = make(0.1, sign_in=SignInSettings(enabled=True))
    heard = Heard(station)
    station.start()
    qtbot.waitUntil(lambda: station.state is State.INSPECTING, timeout=20_000)
    station.studies.begin(plan())
    assert str(heard.told.seen[-1]) == "Only an engineer may do this: sign in with F8."
    assert station.state is State.INSPECTING
