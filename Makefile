# `make run` and `make test` need Python 3.11 or later with pip; they make their own environment.
# The Neo4j tests also need Java and Maven, and skip with the reason where those are missing.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: help run model test test-fast check format lock clean
.DEFAULT_GOAL := help

help:  ## Show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 18

run: $(VENV)/.run  ## Build the graph of seeds/, show its statistics, ask it, export it
	$(BIN)/graphkit build seeds
	$(BIN)/graphkit stats
	$(BIN)/graphkit query datasets-of-task --param task="image classification"
	$(BIN)/graphkit export graphml --output exports/graph.graphml
	$(BIN)/graphkit export gexf --output exports/graph.gexf
	$(BIN)/graphkit export csv --output exports/graph-csv

# What a model learns from: all of training/ but what it is measured on and what has no texts, and other files
# that MORE names. A line on the licence of those goes into LICENCE.
TRAINING ?= $(sort $(filter-out training/dev.jsonl training/standoff.jsonl,$(wildcard training/*.jsonl)))
MORE ?=
LICENCE ?=

model: $(VENV)/.run  ## Train a model in model/, on training/ and the files in MORE
	$(BIN)/graphkit train $(TRAINING) $(MORE) --output model \
	  --licence "$(notdir $(TRAINING)): of this repository, Apache-2.0" \
	  $(if $(LICENCE),--licence "$(LICENCE)")

test: $(VENV)/.dev  ## Run all tests, with a real Neo4j where Java and Maven are there
	$(BIN)/python -m pytest -n auto --dist loadgroup

test-fast: $(VENV)/.dev  ## Run the tests that need no server
	$(BIN)/python -m pytest -m "not neo4j and not browser and not slow" -n auto

check: $(VENV)/.dev  ## Lint, types, import contracts, lock
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/ty check graphkit
	$(BIN)/lint-imports

format: $(VENV)/.dev  ## Format the code and mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(VENV)/.dev  ## Write requirements/ anew from pyproject.toml
	cd requirements && ../$(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
	  --generate-hashes --no-header --group ../pyproject.toml:build ../pyproject.toml -o run.txt $(UPGRADE)
	cd requirements && ../$(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
	  --generate-hashes --no-header --group ../pyproject.toml:dev ../pyproject.toml -c run.txt -o dev.txt $(UPGRADE)

clean:  ## Remove the environment and everything that was made
	rm -rf $(VENV) graph model exports build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "graphkit needs Python 3.11 or later; $(PYTHON) is $$($(PYTHON) --version). Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.python requirements/run.txt pyproject.toml
	$(PIP) --require-hashes -r requirements/run.txt
	$(PIP) --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@
