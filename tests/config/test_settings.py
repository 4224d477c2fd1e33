"""Settings: where they come from, and that everything wrong is told at once in words one can act on."""

from pathlib import Path

import pytest

from config.settings import InvalidConfiguration, Settings, load_settings


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    for name in [name for name in os.environ if name.startswith("TOCSIN_")]:
        monkeypatch.delenv(name)


def write(folder: Path, text: str) -> Path:
    path = folder / "tocsin.toml"
    path.write_text(text)
    return path


def faults_of(path: Path | None = None) -> tuple[str, ...]:
    with pytest.raises(InvalidConfiguration) as caught:
        load_settings(path)
    return caught.value.faults


def test_bundled_file_sets_everything() -> None:
    """No value stands in the code: the file is what a person reads."""
    settings = load_settings()
    assert settings.kafka.partitions == 12
    assert settings.kafka.bootstrap is None
    assert settings.claims.rungs == (3, 5, 10, 25, 100)


def test_every_bundled_value_has_a_comment() -> None:
    text = (Path(__file__).parents[2] / "config" / "tocsin.toml").read_text()
    assert [line for line in text.splitlines() if "=" in line and "#" not in line] == []


def test_file_then_environment_then_options_win(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, '[kafka]\npartitions = 6\nlinger_ms = 5\napplication = "file"\n')
    monkeypatch.setenv("TOCSIN_CONFIG", str(path))
    monkeypatch.setenv("TOCSIN_KAFKA__LINGER_MS", "7")
    monkeypatch.setenv("TOCSIN_CLAIMS__RUNGS", "[10, 4]")
    monkeypatch.setenv("TOCSIN_KAFKA__APPLICATION", "environment")
    settings = load_settings(overrides={"kafka": {"application": "option"}})
    assert (settings.kafka.partitions, settings.kafka.linger_ms, settings.kafka.application) == (
        6,
        7,
        "option",
    )
    assert settings.claims.rungs == (4, 10)
    assert settings.worker.web_port == 6066


def test_all_faults_are_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each with key, value, what is allowed and where it was set."""
    path = write(tmp_path, '[kafka]\npartitons = 3\nlinger_ms = "x"\n[worker]\nstore = "rocks"\n[metrik]\na = 1\n')
    monkeypatch.setenv("TOCSIN_KAFKA__PARTITIONS", "0")
    monkeypatch.setenv("TOCSIN_KAFAK__BOOTSTRAP", "b:9092")
    faults = faults_of(path)
    assert len(faults) == 6
    told = "\n".join(faults)
    for piece in (
        "environment variable TOCSIN_KAFAK__BOOTSTRAP is no setting; did you mean TOCSIN_KAFKA__?",
        "kafka.partitions is '0': input should be greater than or equal to 1 "
        "(set in environment variable TOCSIN_KAFKA__PARTITIONS)",
        f"kafka.partitons is no setting; did you mean partitions? (set in {path})",
        "kafka.linger_ms is 'x': input should be a valid integer",
        "worker.store is 'rocks': input should be 'rocksdb' or 'memory'",
        "metrik is no setting; did you mean metrics?",
    ):
        assert piece in told


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("[kafka\n", "is not TOML"),
        ("kafka = 3\n", "kafka is 3"),
        ("[claims]\nrungs = []\n", "claims.rungs"),
        ("[claims]\nrungs = [1]\n", "claims.rungs.0 is 1"),
        (
            '[alerts]\nquiet = [{kind = "attack.new", severty = ["Minor"]}]\n',
            "alerts.quiet.0.severty is no setting",
        ),
        ('[worker]\nid = "a b"\n', "worker.id is 'a b'"),
    ],
)
def test_file_that_is_wrong_is_refused(text: str, piece: str, tmp_path: Path) -> None:
    assert any(piece in fault for fault in faults_of(write(tmp_path, text)))


def test_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "cannot be read" in faults_of(tmp_path / "none.toml")[0]


def test_settings_do_not_change() -> None:
    settings = load_settings()
    with pytest.raises(ValueError, match="frozen"):
        settings.kafka = settings.kafka
    assert isinstance(settings, Settings)
