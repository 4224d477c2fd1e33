"""Finds Java, and Apache Kafka's jars: in the cache folder, or fetched into it once by Maven."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

KAFKA_VERSION = "4.4.0"
LEAST_JAVA_VERSION = 17
RESOURCES = Path(__file__).parent.parent / "kafka-broker"
JAVA_ANSWER_SECONDS = 20
MAVEN_SECONDS = 300


class JarsUnavailable(Exception):
    """Kafka's jars are not in the cache and Maven could not fetch them; the message is one line."""


@dataclass(frozen=True)
class Means:
    """What this computer has for running Apache Kafka. `java_note` says which Java, or why none."""

    java: Path | None
    java_note: str
    maven: Path | None
    jars: Path | None


def find_means(cache_dir: Path, environment: Mapping[str, str] = os.environ) -> Means:
    """Look for Java (TOCSIN_JAVA, JAVA_HOME, PATH), Maven (PATH) and cached jars."""
    java, note = find_java(environment)
    maven = shutil.which("mvn", path=environment.get("PATH", ""))
    return Means(java=java, java_note=note, maven=Path(maven) if maven else None, jars=find_jars(cache_dir))


def find_java(environment: Mapping[str, str]) -> tuple[Path | None, str]:
    """The first Java recent enough, and a note. TOCSIN_JAVA=none hides every Java, a path names one."""
    named = environment.get("TOCSIN_JAVA", "")
    if named == "none":
        return None, "Java is hidden by TOCSIN_JAVA=none"
    too_old: list[str] = []
    for candidate in _list_java_candidates(named, environment):
        version = read_java_version(candidate)
        if version is not None and version >= LEAST_JAVA_VERSION:
            return candidate, f"Java {version} at {candidate}"
        if version is not None:
            too_old.append(f"; Java {version} at {candidate} is too old")
    places = "at TOCSIN_JAVA" if named else "by JAVA_HOME or PATH"
    return None, f"Java {LEAST_JAVA_VERSION} or later was not found {places}" + "".join(too_old)


def _list_java_candidates(named: str, environment: Mapping[str, str]) -> list[Path]:
    if named:
        return [Path(named)]
    home = environment.get("JAVA_HOME")
    on_path = shutil.which("java", path=environment.get("PATH", ""))
    return ([Path(home) / "bin" / "java"] if home else []) + ([Path(on_path)] if on_path else [])


def read_java_version(java: Path) -> int | None:
    """The major version that `java -version` tells (8 for "1.8.0"), or None when it does not run."""
    try:
        answer = subprocess.run(
            [str(java), "-version"], capture_output=True, text=True, timeout=JAVA_ANSWER_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    found = re.search(r'version "(?:1\.)?(\d+)', answer.stderr + answer.stdout)
    return int(found.group(1)) if found else None


def find_jars(cache_dir: Path) -> Path | None:
    """The folder with Kafka's jars, when it is in the cache. It is there whole or not at all."""
    libs = cache_dir / f"kafka-{KAFKA_VERSION}" / "libs"
    return libs if (libs / f"kafka_2.13-{KAFKA_VERSION}.jar").exists() else None


def fetch_jars(maven: Path, *, cache_dir: Path, log_path: Path, progress: Callable[[str], None]) -> Path:
    """Let Maven fetch Kafka's jars beside the cache folder, then move them there in one step."""
    progress(f"fetching Apache Kafka {KAFKA_VERSION} with Maven into {cache_dir} (once, 43 MB)")
    try:
        cache_dir.mkdir(parents=True, exist_ok=True)
        workplace = Path(tempfile.mkdtemp(prefix=".kafka-", dir=cache_dir))
    except OSError as error:
        raise JarsUnavailable(f"the cache folder {cache_dir} cannot be written ({error.strerror})") from error
    try:
        _run_maven(maven, workplace=workplace, log_path=log_path)
        return _publish(workplace, cache_dir=cache_dir)
    finally:
        shutil.rmtree(workplace, ignore_errors=True)


def _run_maven(maven: Path, *, workplace: Path, log_path: Path) -> None:
    shutil.copy(RESOURCES / "pom.xml", workplace)
    goal = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={workplace}/libs"]
    try:
        with log_path.open("ab") as log:
            subprocess.run(
                [str(maven), "-q", "-B", *goal],
                cwd=workplace,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                timeout=MAVEN_SECONDS,
                check=True,
            )
    except (OSError, subprocess.SubprocessError) as error:
        raise JarsUnavailable(f"Maven could not fetch Apache Kafka (see {log_path})") from error


def _publish(workplace: Path, *, cache_dir: Path) -> Path:
    target = cache_dir / f"kafka-{KAFKA_VERSION}"
    try:
        workplace.chmod(0o755)
        workplace.rename(target)
    except OSError as error:
        if find_jars(cache_dir) is None:  # else another Tocsin was faster, with the same jars
            raise JarsUnavailable(f"{target} is there but not whole: remove it") from error
    jars = find_jars(cache_dir)
    if jars is None:
        raise JarsUnavailable(f"Maven fetched no kafka_2.13-{KAFKA_VERSION}.jar into {target}: remove it")
    return jars
