package main

import (
	"fmt"
	"path/filepath"
	"sort"

	"github.com/urfave/cli/v2"

	"quotetrack/corpus"
	"quotetrack/rerank"
)

// judgeConflicts lets the endpoint that --judge-url names reorder conflicts.
// What it has not answered keeps its place behind what it has; a URL that is
// none is an error, an endpoint that fails a warning.
func judgeConflicts(c *cli.Context, list []corpus.Conflict) error {
	base := c.String("judge-url")
	if base == "" || len(list) == 0 {
		return nil
	}
	dir, err := corpusDir(c)
	if err != nil {
		return err
	}
	j, err := rerank.New(base, rerank.Options{Model: c.String("judge-model"), Cache: filepath.Join(dir, "judge.answers")})
	if err != nil {
		return usage("--judge-url: %v", err)
	}
	answered := 0
	for i := range list {
		k := &list[i]
		p, err := j.P(c.Context, rerank.Of(&k.QuoteA, k.SourceA.Published), rerank.Of(&k.QuoteB, k.SourceB.Published))
		if err != nil {
			fmt.Fprintf(c.App.ErrWriter, "The judge failed after %s: %v. The rest keeps its own order.\n", count(answered, "pair"), err)
			break
		}
		k.Judged = &p
		answered++
	}
	sort.SliceStable(list, func(a, b int) bool {
		x, y := list[a].Judged, list[b].Judged
		return x != nil && (y == nil || *x > *y)
	})
	fmt.Fprintf(c.App.ErrWriter, "%s reordered by the model at %s.\n", count(answered, "pair"), base)
	return nil
}
