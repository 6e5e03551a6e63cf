"""The record hash is what docs/record-hash.md says: anybody can compute it from a message."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from models.audit import AuditEntry, Deed, Known
from models.canonical_json import canonical
from models.events import CastingDecision, PredictionResult
from models.inspection import KeptFrame, KeptPicture
from models.judgement import Verdict
from models.light import Light
from models.seal import FIRST, audit_hash, has_record_hash, record_hash
from tests.fakes import decision, inspection, judgement

VECTORS = json.loads(Path(__file__).with_name("record_hash_vectors.json").read_text("utf-8"))
FULL = inspection(
    7,
    epoch="01980000-0000-7000-8000-0000000000ee",
    judgement=judgement(
        Verdict.REJECT, light=Light(131.0, 1e-5, 0.5, 0.1), serial="임펠러-7", novelty=1.5, part=12
    ),
    picture=KeptPicture("2026/a.png", "a" * 64, "2026/a-map.png", (KeptFrame("f.png", "b" * 64),)),
)


@pytest.mark.parametrize("vector", VECTORS, ids=[each["name"] for each in VECTORS])
def test_the_published_examples_still_hold(vector: dict[str, str]) -> None:
    message = json.loads(vector["message"])
    assert record_hash(message) == message["seal"] == vector["sha256"]
    assert hashlib.sha256(vector["canonical"].encode()).hexdigest() == vector["sha256"]


def test_a_message_of_today_is_hashed_as_published() -> None:
    by_name = {each["name"]: each["message"] for each in VECTORS}
    assert PredictionResult.of(FULL, "c" * 64).model_dump_json() == by_name["inspection"]
    told = CastingDecision.of(decision(), FIRST, "d" * 64)
    assert told.model_dump_json() == by_name["decision"]


def test_every_member_of_a_message_is_covered() -> None:
    said = json.loads(PredictionResult.of(FULL, "c" * 64).model_dump_json())
    whole = record_hash(said)
    for name in said.keys() - {"seal"}:
        if said[name] is not None:
            assert record_hash(said | {name: "another"}) != whole, name
    assert record_hash(said | {"seal": "0" * 64}) == whole


def test_a_later_member_that_is_null_changes_nothing() -> None:
    said = json.loads(PredictionResult.of(FULL, "c" * 64).model_dump_json())
    assert record_hash(said | {"colour": None}) == record_hash(said)


def test_a_line_of_the_audit_log_depends_on_all_that_it_says_and_on_the_line_before() -> None:
    at = inspection().inspected_at
    entry = AuditEntry(1, at, "Kim", Known.TYPED, Deed.CASTING_DECIDED, "x", {"ruling": "sound"})
    other = AuditEntry(1, at, "Kim", Known.TYPED, Deed.CASTING_DECIDED, "x", {"ruling": "no"})
    assert len({audit_hash(entry, FIRST), audit_hash(other, FIRST), audit_hash(entry, "1")}) == 3


def _message() -> tuple[str, str]:
    """A message as it is sent, with members that are null, and its hash."""
    said = {"part": None, "shift": {"name": 'a:null,"b', "note": None}, "verdict": "reject"}
    hashed = said | {"seal": record_hash(said)}
    return canonical(hashed).decode(), str(hashed["seal"])


@pytest.mark.parametrize("form", [str, lambda text: json.dumps(json.loads(text))])
def test_a_message_has_its_hash_in_any_form(form: Callable[[str], str]) -> None:
    message, known = _message()
    assert has_record_hash(form(message), known)


@pytest.mark.parametrize(
    ("was", "by"),
    [
        ("reject", "pass"),
        ('"verdict":', '"verdict":null,"verdict":'),
        ('"reject"}', '"reject","verdict":null}'),
        ('"part":null,', '"part":1,'),
        ('"part":null,', '"part":null,"seal":"' + "0" * 64 + '",'),
        ('"seal":"', '"seal":"' + "0" * 64 + '","seal":"'),
        ('"verdict":"reject"', '"verdict":"reject","extra":true'),
    ],
)
def test_a_message_that_says_anything_else_has_another(was: str, by: str) -> None:
    message, known = _message()
    assert was in message
    changed = message.replace(was, by)
    is_same = {k: v for k, v in json.loads(changed).items() if v is not None} == {
        k: v for k, v in json.loads(message).items() if v is not None
    }
    assert has_record_hash(changed, known) == is_same
