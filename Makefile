# Everything builds without cgo and without network once the modules are there.
export CGO_ENABLED = 0

.PHONY: build demo test lint fuzz bench train clean

build: ## one static binary, ./quotetrack
	go build -trimpath -ldflags "-s -w" -o quotetrack ./cmd/quotetrack

demo: build ## read the fixtures and show who said what and who denies it
	rm -rf dist/demo
	./quotetrack --corpus dist/demo ingest fixtures/articles
	./quotetrack --corpus dist/demo ask "who said what about the tram?"
	./quotetrack --corpus dist/demo contradictions --limit 3

test: ## all tests; those that need ../shared skip without it
	gofmt -l . | (! grep .)
	go vet ./...
	go test ./...

lint: ## needs golangci-lint 2
	golangci-lint run

fuzz: ## every fuzz target for half a minute
	go test ./syntax -fuzz FuzzTokenize -fuzztime 30s
	go test ./article -fuzz FuzzRead -fuzztime 30s
	go test ./learn -fuzz FuzzReadFile -fuzztime 30s
	go test ./learn -fuzz FuzzBoosted -fuzztime 30s
	go test ./attribution -fuzz FuzzExtract -fuzztime 30s
	go test ./corpus -fuzz FuzzParseQuery -fuzztime 30s
	go test ./contradiction -fuzz FuzzNegations -fuzztime 30s

bench:
	go test -run '^$$' -bench . ./syntax ./attribution ./contradiction ./learn/...

train: ## rebuild all models from ../shared/data (about an hour and a half on two cores)
	go run ./cmd/quotetrack train syntax
	go run ./cmd/quotetrack train attribution
	go run ./cmd/quotetrack train lexicon
	go run ./cmd/quotetrack train stance
	go run ./cmd/quotetrack train contradiction

clean:
	rm -rf quotetrack dist
