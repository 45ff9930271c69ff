# Three commands do everything on a machine with Python 3.11+ and make:
#   make app    starts the estimator on http://localhost:8501
#   make quick  runs lint, types and the tests of the engine, in less than a minute
#   make test   runs every check that CI runs

# Python keeps what it has compiled: without it every start of the app takes twice as long.
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8501

.PHONY: app quick test test-versions lint types tests browser nginx php screenshots benchmarks audit sbom release

app: .venv/app
	$(BIN)/streamlit run app.py --server.port $(PORT)

test: lint types tests

quick: lint types
	$(BIN)/pytest --quiet --numprocesses=2 --dist=loadgroup tests/engine

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m estimator tariffs check

types: .venv/dev
	$(BIN)/mypy

# Three files at a time, as browsers often wait, in the order of their names: those that start
# browsers come early. tests/conftest.py tells which files share a server.
# The engine must be covered whole, every branch of it.
tests: .venv/dev browser nginx php
	$(BIN)/pytest --cov --cov-report= --numprocesses=3 --dist=loadgroup --no-loadscope-reorder
	$(BIN)/coverage report --include='estimator/engine/*' --fail-under=100
	$(BIN)/coverage report --fail-under=95

# The pages on the oldest Streamlit that pyproject.toml allows and on the newest that there is. What
# Streamlit brings along is left to pip: an older one asks for older versions.
OLDEST := $(shell sed -n 's/.*"streamlit>=\([0-9.]*\).*/\1/p' pyproject.toml)
ASKED := sed '/^$$/q;s/^\(pyarrow\|streamlit\)==.*/\1/' requirements.txt; \
  sed '/^--requirement/d' requirements-dev.txt
PAGES := tests/pages tests/browser/test_journey.py tests/browser/test_answer_store.py

test-versions: .venv-oldest .venv-newest browser
	.venv-oldest/bin/pytest $(PAGES)
	.venv-newest/bin/pytest $(PAGES)

.venv-oldest: pyproject.toml requirements.txt requirements-dev.txt
	$(PYTHON) -m venv $@
	{ $(ASKED); echo 'streamlit==$(OLDEST)'; } > $@/asked.txt
	$@/bin/pip install --quiet --no-compile --requirement $@/asked.txt
	touch $@

.PHONY: .venv-newest
.venv-newest:
	$(PYTHON) -m venv $@
	{ $(ASKED); } > $@/asked.txt
	$@/bin/pip install --quiet --no-compile --upgrade --requirement $@/asked.txt

# How fast it is, figure by figure; docs/performance.md keeps them.
benchmarks: .venv/dev browser nginx
	$(BIN)/python -m benchmarks.single_estimate
	$(BIN)/python -m benchmarks.plans
	$(BIN)/python -m benchmarks.page
	$(BIN)/python -m benchmarks.page --phone
	$(BIN)/python -m benchmarks.page --phone --front
	$(BIN)/python -m benchmarks.load
	$(BIN)/python -m benchmarks.workers
	$(BIN)/python -m benchmarks.batch
	$(BIN)/python -m benchmarks.excel
	$(BIN)/python -m benchmarks.cluster
	$(BIN)/python -m benchmarks.upload
	$(BIN)/python -m benchmarks.abuse

# The pictures of the README and of docs/screenshots/, taken anew.
screenshots: .venv/dev browser
	$(BIN)/python docs/screenshots.py

# Known weaknesses of what the app is built on, asked of PyPI; and its bill of materials.
audit: .venv/audit
	.venv/audit/bin/pip-audit --strict --disable-pip --no-deps --requirement requirements.txt

sbom: .venv/audit
	.venv/audit/bin/cyclonedx-py requirements requirements.txt --output-reproducible -o sbom.json

# A release, in dist/: the wheel, the image (or why there is none), the bill of materials and the
# checksums. The wheel of a commit is the same whenever it is built. See docs/releasing.md.
VERSION := $(shell sed -n 's/^version = "\(.*\)"/\1/p' estimator/pyproject.toml)
RELEASE := kine-cost-estimator-$(VERSION)

release: export SOURCE_DATE_EPOCH := $(shell git log -1 --format=%ct 2>/dev/null)
release: .venv/audit
	rm -rf dist && mkdir dist
	.venv/audit/bin/hatchling build --target wheel --directory dist
	.venv/audit/bin/cyclonedx-py requirements requirements.txt --pyproject pyproject.toml \
	  --output-reproducible --output-file dist/$(RELEASE).cdx.json
	if docker info >dist/image.log 2>&1; then \
	  docker build --file deploy/Dockerfile --tag kine:$(VERSION) . >>dist/image.log 2>&1 \
	  && docker save --output dist/$(RELEASE)-image.tar kine:$(VERSION) \
	  && gzip --no-name dist/$(RELEASE)-image.tar; \
	else echo 'No image was built: no Docker answers on this machine.' | tee -a dist/image.log; fi
	cd dist && sha256sum -- * >../SHA256SUMS && mv ../SHA256SUMS .

# The pages are tested in a real browser: Debian's, installed where that can be done.
browser:
	@command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null \
	  || { apt-get update -qq && apt-get install -y -qq chromium-headless-shell; } \
	  || { echo 'The browser tests need Chromium (apt-get install chromium-headless-shell).'; exit 1; }

# The deployment is tested behind Debian's nginx, started apart from one that may run already.
nginx:
	@PATH=$$PATH:/usr/sbin command -v nginx >/dev/null \
	  || { apt-get update -qq && apt-get install -y -qq nginx-light; } \
	  || { echo 'The tests of the deployment need nginx: install it (apt-get install nginx-light).'; exit 1; }

# So is the plugin for WordPress, with Debian's PHP.
php:
	@command -v php >/dev/null \
	  || { apt-get update -qq && apt-get install -y -qq --no-install-recommends php-cli; } \
	  || { echo 'The tests of the plugin need PHP: install it (apt-get install php-cli).'; exit 1; }

.venv/app: requirements.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --no-compile --requirement requirements.txt
	touch $@

.venv/audit: requirements-audit.txt
	$(PYTHON) -m venv .venv/audit
	.venv/audit/bin/pip install --quiet --requirement requirements-audit.txt
	touch $@

.venv/dev: .venv/app requirements-dev.txt
	$(BIN)/pip install --quiet --no-compile --requirement requirements-dev.txt
	touch $@
