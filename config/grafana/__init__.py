"""The Grafana dashboard: built by `python -m config.grafana.build`, committed as JSON, provisioned by compose."""
