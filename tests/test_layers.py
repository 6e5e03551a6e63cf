"""The layers hold: who may import whom, and what is never loaded where it would be felt."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def test_the_rooms_stand_on_one_another() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    linted = subprocess.run(
        [linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert linted.returncode == 0, linted.stdout


@pytest.mark.parametrize("module", ["app.cli", "app.main", "app.doctor", "app.commands.inspect"])
def test_the_station_never_loads_tensorflow(module: str) -> None:
    loaded = modules_after(f"import {module}")
    assert module in loaded
    assert not loaded & {"tensorflow", "keras", "miniaudio"}


def test_what_a_second_thread_imports_names_nothing_of_qt() -> None:
    assert "PySide6" not in modules_after("import app.parts")
    assert "app.storage.export.pdf_sheet" in modules_after("import app.main")  # so not first later


def test_the_help_of_the_commands_waits_for_nothing_heavy() -> None:
    loaded = modules_after("import app.cli")
    heavy = {"PySide6", "cv2", "sqlalchemy", "kafka", "ai_edge_litert", "fastapi", "uvicorn"}
    assert not loaded & heavy


def test_the_plant_loads_nothing_of_the_station() -> None:
    loaded = modules_after("import plant.api.serving")
    assert not loaded & {"PySide6", "app", "widgets", "camera", "resources", "tensorflow"}


def test_the_charts_library_waits_until_the_statistics_are_opened() -> None:
    assert "pyqtgraph" not in modules_after("import app.main, app.screen")
    code = "import sys; a, b = sys.excepthook, __import__('threading').excepthook"
    code += "; import widgets.statistics_page, threading"
    code += "; print(a is sys.excepthook and b is threading.excepthook)"  # crash reports hang on it
    assert output_of(code).split()[-1] == "True"


def test_opencv_does_not_send_qt_to_its_own_plugins() -> None:
    code = "import os, cv2; print(*(name for name in os.environ if name.startswith('QT_QPA')))"
    environment = {name: v for name, v in os.environ.items() if not name.startswith("QT_QPA")}
    assert output_of(code, environment).split() == []


OPENS_IMAGES = {
    "Image.open": {"models/pictures.py"},
    "cv2.imread": set(),
    "cv2.imreadmulti": set(),
    "cv2.imdecodemulti": set(),
    "cv2.imdecode": {  # of JPEG that the same function has just made
        "camera/rig/render.py",
        "inference/training/augment.py",
        "inference/training/disturb.py",
    },
    "cv2.VideoCapture": {"camera/capturing.py", "camera/opencv_camera.py"},
    "QImageReader": set(),
    "QMovie": set(),
    "QImage.fromData": {"widgets/manual_dialog.py"},  # of the manual, which is ours
    "pickle.load": set(),
    "pickle.loads": set(),
    "ElementTree.parse": set(),
}
"""Which modules may call what decodes a file by whatever format its content claims."""


def test_image_files_are_opened_in_one_place() -> None:
    rooms = ("app", "plant", "widgets", "inference", "camera", "models", "resources")
    calls = {
        (ast.unparse(node.func).removeprefix("PIL."), file.relative_to(ROOT).as_posix())
        for room in rooms
        for file in (ROOT / room).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call)
    }
    assert not {(name, file) for name, file in calls if file not in OPENS_IMAGES.get(name, {file})}


def test_image_files_are_opened_with_a_list_of_formats() -> None:
    tree = ast.parse((ROOT / "models/pictures.py").read_text("utf-8"))
    opens = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Image.open"
    ]
    assert opens
    for call in opens:
        assert "formats" in {keyword.arg for keyword in call.keywords}


def modules_after(code: str) -> set[str]:
    return set(output_of(f"{code}\nimport sys\nprint(*sys.modules)").split())


def output_of(code: str, environment: dict[str, str] | None = None) -> str:
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout
