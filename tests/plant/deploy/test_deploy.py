"""What the plant is deployed with agrees with the schemas, and with the code.

No container is built or run here: there is no engine for them.
"""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import kubernetes_validate  # type: ignore[import-untyped]
import pytest
from ruamel.yaml import YAML
from typer.main import get_command

from app.cli_plant import plant as commands
from models.settings_file import SettingsError
from plant.settings import ApiSettings, PlantSettings, load

DEPLOY = Path(__file__).parents[3] / "plant" / "deploy"
BASE, EXAMPLE = DEPLOY / "k8s" / "base", DEPLOY / "k8s" / "overlays" / "example"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text()
SECRET = re.compile(
    r"^\s*\S*(password|secret_key|token)\"?\s*[:=]\s*[\"']?[a-z0-9+/]{6,}[\"']?$",
    re.IGNORECASE | re.MULTILINE,
)
TEXTS = sorted(
    file for file in DEPLOY.rglob("*") if file.is_file() and "__pycache__" not in file.parts
)


def documents(file: Path) -> list[dict[str, Any]]:
    return list(YAML(typ="safe").load_all(file.read_text()))


def compose() -> dict[str, Any]:
    (found,) = documents(DEPLOY / "compose.yaml")
    return found


def resources() -> Iterator[dict[str, Any]]:
    (kustomization,) = documents(BASE / "kustomization.yaml")
    for name in kustomization["resources"]:
        yield from documents(BASE / name)


def pods() -> Iterator[tuple[str, dict[str, Any]]]:
    """Name and template of whatever makes pods."""
    for each in resources():
        spec = each.get("spec", {})
        job = spec.get("jobTemplate", {}).get("spec", {})
        if template := spec.get("template") or job.get("template"):
            yield each["metadata"]["name"], template


def argument_lists() -> Iterator[list[str]]:
    for service in compose()["services"].values():
        if service["image"].startswith("castwatch-plant"):
            yield service["command"]
    for _, pod in pods():
        yield pod["spec"]["containers"][0]["args"]


def tool(name: str, *arguments: str) -> str:
    program = Path(sys.executable).with_name(name)
    done = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("name", ["Dockerfile", "superset/Dockerfile"])
def test_the_dockerfiles_are_as_their_linter_wants_them(name: str) -> None:
    tool("hadolint", str(DEPLOY / name))


def test_compose_fits_its_specification() -> None:
    schema = ("--builtin-schema", "vendor.compose-spec")
    tool("check-jsonschema", *schema, str(DEPLOY / "compose.yaml"))


@pytest.mark.parametrize("resource", list(resources()), ids=lambda each: each["metadata"]["name"])
def test_kubernetes_would_take_it(resource: dict[str, Any]) -> None:
    kubernetes_validate.validate(resource, kubernetes_validate.latest_version(), strict=True)


def test_every_file_of_the_base_is_named_in_it() -> None:
    (kustomization,) = documents(BASE / "kustomization.yaml")
    named = {*kustomization["resources"], "kustomization.yaml", "plant.toml"}
    assert {file.name for file in BASE.iterdir()} == named


@pytest.mark.parametrize("arguments", list(argument_lists()), ids=" ".join)
def test_every_command_is_one_of_ours(arguments: list[str]) -> None:
    group = get_command(commands)
    name, *options = arguments
    command = group.commands[name]  # type: ignore[attr-defined]
    parsed = command.make_context(name, options)
    assert str(parsed.params["config"]) == "/etc/castwatch/plant.toml"


def test_the_settings_are_the_programs_own() -> None:
    settings = load(EXAMPLE / "plant.toml")
    assert not settings.api.is_loopback
    assert settings.warehouse.password_file == Path("/run/secrets/castwatch/postgres_password")


@pytest.mark.parametrize("file", [DEPLOY / "plant.toml", BASE / "plant.toml"])
def test_without_a_key_nothing_is_opened_to_others(file: Path) -> None:
    with pytest.raises(SettingsError, match="clients need keys"):
        load(file)


def test_environment_variables_name_settings() -> None:
    names = re.findall(r"CASTWATCH_PLANT_([A-Z]+)__([A-Z_]+)", "".join(map(Path.read_text, TEXTS)))
    assert names
    for section, name in names:
        kind = PlantSettings.model_fields[section.lower()].annotation
        assert name.lower() in kind.model_fields  # type: ignore[union-attr]


def test_ports_agree() -> None:
    port = ApiSettings().port
    assert re.findall(r"^EXPOSE (\d+)$", DOCKERFILE, re.MULTILINE) == [str(port)]
    assert compose()["services"]["api"]["ports"] == [f"127.0.0.1:{port}:{port}"]
    (api,) = [pod for name, pod in pods() if name == "api"]
    assert [each["containerPort"] for each in api["spec"]["containers"][0]["ports"]] == [port]


def test_nobody_is_root_and_nothing_can_be_written_but_where_it_must() -> None:
    (user,) = re.findall(r"^USER (\d+):\1$", DOCKERFILE, re.MULTILINE)
    for name, pod in pods():
        spec, (container,) = pod["spec"], pod["spec"]["containers"]
        assert spec["securityContext"]["runAsUser"] == int(user), name
        assert spec["securityContext"]["runAsNonRoot"], name
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }
        assert "memory" in container["resources"]["limits"], name
        assert not spec["automountServiceAccountToken"], name
    for service in compose()["services"].values():
        if service["image"].startswith("castwatch-plant"):
            assert service["read_only"]
            assert service["cap_drop"] == ["ALL"]


def test_what_is_open_is_open_to_this_machine_alone() -> None:
    for service in compose()["services"].values():
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))


def test_selectors_find_their_pods() -> None:
    labels = {name: pod["metadata"]["labels"] for name, pod in pods()}
    for each in resources():
        selector = each.get("spec", {}).get("selector")
        if selector is not None:
            wanted = selector.get("matchLabels", selector)
            assert any(wanted.items() <= had.items() for had in labels.values()), each["kind"]


def test_no_secret_stands_in_a_file() -> None:
    for file in TEXTS:
        text = file.read_text()
        assert not SECRET.search(text), file
        assert not re.search(r"://[^/\s:@]+:[^/\s@]+@", text), file


def test_the_programs_run_without_what_the_image_leaves_out() -> None:
    left_out = re.findall(r"--no-install-package (\S+)", DOCKERFILE)
    modules = {"pyside6-essentials": "PySide6"}
    names = [modules.get(each, each) for each in left_out]
    assert "PySide6" in names
    code = (
        f"import sys\nfor name in {names}: sys.modules[name] = None\n"
        "import app.cli, plant.api.serving, plant.archive.running, plant.statistics.running\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=DEPLOY.parents[1])


def test_the_image_gets_all_that_the_programs_import() -> None:
    copied = set(re.findall(r"^COPY (\w+) \1$", DOCKERFILE, re.MULTILINE))
    project = tomllib.loads((DEPLOY.parents[1] / "pyproject.toml").read_text())
    assert copied == set(project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"])
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines()
    assert {f"!{name}" for name in copied} <= set(ignored)
