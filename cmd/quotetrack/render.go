package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"sort"
	"strings"
	"unicode/utf8"

	"golang.org/x/term"

	"quotetrack"
	"quotetrack/contradiction"
	"quotetrack/corpus"
)

// page prints for people: coloured on a terminal, plain in a pipe.
type page struct {
	w     io.Writer
	color bool
	width int
}

func newPage(w io.Writer) *page {
	p := &page{w: w, width: 100}
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		p.color = os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
		if n, _, err := term.GetSize(int(f.Fd())); err == nil {
			p.width = max(40, min(n, 120))
		}
	}
	return p
}

const (
	bold   = "1"
	dim    = "2"
	red    = "31"
	yellow = "33"
	marked = "1;33"
)

func (p *page) style(code, s string) string {
	if !p.color || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func (p *page) line(format string, a ...any) { fmt.Fprintf(p.w, format+"\n", a...) }

// wrap prints words with an indent, broken at the width. The text may hold
// styles; they take no room.
func (p *page) wrap(indent, text string) {
	width := p.width - len(indent)
	var b strings.Builder
	n := 0
	for _, w := range strings.Fields(text) {
		l := visible(w)
		if n > 0 && n+1+l > width {
			b.WriteString("\n" + indent)
			n = 0
		}
		if n > 0 {
			b.WriteByte(' ')
			n++
		}
		b.WriteString(w)
		n += l
	}
	fmt.Fprintf(p.w, "%s%s\n", indent, b.String())
}

func visible(s string) int {
	n, in := 0, false
	for _, r := range s {
		switch {
		case r == 0x1b:
			in = true
		case in && r == 'm':
			in = false
		case !in:
			n++
		}
	}
	return n
}

// content is a quote's text as it stands in the article, with the given
// places marked; indirect speech gets no quotation marks of ours.
func (p *page) content(q *quotetrack.Quote, marks []quotetrack.Span) string {
	var parts []string
	for _, s := range q.Content {
		parts = append(parts, p.mark(s, marks))
	}
	return strings.Join(strings.Fields(strings.Join(parts, " … ")), " ")
}

// mark styles the marked places of a span; without colour they stay plain.
func (p *page) mark(s quotetrack.Span, marks []quotetrack.Span) string {
	if !p.color || len(marks) == 0 {
		return s.Text
	}
	r := []rune(s.Text)
	sort.SliceStable(marks, func(i, j int) bool { return marks[i].Start < marks[j].Start })
	var b strings.Builder
	at := 0
	for _, m := range marks {
		from, to := m.Start-s.Start, m.End-s.Start
		if from < at || to > len(r) || from >= to {
			continue
		}
		b.WriteString(string(r[at:from]))
		for i, w := range strings.SplitAfter(string(r[from:to]), " ") {
			_ = i
			b.WriteString(p.style(marked, w))
		}
		at = to
	}
	b.WriteString(string(r[at:]))
	return b.String()
}

func place(s corpus.Source) string {
	var parts []string
	if s.Outlet != "" {
		parts = append(parts, s.Outlet)
	}
	if len(s.Published) >= 10 {
		parts = append(parts, s.Published[:10])
	}
	if s.Title != "" {
		parts = append(parts, "“"+shorten(s.Title, 70)+"”")
	}
	if len(parts) == 0 {
		parts = append(parts, s.Article)
	}
	if s.Also > 0 {
		parts = append(parts, fmt.Sprintf("and %d more", s.Also))
	}
	return strings.Join(parts, ", ")
}

func shorten(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	r := []rune(s)
	return strings.TrimRight(string(r[:n-1]), " ") + "…"
}

func speakerName(s quotetrack.Speaker) string {
	if s.Name != "" {
		return s.Name
	}
	if s.Kind == quotetrack.Author {
		return "the author"
	}
	return "(no speaker named)"
}

// cue is the reporting words as they stand in the text.
func cueText(q *quotetrack.Quote) string { return quotetrack.Text(q.Cue) }

var verbOf = map[quotetrack.Relation][2]string{
	quotetrack.Denies:      {"denied by", "denies"},
	quotetrack.Contradicts: {"contradicted by", "contradicts"},
	quotetrack.Reverses:    {"reversed by", "reverses"},
	quotetrack.Doubts:      {"doubted by", "doubts"},
}

// stanceVerb says what an article does with a claim.
var stanceVerb = map[contradiction.Stance]string{
	contradiction.Agree:     "agrees",
	contradiction.Disagree:  "disagrees",
	contradiction.Discuss:   "discusses",
	contradiction.Unrelated: "unrelated",
}

// answer prints one quote with those that oppose it.
func (p *page) answer(a *corpus.Answer, withSpeaker bool) {
	head := "  "
	if withSpeaker {
		p.line("%s %s", p.style(bold, speakerName(a.Speaker)), p.style(dim, "("+cueText(&a.Quote)+")"))
	}
	p.wrap(head+"  ", p.content(&a.Quote, a.Matches))
	p.line("%s  %s", head, p.style(dim, place(a.Source)+"  ["+a.ID+"]"))
	for i := range a.Opposed {
		o := &a.Opposed[i]
		verb := verbOf[o.Relation][0]
		if o.First {
			verb = verbOf[o.Relation][1]
		}
		p.line("%s  %s %s", head, p.style(red, "⇄ "+verb), p.style(bold, speakerName(o.Quote.Speaker)))
		p.wrap(head+"      ", p.content(&o.Quote, nil))
		p.line("%s      %s", head, p.style(dim, fmt.Sprintf("%s  [%s]  score %.2f", place(o.Source), o.Quote.ID, o.Score)))
	}
}

func (p *page) reply(r *corpus.Reply) {
	for i := range r.Groups {
		g := &r.Groups[i]
		if i > 0 {
			p.line("")
		}
		head := p.style(bold, g.Speaker)
		if g.Role != "" {
			head += p.style(dim, ", "+g.Role)
		}
		p.line("%s", head)
		for k := range g.Answers {
			if k > 0 {
				p.line("")
			}
			p.answer(&g.Answers[k], false)
		}
	}
}

func judged(k *corpus.Conflict) string {
	if k.Judged == nil {
		return ""
	}
	return fmt.Sprintf(", judge %.2f", *k.Judged)
}

// maxSightings is how many other places of a statement are listed.
const maxSightings = 4

func (p *page) conflict(n int, k *corpus.Conflict) {
	p.line("%s %s  %s", p.style(bold, fmt.Sprintf("%d.", n)), p.style(red, string(k.Relation)), p.style(dim, fmt.Sprintf("score %.2f", k.Score)+judged(k)))
	var ma, mb []quotetrack.Span
	for _, r := range k.Reasons {
		ma, mb = append(ma, r.A...), append(mb, r.B...)
	}
	for _, side := range []struct {
		q    *quotetrack.Quote
		s    corpus.Source
		m    []quotetrack.Span
		also []corpus.Sighting
	}{{&k.QuoteA, k.SourceA, ma, k.AlsoA}, {&k.QuoteB, k.SourceB, mb, k.AlsoB}} {
		p.line("   %s %s", p.style(bold, speakerName(side.q.Speaker)), p.style(dim, cueText(side.q)))
		p.wrap("     ", p.content(side.q, side.m))
		p.line("     %s", p.style(dim, place(side.s)+"  ["+side.q.ID+"]"))
		for i, x := range side.also {
			if i == maxSightings {
				p.line("     %s", p.style(dim, fmt.Sprintf("and %d more", len(side.also)-i)))
				break
			}
			p.line("     %s", p.style(dim, "also "+place(x.Source)+"  ["+x.Quote+"]"))
		}
	}
	var why []string
	for _, r := range k.Reasons {
		why = append(why, reasonNames[r.Kind]+": "+r.Text)
	}
	p.wrap("   ", p.style(yellow, "why ")+strings.Join(why, " · "))
}

// stances prints what whole articles say of a claim.
func (p *page) stances(list []corpus.ArticleStance) {
	if len(list) == 0 {
		return
	}
	p.line("%s", p.style(bold, fmt.Sprintf("Articles (%d)", len(list))))
	for i := range list {
		a := &list[i]
		p.line("  %s %s", p.style(yellow, stanceVerb[a.Stance]), p.style(dim, fmt.Sprintf("%.2f  %s", a.P, place(a.Source))))
		if len(a.Sentences) > 0 {
			p.wrap("      ", strings.Join(strings.Fields(a.Sentences[0].Text), " "))
		}
	}
}

var reasonNames = map[string]string{"denial-cue": "denial", "aligned": "shared", "clash": "clash", "same-speaker": "speaker", "caution": "but"}

func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
