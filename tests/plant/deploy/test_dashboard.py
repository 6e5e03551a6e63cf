"""The dashboard for Superset asks for nothing that the warehouse does not have."""

import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from sqlalchemy import inspect

from plant.warehouse.database import open_warehouse
from plant.warehouse.views import VIEWS

BUNDLE = Path(__file__).parents[3] / "plant" / "deploy" / "superset" / "castwatch"
WORDS = {"sum", "avg", "min", "max", "nullif"}


def parts(kind: str) -> dict[str, dict[str, Any]]:
    """What the bundle has of a kind, by its file's name."""
    reader = YAML(typ="safe")
    return {file.stem: reader.load(file) for file in sorted((BUNDLE / kind).rglob("*.yaml"))}


DATABASES, DATASETS = parts("databases"), parts("datasets")
CHARTS, DASHBOARDS = parts("charts"), parts("dashboards")


def dataset_of(chart: dict[str, Any]) -> dict[str, Any]:
    (found,) = [each for each in DATASETS.values() if each["uuid"] == chart["dataset_uuid"]]
    return found


def names(dataset: dict[str, Any], kind: str, name: str) -> set[str]:
    return {each[name] for each in dataset[kind]}


@pytest.mark.parametrize("name", DATASETS)
def test_a_dataset_is_a_view_with_all_its_columns(name: str, tmp_path: Path) -> None:
    dataset = DATASETS[name]
    assert dataset["table_name"] == name
    assert name in VIEWS
    engine = open_warehouse(f"sqlite:///{tmp_path / 'plant.db'}")
    there = {column["name"] for column in inspect(engine).get_columns(name)}
    engine.dispose()
    columns = names(dataset, "columns", "column_name")
    assert columns == there
    assert dataset["main_dttm_col"] in columns
    for metric in dataset["metrics"]:
        used = set(re.findall(r"[a-z_][a-z0-9_]*", metric["expression"].lower())) - WORDS
        assert used <= columns, metric


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_asks_for_what_its_dataset_has(name: str) -> None:
    chart = CHARTS[name]
    dataset, params = dataset_of(chart), chart["params"]
    columns = names(dataset, "columns", "column_name")
    metrics = [*params.get("metrics", []), *filter(None, [params.get("metric")])]
    assert set(metrics) <= names(dataset, "metrics", "metric_name")
    asked = {*params.get("groupby", []), *params.get("all_columns", [])}
    assert asked | {each["subject"] for each in params["adhoc_filters"]} <= columns
    assert params.get("x_axis", dataset["main_dttm_col"]) in columns
    assert params["viz_type"] == chart["viz_type"]


def test_all_charts_stand_on_the_dashboard_once_and_rows_are_full() -> None:
    (dashboard,) = DASHBOARDS.values()
    position = dashboard["position"]
    placed = [each for each in position.values() if isinstance(each, dict)]
    shown = [each for each in placed if each["type"] == "CHART"]
    assert sorted(each["meta"]["uuid"] for each in shown) == sorted(
        chart["uuid"] for chart in CHARTS.values()
    )
    for place in position["GRID_ID"]["children"]:
        widths = [position[name]["meta"]["width"] for name in position[place]["children"]]
        assert sum(widths) == 12


def test_filters_look_at_datasets_of_the_bundle() -> None:
    (dashboard,) = DASHBOARDS.values()
    targets = [
        target
        for each in dashboard["metadata"]["native_filter_configuration"]
        for target in each["targets"]
        if target
    ]
    by_uuid = {each["uuid"]: each for each in DATASETS.values()}
    assert targets
    for target in targets:
        columns = names(by_uuid[target["datasetUuid"]], "columns", "column_name")
        assert target["column"]["name"] in columns


def test_the_database_may_be_read_and_nothing_else() -> None:
    (database,) = DATABASES.values()
    assert database["sqlalchemy_uri"] == "postgresql+psycopg2://bi@postgres:5432/castwatch"
    assert not any(database[f"allow_{deed}"] for deed in ("dml", "ctas", "cvas", "file_upload"))
    assert {each["database_uuid"] for each in DATASETS.values()} == {database["uuid"]}
