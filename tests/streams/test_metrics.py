"""The metrics: names, zeros at start, a bounded number of series, and what promtool says of them."""

import shutil
import subprocess

import pytest
from prometheus_client import generate_latest

from streams.metrics import ARTICLES_BY_OUTLET, METRICS, Metrics

SERIES_BUDGET = 600
"""Of a worker at start; lags and watermarks add two for each assigned partition."""


def render(metrics: Metrics) -> str:
    return generate_latest(metrics.registry).decode()


def test_names_have_units_and_prefix() -> None:
    for metric in METRICS:
        assert metric.name.startswith("tocsin_")
        assert metric.name.endswith("_total") == (metric.kind == "counter")
        assert (metric.kind == "histogram") == bool(metric.buckets) == metric.name.endswith("_seconds") or (
            metric.kind == "gauge"
        )


def test_zeros_show_from_the_start() -> None:
    """A rule on a counter that was never incremented must see 0, not nothing."""
    page = render(Metrics(outlets=("Daily",)))
    for line in (
        'tocsin_articles_rejected_total{reason="invalid_json"} 0.0',
        'tocsin_alerts_published_total{kind="attack.new",severity="Extreme"} 0.0',
        'tocsin_articles_by_outlet_total{outlet="Daily"} 0.0',
        'tocsin_articles_by_outlet_total{outlet="other"} 0.0',
    ):
        assert line in page
    assert "_created" not in page


def test_number_of_series_is_bounded() -> None:
    """Outlets and languages come from strangers: what is not known is `other`."""
    metrics = Metrics()
    for number in range(2000):
        metrics.count_article(f"outlet {number}", language=f"x{number}")
        metrics.count_article("o", language=chr(97 + number % 26) + chr(97 + number // 26 % 26))
    lines = [line for line in render(metrics).splitlines() if not line.startswith("#")]
    assert len(lines) < SERIES_BUDGET
    assert metrics.of(ARTICLES_BY_OUTLET, "other")._value.get() == 4000


def test_named_counts_find_their_metric() -> None:
    metrics = Metrics()
    metrics.count_named("alerts", {"suppressed.quiet_rule": 2, "published": 1})
    page = render(metrics)
    assert 'tocsin_alerts_suppressed_total{reason="quiet_rule"} 2.0' in page
    assert 'tocsin_findings_total{finding="published",stage="alerts"} 1.0' in page


def test_promtool_finds_no_fault() -> None:
    promtool = shutil.which("promtool")
    if promtool is None:
        pytest.skip("promtool is not installed (Debian: prometheus)")
    page = render(Metrics(outlets=("Daily",)))
    checked = subprocess.run([promtool, "check", "metrics"], input=page, text=True, capture_output=True, check=False)
    assert (checked.returncode, checked.stdout + checked.stderr) == (0, "")
