"""The committed dashboard is what the script builds, asks for metrics that exist, and explains itself."""

import re
from typing import Any

import pytest

from config.grafana.build import TARGET, render
from streams.metrics import METRICS, Metrics
from tests.ops.queries import (
    GROUPING,
    SERIES,
    list_panels,
    list_queries,
    list_rules,
    list_variables,
    load_dashboard,
)

PANELS = list_panels()
EXPRESSIONS = [
    *((query.where, query.expression) for query in list_queries()),
    *((name, series) for name, (series, _) in list_variables().items()),
    *((rule.alert, rule.expression) for rule in list_rules()),
]
ALWAYS_THERE = {"job", "instance", "le", "alertname"}


def list_series() -> dict[str, set[str]]:
    """Every name that a query may use, with its labels."""
    found = {}
    for metric in METRICS:
        parts = ("_bucket", "_count", "_sum") if metric.kind == "histogram" else ("",)
        found.update({metric.name + part: set(metric.labels) for part in parts})
    for family in Metrics().registry.collect():
        for sample in family.samples:
            found.setdefault(sample.name, set(sample.labels))
    return found


def test_committed_file_is_what_the_script_builds() -> None:
    assert TARGET.read_text("utf-8") == render(), "run python -m config.grafana.build"


@pytest.mark.parametrize(("where", "expression"), EXPRESSIONS, ids=lambda value: value[:40])
def test_metrics_and_labels_exist(where: str, expression: str) -> None:
    """Every metric in dashboard and rules is one of the table, or of the process; every grouping label is its."""
    known = list_series()
    used = set(SERIES.findall(expression))
    assert used <= known.keys()
    labels = ALWAYS_THERE.union(*(known[name] for name in used))
    grouped = {label.strip() for group in GROUPING.findall(expression) for label in group.split(",")}
    assert grouped <= labels


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel["title"])
def test_panel_explains_itself(panel: dict[str, Any]) -> None:
    """Title, description and unit; the data source that is chosen at the top; the workers chosen there."""
    assert panel["title"]
    assert panel["description"].endswith(".")
    assert panel["fieldConfig"]["defaults"]["unit"]
    assert panel["datasource"]["uid"] == "${datasource}"
    for target in panel["targets"]:
        assert target["datasource"]["uid"] == "${datasource}"
        selectors = re.findall(r"\b(?:tocsin|process)_\w+(\{[^}]*\})?", target["expr"])
        assert all('job=~"$job"' in one and 'instance=~"$instance"' in one for one in selectors)
        assert set(re.findall(r"\[([^\]]+)\]", target["expr"])) <= {"$__rate_interval", "$__range"}


def test_panels_are_placed_and_numbered_once() -> None:
    """No panel hides another, none sticks out, and ids are unique."""
    taken: set[tuple[int, int]] = set()
    for panel in load_dashboard()["panels"]:
        place = panel["gridPos"]
        cells = {
            (x, y)
            for x in range(place["x"], place["x"] + place["w"])
            for y in range(place["y"], place["y"] + place["h"])
        }
        assert not cells & taken, panel["title"]
        assert place["x"] + place["w"] <= 24, panel["title"]
        taken |= cells
    ids = [panel["id"] for panel in load_dashboard()["panels"]]
    assert len(set(ids)) == len(ids)


def test_page_follows_the_conventions() -> None:
    """Read-only, in UTC, with a fixed uid, its rows in order, and links that keep time and variables."""
    page = load_dashboard()
    assert (page["uid"], page["timezone"], page["editable"]) == ("tocsin-overview", "utc", False)
    rows = [panel["title"] for panel in page["panels"] if panel["type"] == "row"]
    assert rows == ["Alerts", "Flow", "Delay", "State and Kafka", "Process"]
    assert [variable["name"] for variable in page["templating"]["list"]] == ["datasource", "job", "instance"]
    assert all(link["keepTime"] and link["includeVars"] for link in page["links"])
