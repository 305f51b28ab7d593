.DEFAULT_GOAL := run
PYTHON ?= python3
VENV := .venv$(if $(filter-out python3,$(PYTHON)),-$(notdir $(PYTHON)))
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
UV := $(or $(shell command -v uv),$(BIN)/uv)

.PHONY: run test pytest coverage lint format snapshots wording pictures docs release clean

# uv takes two seconds where the pip of Python 3.11 takes half a minute; without a uv for this system, pip does it.
install = $(UV) pip install --quiet --python $(BIN)/python --editable '$(1)' || { $(with_pip) --editable '$(1)'; }

# The environment gets no pip of its own where it needs none: to unpack one takes as long as to install all the rest.
with_pip = $(PYTHON) -m venv $(VENV) && $(BIN)/python -m pip install --quiet --no-compile
get_uv = --only-binary uv uv

$(VENV)/.made:
	$(PYTHON) -m venv --without-pip $(VENV)
	test -x $(UV) || $(PYTHON) -m pip --python $(BIN)/python install --quiet --no-compile $(get_uv) \
		|| { $(with_pip) $(get_uv); } || true
	touch $@

# Without what only tests need.
$(VENV)/.ready: pyproject.toml | $(VENV)/.made
	$(call install,.)
	touch $@

$(STAMP): pyproject.toml | $(VENV)/.made
	$(call install,.[dev])
	$(BIN)/python -m briefing.worker.compiled_modules
	touch $@ $(VENV)/.ready

run: $(VENV)/.ready
	$(BIN)/briefing seeds/biden-putin-agenda.txt

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy briefing tests
	$(BIN)/lint-imports

# mypy, which has one process, beside the tests.
test: $(STAMP)
	$(MAKE) --jobs 2 lint pytest

# Once: three processes that collect tests not compiled yet would each compile them all, and build Hypothesis' tables.
# What cannot be collected is said by the tests themselves.
$(VENV)/.collected: $(STAMP)
	$(BIN)/python -c 'from hypothesis.internal import charmap as c; c.charmap(); c.intervals_from_codec("utf-8")'
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest --collect-only -qqq > /dev/null 2>&1 || true
	touch $@

# Tests start hundreds of programs: these need not compile the modules each time.
# FALLBACKS=1 tests what `briefing.system` does where the system has nothing of its own.
pytest: $(VENV)/.collected
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n 3 --dist worksteal $(if $(FALLBACKS),-p tests.portable)

coverage: $(STAMP)
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n 3 --dist worksteal --cov --cov-report=term

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

snapshots: $(STAMP)
	$(BIN)/pytest tests/tui --snapshot-update

wording: $(STAMP)
	$(BIN)/python -m tests.wording

$(VENV)/.docs: $(STAMP)
	$(call install,.[docs])
	touch $@

docs: $(VENV)/.docs
	$(BIN)/python docs/make_manual.py

pictures: $(STAMP)
	$(BIN)/python docs/make_pictures.py

# Builds, checks and tags; CHECK=1 leaves out the tag. Needs three of Python 3.11 to 3.14.
release: $(STAMP)
	$(call install,.[release])
	$(BIN)/python -m release $(if $(CHECK),--check)

clean:
	rm -rf $(VENV) build dist
