package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"quotetrack/corpus"
	"quotetrack/export"
)

func exportCommand() *cli.Command {
	return &cli.Command{
		Name: "export", Usage: "write the corpus, or what a query finds, for other tools", ArgsUsage: "[QUERY]",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "as", Value: "jsonl", Usage: "`FORMAT`: " + strings.Join(export.Formats, ", ")},
			&cli.StringFlag{Name: "out", Aliases: []string{"o"}, Usage: "write to this `FILE`, or folder for brat, instead of standard output"},
		},
		Action: func(c *cli.Context) error {
			format, path := c.String("as"), c.String("out")
			if format == "brat" && path == "" {
				return usage("brat is a folder of files: name it with --out")
			}
			return withCorpus(c, true, func(k *corpus.Corpus) (err error) {
				w, closeFile, err := exportWriter(c.App.Writer, format, path)
				if err != nil {
					return err
				}
				n, err := k.Export(c.Context, strings.Join(c.Args().Slice(), " "), w)
				if err = errors.Join(err, closeFile()); err == nil {
					fmt.Fprintf(c.App.ErrWriter, "%s exported.\n", count(n, "quote"))
				}
				return err
			})
		},
	}
}

func exportWriter(stdout io.Writer, format, path string) (export.Writer, func() error, error) {
	if format == "brat" {
		return &export.Brat{Dir: path}, func() error { return nil }, nil
	}
	out, end := stdout, func() error { return nil }
	if path != "" {
		f, err := os.Create(path)
		if err != nil {
			return nil, nil, fmt.Errorf("export: %w", err)
		}
		out, end = f, f.Close
	}
	b := bufio.NewWriterSize(out, 1<<16)
	w, err := export.New(format, b)
	if err != nil {
		return nil, nil, errors.Join(usage("--as: %w", err), end())
	}
	return w, func() error { return errors.Join(b.Flush(), end()) }, nil
}
