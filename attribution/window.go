package attribution

import "quotetrack/syntax"

// item is one step of the span model: a token of the cue's sentence, or a
// unit (a sentence, or a stretch of one inside or outside quotation marks) of
// the text around it.
type item struct {
	first, last int32
	unit        bool
	sentence    int32
}

// How far around the cue's sentence units are offered.
const (
	unitsBefore = 4
	unitsAfter  = 6
)

// window lists the items for a cue in sentence si: units before, the tokens
// of the sentence, units after. Units come from the cue's paragraph, from the
// end of the one before if that ends with or inside a quotation, and from
// those after while they begin with one.
func window(d *syntax.Document, si int32, items []item) []item {
	items = items[:0]
	from, to := reach(d, si)
	for s := from; s < si; s++ {
		items = appendUnits(d, s, items)
	}
	st := d.Sentences[si]
	for i := st.First; i < st.Last; i++ {
		items = append(items, item{first: i, last: i + 1, sentence: si})
	}
	for s := si + 1; s <= to; s++ {
		items = appendUnits(d, s, items)
	}
	return items
}

// reach returns the first and last sentence of the window.
func reach(d *syntax.Document, si int32) (from, to int32) {
	p := d.Sentences[si].Paragraph
	par := d.Paragraphs[p]
	from, to = max(par.First, si-unitsBefore), min(par.Last-1, si+unitsAfter)
	if from == par.First && p > 0 && si-from < unitsBefore {
		prev := d.Paragraphs[p-1]
		if end := d.Sentences[prev.Last-1].Last - 1; d.Tokens[end].Depth > 0 {
			from = max(prev.First, prev.Last-3)
		}
	}
	for q := p + 1; int(q) < len(d.Paragraphs) && to == d.Paragraphs[q-1].Last-1 && to-si < unitsAfter; q++ {
		next := d.Paragraphs[q]
		if d.Tokens[d.Sentences[next.First].First].Depth == 0 {
			break
		}
		to = min(next.Last-1, si+unitsAfter)
	}
	return from, to
}

// appendUnits cuts sentence s where quotation begins or ends.
func appendUnits(d *syntax.Document, s int32, items []item) []item {
	st := d.Sentences[s]
	begin := st.First
	for i := st.First + 1; i <= st.Last; i++ {
		if i < st.Last && (d.Tokens[i].Depth > 0) == (d.Tokens[begin].Depth > 0) {
			continue
		}
		if i < st.Last && !hasWord(d, begin, i) {
			continue
		}
		if hasWord(d, begin, i) {
			items = append(items, item{first: begin, last: i, unit: true, sentence: s})
		} else if n := len(items); n > 0 && items[n-1].sentence == s {
			items[n-1].last = i
		}
		begin = i
	}
	return items
}

func hasWord(d *syntax.Document, first, last int32) bool {
	for i := first; i < last; i++ {
		if k := d.Tokens[i].Kind; k == syntax.Word || k == syntax.Number {
			return true
		}
	}
	return false
}
