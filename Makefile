# make run · make test · make check · make bench. Everything else is made on the way.
# Settings are taken from the environment: HOST, PORT, DATABASE_URL, … (see config.py).

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# One more than most machines of continuous integration have cores: some tests wait for processes, or for Chromium.
PYTEST_WORKERS ?= 3
# The run on PostgreSQL leaves out what is proved by the run on SQLite: what asks no database, asks both itself, or is about what
# people see (pages, wordings, pictures, the demo, who can conclude what from bytes). Each statement behind a page it runs all the
# same: by the table of access, the budgets and the tests of actions and queries; and all about locks, limits, searching and moving.
SEEN_ALREADY := $(addprefix --ignore tests/,architecture look mail journeys/test_two_years.py demo/test_demo.py demo/test_circles.py \
  $(foreach one,pages circle_pages calling_by_name first_catchup keyboard news without_javascript passkeys,e2e/test_$(one).py) \
  api/test_calendar_programs.py notifications/test_letter_crash.py \
  $(foreach one,links markup,access/test_$(one).py) \
  $(foreach one,calendar calendar_series crash drain files language mail_trouble outbox paging schedule_processes search serving text tokens wall_time,core/test_$(one).py) \
  $(foreach one,columns dates reading rows safe_cells,coordination/test_roster_$(one).py) coordination/test_pages.py \
  $(foreach one,mail_links passkeys two_steps,accounts/test_$(one).py) $(foreach one,own_profile portraits,alumni/test_$(one).py) \
  $(foreach one,introductions_tell_nothing times,catchups/test_$(one).py) home/test_home.py \
  $(foreach one,confidence difference forming forming_measure meeting_calendars turns,circles/test_$(one).py) \
  $(foreach one,consent pages pages_congratulating pictures,milestones/test_$(one).py) \
  $(foreach one,clock pages pages_offers pages_silence private,ties/test_$(one).py))
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Hundreds of processes import the application here, and compiling it takes longer than that.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run test test-sqlite test-postgresql check format bench clean

help:
	@echo "make run    the demo community at http://localhost:8000 (web and worker)"
	@echo "make test   the whole suite on SQLite, and on PostgreSQL what asks the database"
	@echo "make check  style, types, import directions, templates"
	@echo "make bench  how fast it is, beside a bare Flask view"

run: export DEMO ?= 1
run: $(VENV)/run.stamp
	@$(BIN)/flask db upgrade
	@if [ "$$DEMO" = 1 ]; then $(BIN)/flask demo --if-empty; fi
	@exec $(BIN)/flask serve

test: test-sqlite test-postgresql

test-sqlite: $(VENV)/dev.stamp
	TEST_DATABASE=sqlite $(BIN)/pytest -n $(PYTEST_WORKERS) --dist loadscope -q

test-postgresql: $(VENV)/dev.stamp
	folder=$$(mktemp -d); trap 'rm -rf "$$folder"' EXIT; \
	TEST_DATABASE=postgresql TEST_POSTGRESQL_FOLDER="$$folder" $(BIN)/pytest -n $(PYTEST_WORKERS) --dist loadscope -q $(SEEN_ALREADY)

check: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet templates

format: $(VENV)/dev.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/dev.stamp
	$(BIN)/python -m bench

$(VENV)/bin/pip:
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: pyproject.toml constraints.txt | $(VENV)/bin/pip
	@echo "Installing (once; a minute or two) …"
	@$(BIN)/pip install --quiet --constraint constraints.txt .
	@rm -rf build *.egg-info
	@touch $@

$(VENV)/dev.stamp: pyproject.toml constraints.txt | $(VENV)/bin/pip
	@echo "Installing with the tools for testing (once; a minute or two) …"
	@$(BIN)/pip install --quiet --constraint constraints.txt ".[test,check]"
	@rm -rf build *.egg-info
	@touch $(VENV)/run.stamp $@

clean:
	rm -rf $(VENV) build *.egg-info
