"""A real HDFS for the tests, on this machine alone: a NameNode and a DataNode from Maven Central.

Each is a process of its own that keeps its port and its data from start to start, and can be
killed, frozen and started again.
"""

import getpass
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.system import maven
from tests.system.kafka_broker import free_ports

VERSION = "3.5.0"
START_SECONDS = 60
_NAME_NODE = "org.apache.hadoop.hdfs.server.namenode.NameNode"
_DATA_NODE = "org.apache.hadoop.hdfs.server.datanode.DataNode"
_STATE = "jmx?qry=Hadoop:service=NameNode,name=FSNamesystemState"


class Hdfs:
    """One NameNode and one DataNode."""

    def __init__(self, folder: Path, libs: Path) -> None:
        self._folder = folder
        self._libs = libs
        ports = free_ports(5)
        self._http = f"http://127.0.0.1:{ports[1]}"
        self.rpc_url = f"hdfs://{getpass.getuser()}@127.0.0.1:{ports[0]}"
        self.url = f"webhdfs://{getpass.getuser()}@127.0.0.1:{ports[1]}"
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        conf = folder / "conf"
        conf.mkdir()
        core = {"fs.defaultFS": f"hdfs://127.0.0.1:{ports[0]}", "hadoop.tmp.dir": folder / "data"}
        (conf / "core-site.xml").write_text(_site(core))
        (conf / "hdfs-site.xml").write_text(_site(_settings(*ports)))
        assert self._java(_NAME_NODE, "-format", "-nonInteractive").wait(START_SECONDS) == 0

    def start(self) -> None:
        """Start what does not run, and wait until files can be written."""
        for main in (_NAME_NODE, _DATA_NODE):
            if main not in self._processes:
                self._processes[main] = self._java(main)
        deadline = time.monotonic() + START_SECONDS
        while not self._is_ready():
            assert time.monotonic() < deadline, (self._folder / "hdfs.out").read_text()[-2000:]
            time.sleep(0.1)  # other processes

    def kill(self) -> None:
        """End it at once."""
        for process in self._processes.values():
            process.kill()
            process.wait(START_SECONDS)
        self._processes.clear()

    def freeze(self) -> None:
        """Let it hold its connections and do nothing."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        for process in self._processes.values():
            process.send_signal(number)

    def _is_ready(self) -> bool:
        try:
            (state,) = httpx.get(f"{self._http}/{_STATE}", timeout=2).json()["beans"]
        except (httpx.HTTPError, ValueError):
            return False
        is_writable: bool = state["FSState"] == "Operational"
        return is_writable and state["NumLiveDataNodes"] == 1

    def _java(self, main: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = ["java", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
        with (self._folder / "hdfs.out").open("ab") as output:
            return subprocess.Popen(
                [*command, "-cp", f"{self._folder / 'conf'}:{self._libs}/*", main, *arguments],
                stdout=output,
                stderr=output,
                cwd=self._folder,
            )


def libraries() -> Path:
    """Its jar files."""
    return maven.libraries("org.apache.hadoop", "hadoop-client-minicluster", VERSION, "hdfs")


@pytest.fixture(scope="session")
def only_hdfs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hdfs]:
    """The session's HDFS, which a test may do anything to through `hdfs`."""
    hdfs = Hdfs(tmp_path_factory.mktemp("hdfs"), libraries())
    hdfs.start()
    yield hdfs
    hdfs.kill()


@pytest.fixture
def hdfs(only_hdfs: Hdfs) -> Iterator[Hdfs]:
    """An HDFS that runs, and that runs again after the test."""
    yield only_hdfs
    only_hdfs.thaw()
    only_hdfs.start()


def _settings(_: int, http: int, data: int, data_http: int, data_ipc: int) -> dict[str, object]:
    return {
        "dfs.replication": 1,
        "dfs.namenode.http-address": f"127.0.0.1:{http}",
        "dfs.namenode.rpc-bind-host": "127.0.0.1",
        "dfs.namenode.safemode.extension": 0,
        "dfs.datanode.address": f"127.0.0.1:{data}",
        "dfs.datanode.http.address": f"127.0.0.1:{data_http}",
        "dfs.datanode.ipc.address": f"127.0.0.1:{data_ipc}",
        "dfs.datanode.hostname": "127.0.0.1",
        "dfs.heartbeat.interval": 1,
        # Or whoever closes a file waits 400 ms when its block is not yet known.
        "dfs.client.block.write.locateFollowingBlock.initial.delay.ms": 10,
        "dfs.client.block.write.replace-datanode-on-failure.policy": "NEVER",  # there is one
    }


def _site(values: dict[str, object]) -> str:
    lines = (
        f"<property><name>{name}</name><value>{value}</value></property>"
        for name, value in values.items()
    )
    return f"<configuration>{''.join(lines)}</configuration>"
