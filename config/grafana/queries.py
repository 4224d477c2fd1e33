"""PromQL that panels share: rates, quantiles and sums over the workers chosen at the top of the page."""

WORKERS = 'job=~"$job", instance=~"$instance"'
"""Label matchers that every query carries."""
FIRING = 'ALERTS{alertname=~"Tocsin.+", alertstate="firing"}'


def rate(metric: str, *, by: str) -> str:
    """Per second, over all chosen workers, by label."""
    return f"sum by ({by}) (rate({metric}{{{WORKERS}}}[$__rate_interval]))"


def quantile(share: float, histogram: str, *, by: str = "") -> str:
    """A quantile of a histogram over all chosen workers; not a number while nothing was observed."""
    labels = f"le, {by}" if by else "le"
    return f"histogram_quantile({share}, {rate(f'{histogram}_bucket', by=labels)})"


def total(gauge: str, *, by: str = "job") -> str:
    return f"sum by ({by}) ({gauge}{{{WORKERS}}})"
