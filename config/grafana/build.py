"""Builds the dashboard and writes it where Grafana's provisioning finds it: `python -m config.grafana.build`."""

import json
from itertools import count
from pathlib import Path

from grafana_foundation_sdk.builders import dashboard as builders
from grafana_foundation_sdk.builders import prometheus
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models.dashboard import (
    DashboardCursorSync,
    DashboardLinkType,
    VariableOption,
    VariableRefresh,
    VariableSort,
)

from config.grafana.news_rows import ALERTS, DELAY, FLOW
from config.grafana.panels import SOURCE, Panel
from config.grafana.queries import FIRING
from config.grafana.worker_rows import PROCESS, STATE

TARGET = Path(__file__).with_name("dashboards") / "tocsin.json"
ROWS: tuple[tuple[str, tuple[Panel, ...]], ...] = (
    ("Alerts", ALERTS),
    ("Flow", FLOW),
    ("Delay", DELAY),
    ("State and Kafka", STATE),
    ("Process", PROCESS),
)


def build_dashboard() -> builders.Dashboard:
    """The dashboard: read-only, in UTC, with its variables, annotations, links and rows."""
    dashboard = (
        builders.Dashboard("Tocsin")
        .uid("tocsin-overview")
        .description("Is news arriving, are alerts late, what was rejected, is a partition stuck?")
        .tags(["tocsin"])
        .readonly()
        .timezone("utc")
        .time("now-6h", "now")
        .refresh("30s")
        .tooltip(DashboardCursorSync.CROSSHAIR)
        .with_variable(builders.DatasourceVariable("datasource").label("Data source").type("prometheus"))
        .with_variable(_choose("job", "Job", "label_values(tocsin_build_info, job)"))
        .with_variable(_choose("instance", "Worker", 'label_values(tocsin_build_info{job=~"$job"}, instance)'))
        .annotation(_mark_firing())
        .link(_link_others())
    )
    # Links to a panel name its number: without one of our own, Grafana would choose.
    numbers = count(1)
    for title, panels in ROWS:
        dashboard = dashboard.with_row(builders.Row(title).id(next(numbers)))
        for panel in panels:
            dashboard = dashboard.with_panel(panel.id(next(numbers)))
    return dashboard


def render() -> str:
    """The dashboard as the text of its file."""
    return json.dumps(build_dashboard().build(), cls=JSONEncoder, indent=2, sort_keys=True) + "\n"


def _choose(name: str, label: str, query: str) -> builders.QueryVariable:
    return (
        builders.QueryVariable(name)
        .label(label)
        .query(query)
        .datasource(SOURCE)
        .refresh(VariableRefresh.ON_TIME_RANGE_CHANGED)
        .sort(VariableSort.ALPHABETICAL_ASC)
        .multi(True)
        .include_all(True)
        .all_value(".+")
        .current(VariableOption(selected=True, text="All", value="$__all"))
    )


def _mark_firing() -> builders.AnnotationQuery:
    return (
        builders.AnnotationQuery()
        .name("Operating alerts")
        .datasource(SOURCE)
        .enable(True)
        .icon_color("red")
        .target(prometheus.Dataquery().expr(FIRING).ref_id("Anno").interval("60s"))
        .title_format("{{alertname}}")
        .text_format("{{severity}} {{instance}}")
    )


def _link_others() -> builders.DashboardLink:
    link = builders.DashboardLink("Tocsin dashboards").type(DashboardLinkType.DASHBOARDS).tags(["tocsin"])
    return link.as_dropdown(True).include_vars(True).keep_time(True)


if __name__ == "__main__":
    TARGET.write_text(render(), encoding="utf-8")
