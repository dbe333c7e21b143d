# What a person types. Each line sets up what it needs first, which takes a moment when nothing has changed.
.DEFAULT_GOAL := help
.PHONY: help run setup test check fix bench docs prove lock reckoning

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3; do command -v $$p && break; done)
VENV := .venv/bin/python
# A second start reads compiled files; whoever turned them off elsewhere did not mean here.
export PYTHONDONTWRITEBYTECODE :=

help:
	@echo "make run     set up and serve the demonstration; a second time starts in seconds"
	@echo "make test    the tests that every change must pass (make test ARGS='-k due' for some)"
	@echo "make prove   the long, hostile tests"
	@echo "make check   format, lint, types, imports, templates and promises"
	@echo "make fix     format and mend what can be mended by itself"
	@echo "make bench   how fast it is"
	@echo "make docs    renew the pages that are made from the code"
	@echo "make setup   set up only"
	@echo "make lock    renew the pinned packages"

setup:
	@if [ -z "$(PYTHON)" ]; then echo "sendplan needs Python 3.11 or newer, and none was found." >&2; exit 1; fi
	@"$(PYTHON)" scripts/setup.py dev

# The day the demonstration's plan is looked at; it ran to January 2024. Pick another with SENDPLAN_TODAY=2023-06-01.
run: export SENDPLAN_TODAY ?= 2023-11-30
run:
	@if [ -z "$(PYTHON)" ]; then echo "sendplan needs Python 3.11 or newer, and none was found." >&2; exit 1; fi
	@"$(PYTHON)" scripts/setup.py run
	@$(VENV) -m sendplan.cli serve --demo --area areas/devon --records --end-with-parent

test: setup
	@$(VENV) -m pytest -n logical --dist worksteal -m "not prove" $(ARGS)

prove: setup
	@$(VENV) -m pytest -n logical --dist worksteal -m prove $(ARGS)

check: setup
	@$(VENV) -m ruff format --check --quiet . || { echo "Run make fix to format."; exit 1; }
	@$(VENV) -m ruff check --quiet .
	@$(VENV) -m mypy
	@.venv/bin/lint-imports --no-logo
	@$(VENV) -m djlint src --lint --quiet
	@$(VENV) docs/generate.py --check
	@$(VENV) -m pytest tests/test_promises.py -q -p no:cacheprovider

fix: setup
	@$(VENV) -m ruff check --quiet --fix . ; $(VENV) -m ruff format .

docs: setup
	@$(VENV) docs/generate.py

bench: setup
	@$(VENV) bench/read_plan.py
	@$(VENV) bench/register.py
	@$(VENV) bench/load_return.py
	@$(VENV) bench/signals.py

# The reckoning, installed without Django: proof that it needs none.
reckoning:
	@"$(PYTHON)" scripts/setup.py reckoning
	@.venv-reckoning/bin/python -m pytest -n logical -m "not prove" tests/clocks tests/formats tests/plan_reader tests/records \
		--ignore tests/records/made_up $(ARGS)

UV := .venv-uv/bin/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header --python-version 3.11
lock: setup
	@$(UV) requirements/uv.in -o requirements/uv.txt
	@$(UV) requirements/node.in -o requirements/node.txt
	@$(UV) pyproject.toml --extra web --extra demo --group dev -o requirements/dev.txt
	@$(UV) pyproject.toml --extra web --extra demo -c requirements/dev.txt -o requirements/run.txt
	@$(UV) pyproject.toml -c requirements/dev.txt -o requirements/reckoning.txt
	@$(UV) pyproject.toml requirements/reckoning-test.in -c requirements/dev.txt -o requirements/reckoning-test.txt
	@npm install --package-lock-only --ignore-scripts
