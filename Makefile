# The checks of the house. `make check` is what has to pass.
# BIN=/path/to/venv/bin/ uses the tools of that environment.
BIN ?=
PYTHON ?= $(BIN)python
export PYTHONPATH := src

.PHONY: install check format-check lint types imports tests fix bench

install:
	$(PYTHON) -m pip install -e '.[dev]'

check: format-check lint types imports tests

format-check:
	$(BIN)ruff format --check .

lint:
	$(BIN)ruff check .

types:
	$(BIN)mypy

imports:
	$(BIN)lint-imports

tests:
	$(BIN)pytest --cov --cov-report=term:skip-covered

fix:
	$(BIN)ruff check --fix .
	$(BIN)ruff format .
	$(PYTHON) docs/build_reference.py

bench:
	$(PYTHON) bench/startup.py
