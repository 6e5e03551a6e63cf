"""Rendered castings as a folder, in the layout that the real pictures are published in."""

import csv
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from camera.camera import CameraError
from camera.rig.casting import RenderedCasting
from camera.rig.render import render_casting
from models.atomic_file import SHARED, replacing, write_file

LABELS = {True: "def_front", False: "ok_front"}


def write_dataset(folder: Path, count: int, seed: int, size: int = 512) -> None:
    """Write `count` castings, every second one defective, each of them a casting of its own.

    Beside `{def_front,ok_front}/rig_XXXX.png` stand `groups.csv` (path, label, casting) and
    `truth.json` (by path: defects and outline, in pixels). Raises CameraError when the folder
    cannot be written.
    """
    rows: list[tuple[str, str, int]] = []
    truth: dict[str, Any] = {}
    try:
        for label in LABELS.values():
            (folder / label).mkdir(parents=True, exist_ok=True)
        for number in range(count):
            rng = np.random.default_rng([seed, number])
            casting = render_casting(rng, size, defective=number % 2 == 0)
            path = f"{LABELS[casting.is_defective]}/rig_{number:04d}.png"
            content = cv2.imencode(".png", casting.pixels)[1].tobytes()
            write_file(folder / path, content, SHARED)
            rows.append((path, LABELS[casting.is_defective], number))
            truth[path] = _truth(casting)
        write_file(folder / "truth.json", json.dumps(truth, indent=1), SHARED)
        _write_groups(folder / "groups.csv", rows)  # the last: it says that all is there
    except OSError as error:
        raise CameraError(
            "The rendered pictures cannot be written to {folder}: {reason}.",
            folder=str(folder),
            reason=error.strerror or str(error),
        ) from error


def _truth(casting: RenderedCasting) -> dict[str, Any]:
    return {
        "defects": [asdict(defect) for defect in casting.defects],
        "outline": asdict(casting.outline),
    }


def _write_groups(file: Path, rows: list[tuple[str, str, int]]) -> None:
    with (
        replacing(file, SHARED) as part,
        part.open("w", encoding="utf-8", newline="") as stream,
    ):
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("path", "label", "casting"))
        writer.writerows(rows)
