"""The warehouse is made, recognised and never mistaken for another."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

import plant.warehouse.migrations
from plant.warehouse.database import REVISION, open_warehouse
from plant.warehouse.errors import WarehouseError
from plant.warehouse.tables import Row


def test_the_migrations_make_what_the_tables_say(engine: Engine) -> None:
    with engine.connect() as connection:
        options = {"version_table": "warehouse_version"}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Row.metadata) == []


def test_the_newest_migration_is_the_one_that_is_looked_for() -> None:
    folder = Path(plant.warehouse.migrations.__path__[0])
    assert ScriptDirectory(str(folder)).get_current_head() == REVISION


def test_a_newer_warehouse_is_left_alone(engine: Engine, url: str) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE warehouse_version SET version_num = '9999'"))
    with pytest.raises(WarehouseError, match="newer Castwatch"):
        open_warehouse(url)


def test_another_programs_database_is_left_alone(engine: Engine, url: str) -> None:
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE warehouse_version"))
    with pytest.raises(WarehouseError, match="belongs to another program"):
        open_warehouse(url)
