package main

import (
	"strings"

	"quotetrack"
	"quotetrack/corpus"
	"quotetrack/store"
)

// article prints an article's head and its quotes.
func (p *page) article(a *store.Article) {
	p.line("%s", p.style(bold, a.Title))
	for _, f := range [][2]string{{"outlet", a.Outlet}, {"author", a.Author}, {"published", a.Published}, {"url", a.URL}, {"path", a.Path}, {"id", a.ID}} {
		if f[1] != "" {
			p.line("%s %s", p.style(dim, f[0]+":"), f[1])
		}
	}
	for _, s := range a.Sightings {
		p.line("%s %s", p.style(dim, "also ran:"), strings.TrimSpace(s.Outlet+" "+s.Published+" "+s.URL+s.Path))
	}
	for i := range a.Quotes {
		q := &a.Quotes[i]
		p.line("")
		mark := ""
		if q.Denial {
			mark = p.style(red, strings.TrimRight(" "+string(q.Hedge), " ")+" denial")
		}
		if q.Parent != "" {
			mark += p.style(dim, " inside "+q.Parent)
		}
		p.line("%s %s%s", p.style(bold, speakerName(q.Speaker)), p.style(dim, "("+cueText(q)+")"), mark)
		p.wrap("  ", p.content(q, nil))
		p.line("  %s", p.style(dim, q.ID))
	}
}

// contextRunes is how much of the text around a quote is shown.
const contextRunes = 300

// context prints the text around a quote with its source, cue and content
// marked.
func (p *page) context(a *corpus.Answer, text string) {
	runes := []rune(text)
	from, to := len(runes), 0
	var marks []quotetrack.Span
	for _, role := range [][]quotetrack.Span{a.Quote.Source, a.Cue, a.Content} {
		for _, s := range role {
			from, to = min(from, s.Start), max(to, s.End)
			marks = append(marks, s)
		}
	}
	from, to = max(0, from-contextRunes), min(len(runes), to+contextRunes)
	p.line("")
	span := quotetrack.Span{Start: from, End: to, Text: string(runes[from:to])}
	for _, par := range strings.Split(p.mark(span, marks), "\n") {
		if strings.TrimSpace(par) != "" {
			p.wrap("  ", par)
		}
	}
}
