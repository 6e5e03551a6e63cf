"""Video files and network cameras that are not what they should be."""

import os
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2
import pytest

from camera.camera import CameraError
from camera.config import VideoConfig
from camera.open import make_camera, parse_spec
from camera.opencv_camera import VideoCamera
from tests.camera.stamped import stamped


def video(file: Path) -> None:
    made = cv2.VideoWriter(
        str(file), cv2.CAP_OPENCV_MJPEG, cv2.VideoWriter.fourcc(*"MJPG"), 30, (320, 240)
    )
    for number in range(10):
        made.write(cv2.cvtColor(stamped(number), cv2.COLOR_GRAY2BGR))
    made.release()


def encode(file: Path, *options: str) -> None:
    made = ["-f", "lavfi", "-i", "testsrc=size=320x240:rate=25", "-t", "0.4"]
    try:
        subprocess.run(
            ["ffmpeg", "-loglevel", "error", *made, *options, file], check=True, capture_output=True
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip(f"no ffmpeg here that encodes with {' '.join(options)}")


Answer = Callable[[socket.socket, int], None]


@contextmanager
def served(answer: Answer) -> Iterator[int]:
    """A server on loopback that answers each connection so; its port, which `answer` gets, too."""
    ended = threading.Event()
    threads: list[threading.Thread] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]

        def answered(connection: socket.socket) -> None:
            with connection:
                connection.settimeout(0.5)
                try:
                    answer(connection, port)
                    while not ended.wait(0.02) and connection.recv(4096, socket.MSG_PEEK):
                        pass
                except OSError:
                    pass

        def accept() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                threads.append(threading.Thread(target=answered, args=(connection,)))
                threads[-1].start()

        accepting = threading.Thread(target=accept)
        accepting.start()
        yield port
        ended.set()
        server.shutdown(socket.SHUT_RDWR)
    for thread in (accepting, *threads):
        thread.join(5)


def playlists(url: str) -> dict[str, str]:
    return {
        "HLS": f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{url}\n#EXT-X-ENDLIST\n",
        "concat": f"ffconcat version 1.0\nfile '{url}'\n",
        "SDP": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\n"
        "m=video 5004 RTP/AVP 26\n",
        "DASH": '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static">'
        f'<Period><AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="1">'
        f"<BaseURL>{url}</BaseURL></Representation></AdaptationSet></Period></MPD>",
    }


@pytest.mark.parametrize("kind", playlists(""))
def test_a_playlist_called_a_video_opens_neither_files_nor_addresses(
    kind: str, tmp_path: Path
) -> None:
    video(tmp_path / "other.avi")
    asked = threading.Event()
    with served(lambda _connection, _port: asked.set()) as port:
        for url in (str(tmp_path / "other.avi"), f"http://127.0.0.1:{port}/x.ts"):
            (tmp_path / "line.mp4").write_text(playlists(url)[kind])
            camera = make_camera(parse_spec(str(tmp_path / "line.mp4")))
            with pytest.raises(CameraError, match="cannot be opened"):
                camera.open()
    assert not asked.is_set()


def test_a_file_whose_name_looks_like_an_address_is_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    video(tmp_path / "line.avi")
    Path("concat:line.avi").symlink_to("line.avi")
    camera = VideoCamera(VideoConfig(path=Path("concat:line.avi")))
    camera.open()
    assert camera.read().pixels.shape == (240, 320)
    camera.close()


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
def test_a_video_whose_name_is_no_utf_8_is_told(tmp_path: Path) -> None:
    video(tmp_path / "line.avi")
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xc1\xd6.avi"))
    (tmp_path / "line.avi").rename(odd)
    camera = VideoCamera(VideoConfig(path=odd))
    with pytest.raises(CameraError, match="is not UTF-8; rename it"):
        camera.open()
    camera.close()


@pytest.mark.parametrize(
    ("codec", "more"),
    [
        ("libx264", ["-flags", "+ilme+ildct", "-x264opts", "interlaced=1"]),
        ("mpeg2video", ["-flags", "+ilme+ildct"]),
    ],
)
def test_interlaced_video_is_refused_as_what_it_is(
    codec: str, more: list[str], tmp_path: Path
) -> None:
    encode(tmp_path / "line.ts", "-pix_fmt", "yuv420p", "-c:v", codec, *more)
    camera = make_camera(parse_spec(str(tmp_path / "line.ts")))
    with pytest.raises(CameraError, match=r"line\.ts sends interlaced video"):
        camera.open()


@pytest.mark.parametrize(
    ("pixels", "codec"),
    [
        ("gray16le", "ffv1"),
        ("gray10le", "ffv1"),
        ("rgb48be", "png"),
        ("rgba64be", "png"),
        ("yuv420p10le", "ffv1"),
        ("yuv422p12le", "ffv1"),
        ("monob", "png"),
        ("rgb555le", "rawvideo"),
    ],
)
def test_video_that_would_be_cut_to_8_bits_is_refused(
    pixels: str, codec: str, tmp_path: Path
) -> None:
    encode(tmp_path / "line.mkv", "-pix_fmt", pixels, "-c:v", codec, "-allow_raw_vfw", "1")
    camera = make_camera(parse_spec(str(tmp_path / "line.mkv")))
    with pytest.raises(CameraError, match="does not send 8 bits"):
        camera.open()


@pytest.mark.parametrize(
    ("pixels", "codec"),
    [
        ("gray", "ffv1"),
        ("yuv420p", "libx264"),
        ("yuvj420p", "mjpeg"),
        ("yuv422p", "ffv1"),
        ("yuv444p", "ffv1"),
        ("rgb24", "png"),
        ("bgr24", "rawvideo"),
        ("yuyv422", "rawvideo"),
    ],
)
def test_video_of_8_bits_is_read(pixels: str, codec: str, tmp_path: Path) -> None:
    encode(tmp_path / "line.mkv", "-pix_fmt", pixels, "-c:v", codec, "-allow_raw_vfw", "1")
    camera = make_camera(parse_spec(str(tmp_path / "line.mkv")))
    camera.open()
    assert camera.read().pixels.std() > 20
    camera.close()


def silent(_connection: socket.socket, _port: int) -> None:
    """Accept, and say nothing."""


def reset(connection: socket.socket, _port: int) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    connection.close()


def redirect(connection: socket.socket, port: int) -> None:
    connection.recv(4096)
    where = f"Location: http://127.0.0.1:{port}/again".encode()
    connection.sendall(b"HTTP/1.1 302 Found\r\n" + where + b"\r\nContent-Length: 0\r\n\r\n")
    connection.close()


def endless_headers(connection: socket.socket, _port: int) -> None:
    connection.recv(4096)
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.sendall(b"X-More: to come\r\n" * 100)


def no_picture(connection: socket.socket, _port: int) -> None:
    connection.recv(4096)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>No camera.</p>")
    connection.close()


@pytest.mark.parametrize(
    ("scheme", "answer", "said"),
    [
        ("http", silent, "does not answer"),
        ("rtsp", silent, "does not answer"),
        ("http", endless_headers, "does not answer"),
        ("http", redirect, "cannot be opened"),
        ("http", reset, "cannot be opened"),
        ("rtsp", reset, "cannot be opened"),
        ("http", no_picture, "cannot be opened"),
    ],
)
def test_a_server_that_is_no_camera_is_told_in_bounded_time(
    scheme: str, answer: Answer, said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with served(answer) as port:
        camera = make_camera(parse_spec(f"{scheme}://op:secret@127.0.0.1:{port}/live"))
        began_at = time.monotonic()
        with pytest.raises(CameraError, match=said) as error:
            camera.open()
        assert time.monotonic() - began_at < 7
    assert "secret" not in str(error.value) + "".join(capfd.readouterr())
