// Command quotetrack reads news articles, finds who said what, and pairs
// claims with the statements that deny or contradict them.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/hbollon/go-edlib"
	"github.com/urfave/cli/v2"

	"quotetrack/corpus"
	"quotetrack/store"
)

// version is set by the linker in releases.
var version = "0.1.0-dev"

func main() { os.Exit(run(os.Args, os.Stdin, os.Stdout, os.Stderr)) }

// errUsage marks errors of the command line itself: exit code 2.
var errUsage = errors.New("usage")

func usage(format string, a ...any) error {
	return fmt.Errorf("%w: %w", errUsage, fmt.Errorf(format, a...))
}

// errNoMatch makes --exit-status fail without a message.
var errNoMatch = errors.New("no match")

func run(args []string, in io.Reader, out, errOut io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends what did not heed the first
	app := newApp(in, out, errOut)
	err := app.RunContext(ctx, reorder(app, args))
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errNoMatch):
		return 1
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(errOut, "quotetrack: interrupted; what was written stays, and the same command goes on from there")
		return 1
	case errors.Is(err, errUsage):
		fmt.Fprintf(errOut, "quotetrack: %s\n", strings.TrimPrefix(err.Error(), errUsage.Error()+": "))
		return 2
	case strings.HasPrefix(err.Error(), "flag provided but not defined"), strings.HasPrefix(err.Error(), "invalid value"), strings.HasPrefix(err.Error(), "flag needs an argument"), strings.HasPrefix(err.Error(), "Required flag"):
		fmt.Fprintf(errOut, "quotetrack: %s\n", err)
		return 2
	}
	fmt.Fprintf(errOut, "quotetrack: %s\n", err)
	return 1
}

func newApp(in io.Reader, out, errOut io.Writer) *cli.App {
	app := &cli.App{
		Name: "quotetrack", Usage: "who said what in the news, and who denies it", Version: version,
		Reader: in, Writer: out, ErrWriter: errOut, HideVersion: true, EnableBashCompletion: true, Suggest: true,
		Description: "Example:\n   quotetrack ingest article.txt\n   quotetrack ask \"who said what about NATO?\"",
		Flags:       []cli.Flag{&cli.StringFlag{Name: "corpus", Usage: "folder of the corpus", EnvVars: []string{"QUOTETRACK_CORPUS"}, DefaultText: "under XDG_DATA_HOME"}},
		Commands: []*cli.Command{
			ingestCommand(), askCommand(), searchCommand(), contradictionsCommand(), storiesCommand(), checkCommand(), speakersCommand(), showCommand(), exportCommand(), doctorCommand(),
			extractCommand(), pairCommand(), trainCommand(), evalCommand(), completionCommand(), versionCommand(),
		},
		CommandNotFound: nil,
		ExitErrHandler:  func(*cli.Context, error) {},
		OnUsageError: func(_ *cli.Context, err error, _ bool) error {
			return usage("%w", err)
		},
	}
	for _, c := range app.Commands {
		c.OnUsageError = app.OnUsageError
	}
	app.Action = func(c *cli.Context) error {
		if c.Args().Len() == 0 {
			return cli.ShowAppHelp(c)
		}
		return unknownCommand(app, c.Args().First())
	}
	return app
}

func unknownCommand(app *cli.App, name string) error {
	best, score := "", float32(0)
	for _, c := range app.Commands {
		if s := edlib.JaroWinklerSimilarity(name, c.Name); s > score {
			best, score = c.Name, s
		}
	}
	if score > .75 {
		return usage("%q is not a command; did you mean %q?", name, best)
	}
	return usage("%q is not a command; quotetrack --help lists them", name)
}

// reorder moves the flags that a command knows before its other arguments, so
// that they work at any place on the line, and ends them with "--", so that
// what looks like a flag but is none stays text.
func reorder(app *cli.App, args []string) []string {
	global := map[string]bool{"corpus": true}
	out, rest := args[:1:1], args[1:]
	for len(rest) > 0 && strings.HasPrefix(rest[0], "-") {
		out = append(out, rest[0])
		if rest[0] == "--corpus" && len(rest) > 1 {
			out = append(out, rest[1])
			rest = rest[1:]
		}
		rest = rest[1:]
	}
	if len(rest) == 0 {
		return out
	}
	var cmd *cli.Command
	for _, c := range app.Commands {
		if c.HasName(rest[0]) {
			cmd = c
		}
	}
	if cmd == nil {
		return append(out, rest...)
	}
	path := []string{rest[0]}
	rest = rest[1:]
	for len(cmd.Subcommands) > 0 && len(rest) > 0 {
		sub := cmd.Command(rest[0])
		if sub == nil {
			break
		}
		cmd, path, rest = sub, append(path, rest[0]), rest[1:]
	}
	takes := map[string]bool{"help": false, "h": false, "generate-bash-completion": false}
	for _, f := range cmd.Flags {
		_, isBool := f.(*cli.BoolFlag)
		for _, n := range f.Names() {
			takes[n] = !isBool
		}
	}
	var before, flags, words []string
	for i := 0; i < len(rest); i++ {
		a := rest[i]
		name, _, eq := strings.Cut(strings.TrimLeft(a, "-"), "=")
		value, known := takes[name]
		switch {
		case a == "--":
			words = append(words, rest[i+1:]...)
			i = len(rest)
		case strings.HasPrefix(a, "-") && global[name]:
			before = append(before, a)
			if !eq && i+1 < len(rest) {
				i++
				before = append(before, rest[i])
			}
		case strings.HasPrefix(a, "-") && known:
			flags = append(flags, a)
			if value && !eq && i+1 < len(rest) {
				i++
				flags = append(flags, rest[i])
			}
		case strings.HasPrefix(a, "--") && len(a) > 2 && !strings.ContainsAny(a, " "):
			flags = append(flags, a) // unknown: reported by the parser
		default:
			words = append(words, a)
		}
	}
	out = append(append(append(out, before...), path...), flags...)
	if len(words) > 0 {
		out = append(append(out, "--"), words...)
	}
	return out
}

// corpusDir is the folder of the corpus: --corpus, QUOTETRACK_CORPUS, or
// quotetrack under the XDG data folder.
func corpusDir(c *cli.Context) (string, error) {
	if d := c.String("corpus"); d != "" {
		return d, nil
	}
	base := os.Getenv("XDG_DATA_HOME")
	if base == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", fmt.Errorf("no folder for the corpus: set --corpus or QUOTETRACK_CORPUS: %w", err)
		}
		base = filepath.Join(home, ".local", "share")
	}
	return filepath.Join(base, "quotetrack"), nil
}

// withCorpus opens the corpus for a command. A command that only reads wants
// it to exist.
func withCorpus(c *cli.Context, mustExist bool, f func(*corpus.Corpus) error) (err error) {
	dir, err := corpusDir(c)
	if err != nil {
		return err
	}
	if mustExist {
		if _, err := os.Stat(filepath.Join(dir, "corpus.db")); err != nil {
			return fmt.Errorf("there is no corpus in %s yet: quotetrack ingest PATH makes one", dir)
		}
	}
	e, err := corpus.DefaultEngines()
	if err != nil {
		return err
	}
	k, err := corpus.Open(dir, e)
	if errors.Is(err, store.ErrLocked) {
		return fmt.Errorf("%w; wait for it to end, or use another --corpus", err)
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, k.Close()) }()
	return f(k)
}

func jsonFlag() cli.Flag {
	return &cli.BoolFlag{Name: "json", Usage: "print JSON"}
}

func exitStatusFlag() cli.Flag {
	return &cli.BoolFlag{Name: "exit-status", Usage: "exit with 1 when nothing is found"}
}

func limitFlag(n int) cli.Flag {
	return &cli.IntFlag{Name: "limit", Aliases: []string{"n"}, Value: n, Usage: "show at most `N`"}
}

func versionCommand() *cli.Command {
	return &cli.Command{Name: "version", Usage: "print the version", Action: func(c *cli.Context) error {
		_, err := fmt.Fprintln(c.App.Writer, "quotetrack", version)
		return err
	}}
}
