"""A part of a picture: left, top, width and height, in per cent of the whole."""

Region = tuple[int, int, int, int]
WHOLE: Region = (0, 0, 100, 100)


def region_of(text: str) -> Region:
    """A region as it is written in the settings; the whole picture where there is none."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) != len(WHOLE) or not all(part.isdecimal() for part in parts):
        return WHOLE
    left, top, width, height = map(int, parts)
    return left, top, width, height


def within(outer: Region, inner: Region) -> Region:
    """A region of a region, as one of the whole picture."""
    left, top, width, height = outer
    right, bottom = (
        start + round(length * (first + second) / 100)
        for start, length, first, second in (
            (left, width, inner[0], inner[2]),
            (top, height, inner[1], inner[3]),
        )
    )
    left, top = left + round(width * inner[0] / 100), top + round(height * inner[1] / 100)
    return left, top, max(1, right - left), max(1, bottom - top)
