"""Makes and measures networks: the only home of TensorFlow, imported by nothing on a station.

Importing it raises TrainingUnavailableError where the extra `training` is not installed.
"""

from importlib.util import find_spec

from models.errors import KnownError


class TrainingUnavailableError(KnownError):
    """What training needs is not installed."""


for _package in ("tensorflow", "sklearn", "matplotlib"):
    if find_spec(_package) is None:
        raise TrainingUnavailableError(
            "The Python package {package} is missing; `uv sync --extra training` installs what"
            " training needs.",
            package=_package,
        )
