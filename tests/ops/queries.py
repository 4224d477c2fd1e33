"""What the dashboard and the rules ask Prometheus, read from the committed files."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
DASHBOARD = ROOT / "config/grafana/dashboards/tocsin.json"
PROMETHEUS = ROOT / "config/prometheus"
RULES = PROMETHEUS / "rules/tocsin.yml"
RUNBOOKS = ROOT / "docs/runbooks.md"

SERIES = re.compile(r"\b(?:tocsin|process|python)_[a-z_]+\b")
GROUPING = re.compile(r"\bby \(([^)]*)\)")
STAND_INS = {"$job": ".+", "$instance": ".+", "$__rate_interval": "1m", "$__range": "5m"}
"""What Grafana puts in for its variables when nothing is chosen."""


@dataclass(frozen=True)
class Query:
    """One query: where it stands, and its PromQL as Prometheus gets it."""

    where: str
    expression: str


@dataclass(frozen=True)
class Rule:
    """One alert rule, as text: enough to compare it with metrics, tests and runbooks."""

    alert: str
    text: str

    @property
    def expression(self) -> str:
        """The text between `expr:` and what follows it."""
        return self.text.partition("expr:")[2].partition("\n        labels:")[0].partition("\n        for:")[0]


def load_dashboard() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(DASHBOARD.read_text("utf-8"))
    return loaded


def list_panels() -> list[dict[str, Any]]:
    """All panels but the headings of rows."""
    return [panel for panel in load_dashboard()["panels"] if panel["type"] != "row"]


def list_queries() -> Iterator[Query]:
    """Every query of a panel or an annotation."""
    for panel in list_panels():
        for target in panel["targets"]:
            yield Query(panel["title"], fill_in(target["expr"]))
    for annotation in load_dashboard()["annotations"]["list"]:
        yield Query(annotation["name"], fill_in(annotation["target"]["expr"]))


def list_variables() -> dict[str, tuple[str, str]]:
    """Name of each query variable to the series and the label whose values it offers."""
    found = {}
    for variable in load_dashboard()["templating"]["list"]:
        if variable["type"] == "query":
            match = re.fullmatch(r"label_values\((.+), (\w+)\)", variable["query"])
            assert match, variable["query"]
            found[variable["name"]] = (fill_in(match[1]), match[2])
    return found


def list_rules() -> list[Rule]:
    _, *blocks = RULES.read_text("utf-8").split("- alert: ")
    return [Rule(block.split("\n", 1)[0], block) for block in blocks]


def fill_in(expression: str) -> str:
    for variable, value in STAND_INS.items():
        expression = expression.replace(variable, value)
    return expression
