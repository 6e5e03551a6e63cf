"""Text from outside: storable, normalised, printable, bounded."""

import unicodedata

import pytest

from models.audit import Known, Who
from models.decision import DecisionWish, Ruling
from models.sight import Unfit, UnjudgedImage
from models.text import LONGEST_CODE, code, forms, key, latin_keys, line, stored

KOREAN = "주물/부품-12.png"


def from_disk(name: str, encoding: str) -> str:
    """A file name as Python reads it off a disk on which names are in that encoding."""
    return name.encode(encoding).decode("utf-8", "surrogateescape")


@pytest.mark.parametrize("encoding", ["utf-8", "euc-kr", "cp949"])
def test_a_korean_file_name_is_read_in_whatever_it_was_written(encoding: str) -> None:
    assert stored(f"/srv/{from_disk(KOREAN, encoding)}") == f"/srv/{KOREAN}"


def test_each_part_of_a_path_is_read_by_itself() -> None:
    mixed = "/검사/" + from_disk("똠방.png", "cp949")
    assert stored(mixed) == "/검사/똠방.png"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("/a/b.png", "/a/b.png"),
        ("a\udcff.png", "a\\xff.png"),
        ("a\ud800.png", "a\\ud800.png"),
        ("a\nb\x1b[31m.png", "a\\x0ab\\x1b[31m.png"),
        ("pass\u202egnp.exe", "pass\\u202egnp.exe"),
        ("a\u200bb", "a\\u200bb"),
        (unicodedata.normalize("NFD", "김민준.png"), "김민준.png"),
    ],
)
def test_what_is_stored_is_unicode_that_is_seen(text: str, kept: str) -> None:
    assert stored(text) == kept
    assert stored(kept) == kept
    stored(text).encode()


def test_a_path_is_bounded_and_keeps_its_end() -> None:
    assert len(stored("x" * 9_000 + "/last.png")) == 4_096
    assert stored("x" * 9_000 + "/last.png").endswith("/last.png")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  Kim\t Min-jun\n", "Kim Min-jun"),
        (unicodedata.normalize("NFD", "김민준"), "김민준"),
        ("\u202eKim\u200b\x00", "Kim"),
        ("Kim\u00a0Min", "Kim Min"),
        ("\x1b[31mKim", "[31mKim"),
        ("", ""),
    ],
)
def test_a_line_has_nothing_unseen(text: str, kept: str) -> None:
    assert line(text) == kept
    assert line(kept) == kept


def test_a_line_is_bounded() -> None:
    assert len(line("가" * 5_000)) == 200
    assert len(line(unicodedata.normalize("NFD", "각" * 150))) == 150


@pytest.mark.parametrize(
    "other", [unicodedata.normalize("NFD", "김민준 A"), "김민준 ａ", " 김민준\u200b  a "]
)
def test_names_that_a_person_calls_the_same_have_one_key(other: str) -> None:
    assert key(other) == key("김민준 A")


def test_different_names_have_different_keys() -> None:
    assert len({key(name) for name in ("김민준", "김민중", "Kim", "Kim 2")}) == 4


def test_a_name_is_searched_in_the_forms_of_older_rows() -> None:
    decomposed = unicodedata.normalize("NFD", "김민준")
    assert set(forms(decomposed)) == set(forms("김민준")) == {"김민준", decomposed}
    assert forms("casting") == ("casting",)


@pytest.mark.parametrize(
    ("read", "number"),
    [
        ("IMP-004711", "IMP-004711"),
        ("  A-1\r\n", "A-1"),
        ("]C10104912345123459\x1d21ABC", "010491234512345921ABC"),
        ("\x1d010491234512345921ABC", "010491234512345921ABC"),
        ("]d2010491234512345921ABC", "010491234512345921ABC"),
        ("ＩＭＰ－００４７１１", "IMP-004711"),
        ("IMP–004711", "IMP-004711"),
        ("IMP\u00a0 12", "IMP 12"),
        ("IMP\u200b-1\u202e", "IMP-1"),
        ("", None),
        ("\n", None),
        ("]C1", None),
        ("x" * LONGEST_CODE, "x" * LONGEST_CODE),
        ("x" * (LONGEST_CODE + 1), None),
        ("x" * 1_000_000, None),
    ],
)
def test_a_number_is_the_same_from_image_and_scanner(read: str, number: str | None) -> None:
    assert code(read) == number
    assert number is None or code(number) == number


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ㅗ세ㅑ-0003", "htpi-0003"),
        ("누-0003", "sn-0003"),
        ("ㅗㅅㅔㅑ", "htpi"),
        ("ㅒㅖㄲ", "OPR"),
        ("IMP-1", "IMP-1"),
    ],
)
def test_hangul_is_read_as_the_keys_that_were_hit(typed: str, meant: str) -> None:
    assert latin_keys(typed) == meant


def test_an_image_that_is_not_judged_has_a_name_that_can_be_stored() -> None:
    image = UnjudgedImage(Unfit.UNREADABLE, source=from_disk(KOREAN, "cp949"))
    assert image.source == KOREAN


def test_who_did_and_who_decided_are_lines() -> None:
    decomposed = unicodedata.normalize("NFD", "김민준")
    assert Who(decomposed + "\n\udcff", Known.SYSTEM).name == "김민준 \\xff"
    wish = DecisionWish("id", Ruling.SOUND, decomposed, reason="stain\u202e\x00 \n dirt")
    assert (wish.decided_by, wish.reason) == ("김민준", "stain dirt")
