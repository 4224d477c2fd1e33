# What a person runs. Everything happens inside .venv and a cache folder; `make clean` removes .venv.
PYTHON ?= python3
UV_VERSION := 0.13.9
VENV := .venv
UV := $(VENV)/bin/uv
SOURCES := config streams agents tocsin
ARGS ?=

.PHONY: demo test lint types contracts pytest bench clean lock

## demo: start a broker and a worker, stream the bundled articles, show the alerts (ARGS=--stay keeps it up)
demo: $(VENV)/.runtime
	@$(VENV)/bin/tocsin demo $(ARGS)

## test: lint, types, import contracts and all tests
test: lint types contracts pytest

lint: $(VENV)/.complete
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .

types: $(VENV)/.complete
	$(VENV)/bin/mypy $(SOURCES)

contracts: $(VENV)/.complete
	$(VENV)/bin/lint-imports

pytest: $(VENV)/.complete
	$(VENV)/bin/python -m pytest $(ARGS)

## bench: measure reading, the pipeline, delay and memory, each beside its limit
bench: $(VENV)/.complete
	$(VENV)/bin/python -m benchmarks $(ARGS)

## lock: resolve the dependencies again and write uv.lock
lock: $(UV)
	$(UV) lock --upgrade

clean:
	rm -rf $(VENV)

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Tocsin needs Python 3.11 or newer; name one: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv is missing; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@$(VENV)/bin/python -m pip install --disable-pip-version-check --quiet uv==$(UV_VERSION)

# --inexact: a demo after a test run does not throw away what the tests need.
$(VENV)/.runtime: pyproject.toml uv.lock | $(UV)
	@$(UV) sync --frozen --inexact --no-default-groups
	@touch $@

$(VENV)/.complete: pyproject.toml uv.lock | $(UV)
	@$(UV) sync --frozen
	@touch $@ $(VENV)/.runtime
