# Two commands do it all: `make run` and `make test`. `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(if $(filter Windows_NT,$(OS)),$(VENV)/Scripts,$(VENV)/bin)
PY := $(BIN)/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes
SERVE ?=
# One more than there are processors: a test in a browser waits for a third of its time.
WORKERS ?= $(shell $(PYTHON) -c 'import os; print((os.cpu_count() or 1) + 1)')

.DEFAULT_GOAL := help
.PHONY: help run test published init tools check format lint types contracts unit browser snapshots bench conformance access faults requirements clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | awk -F'\t' '{printf "  make %-14s %s\n", $$1, $$2}'

run: $(VENV)/.installed ## set up, load the example if the store is empty, open the working instance
	@$(PY) -m oba init
	@$(PY) -m oba serve $(SERVE)

published: $(VENV)/.installed ## what the public sees: the published copy (of the example, if nothing was published yet)
	@$(PY) -m oba init
	@$(PY) -m oba publish --example
	@$(PY) -m oba serve --mode published $(SERVE)

init: $(VENV)/.installed ## set up and load the example, without starting anything
	@$(PY) -m oba init

test: export PYTHONDONTWRITEBYTECODE = # the tests start Python hundreds of times: what it compiles is worth keeping
test: $(VENV)/.installed-dev ## set up, then run every check and every test
	@$(MAKE) --no-print-directory -j2 tools check
	$(PY) -m pytest -n $(WORKERS) --dist worksteal

check: format lint types contracts ## format, lint, types and import contracts

format: $(VENV)/.installed-dev ## is everything formatted?
	$(PY) -m ruff format --check .

lint: $(VENV)/.installed-dev ## does the code keep the house rules that a machine can see?
	$(PY) -m ruff check .

types: $(VENV)/.installed-dev ## do the types agree?
	$(PY) -m mypy

contracts: $(VENV)/.installed-dev ## do imports point the right way?
	$(BIN)/lint-imports --no-logo

unit: $(VENV)/.installed-dev ## every test but those that need a browser or a database server
	$(PY) -m pytest -m "not browser and not postgres"

browser: tools ## only the tests in a real browser
	$(PY) -m pytest -m browser

snapshots: $(VENV)/.installed-dev ## accept charts and sentences as they now are (look at them first)
	$(PY) -m pytest tests/charts tests/spec/test_sentences.py --snapshot-update

bench: tools ## measure against named peers and print the ratios (several minutes)
	$(PY) -m pytest -q -m stages tests/bench
	$(PY) -m bench

conformance: $(VENV)/.installed ## load every file of a folder and account for each cell: make conformance DATA=folder
	$(PY) -m bench.conformance $(DATA)

access: tools ## look at every page in every way and write what the accessibility statement says (about twenty minutes)
	OBA_LOOKS=all $(PY) -m pytest -n $(WORKERS) --dist worksteal -m "access or thorough" tests/access tests/browser

faults: $(VENV)/.installed-dev ## kill, fill the disk, lock: nothing may be left half written (many minutes)
	$(PY) -m pytest -m faults -s tests/faults

tools: $(VENV)/.installed-dev ## the browser and database server that tests need
	@$(PY) tests/prepare.py

requirements: $(VENV)/.installed-dev ## pin the dependencies of pyproject.toml again, with hashes
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --python-version 3.11 pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --python-version 3.11 pyproject.toml --group dev -o requirements-dev.txt

clean: ## remove the environment and caches; never the store
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed; this is " + sys.version.split()[0])'
	@echo "Making the environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.txt | $(PY)
	@echo "Installing what the dashboard needs (once; about a minute)"
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	@echo "Installing what the tests need (once)"
	@$(PIP) -r requirements-dev.txt
	@touch $@
