"""A Spark that is quiet, on this machine or on a cluster."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from py4j.protocol import Py4JError  # type: ignore[import-untyped]
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

from models.errors import KnownError
from plant.settings import PlantSettings, StatisticsSettings

_CALLING = "An error occurred while calling"
SHUFFLES = 8  # parts of the data, where this machine computes


class SparkError(KnownError):
    """Spark cannot compute the statistics."""


@contextmanager
def session(settings: StatisticsSettings, archive: str, zone: str | None) -> Iterator[SparkSession]:
    """A Spark whose clocks are those of `zone`, or of this machine. Raises SparkError.

    The user that an archive's URL names is the one that Hadoop is told.
    """
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        raise SparkError("Spark needs Java 17 or later, and there is none: install it.")
    if user := urlsplit(archive).username:
        os.environ["HADOOP_USER_NAME"] = user
    os.environ.setdefault("SPARK_CONF_DIR", str(Path(__file__).with_name("conf")))
    builder = (
        SparkSession.builder.master(settings.master)
        .appName("castwatch-statistics")
        .config("spark.driver.memory", settings.memory)
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.sources.partitionColumnTypeInference.enabled", "false")
    )
    if zone is not None:
        builder = builder.config("spark.sql.session.timeZone", zone)
    if settings.master.startswith("local"):
        builder = (
            builder.config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", SHUFFLES)
        )
    with in_words():
        spark = builder.getOrCreate()
    try:
        yield spark
    finally:
        spark.stop()


@contextmanager
def in_words() -> Iterator[None]:
    """Raise what Spark says as a SparkError, in one line."""
    try:
        yield
    except (PySparkException, Py4JError, OSError, RuntimeError) as error:
        said = (line.strip(": .") for line in str(error).splitlines())
        reason = next((line for line in said if line and not line.startswith(_CALLING)), "")
        raise SparkError("Spark cannot compute the statistics: {reason}.", reason=reason) from error


def url_for_spark(settings: PlantSettings) -> str:
    """Where Spark finds the archive. Raises SparkError."""
    url = settings.statistics.archive_url or settings.archive.url
    if urlsplit(url.get_secret_value()).scheme.endswith("webhdfs"):
        # Hadoop's shaded client 3.5.0, Spark's own, lacks what WebHDFS calls (RuntimeDelegateImpl).
        raise SparkError(
            "Spark reads HDFS by hdfs://, not by webhdfs://: set statistics.archive_url, as in"
            " hdfs://namenode:8020/castwatch."
        )
    return url.get_secret_value().rstrip("/")


def without_user(url: str) -> str:
    """A URL as Hadoop wants it."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
