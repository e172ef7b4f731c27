# The same words for people and CI. `make help` lists them.
PYTHON ?= python3
BIN := .venv/bin
WORKSPACE ?= workspace
HOST ?= 127.0.0.1
PORT ?= 8000

.PHONY: help setup setup-dev setup-peers run build serve test lint types imports tests format neo4j browser bench quality train generated counts split lock clean
.DEFAULT_GOAL := help

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

setup: .venv/.installed ## create .venv and install jjj-kg, pinned by hash; gives .venv/bin/jjj

setup-dev: .venv/.installed-dev

.venv/.created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "jjj-kg needs Python 3.11 or newer; say which with: make PYTHON=python3.12 …"; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

.venv/.installed: requirements.txt pyproject.toml | .venv/.created
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.installed-dev: requirements-dev.txt .venv/.installed
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

setup-peers: .venv-peers/.installed ## install the other matchers that `jjj resolve evaluate` measures beside ours (needs a C++ compiler and ICU's headers)

.venv-peers/.installed: requirements-peers.txt
	$(PYTHON) -m venv .venv-peers
	.venv-peers/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-peers.txt
	@touch $@

run: build serve ## install, build the sample graph and serve it on 127.0.0.1:8000

build: setup ## build the sample graph in the embedded store
	$(BIN)/jjj build data/documents --workspace $(WORKSPACE)

serve: setup ## serve API and start page
	$(BIN)/jjj serve --workspace $(WORKSPACE) --host $(HOST) --port $(PORT)

test: setup-dev lint types imports tests ## install what the tests need and run them all

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup-dev
	$(BIN)/mypy

imports: setup-dev
	$(BIN)/lint-imports

tests: setup-dev
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder

format: setup-dev ## sort imports and format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

neo4j: setup-dev ## run a Neo4j server with its Browser on loopback, without containers (needs Java 17 and Maven)
	$(BIN)/python -m tests.neo4j.server

bench: setup-dev ## measure speed, start-up, memory, blocking, reprints and stores; writes docs/benchmarks.md and docs/resolution.md
	$(BIN)/python -m benchmarks.extraction --out docs/benchmarks.md
	$(BIN)/python -m benchmarks.reprints --into docs/benchmarks.md
	$(BIN)/python -m benchmarks.stores --into docs/benchmarks.md
	$(BIN)/python -m benchmarks.blocking --out docs/resolution.md

quality: setup-dev ## measure what each part of the extractor adds; writes docs/extraction.md (MORE="news=FOLDER" measures more)
	$(BIN)/python -m benchmarks.quality --more $(MORE)

train: setup-dev ## train the models anew from data/corpus; writes data/model
	$(BIN)/jjj train

generated: setup-dev ## write the generated files anew
	$(BIN)/python -m kg.ontology.generated
	$(BIN)/python docs/capture.py

browser: setup-dev ## write the Cypher cookbook, the style sheet of the Neo4j Browser and its picture anew (needs Java 17, Maven, Chromium)
	$(BIN)/python -m docs.neo4j_browser

counts: setup-dev ## count the annotated corpus anew for its data card
	$(BIN)/python -m kg.extract.training.counts

split: setup-dev ## divide the annotated corpus into train, dev and test
	$(BIN)/python -m kg.extract.training.split

lock: ## pin every requirement by hash, without download addresses
	$(PYTHON) -m venv .venv-lock && .venv-lock/bin/pip install --quiet uv
	.venv-lock/bin/uv pip compile pyproject.toml --extra build --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --output-file requirements.txt
	.venv-lock/bin/uv pip compile pyproject.toml --extra build --extra dev --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --constraint requirements.txt --output-file requirements-dev.txt
	echo 'nomenklatura>=4.17,<5' | .venv-lock/bin/uv pip compile - --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --output-file requirements-peers.txt
	rm -rf .venv-lock

clean: ## remove the environment, the sample workspace and caches
	rm -rf .venv .venv-peers $(WORKSPACE) .mypy_cache .pytest_cache .ruff_cache .hypothesis
