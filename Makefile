# `make check` is what has to pass. BIN=/path/to/environment/bin/ uses the tools of that environment.
BIN ?=
PYTHON ?= $(BIN)python
export PYTHONPATH := src

.PHONY: install check fix bench study-plans study-lives study-faults study-fuzz study-signals study-drifts study-tried page-checks smoke study-round-trip study-shells study-mutants record-evening record-first-evening study-flows site

install:
	$(PYTHON) -m pip install -e '.[dev]'

check:
	$(PYTHON) check.py

fix:
	$(BIN)ruff check --fix .
	$(BIN)ruff format .
	$(PYTHON) docs/build_reference.py

# The documents as a site in build/site; `make check` builds it too.
site:
	NO_MKDOCS_2_WARNING=1 $(BIN)mkdocs build --strict

bench:
	$(PYTHON) bench/startup.py
	$(PYTHON) bench/journal.py
	$(PYTHON) bench/performance.py

# 500 random lives of a year through the program as it is typed; an hour on two cores. `python studies/random_lives.py 20 100` is a taste.
study-lives:
	$(PYTHON) studies/random_lives.py

# 500 kills of each command that writes, a full disk, eight writers, damage; two hours. `python studies/faults.py 10 1 kills` is a taste.
study-faults:
	$(PYTHON) studies/faults.py

# A million spoiled inputs for everything that reads words and files, and for the command line; ten minutes.
study-fuzz:
	$(PYTHON) studies/fuzz.py

study-signals:
	$(PYTHON) studies/signals.py
	$(PYTHON) studies/drifts.py

study-drifts:
	$(PYTHON) studies/drifts.py

# What was tried to hear changes earlier, each idea at the same price.
study-tried:
	$(PYTHON) studies/tried.py

study-plans:
	$(PYTHON) studies/plans.py

study-round-trip:
	$(PYTHON) studies/round_trip.py

study-shells:
	$(PYTHON) studies/shells.py

# 600 spoiled lines of the four inner floors, drawn at random; needs `pip install -e '.[dev,study]'`.
# `python studies/mutants.py 100 7` is a taste with another seed, `all` runs every one.
study-mutants:
	$(PYTHON) studies/mutants.py

# The pages of the report in a real browser; needs `pip install -e '.[dev,pages]'` and a Chromium of the system.
page-checks:
	$(PYTHON) studies/pages.py
# The guided evening in a real terminal (tmux), with the seconds and keys that it takes.
record-evening:
	$(PYTHON) studies/evening.py

# Every conversation with its keys in a real terminal (tmux): what was typed and what was seen.
study-flows:
	$(PYTHON) studies/flows.py

# A first evening from the README alone, in tmux: installed, asked, a plan, a page; with the seconds of each.
record-first-evening:
	$(PYTHON) studies/first_evening.py

# The built wheel in an environment of its own, without the tools of development.
smoke:
	rm -rf build/smoke && mkdir -p build/smoke
	$(PYTHON) -m pip wheel --quiet --no-deps --wheel-dir build/smoke .
	$(PYTHON) -m venv build/smoke/venv
	build/smoke/venv/bin/pip install --quiet build/smoke/*.whl
	build/smoke/venv/bin/oidtrack --version
	build/smoke/venv/bin/oidtrack demo > build/smoke/demo.txt
	build/smoke/venv/bin/oidtrack crisis
	cmp docs/reference/oidtrack.1 build/smoke/venv/share/man/man1/oidtrack.1
	cmp docs/reference/schemas/plan-1.json build/smoke/venv/share/oidtrack/schemas/plan-1.json
	cmp src/oidtrack/cli/help/completion.zsh build/smoke/venv/share/zsh/site-functions/_oidtrack
	cmp src/oidtrack/cli/help/completion.fish build/smoke/venv/share/fish/vendor_completions.d/oidtrack.fish
	PATH="$$PWD/build/smoke/venv/bin:$$PATH" bash -euc '. build/smoke/venv/share/bash-completion/completions/oidtrack; \
		COMP_WORDS=(oidtrack comp); COMP_CWORD=1; _oidtrack oidtrack; test "$${COMPREPLY[*]}" = completion'
