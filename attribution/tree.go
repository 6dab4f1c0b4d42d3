package attribution

import (
	"quotetrack/syntax"
)

// tree indexes the dependencies of a document for the feature extractors.
type tree struct {
	doc    *syntax.Document
	kids   []uint64 // bit set of the relations of a token's dependents
	subj   []int32  // the subject among the dependents, -1
	clause []int32  // the clausal complement among the dependents, -1
	mark   []int32  // the subordinator or case marker among the dependents, -1
	obj    []int32  // the object among the dependents, -1
	lo, hi []int32  // first and last token of the subtree
	// inside the sentence: marks seen before the token
	quoteNear []uint8 // relation to quotation marks, see quoteContext
}

func fill(v []int32, n int, x int32) []int32 {
	if cap(v) < n {
		v = make([]int32, n, n+n/2)
	}
	v = v[:n]
	for i := range v {
		v[i] = x
	}
	return v
}

func (t *tree) build(d *syntax.Document) {
	n := len(d.Tokens)
	t.doc = d
	t.subj, t.clause = fill(t.subj, n, -1), fill(t.clause, n, -1)
	t.mark, t.obj = fill(t.mark, n, -1), fill(t.obj, n, -1)
	t.lo, t.hi = fill(t.lo, n, 0), fill(t.hi, n, 0)
	if cap(t.kids) < n {
		t.kids = make([]uint64, n, n+n/2)
		t.quoteNear = make([]uint8, n, n+n/2)
	}
	t.kids, t.quoteNear = t.kids[:n], t.quoteNear[:n]
	clear(t.kids)
	for i := range d.Tokens {
		t.lo[i], t.hi[i] = int32(i), int32(i)
	}
	for i := range d.Tokens {
		h := d.Tokens[i].Head
		if h < 0 {
			continue
		}
		t.link(int32(i), h)
		for steps := 0; h >= 0 && steps < 100; steps++ {
			if t.lo[h] <= int32(i) && t.hi[h] >= int32(i) {
				break
			}
			t.lo[h], t.hi[h] = min(t.lo[h], int32(i)), max(t.hi[h], int32(i))
			h = d.Tokens[h].Head
		}
	}
	for i := range d.Sentences {
		t.quoteContext(d.Sentences[i])
	}
}

func (t *tree) link(i, h int32) {
	r := t.doc.Tokens[i].Rel
	t.kids[h] |= 1 << r
	switch r {
	case syntax.Nsubj, syntax.NsubjPass, syntax.Csubj:
		if t.subj[h] < 0 {
			t.subj[h] = i
		}
	case syntax.Ccomp, syntax.Xcomp, syntax.Parataxis:
		if t.clause[h] < 0 || r == syntax.Ccomp {
			t.clause[h] = i
		}
	case syntax.Mark, syntax.Case:
		if t.mark[h] < 0 {
			t.mark[h] = i
		}
	case syntax.Obj:
		t.obj[h] = i
	}
}

// quoteContext records for each token of a sentence: 1 inside a quotation, 2
// a mark right before (within two tokens), 4 a mark right after, 8 a mark
// somewhere before, 16 a mark somewhere after, 32 a colon after.
func (t *tree) quoteContext(s syntax.Sentence) {
	tok := t.doc.Tokens
	last := int32(-100)
	for i := s.First; i < s.Last; i++ {
		var q uint8
		if tok[i].Depth > 0 {
			q |= 1
		}
		if i-last <= 2 {
			q |= 2
		}
		if last >= 0 {
			q |= 8
		}
		if tok[i].Kind == syntax.Quote && tok[i].Depth > 0 {
			last = i
		}
		t.quoteNear[i] = q
	}
	next, colon := int32(1<<30), false
	for i := s.Last - 1; i >= s.First; i-- {
		if next-i <= 2 {
			t.quoteNear[i] |= 4
		}
		if next < 1<<30 {
			t.quoteNear[i] |= 16
		}
		if colon {
			t.quoteNear[i] |= 32
		}
		if tok[i].Kind == syntax.Quote && tok[i].Depth > 0 {
			next = i
		}
		if tok[i].Lower == ":" {
			colon = true
		}
	}
}

func (t *tree) tag(i int32) uint64 {
	if i < 0 || int(i) >= len(t.doc.Tokens) {
		return 99
	}
	return uint64(t.doc.Tokens[i].Tag)
}

// headOf returns the token of [first, last) whose head lies outside.
func (t *tree) headOf(first, last int32) int32 {
	best := first
	for i := first; i < last; i++ {
		h := t.doc.Tokens[i].Head
		if h < first || h >= last {
			if t.doc.Tokens[i].Rel != syntax.PunctRel && t.doc.Tokens[i].Kind != syntax.Punct {
				if t.doc.Tokens[i].Tag.IsVerb() || !t.doc.Tokens[best].Tag.IsVerb() && (best == first || t.doc.Tokens[best].Rel == syntax.Mark) {
					best = i
				}
				if t.doc.Tokens[i].Tag.IsVerb() {
					return i
				}
			}
		}
	}
	return best
}
