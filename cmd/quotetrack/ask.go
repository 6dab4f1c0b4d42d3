package main

import (
	"fmt"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/urfave/cli/v2"

	"quotetrack"
	"quotetrack/corpus"
)

func askCommand() *cli.Command {
	return &cli.Command{
		Name: "ask", Usage: "answer a question in plain words", ArgsUsage: "QUESTION",
		Description: "Understands, among others:\n   who said what about X\n   what did S say about X since 2022-02-01\n   who denies X\n   did S say X\n   who contradicts S on X",
		Flags:       []cli.Flag{jsonFlag(), limitFlag(50), exitStatusFlag()},
		Action: func(c *cli.Context) error {
			question := strings.Join(c.Args().Slice(), " ")
			if strings.TrimSpace(question) == "" {
				return usage("ask what? For example: quotetrack ask \"who said what about NATO?\"")
			}
			return withCorpus(c, true, func(k *corpus.Corpus) error {
				r, err := k.Ask(c.Context, question, c.Int("limit"))
				if err != nil {
					return err
				}
				if c.Bool("json") {
					err = writeJSON(c.App.Writer, r)
				} else {
					newPage(c.App.Writer).reply(r)
					askSummary(c, r)
				}
				return foundOr(c, err, r.Total)
			})
		},
	}
}

func foundOr(c *cli.Context, err error, total int) error {
	if err == nil && total == 0 && c.Bool("exit-status") {
		return errNoMatch
	}
	return err
}

// askSummary says on standard error what was found, and what to try when
// nothing was.
func askSummary(c *cli.Context, r *corpus.Reply) {
	w := c.App.ErrWriter
	shown := 0
	for _, g := range r.Groups {
		shown += len(g.Answers)
	}
	if r.Note != "" {
		fmt.Fprintf(w, "Note: %s.\n", r.Note)
	}
	switch {
	case r.Total > shown:
		fmt.Fprintf(w, "%s, %d shown: --limit shows more.\n", count(r.Total, "quote"), shown)
	case r.Total > 0:
		fmt.Fprintf(w, "%s by %s.\n", count(r.Total, "quote"), count(len(r.Groups), "speaker"))
	case len(r.Suggestions) > 0:
		fmt.Fprintf(w, "Nothing found. Known and similar: %s.\n", strings.Join(r.Suggestions, ", "))
	default:
		fmt.Fprintln(w, "Nothing found. quotetrack speakers lists who is quoted.")
	}
}

func searchCommand() *cli.Command {
	return &cli.Command{
		Name: "search", Usage: "search quotations in full text", ArgsUsage: "QUERY",
		Description: "Words must all occur; \"phrases\"; -without; speaker:macron outlet:\"The Herald\" type:direct\nkind:person relation:denies is:denial is:opposed after:2022-02-01 before:2022-03 on:2022-02-08",
		Flags:       []cli.Flag{jsonFlag(), limitFlag(20), exitStatusFlag(), &cli.BoolFlag{Name: "newest", Usage: "newest first instead of best first"}},
		Action: func(c *cli.Context) error {
			q := corpus.ParseQuery(strings.Join(c.Args().Slice(), " "))
			q.Size, q.ByDay = c.Int("limit"), c.Bool("newest")
			return withCorpus(c, true, func(k *corpus.Corpus) error {
				f, err := k.Search(c.Context, q)
				if err != nil {
					return err
				}
				if c.Bool("json") {
					return foundOr(c, writeJSON(c.App.Writer, f), f.Total)
				}
				p := newPage(c.App.Writer)
				for i := range f.Answers {
					if i > 0 {
						p.line("")
					}
					p.answer(&f.Answers[i], true)
				}
				fmt.Fprintf(c.App.ErrWriter, "%s%s.\n", count(f.Total, "quote"), shownOf(len(f.Answers), f.Total))
				return foundOr(c, nil, f.Total)
			})
		},
	}
}

func shownOf(shown, total int) string {
	if shown < total {
		return fmt.Sprintf(", %d shown: --limit shows more", shown)
	}
	return ""
}

func contradictionsCommand() *cli.Command {
	return &cli.Command{
		Name: "contradictions", Usage: "list statements that oppose each other, with the reasons",
		Flags: []cli.Flag{jsonFlag(), limitFlag(20), exitStatusFlag(),
			&cli.StringFlag{Name: "about", Usage: "only about these `WORDS`"}, &cli.StringFlag{Name: "speaker", Usage: "only with this `NAME` on either side"},
			&cli.StringFlag{Name: "relation", Usage: "denies, contradicts, reverses or doubts"}, &cli.StringFlag{Name: "since", Usage: "the later one on or after this `DATE`"},
			&cli.StringFlag{Name: "before", Usage: "the later one before this `DATE`"}, &cli.Float64Flag{Name: "min-score", Usage: "only pairs of at least this `SCORE`"},
			&cli.StringFlag{Name: "judge-url", Usage: "let the language model at this OpenAI-compatible `URL` reorder what is shown"}, &cli.StringFlag{Name: "judge-model", Usage: "`NAME` of the model there"}},
		Action: func(c *cli.Context) error {
			if c.Args().Len() > 0 {
				return usage("contradictions takes no arguments: --about %q?", c.Args().First())
			}
			o, err := contradictionsOptions(c)
			if err != nil {
				return err
			}
			return withCorpus(c, true, func(k *corpus.Corpus) error {
				list, total, err := k.Contradictions(o)
				if err != nil {
					return err
				}
				if err := judgeConflicts(c, list); err != nil {
					return err
				}
				if c.Bool("json") {
					return foundOr(c, writeJSON(c.App.Writer, map[string]any{"total": total, "contradictions": list}), total)
				}
				p := newPage(c.App.Writer)
				for i := range list {
					if i > 0 {
						p.line("")
					}
					p.conflict(i+1, &list[i])
				}
				fmt.Fprintf(c.App.ErrWriter, "%s%s. These are reported conflicts, not verdicts.\n", count(total, "pair"), shownOf(len(list), total))
				return foundOr(c, nil, total)
			})
		},
	}
}

func contradictionsOptions(c *cli.Context) (corpus.ContradictionsOptions, error) {
	o := corpus.ContradictionsOptions{About: c.String("about"), Speaker: c.String("speaker"), Relation: quotetrack.Relation(c.String("relation")), MinScore: c.Float64("min-score"), Limit: c.Int("limit")}
	if o.Relation != "" && verbOf[o.Relation][0] == "" {
		return o, usage("--relation %q: want denies, contradicts, reverses or doubts", o.Relation)
	}
	for name, v := range map[string]*string{"since": &o.Since, "before": &o.Before} {
		if s := c.String(name); s != "" {
			d, ok := corpus.ParseDay(s)
			if !ok {
				return o, usage("--%s %q: want a date such as 2022-02-08", name, s)
			}
			*v = d
		}
	}
	return o, nil
}

func checkCommand() *cli.Command {
	return &cli.Command{
		Name: "check", Usage: "who says that a claim is so, and who denies it", ArgsUsage: "CLAIM",
		Flags: []cli.Flag{jsonFlag(), limitFlag(10), exitStatusFlag()},
		Action: func(c *cli.Context) error {
			claim := strings.Join(c.Args().Slice(), " ")
			if strings.TrimSpace(claim) == "" {
				return usage("check what? For example: quotetrack check \"Putin promised not to escalate\"")
			}
			return withCorpus(c, true, func(k *corpus.Corpus) error {
				v, err := k.Check(c.Context, claim, c.Int("limit"))
				if err != nil {
					return err
				}
				if c.Bool("json") {
					return foundOr(c, writeJSON(c.App.Writer, v), len(v.For)+len(v.Against))
				}
				p := newPage(c.App.Writer)
				for _, side := range []struct {
					title string
					list  []corpus.Answer
				}{{"Said", v.For}, {"Denied", v.Against}} {
					p.line("%s", p.style(bold, fmt.Sprintf("%s (%d)", side.title, len(side.list))))
					for i := range side.list {
						p.answer(&side.list[i], true)
					}
				}
				p.stances(v.Articles)
				return foundOr(c, nil, len(v.For)+len(v.Against))
			})
		},
	}
}

func speakersCommand() *cli.Command {
	return &cli.Command{
		Name: "speakers", Usage: "list who is quoted, or one speaker", ArgsUsage: "[NAME]",
		Flags: []cli.Flag{jsonFlag(), limitFlag(50), exitStatusFlag()},
		Action: func(c *cli.Context) error {
			name := strings.Join(c.Args().Slice(), " ")
			return withCorpus(c, true, func(k *corpus.Corpus) error {
				list, err := k.Speakers(name)
				if err != nil {
					return err
				}
				total := len(list)
				list = list[:min(total, max(0, c.Int("limit")))]
				if c.Bool("json") {
					return foundOr(c, writeJSON(c.App.Writer, map[string]any{"total": total, "speakers": list}), total)
				}
				if total == 0 {
					near, err := k.Nearest("speaker", name, 5)
					if err != nil {
						return err
					}
					fmt.Fprintf(c.App.ErrWriter, "Nobody of that name is quoted.%s\n", suggest(near))
					return foundOr(c, nil, 0)
				}
				printSpeakers(c, list)
				fmt.Fprintf(c.App.ErrWriter, "%s%s.\n", count(total, "speaker"), shownOf(len(list), total))
				return nil
			})
		},
	}
}

func suggest(near []string) string {
	if len(near) == 0 {
		return ""
	}
	return " Similar: " + strings.Join(near, ", ") + "."
}

func printSpeakers(c *cli.Context, list []corpus.SpeakerCount) {
	if !isTerminal(c.App.Writer) {
		for _, s := range list {
			fmt.Fprintf(c.App.Writer, "%s\t%s\t%d\t%d\t%s\n", s.Name, s.Kind, s.Quotes, s.Denied, s.Role)
		}
		return
	}
	t := table.NewWriter()
	t.SetOutputMirror(c.App.Writer)
	t.SetStyle(table.StyleLight)
	t.AppendHeader(table.Row{"Speaker", "Kind", "Quotes", "Opposed", "Role"})
	for _, s := range list {
		t.AppendRow(table.Row{shorten(s.Name, 40), s.Kind, s.Quotes, s.Denied, shorten(s.Role, 40)})
	}
	t.Render()
}

func showCommand() *cli.Command {
	return &cli.Command{
		Name: "show", Usage: "show a quote in its place, or an article with its quotes", ArgsUsage: "ID",
		Flags: []cli.Flag{jsonFlag()},
		Action: func(c *cli.Context) error {
			if c.Args().Len() != 1 {
				return usage("show takes one id of a quote or an article, as search prints them")
			}
			return withCorpus(c, true, func(k *corpus.Corpus) error {
				ans, art, err := k.Show(c.Args().First())
				if err != nil {
					return err
				}
				if c.Bool("json") {
					if ans != nil {
						return writeJSON(c.App.Writer, ans)
					}
					return writeJSON(c.App.Writer, art)
				}
				p := newPage(c.App.Writer)
				if ans == nil {
					p.article(art)
					return nil
				}
				p.answer(ans, true)
				p.context(ans, art.Text)
				return nil
			})
		},
	}
}
