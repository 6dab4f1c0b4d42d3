package main

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"quotetrack"
	"quotetrack/attribution"
	"quotetrack/contradiction"
	"quotetrack/corpus"
	"quotetrack/eval"
	"quotetrack/learn"
)

func evalCommand() *cli.Command {
	return &cli.Command{
		Name: "eval", Usage: "measure the engines against gold",
		Action: func(c *cli.Context) error {
			return usage("eval what? syntax, attribution, sentences, pairs, stories, growth, fnc1 or entailment")
		},
		Subcommands: []*cli.Command{
			{
				Name: "syntax", Usage: "accuracy of tags and dependencies on the UD test sets",
				Flags: []cli.Flag{jsonFlag(), &cli.StringFlag{Name: "data", Value: filepath.Join("..", "shared", "data"), Usage: "`FOLDER` of the corpora"}},
				Action: func(c *cli.Context) error {
					e, err := corpus.DefaultEngines()
					if err != nil {
						return err
					}
					f, err := scoreSyntax(e.Syntax, c.String("data"))
					if err != nil {
						return err
					}
					if c.Bool("json") {
						return writeJSON(c.App.Writer, f)
					}
					for _, k := range sortedNames(f) {
						fmt.Fprintf(c.App.Writer, "%-10s %s\n", k, f[k])
					}
					return nil
				},
			},
			{
				Name: "attribution", Usage: "cues, spans, speakers, denials and pairs on annotated articles",
				Flags: []cli.Flag{jsonFlag(), weightsFlag(), &cli.StringFlag{Name: "gold", Required: true, Usage: "`FOLDER` with text/ and attributions/"}, &cli.StringFlag{Name: "labels", Usage: "`FILE` of labels; found beside the folder where not given"},
					&cli.BoolFlag{Name: "errors", Usage: "list the errors by kind with their sentences"}, &cli.BoolFlag{Name: "reliability", Usage: "compare confidence with the share that is right"},
					&cli.BoolFlag{Name: "bootstrap", Usage: "print 95 % intervals over resampled articles"}},
				Action: evalAttribution,
			},
			{
				Name: "pairs", Usage: "opposing pairs and denials from gold quotes",
				Flags:  []cli.Flag{jsonFlag(), weightsFlag(), &cli.StringFlag{Name: "gold", Required: true, Usage: "`FOLDER` with text/ and attributions/"}, &cli.StringFlag{Name: "labels", Usage: "`FILE` of labels; found beside the folder where not given"}},
				Action: evalPairs,
			},
			evalSentencesCommand(), evalFNCCommand(), evalEntailmentCommand(), evalStoriesCommand(), evalGrowthCommand(),
		},
	}
}

func sortedNames[V any](m map[string]V) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

func weightsFlag() cli.Flag {
	return &cli.StringSliceFlag{Name: "weights", Usage: "measure with the weights in this `FILE` (of attribution or contradiction) instead of those built in; may be repeated"}
}

// weighedEngines are the built-in engines, or with the weights of the files given.
func weighedEngines(c *cli.Context) (corpus.Engines, error) {
	e, err := corpus.DefaultEngines()
	if err != nil {
		return e, err
	}
	for _, path := range c.StringSlice("weights") {
		b, err := os.ReadFile(path)
		if err != nil {
			return e, fmt.Errorf("weights: %w", err)
		}
		f, err := learn.ReadFile(b)
		if err != nil {
			return e, fmt.Errorf("weights %s: %w", path, err)
		}
		switch f.Provenance.Name {
		case "attribution":
			e.Attribution, err = attribution.Load(b)
		case "contradiction":
			e.Contradiction, err = contradiction.Load(b)
		default:
			err = fmt.Errorf("%q is built in only", f.Provenance.Name)
		}
		if err != nil {
			return e, fmt.Errorf("weights %s: %w", path, err)
		}
	}
	return e, nil
}

// labelsOf is the file of labels for a folder of gold: the one given, labels.jsonl
// inside it, or NAME.labels.jsonl beside it.
func labelsOf(c *cli.Context) string {
	if l := c.String("labels"); l != "" {
		return l
	}
	dir := filepath.Clean(c.String("gold"))
	for _, l := range []string{filepath.Join(dir, "labels.jsonl"), dir + ".labels.jsonl"} {
		if eval.Exists(l) {
			return l
		}
	}
	return ""
}

func evalAttribution(c *cli.Context) error {
	gold, err := eval.ReadGold(c.String("gold"), labelsOf(c))
	if err != nil {
		return err
	}
	e, err := weighedEngines(c)
	if err != nil {
		return err
	}
	out := make([]corpus.Extraction, len(gold))
	start := time.Now()
	learn.Each(len(gold), func(i int) {
		out[i] = e.Extract(quotetrack.Article{ID: gold[i].ID, Text: gold[i].Text, Language: "en"})
	})
	took := time.Since(start)
	s := eval.NewArticleScores()
	var parts []*eval.ArticleScores
	for i := range gold {
		s.Add(&gold[i], out[i].Quotes, out[i].Contradictions)
		if c.Bool("bootstrap") {
			one := eval.NewArticleScores()
			one.Add(&gold[i], out[i].Quotes, out[i].Contradictions)
			parts = append(parts, one)
		}
	}
	if c.Bool("errors") {
		for i := range gold {
			for _, x := range eval.Errors(&gold[i], out[i].Quotes) {
				fmt.Fprintf(c.App.Writer, "%s\t%s\n", gold[i].ID, x)
			}
		}
		return nil
	}
	if err := printScores(c, s); err != nil {
		return err
	}
	if c.Bool("reliability") {
		printReliability(c, s)
	}
	if c.Bool("bootstrap") {
		for _, m := range append(append([]string(nil), eval.Measures...), eval.SpeakerMeasures...) {
			lo, hi := eval.Interval(parts, m)
			fmt.Fprintf(c.App.Writer, "%-20s 95 %% of resamples from %.3f to %.3f\n", m, lo, hi)
		}
	}
	fmt.Fprintf(c.App.ErrWriter, "%d articles in %.1f s\n", len(gold), took.Seconds())
	return nil
}

func evalPairs(c *cli.Context) error {
	gold, err := eval.ReadGold(c.String("gold"), labelsOf(c))
	if err != nil {
		return err
	}
	e, err := weighedEngines(c)
	if err != nil {
		return err
	}
	s := eval.NewArticleScores()
	statements := map[string][]contradiction.Statement{}
	for i := range gold {
		d := e.Syntax.Analyze(gold[i].Text)
		quotes := gold[i].Quotes(d)
		st := e.Contradiction.Statements(&quotetrack.Article{ID: gold[i].ID, Text: gold[i].Text}, d, quotes)
		statements[gold[i].ID] = st
		s.Add(&gold[i], quotes, e.Contradiction.Within(d, st))
	}
	if err := printScores(c, s); err != nil || c.Bool("json") || !eval.Exists(filepath.Join(c.String("gold"), "across.jsonl")) {
		return err
	}
	stories, err := eval.ReadAcross(c.String("gold"))
	if err != nil {
		return err
	}
	f := eval.ScoreAcross(stories, statements, e.Contradiction)
	fmt.Fprintf(c.App.Writer, "%-20s p %.3f  r %.3f  f1 %.3f  gold %d  pred %d\n", "pairs across", f.P(), f.R(), f.F1(), f.Gold, f.Pred)
	return nil
}

// printScores prints rows as the reference scorer does.
func printScores(c *cli.Context, s *eval.ArticleScores) error {
	if c.Bool("json") {
		out := map[string]any{}
		for _, m := range eval.Measures {
			f := s.F[m]
			out[m] = map[string]any{"p": f.P(), "r": f.R(), "f1": f.F1(), "gold": f.Gold, "pred": f.Pred}
		}
		for _, m := range eval.SpeakerMeasures {
			out[m] = map[string]any{"acc": s.Acc[m].Rate(), "n": s.Acc[m].N}
		}
		return writeJSON(c.App.Writer, out)
	}
	var b strings.Builder
	for _, m := range eval.Measures {
		f := s.F[m]
		fmt.Fprintf(&b, "%-20s p %.3f  r %.3f  f1 %.3f  gold %d  pred %d\n", m, f.P(), f.R(), f.F1(), f.Gold, f.Pred)
	}
	for _, m := range eval.SpeakerMeasures {
		fmt.Fprintf(&b, "%-20s acc %.3f  n %d\n", m, s.Acc[m].Rate(), s.Acc[m].N)
	}
	_, err := fmt.Fprint(c.App.Writer, b.String())
	return err
}

// printReliability compares the confidence of quotes with the share of them that
// is right.
func printReliability(c *cli.Context, s *eval.ArticleScores) {
	bins, ece := learn.Reliability(s.Confidence, s.Right)
	fmt.Fprintf(c.App.Writer, "%-12s %10s %10s %8s\n", "confidence", "mean", "right", "quotes")
	for _, b := range bins {
		if b.N > 0 {
			fmt.Fprintf(c.App.Writer, "%.1f to %.1f   %10.3f %10.3f %8d\n", b.From, b.To, b.Confidence, b.Accuracy, b.N)
		}
	}
	fmt.Fprintf(c.App.Writer, "expected calibration error %.3f\n", ece)
}
