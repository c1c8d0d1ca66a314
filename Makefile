# `make html` builds the site, `make test` runs the tests, `make help` says what else there is. All that is
# needed is Python 3.11 or later; what is installed goes into .venv*, tests/readers and bench/, and nowhere else.
# Only `make test`, `make bench-search`, `make bench-wire` and `make bench-live` install something on the machine:
# Chromium, where there is none and it can be done without asking.

PYTHON ?= python3
SPHINXOPTS ?=
PYTESTOPTS ?=

# For `make bench-search`: numbers of talks, and whether to be content with the first of them and fewer runs (QUICK=1).
# `make bench` takes both, but 500 2000 10000 by default, and `make bench-record` takes SIZES, by default 1000.
SIZES ?= 320 2000 5000
QUICK ?=
given_sizes = $(if $(filter file,$(origin SIZES)),,--sizes $(SIZES))

# DOCS=1 lets `make bench` write its tables into the guide.
DOCS ?=

# For `make fuzz`: how long each target is fuzzed, and which; by default all.
SECONDS ?= 60
TARGETS ?=

# For `make live`: OPEN=1 opens the browser, PORT=8100 says where to serve.
OPEN ?=
PORT ?=

# The edition that `make epub` and `make pdf` make a book of, if it is not the latest: EDITION=2019.
EDITION ?=
volume = $(if $(and $(EDITION),$(filter epub pdf,$(1))),-D proceedings_volume=$(EDITION))

BUILDERS = dirhtml singlehtml epub pdf latex text gettext

# The versions of Python to test with: those that are supported, and that of $(PYTHON) if it is a later one.
VERSIONS = $(sort 3.11 3.12 3.13 $(OWN_VERSION))
OWN_VERSION = $(shell $(PYTHON) -c 'import sys; sys.version_info >= (3, 11) and print("%d.%d" % sys.version_info[:2])')

# Shell: $(call build,BUILDER) builds into _build/BUILDER. What one builder has read the others need not read again; only
# gettext reads in its own way. Sphinx warns of a document when it reads it, and not the next time: so after a failure
# all is read anew, lest the next build succeed.
doctrees = _build/doctrees$(if $(filter gettext,$(1)),-gettext)
build = \
  .venv/bin/python -m sphinx -nW --keep-going -j auto -d $(doctrees) -b $(1) $(volume) $(SPHINXOPTS) . _build/$(1) || { \
    rm -f $(doctrees)/environment.pickle; exit 1; }

TOOLS = .venv-test/$(OWN_VERSION)

# Shell: goes on only if $(PYTHON) can make virtual environments, and otherwise says what to do.
need_python = \
  $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
    echo '"$(PYTHON)" is not a Python 3.11 or later. Install one, or name the one you have: make PYTHON=python3.13' >&2; \
    exit 1; }; \
  $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
    echo '"$(PYTHON)" cannot make virtual environments. On Debian and Ubuntu: apt-get install python3-venv' >&2; \
    exit 1; }

# Shell: `find 3.12` prints the command for that Python: $(PYTHON), one on the PATH, or one that pyenv keeps. Each is
# tried, because the shims of pyenv are on the PATH whether or not they lead anywhere.
define_find = \
  find() { \
    for python in '$(PYTHON)' "python$$1" "$$(pyenv prefix "$$1" 2>/dev/null)/bin/python"; do \
      "$$python" -c "import ensurepip, sys, venv; sys.exit('%d.%d' % sys.version_info[:2] != '$$1')" 2>/dev/null && \
        echo "$$python" && return; \
    done; }

# Shell: $(call install,FOLDER,PROJECT) makes a new virtual environment and installs what constraints.txt says.
install = \
  echo 'Installing into $(1) (this takes a minute)' && \
  $(PYTHON) -m venv --clear $(1) && \
  $(1)/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '$(2)' && \
  touch $(1)/installed

# Shell: installs what reads calendars and citations in the tests besides what Python has, or says what is missing.
install_readers = \
  if npm --version >/dev/null 2>&1; then \
    $(MAKE) --silent tests/readers/node_modules/installed || echo 'npm could not install ical.js and citation-js.'; \
  else \
    echo 'There is no npm: ical.js and citation-js read no files. On Debian and Ubuntu: apt-get install npm'; \
  fi

.NOTPARALLEL:
.PHONY: html $(BUILDERS) live docs test check format lock audit bench bench-search bench-record bench-live bench-wire fuzz clean distclean help

html: .venv/installed ## build the site into _build/html
	@$(call build,html)
	@.venv/bin/python -c 'import pathlib; print("Open", pathlib.Path("_build/html/index.html").resolve().as_uri())'

$(BUILDERS): .venv/installed
	@$(call build,$@)

live: .venv/installed ## show the site in a browser, and build and load it again as you write; OPEN=1 opens the browser
	@.venv/bin/proceedings live $(if $(OPEN),--open) $(if $(PORT),--port $(PORT))

docs: ## build the guide for organizers, docs/, into _build/docs
	@$(need_python)
	@$(MAKE) --no-print-directory $(TOOLS)/installed
	@$(TOOLS)/bin/python -m sphinx -nW --keep-going -j auto -d _build/doctrees-docs -b html docs _build/docs || { \
	  rm -f _build/doctrees-docs/environment.pickle; exit 1; }

# The tests in a browser look at pages, which are the same whichever Python made them: they run once.
test: ## run the tests with each Python that this machine has
	@sh tests/chromium.sh || [ -n "$$CI" ] || echo 'The tests in a browser are left out.'
	@$(install_readers)
	@$(define_find); used=; absent=; failed=; \
	for version in $(VERSIONS); do \
	  python=$$(find $$version) || { absent="$$absent $$version"; continue; }; \
	  echo "== Python $$version: $$python"; \
	  used="$$used $$version"; \
	  tests=; [ "$$version" = "$(OWN_VERSION)" ] || tests='not browser'; \
	  $(MAKE) --no-print-directory PYTHON="$$python" .venv-test/$$version/installed && \
	  .venv-test/$$version/bin/python -m pytest -n auto -m "$$tests" $(PYTESTOPTS) || failed="$$failed $$version"; \
	done; \
	echo "Tested with Python:$${used:- none}. Not on this machine:$${absent:- none}. Failed:$${failed:- none}."; \
	[ -n "$$used" ] && [ -z "$$failed" ]

check: ## check the code (ruff, mypy) and the program
	@$(need_python)
	@$(MAKE) --no-print-directory $(TOOLS)/installed
	$(TOOLS)/bin/ruff check .
	$(TOOLS)/bin/ruff format --check .
	$(TOOLS)/bin/mypy
	$(TOOLS)/bin/proceedings check

format: ## put the code into its usual form
	@$(need_python)
	@$(MAKE) --no-print-directory $(TOOLS)/installed
	$(TOOLS)/bin/ruff check --fix-only --quiet .
	$(TOOLS)/bin/ruff format .

lock: ## renew constraints.txt, for every supported Python at once
	@$(need_python)
	$(PYTHON) -m venv --clear .venv-lock
	.venv-lock/bin/python -m pip install --quiet --disable-pip-version-check uv
	.venv-lock/bin/python -m uv pip compile --quiet --upgrade --universal --python-version 3.11 --all-extras \
	  --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command 'make lock' \
	  pyproject.toml --output-file constraints.txt
	rm -rf .venv-lock

# What the lock names is looked up as it stands there: nothing of it is installed for that, or run.
audit: ## ask whether a hole is known in anything that constraints.txt names
	@$(need_python)
	$(PYTHON) -m venv --clear .venv-audit
	.venv-audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit
	.venv-audit/bin/pip-audit --strict --no-deps --disable-pip --requirement constraints.txt
	rm -rf .venv-audit

# The sources are kept in _build/bench. It takes an hour on two slow cores, most of it at 10,000 talks; with QUICK=1, minutes.
bench: .venv-bench/installed ## compare builds with those of plain pages, Hugo and Mini-Conf, at SIZES='500 2000 10000' talks; QUICK=1 at the first only
	@.venv-bench/bin/python bench/build $(given_sizes) $(if $(QUICK),--quick) $(if $(DOCS),--into docs/speed.md)

# Sites are built once and kept in _build/bench: at 5,000 talks that takes half an hour on two slow cores, and measuring two minutes.
bench-search: .venv-bench/installed ## compare ways to search, at SIZES='320 2000 5000' talks; QUICK=1 at the first only
	@sh tests/chromium.sh
	@npm --version >/dev/null 2>&1 || { echo 'There is no npm. On Debian and Ubuntu: apt-get install npm' >&2; exit 1; }
	@$(MAKE) --silent bench/search/node_modules/installed
	@.venv-bench/bin/python bench/search $(if $(QUICK),--quick --sizes $(firstword $(SIZES)),--sizes $(SIZES))

# The sources are kept in _build/bench; the build takes the time of one with -j 1: two minutes for 1,000 talks.
bench-record: .venv/installed ## measure what citations, cards, feeds and the like add to a build, at SIZES='1000' talks
	@.venv/bin/python bench/record $(given_sizes)

stubs = *.stub talks/*.stub talks/*/*.stub talks/*/*/*.stub speakers/*.stub speakers/*/*.stub

# The site of this repository is built once and kept in _build/bench/live.
bench-live: .venv-bench/installed ## measure how soon a changed abstract of 2019 is in the browser, and what that time goes to
	@sh tests/chromium.sh
	@.venv-bench/bin/python bench/live $(if $(EDITS),--edits $(EDITS))

# The made sites are those of bench-search, and built once; SITES='_build/html' measures what is there.
bench-wire: .venv-bench/installed ## measure what pages load, and ask Lighthouse, at SIZES='320 2000' talks; QUICK=1 without Lighthouse
	@sh tests/chromium.sh
	@npm --version >/dev/null 2>&1 || { echo 'There is no npm. On Debian and Ubuntu: apt-get install npm' >&2; exit 1; }
	@$(MAKE) --silent bench/wire/node_modules/installed
	@.venv-bench/bin/python bench/wire $(given_sizes) $(if $(SITES),--sites $(SITES)) $(if $(QUICK),--quick)

# What is found to be worth changing further is kept in _build/fuzz, and the next run begins with it.
fuzz: .venv-fuzz/installed ## give loader and importers what nobody would write, SECONDS=60 for each of TARGETS
	@.venv-fuzz/bin/python fuzz --seconds $(SECONDS) $(TARGETS)

clean: ## remove what was built
	rm -rf _build
	rm -f $(foreach site,. docs,$(addprefix $(site)/,$(stubs)))

distclean: clean ## remove what was installed, too
	rm -rf .venv .venv-test .venv-bench .venv-fuzz .venv-lock .venv-audit tests/readers/node_modules bench/*/node_modules

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1|\2/p' Makefile | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'
	@echo 'make BUILDER       build into _build/BUILDER; BUILDER is one of: $(BUILDERS)'

.venv/installed: pyproject.toml constraints.txt
	@$(need_python)
	@$(call install,.venv,.)

.venv-test/%/installed: pyproject.toml constraints.txt
	@$(call install,.venv-test/$*,.[test])

.venv-bench/installed: pyproject.toml constraints.txt
	@$(need_python)
	@$(call install,.venv-bench,.[bench])

.venv-fuzz/installed: pyproject.toml constraints.txt
	@$(need_python)
	@$(call install,.venv-fuzz,.[fuzz])

%/node_modules/installed: %/package.json
	@echo 'Installing into $*/node_modules'
	@npm install --prefix $* --no-package-lock --no-audit --no-fund --silent
	@touch $@
