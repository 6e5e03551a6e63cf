"""No password of an address or a text is shown, whatever characters it is made of."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.errors import KnownError
from models.redaction import HIDDEN, redacted, shown_url


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("rtsp://10.0.0.7/live", "rtsp://10.0.0.7"),
        ("RTSP://op:pw@10.0.0.7:554/live?user=op&password=pw", "rtsp://10.0.0.7:554"),
        ("rtsp://10.0.0.7/user=admin&password=pw&channel=1", "rtsp://10.0.0.7"),
        ("rtsp://op:p@w@cam/x", "rtsp://cam"),
        ("http://op:p%2Fw@[fe80::1]:8080/x", "http://[fe80::1]:8080"),
        ("http://카메라.plant/x", "http://카메라.plant"),
        ("postgresql+psycopg://plant:pw@db/plant?password=pw", "postgresql+psycopg://db"),
        ("webhdfs://ann:pw@namenode:9870/x", "webhdfs://namenode:9870"),
        ("file:///srv/castwatch", "file:///srv/castwatch"),
        ("sqlite:///C:/plant data/plant.db?key=pw", "sqlite:///C:/plant data/plant.db"),
        ("rtsp://admin:Pa/secret9@10.0.0.7/live", f"rtsp://{HIDDEN}"),
        ("rtsp://admin:12/secret9@10.0.0.7/live", f"rtsp://{HIDDEN}"),
        ("rtsp://admin:secret9", f"rtsp://{HIDDEN}"),
        ("rtsp:/admin:secret9@cam", f"rtsp://{HIDDEN}"),
        ("rtsp://admin:sec ret9@cam", f"rtsp://{HIDDEN}"),
        ("admin:secret9@cam", HIDDEN),
        ("", HIDDEN),
    ],
)
def test_of_an_address_scheme_and_host_are_shown(url: str, shown: str) -> None:
    assert shown_url(url) == shown


SCHEMES = ("rtsp", "RTSPS", "http", "https", "postgresql+psycopg", "webhdfs", "hdfs", "s3", "ftp")
ODD = st.text(st.sampled_from("/?#@:[]%&='\"\\ \t<>{}()|~`!$^*;,.+-_aZ09ä：＠／한𝟙\u2028\x85\x1b"))
PASSWORDS = st.tuples(ODD | st.text(), ODD | st.text()).map("hunter2".join)


@given(st.sampled_from(SCHEMES), PASSWORDS, st.sampled_from(["{}", "see '{}'.", '{{"a": "{}"}}']))
@example("rtsp", "Pa/hunter2", "{}")
@example("rtsp", "a x://b hunter2 c", "{}")
@example("rtsp", 'a" password=x hunter2', "{}")
def test_no_password_of_an_address_is_shown(scheme: str, password: str, around: str) -> None:
    url = f"{scheme}://admin:{password}@10.0.0.7:554/live"
    assert "hunter2" not in shown_url(url)
    text = around.format(url.replace("\n", " "))
    assert "hunter2" not in redacted(text)
    assert "hunter2" not in str(KnownError("The camera {camera} is away.", camera=text))


@given(st.text(st.characters(blacklist_categories=("Z", "Cc", "Cs"))))
def test_no_password_before_a_host_without_a_scheme_is_shown(odd: str) -> None:
    assert "hunter2" not in redacted(f"“admin:{odd}hunter2@10.0.0.7/live” is no camera")


NAMES = ("password", "kafka_password", "PASSWORD", "secret", "api_key", "X-API-Key", "token", "pwd")


@given(st.sampled_from(NAMES), st.text(), st.sampled_from(["{}={!r}", "{}: {!r}", "{!r}: {!r}"]))
def test_no_quoted_secret_with_a_name_is_shown(name: str, odd: str, form: str) -> None:
    assert "hunter2" not in redacted("{" + form.format(name, f"{odd}hunter2") + ", 'n': 3}")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("password=hunter2 user=op", f"password={HIDDEN} user=op"),
        ("--pin 1234 --name Kim", f"--pin {HIDDEN} --name Kim"),
        ("pin=1234", f"pin={HIDDEN}"),
        ("“op:pw@kafka:9092” is no HOST:PORT", f"“{HIDDEN}@kafka:9092” is no HOST:PORT"),
        ("two addresses: rtsp://a:b@c/d, http://e/f.", "two addresses: rtsp://c, http://e."),
        ("It is at http://127.0.0.1:8350/predict.", "It is at http://127.0.0.1:8350."),
        ("Authorization: Bearer abcdefgh1234", f"Authorization: {HIDDEN} {HIDDEN}"),
    ],
)
def test_the_rest_of_a_text_is_kept(text: str, shown: str) -> None:
    assert redacted(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PIN: try again",
        "pass=3 reject=2",
        "kim@plant.kr wrote at 10:20",
        r"C:\Users\kim@plant\castwatch.db is locked",
        "key=value, n: 3",
        "to a:/b",
    ],
)
def test_what_is_no_secret_is_left_alone(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece",
    ["a", "a:", "password", "password=", "x@", "rtsp://", "rtsp:/a:", "s:/:", "'", "--", "api key ",
     'token="', "a.b-", "\\"],
)  # fmt: skip
def test_a_long_text_takes_no_long_time(piece: str) -> None:
    redacted(piece * (200_000 // len(piece)))
