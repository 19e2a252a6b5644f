# make run      installs govtui into .venv and opens it on records/
# make test     all tests, with a real sshd where one can be had; the same seeds each time
# make thorough the long run: all tests with many more rounds and new seeds (SEED=… repeats one); what it finds is kept as an
#               @example. Some hours; it prints its seed, and with each failure what repeats it
# make test-textual  the tests of tui/textual_compat and of all screens with the oldest and the newest Textual that pyproject.toml
#               admits, each in an environment of its own; some minutes
# make test-site  the website in a browser (Debian: apt install chromium), its accessibility among the rest; a minute
# make check    style, types, walls between the packages, catalogs
# make bench    the measurements of benchmarks/
# make pictures the pictures of README.md, from the bundled records
# make clean    removes whatever these made
#
# PYTHON=…      the Python (3.11 or later) that .venv is made with

PYTHON ?= python3

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install --constraint constraints.txt
CATALOGS := $(wildcard locales/*/LC_MESSAGES/govtui.po)

# Stamps: nothing is installed again until what says what to install has changed.
RUN := $(VENV)/.installed-run
DEV := $(VENV)/.installed-dev
WEB := $(VENV)/.installed-dev-web
WORDS := $(VENV)/.compiled-catalogs

.PHONY: help run test test-site test-textual thorough check bench pictures constraints clean

help:
	@sed -n 's/^# //p' Makefile | sed '/^Stamps/,$$d'

run: $(RUN) $(WORDS)
	@$(BIN)/govtui records

test: $(DEV) $(WORDS)
	@sh tools/test-system.sh
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

thorough: SEED := $(shell od -An -N4 -tu4 /dev/urandom | tr -d ' ')
thorough: $(DEV) $(WORDS)
	@sh tools/test-system.sh
	@echo "The seed of this run is $(SEED)."
	GOVTUI_THOROUGH=1 GOVTUI_SEED=$(SEED) $(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder $(TESTS)

test-textual: $(WORDS)
	@set -e; range=$$(sed -n 's/.*"\(textual>=.*\)",.*/\1/p' pyproject.toml); oldest=$${range%,*}; \
	for textual in "textual==$${oldest#*>=}" "$$range"; do \
	    echo "With $$textual …"; \
	    rm -rf $(VENV)-textual; $(PYTHON) -m venv $(VENV)-textual; \
	    sed '/^textual==/d' constraints.txt > $(VENV)-textual/constraints.txt; \
	    pip="$(VENV)-textual/bin/python -m pip --disable-pip-version-check --quiet install --constraint $(VENV)-textual/constraints.txt"; \
	    $$pip hatchling babel; $$pip --no-build-isolation "$$textual" --editable '.[dev]'; \
	    $(VENV)-textual/bin/python -m pytest --numprocesses auto tests/tui/textual_compat tests/tui/test_screens.py; \
	done; rm -rf $(VENV)-textual

test-site: $(WEB) $(WORDS)
	$(BIN)/python -m pytest tests/site_browser

check: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy tools/catalogs.py hatch_build.py
	$(BIN)/python -m pytest -q tests/test_layers.py
	$(BIN)/python tools/catalogs.py check

bench: $(DEV) $(WORDS)
	@if [ -d benchmarks ]; then $(BIN)/python -m benchmarks; else echo "The benchmarks come with the index."; fi

pictures: $(DEV) $(WORDS)
	$(BIN)/python tools/pictures.py

# The newest of everything that pyproject.toml admits; look at the difference before you keep it.
constraints:
	rm -rf $(VENV)-constraints
	$(PYTHON) -m venv $(VENV)-constraints
	$(VENV)-constraints/bin/python -m pip --disable-pip-version-check --quiet install '.[dev-web]'
	{ sed -n '/^#/p' constraints.txt; \
	  $(VENV)-constraints/bin/python -m pip freeze --exclude govtui | LC_ALL=C sort -f; } > constraints.new
	mv constraints.new constraints.txt
	rm -rf $(VENV)-constraints

clean:
	rm -rf $(VENV) $(VENV)-constraints $(VENV)-textual build dist govtui/locales .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@echo "Making $(VENV) with $$($(PYTHON) --version) …"
	@$(PYTHON) -m venv $(VENV)

# The build runs in .venv itself, so that the constraints hold for it too.
$(RUN): pyproject.toml constraints.txt hatch_build.py | $(BIN)/python
	@echo "Installing govtui and the packages it needs into $(VENV); the first time this takes about a minute …"
	@$(PIP) hatchling babel
	@$(PIP) --no-build-isolation --editable .
	@touch $@

$(DEV): $(RUN)
	@echo "Installing what the tests and checks need …"
	@$(PIP) --no-build-isolation --editable '.[dev]'
	@touch $@

$(WEB): $(DEV)
	@echo "Installing what tests in a browser need …"
	@$(PIP) --no-build-isolation --editable '.[dev-web]'
	@touch $@

$(WORDS): $(RUN) $(CATALOGS)
	@echo "Compiling the Vietnamese and English messages …"
	@$(BIN)/python tools/catalogs.py compile
	@touch $@
