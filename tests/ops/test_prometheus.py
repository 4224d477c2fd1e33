"""Rules and dashboard hold before promtool, and before a real Prometheus that scrapes a real worker."""

import subprocess

import pytest

from streams.brokers.kafka_jvm import KafkaJvm
from streams.topics import TopicNames
from tests.ops.prometheus_process import PrometheusProcess
from tests.ops.queries import (
    PROMETHEUS,
    ROOT,
    RULES,
    RUNBOOKS,
    Rule,
    list_queries,
    list_rules,
    list_variables,
)
from tests.topology.harness import WorkerProcess, publish, wait_until

SAMPLE = ROOT / "tocsin/sample/articles.jsonl"
RULE_TESTS = sorted((PROMETHEUS / "tests").glob("*.yml"))
EMPTY_UNTIL_FIRST_ARTICLE = {"Findings", "Watermark age"}
SERIES_BUDGET = 1000
"""Series of one worker with 3 partitions and all of the sample read."""


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "config", str(PROMETHEUS / "prometheus.yml")),
        ("check", "rules", "--lint=all", "--lint-fatal", str(RULES)),
        ("test", "rules", *map(str, RULE_TESTS)),
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_promtool_agrees(promtool: str, arguments: tuple[str, ...]) -> None:
    done = subprocess.run([promtool, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("rule", list_rules(), ids=lambda rule: rule.alert)
def test_rule_is_complete(rule: Rule) -> None:
    """Prefix, severity, summary, description, a runbook that is there, and a unit test that lets it fire."""
    assert rule.alert.startswith("Tocsin")
    assert any(f"severity: {one}\n" in rule.text for one in ("critical", "warning", "info"))
    assert "summary: " in rule.text
    assert "description: " in rule.text
    anchor = f"docs/runbooks.md#{rule.alert.lower()}"
    assert f"runbook_url: {anchor}\n" in rule.text + "\n"
    assert f"\n## {rule.alert}\n" in RUNBOOKS.read_text("utf-8")
    assert any(f"runbook_url: {anchor}\n" in path.read_text("utf-8") for path in RULE_TESTS)


@pytest.mark.timeout(180)
def test_metrics_page_is_well_formed(promtool: str, worker: WorkerProcess) -> None:
    status, page = worker.page("/metrics")
    assert status == 200
    done = subprocess.run([promtool, "check", "metrics"], input=page, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.mark.timeout(180)
def test_queries_answer_on_a_fresh_worker(prometheus: PrometheusProcess) -> None:
    """A zero shows as 0: before any article only what is about articles is empty."""
    prometheus.wait_for("tocsin_consumer_lag_messages")
    prometheus.wait_for('ALERTS{alertstate="firing"}')
    assert find_empty(prometheus) <= EMPTY_UNTIL_FIRST_ARTICLE
    for series, label in list_variables().values():
        assert prometheus.get(f"label/{label}/values", match=series)


@pytest.mark.timeout(180)
def test_queries_answer_once_articles_came(prometheus: PrometheusProcess, kafka: KafkaJvm, names: TopicNames) -> None:
    lines = SAMPLE.read_bytes().splitlines()
    publish(kafka.bootstrap, names.articles, [(str(number).encode(), line) for number, line in enumerate(lines)])
    prometheus.wait_for(f"sum(tocsin_articles_by_outlet_total) >= {len(lines)}")
    wait_until(lambda: not find_empty(prometheus), seconds=20, what=lambda: f"empty: {find_empty(prometheus)}")
    [series] = prometheus.ask('count({job="tocsin"})')
    assert int(series["value"][1]) <= SERIES_BUDGET


def test_rules_run_in_prometheus(prometheus: PrometheusProcess) -> None:
    """All rules are evaluated without an error; none fires for a worker that is well."""
    prometheus.wait_for('ALERTS{alertname="TocsinAnnotationTest", alertstate="firing"}')
    loaded = {rule["name"]: rule for group in prometheus.get("rules")["groups"] for rule in group["rules"]}
    assert {rule.alert for rule in list_rules()} <= loaded.keys()
    assert {rule["health"] for rule in loaded.values()} == {"ok"}
    firing = {name for name, rule in loaded.items() if rule["state"] == "firing"}
    assert firing == {"TocsinAnnotationTest"}


def find_empty(prometheus: PrometheusProcess) -> set[str]:
    """Where the queries stand that have no series."""
    return {query.where for query in list_queries() if not prometheus.ask(query.expression)}
