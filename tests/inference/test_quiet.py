import os
import subprocess
import sys
import tempfile
from threading import Thread
from typing import NoReturn

import pytest

from inference.network_folder import bundled_network
from inference.quiet import without_line
from tests.conftest import ROOT

LINE = b"INFO: hello"


def test_the_line_is_held_back_and_nothing_else(capfd: pytest.CaptureFixture[str]) -> None:
    with without_line(LINE):
        os.write(2, b"before\n" + LINE + b"\nINFO: hello, world\nafter")
    os.write(2, b", and on\n")
    assert capfd.readouterr().err == "before\nINFO: hello, world\nafter, and on\n"


def test_what_was_written_before_a_failure_comes_through(
    capfd: pytest.CaptureFixture[str],
) -> None:
    def fail() -> None:
        with without_line(LINE):
            os.write(2, LINE + b"\nwhy\n")
            raise ValueError("native")

    with pytest.raises(ValueError, match="native"):
        fail()
    assert capfd.readouterr().err == "why\n"


def test_two_threads_give_the_error_stream_back(capfd: pytest.CaptureFixture[str]) -> None:
    def write(name: bytes) -> None:
        for _ in range(20):
            with without_line(LINE):
                os.write(2, LINE + b"\n" + name + b"\n")

    threads = [Thread(target=write, args=(name,)) for name in (b"one", b"two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(capfd.readouterr().err.split()) == ["one"] * 20 + ["two"] * 20


def test_without_room_for_a_file_nothing_is_held_back(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room() -> NoReturn:
        raise OSError("No usable temporary directory found")

    monkeypatch.setattr(tempfile, "TemporaryFile", no_room)
    with without_line(LINE):
        os.write(2, LINE + b"\n")
    assert capfd.readouterr().err == "INFO: hello\n"


CLASSIFY = """
import sys
from pathlib import Path
import numpy as np
from inference.litert_classifier import LitertClassifier
classifier = LitertClassifier(Path(sys.argv[1]))
geometry = classifier.card.geometry
classifier.judge_strip(np.zeros((geometry.height, geometry.width), np.uint8))
print("judged")
"""


@pytest.mark.parametrize("redirection", ["", "2>&-"], ids=["open", "closed"])
def test_a_network_judges_in_silence(redirection: str) -> None:
    command = f'"$0" -c "$1" "$2" {redirection}'
    done = subprocess.run(
        ["sh", "-c", command, sys.executable, CLASSIFY, str(bundled_network())],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "judged\n", "")
