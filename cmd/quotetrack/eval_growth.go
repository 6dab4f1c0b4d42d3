package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"quotetrack"
	"quotetrack/article"
	"quotetrack/contradiction"
	"quotetrack/corpus"
	"quotetrack/eval"
	"quotetrack/learn"
)

func evalGrowthCommand() *cli.Command {
	return &cli.Command{
		Name: "growth", Usage: "what pairing costs as a corpus grows", ArgsUsage: "FILE...",
		Description: "Extracts the quotes of the articles and pairs the first so many of them, in order, on one core. Where more\nare asked for than there are, copies with other names and dates follow.",
		Flags:       []cli.Flag{jsonFlag(), weightsFlag(), &cli.IntSliceFlag{Name: "quotes", Value: cli.NewIntSlice(10_000, 100_000), Usage: "how `MANY` quotes; may be repeated"}},
		Action: func(c *cli.Context) error {
			if !c.Args().Present() {
				return usage("eval growth of what? FILE...")
			}
			e, err := weighedEngines(c)
			if err != nil {
				return err
			}
			st, err := statementsIn(c, &e, c.Args().Slice())
			if err != nil {
				return err
			}
			var rows []eval.GrowthRow
			for _, n := range c.IntSlice("quotes") {
				r := eval.Growth(e.Contradiction, st, n)
				rows = append(rows, r)
				if !c.Bool("json") {
					fmt.Fprintf(c.App.Writer, "%9d quotes %8.1f s  %5.1f compared a quote, %.4f %% of all pairs, %d oppositions, %.0f MB\n", r.Quotes, r.Seconds, r.Compared, 100*r.Share, r.Pairs, r.HeapMB)
				}
			}
			if c.Bool("json") {
				return writeJSON(c.App.Writer, rows)
			}
			return nil
		},
	}
}

// statementsIn extracts the statements of the articles in some files, in their order.
func statementsIn(c *cli.Context, e *corpus.Engines, paths []string) ([]contradiction.Statement, error) {
	var articles []quotetrack.Article
	for a, err := range article.Read(c.Context, paths, article.Options{}) {
		if err != nil {
			return nil, err
		}
		articles = append(articles, a)
	}
	by := make([][]contradiction.Statement, len(articles))
	learn.Each(len(articles), func(i int) { by[i] = e.Extract(articles[i]).Statements })
	st := slices.Concat(by...)
	if len(st) == 0 {
		return nil, fmt.Errorf("%s: no quotes in %d articles", strings.Join(paths, ", "), len(articles))
	}
	return st, nil
}
