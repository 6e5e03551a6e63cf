import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from models.errors import KnownError
from tests.widgets import translations
from widgets.language import Language
from widgets.notice import sentence


@pytest.fixture(scope="module")
def messages() -> list[tuple[str, str, str]]:
    """Context, English, Korean."""
    contexts = ET.parse(translations.TS).getroot().iter("context")  # noqa: S314 - ours
    return [
        (
            context.findtext("name", ""),
            each.findtext("source", ""),
            each.findtext("translation", ""),
        )
        for context in contexts
        for each in context.iter("message")
    ]


def test_every_string_is_translated(messages: list[tuple[str, str, str]]) -> None:
    assert len(messages) > 150
    assert [source for _, source, korean in messages if not korean] == []
    assert "unfinished" not in translations.TS.read_text("utf-8")


def test_the_translation_is_up_to_date_with_the_sources(tmp_path: Path) -> None:
    merged = tmp_path / "castwatch_ko.ts"
    merged.write_bytes(translations.TS.read_bytes())
    translations.update(merged)
    assert merged.read_text("utf-8") == translations.TS.read_text("utf-8"), (
        "run: python -m tests.widgets.translations"
    )


def test_the_compiled_translation_is_the_one_of_the_text(tmp_path: Path) -> None:
    compiled = tmp_path / "castwatch_ko.qm"
    translations.compile_to(compiled)
    assert compiled.read_bytes() == translations.QM.read_bytes()


def test_every_known_error_has_a_korean_sentence(messages: list[tuple[str, str, str]]) -> None:
    translated = {source for context, source, _ in messages if context == "Notice"}
    templates = translations.known_error_templates()
    assert "The camera {camera} sends no pictures." in templates
    assert templates == translated


def test_no_place_is_lost_in_translation(messages: list[tuple[str, str, str]]) -> None:
    places = re.compile(r"{\w+}")
    lost = [
        source
        for _, source, korean in messages
        if sorted(places.findall(source)) != sorted(places.findall(korean))
    ]
    assert not lost


def test_a_known_error_is_told_in_korean(qapp: object) -> None:
    korean = Language("ko")
    error = KnownError("The camera {camera} sends no pictures.", camera="rig-1")
    try:
        assert sentence(error) == "카메라 rig-1에서 영상이 오지 않습니다."
    finally:
        korean.stop()
    assert sentence(error) == "The camera rig-1 sends no pictures."


def test_qt_s_own_dialogs_speak_korean(qapp: object) -> None:
    korean = Language("ko")
    try:
        assert len(korean._translators) == 2
        assert all(not each.isEmpty() for each in korean._translators)
    finally:
        korean.stop()
