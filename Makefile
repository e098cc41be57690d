# `make` lists the commands. `kiosk` and `test` do all set-up themselves.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3)
VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.installed

.PHONY: help setup system kiosk phone backend check test shots audit bench phone-bench torture races listen personas walks draw lock clean

help: ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMP) ## everything needed, without starting anything

$(STAMP): requirements.lock | system
	@found="$(PYTHON)"; test -n "$$found" && "$$found" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 13))' \
	  || { echo "Python 3.11 or 3.12 is needed (found: $${found:-none}). On Debian 12: apt-get install python3 python3-venv" >&2; exit 1; }
	@"$(PYTHON)" -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "The virtual environment could not be made. On Debian: apt-get install python3-venv" >&2; exit 1; }
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

# The browser, the voice and the sound tools come from the system; without them the rest still runs.
system:
	@bash tests/tools/system.sh "$(PYTHON)"

kiosk: setup ## start the kiosk, with the embedded backend, in a window
	$(PY) -m kiosk $(ARGS)

phone: setup ## build the phone app and open it in a window of a phone's size
	$(PY) -m mobile serve --window $(ARGS)

backend: setup ## start the reference backend alone
	$(PY) -m shared.backend $(ARGS)

check: $(STAMP) ## ruff, mypy (strict), import rules, catalogues, declarations
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports --no-logo
	$(PY) -m shared.i18n check
	$(PY) -m shared.flows check

test: setup check ## all set-up, all checks, all tests; pytest's closing line comes last
	$(PY) -m tests.tools.tests $(ARGS)

shots: setup ## a picture of every page, theme, size and orientation in build/shots
	$(PY) -m tests.e2e.shots $(ARGS)

audit: setup ## every page in every theme, size, language and screen, against every rule; goes on where it was
	$(PY) -m tests.audit $(ARGS)

bench: setup ## speed and memory, each beside a floor of the same run
	$(PY) -m tests.benchmarks $(ARGS)

phone-bench: setup ## the phone's bytes, starts, taps and memory, each beside a bare page of the same run
	$(PY) -m tests.benchmarks.phone $(ARGS)

torture: setup ## a phone's browser killed 200 times while it keeps claims (ARGS="--kills 1000"; goes on where it was), the whole app 20 times
	$(PY) -m tests.simulation.phone_kills $(ARGS)
	$(PY) -m tests.simulation.whole_kills

listen: setup ## a whole service as one hears it, WAV and transcript: make listen FLOW=unemployment
	$(PY) -m tests.personas.listen $(FLOW) $(ARGS)

personas: setup ## every service x persona in a real browser, resumable, with a table (ARGS="--flows unemployment")
	$(PY) -m tests.personas $(ARGS)

walks: setup ## every service in a real browser, with the office and without it, with a table
	$(PY) -m tests.e2e.walks $(ARGS)

races: setup ## 1,000 rounds of fifty kiosks racing for ten places (ARGS="--rounds 100 --whole")
	$(PY) -m tests.simulation.races $(ARGS)

draw: $(STAMP) ## every flow as a picture, in build/flows
	$(PY) -m shared.flows draw --out build/flows

lock: $(STAMP) ## write the lock file anew from pyproject.toml (ARGS=--upgrade moves the versions)
	bash tests/tools/lock.sh $(PY) $(ARGS)

clean: ## remove what was built (not the data)
	rm -rf build $(VENV)
