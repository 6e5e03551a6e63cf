"""The alarm as it is heard: played to a real sound server, and recorded there."""

from collections.abc import Iterator

import numpy as np
import psutil
import pytest
from pytestqt.qtbot import QtBot

from app.alarm import Alarm, probe
from app.settings import AlarmSettings
from models.health import Condition
from models.sound import Sound
from tests.system.sound_server import RATE, SoundServer

pytestmark = pytest.mark.system


@pytest.fixture
def alarm(sound_server: SoundServer, qapp: object) -> Iterator[Alarm]:
    alarm = Alarm(AlarmSettings())
    yield alarm
    alarm.stop()
    assert not _helpers()


def test_a_reject_is_heard_at_880_hertz(
    alarm: Alarm, sound_server: SoundServer, qtbot: QtBot
) -> None:
    sound_server.start()
    with sound_server.listening() as ear:
        alarm.sound(Sound.REJECT)
        qtbot.waitUntil(lambda: ear.loud_seconds() > 1.0, timeout=15_000)
    assert ear.pitch() == pytest.approx(880, abs=2)


def test_it_loops_until_acknowledged_and_is_silent_within_300_ms(
    alarm: Alarm, sound_server: SoundServer, qtbot: QtBot
) -> None:
    sound_server.start()
    with sound_server.listening() as ear:
        alarm.sound(Sound.REJECT)
        qtbot.waitUntil(lambda: ear.loud_seconds() > 1.5, timeout=15_000)  # over three rounds
        acknowledged_at = ear.samples().size
        alarm.acknowledge()
        silent_from = acknowledged_at + int(0.3 * RATE)
        qtbot.waitUntil(lambda: ear.samples().size > silent_from + 1.5 * RATE, timeout=15_000)
    assert np.all(ear.samples()[silent_from:] == 0)


def test_the_volume_changes_while_it_sounds(
    alarm: Alarm, sound_server: SoundServer, qtbot: QtBot
) -> None:
    sound_server.start()
    alarm.set_volume(1.0)
    alarm.sound(Sound.REJECT)
    loud, soft = (_loudest(alarm, sound_server, qtbot, volume) for volume in (1.0, 0.3))
    assert soft == pytest.approx(0.3 * loud, rel=0.25)


def test_the_sound_server_is_lost_and_comes_back(
    alarm: Alarm, sound_server: SoundServer, qtbot: QtBot
) -> None:
    sound_server.start()
    alarm.sound(Sound.REJECT)
    qtbot.waitUntil(lambda: alarm.health.condition is Condition.OK, timeout=10_000)

    sound_server.kill()
    qtbot.waitUntil(lambda: alarm.health.condition is Condition.FAULT, timeout=10_000)

    sound_server.start()
    with sound_server.listening() as ear:
        qtbot.waitUntil(lambda: ear.loud_seconds() > 0.5, timeout=15_000)
    qtbot.waitUntil(lambda: alarm.health.condition is Condition.OK, timeout=10_000)


def test_a_sound_server_without_a_device_is_no_device(sound_server: SoundServer) -> None:
    sound_server.start(sink="auto_null")  # what a server plays to where there is nothing else
    assert "no sound device" in str(probe())


def test_a_sound_server_with_a_device_is_heard_of(sound_server: SoundServer) -> None:
    sound_server.start()
    assert probe() is None


def test_the_player_does_not_outlive_the_station(
    alarm: Alarm, sound_server: SoundServer, qtbot: QtBot
) -> None:
    sound_server.start()
    alarm.sound(Sound.FAULT)
    qtbot.waitUntil(lambda: alarm.health.condition is Condition.OK, timeout=10_000)
    (player,) = _helpers()
    assert alarm._helper is not None
    alarm._helper.closeWriteChannel()  # which is what a station that is killed does
    player.wait(5)


def _loudest(alarm: Alarm, server: SoundServer, qtbot: QtBot, volume: float) -> float:
    alarm.set_volume(volume)
    with server.listening() as ear:
        qtbot.waitUntil(lambda: ear.loud_seconds() > 1.0, timeout=15_000)
    settled = ear.samples()[RATE // 2 :]
    return float(np.abs(settled).max())


def _helpers() -> list[psutil.Process]:
    return [
        child
        for child in psutil.Process().children()
        if child.status() != psutil.STATUS_ZOMBIE
        and any("alarm_player" in word for word in child.cmdline())
    ]
