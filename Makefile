# Two commands: make run, make test. The work is in bootstrap.py, which needs only Python and Node.
PYTHON ?= python3
DATA ?= ../shared/data
ROLE_MODELS ?=
MENTEES ?=
MENTORS ?=
PORT ?=

.PHONY: run test check coverage trial cohort messages bench screenshots

run:          ## set up, migrate, fill the demo, serve on http://localhost:8000, or elsewhere: make run PORT=8001
	@$(PYTHON) bootstrap.py run $(if $(PORT),--port $(PORT))

test:         ## set up, check, test on SQLite and PostgreSQL, journeys included
	@$(PYTHON) bootstrap.py test

check:        ## style, types, floors, templates, dependencies, French, migrations, settings
	@$(PYTHON) bootstrap.py check

coverage:     ## which lines the tests on SQLite never reach
	@$(PYTHON) bootstrap.py coverage

trial:        ## a school year on real data: make trial DATA=folder [ROLE_MODELS=n]
	@$(PYTHON) bootstrap.py trial $(DATA) $(if $(ROLE_MODELS),--role-models $(ROLE_MODELS))

cohort:       ## mentoring lived to its end: make cohort [MENTEES=300 MENTORS=250]
	@$(PYTHON) bootstrap.py cohort $(if $(MENTEES),--mentees $(MENTEES)) $(if $(MENTORS),--mentors $(MENTORS))

messages:     ## take up new words into the catalogues
	@$(PYTHON) bootstrap.py messages update

bench:        ## one script per goal, each against a rival
	@$(PYTHON) bootstrap.py bench

screenshots:  ## the pictures of docs/
	@$(PYTHON) bootstrap.py screenshots
