"""Interlaced video is told by its header, as encoders write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from camera.interlaced import is_interlaced

INTERLACED = {  # by x264 (interlaced=1:tff=1), x265 (interlace=tff) and FFmpeg (-flags +ilme+ildct)
    "H.264 with start codes": (
        "h264",
        "0000000167640015acd941410fcb808800000300080000030190f8a14cb00000000168fba3cb22c0",
    ),
    "H.264 in MP4": (
        "h264",
        "01640015ffe1001b67640015acd941410fcb808800000300080000030190f8a14cb001000668fba3cb22c0",
    ),
    "H.264 in MP4, main profile": (
        "avc1",
        "014d4015ffe10019674d4015eca0a087e5c044000003000400000300c87c50a65801000568fba3cb20",
    ),
    "H.264 in Matroska, 4:4:4": (
        "h264",
        "01f40015ffe1001d67f40015919b282821f89c0440000003004000000c87c50a658001000668fba3cb22c0",
    ),
    "H.264, marked as interlaced alone": (
        "h264",
        "01640015ffe1001a67640015acd9414107cb80880000030008000003019078b16cb001000668ebe3cb22c0",
    ),
    "MPEG-2": ("mpg2", "000001b31400f023ffffe018000001b5148200010000"),
}
PROGRESSIVE = {
    "H.264 with start codes": (
        "h264",
        "0000000167 64000dacd94141fb011000000300100000030320f14299600000000168ebe3cb22c0",
    ),
    "H.264 in MP4, with scaling matrices": (
        "h264",
        "0164000dffe100196764000dacd94141fb011000000300100000030320f142996001000768ebe3cb22c0",
    ),
    "H.264 in FLV, baseline": (
        "h264",
        "0142c00dffe100186742c00dd90141fb011000000300100000030320f142a48001000568cb83cb20",
    ),
    "MPEG-2": ("mpg2", "000001b31400f023ffffe018000001b5148a00010000"),
    "Motion JPEG": ("mjpg", ""),
    "no header": ("h264", ""),
    "another codec": ("fmp4", "000001b001000001b58913000001000000012000c48d8800cd0a041e1c43"),
}


@pytest.mark.parametrize(("codec", "header"), INTERLACED.values(), ids=INTERLACED)
def test_interlaced_video_is_known(codec: str, header: str) -> None:
    assert is_interlaced(codec, bytes.fromhex(header))
    assert is_interlaced(codec.upper(), bytes.fromhex(header))


@pytest.mark.parametrize(("codec", "header"), PROGRESSIVE.values(), ids=PROGRESSIVE)
def test_progressive_video_is_known(codec: str, header: str) -> None:
    assert not is_interlaced(codec, bytes.fromhex(header))


HEADERS = [bytes.fromhex(header) for _, header in [*INTERLACED.values(), *PROGRESSIVE.values()]]


@given(st.sampled_from(["h264", "hevc", "mpg2"]), st.binary(max_size=80), st.sampled_from(HEADERS))
def test_no_header_raises_anything(codec: str, odd: bytes, header: bytes) -> None:
    is_interlaced(codec, odd)
    is_interlaced(codec, header[: len(odd)] + odd)
    is_interlaced(codec, header[: len(odd)])
