"""The fixtures that watch every test are watched themselves, in a pytest of their own."""

import pytest

LEAKY_TESTS = """
import atexit
import threading

import structlog
from PySide6.QtCore import QThread, QTimer
from PySide6.QtWidgets import QWidget

from tests import leaks
from tests.conftest import *

leaks.GRACE_SECONDS = 0
kept = []


def test_thread():
    threading.Thread(target=threading.Event().wait, name="sleeper", daemon=True).start()


def test_timer(qapp):
    kept.append(QTimer())
    kept[-1].start(1000)


def test_qthread(qapp):
    thread = QThread()
    kept.append(thread)
    thread.start()
    atexit.register(lambda: (thread.quit(), thread.wait()))


def test_window(qapp):
    kept.append(QWidget())


def test_log():
    structlog.get_logger().error("something broke")


def test_tidy(qtbot, errors_logged):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    QTimer(window).start(1000)
    structlog.get_logger().error("it broke as it should")
    errors_logged.clear()
"""


def test_a_test_that_leaves_something_behind_fails(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_leaky=LEAKY_TESTS)
    outcome = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    outcome.assert_outcomes(passed=6, errors=5)
    outcome.stdout.fnmatch_lines_random(
        [
            "*test_thread leaves behind the thread sleeper",
            "*test_timer leaves behind the QTimer*",
            "*test_qthread leaves behind the QThread*",
            "*test_window leaves behind the window*",
            "*unexpected errors were logged*something broke*",
        ]
    )


def test_where_everything_is_there_a_skip_is_a_failure(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASTWATCH_CI_ALL", "1")
    pytester.makeconftest("from tests.conftest import *")
    pytester.makepyfile("import pytest\ndef test_it():\n    pytest.skip('no broker')")
    pytester.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(failed=1)


def test_what_is_too_heavy_for_ci_may_skip(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASTWATCH_CI_ALL", "1")
    pytester.makeconftest("from tests.conftest import *")
    pytester.makepyfile(
        "import pytest\n@pytest.mark.left_out\ndef test_it():\n    pytest.skip('no Superset')"
    )
    pytester.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(skipped=1)
