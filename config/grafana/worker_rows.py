"""The rows about workers: partitions, tables, Kafka, and the processes themselves."""

from config.grafana.panels import About, Panel, figure, listing, plot
from config.grafana.queries import WORKERS, rate, total

STATE: tuple[Panel, ...] = (
    figure(
        About("Workers not ready", "Workers that are up but do not read their partitions now.", "short", 4),
        f"count(tocsin_worker_ready{{{WORKERS}}} == 0) or vector(0)",
        red_from=1,
    ),
    figure(
        About("Lag", "Messages of all assigned partitions that are not acknowledged yet.", "short", 4),
        f"sum(tocsin_consumer_lag_messages{{{WORKERS}}})",
    ),
    plot(
        About("Lag by topic", "Messages not acknowledged yet, by topic. It should fall back to zero.", "short"),
        (total("tocsin_consumer_lag_messages", by="topic"), "{{topic}}"),
    ),
    plot(
        About("Partitions furthest behind", "The ten partitions with most messages not acknowledged yet.", "short"),
        (f"topk(10, {total('tocsin_consumer_lag_messages', by='topic, partition')})", "{{topic}} {{partition}}"),
    ),
    plot(
        About(
            "Watermark age",
            "How old the newest article read of each partition is, by its own time. Empty until the first article.",
            "s",
        ),
        (
            f"time() - max by (topic, partition) (tocsin_watermark_timestamp_seconds{{{WORKERS}}})",
            "{{partition}}",
        ),
    ),
    plot(
        About("Rows of state", "Incidents, claims and alerts kept in tables, by table.", "short"),
        (total("tocsin_table_entries", by="table"), "{{table}}"),
    ),
    plot(
        About("Rebalances", "Rebalances that the chosen workers took part in, per hour.", "suffix: /h", 4),
        (f"3600 * {rate('tocsin_rebalances_total', by='instance')}", "{{instance}}"),
    ),
    plot(
        About("Sends repeated", "Messages per second sent again because Kafka did not take them.", "cps", 4),
        (rate("tocsin_send_retries_total", by="instance"), "{{instance}}"),
    ),
    plot(
        About("Commits", "Commits of the positions read, per second. Zero while news arrives: stuck.", "cps"),
        (rate("tocsin_commits_total", by="instance"), "{{instance}}"),
    ),
)

PROCESS: tuple[Panel, ...] = (
    plot(
        About("Processor", "Cores in use by each worker. A worker cannot use much more than one.", "short"),
        (f"rate(process_cpu_seconds_total{{{WORKERS}}}[$__rate_interval])", "{{instance}}"),
    ),
    plot(
        About("Memory", "Resident memory of each worker.", "bytes"),
        (f"process_resident_memory_bytes{{{WORKERS}}}", "{{instance}}"),
    ),
    plot(
        About("Open files", "Share of the allowed open files that each worker uses.", "percentunit"),
        (f"process_open_fds{{{WORKERS}}} / process_max_fds{{{WORKERS}}}", "{{instance}}"),
    ),
    plot(
        About("Uptime", "Time since each worker started.", "s"),
        (f"time() - process_start_time_seconds{{{WORKERS}}}", "{{instance}}"),
    ),
    listing(
        About("Versions", "Version of the program and of its rules, by worker.", "short", 16),
        f"sum by (instance, version, rules_version) (tocsin_build_info{{{WORKERS}}})",
    ),
)
