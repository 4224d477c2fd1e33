# syntax=docker/dockerfile:1
# The worker and all commands of Tocsin: `docker build -t tocsin .`, then `docker run tocsin --help`.

FROM python:3.11-slim-bookworm AS build
ENV UV_PROJECT_ENVIRONMENT=/opt/tocsin \
    UV_COMPILE_BYTECODE=1 \
    UV_LINK_MODE=copy \
    UV_PYTHON_DOWNLOADS=never
RUN pip install --no-cache-dir uv==0.13.9
WORKDIR /source
# Dependencies first: they change less often than the code. --no-build: all have wheels, there is no compiler here.
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-dev --no-group build --no-install-project --no-build
COPY README.md LICENSE NOTICE ./
COPY config config
COPY streams streams
COPY agents agents
COPY tocsin tocsin
RUN uv sync --frozen --no-dev --no-group build --no-editable

FROM python:3.11-slim-bookworm
COPY --from=build /opt/tocsin /opt/tocsin
COPY LICENSE NOTICE /usr/share/doc/tocsin/
# Made here so that a new volume mounted on it belongs to the user.
RUN install --directory --owner=10001 --group=10001 /var/lib/tocsin
ENV PATH=/opt/tocsin/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    TOCSIN_WORKER__DATA_DIR=/var/lib/tocsin \
    TOCSIN_WORKER__LOG_FORMAT=json \
    TOCSIN_WORKER__WEB_HOST=0.0.0.0 \
    TOCSIN_WORKER__WEB_PORT=6066
USER 10001:10001
WORKDIR /var/lib/tocsin
VOLUME /var/lib/tocsin
EXPOSE 6066
STOPSIGNAL SIGTERM
# Ready, not only alive: /readyz answers 503 with the reason until partitions are read.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
    CMD ["python", "-c", "import os, urllib.request as web; web.urlopen('http://127.0.0.1:' + os.environ['TOCSIN_WORKER__WEB_PORT'] + '/readyz', timeout=4)"]
ENTRYPOINT ["tocsin"]
CMD ["worker"]
