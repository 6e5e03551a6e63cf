"""The place in a folder is kept, and no entry of it holds up the others."""

import errno
import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Event, Thread
from typing import Any

import cv2
import numpy as np
import pytest

from camera import folder_camera, folder_listing
from camera.camera import ALIVE, CameraError, EndOfPicturesError, UnjudgedFileError
from camera.config import FolderConfig
from camera.folder_camera import FolderCamera
from camera.shown_files import ShownFiles
from models.errors import KnownError
from models.health import Condition
from models.pictures import PictureError, decode_picture
from tests.camera.stamped import stamped

LONG_AGO = 1_700_000_000


def write(file: Path, number: int = 0, *, is_old: bool = True) -> Path:
    """An image whose file was written long ago, so that nobody is expected to write to it."""
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(cv2.imencode(".png", stamped(number))[1].tobytes())
    if is_old:
        os.utime(file, (LONG_AGO, LONG_AGO))
    return file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(6):
        write(tmp_path / "line" / f"{number}.png", number)
    return tmp_path / "line"


class Shown:
    """What a camera has shown: names of images, and the sentences on files that it passed."""

    def __init__(self, camera: FolderCamera) -> None:
        self.camera = camera
        self.names: list[str] = []
        self.passed: list[str] = []
        self.lost = 0

    def read(self) -> None:
        """One more."""
        try:
            self.names.append(Path(self.camera.read().source or "").name)
        except UnjudgedFileError as error:
            self.passed.append(str(error))

    def read_all(self) -> "Shown":
        """To the end, as a station does: opened anew when it is lost."""
        while True:
            try:
                self.camera.open()
                while True:
                    self.read()
            except EndOfPicturesError:
                return self
            except CameraError:
                self.lost += 1
                assert self.lost < 50


def camera_of(folder: Path, shown: ShownFiles | None = None, **more: Any) -> FolderCamera:
    return FolderCamera(FolderConfig(path=folder, castings_per_minute=6000, **more), shown)


def names(*numbers: int) -> list[str]:
    return [f"{number}.png" for number in numbers]


def test_a_camera_made_anew_goes_on_where_the_lost_one_was(folder: Path) -> None:
    place = ShownFiles()
    first = Shown(camera_of(folder, place))
    first.camera.open()
    for _ in range(2):
        first.read()
    first.camera.close()
    assert Shown(camera_of(folder, place)).read_all().names == names(2, 3, 4, 5)
    assert first.names == names(0, 1)


def test_a_folder_that_is_away_is_a_lost_camera_and_costs_no_casting(folder: Path) -> None:
    seen = Shown(camera_of(folder))
    seen.camera.open()
    for _ in range(2):
        seen.read()
    away = folder.rename(folder.with_name("away"))
    with pytest.raises(CameraError, match="There is no folder"):
        seen.read()
    with pytest.raises(CameraError, match="There is no folder"):
        seen.camera.open()
    away.rename(folder)
    assert seen.read_all().names == names(0, 1, 2, 3, 4, 5)
    assert seen.passed == []


def test_an_empty_folder_in_the_place_of_the_share_costs_no_casting(folder: Path) -> None:
    seen = Shown(camera_of(folder))
    seen.camera.open()
    seen.read()
    away = folder.rename(folder.with_name("away"))
    folder.mkdir()  # as the place where a share is mounted
    with pytest.raises(CameraError, match="another one than before"):
        seen.read()
    with pytest.raises(CameraError, match="no pictures"):
        seen.camera.open()
    folder.rmdir()
    away.rename(folder)
    assert seen.read_all().names == names(0, 1, 2, 3, 4, 5)


def test_a_part_of_the_folder_that_is_away_costs_no_casting(folder: Path) -> None:
    for number in range(3):
        write(folder / "sub" / f"{number}.png")
    seen = Shown(camera_of(folder))
    seen.camera.open()
    for _ in range(7):
        seen.read()
    away = (folder / "sub").rename(folder.with_name("away"))
    with pytest.raises(CameraError, match="There is no folder"):
        seen.read()
    away.rename(folder / "sub")
    assert seen.read_all().names == [*names(0, 1, 2, 3, 4, 5), *names(0, 1, 2)]


@pytest.mark.parametrize("number", [errno.EIO, errno.ESTALE, errno.ETIMEDOUT, errno.EHOSTDOWN])
def test_files_of_a_share_that_refuses_all_are_tried_again_and_not_passed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    monkeypatch.setattr(folder_camera, "TRY_AGAIN_S", 0.0)
    seen = Shown(camera_of(folder))
    seen.camera.open()
    for _ in range(2):
        seen.read()
    opened = os.open

    def refuse(path: Any, *more: Any, **others: Any) -> int:
        if os.fsencode(path).startswith(os.fsencode(folder)):
            raise OSError(number, os.strerror(number), path)
        return opened(path, *more, **others)

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", refuse)
        for _ in range(10):  # it is away for long, though the folder can be listed
            with pytest.raises(CameraError, match=r"cannot be read"):
                seen.read()
            seen.camera.open()
    assert seen.read_all().names == names(0, 1, 2, 3, 4, 5)
    assert seen.passed == []


def refusing(monkeypatch: pytest.MonkeyPatch, *files: Path) -> None:
    """Let the disk refuse these files, and no others."""
    opened, paths = os.open, {os.fsencode(file) for file in files}

    def refuse(path: Any, *more: Any, **others: Any) -> int:
        if os.fsencode(path) in paths:
            raise OSError(errno.EIO, os.strerror(errno.EIO), path)
        return opened(path, *more, **others)

    monkeypatch.setattr(folder_camera, "TRY_AGAIN_S", 0.0)
    monkeypatch.setattr(os, "open", refuse)


def test_one_file_on_a_bad_sector_is_told_and_passed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusing(monkeypatch, folder / "2.png")
    seen = Shown(camera_of(folder)).read_all()
    assert seen.names == names(0, 1, 3, 4, 5)
    assert seen.passed == ["The file 2.png cannot be read: Input/output error."]
    assert seen.lost == 0


def test_a_file_that_was_read_and_is_bad_now_does_not_hold_up_another_bad_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = Shown(camera_of(folder))
    seen.camera.open()
    for _ in range(2):
        seen.read()
    refusing(monkeypatch, folder / "1.png", folder / "2.png")
    assert seen.read_all().names == names(0, 1, 3, 4, 5)
    assert seen.lost == 0


def test_the_only_file_that_can_never_be_read_is_passed_in_the_end(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusing(monkeypatch, folder / "0.png")
    seen = Shown(camera_of(folder)).read_all()
    assert seen.names == names(1, 2, 3, 4, 5)
    assert seen.lost == folder_camera.MOST_FAILURES - 1


@pytest.mark.parametrize(
    "error", [TypeError("odd"), AttributeError("odd"), MemoryError(), RecursionError("deep")]
)
def test_whatever_a_decoder_raises_costs_one_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def odd(content: bytes, name: str) -> Any:
        if name == "1.png":
            raise error
        return decode_picture(content, name)

    monkeypatch.setattr("camera.folder_reader.decode_picture", odd)
    seen = Shown(camera_of(folder)).read_all()
    assert seen.names == names(0, 2, 3, 4, 5)
    assert len(seen.passed) == 1
    assert "1.png" in seen.passed[0]


def test_what_is_no_regular_file_is_not_opened_but_told_and_passed(folder: Path) -> None:
    os.mkfifo(folder / "a.png")
    os.mknod(folder / "b.png", stat.S_IFSOCK | 0o600)
    (folder / "c.png").symlink_to("/dev/zero")
    (folder / "d.png").symlink_to("d.png")
    (folder / "e.png").symlink_to("nowhere")
    (folder / "f.png").symlink_to(folder)
    (folder / "g.png").mkdir()
    (folder / "link").symlink_to(folder)
    began = time.monotonic()
    seen = Shown(camera_of(folder)).read_all()
    assert time.monotonic() - began < 2
    assert seen.names == names(0, 1, 2, 3, 4, 5)
    told = [sentence.partition(".png ")[::2] for sentence in seen.passed]
    assert [name.removeprefix("The file ") for name, _ in told] == [*"abcdef"]
    assert {reason for name, reason in told if name in {"a", "b", "c", "f"}} == {
        "is no regular file, but a folder, a pipe, a device or the like."
    }


def test_a_name_that_is_no_text_is_shown_and_told(folder: Path) -> None:
    casting, effect = (
        folder / os.fsdecode(name) for name in (b"\xc1\xd6\xb9\xb0.png", b"\xb0\xa1.png")
    )
    (folder / "0.png").rename(casting)  # in EUC-KR, as on an older Windows PC
    (folder / "5.png").rename(effect).write_bytes(b"")
    os.utime(effect, (LONG_AGO, LONG_AGO))
    seen = Shown(camera_of(folder)).read_all()
    assert seen.names == [*names(1, 2, 3, 4), "주물.png"]
    assert seen.passed == ["The file 가.png is empty."]


def test_a_file_that_was_removed_is_told_and_shown_if_it_comes_again(folder: Path) -> None:
    place = ShownFiles()
    seen = Shown(camera_of(folder, place))
    seen.camera.open()
    seen.read()
    taken = (folder / "1.png").rename(folder.with_name("taken.png"))
    seen.read()
    assert seen.passed == ["The file 1.png was removed before it could be judged."]
    taken.rename(folder / "1.png")
    assert seen.read_all().names == names(0, 1, 2, 3, 4, 5)


def test_a_folder_that_was_shown_is_told_to_have_been(folder: Path) -> None:
    place = ShownFiles()
    Shown(camera_of(folder, place)).read_all()
    record = Remembered(place)
    told: list[KnownError] = []
    camera = FolderCamera(FolderConfig(path=folder), ShownFiles(record), told.append)
    camera.open()
    with pytest.raises(EndOfPicturesError, match=r"All 6 images .* judged before.* --start-over"):
        camera.read()
    assert [str(each)[:12] for each in told] == ["All 6 images"]
    told.clear()
    write(folder / "9.png")
    camera = FolderCamera(FolderConfig(path=folder), ShownFiles(record), told.append)
    camera.open()
    assert Path(camera.read().source or "").name == "9.png"
    assert [str(each) for each in told] == [
        "6 images of the folder line were judged before; the station goes on with the others."
    ]
    over = FolderCamera(FolderConfig(path=folder), ShownFiles(record, start_over=True))
    assert Shown(over).read_all().names == names(0, 1, 2, 3, 4, 5, 9)


class Remembered:
    """A record of what another run has shown."""

    def __init__(self, place: ShownFiles) -> None:
        self._claims = dict(place.claims())

    def newest_round(self, _: bytes) -> int:
        return max(file.round for file in self._claims.values())

    def count(self, _: bytes, round_: int) -> int:
        return sum(file.round == round_ for file in self._claims.values())

    def shown(
        self, _: bytes, directory: bytes, first: bytes, last: bytes
    ) -> dict[bytes, tuple[int, int, int]]:
        return {
            name: (*file.state, file.round)
            for (where, name), file in self._claims.items()
            if where == directory and first <= name <= last
        }


def test_in_a_loop_a_bad_file_is_told_once_and_new_ones_are_shown(folder: Path) -> None:
    (folder / "1.png").write_bytes(b"no image")
    os.utime(folder / "1.png", (LONG_AGO, LONG_AGO))
    seen = Shown(camera_of(folder, loop=True))
    seen.camera.open()
    for _ in range(12):
        seen.read()
    write(folder / "7.png")
    for _ in range(10):
        seen.read()
    assert seen.names[:10] == names(0, 2, 3, 4, 5) * 2
    assert "7.png" in seen.names
    assert len(seen.passed) == 1


def test_a_loop_of_bad_files_alone_ends_as_an_error_and_does_not_spin(folder: Path) -> None:
    for file in folder.iterdir():
        file.write_bytes(b"no image")
        os.utime(file, (LONG_AGO, LONG_AGO))
    seen = Shown(camera_of(folder, loop=True))
    seen.camera.open()
    while len(seen.passed) < 6:
        seen.read()
    with pytest.raises(CameraError, match="no pictures"):
        seen.read()


def test_a_long_folder_is_listed_in_small_pieces_and_in_order(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_listing, "CHUNK", 7)
    monkeypatch.setattr(folder_listing, "BATCH", 3)
    for number in range(10, 50):
        write(folder / f"{number}.png")
        write(folder / "2b" / f"{number}.png")
    listed = sorted(file for file in folder.rglob("*.png") if file.is_file())
    camera = camera_of(folder)
    shown: list[Path] = []
    with closing(camera):
        camera.open()
        shown += [Path(camera.read().source or "") for _ in listed]
    assert shown == listed


@pytest.fixture
def stuck(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Iterator[Callable[[str], Event]]:
    """Let the system not answer when a file is opened, until the gate is opened."""
    gate, entered = Event(), Event()
    opened = os.open

    def stick(name: str) -> Event:
        stuck_path = os.fsencode(folder / name)

        def open_or_not(path: Any, *more: Any, **others: Any) -> int:
            if path == stuck_path:
                entered.set()
                gate.wait(30)
            return opened(path, *more, **others)

        monkeypatch.setattr(os, "open", open_or_not)
        return entered

    yield stick
    gate.set()


def test_a_file_that_does_not_answer_is_noticed_and_passed_by_the_next_camera(
    folder: Path, stuck: Callable[[str], Event], monkeypatch: pytest.MonkeyPatch
) -> None:
    entered = stuck("2.png")
    monkeypatch.setattr(folder_camera, "HUNG_S", 2.5)
    place = ShownFiles()
    camera = camera_of(folder, place)
    seen = Shown(camera)
    thread = Thread(target=seen.read_all, daemon=True)
    thread.start()
    assert entered.wait(5)
    entered_at = time.monotonic()
    while camera.check_alive() == ALIVE:
        assert time.monotonic() - entered_at < 2
        time.sleep(0.05)  # nothing tells when: the camera is asked, as a station does
    health = camera.check_alive()
    assert (health.condition, str(health.why)) == (
        Condition.FAULT,
        f"{folder}/2.png does not answer.",
    )
    time.sleep(2.5)  # then it has been silent for too long
    with pytest.raises(CameraError, match=r"2\.png does not answer"):
        camera.check_alive()
    others = Shown(camera_of(folder, place)).read_all()
    assert others.names == names(3, 4, 5)
    assert others.passed == ["The file 2.png does not answer."]
    camera.close()


def test_a_folder_that_is_gone_is_noticed_though_no_image_is_due(folder: Path) -> None:
    camera = camera_of(folder, watch=True)
    with closing(camera):
        camera.open()
        assert camera.check_alive() == ALIVE
        folder.rename(folder.with_name("away"))
        with pytest.raises(CameraError, match="There is no folder"):
            camera.check_alive()


class Watching:
    """A watched folder, read on a thread of its own."""

    def __init__(self, folder: Path) -> None:
        self.seen = Shown(camera_of(folder, watch=True))
        self.error: CameraError | None = None
        self._thread = Thread(target=self._read)
        self._thread.start()

    def _read(self) -> None:
        try:
            self.seen.camera.open()
            while True:
                self.seen.read()
        except CameraError as error:
            self.error = error

    def wait(self, condition: Callable[[], bool], timeout_s: float = 10) -> None:
        deadline = time.monotonic() + timeout_s
        while not condition():
            assert time.monotonic() < deadline, (self.seen.names, self.seen.passed, self.error)
            time.sleep(0.01)  # another thread reads

    def close(self) -> None:
        self.seen.camera.close()
        self._thread.join(5)
        assert not self._thread.is_alive()


@pytest.fixture
def watching(folder: Path) -> Iterator[Watching]:
    watching = Watching(folder)
    yield watching
    watching.close()


def test_new_images_of_a_watched_folder_are_shown(watching: Watching, folder: Path) -> None:
    watching.wait(lambda: len(watching.seen.names) == 6)
    write(folder / "new.png", is_old=False)
    watching.wait(lambda: watching.seen.names[6:] == ["new.png"])
    write(folder / "sub" / "newer.png", is_old=False)
    watching.wait(lambda: watching.seen.names[7:] == ["newer.png"])
    write(folder / "new.png", 99, is_old=False)  # another casting under the same name
    watching.wait(lambda: watching.seen.names[8:] == ["new.png"])


def test_new_images_are_found_where_the_system_does_not_tell_of_them(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> Iterator[Any]:
        raise OSError("inotify watch limit reached")

    monkeypatch.setattr("watchfiles.watch", refuse)
    watching = Watching(folder)
    try:
        watching.wait(lambda: len(watching.seen.names) == 6)
        write(folder / "new.png", is_old=False)
        watching.wait(lambda: watching.seen.names[6:] == ["new.png"])
    finally:
        watching.close()


def test_an_image_that_is_being_written_is_awaited(watching: Watching, folder: Path) -> None:
    watching.wait(lambda: len(watching.seen.names) == 6)
    content = write(folder.with_name("whole.png")).read_bytes()
    with (folder / "slow.png").open("wb") as file:
        for start in range(0, len(content), len(content) // 8):
            file.write(content[start : start + len(content) // 8])
            file.flush()
            time.sleep(0.25)  # as slowly as a camera's computer may write
    watching.wait(lambda: watching.seen.names[6:] == ["slow.png"])
    assert watching.seen.passed == []


def test_an_image_that_is_never_finished_is_told_and_shown_once_it_is(
    watching: Watching, folder: Path
) -> None:
    watching.wait(lambda: len(watching.seen.names) == 6)
    content = write(folder.with_name("whole.png")).read_bytes()
    (folder / "half.png").write_bytes(content[: len(content) // 2])
    watching.wait(lambda: len(watching.seen.passed) == 1)
    assert "half.png" in watching.seen.passed[0]
    (folder / "half.png").write_bytes(content)
    watching.wait(lambda: watching.seen.names[6:] == ["half.png"])


def test_an_image_that_gets_its_name_when_it_is_whole_is_shown_once(
    watching: Watching, folder: Path
) -> None:
    watching.wait(lambda: len(watching.seen.names) == 6)
    write(folder / "part.png", is_old=False).rename(folder / "whole.png")
    watching.wait(lambda: watching.seen.names[6:] == ["whole.png"])
    assert watching.seen.passed == []


def test_a_watched_folder_may_be_empty_and_is_closed_at_once(tmp_path: Path) -> None:
    watching = Watching(tmp_path)
    write(tmp_path / "first.png", is_old=False)
    watching.wait(lambda: watching.seen.names == ["first.png"])
    closed_at = time.monotonic()
    watching.close()
    assert time.monotonic() - closed_at < 1


def test_a_file_that_changes_while_it_is_read_is_read_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = folder / "0.png"
    fstat = os.fstat
    calls: list[int] = []

    def change(descriptor: int) -> os.stat_result:
        calls.append(descriptor)
        if len(calls) == 2:  # after it was read
            file.write_bytes(cv2.imencode(".png", np.full((80, 80), 7, np.uint8))[1].tobytes())
            os.utime(file, (LONG_AGO + 1, LONG_AGO + 1))
        return fstat(descriptor)

    monkeypatch.setattr(os, "fstat", change)
    camera = camera_of(folder)
    camera.open()
    assert (camera.read().pixels == 7).all()
    assert Path(camera.read().source or "").name == "1.png"


def test_a_record_that_cannot_be_read_is_a_lost_camera(folder: Path) -> None:
    class Broken(ShownFiles):
        def unshown(self, files: Any) -> Any:
            raise PictureError("The database is held by another program.")

    camera = camera_of(folder, Broken())
    camera.open()
    with pytest.raises(CameraError, match="place in the folder line cannot be read: The database"):
        camera.read()
