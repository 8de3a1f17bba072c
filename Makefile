# What a developer or publisher asks for. Each target installs what it misses, through tools/setup.

SHELL := /bin/bash
PORT ?= 8080
export PATH := $(or $(CARGO_HOME),$(HOME)/.cargo)/bin:$(PATH)
export CARGO_BUILD_JOBS ?= 2
# trunk takes its tools from PATH; it never downloads any.
export TRUNK_OFFLINE := true
export BASE_URL
built := $(or $(CARGO_TARGET_DIR),target)
# The reader carries no path of the machine that has built it. The shell looks for the folders, since on a bare machine
# they are not there before tools/setup has run.
crates := $(or $(CARGO_HOME),$(HOME)/.cargo)/registry/src
# Its standard library is compiled with it, for size and without the words of panics, which no reader sees: a seventh of the
# wasm. That takes flags which the pinned compiler has, but not yet for everybody.
small := RUSTC_BOOTSTRAP=1 CARGO_UNSTABLE_BUILD_STD=std,panic_abort CARGO_UNSTABLE_BUILD_STD_FEATURES=optimize_for_size
flags := -Zunstable-options -Cpanic=immediate-abort -Zfmt-debug=none
trunk := $(small) CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="$(flags) $$(printf -- '--remap-path-prefix=%s=crates ' $(crates)/*)" trunk

.PHONY: serve site offprint install test check size conformance bench-page bench-pack audit validate screenshots

serve: ## the site on http://localhost:$(PORT)/, built anew on every change
	tools/setup build
	$(trunk) serve --release --port $(PORT)

site: ## the site in dist/, for any static host; BASE_URL=https://…/ gives pages their canonical addresses
	tools/setup build
	$(trunk) build --release

offprint: ## the command for publishers, with the reader in it; prints where it is
	tools/setup build
	OFFPRINT_PACK=no $(trunk) build --release --dist $(built)/bare
	OFFPRINT_READER=$(abspath $(built)/reader) cargo build --release --features pack --bin offprint
	@echo $(abspath $(built)/release/offprint)

install: offprint ## the command on PATH, beside cargo
	install -D $(built)/release/offprint $(or $(CARGO_HOME),$(HOME)/.cargo)/bin/offprint
	@echo $(or $(CARGO_HOME),$(HOME)/.cargo)/bin/offprint

check: ## formatting, lints through every door, and the walls between rooms
	tools/setup build
	cargo fmt --check
	cargo clippy --all-targets --features pack -- -D warnings
	cargo clippy --lib -- -D warnings
	cargo clippy --lib --bin reader --features web --target wasm32-unknown-unknown -- -D warnings
	cargo test --features pack --test rooms

size: site ## what a page weighs, held against the budgets
	tools/setup size
	tools/size

test: check size ## everything: lints, native tests, and the site in real browsers
	tools/setup browsers
	cargo test --features pack

conformance: ## formats and importers against public collections, written to docs/conformance.md; CORPORA=DIR holds them unpacked
	cargo test --features pack --test conformance -- --nocapture

bench-page: site ## how soon the article is there and answers, on a slow phone and network, held against the budgets
	tools/setup browsers
	BENCH_PAGE=1 cargo test --features pack --test browser -- speed:: --nocapture

bench-pack: offprint ## how long a library of 60,000 articles takes to build, and how much memory; CORPORA=DIR holds the texts
	tools/bench-pack $(abspath $(built)/release/offprint)

audit: ## what Lighthouse says of every kind of page, which must be 100 each; the site for it is built apart, in target/audit
	tools/setup build browsers
	BASE_URL=https://offprint.example/ $(trunk) build --release --dist target/audit
	AUDIT=1 OFFPRINT_DIST=$(CURDIR)/target/audit cargo test --features pack --test browser -- scores:: --nocapture

validate: site ## whether the pages of a site with one article and of one with many are HTML by the book
	tools/setup browsers
	rm -rf $(built)/validate
	cargo run --quiet --features pack --bin offprint -- build tests/fixtures/import content --reader $(built)/reader -o $(built)/validate --base-url https://offprint.example/ --quiet
	node tests/valid.mjs dist $(built)/validate

screenshots: site ## pictures of every kind of page in docs/screenshots, to be looked at
	tools/setup browsers
	mkdir -p docs/screenshots
	SCREENSHOTS=$(CURDIR)/docs/screenshots cargo test --features pack --test browser -- pictures
