package main

import (
	"fmt"
	"io"
	"os"

	"github.com/urfave/cli/v2"

	"quotetrack/corpus"
)

func doctorCommand() *cli.Command {
	return &cli.Command{
		Name: "doctor", Usage: "examine the corpus and mend its index",
		Flags: []cli.Flag{jsonFlag(), &cli.BoolFlag{Name: "rebuild", Usage: "build the index anew from the store"}},
		Action: func(c *cli.Context) error {
			return withCorpus(c, true, func(k *corpus.Corpus) error {
				if c.Bool("rebuild") {
					if err := k.Rebuild(); err != nil {
						return err
					}
				}
				r, err := k.Examine(c.Context)
				if err != nil {
					return err
				}
				if c.Bool("json") {
					err = writeJSON(c.App.Writer, r)
				} else {
					fmt.Fprintf(c.App.Writer, "corpus       %s\nversion      %s\narticles     %d\nquotes       %d\noppositions  %d\nindexed      %d\nstore        %.1f MiB\n", k.Dir, version, r.Articles, r.Quotes, r.Oppositions, r.Indexed, float64(r.Bytes)/(1<<20))
					for _, p := range r.Problems {
						fmt.Fprintf(c.App.Writer, "problem      %s\n", p)
					}
				}
				if err == nil && len(r.Problems) > 0 {
					return fmt.Errorf("%s found", count(len(r.Problems), "problem"))
				}
				if err == nil && !c.Bool("json") {
					fmt.Fprintln(c.App.Writer, "all is well")
				}
				return err
			})
		},
	}
}

// openInput opens a file, or standard input for "-".
func openInput(c *cli.Context, name string) (io.ReadCloser, error) {
	if name == "-" {
		return io.NopCloser(c.App.Reader), nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("open input: %w", err)
	}
	return f, nil
}

func completionCommand() *cli.Command {
	return &cli.Command{
		Name: "completion", Usage: "print a script for shell completion", ArgsUsage: "bash|zsh|fish",
		Description: "For example: source <(quotetrack completion bash)",
		Action: func(c *cli.Context) error {
			switch c.Args().First() {
			case "bash":
				fmt.Fprint(c.App.Writer, bashCompletion)
			case "zsh":
				fmt.Fprint(c.App.Writer, zshCompletion)
			case "fish":
				s, err := c.App.ToFishCompletion()
				if err != nil {
					return fmt.Errorf("completion: %w", err)
				}
				fmt.Fprint(c.App.Writer, s)
			default:
				return usage("completion for which shell? bash, zsh or fish")
			}
			return nil
		},
	}
}

const bashCompletion = `_quotetrack() {
  local cur="${COMP_WORDS[COMP_CWORD]}"
  COMPREPLY=($(compgen -W "$("${COMP_WORDS[@]:0:COMP_CWORD}" --generate-bash-completion 2>/dev/null)" -- "$cur"))
  [ ${#COMPREPLY[@]} -eq 0 ] && COMPREPLY=($(compgen -f -- "$cur"))
}
complete -o filenames -F _quotetrack quotetrack
`

const zshCompletion = `#compdef quotetrack
_quotetrack() {
  local -a opts
  opts=("${(@f)$(${words[1,CURRENT-1]} --generate-bash-completion 2>/dev/null)}")
  if [[ -n "$opts" ]]; then _describe 'values' opts; else _files; fi
}
compdef _quotetrack quotetrack
`
