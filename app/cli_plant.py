"""`castwatch plant …`: the plant's side. Each command imports what it needs when it runs."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from models.errors import KnownError

plant = typer.Typer(help="The plant's side, beyond Kafka: predictions over HTTP, alerts, web page.")


class MissingExtraError(KnownError):
    """Libraries that a station does without."""


@contextmanager
def _with_extra() -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            "The plant needs the library {library}: install Castwatch with its extras, as in"
            " `uv run --extra plant --extra spark castwatch plant …`.",
            library=error.name or "?",
        ) from error


@plant.command()
def api(
    host: Annotated[
        str | None, typer.Option(help="Where to listen; 127.0.0.1 is this machine alone.")
    ] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535)] = None,
    kafka: Annotated[
        str | None, typer.Option("--kafka", metavar="HOST:PORT,…", help="Kafka's servers.")
    ] = None,
    warehouse: Annotated[
        str | None,
        typer.Option(metavar="URL", help="postgresql://user@host/database or sqlite:///file.db"),
    ] = None,
    network: Annotated[
        Path | None, typer.Option("--network", metavar="DIR", help="Folder of the network.")
    ] = None,
    config: Annotated[
        Path | None, typer.Option("--config", metavar="FILE", help="Settings file (TOML).")
    ] = None,
) -> None:
    """Judge pictures over HTTP, and show what all stations judge."""
    given: dict[str, dict[str, Any]] = {
        "api": {"host": host, "port": port},
        "kafka": {"servers": kafka},
        "warehouse": {"url": warehouse},
        "judging": {"network": network},
    }
    with _with_extra():
        from plant.api.serving import serve
        from plant.settings import load

    settings = load(config, _given(given))
    serve(settings, lambda address: print(f"Castwatch's plant listens at {address}", flush=True))


@plant.command()
def archive(
    kafka: Annotated[
        str | None, typer.Option("--kafka", metavar="HOST:PORT,…", help="Kafka's servers.")
    ] = None,
    url: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Where to: file:///folder, webhdfs://user@host:9870/…"),
    ] = None,
    compact: Annotated[
        bool, typer.Option("--compact", help="Put past days' small files together, and end.")
    ] = False,
    config: Annotated[
        Path | None, typer.Option("--config", metavar="FILE", help="Settings file (TOML).")
    ] = None,
) -> None:
    """Keep all that stations send, as Parquet on HDFS, S3 or a disk."""
    with _with_extra():
        from plant.archive import running
        from plant.settings import load

    settings = load(config, _given({"archive": {"url": url}, "kafka": {"servers": kafka}}))
    if compact:
        done = running.compact_once(
            settings, lambda folder, each: print(f"{folder.path}: {each.merged} files", flush=True)
        )
        print(f"{done.merged:,} files put together into {done.made:,}, {done.removed:,} removed")
        return
    running.follow(settings, lambda done: print(f"{_clock()} {done}", flush=True))


@plant.command()
def verify(
    archive: Annotated[
        str | None, typer.Option(metavar="URL", help="The archive's: file:///…, webhdfs://…, …")
    ] = None,
    station: Annotated[str | None, typer.Option(metavar="NAME", help="One station alone.")] = None,
    config: Annotated[
        Path | None, typer.Option("--config", metavar="FILE", help="Settings file (TOML).")
    ] = None,
) -> None:
    """Compute all record hashes in the archive anew, and name what does not fit."""
    with _with_extra():
        from plant.archive.running import open_shelf
        from plant.archive.verifying import verify_archive
        from plant.settings import load

    settings = load(config, _given({"archive": {"url": archive}}))
    found = verify_archive(open_shelf(settings), station)
    for each in found.stretches:
        print(
            f"{each.station}  epoch {each.epoch or '-'}  no. {each.first:,} to {each.last:,}:"
            f" {each.inspections:,} inspections, newest hash {each.newest_hash or '-'}"
        )
    print(f"{found.messages:,} messages are as they were recorded.")
    if found.older:
        print(f"{found.older:,} cannot be checked: their hashes are of before version 2.")
    if found.newer:
        print(f"{found.newer:,} cannot be checked: a newer Castwatch has written them.")
    for finding in found.findings:
        print(finding, file=sys.stderr)
    raise typer.Exit(1 if found.findings else 0)


@plant.command()
def statistics(
    archive: Annotated[
        str | None, typer.Option(metavar="URL", help="The archive's: file:///…, hdfs://…, …")
    ] = None,
    warehouse: Annotated[
        str | None,
        typer.Option(metavar="URL", help="postgresql://user@host/database or sqlite:///file.db"),
    ] = None,
    master: Annotated[
        str | None, typer.Option(help="Spark's: local[*] is this machine, or spark://…, yarn")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Compute all days, also those that have not changed.")
    ] = False,
    config: Annotated[
        Path | None, typer.Option("--config", metavar="FILE", help="Settings file (TOML).")
    ] = None,
) -> None:
    """Compute the figures of each hour from the archive, into the warehouse."""
    with _with_extra():
        from plant.settings import load
        from plant.statistics.running import compute

    given = {
        "archive": {"url": archive},
        "warehouse": {"url": warehouse},
        "statistics": {"master": master},
    }
    done = compute(
        load(config, _given(given)),
        lambda said: print(f"{_clock()} {said}", flush=True),
        everything=everything,
    )
    print(f"{_clock()} {done}")


@plant.command()
def reader(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Of the role, as in `bi`.")],
    warehouse: Annotated[
        str | None, typer.Option(metavar="URL", help="postgresql://user@host/database")
    ] = None,
    config: Annotated[
        Path | None, typer.Option("--config", metavar="FILE", help="Settings file (TOML).")
    ] = None,
) -> None:
    """Let a BI tool read the warehouse's views, and nothing else."""
    with _with_extra():
        from plant.settings import load
        from plant.warehouse.readers import make_reader

    settings = load(config, _given({"warehouse": {"url": warehouse}}))
    password = make_reader(settings.warehouse.full_url(), name)
    if password is None:
        print(f"{name} may read the views; its password is what it was.")
    else:
        print(f"{name} may read the views. Its password, which is shown this once: {password}")


def _clock() -> str:
    return f"{datetime.now().astimezone():%H:%M:%S}"


def _given(values: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What the command line says, by section."""
    given = {
        section: {name: value for name, value in each.items() if value is not None}
        for section, each in values.items()
    }
    return {section: each for section, each in given.items() if each}


@plant.command()
def key(name: Annotated[str, typer.Argument(metavar="NAME", help="Whose key it is.")]) -> None:
    """Make a key for a client, and the line that lets it in."""
    from plant.api.keys import hash_of, new_key

    made = new_key()
    print(f"The key, which is shown this once: {made}")
    print(f'In plant.toml:  [api.keys]\n                "{name}" = "{hash_of(made)}"')
