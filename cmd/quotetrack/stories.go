package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"quotetrack/corpus"
)

func storiesCommand() *cli.Command {
	return &cli.Command{
		Name: "stories", Usage: "list the events that several articles tell of",
		Flags: []cli.Flag{jsonFlag(), limitFlag(10), exitStatusFlag(), &cli.StringFlag{Name: "about", Usage: "only those with one of these `WORDS` in a title"}},
		Action: func(c *cli.Context) error {
			if c.Args().Len() > 0 {
				return usage("stories takes no arguments: --about %q?", c.Args().First())
			}
			return withCorpus(c, true, func(k *corpus.Corpus) error {
				list, total, err := k.Stories(corpus.StoriesOptions{About: c.String("about"), Limit: c.Int("limit")})
				if err != nil {
					return err
				}
				if c.Bool("json") {
					return foundOr(c, writeJSON(c.App.Writer, map[string]any{"total": total, "stories": list}), total)
				}
				p := newPage(c.App.Writer)
				for i := range list {
					if i > 0 {
						p.line("")
					}
					p.story(i+1, &list[i])
				}
				fmt.Fprintf(c.App.ErrWriter, "%s%s.\n", strings.Replace(count(total, "story"), "storys", "stories", 1), shownOf(len(list), total))
				return foundOr(c, nil, total)
			})
		},
	}
}

// Of a story the page shows so many speakers and articles.
const (
	shownSpeakers = 6
	shownArticles = 8
)

// story prints a group of articles: what it is, who speaks in it, where it stands.
func (p *page) story(n int, s *corpus.Story) {
	title := s.Title
	if title == "" {
		title = s.Articles[0].Article
	}
	p.line("%d. %s", n, p.style("1", title))
	facts := []string{count(len(s.Articles), "article")}
	if len(s.Outlets) > 1 {
		facts = append(facts, count(len(s.Outlets), "outlet"))
	}
	switch {
	case s.From != "" && s.From != s.To:
		facts = append(facts, s.From+" to "+s.To)
	case s.From != "":
		facts = append(facts, s.From)
	}
	facts = append(facts, count(s.Quotes, "quote"))
	if s.Oppositions > 0 {
		facts = append(facts, count(s.Oppositions, "opposition"))
	}
	p.line("   %s", strings.Join(facts, ", "))
	if len(s.Speakers) > 0 {
		names := s.Speakers[:min(len(s.Speakers), shownSpeakers)]
		more := ""
		if k := len(s.Speakers) - len(names); k > 0 {
			more = fmt.Sprintf(" and %d more", k)
		}
		p.wrap("   ", strings.Join(names, ", ")+more)
	}
	for i, a := range s.Articles {
		if i == shownArticles {
			p.line("     and %d more", len(s.Articles)-i)
			break
		}
		var where []string
		for _, w := range []string{a.Outlet, dayText(a.Published)} {
			if w != "" {
				where = append(where, w)
			}
		}
		p.line("     %s", strings.TrimSpace(strings.Join(where, ", ")+"  “"+a.Title+"”  ["+a.Article+"]"))
	}
}

func dayText(published string) string { return published[:min(len(published), 10)] }
