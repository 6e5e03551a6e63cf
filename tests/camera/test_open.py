import subprocess
import sys
import traceback
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camera.camera import CameraError
from camera.config import (
    CameraConfig,
    DeviceConfig,
    FolderConfig,
    StreamConfig,
    SyntheticConfig,
    VideoConfig,
)
from camera.open import make_camera, parse_spec


@pytest.mark.parametrize(
    ("spec", "config"),
    [
        ("synthetic", SyntheticConfig()),
        ("0", DeviceConfig(index=0)),
        ("63", DeviceConfig(index=63)),
        ("rtsp://10.0.0.7/live", StreamConfig(url="rtsp://10.0.0.7/live")),
        ("HTTP://cam/s.mjpg", StreamConfig(url="HTTP://cam/s.mjpg")),
    ],
)
def test_what_names_a_camera(spec: str, config: CameraConfig) -> None:
    assert parse_spec(spec) == config


def test_a_folder_and_a_video_are_told_apart(tmp_path: Path) -> None:
    video = tmp_path / "line.mp4"
    video.touch()
    assert parse_spec(str(tmp_path)) == FolderConfig(path=tmp_path)
    assert parse_spec(str(video)) == VideoConfig(path=video)


@pytest.mark.parametrize(
    "spec", ["64", "1000", "ftp://cam/x", "rtsp://", "nowhere", "", "http://[::1"]
)
def test_what_names_no_camera_is_told_in_one_sentence(spec: str) -> None:
    with pytest.raises(CameraError) as refusal:
        parse_spec(spec)
    assert str(refusal.value).endswith(".")
    assert "\n" not in str(refusal.value)


def test_a_single_picture_is_no_camera(tmp_path: Path) -> None:
    picture = tmp_path / "one.JPEG"
    picture.touch()
    with pytest.raises(CameraError, match="give its folder"):
        parse_spec(str(picture))


@pytest.mark.parametrize(
    "url", ["http://me:secret@127.0.0.1:9/x?token=secret", "rtsp://me:secret@127.0.0.1:9/x"]
)
def test_a_password_shows_nowhere(url: str, capfd: pytest.CaptureFixture[str]) -> None:
    config = parse_spec(url)
    camera = make_camera(config)
    with pytest.raises(CameraError) as refusal:
        camera.open()
    shown = f"{config!r} {camera.name} {refusal.value} {''.join(capfd.readouterr())}"
    assert "secret" not in shown
    assert "127.0.0.1" in camera.name


@pytest.mark.parametrize(
    "spec",
    [
        "rtsp://admin:Pa/secret9@10.0.0.7/live",
        "rtsp://admin:Pa?secret9@10.0.0.7/live",
        "rtsp://admin:Pa#secret9@10.0.0.7/live",
        "rtsp://admin:Pa secret9@10.0.0.7/live",
        "rtsp://admin:secret9",
        "RTSP://admin:se\u2028secret9@10.0.0.7/live",
        "rtsp://admin:secret9＠10.0.0.7/live",
        "rtsp://10.0.0.7:99999/secret9",
        "rtsp:/admin:secret9@10.0.0.7/live",
        "admin:Pa/secret9@10.0.0.7/live",
        "ftp://admin:secret9@10.0.0.7/live",
        "://admin:secret9@10.0.0.7/live",
    ],
)
def test_an_address_that_is_refused_is_not_repeated(spec: str) -> None:
    with pytest.raises(CameraError) as refusal:
        parse_spec(spec)
    assert "secret9" not in "".join(traceback.format_exception(refusal.value))
    assert "\n" not in str(refusal.value)


@given(st.text(st.characters(categories=("L", "N", "P", "S"), exclude_characters="/?#\\")))
def test_a_password_of_any_other_characters_is_taken_and_hidden(odd: str) -> None:
    config = parse_spec(f"rtsp://admin:{odd}secret9@10.0.0.7:554/live")
    camera = make_camera(config)
    assert camera.name == "rtsp://10.0.0.7:554"
    assert "secret9" not in repr(config)


@pytest.mark.parametrize("spec", ["63", "http://127.0.0.1:9/x"])
def test_a_camera_that_is_not_there_refuses_in_words_alone(
    spec: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CameraError, match="cannot be opened"):
        make_camera(parse_spec(spec)).open()
    assert capfd.readouterr() == ("", "")


def test_a_file_that_is_no_video_refuses(tmp_path: Path) -> None:
    file = tmp_path / "notes.mp4"
    file.write_text("no video")
    with pytest.raises(CameraError, match="cannot be opened"):
        make_camera(parse_spec(str(file))).open()


def test_opencv_leaves_the_settings_of_qt_alone() -> None:
    script = (
        "import os, camera.opencv_camera; print([n for n in os.environ if n.startswith('QT_')])"
    )
    shown = subprocess.run(
        [sys.executable, "-c", script], env={}, capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == "[]"
