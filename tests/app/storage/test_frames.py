"""The frames of a casting that were combined: kept, sealed, read again, pruned."""

import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.storage.evidence import Evidence
from app.storage.history import History
from app.storage.store import Store
from models.inspection import KeptFrame, KeptPicture
from models.judgement import Finding, Verdict
from models.seal import FIRST, seal_of
from tests.app.storage.recording import DAY, MORNING, finding, settings
from tests.fakes import inspection

SEAL_OF_BEFORE = "ac3034454bc6bd87d6588a42c920639de513b0693473ddf120e2deb357574215"


def of_three(verdict: Verdict = Verdict.REJECT) -> Finding:
    """A finding of three frames, the second of which is the one that is shown."""
    found = finding(verdict, frame_probabilities=(0.9, 0.95, 0.99), defect_probability=0.95)
    frames = (found.pixels + np.uint8(1), found.pixels, found.pixels + np.uint8(2))
    return replace(found, frames=frames)


def files(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.rglob("*.png"))


def test_every_frame_of_a_kept_casting_is_kept_in_order(store: Store, history: History) -> None:
    kept = store.keep(of_three(), DAY, MORNING)
    assert kept.picture is not None
    assert history.inspection(kept.id) == kept
    details = Evidence(history, store.pictures).details(kept.id)
    assert [frame[0, 0] for frame in details.frames] == [1, 0, 2]
    assert details.judged_frame == 1
    assert details.pixels is not None
    assert np.array_equal(details.frames[1], details.pixels)
    for frame in kept.picture.frames:
        file = store.pictures.file(frame.path)
        assert file is not None
        assert hashlib.sha256(file.read_bytes()).hexdigest() == frame.sha256
    assert kept.picture.frames[1] == KeptFrame(kept.picture.path, kept.picture.sha256)


def test_a_pass_leaves_no_frame_behind(store: Store, tmp_path: Path) -> None:
    assert store.keep(of_three(Verdict.PASS), DAY, MORNING).picture is None
    assert files(tmp_path) == []


def test_one_frame_is_kept_once(store: Store, tmp_path: Path) -> None:
    one = replace(of_three(), frames=(of_three().pixels,))
    kept = store.keep(one, DAY, MORNING)
    assert kept.picture is not None
    assert kept.picture.frames == ()
    assert len(files(tmp_path)) == 2  # the picture and its map


def test_the_other_frames_are_left_out_where_the_settings_say_so(tmp_path: Path) -> None:
    store = Store(settings(tmp_path, keep_frames=False), "station-1")
    kept = store.keep(of_three(), DAY, MORNING)
    store.close()
    assert kept.picture is not None
    assert kept.picture.frames == ()
    assert len(files(tmp_path)) == 2


def test_a_frame_that_was_pruned_takes_the_others_from_the_screen(
    store: Store, history: History
) -> None:
    kept = store.keep(of_three(), DAY, MORNING)
    assert kept.picture is not None
    file = store.pictures.file(kept.picture.frames[2].path)
    assert file is not None
    file.unlink()
    details = Evidence(history, store.pictures).details(kept.id)
    assert details.frames == ()
    assert details.pixels is not None


def test_frames_that_a_crash_left_behind_are_moved_with_their_picture(
    store: Store, history: History, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(store.pictures, "settle", lambda _: None)  # the program dies before it
    kept = store.keep(of_three(), DAY, MORNING)
    monkeypatch.undo()
    assert store.sweep() == 0
    incoming = next(tmp_path.rglob("incoming"))
    assert list(incoming.iterdir()) == []
    assert len(Evidence(history, store.pictures).details(kept.id).frames) == 3


def test_frames_without_an_inspection_are_swept_away(
    store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    unrecorded = store.pictures.take("0199d1c2-7f00-7abc-8def-000000000001", of_three(), MORNING)
    assert unrecorded is not None
    assert len(files(tmp_path)) == 4
    assert store.sweep() == 4
    assert files(tmp_path) == []


def test_frames_of_a_finding_that_could_not_be_recorded_are_withdrawn(
    store: Store, tmp_path: Path
) -> None:
    kept = store.pictures.take("0199d1c2-7f00-7abc-8def-000000000002", of_three(), MORNING)
    assert kept is not None
    store.pictures.withdraw(kept)
    assert files(tmp_path) == []


def test_a_seal_covers_the_frames_and_older_seals_still_fit(store: Store) -> None:
    kept = store.keep(of_three(), DAY, MORNING)
    assert kept.picture is not None
    without = replace(kept, picture=replace(kept.picture, frames=()))
    assert seal_of(kept, FIRST) != seal_of(without, FIRST)


def test_a_seal_from_before_frames_were_kept_still_fits() -> None:
    """Worked out with the program as it was then."""
    picture = KeptPicture("2026/01/01/a.png", "a" * 64, None)
    assert seal_of(inspection(1, picture=picture), FIRST) == SEAL_OF_BEFORE
