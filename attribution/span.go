package attribution

import (
	"quotetrack/learn"
	"quotetrack/syntax"
)

// Labels of the span model.
const (
	spanOut = iota
	spanSource
	spanContent
	spanLabels
)

const spanContexts = 64

// cueSpan is a cue as a run of tokens with the token that heads it.
type cueSpan struct {
	first, last, head int32
	p                 float32 // probability by the cue model
}

// spanFrame holds what the features of one cue's window share.
type spanFrame struct {
	t     *tree
	lem   []uint64
	cue   cueSpan
	items []item
	cueAt []uint8 // per token: 0 none, 1 in a cue of the document
	// items[tokensAt:unitsAt] are the tokens of the cue's sentence
	tokensAt, unitsAt int
	path              []uint64 // per token of the sentence: hash of the dependency path from the cue
	plen              []uint8
	branch            []int32 // first token on the path below or beside the cue, its own id
	ups               []uint8
	st                syntax.Sentence
	cl                uint64                         // lemma of the cue's head
	cw                uint64                         // hash of the cue's words
	class             uint64                         // its first verb class
	args              [][syntax.NumArguments]float32 // the network's scores, per token of the sentence
}

// trace computes the paths from the cue's head to all tokens of its sentence.
func (fr *spanFrame) trace() {
	n := int(fr.st.Last - fr.st.First)
	if cap(fr.path) < n {
		fr.path, fr.plen = make([]uint64, n*2), make([]uint8, n*2)
		fr.branch, fr.ups = make([]int32, n*2), make([]uint8, n*2)
	}
	fr.path, fr.plen, fr.branch, fr.ups = fr.path[:n], fr.plen[:n], fr.branch[:n], fr.ups[:n]
	clear(fr.path)
	tok := fr.t.doc.Tokens
	base := fr.st.First
	h := fr.cue.head
	p, up := uint64(1), uint8(0)
	prev := h
	for steps := 0; h >= base && h < fr.st.Last && steps < 60; steps++ {
		if h != fr.cue.head {
			p = learn.HashString("up") ^ p*31 + uint64(tok[prev].Rel)*1000003
			up++
		}
		k := h - base
		fr.path[k], fr.plen[k], fr.branch[k], fr.ups[k] = p, up, h, up
		prev = h
		h = tok[h].Head
	}
	for k := range fr.path {
		fr.fillPath(int32(k)+base, 0)
	}
}

func (fr *spanFrame) fillPath(i int32, depth int) {
	base := fr.st.First
	k := i - base
	if fr.path[k] != 0 || depth > 60 {
		return
	}
	tok := fr.t.doc.Tokens
	h := tok[i].Head
	if h < base || h >= fr.st.Last {
		fr.path[k], fr.plen[k], fr.branch[k], fr.ups[k] = 2, 20, i, 15
		return
	}
	fr.fillPath(h, depth+1)
	hk := h - base
	dir := uint64(0)
	if h < i {
		dir = 1
	}
	fr.path[k] = (fr.path[hk]*0x9e3779b97f4a7c15 ^ uint64(tok[i].Rel)<<1 ^ dir) * 0xbf58476d1ce4e5b9
	if fr.path[k] == 0 {
		fr.path[k] = 3
	}
	fr.plen[k] = min(fr.plen[hk]+1, 20)
	fr.ups[k] = fr.ups[hk]
	if onSpine := fr.isSpine(h); onSpine {
		fr.branch[k] = i
	} else {
		fr.branch[k] = fr.branch[hk]
	}
}

// isSpine tells whether token h is the cue's head or one of its ancestors.
func (fr *spanFrame) isSpine(h int32) bool {
	x := fr.cue.head
	for steps := 0; x >= 0 && steps < 60; steps++ {
		if x == h {
			return true
		}
		x = fr.t.doc.Tokens[x].Head
	}
	return false
}

// spanSteps makes the steps of the window of one cue.
func (e *Engine) spanSteps(fr *spanFrame, seq []learn.Step, arena *[]uint32) []learn.Step {
	seq = seq[:0]
	fr.trace()
	fr.cl = fr.lem[fr.cue.head]
	fr.cw = 0
	for i := fr.cue.first; i < fr.cue.last; i++ {
		fr.cw = fr.cw*31 + fr.t.doc.Tokens[i].Hash()
	}
	fr.class = 0
	if c := e.classes[fr.cl]; len(c) > 0 {
		fr.class = uint64(c[0])
	}
	sc := fr.scan()
	for k := range fr.items {
		begin := len(*arena)
		it := fr.items[k]
		if it.unit {
			*arena = e.unitFeats(*arena, fr, k)
		} else {
			*arena = e.spanFeats(*arena, fr, it.first, sc)
		}
		seq = append(seq, learn.Step{Feats: (*arena)[begin:len(*arena):len(*arena)], Context: fr.context(k)})
	}
	return seq
}

// context tells how an item relates to the one before: a new branch of the
// tree, a comma, a quotation mark, the cue's edge, a sentence's edge.
func (fr *spanFrame) context(k int) uint8 {
	if k == 0 {
		return 0
	}
	it, prev := fr.items[k], fr.items[k-1]
	tok := fr.t.doc.Tokens
	var c uint8
	if it.unit || prev.unit {
		c |= 1
		if it.sentence != prev.sentence {
			c |= 2
		}
		if tok[it.first].Depth > 0 && tok[prev.last-1].Depth > 0 {
			c |= 4
		}
		if tok[it.first].Kind == syntax.Quote || tok[prev.last-1].Kind == syntax.Quote {
			c |= 8
		}
		return c
	}
	i := it.first
	b := fr.st.First
	if fr.branch[i-b] != fr.branch[i-1-b] {
		c |= 2
	}
	if tok[i-1].Kind == syntax.Punct || tok[i].Kind == syntax.Punct {
		c |= 4
	}
	if tok[i-1].Kind == syntax.Quote || tok[i].Kind == syntax.Quote {
		c |= 8
	}
	if i == fr.cue.last || i == fr.cue.first {
		c |= 16
	}
	if i >= fr.cue.last {
		c |= 32
	}
	return c
}

// between counts what lies between each token and the cue.
type between struct{ commas, verbs, cues, marks, words uint8 }

// scan fills the counts outwards from the cue.
func (fr *spanFrame) scan() []between {
	tok := fr.t.doc.Tokens
	out := make([]between, fr.st.Last-fr.st.First)
	step := func(b between, i int32) between {
		switch tok[i].Kind {
		case syntax.Quote:
			b.marks = min(b.marks+1, 3)
		case syntax.Punct:
			b.commas = min(b.commas+1, 3)
		default:
			b.words = min(b.words+1, 40)
		}
		if tok[i].Tag.IsVerb() {
			b.verbs = min(b.verbs+1, 3)
		}
		if fr.cueAt[i] != 0 {
			b.cues = min(b.cues+1, 2)
		}
		return b
	}
	var b between
	for i := fr.cue.last; i < fr.st.Last; i++ {
		out[i-fr.st.First] = b
		b = step(b, i)
	}
	b = between{}
	for i := fr.cue.first - 1; i >= fr.st.First; i-- {
		out[i-fr.st.First] = b
		b = step(b, i)
	}
	return out
}

func bucket(n uint8) uint64 {
	switch {
	case n < 4:
		return uint64(n)
	case n < 7:
		return 4
	case n < 15:
		return 5
	case n < 30:
		return 6
	}
	return 7
}

// spanFeats appends the features of a token of the cue's sentence.
func (e *Engine) spanFeats(f []uint32, fr *spanFrame, i int32, sc []between) []uint32 {
	t := fr.t
	tok := t.doc.Tokens
	b := fr.st.First
	k := i - b
	side := uint64(0)
	switch {
	case i >= fr.cue.first && i < fr.cue.last:
		return append(f, learn.Mix1(499, 1))
	case i >= fr.cue.last:
		side = 1
	}
	at := func(j int32) (uint64, uint64) {
		if j < fr.st.First || j >= fr.st.Last {
			return 5, 98
		}
		if j >= fr.cue.first && j < fr.cue.last {
			return 6, 97
		}
		return fr.lem[j], uint64(tok[j].Tag)
	}
	x, g := at(i)
	a, ga := at(i - 1)
	n, gn := at(i + 1)
	_, gb := at(i - 2)
	_, gm := at(i + 2)
	w := sc[k]
	path, br := fr.path[k], fr.branch[k]
	brel := uint64(tok[br].Rel)<<1 | learn.Bit(br < fr.cue.head)
	ups, plen := uint64(fr.ups[k]), uint64(fr.plen[k])
	up := ups<<8 | brel
	q := uint64(0)
	if tok[i].Depth > 0 {
		q = 1
	}
	if tok[fr.cue.head].Depth > 0 {
		q |= 2
	}
	if tok[i].Kind == syntax.Quote {
		q |= 4
	}
	q |= uint64(t.quoteNear[fr.cue.head]&24) << 3
	gap := uint64(w.commas) | uint64(w.marks)<<2 | uint64(w.verbs)<<4 | uint64(w.cues)<<6 | side<<8
	mid := uint64(w.commas) | uint64(w.cues)<<2 | learn.Bit(w.marks > 0)<<4 | side<<5
	cl := fr.cl
	r := uint64(tok[i].Rel)
	bm := uint64(0) // how the branch is introduced
	if m := t.mark[br]; m >= 0 {
		bm = fr.lem[m]
	}
	bsub := learn.Bit(t.subj[br] >= 0)
	ctag := uint64(tok[fr.cue.head].Tag)
	dist := bucket(w.words)
	f = append(f,
		learn.Mix1(401, path), learn.Mix2(402, path, g), learn.Mix2(403, path, cl), learn.Mix2(404, path, q), learn.Mix2(405, path, mid),
		learn.Mix2(406, up, mid), learn.Mix3(407, up, cl, q), learn.Mix3(408, up, mid, q), learn.Mix3(409, up, bm, side), learn.Mix3(410, up, bm, cl), learn.Mix3(411, up, ctag, bsub),
		learn.Mix2(412, g, side), learn.Mix3(413, g, side, dist), learn.Mix3(414, g, up, ga), learn.Mix3(415, g, gn, side), learn.Mix3(416, ga, g, gn),
		learn.Mix2(417, x, side), learn.Mix3(418, x, up, side), learn.Mix3(419, x, a, side), learn.Mix3(420, x, n, side), learn.Mix2(421, a, mid), learn.Mix2(422, n, mid),
		learn.Mix2(423, cl, mid), learn.Mix3(424, cl, side, q), learn.Mix3(425, cl, dist, side), learn.Mix3(426, fr.cw, side, q), learn.Mix3(427, fr.class, up, q),
		learn.Mix2(428, gap, q), learn.Mix3(429, gap, g, q), learn.Mix2(430, dist, mid), learn.Mix3(431, plen, side, q),
		learn.Mix3(432, r, side, mid), learn.Mix3(433, uint64(tok[i].Name), up, side), learn.Mix3(434, gb, ga, g), learn.Mix3(435, g, gn, gm),
		learn.Mix3(436, up, learn.Bit(i < t.lo[br])|learn.Bit(i == t.lo[br])<<1|learn.Bit(i == t.hi[br])<<2, cl), learn.Mix3(437, up, g, q), learn.Mix2(438, fr.cw, up), learn.Mix3(439, fr.cw, path, 0),
		learn.Mix4(440, up, mid, q, ctag),
	)
	bd := tok[br]
	f = append(f, learn.Mix4(441, uint64(bd.Tag), up, bm, q), learn.Mix4(442, fr.lem[br], up, side, 0), learn.Mix4(443, up, bsub, bm, mid))
	f = e.spanSentenceFeats(f, fr, i, side, q, mid, up)
	f = fr.spanGuesses(f, i, g, side, q, mid)
	return f
}

// spanSentenceFeats describe the sentence as seen from the cue: whether the
// quotation in it is on this side, whether the cue has a subject on this
// side, a clause, an object.
func (e *Engine) spanSentenceFeats(f []uint32, fr *spanFrame, i int32, side, q, mid, up uint64) []uint32 {
	t := fr.t
	h := fr.cue.head
	sub, cl, ob := t.subj[h], t.clause[h], t.obj[h]
	shape := learn.Bit(sub >= 0) | learn.Bit(sub >= 0 && sub < h)<<1 | learn.Bit(cl >= 0)<<2 | learn.Bit(cl >= 0 && cl > h)<<3 | learn.Bit(ob >= 0)<<4 | uint64(t.quoteNear[h])<<5
	in := uint64(0)
	if sub >= 0 && i >= t.lo[sub] && i <= t.hi[sub] {
		in |= 1
	}
	if cl >= 0 && i >= t.lo[cl] && i <= t.hi[cl] {
		in |= 2
	}
	if ob >= 0 && i >= t.lo[ob] && i <= t.hi[ob] {
		in |= 4
	}
	edge := learn.Bit(i == fr.st.First) | learn.Bit(i == fr.st.Last-1)<<1
	tag := uint64(t.doc.Tokens[i].Tag)
	return append(f,
		learn.Mix3(450, shape, side, q), learn.Mix3(451, shape, in, side), learn.Mix4(452, shape, up, q, mid), learn.Mix3(453, in, q, fr.cl), learn.Mix3(454, in, tag, mid), learn.Mix3(455, edge, tag, side),
		learn.Mix4(456, in, side, mid, uint64(t.doc.Tokens[h].Tag)),
	)
}

// unitFeats appends the features of a unit outside the cue's sentence.
func (e *Engine) unitFeats(f []uint32, fr *spanFrame, k int) []uint32 {
	t := fr.t
	tok := t.doc.Tokens
	it := fr.items[k]
	after := learn.Bit(it.first >= fr.st.Last)
	dist := uint64(min(fr.tokensAt-1-k, 5))
	if after == 1 {
		dist = uint64(min(k-fr.unitsAt, 5))
	}
	quoted := learn.Bit(tok[it.first].Depth > 0)
	st := t.doc.Sentences[it.sentence]
	whole := learn.Bit(it.first <= st.First+1 && it.last >= st.Last-1)
	samePar := learn.Bit(st.Paragraph == fr.st.Paragraph)
	cues := uint64(0)
	for i := st.First; i < st.Last; i++ {
		if fr.cueAt[i] != 0 {
			cues = 1
			if i >= it.first && i < it.last {
				cues = 3
				break
			}
		}
	}
	// marks between the unit and the cue's sentence: an even number leaves
	// both on the same side of the quotation
	lo, hi := it.last, fr.st.First
	if after == 1 {
		lo, hi = fr.st.Last, it.first
	}
	unbroken, otherCue := uint64(1), uint64(0)
	for i := lo; i < hi; i++ {
		if tok[i].Depth == 0 {
			unbroken = 0
		}
		if fr.cueAt[i] != 0 {
			otherCue = 1
		}
	}
	edge := fr.st.Last - 1
	if after == 0 {
		edge = fr.st.First
	}
	edgeQuoted := learn.Bit(tok[edge].Depth > 0)
	open := learn.Bit(tok[it.first].Kind == syntax.Quote)<<1 | learn.Bit(tok[it.last-1].Kind == syntax.Quote)
	pos := uint64(0)
	if fr.cue.first-fr.st.First < 5 {
		pos |= 1
	}
	if fr.st.Last-fr.cue.last < 5 {
		pos |= 2
	}
	sig := after | dist<<1 | quoted<<4 | unbroken<<5 | edgeQuoted<<6 | samePar<<7 | cues<<8 | otherCue<<10
	qn := uint64(t.quoteNear[fr.cue.head])
	colon := learn.Bit(tok[fr.st.Last-1].Lower == ":")
	w0, w1 := tok[it.first].Hash(), uint64(0)
	if tok[it.first].Kind == syntax.Quote && it.first+1 < it.last {
		w0 = tok[it.first+1].Hash()
	}
	if it.first+2 < it.last {
		w1 = tok[it.first+2].Hash()
	}
	return append(f,
		learn.Mix1(470, 0), learn.Mix1(471, sig), learn.Mix2(472, sig, qn), learn.Mix2(473, sig, pos), learn.Mix3(474, sig, whole, open), learn.Mix3(475, sig, qn, pos),
		learn.Mix2(476, sig, fr.cl), learn.Mix3(477, after, quoted, fr.cl), learn.Mix3(478, after|quoted<<1|unbroken<<2|edgeQuoted<<3, dist, cues),
		learn.Mix3(479, w0, quoted, after), learn.Mix3(480, w0, w1, after), learn.Mix3(481, colon, sig, 0), learn.Mix3(482, quoted|edgeQuoted<<1|samePar<<2, otherCue|after<<1, open),
		learn.Mix3(483, sig, t.tag(fr.cue.head), learn.Bit(t.clause[fr.cue.head] >= 0)),
	)
}
