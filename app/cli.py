"""The commands. Each imports what it needs when it runs, so that `--help` is quick."""

import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from typer.core import TyperGroup

from app import crash, logs, terminal
from app import settings as settings_module
from app.cli_plant import plant
from app.settings import Settings
from models.errors import KnownError
from models.judgement import Verdict
from models.people import Role
from models.printable import printable
from models.settings_file import SettingsError
from models.text import line
from models.user_folders import NoHomeError


class _StationByDefault(TyperGroup):
    """`castwatch --parts 20` is `castwatch station --parts 20`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] not in {"--help", "--version"}):
            args = ["station", *args]
        return super().parse_args(ctx, args)


cli = typer.Typer(
    name="castwatch",
    cls=_StationByDefault,
    help="The inspection station for castings. Without a command it opens the station.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
outbox = typer.Typer(help="What still waits for Kafka, and what Kafka will never take.")
cli.add_typer(outbox, name="outbox")
unrecorded = typer.Typer(help="Results that could not be stored: list, retry or discard them.")
cli.add_typer(unrecorded, name="unrecorded")
network = typer.Typer(help="Which network judges, and which would judge better.")
cli.add_typer(network, name="network")
cli.add_typer(plant, name="plant")

people = typer.Typer(help="Who may sign in at the station.")
cli.add_typer(people, name="people")

ConfigOption = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="Settings file (TOML).")
]
DatabaseOption = Annotated[
    Path | None, typer.Option("--database", metavar="FILE", help="Where results are kept.")
]
NetworkOption = Annotated[
    Path | None, typer.Option("--network", metavar="DIR", help="Folder of the network.")
]
KafkaOption = Annotated[
    str | None, typer.Option("--kafka", metavar="HOST:PORT,…", help="Kafka's servers.")
]
GroupsOption = Annotated[
    Path | None,
    typer.Option("--groups", metavar="CSV", help="path,label,casting: which pictures belong."),
]

WithoutOption = Annotated[
    list[str] | None,
    typer.Option(metavar="FOLDER", help="Leave out the pictures in this folder of DATASET."),
]


def main() -> None:
    """Run a command; a known error is one sentence on standard error and exit code 1.

    So is what could not be printed. Ctrl+C ends with 130, a wrong use with 2.
    """
    terminal.make_safe()
    code = _run()
    not_printed = terminal.flush()
    sys.exit(not_printed if not_printed and not code else code)


def _run() -> int | str | None:
    """Returns what to end the process with, as `sys.exit` takes it."""
    try:
        logs.set_up()
        cli(prog_name="castwatch")
    except SystemExit as ended:
        return ended.code
    except KeyboardInterrupt:
        return 130
    except KnownError as error:
        return printable(f"castwatch: {error}")
    except Exception as error:  # noqa: BLE001 - the rim of the program
        if (known := crash.of_the_world(error)) is not None:
            return printable(f"castwatch: {known}")
        crash.CrashReporter(_reports()).take(type(error), error, error.__traceback__)
        return 1
    return None


def _reports() -> Path:
    try:
        return logs.folder()
    except NoHomeError:
        return Path(tempfile.gettempdir())


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(version("castwatch"))
        raise typer.Exit


@cli.callback()
def _root(
    _show_version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass


@cli.command()
def station(
    camera: Annotated[
        str | None,
        typer.Option(
            metavar="SPEC",
            help="synthetic, a device number, a URL, a video file or a folder of pictures.",
        ),
    ] = None,
    network: NetworkOption = None,
    database: DatabaseOption = None,
    kafka: KafkaOption = None,
    parts: Annotated[
        int | None, typer.Option(min=1, help="Exit once so many castings are on record.")
    ] = None,
    screenshot: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Save the window as PNG before the exit.")
    ] = None,
    language: Annotated[Literal["ko", "en"] | None, typer.Option(help="The screen's.")] = None,
    start_over: Annotated[
        bool,
        typer.Option(
            "--start-over", help="Judge images of the folder again that were judged before."
        ),
    ] = False,
    config: ConfigOption = None,
) -> None:
    """Open the station."""
    overrides = _overrides(network=network, database=database, kafka=kafka, language=language)
    if camera is not None:
        overrides["camera"] = _camera(camera)
    source = settings_module.Source(config, overrides)
    settings = source.load()
    if screenshot is not None and not screenshot.parent.is_dir():
        raise SettingsError(
            "The screenshot {file} cannot be written: its folder is missing.", file=str(screenshot)
        )

    from app.program import RESTART, run

    code = run(settings, parts=parts, screenshot=screenshot, source=source, start_over=start_over)
    if code == RESTART:
        again = [each for each in sys.orig_argv if each != "--start-over"]  # that was done
        os.execv(sys.executable, again)  # noqa: S606 - this very program once more
    raise typer.Exit(code)


@cli.command()
def inspect(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Pictures, or folders.")],
    network: NetworkOption = None,
    heatmaps: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Draw where the defects seem to be.")
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Judge pictures from the disk: one JSON object a line on standard output."""
    from app.commands.inspect import inspect as judge_pictures

    settings = settings_module.load(config, _overrides(network=network))
    failed = False
    for each in judge_pictures(paths, settings.judging, heatmaps):
        print(each.to_json(), flush=True)
        failed = failed or each.error is not None
    raise typer.Exit(1 if failed else 0)


@cli.command()
def train(
    dataset: Annotated[Path, typer.Argument(metavar="DATASET")],
    output: Annotated[Path, typer.Option(metavar="DIR", help="Everything goes in here.")],
    groups: GroupsOption = None,
    extra: Annotated[
        list[Path] | None, typer.Option(metavar="DATASET", help="More pictures, trained on too.")
    ] = None,
    without: WithoutOption = None,
    geometry: Annotated[
        Literal["ring", "picture"],
        typer.Option(help="What it sees: the ring of a round casting, or whole pictures."),
    ] = "ring",
    rendered: Annotated[
        int, typer.Option(min=0, help="Castings of the synthetic rig to train on besides.")
    ] = 0,
    folds: Annotated[
        int, typer.Option(min=0, help="Cross-validate with so many folds; 0 only trains.")
    ] = 5,
    epochs: Annotated[int, typer.Option(min=1)] = 40,
    patience: Annotated[
        int,
        typer.Option(
            min=0,
            help="Stop when castings held out to watch are judged no better for so many epochs;"
            " 0: never.",
        ),
    ] = 0,
    seed: Annotated[int, typer.Option()] = 1,
    source: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Where the pictures come from, on the card.")
    ] = None,
    licence: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The licence of the weights, on the card.")
    ] = None,
) -> None:
    """Train a network on pictures in folders named def_front and ok_front."""
    from app.commands.train import train as train_network

    train_network(
        dataset,
        output,
        groups=groups,
        extra=extra or [],
        without=without or [],
        geometry=geometry,
        rendered=rendered,
        folds=folds,
        epochs=epochs,
        patience=patience,
        seed=seed,
        source=source,
        licence=licence,
    )


@cli.command()
def group(
    dataset: Annotated[Path, typer.Argument(metavar="DATASET")],
    output: Annotated[Path, typer.Option(metavar="CSV", help="The groups file to write.")],
    groups: GroupsOption = None,
) -> None:
    """Find the pictures that show the same casting, so that figures can be honest."""
    from app.commands.group import group as find_castings

    found = find_castings(dataset, groups, output)
    for problem in found.problems:
        print(printable(problem))
    print(
        f"{found.pictures:,} pictures show {found.castings:,} castings; {output} says which."
        f" Look at {output.with_suffix('.png')}: the line should stand in a valley."
    )


@cli.command()
def evaluate(
    dataset: Annotated[Path, typer.Argument(metavar="DATASET")],
    groups: GroupsOption = None,
    network: NetworkOption = None,
    report: Annotated[Path | None, typer.Option(metavar="DIR", help="Write a report.")] = None,
    without: WithoutOption = None,
    new_to: Annotated[
        list[str] | None,
        typer.Option(metavar="FOLDER", help="Leave out all castings that this folder shows."),
    ] = None,
    disturb: Annotated[
        bool, typer.Option("--disturb", help="Also under other light, blur, noise, turn and place.")
    ] = False,
    config: ConfigOption = None,
) -> None:
    """Measure a network on pictures in folders named def_front and ok_front."""
    from app.commands.evaluate import evaluate as evaluate_network

    settings = settings_module.load(config, _overrides(network=network))
    print(
        evaluate_network(
            dataset,
            groups,
            settings.judging.network,
            report,
            without=without or [],
            new_to=new_to or [],
            disturb=disturb,
        )
    )


@cli.command()
def history(
    from_time: Annotated[str | None, typer.Option("--from", metavar="T")] = None,
    to_time: Annotated[str | None, typer.Option("--to", metavar="T")] = None,
    shift: Annotated[str | None, typer.Option(metavar="NAME")] = None,
    verdict: Annotated[Verdict | None, typer.Option()] = None,
    search: Annotated[
        str | None, typer.Option(metavar="TEXT", help="A number, an id, a file or a time.")
    ] = None,
    undecided: Annotated[
        bool, typer.Option("--undecided", help="Only castings that no person has decided.")
    ] = False,
    database: DatabaseOption = None,
    export: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write .csv, .xlsx or .pdf.")
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Show or export the shift history. T is 2026-11-24 or 2026-11-24T06:00."""
    from app.commands.history import history as show
    from models.history import HistoryFilter
    from models.search import read_search

    settings = settings_module.load(config, _overrides(database=database))
    wanted = HistoryFilter(
        from_time=_moment(settings, from_time),
        to_time=_moment(settings, to_time),
        shift=_line(shift),
        verdict=verdict,
        undecided=undecided,
    )
    sought = read_search(search or "", settings.station.zone(), datetime.now(UTC))
    show(settings, wanted.narrowed(sought), export)


@cli.command()
def report(
    shift: Annotated[
        str | None, typer.Option(metavar="NAME", help="The newest of this name.")
    ] = None,
    day: Annotated[
        datetime | None,
        typer.Option("--date", formats=["%Y-%m-%d"], metavar="D", help="The day it began on."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option(metavar="FILE.pdf", help="Where it is written.")
    ] = None,
    language: Annotated[Literal["ko", "en"] | None, typer.Option(help="The report's.")] = None,
    database: DatabaseOption = None,
    config: ConfigOption = None,
) -> None:
    """Write the report of a shift, by default of the newest on record, as PDF."""
    from app.commands.report import report as write

    settings = settings_module.load(config, _overrides(database=database, language=language))
    write(settings, _line(shift), day.date() if day else None, output, settings.station.language)


def _line(text: str | None) -> str | None:
    return None if text is None else line(text)


def _moment(settings: Settings, text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            zone = settings.station.zone()
            moment = moment.replace(tzinfo=zone) if zone else moment.astimezone()
        return moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:  # the latter: at the ends of the calendar
        raise SettingsError(
            "“{text}” is no time; write it like 2026-11-24 or 2026-11-24T06:00.", text=text
        ) from error


@outbox.command()
def status(
    database: DatabaseOption = None, kafka: KafkaOption = None, config: ConfigOption = None
) -> None:
    """How much waits for each topic, since when, and why."""
    from app.commands import outbox as commands

    commands.status(settings_module.load(config, _overrides(database=database, kafka=kafka)))


@outbox.command()
def drain(
    database: DatabaseOption = None, kafka: KafkaOption = None, config: ConfigOption = None
) -> None:
    """Send all that waits, without the station. Exit code 1 where anything of it is not sent."""
    from app.commands import outbox as commands

    settings = settings_module.load(config, _overrides(database=database, kafka=kafka))
    raise typer.Exit(0 if commands.drain(settings) else 1)


@outbox.command()
def quarantine(
    retry: Annotated[
        str | None, typer.Option(metavar="ID", help="Let this message wait again.")
    ] = None,
    retry_all: Annotated[
        bool, typer.Option("--retry-all", help="Let all of them wait again.")
    ] = False,
    discard: Annotated[
        str | None, typer.Option(metavar="ID", help="Give this message up; needs --reason.")
    ] = None,
    reason: Annotated[str | None, typer.Option(help="Why it is given up.")] = None,
    export: Annotated[
        Path | None, typer.Option(metavar="FILE.json", help="Write the messages to a file.")
    ] = None,
    database: DatabaseOption = None,
    config: ConfigOption = None,
) -> None:
    """What Kafka will never take: list, export, retry or discard it."""
    from app.commands import outbox as commands

    if [retry is not None, retry_all, discard is not None, export is not None].count(True) > 1:
        raise typer.BadParameter("--retry, --retry-all, --discard and --export exclude one another")
    if reason is not None and discard is None:
        raise typer.BadParameter("--reason goes with --discard")
    settings = settings_module.load(config, _overrides(database=database))
    if retry is not None:
        commands.retry(settings, line(retry))
    elif retry_all:
        commands.retry_all(settings)
    elif discard is not None:
        if not reason or not line(reason):
            raise typer.BadParameter("--discard needs a --reason, which stays on record")
        commands.discard(settings, line(discard), line(reason))
    elif export is not None:
        commands.export_quarantine(settings, export)
    else:
        commands.quarantine(settings)


@unrecorded.command("list")
def list_unrecorded(database: DatabaseOption = None, config: ConfigOption = None) -> None:
    """Show the results that could not be stored, and why."""
    from app.commands import unrecorded as commands

    commands.show(settings_module.load(config, _overrides(database=database)))


@unrecorded.command("retry")
def retry_unrecorded(
    number: Annotated[int, typer.Argument(help="As `unrecorded list` shows it.")],
    database: DatabaseOption = None,
    config: ConfigOption = None,
) -> None:
    """Store a result now. While the station runs, do it there: press the light of the disk."""
    from app.commands import unrecorded as commands

    commands.retry(settings_module.load(config, _overrides(database=database)), number)


@unrecorded.command("discard")
def discard_unrecorded(
    number: Annotated[int, typer.Argument(help="As `unrecorded list` shows it.")],
    reason: Annotated[str, typer.Option(help="Why it is given up; stays on record.")],
    database: DatabaseOption = None,
    config: ConfigOption = None,
) -> None:
    """Give a result up for good."""
    from app.commands import unrecorded as commands

    if not reason.strip():
        raise typer.BadParameter("--reason must say why, for the audit log")
    commands.discard(settings_module.load(config, _overrides(database=database)), number, reason)


@cli.command()
def rescue(
    damaged: Annotated[Path, typer.Argument(metavar="DATABASE", help="A damaged one.")],
    into: Annotated[Path, typer.Option(metavar="FILE", help="The new database; not there yet.")],
) -> None:
    """Save what can be read of a damaged database into a new one."""
    from app.commands.rescue import rescue as save

    save(damaged, into)


@network.command("list")
def list_networks(config: ConfigOption = None) -> None:
    """The networks that were promoted, and the one that judges."""
    from app.commands import network as commands

    commands.show(settings_module.load(config, {}))


@network.command()
def promote(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="As `train` wrote it.")],
    database: DatabaseOption = None,
    config: ConfigOption = None,
) -> None:
    """Keep a copy of this network, and let it judge from the next start on."""
    from app.commands import network as commands

    commands.promote(settings_module.load(config, _overrides(database=database)), folder)


@network.command()
def rollback(database: DatabaseOption = None, config: ConfigOption = None) -> None:
    """Let the network that judged before judge again."""
    from app.commands import network as commands

    commands.roll_back(settings_module.load(config, _overrides(database=database)))


@network.command()
def compare(
    dataset: Annotated[Path, typer.Argument(metavar="DATASET")],
    first: Annotated[Path, typer.Argument(metavar="DIR")],
    second: Annotated[Path, typer.Argument(metavar="DIR")],
    groups: GroupsOption = None,
) -> None:
    """Measure two networks on the same pictures, with McNemar's test by casting."""
    from app.commands import network as commands

    print(commands.compare(dataset, groups, (first, second)))


@people.command("list")
def list_people(database: DatabaseOption = None, config: ConfigOption = None) -> None:
    """Everybody, the retired too."""
    from app.commands import people as commands

    commands.show(settings_module.load(config, _overrides(database=database)))


@people.command("add")
def add_person(
    name: Annotated[str, typer.Argument(metavar="NAME")],
    role: Annotated[Role, typer.Option(help="What the person may do.")] = Role.OPERATOR,
    database: DatabaseOption = None,
    config: ConfigOption = None,
) -> None:
    """Let somebody sign in from now on; the PIN is asked for."""
    from app.commands import people as commands

    settings = settings_module.load(config, _overrides(database=database))
    commands.add(settings, name, role)


@people.command("retire")
def retire_person(
    name: Annotated[str, typer.Argument(metavar="NAME")],
    database: DatabaseOption = None,
    config: ConfigOption = None,
) -> None:
    """Let somebody sign in no more; what the person did stays on record."""
    from app.commands import people as commands

    commands.retire(settings_module.load(config, _overrides(database=database)), name)


@people.command("reset-pin")
def reset_pin(
    name: Annotated[str, typer.Argument(metavar="NAME")],
    database: DatabaseOption = None,
    config: ConfigOption = None,
) -> None:
    """Give somebody a new PIN, which is asked for."""
    from app.commands import people as commands

    commands.reset_pin(settings_module.load(config, _overrides(database=database)), name)


@cli.command()
def audit(
    from_time: Annotated[str | None, typer.Option("--from", metavar="T")] = None,
    to_time: Annotated[str | None, typer.Option("--to", metavar="T")] = None,
    export: Annotated[
        Path | None, typer.Option(metavar="FILE.csv", help="Write all of it to a file.")
    ] = None,
    database: DatabaseOption = None,
    config: ConfigOption = None,
) -> None:
    """Who did what, and when. T is 2026-11-24 or 2026-11-24T06:00."""
    from app.commands import audit as commands

    settings = settings_module.load(config, _overrides(database=database))
    times = (_moment(settings, from_time), _moment(settings, to_time))
    if export is None:
        commands.show(settings, *times)
    else:
        commands.export(settings, *times, export)


@cli.command()
def doctor(
    camera: Annotated[str | None, typer.Option(metavar="SPEC")] = None,
    network: NetworkOption = None,
    database: DatabaseOption = None,
    kafka: KafkaOption = None,
    config: ConfigOption = None,
) -> None:
    """Check camera, network, disk, database, Kafka and sound."""
    from app.doctor import line as line_of
    from app.doctor import run_checks

    overrides = _overrides(network=network, database=database, kafka=kafka)
    if camera is not None:
        overrides["camera"] = _camera(camera)
    failed = False
    for check in run_checks(settings_module.load(config, overrides)):
        print(printable(line_of(check)), flush=True)
        failed = failed or not check.is_ok
    raise typer.Exit(1 if failed else 0)


def _camera(spec: str) -> dict[str, Any]:
    """The camera that the command line names; files and folders are looked at right away."""
    from camera.open import make_camera, parse_spec

    config = parse_spec(spec)
    if config.kind in {"folder", "video"}:
        camera = make_camera(config)
        camera.open()
        camera.close()
    return config.model_dump()


def _overrides(
    *,
    network: Path | None = None,
    database: Path | None = None,
    kafka: str | None = None,
    language: str | None = None,
) -> dict[str, dict[str, Any]]:
    given: dict[str, dict[str, Any]] = {
        "judging": {"network": network},
        "record": {"database": database},
        "kafka": {"servers": kafka},
        "station": {"language": language},
    }
    return {
        section: values
        for section, values in given.items()
        if all(value is not None for value in values.values())
    }
