# Everything a newcomer needs. `make run` and `make test` install what is missing; nothing else has to be known.
.DEFAULT_GOAL := help
.PHONY: help run test dev bench soak image fmt

help: ## What can be done here
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

run: ## Build a release, fill a scratch database with demo data, serve it and print the address
	@scripts/run.sh

test: ## Everything CI runs: format, lints, unit and integration tests on both databases, browser flows
	@scripts/test.sh

dev: ## Watch the sources, rebuild and reload
	@scripts/dev.sh

bench: ## Measure, print the table and keep it in docs/benchmarks.md
	@scripts/bench.sh

soak: ## The reliability figures at full size; can be stopped and resumed
	@scripts/soak.sh

image: ## Build the container image, run it as a cluster would, print its size; IMAGE_HOW=local without a registry
	@scripts/image.sh $(IMAGE_HOW)

fmt: ## Format Rust and views
	@scripts/format.sh --write
