# Two commands do everything: `make status` and `make test`.
PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
  BIN := $(VENV)/Scripts
else
  BIN := $(VENV)/bin
endif
READY := $(VENV)/.ready

.PHONY: status test lint types contracts tests fuzz docs report bench browser lock clean

status: $(READY) ## where Lambeth's plan stood on 14 October 2016
	@$(BIN)/pap status --as-of 2016-10-14

test: lint types contracts tests ## everything that CI runs

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(READY)
	$(BIN)/mypy

contracts: $(READY)
	$(BIN)/lint-imports --no-cache

tests: $(READY)
	$(BIN)/python -m pytest -n 2

fuzz: $(READY) ## the fuzzers at length, at random; and what a megabyte of the worst input costs
	FUZZ_EXAMPLES=$(or $(EXAMPLES),5000) $(BIN)/python -m pytest tests/fuzz tests/hostile

docs: $(READY) ## write again what is generated: the reference, the rule pages, the schemas, the picture
	$(BIN)/python docs/generate.py

report: $(READY) ## write the example report again, in docs/examples/
	$(BIN)/python docs/examples.py

bench: $(READY) ## ratios to the bare interpreter, measured in one run
	$(BIN)/python benchmarks/bench.py
	$(BIN)/python benchmarks/charts.py
	$(BIN)/python benchmarks/site.py

browser: $(READY) ## the site in a real browser; PAP_BROWSER names another than chromium
	npm --prefix tests/browser ci --ignore-scripts --no-audit --no-fund
	PAP_BROWSER=$(or $(PAP_BROWSER),$(shell command -v chromium)) $(BIN)/python -m pytest tests/browser -rs

$(READY): pyproject.toml requirements-dev.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

lock: ## bring the locked environment up to date
	uvx uv pip compile pyproject.toml --group dev --extra report --universal --generate-hashes --python-version 3.11 --no-header -o requirements-dev.lock

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
