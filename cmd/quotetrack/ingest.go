package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/urfave/cli/v2"
	"golang.org/x/term"

	"quotetrack/article"
	"quotetrack/corpus"
)

func inputFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "format", Value: "auto", Usage: "`FORMAT` of the input: auto, text, html, feed, jsonl"},
		&cli.IntFlag{Name: "workers", Aliases: []string{"j"}, Value: runtime.NumCPU(), Usage: "analyse `N` articles at a time"},
	}
}

func readOptions(c *cli.Context) (article.Options, error) {
	f := article.Format(c.String("format"))
	for _, k := range article.Formats {
		if f == k {
			return article.Options{Format: f, Stdin: c.App.Reader, Warn: func(path, msg string) {
				fmt.Fprintf(c.App.ErrWriter, "quotetrack: warning: %s: %s\n", path, msg)
			}}, nil
		}
	}
	return article.Options{}, usage("--format %q: want auto, text, html, feed or jsonl", f)
}

// isTerminal tells whether a stream is a terminal.
func isTerminal(w any) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

func ingestCommand() *cli.Command {
	return &cli.Command{
		Name: "ingest", Usage: "read articles into the corpus", ArgsUsage: "PATH|URL|-...",
		Description: "Files (text, HTML, RSS/Atom, JSON Lines, each also gzipped), folders, URLs, or - for standard\ninput. What is in the corpus already is skipped; an interrupted run goes on where it stopped.",
		Flags:       append(inputFlags(), jsonFlag()),
		Action: func(c *cli.Context) error {
			if c.Args().Len() == 0 {
				return usage("ingest what? Give files, folders, URLs, or - for standard input")
			}
			o, err := readOptions(c)
			if err != nil {
				return err
			}
			return withCorpus(c, false, func(k *corpus.Corpus) error { return ingest(c, k, o) })
		},
	}
}

func ingest(c *cli.Context, k *corpus.Corpus, o article.Options) error {
	total := inputBytes(c.Args().Slice())
	bar := newBar(c.App.ErrWriter, total)
	start := time.Now()
	var failed []error
	sum, err := k.Ingest(c.Context, article.Read(c.Context, c.Args().Slice(), o), corpus.IngestOptions{
		Workers:  c.Int("workers"),
		Progress: func(s corpus.Summary) { bar.show(s, start) },
		Failed:   func(err error) { failed = append(failed, err) },
	})
	bar.done()
	for _, f := range failed {
		fmt.Fprintf(c.App.ErrWriter, "quotetrack: skipped %v\n", f)
	}
	if err != nil {
		return err
	}
	if c.Bool("json") {
		if err := writeJSON(c.App.Writer, map[string]any{"articles": sum.Articles, "new": sum.New, "known": sum.Known, "copies": sum.Copies, "failed": sum.Failed, "quotes": sum.Quotes, "oppositions": sum.Oppositions, "seconds": time.Since(start).Seconds()}); err != nil {
			return err
		}
	} else {
		printIngest(c.App.ErrWriter, sum, time.Since(start), k.Dir)
	}
	if sum.Failed > 0 {
		return fmt.Errorf("%s could not be read", count(sum.Failed, "article"))
	}
	return nil
}

func printIngest(w io.Writer, s corpus.Summary, took time.Duration, dir string) {
	fmt.Fprintf(w, "%s: %s with %s and %s", count(s.Articles, "article"), count(s.New, "new one"), count(s.Quotes, "quote"), count(s.Oppositions, "opposition"))
	for _, x := range []struct {
		n    int
		what string
	}{{s.Known, "known already"}, {s.Copies, "copies of known ones"}, {s.Failed, "failed"}} {
		if x.n > 0 {
			fmt.Fprintf(w, ", %d %s", x.n, x.what)
		}
	}
	fmt.Fprintf(w, " (%.1f s)\n", took.Seconds())
	if s.New > 0 {
		fmt.Fprintf(w, "Corpus: %s. Next: quotetrack contradictions, or quotetrack ask \"who said what about ...?\"\n", dir)
	}
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// inputBytes adds up the sizes of files, for the remaining time; 0 where it
// cannot be known.
func inputBytes(inputs []string) int64 {
	var n int64
	for _, in := range inputs {
		info, err := os.Stat(in)
		if err != nil || info.IsDir() || strings.HasSuffix(in, ".gz") {
			return 0
		}
		n += info.Size()
	}
	return n
}

// bar shows progress on a terminal, nothing elsewhere.
type bar struct{ p *progressbar.ProgressBar }

func newBar(w io.Writer, total int64) *bar {
	if !isTerminal(w) {
		return &bar{}
	}
	if total <= 0 {
		total = -1
	}
	return &bar{progressbar.NewOptions64(total, progressbar.OptionSetWriter(w), progressbar.OptionShowBytes(true), progressbar.OptionSetDescription("reading"), progressbar.OptionThrottle(200*time.Millisecond), progressbar.OptionClearOnFinish(), progressbar.OptionSetPredictTime(true))}
}

func (b *bar) show(s corpus.Summary, start time.Time) {
	if b.p == nil {
		return
	}
	b.p.Describe(fmt.Sprintf("%d articles (%.0f/s), %d quotes", s.Articles, float64(s.Articles)/time.Since(start).Seconds(), s.Quotes))
	if err := b.p.Set64(s.Bytes); errors.Is(err, io.ErrClosedPipe) {
		b.p = nil
	}
}

func (b *bar) done() {
	if b.p != nil {
		_ = b.p.Finish() // only drawing
	}
}
