from collections.abc import Callable
from pathlib import Path

import pytest

from inference.training.dataset import Picture


@pytest.fixture
def filed(tmp_path: Path) -> Callable[..., Path]:
    """Write a file below the dataset's folder; the folder."""

    def write(name: str, content: bytes = b"") -> Path:
        file = tmp_path / "dataset" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content or name.encode())
        return tmp_path / "dataset"

    return write


def picture(casting: str, is_defective: bool, origin: str = "", number: int = 0) -> Picture:
    name = f"{origin}/{casting}_{number}.png"
    return Picture(Path(name), name, is_defective, casting, origin)
