# make demo   set up what running needs, and do the main job on a sample issue
# make test   set up what the tests need as well, and run them
# make check  ruff, mypy --strict, import-linter and the tests: what CI runs
SHELL := /bin/bash
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin

# opencv-python links to the first two; Tesseract tells which way up a page is, reads Fraktur a second time, lends its
# lists of Chinese words, and is the witness T
RUN_PACKAGES := libgl1 libglib2.0-0 tesseract-ocr tesseract-ocr-osd tesseract-ocr-chi-sim tesseract-ocr-chi-tra \
	tesseract-ocr-frk
# languages and fonts that the tests read and typeset; a browser in which the report is worked; a database server that
# the reference importer fills
TEST_PACKAGES := $(RUN_PACKAGES) tesseract-ocr-eng chromium postgresql \
	fonts-arphic-gbsn00lp fonts-arphic-gkai00mp fonts-arphic-uming fonts-arphic-ukai \
	fonts-cwtex-fs fonts-cwtex-ming fonts-wqy-zenhei fonts-noto-cjk

.PHONY: demo test check lint setup-run setup-test bench clean

demo: setup-run
	$(BIN)/python -m samples.demo

test: setup-test
	$(BIN)/python -m pytest

check: setup-test lint test

lint: setup-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup-test
	$(BIN)/pip install --quiet -e '.[bench]'
	$(BIN)/python -m bench.accuracy

setup-run: $(VENV)/run-ready
setup-test: $(VENV)/test-ready

$(VENV)/run-ready: setup.cfg pyproject.toml Makefile
	@bash .ci/system-packages $(RUN_PACKAGES)
	@bash .ci/virtual-environment $(PYTHON) $(VENV) '.[p4,language,docx,pdf]'
	@touch $@

$(VENV)/test-ready: setup.cfg pyproject.toml Makefile
	@bash .ci/system-packages $(TEST_PACKAGES)
	@bash .ci/virtual-environment $(PYTHON) $(VENV) '.[p4,language,docx,pdf,importer,dev]'
	@touch $(VENV)/run-ready $@

clean:
	rm -rf $(VENV) .demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
