.DEFAULT_GOAL := run
PYTHON ?= python3
VENV := .venv$(if $(filter-out python3,$(PYTHON)),-$(notdir $(PYTHON)))
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: run test coverage lint format snapshots wording pictures docs release clean

$(STAMP): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $(STAMP)

run: $(STAMP)
	$(BIN)/briefing seeds/biden-putin-agenda.txt

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy briefing tests
	$(BIN)/lint-imports

# Tests start hundreds of programs: these need not compile the modules each time.
# FALLBACKS=1 tests what `briefing.system` does where the system has nothing of its own.
test: lint
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n 4 --dist worksteal $(if $(FALLBACKS),-p tests.portable)

coverage: $(STAMP)
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n 4 --dist worksteal --cov --cov-report=term

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

snapshots: $(STAMP)
	$(BIN)/pytest tests/tui --snapshot-update

wording: $(STAMP)
	$(BIN)/python -m tests.wording

$(VENV)/.docs: $(STAMP)
	$(BIN)/python -m pip install --quiet --editable '.[docs]'
	touch $@

docs: $(VENV)/.docs
	$(BIN)/python docs/make_manual.py

pictures: $(STAMP)
	$(BIN)/python docs/make_pictures.py

# Builds, checks and tags; CHECK=1 leaves out the tag. Needs three of Python 3.11 to 3.14.
release: $(STAMP)
	$(BIN)/python -m pip install --quiet --editable '.[dev,release]'
	$(BIN)/python -m release $(if $(CHECK),--check)

clean:
	rm -rf $(VENV) build dist
