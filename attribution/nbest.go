package attribution

import (
	"slices"

	"quotetrack/learn"
	"quotetrack/syntax"
)

// The span model decides token by token. Its best readings of one cue are ranked
// again by what only a whole reading has: whether the content is a constituent, what
// is cut off at its ends, whether its quotation marks pair, how source, cue and content
// stand to each other (discriminative reranking; Collins and Koo 2005).

const (
	// maxReadings is how many labellings of a window are looked at.
	maxReadings = 10
	// sureReading is the marginal probability of the least certain token from which on
	// the best reading stands.
	sureReading = .97
)

// reading is one way to read a cue's window.
type reading struct {
	found
	gap float32 // score below the best one's
}

// readings lists the different sources and contents among the best labellings, the
// best first; none where the best one has no content. It needs the emissions in
// s.lattice.
func (e *Engine) readings(d *syntax.Document, s *scratch, c cueSpan) []reading {
	var out []reading
	paths := e.span.KBest(&s.lattice, s.seq, maxReadings)
	for _, p := range paths {
		copy(s.labels, p.Labels)
		f := collect(d, s, c)
		if len(f.content) == 0 {
			if len(out) == 0 {
				return nil // no attribution: the ranker knows cues only that have a content
			}
			continue
		}
		if !slices.ContainsFunc(out, func(o reading) bool { return o.source == f.source && slices.Equal(o.content, f.content) }) {
			out = append(out, reading{f, paths[0].Score - p.Score})
		}
	}
	return out
}

// unsure tells whether some item of the window could well bear another label.
func (s *scratch) unsure() bool {
	for k := range s.frame.items {
		m := s.marg[k*spanLabels : k*spanLabels+spanLabels]
		if max(m[0], m[1], m[2]) < sureReading {
			return true
		}
	}
	return false
}

// choose returns the reading that the ranker prefers.
func (e *Engine) choose(d *syntax.Document, s *scratch, rs []reading) found {
	best, top := 0, float32(0)
	for i := range rs {
		s.feats = e.readingFeats(s.feats[:0], d, s, &rs[i])
		if x := e.nbest.Score(s.feats); i == 0 || x > top {
			best, top = i, x
		}
	}
	return rs[best].found
}

// gapLevel puts a difference of scores into levels that widen.
func gapLevel(x float32) uint64 {
	switch {
	case x <= 0:
		return 0
	case x < 2:
		return 1 + uint64(x*4)
	case x < 8:
		return 9 + uint64(x-2)
	}
	return 15
}

// readingFeats appends the features of one reading.
func (e *Engine) readingFeats(f []uint32, d *syntax.Document, s *scratch, r *reading) []uint32 {
	g := gapLevel(r.gap)
	for k := uint64(0); k <= g; k++ { // ordered: a wider gap has the features of all smaller ones
		f = append(f, learn.Mix1(601, k))
	}
	f = e.sourceFeats(f, d, s, r)
	return e.contentFeats(f, d, s, r)
}

// shape of a range in the tree: how many of its tokens hang from outside, how many
// outside hang from it, and the token that heads it.
type shape struct {
	heads, cut uint64
	top        int32
	cutRel     uint64 // relation and side of the nearest token cut off
}

func (s *scratch) shapeOf(d *syntax.Document, r Range) shape {
	out := shape{top: -1}
	st := d.Sentences[d.Tokens[r.First].Sentence]
	near := int32(1 << 30)
	for i := st.First; i < st.Last; i++ {
		t := &d.Tokens[i]
		in, hin := i >= r.First && i < r.Last, t.Head >= r.First && t.Head < r.Last
		if t.Rel == syntax.PunctRel || in == hin {
			continue
		}
		if in {
			out.heads++
			if out.top < 0 || s.tree.hi[i]-s.tree.lo[i] > s.tree.hi[out.top]-s.tree.lo[out.top] {
				out.top = i
			}
			continue
		}
		if i >= s.frame.cue.first && i < s.frame.cue.last {
			continue
		}
		out.cut++
		dist := r.First - i
		if i >= r.Last {
			dist = i - r.Last + 1
		}
		if dist < near {
			near, out.cutRel = dist, uint64(t.Rel)<<2|learn.Bit(i >= r.Last)<<1|learn.Bit(dist < 3)
		}
	}
	out.heads, out.cut = min(out.heads, 4), min(out.cut, 4)
	return out
}

// sourceFeats describe the source as a whole.
func (e *Engine) sourceFeats(f []uint32, d *syntax.Document, s *scratch, r *reading) []uint32 {
	fr := &s.frame
	src := r.source
	cl := fr.cl
	sub := s.tree.subj[fr.cue.head]
	if src.First >= src.Last {
		return append(f, learn.Mix1(610, 0), learn.Mix2(611, cl, 0), learn.Mix2(612, learn.Bit(sub >= 0), uint64(s.tree.quoteNear[fr.cue.head])))
	}
	tok := d.Tokens
	sh := s.shapeOf(d, src)
	side := learn.Bit(src.First >= fr.cue.last)
	var top, rel uint64 = 99, 99
	if sh.top >= 0 {
		top, rel = uint64(tok[sh.top].Tag), uint64(tok[sh.top].Rel)
	}
	isSub := learn.Bit(sub >= src.First && sub < src.Last)
	whole := learn.Bit(sub >= 0 && s.tree.lo[sub] == src.First && s.tree.hi[sub] == src.Last-1)
	before, after := fr.around(d, src)
	size := lengthLevel(src.Last - src.First)
	argIn, argLast, argNext := fr.arguments(src, syntax.ArgumentSource)
	persons, and := 0, uint64(0)
	for i := src.First; i < src.Last; i++ {
		if tok[i].Name == syntax.PersonName && (i == src.First || tok[i-1].Name != syntax.PersonName) {
			persons++
		}
		and |= learn.Bit(tok[i].Tag == syntax.CC)
	}
	return append(f, learn.Mix3(629, small(persons, 3), and, side),
		learn.Mix2(613, sh.heads, sh.cut), learn.Mix3(614, sh.heads, sh.cutRel, side), learn.Mix3(615, top, rel, side), learn.Mix3(616, isSub|whole<<1, side, cl), learn.Mix3(617, isSub|whole<<1, sh.heads, sh.cut),
		learn.Mix2(618, before, side), learn.Mix2(619, after, side), learn.Mix3(620, before, after, size), learn.Mix3(621, size, top, side), learn.Mix2(622, uint64(tok[src.First].Tag), uint64(tok[src.Last-1].Tag)),
		learn.Mix3(623, argIn, argLast, argNext), learn.Mix2(624, argLast, argNext), learn.Mix3(625, rel, cl, side), learn.Mix3(626, fr.gapTo(src), side, isSub),
		learn.Mix3(627, uint64(tok[src.Last-1].Tag), after, sh.cutRel), learn.Mix3(628, argNext, sh.cutRel, size),
	)
}

// contentFeats describe the content as a whole.
func (e *Engine) contentFeats(f []uint32, d *syntax.Document, s *scratch, r *reading) []uint32 {
	fr := &s.frame
	tok := d.Tokens
	if len(r.content) == 0 {
		return append(f, learn.Mix1(640, 0), learn.Mix2(641, fr.cl, 0))
	}
	n := uint64(min(len(r.content), 4))
	quotes, inside := uint64(0), 0
	total := int32(0)
	for _, c := range r.content {
		open := 0
		for i := c.First; i < c.Last; i++ {
			if tok[i].Kind == syntax.Quote {
				open++
			}
			if tok[i].Depth > 0 {
				inside++
			}
		}
		quotes |= learn.Bit(open%2 == 1) | learn.Bit(open > 0)<<1
		total += c.Last - c.First
	}
	if inside > 0 {
		quotes |= 4
	}
	if inside == int(total) {
		quotes |= 8
	}
	order := uint64(0)
	for k, c := range r.content {
		if k < 3 {
			order = order<<2 | 1 | learn.Bit(c.First >= fr.cue.last)<<1
		}
	}
	where := uint64(3)
	if r.source.First < r.source.Last {
		where = learn.Bit(r.source.First >= fr.cue.last)
		for _, c := range r.content {
			if c.First == r.source.Last || c.Last == r.source.First {
				where |= 4
			}
		}
	}
	f = append(f, learn.Mix2(642, n, quotes), learn.Mix3(643, n, order, where), learn.Mix3(644, order, where, fr.cl), learn.Mix3(645, quotes, order, uint64(s.tree.quoteNear[fr.cue.head])),
		learn.Mix3(646, fr.cl, n, quotes), learn.Mix2(647, lengthLevel(total), order), learn.Mix3(648, lengthLevel(total), uint64(tok[fr.cue.head].Tag), quotes))
	for k, c := range r.content {
		f = e.rangeFeats(f, d, s, c, uint64(min(k, 1)))
	}
	return f
}

// rangeFeats describe one range of the content: the constituent that it is, and both
// ends.
func (e *Engine) rangeFeats(f []uint32, d *syntax.Document, s *scratch, c Range, k uint64) []uint32 {
	fr := &s.frame
	tok := d.Tokens
	sh := s.shapeOf(d, c)
	side := learn.Bit(c.First >= fr.cue.last)
	var top, rel, mark uint64 = 99, 99, 0
	if sh.top >= 0 {
		top, rel = uint64(tok[sh.top].Tag), uint64(tok[sh.top].Rel)
		if m := s.tree.mark[sh.top]; m >= c.First && m < c.Last {
			mark = fr.lem[m]
		}
	}
	before, after := fr.around(d, c)
	first, last := uint64(tok[c.First].Tag), uint64(tok[c.Last-1].Tag)
	argIn, argLast, argNext := fr.arguments(c, syntax.ArgumentContent)
	argFirst, argPrev := fr.argument(c.First, syntax.ArgumentContent), fr.argument(c.First-1, syntax.ArgumentContent)
	q := learn.Bit(tok[c.First].Depth > 0) | learn.Bit(tok[c.Last-1].Depth > 0)<<1
	size := lengthLevel(c.Last - c.First)
	st := d.Sentences[tok[c.Last-1].Sentence]
	begins := learn.Bit(c.First <= d.Sentences[tok[c.First].Sentence].First+1)
	ends := learn.Bit(c.Last >= st.Last-1)
	ends |= begins << 1
	var nextLemma uint64
	if int(c.Last) < len(tok) && c.Last < st.Last {
		nextLemma = fr.lem[c.Last]
	}
	return append(f,
		learn.Mix3(660, sh.heads, sh.cut, k), learn.Mix3(661, sh.cutRel, sh.heads, side), learn.Mix3(662, sh.cutRel, last, after), learn.Mix3(663, top, rel, side), learn.Mix3(664, rel, fr.cl, side),
		learn.Mix3(665, mark, fr.cl, side), learn.Mix3(666, before, side, q), learn.Mix3(667, after, side, q), learn.Mix3(668, first, before, side), learn.Mix3(669, last, after, q),
		learn.Mix3(670, argLast, argNext, q), learn.Mix3(671, argFirst, argPrev, side), learn.Mix2(672, argIn, size), learn.Mix3(673, size, side, q), learn.Mix3(674, ends, side, q),
		learn.Mix3(675, ends, sh.heads, sh.cut), learn.Mix3(676, nextLemma, sh.cutRel, side), learn.Mix2(677, nextLemma, fr.cl), learn.Mix3(678, argNext, sh.cutRel, after), learn.Mix3(679, fr.gapTo(c), side, fr.cl),
		learn.Mix3(680, fr.lem[c.First], side, fr.cl), learn.Mix3(681, learn.Bit(sh.heads == 1), ends, q), learn.Mix2(682, rel, sh.cutRel), learn.Mix3(683, uint64(tok[fr.cue.head].Tag), rel, sh.heads),
		learn.Mix4(684, sh.heads, sh.cut, ends, q), learn.Mix3(685, fr.cl, first, before), learn.Mix4(686, fr.cl, sh.heads, first, side), learn.Mix3(687, last, nextLemma, sh.cutRel), learn.Mix3(688, fr.cl, after, ends),
	)
}

// around describes the tokens next to a range: their kind and tag, or that the cue
// or the sentence's edge is there.
func (fr *spanFrame) around(d *syntax.Document, r Range) (before, after uint64) {
	at := func(i int32, s int32) uint64 {
		switch {
		case i < 0 || int(i) >= len(d.Tokens) || d.Tokens[i].Sentence != s:
			return 98
		case i >= fr.cue.first && i < fr.cue.last:
			return 97
		case !isWord(d, i):
			return 100 + fr.lem[i]
		}
		return uint64(d.Tokens[i].Tag) | learn.Bit(fr.cueAt[i] != 0)<<8
	}
	return at(r.First-1, d.Tokens[r.First].Sentence), at(r.Last, d.Tokens[r.Last-1].Sentence)
}

// argument is the level of the network's score that token i of the cue's sentence is
// of that kind to the cue, 31 elsewhere.
func (fr *spanFrame) argument(i int32, kind int) uint64 {
	k := int(i - fr.st.First)
	if k < 0 || k >= len(fr.args) {
		return 31
	}
	return level(fr.args[k][kind]-fr.args[k][syntax.ArgumentNone]) / 2
}

// arguments are the levels of the lowest score in a range, of its last token and of
// the one after it.
func (fr *spanFrame) arguments(r Range, kind int) (least, last, next uint64) {
	least = 31
	for i := r.First; i < r.Last; i++ {
		least = min(least, fr.argument(i, kind))
	}
	return least, fr.argument(r.Last-1, kind), fr.argument(r.Last, kind)
}

// gapTo tells how many tokens stand between a range and the cue.
func (fr *spanFrame) gapTo(r Range) uint64 {
	if r.First >= fr.cue.last {
		return uint64(min(r.First-fr.cue.last, 6))
	}
	return uint64(min(max(fr.cue.first-r.Last, 0), 6))
}

func lengthLevel(n int32) uint64 {
	switch {
	case n < 4:
		return uint64(n)
	case n < 7:
		return 4
	case n < 12:
		return 5
	case n < 20:
		return 6
	case n < 35:
		return 7
	case n < 70:
		return 8
	}
	return 9
}
