"""Java programs to test against, from Maven Central, once, into a cache folder."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

REAL_HOME = Path.home()  # before any test is given a home of its own, and an environment
_POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>castwatch</groupId>
  <artifactId>tests</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>{group}</groupId>
      <artifactId>{artifact}</artifactId>
      <version>{version}</version>
    </dependency>
  </dependencies>
</project>
"""


def libraries(group: str, artifact: str, version: str, name: str, home: Path | None = None) -> Path:
    """The folder of its jar files; fetched where they are missing, or the test skips.

    `home` is where they lie, by default ~/.cache/castwatch-tests/NAME-VERSION.
    """
    home = home or REAL_HOME / ".cache" / "castwatch-tests" / f"{name}-{version}"
    if shutil.which("java") is None:
        pytest.skip(f"there is no Java, which {name} needs")
    if not (home / "complete").exists():
        _fetch(home, _POM.format(group=group, artifact=artifact, version=version))
    return home / "libs"


def _fetch(home: Path, pom: str) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        pytest.skip(f"there is no Maven to fetch {home.name} with")
    home.mkdir(parents=True, exist_ok=True)
    (home / "pom.xml").write_text(pom)
    command = [maven, "-B", "-q", "dependency:copy-dependencies", "-DoutputDirectory=libs"]
    environment = {**os.environ, "HOME": str(REAL_HOME)}
    done = subprocess.run(
        command, cwd=home, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip(f"Maven could not fetch {home.name}: {done.stdout[-500:]}")
    (home / "complete").touch()
