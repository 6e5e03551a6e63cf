"""Setting a station up from its own screen; the settings file stays the truth.

What may be changed is read off the settings' own models, and changes are checked by them, so that
the screen, the file and the command line can never disagree.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, cast, get_args

import tomlkit
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from app.networks import Networks
from app.setting_up.errors import in_words
from app.setting_up.values import choices_of, kind_of, read, written
from app.settings import Settings, Source, judging_network, networks_folder
from camera.config import CameraConfig
from inference.network_folder import bundled_network, read_card
from models.atomic_file import AtomicFile, make_private_folder
from models.errors import KnownError
from models.network_card import NetworkCard
from models.settings_file import SettingsError, read_text
from models.setup import Changes, FieldKind, Key, Lock, SetupField, SetupForm

SHOWN: dict[str, tuple[str, ...]] = {
    "station": ("name", "language", "full_screen", "appearance", "time_zone", "shifts"),
    "camera": (
        "kind",
        "index",
        "width",
        "height",
        "url",
        "path",
        "castings_per_minute",
        "loop",
        "watch",
        "defective_share",
        "region",
    ),
    "judging": (
        "network",
        "review",
        "reject",
        "frames",
        "still_ms",
        "casting_percent",
        "empty_rig",
    ),
    "record": (
        "keep_pictures",
        "keep_every_nth_pass",
        "keep_frames",
        "quota_megabytes",
        "quota_days",
    ),
    "kafka": (
        "servers",
        "topic",
        "security",
        "user",
        "password_file",
        "sasl_mechanism",
        "ca_file",
        "certificate_file",
        "key_file",
    ),
    "alarm": ("enabled", "volume", "louder_after_s", "unmute_after_s"),
    "warnings": ("rejects_in_a_row", "reject_percent", "of_last"),
    "challenge": ("sound", "defective", "every_hours"),
    "serial": ("source", "pattern"),
    "sign_in": ("enabled", "auto_sign_out_minutes"),
}
"""What is offered, in this order; the rest is for whoever writes the file."""

SECRETS: frozenset[Key] = frozenset({("camera", "url")})  # a password may stand in it
_KIND: Key = ("camera", "kind")
_NETWORK: Key = ("judging", "network")
_CAMERAS: dict[str, type[BaseModel]] = {
    kind.model_fields["kind"].default: kind for kind in get_args(get_args(CameraConfig)[0])
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the settings would be after changes."""

    settings: Settings | None  # None where something is wrong
    wrong: Mapping[Key, KnownError]


class Setup:
    """The settings file of a running station. Every method may raise SettingsError."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def form(self) -> SetupForm:
        """What stands in the file, with what the command line and the environment put over it."""
        settings = self._source.load()
        fields = [
            field
            for section, names in SHOWN.items()
            for name in names
            for field in self._fields(settings, section, name)
        ]
        return SetupForm(str(self._source.file), tuple(fields))

    def candidate(self, changes: Changes) -> Candidate:
        """Look what would come of changes."""
        values = _changed(self._source.read(), changes)
        try:
            return Candidate(self._source.load(values), {})
        except SettingsError as error:
            if not isinstance(error.__cause__, ValidationError):
                raise
            return Candidate(None, in_words(error.__cause__))

    def save(self, changes: Changes) -> None:
        """Write changes that were looked at."""
        with self.saving(changes) as make:
            make()

    @contextmanager
    def saving(self, changes: Changes) -> Iterator[Callable[[], None]]:
        """Prepare the file with changes that were looked at; what is yielded puts it in place.

        Nothing changes where that is not called. Comments stay, and a copy of the file before. A
        file that a link leads to is written there; a new one is its owner's alone, for a
        password may stand in it.
        """
        file = self._source.file
        with ExitStack() as stack:
            with self._told():
                make_private_folder(file.parent)
                files = [_prepared(stack, file, self._document(changes))]
                if file.is_file():
                    before = file.with_name(f"{file.name}.before")
                    files.insert(0, _prepared(stack, before, file.read_bytes()))
                    shutil.copymode(file, files[0].part)
            yield partial(self._put, files)

    def _document(self, changes: Changes) -> str:
        file = self._source.file
        document = tomlkit.parse(read_text(file)) if file.is_file() else _new()
        for section in dict.fromkeys(section for section, _ in changes):
            _write(document, section, _changed(self._source.read(), changes).get(section, {}))
        return tomlkit.dumps(document)

    def _put(self, files: Sequence[AtomicFile]) -> None:
        with self._told():
            for each in files:
                each.switch()

    @contextmanager
    def _told(self) -> Iterator[None]:
        file = self._source.file
        try:
            yield
        except OSError as error:
            raise SettingsError(
                "The settings file {file} cannot be written: {reason}.",
                file=str(file),
                reason=error.strerror or str(error),
            ) from error

    def _fields(self, settings: Settings, section: str, name: str) -> Iterator[SetupField]:
        now = getattr(settings, section)
        if (section, name) == _NETWORK:
            yield self._network(settings)
            return
        if section != "camera":
            info = type(now).model_fields[name]
            yield self._field((section, name), info, getattr(now, name))
            return
        kinds = [kind for kind, model in _CAMERAS.items() if name in model.model_fields]
        info = _CAMERAS[kinds[0]].model_fields[name]
        if name == "kind":
            yield SetupField(
                _KIND, FieldKind.CHOICE, now.kind, "synthetic", tuple(_CAMERAS),
                lock=self._lock(_KIND),
            )  # fmt: skip
        else:
            value = getattr(now, name, None)
            yield self._field(("camera", name), info, value, only_with=(_KIND, tuple(kinds)))

    def _network(self, settings: Settings) -> SetupField:
        """The networks that there are, with their cards; "" is the one that was promoted last."""
        lock, said = self._lock(_NETWORK), self._source.read().get("judging", {}).get("network", "")
        chosen = str(settings.judging.network) if lock else str(said)
        cards = {
            folder: card
            for folder in ("", *_known_networks(), chosen)
            if (card := _card(Path(folder) if folder else judging_network()))
        }
        choices = tuple(dict.fromkeys(("", *cards, chosen)))
        return SetupField(
            _NETWORK, FieldKind.CHOICE, chosen, "", choices,
            is_needed=False, lock=lock, cards=cards,
        )  # fmt: skip

    def _field(self, key: Key, info: FieldInfo, value: Any, **more: Any) -> SetupField:
        kind, is_needed = kind_of(info.annotation)
        is_secret = key in SECRETS
        return SetupField(
            key,
            kind,
            "" if is_secret else written(value),
            "" if info.is_required() else written(info.get_default(call_default_factory=True)),
            choices_of(info.annotation),
            is_needed=is_needed,
            is_secret=is_secret,
            lock=self._lock(key),
            **more,
        )

    def _lock(self, key: Key) -> Lock:
        section, name = key
        given = self._source.overrides.get(section, {})
        if name in given or (section == "camera" and given):
            return Lock.COMMAND_LINE
        prefix = f"CASTWATCH_{section}__{name}".upper()
        there = (each.upper() for each in os.environ)
        return Lock.ENVIRONMENT if any(each == prefix for each in there) else Lock.NONE


def _prepared(stack: ExitStack, path: Path, content: str | bytes) -> AtomicFile:
    """A file that is ready to take its place; if it does not, it goes when the stack ends."""
    file = AtomicFile(path)
    stack.callback(file.discard)
    if isinstance(content, str):
        file.part.write_text(content, "utf-8")
    else:
        file.part.write_bytes(content)
    file.seal()
    return file


def told(changes: Changes, before: SetupForm) -> dict[str, str | bool]:
    """Each change as the audit log has it: what was and what is, no secrets."""
    old = {field.key: field for field in before.fields}
    return {
        ".".join(key): "changed" if old[key].is_secret else f"{old[key].value} → {value}"
        for key, value in changes.items()
    }


def _changed(values: dict[str, Any], changes: Changes) -> dict[str, Any]:
    """What the file would say."""
    made = deepcopy(values)
    camera = changes.get(_KIND)
    if camera is not None:
        old = made.get("camera", {})
        kept = {name: old[name] for name in _CAMERAS[camera].model_fields if name in old}
        made["camera"] = kept | {"kind": camera}
    for (section, name), text in changes.items():
        table = made.setdefault(section, {})
        if text.strip():
            table[name] = read(_annotation(section, name), text.strip())
        else:
            table.pop(name, None)
    kind = made.get("camera", {}).get("kind", "synthetic")
    fits = _CAMERAS[kind].model_fields
    if "camera" in made:
        made["camera"] = {name: value for name, value in made["camera"].items() if name in fits} | {
            "kind": kind
        }
    return made


def _known_networks() -> list[str]:
    """Folders: of the network that comes with Castwatch, and of those that were promoted."""
    folder = networks_folder()
    try:
        promoted = [folder / each.network for each in Networks(folder).promotions()]
    except KnownError:  # told where networks are promoted
        promoted = []
    return [str(each) for each in (bundled_network(), *promoted)]


def _card(folder: Path) -> NetworkCard | None:
    try:
        return read_card(folder)
    except KnownError:  # told when it is to judge
        return None


def _annotation(section: str, name: str) -> Any:
    if section == "camera":
        models = list(_CAMERAS.values())
    else:
        models = [cast("type[BaseModel]", Settings.model_fields[section].annotation)]
    return next(
        model.model_fields[name].annotation for model in models if name in model.model_fields
    )


def _new() -> tomlkit.TOMLDocument:
    document = tomlkit.document()
    document.add(tomlkit.comment("Castwatch's settings; see the README."))
    return document


def _write(document: tomlkit.TOMLDocument, section: str, values: Mapping[str, Any]) -> None:
    """Let a section of the file say these values; what else it says goes, comments stay."""
    table = document.setdefault(section, tomlkit.table())
    for name in [name for name in table if name not in values]:
        del table[name]
    for name, value in values.items():
        if name not in table or table[name] != value:
            table[name] = _inline(value) if isinstance(value, dict) else value


def _inline(values: Mapping[str, Any]) -> Any:
    made = tomlkit.inline_table()
    made.update(values)
    return made
