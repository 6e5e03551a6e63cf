"""Makes a network: imported, with TensorFlow, only when one is made."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from app.commands.console import progress
from camera.rig.dataset import write_dataset
from inference.training.card import Origin
from inference.training.fit import PICTURE, RING, Recipe
from inference.training.sources import Selection
from inference.training.train import Order
from inference.training.train import train as make
from models.errors import KnownError
from models.network_card import Geometry

_GEOMETRIES: dict[str, Geometry] = {each.kind: each for each in (RING, PICTURE)}
_RENDERED_SIZES = (300, 512)  # pixels; the rendered castings are shared out evenly


class OutputError(KnownError):
    """The folder for a network cannot be made."""


def train(
    dataset: Path,
    output: Path,
    *,
    groups: Path | None,
    extra: Sequence[Path],
    without: Sequence[str],
    geometry: str,
    rendered: int,
    folds: int,
    epochs: int,
    patience: int,
    seed: int,
    source: str | None,
    licence: str | None,
) -> None:
    """Train a network into the folder `output`, with a bar and what is to know of the pictures.

    Raises KnownError.
    """
    _make_folder(output)
    folders = [*extra, *_rendered(output / "kept", rendered, seed)]
    order = Order(
        dataset=dataset,
        output=output,
        groups=groups,
        extra=folders,
        selection=Selection(without=without),
        folds=folds,
        recipe=replace(
            Recipe(), geometry=_GEOMETRIES[geometry], epochs=epochs, patience=patience, seed=seed
        ),
        origin=_origin(source, licence),
    )
    with progress("Training") as (bar, task):
        make(
            order,
            lambda what, share: bar.update(task, description=what, completed=share),
            bar.console.print,
        )


def _origin(source: str | None, licence: str | None) -> Origin:
    unsaid = Origin()
    return Origin(source or unsaid.source, licence or unsaid.licence)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            "The folder {folder} cannot be made: {reason}.",
            folder=str(folder),
            reason=error.strerror or str(error),
        ) from error


def _rendered(folder: Path, count: int, seed: int) -> Iterator[Path]:
    """Folders of rendered castings, made where they are not there yet."""
    for number, size in enumerate(_RENDERED_SIZES if count else ()):
        share = (count + number) // len(_RENDERED_SIZES)
        pictures = folder / f"rendered_{size}_{share}_{seed + number}"
        if not (pictures / "groups.csv").exists():
            write_dataset(pictures, share, seed + number, size)
        yield pictures
