package main

import (
	"fmt"
	"io"
	"sort"

	"github.com/urfave/cli/v2"

	"quotetrack"
	"quotetrack/contradiction"
	"quotetrack/corpus"
	"quotetrack/eval"
)

func evalStoriesCommand() *cli.Command {
	return &cli.Command{
		Name: "stories", Usage: "oppositions across the articles of stories, from our own quotes", ArgsUsage: "[FOLDER]",
		Flags: []cli.Flag{jsonFlag(), weightsFlag(), &cli.BoolFlag{Name: "errors", Usage: "list the wrong pairs and the gold that was missed"},
			&cli.StringSliceFlag{Name: "among", Usage: "also measure blocking with the stories amid the articles of this `FILE`, as in a corpus; may be repeated"}},
		Action: func(c *cli.Context) error {
			dir := c.Args().First()
			if dir == "" {
				dir = "fixtures/stories"
			}
			stories, err := eval.ReadStories(dir)
			if err != nil {
				return err
			}
			e, err := weighedEngines(c)
			if err != nil {
				return err
			}
			quotes, statements, pairs, err := pairStories(&e, stories)
			if err != nil {
				return err
			}
			s := eval.ScoreStories(stories, quotes, pairs)
			s.ScoreBlocking(stories, quotes, statements, e.Contradiction)
			if c.Bool("json") && len(c.StringSlice("among")) > 0 {
				return usage("eval stories: --among has no JSON form")
			}
			if c.Bool("json") {
				return writeJSON(c.App.Writer, s)
			}
			printStories(c, s)
			if paths := c.StringSlice("among"); len(paths) > 0 {
				others, err := statementsIn(c, &e, paths)
				if err != nil {
					return err
				}
				amid := *s
				amid.ScoreBlocking(stories, quotes, append(others, statements...), e.Contradiction)
				fmt.Fprintf(c.App.Writer, "amid %d other statements: ", len(others))
				printBlocking(c.App.Writer, &amid)
			}
			if c.Bool("errors") {
				for _, o := range s.Wrong {
					fmt.Fprintf(c.App.Writer, "%.2f %s\n   %s\n   %s\n", o.Score, o.Relation, named(quotes, o.A), named(quotes, o.B))
				}
				for _, p := range s.Missed {
					fmt.Fprintf(c.App.Writer, "missed %s %s\n   %s\n   %s\n", p.Relation, p.Type, p.A.Words, p.B.Words)
				}
			}
			return nil
		},
	}
}

func named(quotes map[string][]quotetrack.Quote, r quotetrack.QuoteRef) string {
	for _, q := range quotes[r.Article] {
		if q.ID == r.Quote {
			return fmt.Sprintf("%s: %s %s %s", r.Article, q.Speaker.Name, quotetrack.Text(q.Cue), quotetrack.Text(q.Content))
		}
	}
	return r.Article
}

// pairStories extracts all articles and pairs their quotes, the surest first.
func pairStories(e *corpus.Engines, stories []eval.Story) (map[string][]quotetrack.Quote, []contradiction.Statement, []quotetrack.Opposition, error) {
	quotes := map[string][]quotetrack.Quote{}
	var statements []contradiction.Statement
	in := func(yield func(quotetrack.Extraction, error) bool) {
		for _, s := range stories {
			for _, a := range s.Articles {
				x := e.Extract(a)
				quotes[a.ID] = x.Quotes
				statements = append(statements, x.Statements...)
				if !yield(x.Extraction, nil) {
					return
				}
			}
		}
	}
	var pairs []quotetrack.Opposition
	err := e.Pair(in, false, func(o quotetrack.Opposition) error {
		pairs = append(pairs, o)
		return nil
	})
	sort.SliceStable(pairs, func(i, j int) bool { return pairs[i].Score > pairs[j].Score })
	return quotes, statements, pairs, err
}

func printStories(c *cli.Context, s *eval.StoryScores) {
	share := func(a, b int) float64 {
		if b == 0 {
			return 0
		}
		return float64(a) / float64(b)
	}
	w := c.App.Writer
	fmt.Fprintf(w, "%d stories, %d articles, %d gold pairs (%d with a side that was not extracted)\n", s.Stories, s.Articles, s.Gold, s.Missing)
	fmt.Fprintf(w, "precision %.3f of %d shown   first %d: %.3f   recall %.3f   relation right %.3f\n", share(s.Right, s.Shown), s.Shown, s.FirstShown, share(s.First, s.FirstShown), share(s.Found(), s.Gold), share(s.Labelled, s.Gold))
	fmt.Fprintf(w, "hard negatives wrongly paired %.3f of %d\n", share(s.HardShown, s.Hard), s.Hard)
	printBlocking(w, s)
	for _, t := range sortedNames(s.ByType) {
		fmt.Fprintf(w, "  %-10s recall %.3f of %d\n", t, share(s.ByType[t].TP, s.ByType[t].Gold), s.ByType[t].Gold)
	}
}

func printBlocking(w io.Writer, s *eval.StoryScores) {
	fmt.Fprintf(w, "blocking: recall %.3f of %d gold pairs across articles, %.3f %% of all pairs looked at\n", float64(s.Blocked)/float64(max(s.AcrossGold, 1)), s.AcrossGold, 100*s.LookedAt)
}
