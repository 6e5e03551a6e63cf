"""What may be shown of addresses and texts that may hold a password: on screens, in logs, reports.

A password may hold every character, also those that end a part of a URL (`/ ? # @ : [`), and is
then easily taken for a host or a path. So nothing of an address is shown but what cannot be part
of a password: the scheme and the host, and those only where the address parses wholly.
"""

import re

HIDDEN = "•••"

_SCHEME = r"[A-Za-z][A-Za-z0-9+.-]{0,30}"
_HOST = r"(?:\[[0-9A-Fa-f:.%\w]+\]|[\w.-]+)(?::[0-9]{0,5})?"
_WHOLE_URL = re.compile(rf"({_SCHEME})://(?:[^\s/?#\\]*@)?({_HOST})(?:[/?#][^\s@]*)?")
_LOCAL_URL = re.compile(
    r"((?:file|sqlite)(?:\+\w+)?)://(/[^@?#\n]*)(?:[?#][^@\n]*)?", re.IGNORECASE
)

_URL_BEGINS = re.compile(rf"(?<![A-Za-z0-9+.-])(?:{_SCHEME}://|[A-Za-z][A-Za-z0-9+.-]{{1,30}}:/)")
_URL_ENDS = re.compile(r"[^\s\"'<>]*")  # one without user and password
_HOST_AND_MORE = re.compile(rf"(?:{_HOST})?(?:[/?#][^\s\"'<>]*)?")
_AFTER_A_URL = ".,;:!)]}”»"  # what a sentence puts behind it
_BEFORE_A_WORD = "([{<“«\"'"
_DRIVE = re.compile(r"[^\w]*[A-Za-z]:[\\/]")  # of a Windows path

_NAMES = (  # that a secret goes by, or a part of such a name
    r"(?:pass(?:word|wd|phrase|code)|pwd|secret|token|credential|badge|pepper|cookie"
    r"|authorization|(?:api|access|private)[-_ ]?key)"
)
_SECRET_NAME = re.compile(rf"{_NAMES}|(?:^|[^a-z])(?:pin|pw)(?:$|[^a-z])", re.IGNORECASE)
_SECRET_KEY = rf"(?:[\w.-]{{0,40}}?(?:{_NAMES})[\w.-]{{0,20}}|(?<![A-Za-z])pw(?![A-Za-z]))"
_QUOTED = r"\"(?:[^\"\\\n]|\\.)*\"?|'(?:[^'\\\n]|\\.)*'?"
_NAMED_SECRET = re.compile(
    rf"(?<![\w.-])(-{{0,2}}{_SECRET_KEY}[\"']?(?:\s{{0,3}}[=:]\s{{0,3}}))(?:{_QUOTED}|[^\s\"'&]+)",
    re.IGNORECASE,
)
_SECRET_OPTION = re.compile(
    rf"(?<!\S)(--(?:{_SECRET_KEY}|pin)\s{{1,3}})(?:{_QUOTED}|\S+)", re.IGNORECASE
)
_PIN = re.compile(
    r"(?<![A-Za-z])(pins?[\"']?\s{0,3}[=:]\s{0,3})(?:[\"'][^\"'\n]*[\"']?|\d+)", re.IGNORECASE
)
_BEARER = re.compile(r"(?<![A-Za-z])((?:bearer|basic)\s+)[A-Za-z0-9._~+/=-]{8,}", re.IGNORECASE)


def shown_url(url: str) -> str:
    """Return what may be shown of an address: `scheme://host:port`, no user, path or query.

    A local file's address (file, sqlite) is shown with its path, and without its query. Of what
    does not parse wholly, only a scheme is shown.
    """
    if local := _LOCAL_URL.fullmatch(url):
        return f"{local[1].lower()}://{local[2]}"
    if whole := _WHOLE_URL.fullmatch(url):
        return f"{whole[1].lower()}://{whole[2]}"
    scheme = re.match(rf"({_SCHEME}):/", url)
    return f"{scheme[1].lower()}://{HIDDEN}" if scheme else HIDDEN


def is_secret_name(name: str) -> bool:
    """Return whether a value of this name, such as `kafka_password`, is hidden whatever it is."""
    return _SECRET_NAME.search(name) is not None


def redacted(text: str) -> str:
    """Return a text without the passwords, tokens and PINs that stand in it.

    URLs become what `shown_url` shows of them. Where an `@` follows a URL in its line, all between
    is taken for a password: rather too much is hidden than too little. Values that are named
    as secrets (`password=…`, `"token": …`, `--pin …`) are hidden, quoted ones as a whole.
    """
    text = "\n".join(map(_line_without_urls, text.split("\n")))
    for pattern in (_BEARER, _NAMED_SECRET, _SECRET_OPTION, _PIN):
        text = pattern.sub(rf"\1{HIDDEN}", text)
    return text


def _line_without_urls(line: str) -> str:
    begins = [found.start() for found in _URL_BEGINS.finditer(line)]
    if not begins:
        return _without_users(line)
    ends = [*begins[1:], len(line)]
    parts = [_segment_shown(line[begin:end]) for begin, end in zip(begins, ends, strict=True)]
    return _without_users(line[: begins[0]]) + "".join(parts)


def _segment_shown(segment: str) -> str:
    """Show a piece of a line that begins with a URL and holds no other."""
    at = segment.rfind("@")
    if at < 0 and "://" not in segment:
        return segment  # a path behind a colon
    found = _URL_ENDS.match(segment) if at < 0 else _HOST_AND_MORE.match(segment, at + 1)
    end = found.end() if found else at + 1
    url = segment[:end].rstrip(_AFTER_A_URL)
    return shown_url(url) + segment[len(url) :]


def _without_users(text: str) -> str:
    """Hide `user:password@` before a host without a scheme."""
    return re.sub(r"\S+", _word_without_user, text) if "@" in text else text


def _word_without_user(found: re.Match[str]) -> str:
    word = found[0]
    at = word.rfind("@")
    if ":" not in word[: max(at, 0)] or _DRIVE.match(word):
        return word
    before = word[: len(word) - len(word.lstrip(_BEFORE_A_WORD))]
    return f"{before}{HIDDEN}{word[at:]}"
