# What one does with this checkout. Every target works from nothing but make and Python 3.11.

PORT ?= 8000
WORKERS ?= 2
BIN := .venv/bin
RUN := .venv/.holds-run
DEV := .venv/.holds-dev
PYTEST := $(BIN)/python -m pytest
REACHED := .reached
QUICK := $(wildcard tests/cases/rules tests/access tests/core)

.DEFAULT_GOAL := help
.PHONY: help demo demo-fresh test torture impact quick coverage lint fix floors migration deps-check
.PHONY: bench tables screenshots chromium

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(RUN) ## an invented municipality on http://127.0.0.1:8000 (PORT=…), with its logins
	@$(BIN)/pga demo --port $(PORT)

demo-fresh: $(RUN) ## the same, made anew
	@$(BIN)/pga demo --fresh --port $(PORT)

test: $(DEV) chromium ## every test: SQLite, PostgreSQL and a real browser, in random order
	@rm -rf $(REACHED); \
	MEASURE=$(REACHED) $(PYTEST) -n $(WORKERS) --dist loadfile --durations=10 -m "not torture and not browser"; first=$$?; \
	$(BIN)/python -m tests.measure $(REACHED) && $(BIN)/coverage report || first=1; \
	$(PYTEST) -n $(WORKERS) --durations=10 -m "browser and not torture" && exit $$first

torture: $(DEV) chromium ## what needs patience: large seeds and many tries, for the night
	$(PYTEST) -n $(WORKERS) -m torture
	$(BIN)/python -m tests.reach -n $(WORKERS) -q
	$(BIN)/python -m tests.mutants --bounds

impact: $(DEV) chromium ## what a change touches: make impact BASE=commit (make torture keeps the map)
	$(BIN)/python -m tests.impact $(BASE) -- -n $(WORKERS) --dist loadfile

quick: $(DEV) ## the rules, the policy and the ground floor: the loop while thinking
	$(PYTEST) -q $(QUICK)

coverage: ## after make test: all of the rules, access, privacy and the tests, or it fails
	$(BIN)/coverage report --fail-under=100 --include='pga/*/rules/*,pga/access/*,pga/privacy/*,tests/*'

lint: $(DEV) ## style, templates, floors and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/lint-imports --no-logo
	$(BIN)/mypy

fix: $(DEV) ## mend what the tools can mend by themselves
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

floors: $(DEV) ## the import contracts only, with each broken chain
	$(BIN)/lint-imports --no-logo

migration: $(DEV) ## a new migration: make migration m="what it changes"
	$(if $(m),,$(error Say what it changes: make migration m="…"))
	$(BIN)/pga migration "$(m)"

deps-check: $(DEV) ## whether the lock files say what pyproject.toml asks (needs the network)
	.ci/deps-check

bench: $(DEV) ## how fast the pages are, as ratios in one run; figures in docs/performance.md
	$(BIN)/python -m benchmarks

tables: $(RUN) ## the tables of the documents, written anew by the code itself
	@mkdir -p docs/tables
	$(BIN)/pga policy table > docs/tables/policy.md
	$(BIN)/pga workflow cases > docs/tables/workflow.md
	$(BIN)/pga columns > docs/tables/columns.md
	$(BIN)/pga spans > docs/tables/spans.md

screenshots: $(DEV) chromium ## the pictures of the documents, made anew from the demo
	$(BIN)/python .ci/screenshots.py

chromium:
	@command -v chromium-headless-shell > /dev/null || .ci/need chromium-headless-shell

$(RUN): requirements.lock
	@.ci/environment requirements.lock
	@touch $@

$(DEV): requirements-dev.lock
	@.ci/environment requirements-dev.lock
	@touch $@ $(RUN)
