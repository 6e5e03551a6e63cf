"""Studies on record: added to, and never changed."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pypdf
import pytest
from pytestqt.qtbot import QtBot

from app.storage import StorageError
from app.storage.audit import audit_entries
from app.storage.export.study_report import study_report_step_by_step
from app.storage.store import Store
from app.storage.studies import all_studies
from models.audit import Deed, Known, Who
from models.judgement import Verdict
from models.study import Study
from tests.app.storage.recording import MORNING
from tests.widgets import samples
from widgets.language import Language

KIM = Who("Kim", Known.SIGNED_IN)


def begin(store: Store) -> Study:
    return store.studies.begin(samples.study().plan, samples.CARD, KIM, MORNING)


def test_a_study_is_read_as_it_was_planned(store: Store) -> None:
    study = begin(store)
    assert all_studies(store.engine) == (study,)
    assert study.plan == samples.study().plan
    assert (study.led_by, study.network_sha256) == ("Kim", samples.CARD.network_sha256)


def test_answers_are_added_and_the_newest_to_a_task_counts(store: Store) -> None:
    study = begin(store)
    for task, said in ((0, Verdict.PASS), (1, Verdict.REJECT), (1, Verdict.PASS)):
        study = store.studies.answer(study, task, said, MORNING)
    assert study.answers == (Verdict.PASS, Verdict.PASS)
    assert all_studies(store.engine) == (study,)


def test_the_newest_study_comes_first(store: Store) -> None:
    first, second = begin(store), begin(store)
    assert [study.id for study in all_studies(store.engine)] == [second.id, first.id]


def test_who_began_a_study_is_in_the_audit_log(store: Store) -> None:
    study = begin(store)
    [line] = [each for each in audit_entries(store.engine) if each.deed is Deed.STUDY_BEGUN]
    assert (line.who, line.subject, line.details["trials"]) == ("Kim", study.id, "3")


def test_an_unknown_study_takes_no_answer(store: Store) -> None:
    with pytest.raises(StorageError, match=r"There is no study 018f on record\."):
        store.studies.answer(samples.study(), 0, Verdict.PASS, MORNING)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE studies SET trials = 9",
        "DELETE FROM studies",
        "UPDATE study_answers SET said = 'pass'",
        "DELETE FROM study_answers",
    ],
)
def test_nothing_of_a_study_is_ever_changed(store: Store, statement: str) -> None:
    store.studies.answer(begin(store), 0, Verdict.REJECT, MORNING)
    file = Path(store.engine.url.database or "")
    with (
        closing(sqlite3.connect(file)) as connection,
        pytest.raises(sqlite3.IntegrityError, match="what is recorded never changes"),
    ):
        connection.execute(statement)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_report_tells_the_figures_and_each_casting(
    tmp_path: Path, language: str, qtbot: QtBot
) -> None:
    spoken = Language(language)
    try:
        shares = list(study_report_step_by_step(samples.study(), tmp_path / "study.pdf"))
    finally:
        spoken.stop()
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    pages = [page.extract_text() for page in pypdf.PdfReader(tmp_path / "study.pdf").pages]
    text = "\n".join(pages).replace("\xad", "-").replace("\x01", " ")
    assert "92.0% (74" in text
    assert "Kim Min-jun" in text
    assert {"en": "What was said of each casting", "ko": "주물별 판정"}[language] in text
    assert [each.name for each in tmp_path.iterdir()] == ["study.pdf"]


def test_a_folder_that_takes_no_report_is_told_in_words(tmp_path: Path, qtbot: QtBot) -> None:
    with pytest.raises(StorageError):
        list(study_report_step_by_step(samples.study(), tmp_path / "none" / "study.pdf"))
