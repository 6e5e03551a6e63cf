"""The networks of this station, and which of them judges.

Each lies in a folder of its own, named after it, its fingerprint and its card's, and never changes.
`promoted.json` beside them lists those that judged, the newest last. A change of it is prepared as
far as can be, and made in one step.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from inference.classifier import NetworkError
from inference.network_folder import (
    CARD_FILE,
    NETWORK_FILE,
    bundled_network,
    read_card,
    read_network,
    sha256,
)
from models.atomic_file import AtomicFile, make_private_folder, sync_folder, write_file
from models.errors import KnownError
from models.network_card import NetworkCard

_LIST = "promoted.json"
_UNDER_WAY = ".promoting-"  # how the folder of a copy begins that is not whole yet
_KEPT = (CARD_FILE, NETWORK_FILE, "README.md")


class PromotionError(KnownError):
    """A network cannot be made the one that judges."""


class Promotion(BaseModel):
    """From when on a network was to judge."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    network: str  # its folder's name
    promoted_at: datetime


_PROMOTIONS = TypeAdapter(tuple[Promotion, ...])


class Networks:
    """The folder of networks; made when the first is promoted."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def promotions(self) -> tuple[Promotion, ...]:
        """All that were promoted and not rolled back, the newest last. Raises PromotionError."""
        file = self._folder / _LIST
        try:
            return _PROMOTIONS.validate_json(file.read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            return ()
        except (OSError, ValidationError) as error:
            raise PromotionError(
                "The list of promoted networks {file} cannot be read; mend or remove it.",
                file=str(file),
            ) from error

    def judging(self) -> Path | None:
        """The folder of the network that was promoted last; None where none was."""
        promotions = self.promotions()
        return self._folder / promotions[-1].network if promotions else None

    def promote(self, source: Path) -> Path:
        """Keep a copy of the network in `source`, and let it judge from the next start on.

        Raises what `promoting` raises.
        """
        with self.promoting(source) as change:
            change.make()
        return change.network

    def roll_back(self) -> Path | None:
        """Let the network before the last judge again; None: the one that comes with Castwatch.

        Raises what `rolling_back` raises.
        """
        with self.rolling_back() as change:
            change.make()
        return self.judging()

    @contextmanager
    def promoting(self, source: Path) -> Iterator["Change"]:
        """Keep a copy of the network in `source` and try it; `Change.make` lets it judge.

        Nothing changes where that is not called. Raises NetworkError for a network that is
        damaged or judges nothing, PromotionError where it cannot be kept or another promotion
        is under way.
        """
        card = read_card(source)
        read_network(source, card)
        with self._told():
            make_private_folder(self._folder)
        with self._changing() as file:
            promotions = self.promotions()
            with self._told():
                kept = self._kept(source, card)
            try_network(kept)
            added = Promotion(network=kept.name, promoted_at=datetime.now(UTC))
            yield self._prepared(file, kept, (*promotions, added))

    @contextmanager
    def rolling_back(self) -> Iterator["Change"]:
        """Try the network before the last; `Change.make` lets it judge again.

        Without one before it is the one that comes with Castwatch. What was promoted last stays
        in its folder. Raises PromotionError where none was promoted, NetworkError where the one
        before can judge no more.
        """
        if not self.promotions():
            raise PromotionError("No network was promoted; there is none to roll back.")
        with self._changing() as file:
            *before, _ = self.promotions()
            network = self._folder / before[-1].network if before else bundled_network()
            try_network(network)
            yield self._prepared(file, network, tuple(before))

    @contextmanager
    def _changing(self) -> Iterator[AtomicFile]:
        """The new list under way; one at a time, or a second change would undo the first."""
        with self._told():
            file = AtomicFile(self._folder / _LIST)
        try:
            yield file
        finally:
            file.discard()

    def _prepared(
        self, file: AtomicFile, network: Path, promotions: tuple[Promotion, ...]
    ) -> "Change":
        with self._told():
            file.part.write_bytes(_PROMOTIONS.dump_json(promotions, indent=2))
            file.seal()
        return Change(network, file, self._told)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise PromotionError(
                "The network cannot be kept in {folder}: {reason}.",
                folder=str(self._folder),
                reason=error.strerror or str(error),
            ) from error

    def _kept(self, source: Path, card: NetworkCard) -> Path:
        """The folder of a copy that is the source byte for byte; a damaged one is made anew."""
        contents = {
            name: (source / name).read_bytes() for name in _KEPT if (source / name).is_file()
        }
        kept = self._folder / _name(card, contents[CARD_FILE])
        if not _holds(kept, contents):
            self._keep(contents, kept)
        return kept

    def _keep(self, contents: Mapping[str, bytes], kept: Path) -> None:
        """All of it or nothing: a folder of that name is never half written."""
        for abandoned in self._folder.glob(f"{_UNDER_WAY}*"):  # by a process that was killed
            shutil.rmtree(abandoned, ignore_errors=True)
        with tempfile.TemporaryDirectory(dir=self._folder, prefix=_UNDER_WAY) as work:
            copy = Path(work) / "copy"
            copy.mkdir()
            for name, content in contents.items():
                write_file(copy / name, content)
                (copy / name).chmod(0o444)
            sync_folder(copy)
            if kept.exists():
                kept.rename(Path(work) / "damaged")
            copy.rename(kept)
            sync_folder(self._folder)


@dataclass(frozen=True, slots=True)
class Change:
    """Another network that is ready to judge."""

    network: Path  # its folder
    _file: AtomicFile
    _told: Callable[[], AbstractContextManager[None]]

    def make(self) -> None:
        """Let it judge from the next start on. Raises PromotionError."""
        with self._told():
            self._file.switch()


def try_network(folder: Path) -> None:
    """Load the network in a folder as the station does, and let it judge once.

    Raises NetworkError.
    """
    # Imported here: whoever reads the settings does without LiteRT.
    from inference.litert_classifier import LitertClassifier  # noqa: PLC0415

    classifier = LitertClassifier(folder)
    geometry = classifier.card.geometry
    grey = np.full((geometry.height, geometry.width), 128, np.uint8)
    try:
        classifier.judge_strip(grey)
    except (RuntimeError, ValueError, IndexError) as error:
        raise NetworkError(
            "The network {network} cannot judge: {reason}.",
            network=classifier.card.name,
            reason=str(error),
        ) from error


def _holds(folder: Path, contents: Mapping[str, bytes]) -> bool:
    """Whether the folder has exactly these files."""
    try:
        found = {each.name: each.read_bytes() for each in folder.iterdir()}
    except (FileNotFoundError, NotADirectoryError):
        return False
    return found == contents


def _name(card: NetworkCard, content: bytes) -> str:
    """The same for the same network with the same card, and only then."""
    safe = "".join(each if each.isalnum() or each in "._-" else "_" for each in card.name)
    card_print = sha256(content)[:4]
    return f"{safe.lstrip('.')[:64] or 'network'}-{card.network_sha256[:12]}-{card_print}"
