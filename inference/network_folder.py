"""A network's folder: card.json, and the network that the card vouches for."""

import hashlib
from pathlib import Path

from pydantic import ValidationError

from inference.classifier import NetworkError
from models.network_card import NetworkCard

NETWORK_FILE = "network.tflite"
CARD_FILE = "card.json"


def bundled_network() -> Path:
    """The folder of the network that comes with the program."""
    return Path(__file__).parents[1] / "models" / "networks" / "castings_v1"


def read_card(folder: Path) -> NetworkCard:
    """The card of the network in `folder`. Raises NetworkError."""
    try:
        return NetworkCard.model_validate_json(_read(folder / CARD_FILE))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise NetworkError(
            "The network's card {file} is damaged: {place}: {reason}.",
            file=str(folder / CARD_FILE),
            place=".".join(str(step) for step in first["loc"]) or "card",
            reason=first["msg"],
        ) from error


def read_network(folder: Path, card: NetworkCard) -> bytes:
    """The network in `folder`, byte for byte the one on the card. Raises NetworkError."""
    content = _read(folder / NETWORK_FILE)
    if sha256(content) != card.network_sha256:
        raise NetworkError(
            "The network {file} is not the one on its card: it is damaged or was swapped.",
            file=str(folder / NETWORK_FILE),
        )
    return content


def sha256(content: bytes) -> str:
    """The fingerprint that a card and every inspection bear."""
    return hashlib.sha256(content).hexdigest()


def _read(file: Path) -> bytes:
    if not file.parent.is_dir():
        raise NetworkError("There is no network folder {folder}.", folder=str(file.parent))
    try:
        return file.read_bytes()
    except FileNotFoundError as error:
        raise NetworkError(
            "The network folder {folder} has no {file}.", folder=str(file.parent), file=file.name
        ) from error
    except OSError as error:
        raise NetworkError(
            "The file {file} cannot be read: {reason}.",
            file=str(file),
            reason=error.strerror or str(error),
        ) from error
