"""Files are there whole or not at all, and open to nobody new."""

import errno
import fcntl
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.atomic_file import (
    PRIVATE,
    SHARED,
    AtomicFile,
    FileError,
    file_errors,
    make_private_folder,
    replacing,
    write_file,
)


@pytest.fixture(params=[0o000, 0o022, 0o077, 0o277])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def mode_of(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


def refuse(what: str, monkeypatch: pytest.MonkeyPatch, number: int = errno.EIO) -> None:
    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, what, fail)


def test_what_is_written_takes_the_place_of_what_was_there(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    write_file(file, "첫째")
    write_file(file, b"second")
    assert file.read_bytes() == b"second"
    assert list(tmp_path.iterdir()) == [file]


def fail_half_way(part: Path, error: type[BaseException] | BaseException) -> None:
    part.write_text("half of")
    raise error


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError, OSError(errno.ENOSPC, "full")])
def test_an_error_in_the_middle_leaves_what_was_there(
    tmp_path: Path, error: type[BaseException] | BaseException
) -> None:
    file = tmp_path / "a.txt"
    write_file(file, "old")
    with pytest.raises((KeyboardInterrupt, ValueError, OSError)), replacing(file) as part:
        fail_half_way(part, error)
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_disk_that_takes_it_only_into_memory_is_no_success(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.txt"
    write_file(file, "old")
    refuse("fsync", monkeypatch)
    with pytest.raises(FileError) as said, file_errors(file):
        write_file(file, "new")
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]
    assert str(said.value) == f"The file {file} cannot be written: Input/output error."


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse("fsync", monkeypatch, errno.ENOSPC)
    with pytest.raises(FileError, match=r"^The disk is full: .*a\.txt was not written\.$"):  # noqa: SIM117
        with file_errors(tmp_path / "a.txt"):
            write_file(tmp_path / "a.txt", "new")


def test_what_is_not_as_it_should_be_takes_no_place(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    write_file(file, "old")

    def check(part: Path) -> None:
        raise ValueError(part.read_text())

    with pytest.raises(ValueError, match=r"^broken$"), replacing(file, check=check) as part:
        part.write_text("broken")
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.usefixtures("umask")
def test_a_new_file_is_its_owners_alone_whatever_the_umask(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    write_file(file, "secret")
    assert mode_of(file) == PRIVATE


def test_a_shared_file_follows_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_file(tmp_path / "a.txt", "for all", SHARED)
    finally:
        os.umask(before)
    assert mode_of(tmp_path / "a.txt") == 0o640


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o400])
def test_a_file_keeps_the_mode_that_somebody_gave_it(tmp_path: Path, mode: int) -> None:
    if mode == 0o400 and os.geteuid() != 0:
        pytest.skip("only root may write it")
    file = tmp_path / "a.txt"
    write_file(file, "old")
    file.chmod(mode)
    write_file(file, "new")
    assert mode_of(file) == mode


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_root_leaves_a_file_to_its_owner(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    write_file(file, "old")
    os.chown(file, 12345, 23456)
    write_file(file, "new")
    assert (file.stat().st_uid, file.stat().st_gid) == (12345, 23456)


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link, real = tmp_path / "link.txt", tmp_path / "real" / "a.txt"
    link.symlink_to(real)
    write_file(link, "first")
    write_file(link, "second")
    assert link.is_symlink()
    assert real.read_text() == "second"


@pytest.mark.parametrize("target", [".", "/dev/full", "fifo"])
def test_what_is_no_file_is_not_replaced(tmp_path: Path, target: str) -> None:
    os.mkfifo(tmp_path / "fifo")
    with pytest.raises(FileError, match="cannot be written"), file_errors(tmp_path / target):
        write_file(tmp_path / target, "x")
    assert not (tmp_path / target).is_file()
    assert not Path(target).is_file()


def test_what_a_killed_process_left_is_removed(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    left = AtomicFile(file)
    os.close(os.dup(left._file))
    fcntl.flock(left._file, fcntl.LOCK_UN)  # as the system does when a process ends
    left.part.write_text("half of")
    write_file(file, "new")
    assert file.read_text() == "new"
    left.discard()
    assert list(tmp_path.iterdir()) == [file]


def test_two_at_a_time_do_not_mix(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    with replacing(file) as part:
        part.write_text("first")
        with pytest.raises(OSError, match="Another program is writing it") as said:
            write_file(file, "second")
        assert said.value.filename == str(file)
    assert file.read_text() == "first"


def test_the_longest_name_can_be_written(tmp_path: Path) -> None:
    file = tmp_path / ("가" * 83 + ".pdf")
    write_file(file, "x")
    assert file.read_text() == "x"


def test_a_folder_that_is_missing_is_named_by_the_file(tmp_path: Path) -> None:
    file = tmp_path / "none" / "a.txt"
    with pytest.raises(FileError) as said, file_errors(file):
        write_file(file, "x")
    assert str(said.value) == f"The file {file} cannot be written: No such file or directory."


@pytest.mark.usefixtures("umask")
def test_folders_are_made_for_their_owner_alone(tmp_path: Path) -> None:
    (tmp_path / "open").mkdir(mode=0o755)
    (tmp_path / "open").chmod(0o755)
    make_private_folder(tmp_path / "open" / "a" / "b")
    modes = [mode_of(tmp_path / name) for name in ("open", "open/a", "open/a/b")]
    assert modes == [0o755, 0o700, 0o700]


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotADirectoryError):
        make_private_folder(tmp_path / "file")
