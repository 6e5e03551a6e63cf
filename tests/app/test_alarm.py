"""The alarm where there is no sound device: tests run without one."""

import subprocess
import sys
import wave
from collections.abc import Iterator

import numpy as np
import psutil
import pytest
from pytestqt.qtbot import QtBot

from app import alarm as alarm_module
from app import alarm_player
from app.alarm import Alarm, probe, recording
from app.alarm_player import Ended, Loop
from app.settings import AlarmSettings
from models.health import Condition, Health
from models.sound import Sound
from tests.fakes import Recorder


@pytest.fixture
def alarm(qapp: object) -> Iterator[Alarm]:
    alarm = Alarm(AlarmSettings())
    yield alarm
    alarm.stop()


@pytest.fixture
def told(alarm: Alarm) -> list[Health]:
    recorder = Recorder()
    alarm.health_changed.connect(recorder.take)
    recorder.setParent(alarm)
    return recorder.seen


def test_a_missing_sound_device_is_told_at_the_start(
    alarm: Alarm, told: list[Health], qtbot: QtBot
) -> None:
    alarm.start()
    qtbot.waitUntil(lambda: len(told) == 2, timeout=10_000)
    assert [health.condition for health in told] == [Condition.WAITING, Condition.FAULT]
    assert str(told[1].why) == "There is no sound device: a reject is shown, but not heard."


def test_it_is_tried_again_while_the_alarm_is_due_and_told_once(
    alarm: Alarm, told: list[Health], qtbot: QtBot
) -> None:
    alarm.sound(Sound.REJECT)
    qtbot.waitUntil(lambda: alarm._retry_ms >= 1000, timeout=20_000)  # after two attempts
    assert [health.condition for health in told] == [Condition.FAULT]


def test_a_more_urgent_sound_takes_over_and_a_lesser_does_not(alarm: Alarm) -> None:
    alarm.sound(Sound.WARNING)
    alarm.sound(Sound.REJECT)
    alarm.sound(Sound.FAULT)
    assert alarm.due is Sound.REJECT
    alarm.acknowledge()
    assert alarm.due is None


def test_it_gets_louder_until_it_is_acknowledged(alarm: Alarm, qtbot: QtBot) -> None:
    alarm.set_volume(0.3)
    alarm._escalating.setInterval(20)
    alarm.sound(Sound.REJECT)
    assert alarm._heard() == pytest.approx(0.3)
    qtbot.waitUntil(lambda: alarm._heard() == 1.0, timeout=5_000)
    alarm.acknowledge()
    assert alarm._heard() == pytest.approx(0.3)
    assert not alarm._escalating.isActive()


def test_a_muted_alarm_stays_silent_for_a_while_and_then_comes_back(
    alarm: Alarm, qtbot: QtBot
) -> None:
    back = Recorder()
    alarm.volume_changed.connect(back.take)
    alarm._muted.setInterval(50)
    alarm._escalating.setInterval(10)
    alarm.set_volume(0.6)
    alarm.sound(Sound.REJECT)
    alarm.set_volume(0.0)
    assert alarm._heard() == 0.0, "it does not get louder either"
    qtbot.waitUntil(lambda: back.seen == [0.6], timeout=5_000)
    assert alarm._heard() >= 0.6


def test_a_mute_that_is_lifted_by_hand_is_not_lifted_again(alarm: Alarm) -> None:
    alarm.set_volume(0.0)
    assert alarm._muted.isActive()
    alarm.set_volume(0.4)
    assert not alarm._muted.isActive()


def test_an_alarm_that_is_switched_off_says_so_and_starts_nothing(qapp: object) -> None:
    alarm, recorder = Alarm(AlarmSettings(enabled=False)), Recorder()
    alarm.health_changed.connect(recorder.take)
    alarm.start()
    alarm.sound(Sound.REJECT)
    assert [health.condition for health in recorder.seen] == [Condition.OFF]
    assert alarm.due is None
    assert alarm._helper is None


def test_the_probe_says_what_is_missing() -> None:
    assert "no sound device" in str(probe())


def test_the_probe_does_not_wait_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "does not play" in str(probe(timeout=0.001))


@pytest.mark.parametrize("kind", Sound)
def test_each_sound_is_there_and_lasts_a_second(kind: Sound) -> None:
    with wave.open(str(recording(kind))) as sound:
        assert sound.getnchannels() == 1
        assert sound.getsampwidth() == 2
        assert sound.getnframes() == sound.getframerate()


def test_the_station_itself_never_loads_the_sound_library() -> None:
    loaded = "import sys, app.alarm; sys.exit('miniaudio' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", loaded], check=False).returncode == 0


def test_a_loop_has_no_seam() -> None:
    loop = Loop(recording(Sound.REJECT), volume=1)
    first, second = (
        [*loop.next(loop.rate // 2), *loop.next(1), *loop.next(loop.rate // 2 - 1)]
        for _ in range(2)
    )
    assert len(first) == loop.rate
    assert first == second == list(loop.next(loop.rate))
    assert any(first)


def test_the_volume_scales_every_sample() -> None:
    loud, soft = (Loop(recording(Sound.REJECT), volume).next(5_000) for volume in (1.0, 0.5))
    assert np.abs(loud).max() > 10_000
    assert np.all(np.abs(loud / 2 - soft) <= 1)


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alarm_player, "SERVER_LIBRARY", "libnowhere.so.0")
    assert alarm_player._why_none() is Ended.NO_LIBRARY


HANGING = """
import ctypes, sys
from app import alarm as alarm_module
from app import alarm_player
def hang(rate):
    print("hangs", flush=True)
    {hang}
alarm_player._open = hang
alarm_player.OPEN_WITHIN_SECONDS = {bound}
alarm_player.main({arguments!r})
"""
ASLEEP = "import time; time.sleep(300)"  # as a library that lets other threads go on
LOCKED = "ctypes.PyDLL(None).sleep(300)"  # as one that does not
SOUND = [str(recording(Sound.REJECT)), "0.5"]


def hanging(hang: str, arguments: list[str], bound: float = 300) -> subprocess.Popen[bytes]:
    """A player beside a sound server that has accepted it and says nothing more."""
    code = HANGING.format(hang=hang, arguments=arguments, bound=bound)
    pipe = subprocess.PIPE
    player = subprocess.Popen([sys.executable, "-c", code], stdin=pipe, stdout=pipe)
    assert player.stdout is not None
    assert player.stdout.readline() == b"hangs\n"
    return player


def end(player: subprocess.Popen[bytes]) -> None:
    for pipe in (player.stdin, player.stdout):
        if pipe is not None:
            pipe.close()
    player.kill()
    player.wait(5)


def test_a_player_that_hangs_ends_with_the_pipe_of_its_station() -> None:
    player = hanging(ASLEEP, SOUND)
    try:
        assert player.stdin is not None
        player.stdin.close()
        assert player.wait(10) == Ended.WELL
    finally:
        end(player)


@pytest.mark.parametrize("hang", [ASLEEP, LOCKED])
@pytest.mark.parametrize("arguments", [SOUND, ["--probe"]])
def test_a_player_that_hangs_has_a_bound(hang: str, arguments: list[str]) -> None:
    player = hanging(hang, arguments, bound=0.5)
    try:
        code = player.wait(10)
        assert code not in set(Ended)
        assert "does not play" in str(alarm_module._why(code))
    finally:
        end(player)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the pipe alone tells")
@pytest.mark.parametrize("hang", [ASLEEP, LOCKED])
def test_a_player_that_hangs_does_not_outlive_a_station_that_is_killed(hang: str) -> None:
    code = HANGING.format(hang=hang, arguments=SOUND, bound=300)
    station_code = (
        "import subprocess, sys, time; p = subprocess.Popen([sys.executable, '-c', sys.argv[1]],"
        " stdin=subprocess.PIPE, stdout=subprocess.PIPE); p.stdout.readline();"
        " print(p.pid, flush=True); time.sleep(300)"
    )
    command = [sys.executable, "-c", station_code, code]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as station:
        assert station.stdout is not None
        player = psutil.Process(int(station.stdout.readline()))
        station.kill()
    _, alive = psutil.wait_procs([player], timeout=10)
    assert not alive or player.status() == psutil.STATUS_ZOMBIE
