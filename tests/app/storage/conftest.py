from collections.abc import Iterator
from pathlib import Path

import pytest

from app.storage.history import History
from app.storage.store import Store
from tests.app.storage.recording import settings


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(settings(tmp_path), "station-1")
    yield store
    store.close()


@pytest.fixture
def history(store: Store) -> History:
    return History(store.engine)
