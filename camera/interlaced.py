"""Tells interlaced video by the header of its stream.

OpenCV cannot convert an interlaced picture: libswscale refuses it, and OpenCV hands out whatever
lay in its buffer, black or a picture of before, as if all were well. Besides, such a picture shows
two moments. So interlaced video is refused before any of it is judged.
"""

from collections.abc import Iterator

_H264_SETS = 7  # the type of the NAL units that are sequence parameter sets
_HEVC_SETS = 33
_MPEG2_EXTENSION, _MPEG2_SEQUENCE = 0xB5, 1
_START_CODE = b"\0\0\1"
_WITH_CHROMA_FORMAT = {100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135}  # profiles


def is_interlaced(codec: str, header: bytes) -> bool:
    """Return whether a stream may hold interlaced pictures.

    `codec` is the FOURCC that OpenCV tells; `header` is what FFmpeg calls extradata: parameter
    sets of H.264 (ITU-T H.264, 7.3.2.1.1) or HEVC (H.265, 7.3.2.2), with start codes or as in MP4,
    or a sequence header of MPEG-2 (H.262, 6.2.2.3). What is not understood counts as progressive.
    """
    by_codec = {
        "h264": _is_h264_interlaced,
        "avc1": _is_h264_interlaced,
        "hevc": _is_hevc_interlaced,
        "hev1": _is_hevc_interlaced,
        "hvc1": _is_hevc_interlaced,
        "mpg2": _is_mpeg2_interlaced,
        "mpeg": _is_mpeg2_interlaced,
    }
    judge = by_codec.get(codec.lower())
    try:
        return judge is not None and any(map(judge, _units(header)))
    except IndexError:  # it ends too early
        return False


def _units(header: bytes) -> Iterator[bytes]:
    """Yield the units of a header, each from its type on."""
    if header[:1] == b"\1":  # of MP4: one parameter set after the other, each with its length
        yield from _mp4_units(header)
    else:
        yield from (unit for unit in header.split(_START_CODE)[1:] if unit)


def _mp4_units(header: bytes) -> Iterator[bytes]:
    """Yield the parameter sets of an avcC or hvcC box; a set is found by its type and length."""
    for at in range(5, len(header) - 4):
        length = int.from_bytes(header[at : at + 2])
        unit = header[at + 2 : at + 2 + length]
        if len(unit) == length > 3 and (unit[0] in {0x27, 0x47, 0x67} or unit[:2] == b"\x42\1"):
            yield unit


def _is_h264_interlaced(unit: bytes) -> bool:
    return unit[0] & 31 == _H264_SETS and not _frame_mbs_only(_Bits(unit[1:]))


def _is_hevc_interlaced(unit: bytes) -> bool:
    if unit[0] >> 1 != _HEVC_SETS:
        return False
    sources = _unescaped(unit)[8]  # behind two bytes of header, one of ids, five of the profile
    return bool(sources & 0x40) and not sources & 0x80  # interlaced, and not progressive


def _is_mpeg2_interlaced(unit: bytes) -> bool:
    is_sequence = unit[0] == _MPEG2_EXTENSION and unit[1] >> 4 == _MPEG2_SEQUENCE
    return is_sequence and not unit[2] & 8  # progressive_sequence


def _frame_mbs_only(bits: "_Bits") -> bool:
    profile = bits.read(8)
    bits.read(16)
    bits.number()  # of the set
    if profile in _WITH_CHROMA_FORMAT:
        _skip_chroma_format(bits)
    bits.number()
    order = bits.number()
    if order == 0:
        bits.number()
    elif order == 1:
        bits.read(1)
        bits.skip_numbers(2)
        bits.skip_numbers(bits.number())
    bits.number()
    bits.read(1)
    bits.skip_numbers(2)  # width and height
    return bool(bits.read(1))


def _skip_chroma_format(bits: "_Bits") -> None:
    chroma = bits.number()
    if chroma == 3:
        bits.read(1)
    bits.skip_numbers(2)
    bits.read(1)
    if bits.read(1):
        for size in [16] * 6 + [64] * (2 if chroma != 3 else 6):
            if bits.read(1):
                _skip_scaling_list(bits, size)


def _skip_scaling_list(bits: "_Bits", size: int) -> None:
    scale = 8
    for _ in range(size):
        coded = bits.number()
        scale = (scale + (coded + 1 >> 1) * (1 if coded & 1 else -1)) % 256
        if scale == 0:
            return


class _Bits:
    """The bits of a NAL unit, one after the other. Raises IndexError behind the last."""

    def __init__(self, unit: bytes) -> None:
        self._bytes = _unescaped(unit)
        self._at = 0

    def read(self, count: int) -> int:
        """Read some bits as a number."""
        value = 0
        for _ in range(count):
            byte, bit = divmod(self._at, 8)
            value = value << 1 | self._bytes[byte] >> 7 - bit & 1
            self._at += 1
        return value

    def number(self) -> int:
        """Read a number in Exp-Golomb code, unsigned."""
        zeros = 0
        while not self.read(1):
            zeros += 1
        return (1 << zeros) - 1 + self.read(zeros)

    def skip_numbers(self, count: int) -> None:
        """Pass over some."""
        for _ in range(count):
            self.number()


def _unescaped(unit: bytes) -> bytes:
    return unit.replace(b"\0\0\3", b"\0\0")
