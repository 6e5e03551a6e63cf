"""Keras files that are written whole or not at all."""

import tempfile
from pathlib import Path

import keras  # type: ignore[import-untyped]

from models.atomic_file import SHARED, file_errors, write_file


def keras_bytes(network: keras.Model) -> bytes:
    """The network as the content of a Keras file, which Keras itself writes by name only."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "network.keras"
        with file_errors(file):
            network.save(file)
            return file.read_bytes()


def save_keras(network: keras.Model, file: Path) -> None:
    """Write the network. Raises FileError."""
    with file_errors(file):
        write_file(file, keras_bytes(network), SHARED)
