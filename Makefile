# Short names for what people do with this repository; CMake does the work.

DEMO_FILE    = examples/riverside-school/riverside.fet
DEMO_OUT     = out/riverside
DEMO_FLAGS   = --out $(DEMO_OUT) --seconds 20 --html
PREFIX      ?= /usr/local
SOURCES      = $(wildcard src/*/*.[ch] include/*.h tests/unit/*.[ch] tests/fuzz/*.c examples/*.c)
LINT_SOURCES = $(wildcard src/*/*.c)
JOBS         = $(shell nproc 2>/dev/null || echo 2)

.DEFAULT_GOAL := help
.PHONY: help deps build demo test bench lint format coverage install clean

help: ## this list
	@echo "Horarium: make TARGET"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1|\2/p' $(MAKEFILE_LIST) | \
	    while IFS='|' read -r name text; do printf '%-12s%s\n' "$$name" "$$text"; done

deps: ## install what building, testing and measuring need (Debian)
	@tools/install-deps.sh build test bench

build: ## build/horarium, optimised
	@tools/install-deps.sh build
	@cmake --preset release >/dev/null
	@cmake --build --preset release

demo: build ## plan the example school and write pages to look at
	./build/horarium solve $(DEMO_FILE) $(DEMO_FLAGS)
	@echo
	@echo "Open one of these in a browser:"
	@find $(DEMO_OUT) -name index.html -print | sed 's|^|  $(CURDIR)/|'

test: ## every test; the last line counts them
	@tools/install-deps.sh test
	@tests/run.sh

bench: ## measured comparisons
	@tools/install-deps.sh bench
	@$(MAKE) --no-print-directory build
	@bench/run.sh

lint: ## layout (clang-format) and mistakes (clang-tidy)
	@tools/install-deps.sh lint
	@clang-format --dry-run -Werror $(SOURCES)
	@cmake --preset dev >/dev/null
	@printf '%s\n' $(LINT_SOURCES) | xargs -P $(JOBS) -n 4 clang-tidy -p build-dev --quiet \
	    --extra-arg=-Wno-unknown-warning-option 2>/dev/null
	@echo "lint: nothing to complain about"

format: ## lay out every source file
	@clang-format -i $(SOURCES)

coverage: ## which lines the unit tests reach
	@tools/install-deps.sh test lint
	@cmake --preset coverage -DHORARIUM_TESTS=ON >/dev/null
	@cmake --build --preset coverage
	@ctest --test-dir build-coverage -j $(JOBS) --output-on-failure
	@gcovr --root . --filter src/ --object-directory build-coverage --print-summary

install: build ## program, library and header into PREFIX (/usr/local)
	@cmake --install build --prefix $(PREFIX)

clean: ## remove everything that was built
	@rm -rf build build-dev build-asan build-tsan build-fuzz build-coverage out
