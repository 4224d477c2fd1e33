"""Typed settings: tocsin.toml under a file of one's own under the environment. Refuses what is wrong, all at once."""

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from config.faults import InvalidConfiguration, describe_faults
from config.sources import Layer, find_layers

__all__ = ["InvalidConfiguration", "Settings", "load_settings"]

Positive = Annotated[float, Field(gt=0)]
Count = Annotated[int, Field(ge=1)]
Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]+$", max_length=100)]
NonEmpty = Annotated[str, Field(min_length=1)]
Optional = Annotated[str | None, AfterValidator(lambda value: value or None)]
"""TOML has no null: an empty string says that there is none."""


class Section(BaseModel):
    """What all sections share: no unknown keys, and no change once loaded."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _sort_rungs(rungs: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted(set(rungs)))


class Kafka(Section):
    bootstrap: Optional
    data_dir: Optional
    application: Name
    topic_prefix: Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]*$", max_length=100)]
    partitions: Annotated[int, Field(ge=1, le=1000)]
    replication_factor: Count
    session_timeout_seconds: Annotated[float, Field(ge=6, le=300)]
    commit_interval_seconds: Positive
    linger_ms: Annotated[int, Field(ge=0, le=10_000)]
    producer_timeout_seconds: Annotated[float, Field(ge=1)]


class Worker(Section):
    id: Name
    data_dir: Path
    store: Literal["rocksdb", "memory"]
    web_host: NonEmpty
    web_port: Annotated[int, Field(ge=1, le=65_535)]
    batch_articles: Annotated[int, Field(ge=1, le=1000)]
    batch_ms: Annotated[int, Field(ge=1, le=10_000)]
    stop_seconds: Positive
    log_level: Literal["debug", "info", "warning", "error"]
    log_format: Literal["console", "json"]


class Articles(Section):
    max_bytes: Annotated[int, Field(ge=1, le=4 * 1024 * 1024 - 65_536)]
    """Topics carry 4 MiB: a dead letter is the record with headers."""
    max_depth: Annotated[int, Field(ge=1, le=512)]
    future_hours: Annotated[float, Field(ge=0)]


class Incidents(Section):
    breaking_hours: Positive
    recent_days: Positive
    forget_after_days: Count


class Claims(Section):
    space: Name
    rungs: Annotated[tuple[Annotated[int, Field(ge=2)], ...], Field(min_length=1), AfterValidator(_sort_rungs)]
    forget_after_days: Count


class QuietRule(Section):
    """Holds back the alerts that fit all that is given; empty means any."""

    kind: str = ""
    country: Annotated[str, Field(pattern=r"^([A-Z]{2})?$")] = ""
    type: str = ""
    severity: tuple[Literal["Extreme", "Severe", "Moderate", "Minor", "Unknown"], ...] = ()


class Alerts(Section):
    extreme_killed: Count
    severe_killed: Count
    moderate_killed: Count
    moderate_injured: Count
    quiet: tuple[QuietRule, ...]


class Metrics(Section):
    outlets: tuple[str, ...] = Field(max_length=200)


class Settings(BaseSettings):
    """All settings. Nothing has a default here: the values that hold by themselves stand in tocsin.toml."""

    model_config = SettingsConfigDict(extra="forbid", frozen=True, env_prefix="TOCSIN_", env_nested_delimiter="__")

    kafka: Kafka
    worker: Worker
    articles: Articles
    incidents: Incidents
    claims: Claims
    alerts: Alerts
    metrics: Metrics

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """`load_settings` has put the layers together already: it must know where each value was set."""
        return (init_settings,)


def load_settings(path: Path | None = None, *, overrides: dict[str, dict[str, Any]] | None = None) -> Settings:
    """Settings from the bundled file, `path` (or TOCSIN_CONFIG), the environment and `overrides`, later ones
    first.

    Raises InvalidConfiguration, which tells every fault with its key, value, what is allowed and where it was
    set.
    """
    sections = tuple(Settings.model_fields)
    layers = find_layers(path, sections=sections)
    if overrides:
        layers.append(Layer.of("the command line", overrides))
    faults = [fault for layer in layers for fault in layer.faults]
    try:
        settings = Settings(**_merge(layers))
    except ValidationError as error:
        raise InvalidConfiguration(faults + describe_faults(error, model=Settings, layers=layers)) from error
    if faults:
        raise InvalidConfiguration(faults)
    return settings


def _merge(layers: list[Layer]) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for layer in layers:
        for section, values in layer.values.items():
            if isinstance(values, dict) and isinstance(merged.get(section), dict):
                merged[section] = merged[section] | values
            else:
                merged[section] = values
    return merged
