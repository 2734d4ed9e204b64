# Rapport: `make run` to talk to it, `make test` to check it. Neither needs anything but Python 3.11 or newer.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TRAINED := bot/understanding/trained
ROOMS := bot skills knowledge storage
LEARNT_FROM := $(wildcard skills/sentences/*.txt skills/*.py bot/understanding/learning/training.py)

.PHONY: run chat test check tests bench wheel lock readme clean

run: $(VENV)/trained ## Talk to Rapport: in Slack with tokens in .env, else in the browser with a demo company
	@"$(BIN)/python" -m bot start

chat: $(VENV)/trained ## Talk to Rapport in the terminal, with the same demo company
	@"$(BIN)/python" -m bot chat --demo

test: $(VENV)/ready ## Everything: style, types, tests on SQLite and PostgreSQL
	@$(MAKE) --no-print-directory -j 2 check tests

check: $(VENV)/ready-dev ## Style and types
	"$(BIN)/python" -m ruff check .
	"$(BIN)/python" -m ruff format --check .
	"$(BIN)/python" -m mypy

tests: $(VENV)/ready-dev $(VENV)/trained ## The tests alone
	"$(BIN)/python" -m pytest -n 3 --dist worksteal

bench: $(VENV)/ready-dev $(VENV)/trained ## Measure; see tests/bench/README.md
	"$(BIN)/python" -m tests.bench

wheel: $(VENV)/trained ## Build the wheel into dist, with what was learnt from the sentences
	"$(BIN)/python" -m pip wheel --quiet --no-deps --wheel-dir dist .

readme: $(VENV)/ready-dev ## Write the README's tables anew
	"$(BIN)/python" -m tests.readme --write

lock: ## Write the exact versions of everything, as a new virtual environment gets them
	"$(PYTHON)" -m venv --clear build/lock
	build/lock/bin/python -m pip install --quiet ".[dev]"
	build/lock/bin/python -m pip freeze --exclude rapport-crm > requirements.lock
	rm -rf build/lock

clean: ## Remove what was made here
	rm -rf "$(VENV)" "$(TRAINED)" build dist

$(VENV)/ready: pyproject.toml requirements.lock
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Rapport needs Python 3.11 or newer as $(PYTHON): apt install python3, or make PYTHON=python3.12"; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "Python's venv is missing. Install it first: apt install python3-venv"; exit 1; }
	@echo "Installing into $(VENV), which takes some minutes the first time ..."
	@"$(PYTHON)" -m venv "$(VENV)"
	@"$(BIN)/python" -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable .
	@"$(BIN)/python" -m compileall -q $(ROOMS)
	@touch "$@"

$(VENV)/ready-dev: $(VENV)/ready
	@"$(BIN)/python" -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable ".[dev]"
	@touch "$@"

$(VENV)/trained: $(VENV)/ready $(LEARNT_FROM)
	@echo "Learning from the sentences ..."
	@"$(BIN)/python" -m bot.understanding.learning.training
	@touch "$@"
