"""The rows about news: which alerts went out, what was read and rejected, how long it took."""

from config.grafana.panels import About, Panel, density, figure, plot
from config.grafana.queries import FIRING, WORKERS, quantile, rate

ALERTS: tuple[Panel, ...] = (
    figure(
        About("Alerts published", "Alerts delivered to the alert topic in the time range shown.", "short", 4),
        f"sum(increase(tocsin_alerts_published_total{{{WORKERS}}}[$__range]))",
    ),
    figure(
        About(
            "Operating alerts firing",
            "Alert rules about Tocsin itself that fire now. Their runbooks are in docs/runbooks.md.",
            "short",
            4,
        ),
        f"count({FIRING}) or vector(0)",
        red_from=1,
    ),
    plot(
        About("Alerts by kind", "Alerts published per hour, by kind.", "suffix: /h"),
        (f"3600 * {rate('tocsin_alerts_published_total', by='kind')}", "{{kind}}"),
        stacked=True,
    ),
    plot(
        About("Alerts by severity", "Alerts published per hour, by CAP severity.", "suffix: /h", 4),
        (f"3600 * {rate('tocsin_alerts_published_total', by='severity')}", "{{severity}}"),
        stacked=True,
    ),
    plot(
        About("Alerts held back", "Alerts not published, per hour, by the rule that held them back.", "suffix: /h", 4),
        (f"3600 * {rate('tocsin_alerts_suppressed_total', by='reason')}", "{{reason}}"),
        stacked=True,
    ),
)

FLOW: tuple[Panel, ...] = (
    plot(
        About(
            "Articles read by outlet",
            "Articles read per second. Outlets that the settings do not list are other. Zero: no news arrives.",
            "cps",
        ),
        (rate("tocsin_articles_by_outlet_total", by="outlet"), "{{outlet}}"),
        stacked=True,
    ),
    plot(
        About("Articles read by language", "Articles read per second, by the language that they are in.", "cps"),
        (rate("tocsin_articles_by_language_total", by="language"), "{{language}}"),
        stacked=True,
    ),
    plot(
        About(
            "Records rejected",
            "Article records set aside as dead letters per second, by reason. `tocsin dlq` shows them.",
            "cps",
        ),
        (rate("tocsin_articles_rejected_total", by="reason"), "{{reason}}"),
        stacked=True,
    ),
    plot(
        About("Articles late", "Articles per second that are older than the watermark of their partition.", "cps"),
        (rate("tocsin_articles_late_total", by="job"), "late"),
    ),
    plot(
        About(
            "Messages failed",
            "Messages per second that an error of Tocsin's own set aside, by stage. Should be zero.",
            "cps",
        ),
        (rate("tocsin_messages_failed_total", by="stage"), "{{stage}}"),
    ),
    plot(
        About(
            "Findings",
            "What reading and deciding came upon per second, by stage and name. Empty until the first article.",
            "cps",
        ),
        (rate("tocsin_findings_total", by="stage, finding"), "{{stage}} {{finding}}"),
    ),
)

DELAY: tuple[Panel, ...] = (
    plot(
        About(
            "From Kafka to alert",
            "From an article's arrival in Kafka to the delivery of its alert: Tocsin's own share of the delay.",
            "s",
        ),
        *((quantile(share, "tocsin_alert_passage_seconds"), f"{share:.0%}") for share in (0.5, 0.95, 0.99)),
    ),
    plot(
        About(
            "From publication to alert",
            "From an article's publication to the delivery of its alert. Long while archives are replayed.",
            "s",
        ),
        *((quantile(share, "tocsin_alert_delay_seconds"), f"{share:.0%}") for share in (0.5, 0.95)),
    ),
    plot(
        About(
            "Work by stage, 95 %",
            "Time to read one article (stage articles), or to handle one message until all of it is delivered.",
            "s",
        ),
        (quantile(0.95, "tocsin_article_processing_seconds", by="stage"), "{{stage}}"),
    ),
    density(
        About(
            "From Kafka to alert, all alerts",
            "How many alerts took how long from arrival in Kafka to delivery. Exemplars name the alert.",
            "short",
            24,
        ),
        f"sum by (le) (increase(tocsin_alert_passage_seconds_bucket{{{WORKERS}}}[$__rate_interval]))",
    ),
)
