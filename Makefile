# `make` explains itself; `make run` and `make test` need nothing but Python 3.11 or later.
# Override the interpreter with `make PYTHON=/path/to/python run`.

PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3)
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/ready
UV     := uv==0.13.9

# Compiled modules halve the start of the second `make run`, wherever the caller's shell forbids them.
unexport PYTHONDONTWRITEBYTECODE

# uv reads neither pip's configuration nor its variables: hand it the index pip was told to use.
PIP_INDEX  = $(BIN)/pip config list 2>/dev/null | sed -n "s/^[^.]*\.index-url='\(.*\)'$$/\1/p" | head -n 1
UV_INSTALL = index="$${UV_DEFAULT_INDEX:-$$($(PIP_INDEX))}"; \
	UV_SYSTEM_CERTS=1 VIRTUAL_ENV=$(VENV) $${index:+env UV_DEFAULT_INDEX="$$index"} $(BIN)/uv pip install --quiet

.DEFAULT_GOAL := help
.PHONY: help setup run test lint eval bench

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

setup: $(READY) ## Make .venv and install the locked dependencies (run and test do it by themselves)

run: $(READY) ## Index corpus/ and serve the page and the API; prints the address
	@$(BIN)/sportello index || test $$? -eq 1
	@exec $(BIN)/sportello serve

test: lint ## Lint, types, then every test with coverage
	$(BIN)/pytest -n 2 --dist loadfile --cov --cov-report=term:skip-covered

lint: $(READY) ## Ruff (rules and format) and mypy --strict
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

eval: $(READY) ## Answers against the committed baseline; the report is evals/results/report.html
	@$(BIN)/sportello index || test $$? -eq 1
	$(BIN)/sportello eval --baseline evals/baselines/dev.json --report evals/results/report.html

bench: $(READY) ## Time, memory and retrieval against the stock baselines
	$(BIN)/python -m evals.retrieval || test $$? -eq 2
	OMP_WAIT_POLICY=passive $(BIN)/python -m evals.bench

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Python 3.11 or later is needed; '$(PYTHON)' is missing or older. Try: make PYTHON=python3.12 run"; exit 1; }
	@echo "Setting up $(VENV) from requirements.lock (once, until the lock changes)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check $(UV)
	@$(UV_INSTALL) --require-hashes -r requirements.lock
	@$(UV_INSTALL) --no-deps -e .
	@touch $@
