package eval

import (
	"fmt"
	"sort"
	"strings"

	"quotetrack"
	"quotetrack/attribution"
)

// Errors lists what an extraction got wrong on a gold article, a line each:
// the kind of error, then the sentence with the parts marked.
func Errors(gold *GoldArticle, quotes []quotetrack.Quote) []string {
	w := wordsOf(gold.Text)
	var outer []quotetrack.Quote
	for _, q := range quotes {
		if q.Parent == "" {
			outer = append(outer, q)
		}
	}
	G, P := make([]roleSets, len(gold.Attributions)), make([]roleSets, len(outer))
	for i := range G {
		G[i] = w.gold(&gold.Attributions[i])
	}
	for i := range P {
		P[i] = w.quote(&outer[i])
	}
	m := matchQuotes(G, P)
	text := []rune(gold.Text)
	cut := func(s [][2]int) string {
		var parts []string
		for _, x := range s {
			parts = append(parts, strings.Join(strings.Fields(string(text[x[0]:x[1]])), " "))
		}
		return strings.Join(parts, " … ")
	}
	var out []string
	for i, a := range gold.Attributions {
		p, ok := m.GoldToPred[i]
		if !ok {
			out = append(out, fmt.Sprintf("missed\t%s | %s | %s", cut(a.Source), cut(a.Cue), cut(a.Content)))
			continue
		}
		q := &outer[p]
		for _, r := range []struct {
			name string
			g, p []int
			gs   [][2]int
			ps   []quotetrack.Span
		}{{"cue", G[i].cue, P[p].cue, a.Cue, q.Cue}, {"source", G[i].source, P[p].source, a.Source, q.Source}, {"content", G[i].content, P[p].content, a.Content, q.Content}} {
			if key(r.g) != key(r.p) {
				out = append(out, fmt.Sprintf("%s\twant %s | got %s", r.name, cut(r.gs), cut(spans(r.ps))))
			}
		}
		if gold.Labels == nil {
			continue
		}
		want := gold.Labels.Speakers[a.ID]
		if want.Kind != quotetrack.None && want.Kind != quotetrack.Author && attribution.NameKey(want.Name) != attribution.NameKey(q.Speaker.Name) {
			line := fmt.Sprintf("speaker\twant %s (%s) | got %s (%s) | source %s", want.Name, want.Kind, q.Speaker.Name, q.Speaker.Kind, cut(a.Source))
			if key(G[i].source) != key(P[p].source) {
				line += " | found as source " + cut(spans(q.Source))
			}
			out = append(out, line)
		}
	}
	for j, q := range outer {
		if _, ok := m.PredToGold[j]; !ok {
			out = append(out, fmt.Sprintf("spurious\t%s | %s | %s", quotetrack.Text(q.Source), quotetrack.Text(q.Cue), strings.Join(strings.Fields(quotetrack.Text(q.Content)), " ")))
		}
	}
	sort.Strings(out)
	return out
}
