package attribution

import "quotetrack/syntax"

// Clauses that the span model left out. A verb of saying with a subject and nothing said is
// hardly ever one: what follows up to the end of the sentence is said, or what stands before.

// subjectReach is how many words may stand between a verb of saying and the subject of what is
// said: "told the Securities and Exchange Commission it raised".
const subjectReach = 14

// minBefore is how many words stand at least before the source where these are what is said.
const minBefore = 4

// complete gives a verb of saying its clause, if it has a source and no content.
func (f *found) complete(d *syntax.Document, t *tree) {
	if len(f.content) > 0 || f.source.First >= f.source.Last || f.source.Last > f.cue.first || f.cue.last-f.cue.first > 2 {
		return
	}
	h := &d.Tokens[f.cue.head]
	if h.Depth > 0 || h.Tag != syntax.VBD && h.Tag != syntax.VBZ && h.Tag != syntax.VBP || !sayers[h.Lemma] && h.Lemma != "tell" {
		return
	}
	st := d.Sentences[h.Sentence]
	if start := clauseAfter(d, t, f.cue.last, st.Last); start >= 0 {
		if c := trimContent(d, Range{start, st.Last}, false); c.First < c.Last {
			f.content, f.pSpan = []Range{c}, .5
		}
		return
	}
	end := f.source.First - 1
	if end-st.First < minBefore || d.Tokens[end].Lower != "," || !anyFinite(d, st.First, end) {
		return
	}
	if c := trimContent(d, Range{st.First, end}, false); c.First < c.Last {
		f.content, f.pSpan = []Range{c}, .5
	}
}

// circumstance are words that begin a clause on when or why something was said.
var circumstance = nameSet("after as when before while since because once until although though")

// clauseAfter is where the first clause with a subject of its own begins from token i on, -1
// where none does.
func clauseAfter(d *syntax.Document, t *tree, i, last int32) int32 {
	for k := i; k < min(i+subjectReach, last); k++ {
		s := &d.Tokens[k]
		if s.Depth > 0 {
			return -1
		}
		if s.Rel != syntax.Nsubj && s.Rel != syntax.NsubjPass || s.Head <= k || s.Tag == syntax.WP || s.Tag == syntax.WDT {
			continue
		}
		start := max(t.lo[k], i)
		if start > i && circumstance[d.Tokens[start-1].Lower] {
			continue // "announced after the case was reported"
		}
		for start > i && (d.Tokens[start-1].Tag == syntax.WRB || d.Tokens[start-1].Rel == syntax.Mark) {
			start--
		}
		return start
	}
	return -1
}

func anyFinite(d *syntax.Document, first, last int32) bool {
	for i := first; i < last; i++ {
		if d.Tokens[i].Tag.IsFinite() {
			return true
		}
	}
	return false
}
