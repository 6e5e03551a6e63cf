"""Text from outside, made fit to be stored, compared and shown: the one place for it.

File names, scanners, codes, the clipboard, forms, the environment and the command line bring
text that need not be Unicode (lone surrogates), comes in several forms (NFC, NFD, full width),
and holds what nobody sees (control characters, overrides of the writing direction, zero width).
Every entrance passes its text through one of these functions; all of them are idempotent.
"""

import re
import unicodedata

LONGEST_LINE = 200  # characters of a reason or of any other line that a person types
LONGEST_PATH = 4_096  # characters of a file's path
LONGEST_CODE = 200  # characters of a serial number

_ENCODINGS = "utf-8", "euc-kr", "cp949"  # of file names, the strictest first
_UNSEEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}  # categories that no font draws
_AIM = re.compile(r"\][A-Za-z][0-9A-Za-z]")  # what scanners put in front: the symbology (ISO 15424)
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_FNC1 = "\x1d"  # the separator of GS1 codes; some scanners leave it out, some image readers too


def stored(text: str, longest: int = LONGEST_PATH) -> str:
    r"""Return `text` as it goes on record, e.g. the path of an image.

    Bytes that are no UTF-8 (as `surrogateescape` brings them) are read as EUC-KR or CP949, each
    part of a path by itself, else written as `\xb1`. NFC. What cannot be seen is written as
    `\u202e`, so that two names that differ never look alike. The start gives way to "…" where it
    is longer than `longest` characters.
    """
    if text.isascii() and text.isprintable() and len(text) <= longest:
        return text
    readable = "/".join(map(_decoded, text.split("/")))
    shown = "".join(map(_seen, unicodedata.normalize("NFC", readable)))
    return shown if len(shown) <= longest else f"…{shown[1 - longest :]}"


def line(text: str, longest: int = LONGEST_LINE) -> str:
    """Return what a person typed as one line: a name, a reason, what is searched for.

    NFC, without what cannot be seen, one space between words, at most `longest` characters.
    """
    readable = unicodedata.normalize("NFC", _decoded(text[: 4 * longest]))
    spaced = "".join(" " if each.isspace() else each for each in readable)
    kept = "".join(each for each in spaced if unicodedata.category(each) not in _UNSEEN)
    return " ".join(kept.split())[:longest].rstrip()


def key(text: str) -> str:
    """Return what two names have in common that a person would call the same.

    Case, width (full width, half width) and the form of Hangul (NFC, NFD) make no difference.
    """
    return unicodedata.normalize("NFKC", line(text)).casefold()


def forms(text: str) -> tuple[str, ...]:
    """Return the forms in which `text` may stand in a record: older rows were not normalised."""
    kept = line(text, LONGEST_PATH)
    return tuple(dict.fromkeys((kept, unicodedata.normalize("NFD", kept))))


def code(text: str) -> str | None:
    """Return a serial number as it is kept, the same from an image and from any scanner.

    Without the symbology's prefix (`]C1`), GS1 separators, what cannot be seen, and space around
    it; with plain digits, letters, hyphens and spaces for their full-width and typographic kin.
    None for what is empty or longer than LONGEST_CODE.
    """
    if len(text) > 4 * LONGEST_CODE:
        return None
    plain = _AIM.sub("", text.lstrip(), count=1) if _AIM.match(text.lstrip()) else text
    folded = unicodedata.normalize("NFKC", plain.replace(_FNC1, ""))
    number = line(_DASHES.sub("-", folded), longest=LONGEST_CODE + 1)
    return number if 0 < len(number) <= LONGEST_CODE else None


def latin_keys(text: str) -> str:
    """Return the Latin letters of the keys that typed `text` on a Korean (two-set) keyboard.

    A scanner that types while Hangul is switched on gives "ㅗ세ㅑ-0003" for "htpi-0003".
    """
    return "".join(_KEYS.get(each, each) for each in unicodedata.normalize("NFD", text))


def _decoded(text: str) -> str:
    """Return `text` without lone surrogates."""
    try:
        text.encode()
    except UnicodeEncodeError:
        pass
    else:
        return text
    try:
        raw = text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # surrogates that no file name of POSIX brings
        return text.encode("utf-8", "backslashreplace").decode()
    for encoding in _ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "backslashreplace")


def _seen(character: str) -> str:
    if unicodedata.category(character) not in _UNSEEN:
        return character
    number = ord(character)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"


_INITIALS = "r R s e E f a q Q t T d w W c z x v g"
_VOWELS = "k o i O j p u P h hk ho hl y n nj np nl b m ml l"
_FINALS = "r R rt s sw sg e f fr fa fq ft fx fv fg a q qt t T d w c z x v g"
_ALONE = f"r R rt s sw sg e E f fr fa fq ft fx fv fg a q Q qt t T d w W c z x v g {_VOWELS}"


def _keyboard() -> dict[str, str]:
    """Return the keys of each letter of Hangul: of a syllable's parts, and by itself."""
    blocks = (0x1100, _INITIALS), (0x1161, _VOWELS), (0x11A8, _FINALS), (0x3131, _ALONE)
    return {
        chr(first + place): typed
        for first, letters in blocks
        for place, typed in enumerate(letters.split())
    }


_KEYS = _keyboard()
