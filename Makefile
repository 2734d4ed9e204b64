# Rapport: `make run` to talk to it, `make test` to check it. Neither needs anything but Python 3.11 or newer.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
HOME_FOLDER ?= $(CURDIR)/.rapport
TRAINED := bot/understanding/trained

.PHONY: run chat test check lint types bench lock clean

run: $(VENV)/ready ## Talk to Rapport: in Slack with tokens in .env, else in the terminal with a demo company
	@"$(BIN)/rapport" start --home "$(HOME_FOLDER)"

chat: $(VENV)/ready ## Talk to Rapport in the terminal
	@"$(BIN)/rapport" chat --demo --home "$(HOME_FOLDER)"

test: $(VENV)/ready-dev ## Everything: style, types, tests on SQLite and PostgreSQL
	"$(BIN)/ruff" check .
	"$(BIN)/ruff" format --check .
	"$(BIN)/python" -m mypy
	"$(BIN)/python" -m pytest -n 2 --dist loadfile

bench: $(VENV)/ready-dev ## Measure; see tests/bench/README.md
	"$(BIN)/python" -m tests.bench

lock: $(VENV)/ready ## Write the exact versions that are installed
	"$(BIN)/python" -m pip freeze --exclude-editable --exclude rapport-crm | grep -v '@' > requirements.lock

clean: ## Remove what was made here
	rm -rf "$(VENV)" "$(HOME_FOLDER)" "$(TRAINED)" build dist

$(VENV)/ready: pyproject.toml requirements.lock
	"$(PYTHON)" -m venv "$(VENV)"
	"$(BIN)/python" -m pip install --quiet --constraint requirements.lock --editable .
	@touch "$@"

$(VENV)/ready-dev: $(VENV)/ready
	"$(BIN)/python" -m pip install --quiet --constraint requirements.lock --editable ".[dev]"
	@touch "$@"
