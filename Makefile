# Each target makes .venv first and sets it up again when what it rests on has changed.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test check fix clean

demo: $(READY)  ## check the sample report and print what contradicts what
	@$(BIN)/gouji check samples/township.docx || [ $$? -eq 1 ]  # 1: contradictions found, as they should be

test: $(READY)  ## every test
	$(BIN)/pytest

check: $(READY)  ## format, lint, types, boundaries, rules: what CI runs before the tests
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/gouji rules lint
	$(BIN)/gouji rules test

fix: $(READY)  ## format, and mend what ruff can mend
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

clean:  ## remove what the other targets made
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(READY): pyproject.toml constraints.txt .ci/setup
	@sh .ci/setup $(VENV)
	@touch $@
