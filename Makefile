# Needs Python 3.11 or newer and make; everything else is installed into .venv from requirements.lock.
PYTHON ?= python3
UV_VERSION = 0.13.9
BIN = .venv/bin
STAMP = .venv/.installed
# The machine's own certificates where there are any: an inspecting company proxy is trusted there only.
UV = $(BIN)/uv $(if $(wildcard /etc/ssl/certs/ca-certificates.crt),--system-certs)
PYTEST_ARGS ?=
# The products of the engine are small: threads of linear algebra only wait for each other.
export OPENBLAS_NUM_THREADS ?= 1

.DEFAULT_GOAL := help
.PHONY: help setup app test fuzz mutants kills lint types golden docs wheel lock clean

help: ## what there is to make
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1 \t/'

setup: $(STAMP) ## install everything into .venv

$(BIN)/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed, $(PYTHON) is older: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

# The build backend is in the lock file, so that nothing is fetched that the lock file does not name.
$(STAMP): requirements.lock pyproject.toml | $(BIN)/uv
	$(UV) pip install --python $(BIN)/python --compile-bytecode --require-hashes -r requirements.lock
	$(UV) pip install --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

app: setup ## open the app on http://127.0.0.1:8501
	@echo "tidlig is at http://127.0.0.1:8501 (stop with Ctrl-C)"
	$(BIN)/streamlit run app/asgi.py --server.address 127.0.0.1 --server.port 8501 --server.headless true

# 5 means that PYTEST_ARGS left no test of that part.
test: setup ## every test; the browser tests need Chromium
	@$(BIN)/python -m pytest -q -n auto --ignore tests/browser $(PYTEST_ARGS) || [ $$? -eq 5 ]
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile tests/browser $(PYTEST_ARGS) || [ $$? -eq 5 ]

fuzz: setup ## 100 000 inputs made wrong at random; FUZZ_ARGS="--inputs 1 --first SEED" for one
	$(BIN)/python -m tests.fuzz.run $(FUZZ_ARGS)

mutants: setup ## 200 errors planted in the model, one at a time: do the tests see them?
	$(BIN)/python -m tests.mutants.run $(MUTANTS_ARGS)

kills: setup ## 500 writers killed at random, two writers at once
	$(BIN)/python -m tests.fuzz.kills $(KILLS_ARGS)

lint: setup ## ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup ## mypy, strict
	$(BIN)/mypy

golden: setup ## rewrite the golden results
	$(BIN)/python -m tests.golden.update

docs: setup ## rewrite the generated parts of the documentation
	$(BIN)/python -m tools.doc_tables

wheel: setup ## wheel and bill of materials in dist/: the same bytes from the same commit
	SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) $(BIN)/python -m hatchling build -t wheel -d dist
	$(BIN)/python -m tools.sbom

lock: $(BIN)/uv ## resolve the dependencies again
	$(UV) pip compile --quiet --upgrade --universal --python-version 3.11 --all-extras --generate-hashes \
	  --no-emit-index-url --no-header --no-annotate pyproject.toml --output-file requirements.lock

clean: ## remove everything that can be made again
	rm -rf .venv build dist .pytest_cache .hypothesis .mypy_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
