"""Figures of the code's structure: python -m tests.structure.

tests/test_structure.py holds their bounds, so that they only get better.
"""

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ("app", "widgets", "inference", "camera", "models", "plant", "resources")
RECORDED_FIELD = "novelty"  # one field of an inspection: in how many files is it named?


@dataclass(frozen=True, slots=True)
class Structure:
    """What is counted in the packages; tests, docs and translations are not."""

    largest_folder: str
    largest_folder_modules: int
    signals_to_signals: int  # connections that only pass a signal on
    noqa_per_1000_lines: float
    classes_named_twice: tuple[str, ...]
    files_of_a_field: int  # that name RECORDED_FIELD

    def __str__(self) -> str:
        twice = ", ".join(self.classes_named_twice) or "none"
        return "\n".join(
            (
                f"largest folder            {self.largest_folder} ({self.largest_folder_modules})",
                f"signal-to-signal          {self.signals_to_signals} connections",
                f"noqa                      {self.noqa_per_1000_lines:.1f} per 1,000 lines",
                f"class names used twice    {twice}",
                f'files that name "{RECORDED_FIELD}"   {self.files_of_a_field}',
            )
        )


def structure() -> Structure:
    """Count."""
    sources = {path: path.read_text("utf-8") for path in modules()}
    trees = {path: ast.parse(text) for path, text in sources.items()}
    folders = Counter(path.parent for path in sources if path.name != "__init__.py")
    # Revisions are added one by one, and nobody has to find their way among them.
    largest = max((f for f in folders if f.name != "versions"), key=lambda folder: folders[folder])
    lines = sum(text.count("\n") for text in sources.values())
    remarks = sum(len(re.findall(r"#\s*noqa", text)) for text in sources.values())
    classes = Counter(name for tree in trees.values() for name in _classes(tree))
    signals = {name for tree in trees.values() for name in _signals(tree)}
    return Structure(
        str(largest.relative_to(ROOT)),
        folders[largest],
        sum(_relays(tree, signals) for tree in trees.values()),
        remarks / lines * 1000,
        tuple(sorted(name for name, count in classes.items() if count > 1)),
        sum(bool(re.search(rf"\b{RECORDED_FIELD}\b", text)) for text in sources.values()),
    )


def modules() -> Iterator[Path]:
    """Every module of the packages."""
    for package in PACKAGES:
        yield from sorted((ROOT / package).rglob("*.py"))


def _classes(tree: ast.Module) -> Iterator[str]:
    yield from (node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef))


def _signals(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Assign(
                targets=[ast.Name(id=name)], value=ast.Call(func=ast.Name(id="Signal"))
            ):
                yield name


def _relays(tree: ast.Module, signals: set[str]) -> int:
    """Connections whose receiver is a signal: sender.a.connect(self.b), or self.b.emit."""
    count = 0
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(attr="connect"), args=[ast.Attribute() as receiver, *_]
            ):
                named = receiver.value if receiver.attr == "emit" else receiver
                count += isinstance(named, ast.Attribute) and named.attr in signals
    return count


if __name__ == "__main__":
    sys.stdout.write(f"{structure()}\n")
