"""A real Prometheus with the project's configuration, on a free port, and what it answers."""

import json
import re
import shutil
import subprocess
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

from streams.brokers.process import find_free_ports
from tests.ops.queries import PROMETHEUS
from tests.topology.harness import wait_until

ALWAYS_FIRING = """\
groups:
  - name: always
    rules:
      - alert: TocsinAnnotationTest
        expr: vector(1)
        labels: {job: tocsin, severity: info}
"""


class PrometheusProcess:
    """Scrapes one worker every second. `stop` ends it."""

    def __init__(self, *, target: str, folder: Path) -> None:
        self.port = find_free_ports()[0]
        self._log = (folder / "prometheus.log").open("wb")
        self._process = subprocess.Popen(
            [
                "prometheus",
                f"--config.file={write_configuration(target=target, folder=folder)}",
                f"--storage.tsdb.path={folder / 'data'}",
                f"--web.listen-address=127.0.0.1:{self.port}",
                "--enable-feature=exemplar-storage",
            ],
            stdout=self._log,
            stderr=self._log,
        )

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(30)
        self._log.close()

    def get(self, path: str, **parameters: str) -> Any:
        """The data of an answer of the API; an error of Prometheus is raised."""
        encoded = urllib.parse.urlencode({key.replace("match", "match[]"): one for key, one in parameters.items()})
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api/v1/{path}?{encoded}", timeout=10) as answer:
            return json.loads(answer.read())["data"]

    def ask(self, expression: str) -> list[Any]:
        """The series that an expression has now."""
        found: list[Any] = self.get("query", query=expression)["result"]
        return found

    def wait_for(self, expression: str, *, seconds: float = 60) -> None:
        """Until an expression has a series."""

        def answers() -> bool:
            try:
                return bool(self.ask(expression))
            except OSError:
                return False

        wait_until(answers, seconds=seconds, what=lambda: f"nothing for {expression}")


def write_configuration(*, target: str, folder: Path) -> Path:
    """The project's configuration with another target, short intervals and one alert that always fires."""
    shutil.copytree(PROMETHEUS / "rules", folder / "rules")
    (folder / "rules/always.yml").write_text(ALWAYS_FIRING, "utf-8")
    text = (PROMETHEUS / "prometheus.yml").read_text("utf-8")
    assert "worker:6066" in text
    text = re.sub(r"_interval: \w+", "_interval: 1s", text.replace("worker:6066", target))
    path = folder / "prometheus.yml"
    path.write_text(text, "utf-8")
    return path
