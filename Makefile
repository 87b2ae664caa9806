# Everything runs in .venv. It is made when it is missing, made anew when its Python is gone or the checkout has moved,
# and brought up to date when pyproject.toml is newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(BIN)/python -m
STAMP := $(VENV)/.installed-in$(subst /,-,$(CURDIR))
DEMO := demo
DEMO_ARTICLES := $(sort $(wildcard polybius/demo/*.txt))
PIP := $(RUN) pip --quiet --disable-pip-version-check
COMPILED := build/compiled
SOURCES := $(shell find coders schema datasets polybius/*.py -type f -not -path '*/__pycache__/*') setup.py pyproject.toml

.DEFAULT_GOAL := help
.PHONY: help demo test check check-full bench compiled generate format

help: ## Say what can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  \1	/' | expand -t 16

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "make: Python 3.11 or later is needed; name one: make PYTHON=/path/to/python3" >&2; exit 2; }
	@$(BIN)/python -c 'import pip' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV)
	$(PIP) install --editable ".[dev]"
	@rm -f $(VENV)/.installed-in*
	@touch $(STAMP)

demo: $(STAMP) ## Build a dataset from the articles that ship with the project, and show its events
	$(BIN)/polybius build $(DEMO_ARTICLES) --out $(DEMO) --force
	$(BIN)/python tools/show_events.py $(DEMO)

test: $(STAMP) ## Run the tests
	$(RUN) pytest -m "not slow"

check: $(STAMP) ## Run all that CI runs: style, types, layers, generated files, dictionaries, tests
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy -p polybius
	$(RUN) mypy benchmarks tools
	$(BIN)/python -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'
	$(BIN)/python tools/generate.py --check
	$(BIN)/polybius format --check coders
	$(BIN)/polybius check --strict
	$(BIN)/polybius test
	$(MAKE) test

check-full: check ## As check, with the slow tests
	$(RUN) pytest -m slow

bench: $(STAMP) ## Measure speed, load time and memory; of the compiled build too, where there is a C compiler
	@! command -v $(CC) >/dev/null || $(MAKE) --no-print-directory compiled || echo "make: the pure coder alone" >&2
	$(RUN) benchmarks --compiled $(COMPILED)
	$(RUN) benchmarks.builds

compiled: $(COMPILED)/.compiled ## Compile the hot modules with mypyc into build/compiled (wants a C compiler, takes minutes)

$(COMPILED)/.compiled: $(STAMP) $(SOURCES)
	@command -v $(CC) >/dev/null || { echo "make: no C compiler $(CC); name one: make compiled CC=/path/to/cc" >&2; exit 2; }
	@rm -rf build
	POLYBIUS_COMPILE=1 CC=$(CC) $(PIP) install --no-deps --target $(COMPILED) .
	@touch $@

generate: $(STAMP) ## Write the JSON Schemas, the Arrow listing and the codebook
	$(BIN)/python tools/generate.py

format: $(STAMP) ## Format the code
	$(RUN) ruff check --fix-only --quiet .
	$(RUN) ruff format .
