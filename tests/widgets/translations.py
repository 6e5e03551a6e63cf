"""Bring the translation up to date with the sources: python -m tests.widgets.translations.

New strings are then `unfinished` in resources/translations/castwatch_ko.ts: translate them there
(or in Qt Linguist) and run this again, which also makes the .qm that the program loads.
"""

import ast
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import PySide6

import resources

ROOT = Path(__file__).parents[2]
ROOMS = ("app", "camera", "inference", "models", "widgets")
TS = resources.path("translations/castwatch_ko.ts")
QM = TS.with_suffix(".qm")
_QT = Path(PySide6.__file__).parent
_LUPDATE, _LRELEASE = _QT / "lupdate", _QT / "lrelease"


def known_error_templates() -> set[str]:
    """The sentences of all known errors: the first, literal argument where one is made."""
    trees = [ast.parse(file.read_text("utf-8")) for room in ROOMS for file in _python(room)]
    kinds = _known_error_kinds(trees)
    calls = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {
        call.args[0].value
        for call in calls
        if _name(call.func) in kinds
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    }


def update(ts: Path) -> None:
    """Merge the strings of the sources into `ts`; what is gone from them goes."""
    with tempfile.TemporaryDirectory() as folder:
        notices = Path(folder) / "notices.py"
        lines = (f"QT_TRANSLATE_NOOP('Notice', {_quoted(t)})" for t in known_error_templates())
        notices.write_text("\n".join(sorted(lines)), "utf-8")
        speaking = (*_python("widgets"), *_python("app/storage/export"))
        sources = [*map(str, speaking), str(notices)]
        options = ["-no-obsolete", "-locations", "none", "-sort-messages", "-target-language", "ko"]
        _run(_LUPDATE, *sources, *options, "-ts", str(ts))


def compile_to(qm: Path, ts: Path = TS) -> None:
    """Make the file that the program loads."""
    _run(_LRELEASE, str(ts), "-qm", str(qm))


def _python(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


def _known_error_kinds(trees: list[ast.Module]) -> set[str]:
    bases = {
        node.name: {_name(base) for base in node.bases}
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and node.name.endswith("Error")
    }
    kinds = {"KnownError"}
    while more := {name for name, of in bases.items() if of & kinds} - kinds:
        kinds |= more
    return kinds


def _name(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _run(tool: Path, *arguments: str) -> None:
    subprocess.run([tool, "-silent", *arguments], check=True, capture_output=True)


def _unfinished(ts: Path) -> Iterator[str]:
    for line in ts.read_text("utf-8").splitlines():
        if 'type="unfinished"' in line:
            yield line


if __name__ == "__main__":
    update(TS)
    compile_to(QM)
    sys.exit(f"{left} strings are not translated" if (left := len(list(_unfinished(TS)))) else 0)
