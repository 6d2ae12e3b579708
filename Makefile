# One command per wish. `make demo` and `make test` need nothing but Python.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SAMPLES = $(shell $(BIN)/python -c "import pydicom.data; print(pydicom.data.DATA_ROOT)")/test_files

.PHONY: demo test fast check generate bench clean FORCE

demo: $(VENV)/installed  ## regenerate, show that nothing drifted, validate samples
	$(BIN)/iodize generate
	$(BIN)/iodize generate --check
	$(BIN)/iodize validate $(SAMPLES) || test $$? -eq 1  # 1: errors were found

test: $(VENV)/installed  ## all tests, in parallel
	$(BIN)/pytest -n auto --dist worksteal

fast: $(VENV)/installed  ## the tests that take seconds
	$(BIN)/pytest -n auto --dist worksteal -m "not slow"

check: $(VENV)/installed  ## lint, layout, types, and that nothing generated drifted
	$(BIN)/ruff check .
	$(BIN)/black --check --quiet .
	$(BIN)/mypy -p iodize
	$(BIN)/mypy tests benchmarks
	$(BIN)/iodize generate --check

generate: $(VENV)/installed  ## write generated/ from standard_xml/
	$(BIN)/iodize generate

bench: $(VENV)/installed  ## print every number that the README quotes
	$(BIN)/python -m benchmarks.run

clean:
	rm -rf $(VENV) build *.egg-info

# Installed strictly editable: files are links, so a new or removed file means a new
# installation, a changed one does not.
$(VENV)/installed: pyproject.toml $(VENV)/files
	$(BIN)/pip install --quiet --disable-pip-version-check \
		--config-settings editable_mode=strict --editable '.[generator,test]'
	touch $@

$(VENV)/files: FORCE | $(BIN)/python
	@find runtime generator generated standard_xml -type f -not -name '*.pyc' | sort > $@.now
	@if cmp -s $@.now $@; then rm $@.now; else mv $@.now $@; fi

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)
