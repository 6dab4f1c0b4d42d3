package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"sync"

	"github.com/urfave/cli/v2"

	"quotetrack"
	"quotetrack/article"
	"quotetrack/corpus"
)

func extractCommand() *cli.Command {
	return &cli.Command{
		Name: "extract", Usage: "print the quotes of articles as JSON Lines, without a corpus", ArgsUsage: "PATH|URL|-...",
		Flags: append(inputFlags(), &cli.BoolFlag{Name: "no-text", Usage: "leave the text out"}),
		Action: func(c *cli.Context) error {
			if c.Args().Len() == 0 {
				return usage("extract from what? Give files, folders, URLs, or - for standard input")
			}
			o, err := readOptions(c)
			if err != nil {
				return err
			}
			e, err := corpus.DefaultEngines()
			if err != nil {
				return err
			}
			return extract(c, &e, o)
		},
	}
}

func extract(c *cli.Context, e *corpus.Engines, o article.Options) error {
	w := bufio.NewWriterSize(c.App.Writer, 1<<16)
	failed := 0
	err := parallel(c.Context, c.Int("workers"), article.Read(c.Context, c.Args().Slice(), o), func(a quotetrack.Article) ([]byte, error) {
		x := e.Extract(a).Extraction
		if c.Bool("no-text") {
			x.Text = ""
		}
		return json.Marshal(x)
	}, func(line []byte, err error) error {
		if err != nil {
			failed++
			fmt.Fprintf(c.App.ErrWriter, "quotetrack: skipped %v\n", err)
			return nil
		}
		_, err = w.Write(append(line, '\n'))
		return err
	})
	if ferr := w.Flush(); err == nil {
		err = ferr
	}
	if err != nil {
		return err
	}
	if failed > 0 {
		return fmt.Errorf("%s could not be read", count(failed, "article"))
	}
	return nil
}

// parallel maps articles with several workers and hands the results over in
// the order of the articles.
func parallel(ctx context.Context, workers int, in iter.Seq2[quotetrack.Article, error], f func(quotetrack.Article) ([]byte, error), out func([]byte, error) error) error {
	type job struct {
		a    quotetrack.Article
		b    []byte
		err  error
		done chan struct{}
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	workers = max(1, workers)
	queue, work := make(chan *job, workers*4), make(chan *job)
	var wg sync.WaitGroup
	for range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for j := range work {
				if j.err == nil {
					j.b, j.err = f(j.a)
				}
				close(j.done)
			}
		}()
	}
	go func() {
		defer close(queue)
		defer close(work)
		for a, err := range in {
			j := &job{a: a, err: err, done: make(chan struct{})}
			select {
			case queue <- j:
			case <-ctx.Done():
				return
			}
			select {
			case work <- j:
			case <-ctx.Done():
				return
			}
		}
	}()
	var err error
	for j := range queue {
		select {
		case <-j.done:
		case <-ctx.Done():
			err = ctx.Err()
		}
		if err == nil {
			err = out(j.b, j.err)
		}
		if err != nil {
			cancel()
			break
		}
	}
	wg.Wait()
	if err == nil {
		err = ctx.Err()
	}
	return err
}

func pairCommand() *cli.Command {
	return &cli.Command{
		Name: "pair", Usage: "print the oppositions among quotes as JSON Lines, without a corpus", ArgsUsage: "FILE|-",
		Description: "Reads what extract prints, with text, and pairs the quotes of each article and, unless --within is\ngiven, those of different articles.",
		Flags:       []cli.Flag{&cli.BoolFlag{Name: "within", Usage: "only pairs within one article"}, &cli.Float64Flag{Name: "min-score", Usage: "only pairs of at least this `SCORE`"}},
		Action: func(c *cli.Context) error {
			if c.Args().Len() != 1 {
				return usage("pair reads one file, or - for standard input")
			}
			e, err := corpus.DefaultEngines()
			if err != nil {
				return err
			}
			in, err := openInput(c, c.Args().First())
			if err != nil {
				return err
			}
			defer in.Close()
			w := bufio.NewWriter(c.App.Writer)
			enc := json.NewEncoder(w)
			enc.SetEscapeHTML(false)
			err = e.Pair(decodeExtractions(in, c.Args().First()), c.Bool("within"), func(o quotetrack.Opposition) error {
				if o.Score < c.Float64("min-score") {
					return nil
				}
				return enc.Encode(o)
			})
			if ferr := w.Flush(); err == nil {
				err = ferr
			}
			return err
		},
	}
}

// decodeExtractions yields the lines of an extraction file.
func decodeExtractions(in io.Reader, name string) iter.Seq2[quotetrack.Extraction, error] {
	return func(yield func(quotetrack.Extraction, error) bool) {
		sc := bufio.NewScanner(in)
		sc.Buffer(make([]byte, 1<<16), 1<<28)
		for n := 1; sc.Scan(); n++ {
			if len(sc.Bytes()) == 0 {
				continue
			}
			var x quotetrack.Extraction
			if err := json.Unmarshal(sc.Bytes(), &x); err != nil {
				yield(x, fmt.Errorf("%s:%d: not what extract prints: %w", name, n, err))
				return
			}
			if !yield(x, nil) {
				return
			}
		}
		if err := sc.Err(); err != nil {
			yield(quotetrack.Extraction{}, fmt.Errorf("%s: %w", name, err))
		}
	}
}
