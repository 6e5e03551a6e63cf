"""Apache Superset's settings, as its image has them."""

import os
from pathlib import Path

from sqlalchemy.engine import URL  # Superset is still on SQLAlchemy 1.4

_SECRETS = Path(os.environ.get("CASTWATCH_SUPERSET_SECRETS", "/run/secrets"))
_HOME = os.environ.get("SUPERSET_HOME", "/app/superset_home")

SECRET_KEY = (_SECRETS / "superset_key").read_text("utf-8").strip()
SQLALCHEMY_DATABASE_URI = f"sqlite:///{_HOME}/superset.db"
TALISMAN_ENABLED = True


def SQLALCHEMY_CUSTOM_PASSWORD_STORE(url: URL) -> str:  # noqa: ARG001, N802 - Superset's name
    """The password of the warehouse's reader: of no other database Superset asks for one here."""
    return (_SECRETS / "bi_password").read_text("utf-8").strip()
