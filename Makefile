# The two commands a newcomer needs: `make run` opens the explorer, `make test` runs the tests.
# Both make the virtual environment where it is missing; nothing but Python 3.11+, make and git is needed.

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV   ?= .venv
BIN     = $(VENV)/bin
ARGS   ?=
SIZE   ?=

.DEFAULT_GOAL := help
.PHONY: help run test check format bench bench-tui quality test-all test-whoosh clean

help:  ## list what this file can do
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-11s %s\n", $$1, $$2}'

$(VENV)/.ready: pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "onrecord needs Python 3.11 or newer on the PATH" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

run: $(VENV)/.ready  ## open the explorer on the bundled corpus (ARGS="folder ..." for your own)
	@$(BIN)/onrecord $(ARGS)

test: $(VENV)/.ready  ## run all tests
	@$(BIN)/python -m pytest $(ARGS)

check: $(VENV)/.ready  ## lint, types and import rules
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

format: $(VENV)/.ready  ## put the code into the house format
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format --quiet .

$(VENV)/.bench: $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[bench]'
	@touch $@

bench: $(VENV)/.bench  ## print the speed figures beside other engines (SIZE=10k, 100k or 1m)
	@$(BIN)/python -m tests.bench $(addprefix --size ,$(SIZE)) $(ARGS)

bench-tui: $(VENV)/.ready  ## print how the explorer feels, beside fzf
	@$(BIN)/python -m tests.bench_tui $(ARGS)

quality: $(VENV)/.ready  ## print the extraction figures
	@$(BIN)/python -m tests.quality $(ARGS)

test-all:  ## run the tests on every supported Python that is installed
	@for v in 3.11 3.12 3.13; do \
	  if python$$v -c '' 2>/dev/null; then \
	    echo "== Python $$v"; $(MAKE) --no-print-directory test PYTHON=python$$v VENV=.venv-$$v || exit 1; \
	  else echo "== Python $$v is not installed, skipped"; fi; \
	done

# Both are imported as whoosh. The other one has some escapes that newer Pythons warn of.
OTHER = .venv-whoosh-reloaded
$(OTHER)/.swapped: pyproject.toml constraints.txt
	@$(MAKE) --no-print-directory VENV=$(OTHER) $(OTHER)/.ready
	@$(OTHER)/bin/python -m pip uninstall --quiet --yes whoosh3
	@$(OTHER)/bin/python -m pip install --quiet --disable-pip-version-check --force-reinstall whoosh-reloaded==2.7.5
	@touch $@

test-whoosh: $(OTHER)/.swapped  ## run index tests with whoosh-reloaded in whoosh3's place
	@$(OTHER)/bin/python -m pytest -W ignore::SyntaxWarning -W ignore::DeprecationWarning tests/index/postings tests/index/search $(ARGS)

clean:  ## remove what the other targets made
	rm -rf .venv .venv-* .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist *.egg-info
