# Every target does its own set-up. make demo | test [FLAGS=--forbid-skips] | lint | bench [ONLY=speed] [REAL=folder] | train-ner | lock

VENV := .venv
RUN := $(VENV)/bin
DEMO := out/demo

.PHONY: demo test lint bench train-ner lock
.DEFAULT_GOAL := demo

$(VENV)/.installed: requirements.lock pyproject.toml tools/setup.sh
	@tools/setup.sh

demo: $(VENV)/.installed
	$(RUN)/kehoach extract corpus/plans --out $(DEMO)
	$(RUN)/kehoach show $(DEMO)/003_2c1bfa3cf37a1e5a.txt.json
	@echo
	@echo "Results: $(DEMO)/*.json. More: $(RUN)/kehoach --help"

test: $(VENV)/.installed
	$(RUN)/python -m pytest $(FLAGS)

lint: $(VENV)/.installed
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy

# ONLY: some of the benchmarks. REAL: a folder with documents/ and gold/ or gold-full/, scored instead
ONLY := speed noise word paper_speed archive store compare review degradation entities
bench: $(VENV)/.installed
ifdef REAL
	$(RUN)/python -m benchmarks.score_real $(REAL)
else
	@failed=; for one in $(ONLY); do $(RUN)/python -m benchmarks.$$one || failed="$$failed $$one"; done; \
		[ -z "$$failed" ] || { echo "bounds broken by:$$failed"; exit 1; }
endif

# Writes pipeline/ner/kehoach_ner.crfsuite anew, the same bytes each time.
train-ner: $(VENV)/.installed
	$(RUN)/python -m tools.ner.train

# Needs uv. --upgrade for newer versions of everything.
lock:
	uv pip compile --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 \
		--python-platform x86_64-manylinux_2_28 --all-extras -q pyproject.toml -o requirements.lock
