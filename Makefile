# `make status` shows the example, `make test` runs what CI runs, `make quick` is for use while you edit.
PYTHON ?= python3
VENV := .venv
NEWEST := .venv-newest
ifeq ($(OS),Windows_NT)
  IN := Scripts
else
  IN := bin
endif
BIN := $(VENV)/$(IN)
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check
CREATED := $(VENV)/pyvenv.cfg
RUNTIME := $(VENV)/.runtime
READY := $(VENV)/.ready
# Tests of rules, records, files and formats: about ten seconds on two cores. `make tests` runs the others too.
QUICK := tests/checks tests/columns tests/model tests/views tests/wording tests/load/entries tests/load/yaml \
  tests/load/test_corpus.py tests/render/test_goldens.py --ignore tests/views/report --ignore tests/views/site/test_addresses.py

.PHONY: status test quick lint types contracts tests newest fuzz docs report records bench browser lock clean

status: $(RUNTIME) ## show the example plan as of 14 October 2016
	@PYTHONPATH=src $(BIN)/python -m pap_cli status --as-of 2016-10-14

test: lint types contracts tests ## everything that CI runs

quick: lint types contracts ## lint, types, contracts and the fast tests; the cache of mypy makes its second run fast
	$(BIN)/python -m pytest -n 2 $(QUICK)

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(READY)
	$(BIN)/mypy

contracts: $(READY)
	$(BIN)/lint-imports --no-cache

tests: $(READY)
	$(BIN)/python -m pytest -n 2

# The locked versions are what we know to work; a user who installs today gets the newest.
newest: ## the tests with the newest libraries that pyproject.toml allows, in an environment of their own
	$(PYTHON) -m venv --clear $(NEWEST)
	$(NEWEST)/$(IN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(NEWEST)/$(IN)/python -m pip install --quiet --group dev -e ".[report,postgres]"
	$(NEWEST)/$(IN)/python -m pytest -n 2

fuzz: $(READY) ## the fuzzers with many random inputs, the cost of a megabyte of the worst input, and edits that are killed
	FUZZ_EXAMPLES=$(or $(EXAMPLES),5000) $(BIN)/python -m pytest tests/fuzz tests/hostile
	$(BIN)/python benchmarks/survival.py

docs: $(READY) ## rewrite what is generated: the reference, the rule pages, the schemas, the picture
	$(BIN)/python docs/generate.py

report: $(READY) ## rewrite the example report in docs/examples/
	$(BIN)/python docs/examples.py

records: $(READY) ## count the KPIs of an invented borough from its records, and report on them
	rm -rf build/records && mkdir -p build && cp -r examples/records build/records
	$(BIN)/python examples/records/generate.py build/records/export
	$(BIN)/pap -C build/records refresh --as-at 2016-10-14 --allow build/records/export
	$(BIN)/pap -C build/records refresh --as-at 2016-12-15 --allow build/records/export
	$(BIN)/pap -C build/records status --as-of 2016-12-15
	$(BIN)/pap -C build/records report --as-of 2016-12-15 --format pdf --output build/records/report.pdf

bench: $(READY) ## CPU time as a ratio to that of an empty Python program, measured in the same run
	$(BIN)/python benchmarks/bench.py
	$(BIN)/python benchmarks/charts.py
	$(BIN)/python benchmarks/chase.py
	$(BIN)/python benchmarks/editing.py
	$(BIN)/python benchmarks/growth.py
	$(BIN)/python benchmarks/history.py
	$(BIN)/python benchmarks/outputs.py
	$(BIN)/python benchmarks/records.py
	$(BIN)/python benchmarks/site.py

browser: $(READY) ## test the site in a browser; PAP_BROWSER names one other than chromium
	npm --prefix tests/browser ci --ignore-scripts --no-audit --no-fund
	PAP_BROWSER=$(or $(PAP_BROWSER),$(shell command -v chromium)) $(BIN)/python -m pytest tests/browser -rs

$(CREATED):
	$(PYTHON) -m venv $(VENV)

$(RUNTIME): requirements.lock | $(CREATED)
	$(INSTALL) --require-hashes -r requirements.lock
	@touch $(RUNTIME)

# The development lock contains everything in the other one, in the same versions.
$(READY): pyproject.toml requirements-dev.lock requirements.lock | $(CREATED)
	$(INSTALL) --require-hashes -r requirements-dev.lock
	$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $(RUNTIME) $(READY)

LOCK := uvx uv pip compile pyproject.toml --universal --generate-hashes --python-version 3.11 --custom-compile-command "make lock"
lock: ## update both locks
	$(LOCK) --group dev --extra report --extra sheets --extra postgres -o requirements-dev.lock
	$(LOCK) -c requirements-dev.lock -o requirements.lock

clean:
	rm -rf $(VENV) $(NEWEST) .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
