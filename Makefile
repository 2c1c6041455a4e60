# `make` alone lists the targets.
include .ci/versions

GO       ?= go
FUZZTIME ?= 30s
OUT      ?= out
TOOLS    := $(CURDIR)/.tools
LINT     := $(TOOLS)/golangci-lint-$(GOLANGCI_LINT_VERSION)

.DEFAULT_GOAL := help
.PHONY: help build test golden check lint fuzz bench profile conformance local screenshot clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' Makefile

build: ## compile every package, and shub into bin/
	$(GO) build ./...
	$(GO) build -o bin/ ./cmd/...

test: ## run all tests
	$(GO) test ./...

golden: ## rewrite the list of what each stack is made of, to be looked at in review
	$(GO) test -run "^TestGoldenStacks$$" . -update

check: test conformance ## run all tests, then conformance

lint: $(LINT) ## check format and style
	$(GO) vet ./...
	$(LINT) run ./...

fuzz: ## run every fuzz target for FUZZTIME (30s)
	GO="$(GO)" .ci/fuzz $(FUZZTIME)

bench: ## measure, each benchmark once, the transform compiled as for Lambda
	$(GO) test -run '^$$' -bench . -benchtime 1x -benchmem -timeout 30m $$($(GO) list ./... | grep -v /findings$$)
	$(GO) test -run '^$$' -bench . -benchtime 5x -benchmem -timeout 30m -pgo handler/lambda.pgo ./findings

profile: ## take the profile by which the Lambda function is compiled
	mkdir -p $(OUT)
	$(GO) test -run '^$$' -bench 'Transform/50000/(all|lean)' -benchtime 10x -o $(OUT)/findings.test -cpuprofile $(OUT)/cpu.pprof ./findings
	$(GO) tool pprof -proto -focus 'findings\.transformer' $(OUT)/findings.test $(OUT)/cpu.pprof > handler/lambda.pgo

conformance: ## let what others wrote judge the program
	conformance/run

local: ## run the whole path on this machine, into OUT (out)
	$(GO) run ./cmd/shub local --out $(OUT)

screenshot: ## take the README's pictures of the dashboard, from the built-in sample (needs Chromium)
	$(GO) run ./cmd/shub local --out $(OUT)/sample
	$(GO) run ./dashboard/page/picture --page $(OUT)/sample/dashboard.html --sheet overview --out docs

clean: ## remove what the targets made
	rm -rf bin $(OUT) $(TOOLS)
	$(GO) clean -testcache

# The version is part of the file's name: a new pin builds a new linter.
$(LINT):
	.ci/tool github.com/golangci/golangci-lint/v2/cmd/golangci-lint $(GOLANGCI_LINT_VERSION)
