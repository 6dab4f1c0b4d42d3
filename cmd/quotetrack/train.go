package main

import (
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"github.com/urfave/cli/v2"
)

type trainer struct {
	name, usage, out string
	run              func(training) error
}

// training is what a trainer is told: the folder of the corpora, the file to write,
// whether the articles for measuring are left out, and where its report goes.
type training struct {
	data, out string
	holdOut   bool
	logf      func(string, ...any)
}

var trainers = []trainer{
	{"syntax", "tagger, parser, lemmatiser and name finder", "syntax/model/syntax.qtw", trainSyntax},
	{"attribution", "cues, spans and speakers", "attribution/model/attribution.qtw", trainAttribution},
	{"lexicon", "word relations and how rare words are", "contradiction/model/lexicon.qtw", trainLexicon},
	{"stance", "entailment of sentences and the stance of articles", "contradiction/model/stance.qtw", trainStance},
	{"contradiction", "denials and the judge of pairs", "contradiction/model/contradiction.qtw", trainContradiction},
}

func trainCommand() *cli.Command {
	flags := []cli.Flag{
		&cli.StringFlag{Name: "data", Value: filepath.Join("..", "shared", "data"), Usage: "`FOLDER` of the corpora"},
		&cli.StringFlag{Name: "out", Usage: "write the weights to this `FILE` instead of their place in the source"},
	}
	cmd := &cli.Command{
		Name: "train", Usage: "rebuild the models from the corpora",
		Description: "Each stage uses the embedded models of the stages before it: after training one, build again before\nthe next. The same data gives the same weights.",
		Action: func(c *cli.Context) error {
			return usage("train what? syntax, attribution, lexicon, stance or contradiction")
		},
	}
	for _, t := range trainers {
		flags := flags
		if t.name == "attribution" || t.name == "contradiction" {
			flags = append(flags[:len(flags):len(flags)], &cli.BoolFlag{Name: "hold-out", Usage: "learn nothing from the dev articles, so that \"eval --weights\" may measure on them"})
		}
		cmd.Subcommands = append(cmd.Subcommands, &cli.Command{Name: t.name, Usage: t.usage, Flags: flags, Action: func(c *cli.Context) error {
			out := c.String("out")
			if out == "" {
				out = filepath.FromSlash(t.out)
			}
			signal.Reset(os.Interrupt, syscall.SIGTERM) // nothing is written before the end
			start := time.Now()
			err := t.run(training{c.String("data"), out, c.Bool("hold-out"), func(f string, a ...any) {
				fmt.Fprintf(c.App.ErrWriter, "%7.1fs "+f+"\n", append([]any{time.Since(start).Seconds()}, a...)...)
			}})
			if err != nil {
				return fmt.Errorf("train %s: %w", t.name, err)
			}
			fmt.Fprintf(c.App.ErrWriter, "wrote %s\n", out)
			return nil
		}})
	}
	return cmd
}
