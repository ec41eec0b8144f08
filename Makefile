# What a developer or an operator types; `make help` lists it. Needs python3 with venv, and a network at set-up only.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
WORKERS ?= auto

.PHONY: help setup run check fix test bench bench-city bench-materials shape

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## Install everything into .venv and build the front end
	@$(PYTHON) setup/install.py

run: ## A running system with demo people on http://127.0.0.1:8000 (state under var/)
	@$(PYTHON) setup/install.py --run
	@MANTETONG_SANDBOX=1 exec $(BIN)/mantetong serve

check: ## Format, lint, types, contracts, missing migrations, drift, tests without a database
	@$(PYTHON) setup/install.py
	@$(BIN)/python setup/check.py

fix: ## Format, repair what lint can repair, write generated documents anew
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix --exit-zero .
	@$(BIN)/python setup/generate.py

test: ## Everything CI runs
	@$(PYTHON) setup/install.py --test
	@$(BIN)/python setup/check.py --without-tests
	@$(BIN)/pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder --durations=40 --durations-min=8

bench: ## Figures, as ratios within one run
	@$(PYTHON) setup/install.py
	@$(BIN)/python -m bench

bench-materials: ## Pre-check and reading: detection, error rates, seconds per page
	@$(PYTHON) setup/install.py
	@$(BIN)/python -m bench.materials

bench-city: ## A city of a million cases: pages, claims, what must hold in each; checks for disk first
	@$(PYTHON) setup/install.py
	@$(BIN)/python -m bench.desk

shape: ## Function and file lengths, rings, test ratio
	@$(BIN)/python setup/shape.py
