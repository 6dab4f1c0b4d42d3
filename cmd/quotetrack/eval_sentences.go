package main

import (
	"fmt"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"quotetrack"
	"quotetrack/eval"
)

func evalSentencesCommand() *cli.Command {
	return &cli.Command{
		Name: "sentences", Usage: "PolNeAR as sentences, beside the published neural systems", ArgsUsage: "SAMPLES.jsonl.gz",
		Flags: []cli.Flag{jsonFlag(), weightsFlag()},
		Action: func(c *cli.Context) error {
			path := c.Args().First()
			if path == "" {
				path = filepath.Join("..", "shared", "data", "polnear", "sentences-dev.jsonl.gz")
			}
			e, err := weighedEngines(c)
			if err != nil {
				return err
			}
			scores, n := eval.SentenceScores{}, 0
			err = eval.EachJSONLine(path, func(s *eval.Sample) error {
				text, _ := s.Text()
				n++
				scores.AddSample(s, e.Extract(quotetrack.Article{ID: s.ID, Text: text, Language: "en"}).Quotes)
				return nil
			})
			if err != nil {
				return err
			}
			if c.Bool("json") {
				out := map[string]any{"samples": n}
				for _, r := range eval.Roles {
					out[r] = map[string]float64{"p": scores[r].P(), "r": scores[r].R(), "f1": scores[r].F1()}
				}
				return writeJSON(c.App.Writer, out)
			}
			w := c.App.Writer
			fmt.Fprintf(w, "%-16s %8s %8s %8s\n", "exact F1", "source", "cue", "content")
			for _, r := range eval.PublishedSentences {
				fmt.Fprintf(w, "%-16s %8.3f %8.3f %8.3f\n", r.System, r.Source, r.Cue, r.Content)
			}
			fmt.Fprintf(w, "%-16s %8.3f %8.3f %8.3f   on %d samples\n", "quotetrack", scores["source"].F1(), scores["cue"].F1(), scores["content"].F1(), n)
			return nil
		},
	}
}
