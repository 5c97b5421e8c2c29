# Every habit of the house by name; `make` alone lists them.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv/bin
INSTALL := command -v $(PYTHON) >/dev/null || { echo "Avow needs Python 3.11 or newer; there is no $(PYTHON)." >&2; exit 1; }; $(PYTHON) infra/local/bootstrap.py
BENCHES := $(sort $(filter-out __init__ support,$(basename $(notdir $(wildcard bench/*.py) $(patsubst %/__main__.py,%,$(wildcard bench/*/__main__.py))))))

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help install run test quick check fix migrate messages openapi bench ci

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1	\2/p' Makefile | expand -t 20
	@for name in $(BENCHES); do echo "  make bench-$$name"; done

install: ## .venv with everything in it (the others do this themselves)
	@$(INSTALL)

run: install ## the whole system on this machine; Ctrl-C stops it
	@exec $(VENV)/python -m infra.local.run

test: install ## everything: nouns, pages, handlers, house, journeys, browser
	@$(VENV)/python -m infra.local.testing
	@$(VENV)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

quick: install ## the inner loop, under a minute: no browser, nothing slow
	@$(VENV)/ruff check --quiet
	@$(VENV)/python -m infra.local.testing --without-browser
	@$(VENV)/python -m pytest -n 2 -q -m "not browser and not slow" $(ARGS)

check: install ## format, lint, types, imports, templates, catalogues, API document
	@$(VENV)/ruff format --check
	@$(VENV)/ruff check
	@$(VENV)/mypy
	@$(VENV)/lint-imports --no-logo
	@$(VENV)/python -m infra.checks.templates
	@$(VENV)/python -m infra.checks.catalogues
	@$(VENV)/python -m infra.openapi --check

fix: install ## mend what ruff can mend, and format
	@$(VENV)/ruff check --fix
	@$(VENV)/ruff format

migrate: install ## bring the running system's databases up to date
	@$(VENV)/avow migrate

messages: install ## collect the pages' words for the translators
	@$(VENV)/python -m infra.checks.catalogues --update

openapi: install ## write the API's document anew
	@$(VENV)/python -m infra.openapi

bench: install ## every benchmark, one after the other
	@for name in $(BENCHES); do echo "== $$name"; $(VENV)/python -m bench.$$name || exit 1; done

bench-%: install
	@$(VENV)/python -m bench.$*

ci: check test ## what a change must pass
