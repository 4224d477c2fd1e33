"""How a panel of Tocsin looks: data source, units, legend, thresholds. Knows PromQL only as text."""

from dataclasses import dataclass
from typing import TypeVar

from grafana_foundation_sdk.builders import common as common_builders
from grafana_foundation_sdk.builders import dashboard as dashboards
from grafana_foundation_sdk.builders import heatmap, prometheus, stat, table, timeseries
from grafana_foundation_sdk.models import common
from grafana_foundation_sdk.models import heatmap as heatmap_models
from grafana_foundation_sdk.models.dashboard import Threshold, ThresholdsMode
from grafana_foundation_sdk.models.prometheus import PromQueryFormat

SOURCE = common.DataSourceRef(type_val="prometheus", uid="${datasource}")
HEIGHT = 8

Panel = timeseries.Panel | stat.Panel | table.Panel | heatmap.Panel
AnyPanel = TypeVar("AnyPanel", timeseries.Panel, stat.Panel, table.Panel, heatmap.Panel)


@dataclass(frozen=True)
class About:
    """What a reader of the panel is told. `width` is in columns of 24."""

    title: str
    description: str
    unit: str
    width: int = 8


def plot(about: About, *queries: tuple[str, str], stacked: bool = False) -> timeseries.Panel:
    """Lines over time, one query per (expression, legend)."""
    panel = _describe(timeseries.Panel(), about)
    for number, (expression, legend) in enumerate(queries):
        panel = panel.with_target(_ask(expression, legend, number=number).exemplar("bucket" in expression))
    if stacked:
        panel = panel.stacking(common_builders.StackingConfig().mode(common.StackingMode.NORMAL)).fill_opacity(40)
    legend_below = common_builders.VizLegendOptions().display_mode(common.LegendDisplayMode.LIST)
    return (
        panel.min(0)
        .show_points(common.VisibilityMode.NEVER)
        .legend(legend_below.placement(common.LegendPlacement.BOTTOM).show_legend(True))
        .tooltip(common_builders.VizTooltipOptions().mode(common.TooltipDisplayMode.MULTI))
    )


def figure(about: About, expression: str, *, red_from: float | None = None) -> stat.Panel:
    """One number as of now; red from a value on, when one is given."""
    steps = [Threshold(value=None, color="green")]
    if red_from is not None:
        steps.append(Threshold(value=red_from, color="red"))
    thresholds = dashboards.ThresholdsConfig().mode(ThresholdsMode.ABSOLUTE).steps(steps)
    latest = common_builders.ReduceDataOptions().calcs(["lastNotNull"])
    return (
        _describe(stat.Panel(), about)
        .with_target(_ask(expression, about.title).instant())
        .thresholds(thresholds)
        .reduce_options(latest)
        .graph_mode(common.BigValueGraphMode.NONE)
    )


def listing(about: About, expression: str) -> table.Panel:
    """One row per series as of now."""
    query = _ask(expression, "").instant().format(PromQueryFormat.TABLE)
    return _describe(table.Panel(), about).with_target(query)


def density(about: About, expression: str) -> heatmap.Panel:
    """A histogram over time; `expression` keeps the label `le`."""
    query = _ask(expression, "{{le}}").format(PromQueryFormat.HEATMAP)
    colours = heatmap.HeatmapColorOptions().mode(heatmap_models.HeatmapColorMode.SCHEME).scheme("Oranges").steps(32)
    axis = heatmap.YAxisConfig().unit("s")
    return _describe(heatmap.Panel(), about).with_target(query).color(colours).y_axis(axis)


def _describe(panel: AnyPanel, about: About) -> AnyPanel:
    described = panel.title(about.title).description(about.description).unit(about.unit)
    return described.datasource(SOURCE).span(about.width).height(HEIGHT)


def _ask(expression: str, legend: str, *, number: int = 0) -> prometheus.Dataquery:
    query = prometheus.Dataquery().expr(expression).legend_format(legend).ref_id("ABCDEFGH"[number])
    return query.datasource(SOURCE)
