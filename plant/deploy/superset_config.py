"""Apache Superset's settings, as compose.yaml mounts them."""

from pathlib import Path

SECRET_KEY = Path("/run/secrets/superset_key").read_text("utf-8").strip()
SQLALCHEMY_DATABASE_URI = "sqlite:////app/superset_home/superset.db"
TALISMAN_ENABLED = True
