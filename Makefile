# `make run` starts Courant, `make test` tests all of it. Both first set up anything that is missing or out of date.

PYTHON := $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
PATH := $(CURDIR)/.venv/bin:$(PATH)
export PATH

SERVICES := $(dir $(wildcard services/*/pyproject.toml))
TYPED := $(filter-out %.egg-info,$(wildcard services/*/courant_*)) web/courant_web clients/python/courant_client cli/courant_cli router/courant_router \
	tests deploy/lint

.PHONY: help run test bench lint setup build python setup-test record
.SILENT:

help:
	echo "make run     start Courant (PORT=8080, COURANT_DATA=var)"
	echo "make test    lint and all tests; sets up a browser and PostgreSQL too"
	echo "make bench   the benchmarks"
	echo "make lint    the linters and type checkers only"
	echo "make setup   both environments and the browser client, without starting anything"
	echo "make build   the browser client"
	echo "make record  the contracts, as those of this release: later ones must be compatible"

run: setup
	exec .venv/bin/python -m courant_cli up

test: setup-test
	.venv/bin/python -m tests.all

bench: setup-test
	bench/run

lint: setup-test
	ruff check
	ruff format --check
	MYPYPATH=$(subst $() $(),:,$(strip $(SERVICES))):deploy/release:deploy/languages mypy $(TYPED)
	MYPYPATH=deploy/setup mypy deploy/setup/__main__.py
	MYPYPATH=deploy/release mypy deploy/release/__main__.py
	python deploy/lint/imports.py
	cd web/client && npm run --silent check

setup: python
	$(PYTHON) deploy/setup run

setup-test: python
	$(PYTHON) deploy/setup test

build: setup

record: setup-test
	.venv/bin/python docs/generate.py --record

python:
	test -n "$(PYTHON)" || { echo "Courant needs Python 3.11 or newer, and there is none on this machine."; exit 1; }
