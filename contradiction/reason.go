package contradiction

import (
	"fmt"
	"strings"

	"quotetrack"
)

// texter cuts code points out of an article's text.
type texter func(start, end int32) quotetrack.Span

// reasons explains a pair: the denial cue, the words aligned, the clash, what
// the two have in common, and what would make the pair wrong.
func reasons(a, b *Statement, x *alignment, ta, tb texter, within bool) []quotetrack.Reason {
	var out []quotetrack.Reason
	if s := denier(a, b); s != nil {
		r := quotetrack.Reason{Kind: "denial-cue"}
		span, t := s.CueSpan, tb
		if s.Denies[1] > s.Denies[0] {
			span = s.Denies
		}
		if s == a {
			t = ta
		}
		if span[1] > span[0] {
			sp := t(span[0], span[1])
			r.Text = sp.Text
			if s == a {
				r.A = []quotetrack.Span{sp}
			} else {
				r.B = []quotetrack.Span{sp}
			}
			out = append(out, r)
		}
	}
	if len(x.pairs) > 0 {
		r := quotetrack.Reason{Kind: "aligned"}
		var words []string
		for _, p := range x.pairs {
			sa, sb := ta(a.Terms[p[0]].Start, a.Terms[p[0]].End), tb(b.Terms[p[1]].Start, b.Terms[p[1]].End)
			r.A, r.B = append(r.A, sa), append(r.B, sb)
			if strings.EqualFold(sa.Text, sb.Text) {
				words = append(words, sa.Text)
			} else {
				words = append(words, sa.Text+" ~ "+sb.Text)
			}
		}
		r.Text = strings.Join(words, ", ")
		out = append(out, r)
	}
	out = append(out, clashes(a, b, x, ta, tb)...)
	if oneSpeaker(a, b) {
		out = append(out, quotetrack.Reason{Kind: "same-speaker", Text: "both are by one speaker"})
	}
	return append(out, caution(a, b, x, within))
}

// denier is the statement of a pair that denies, b before a; nil if neither.
func denier(a, b *Statement) *Statement {
	switch {
	case b.Denial >= .5:
		return b
	case a.Denial >= .5:
		return a
	}
	return nil
}

func clashes(a, b *Statement, x *alignment, ta, tb texter) []quotetrack.Reason {
	var out []quotetrack.Reason
	add := func(text string, sa, sb quotetrack.Span) {
		out = append(out, quotetrack.Reason{Kind: "clash", Text: text, A: []quotetrack.Span{sa}, B: []quotetrack.Span{sb}})
	}
	for _, p := range x.reversed {
		sa, sb := ta(a.Terms[p[0]].Start, a.Terms[p[0]].End), tb(b.Terms[p[1]].Start, b.Terms[p[1]].End)
		add(sa.Text+" / "+sb.Text+" the other way round", sa, sb)
	}
	for _, p := range x.flipped {
		sa, sb := ta(a.Terms[p[0]].Start, a.Terms[p[0]].End), tb(b.Terms[p[1]].Start, b.Terms[p[1]].End)
		if a.Terms[p[0]].Negated {
			add(fmt.Sprintf("not %s / %s", sa.Text, sb.Text), sa, sb)
		} else {
			add(fmt.Sprintf("%s / not %s", sa.Text, sb.Text), sa, sb)
		}
	}
	for _, p := range x.opposites {
		sa, sb := ta(a.Terms[p[0]].Start, a.Terms[p[0]].End), tb(b.Terms[p[1]].Start, b.Terms[p[1]].End)
		add(fmt.Sprintf("%s / %s", sa.Text, sb.Text), sa, sb)
	}
	for _, p := range x.numbers {
		sa, sb := ta(a.Numbers[p[0]].Start, a.Numbers[p[0]].End), tb(b.Numbers[p[1]].Start, b.Numbers[p[1]].End)
		add(fmt.Sprintf("%s / %s", sa.Text, sb.Text), sa, sb)
	}
	return out
}

// caution says what a reader should check before believing the pair.
func caution(a, b *Statement, x *alignment, within bool) quotetrack.Reason {
	r := quotetrack.Reason{Kind: "caution", Text: "check that both speak of the same event"}
	hedge := ""
	if s := denier(a, b); s != nil {
		hedge = s.Hedge
	}
	switch {
	case hedge == string(quotetrack.Hedged):
		r.Text = "the denial is hedged: it says what the speaker knows or thinks"
	case hedge == string(quotetrack.Partial):
		r.Text = "the denial is partial: it may leave the rest of the claim standing"
	case len(x.pairs) == 0:
		r.Text = "no word is shared: the target of the denial is taken from its place in the article"
	case !within && a.Day != b.Day:
		r.Text = "said on different days: the facts may have changed between them"
	case len(x.numbers) > 0:
		r.Text = "the figures may count different things or be an update"
	case a.Policy || b.Policy:
		r.Text = "one may be a wish or a promise rather than a statement of fact"
	}
	return r
}
