"""The networks of this station, and which of them judges.

Each lies in a folder of its own, named after it and its fingerprint, and never changes.
`promoted.json` beside them lists those that judged, the newest last.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from inference.network_folder import CARD_FILE, NETWORK_FILE, read_card, read_network
from models.errors import KnownError
from models.network_card import NetworkCard

_LIST = "promoted.json"
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

        Raises NetworkError for a network that is damaged, PromotionError where it cannot be kept.
        """
        card = read_card(source)
        read_network(source, card)
        promotions = self.promotions()
        kept = self._folder / _name(card)
        with self._told():
            self._folder.mkdir(parents=True, exist_ok=True)
            if not kept.exists():
                self._keep(source, kept)
            self._write((*promotions, Promotion(network=kept.name, promoted_at=datetime.now(UTC))))
        return kept

    def roll_back(self) -> Path | None:
        """Let the network before the last judge again; None: the one that comes with Castwatch.

        What was promoted last stays in its folder. Raises PromotionError where there is none.
        """
        promotions = self.promotions()
        if not promotions:
            raise PromotionError("No network was promoted; there is none to roll back.")
        with self._told():
            self._write(promotions[:-1])
        return self.judging()

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

    def _keep(self, source: Path, kept: Path) -> None:
        """All of it or nothing: a folder of that name is never half written."""
        with tempfile.TemporaryDirectory(dir=self._folder) as work:
            copy = Path(work) / kept.name
            copy.mkdir()
            for name in _KEPT:
                if (source / name).is_file():
                    shutil.copyfile(source / name, copy / name)
                    (copy / name).chmod(0o444)
            copy.rename(kept)

    def _write(self, promotions: tuple[Promotion, ...]) -> None:
        part = self._folder / f"{_LIST}.part"
        part.write_bytes(_PROMOTIONS.dump_json(promotions, indent=2))
        part.replace(self._folder / _LIST)


def _name(card: NetworkCard) -> str:
    safe = "".join(each if each.isalnum() or each in "._-" else "_" for each in card.name)
    return f"{safe.lstrip('.') or 'network'}-{card.network_sha256[:12]}"
