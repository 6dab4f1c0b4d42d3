package syntax

import (
	"quotetrack/learn"
	"quotetrack/learn/neural"
)

// Sizes of the network.
const (
	wordDim   = 64
	sufDim    = 32
	preDim    = 16
	shapeDim  = 16
	inputDim  = wordDim + sufDim + preDim + shapeDim
	hiddenDim = 96
	stateDim  = 2 * hiddenDim
	arcDim    = 96
	relDim    = 48
	parseDim  = 2*arcDim + 2*relDim

	affixRows = 1 << 12
	shapeRows = 1 << 9
)

// The tag layer holds the outputs of several tasks side by side.
const (
	xposAt      = 0
	uposAt      = xposAt + int(numTags)
	silverTagAt = uposAt + numUPOS
	namesAt     = silverTagAt + int(numTags)
	rolesAt     = namesAt + nameLabels
	tagsEnd     = rolesAt + NumRoles
	tagDim      = (tagsEnd + 15) / 16 * 16
	relPad      = (int(numRels) + 15) / 16 * 16
)

// Role is what a token is to the attributions of an article, as the network
// guesses it from its sentence alone.
type Role uint8

// Roles.
const (
	RoleOut Role = iota
	RoleCueBegin
	RoleCueInside
	RoleSource
	RoleContent
	NumRoles = 5
)

// network is two bidirectional LSTM layers over embeddings of words, affixes
// and shapes, with a layer of tags and two biaffine parsers (Dozat and Manning
// 2017) on top: one for Universal Dependencies, one that learns PolNeAR's
// automatic analysis as a helping task.
type network struct {
	vocab          map[uint64]uint32 // hash of the lower-cased form -> row; 0 is unknown
	words          *neural.Table
	suffix, prefix *neural.Table
	shapes         *neural.Table
	set            *neural.Set
	l1, r1, l2, r2 *neural.LSTM
	tagW, tagB     *neural.Param
	parsers        [2]parserHead // Universal Dependencies; silver
}

type parserHead struct {
	w, b         *neural.Param // stateDim x parseDim: arc dep, arc head, rel dep, rel head
	u, ub        *neural.Param // arcDim x arcDim, 1 x arcDim
	root         *neural.Param // 1 x (arcDim + relDim)
	label, lbias *neural.Param // relDim x relPad
}

func newNetwork(vocab map[uint64]uint32, seed uint64) *network {
	s := neural.NewSet(seed)
	n := &network{vocab: vocab, set: s,
		words: s.NewTable(len(vocab)+1, wordDim), suffix: s.NewTable(affixRows, sufDim),
		prefix: s.NewTable(affixRows, preDim), shapes: s.NewTable(shapeRows, shapeDim),
		l1: neural.NewLSTM(s, "l1", inputDim, hiddenDim), r1: neural.NewLSTM(s, "r1", inputDim, hiddenDim),
		l2: neural.NewLSTM(s, "l2", stateDim, hiddenDim), r2: neural.NewLSTM(s, "r2", stateDim, hiddenDim),
		tagW: s.Add("tag.w", stateDim, tagDim), tagB: s.Add("tag.b", 1, tagDim),
	}
	for i, name := range []string{"ud", "silver"} {
		n.parsers[i] = parserHead{
			w: s.Add(name+".w", stateDim, parseDim), b: s.Add(name+".b", 1, parseDim),
			u: s.Add(name+".u", arcDim, arcDim), ub: s.Add(name+".ub", 1, arcDim), root: s.Add(name+".root", 1, arcDim+relDim),
			label: s.Add(name+".label", relDim, relPad), lbias: s.Add(name+".lbias", 1, relPad),
		}
	}
	return n
}

// WordVectorDim is the length of the word vectors that Train takes.
const WordVectorDim = wordDim

// inputs are the rows of the embedding tables for one token.
type inputs struct{ word, suf, pre, shape uint32 }

func (n *network) inputsOf(d *Document, first, last int32, buf []inputs) []inputs {
	buf = buf[:0]
	for i := first; i < last; i++ {
		t := &d.Tokens[i]
		p := t.Lower
		if len(p) > 3 {
			p = p[:3]
		}
		sh := shape(d.Form(i), t.Kind)
		flags := uint64(0)
		if t.Depth > 0 {
			flags = 1
		}
		if t.SpaceAfter {
			flags |= 2
		}
		buf = append(buf, inputs{
			word: n.vocab[t.hash], suf: uint32(suffix(t.Lower, 3) % affixRows), pre: uint32(learn.HashString(p) % affixRows),
			shape: learn.Mix2(1, sh, flags) % shapeRows,
		})
	}
	return buf
}

// passState holds the activations of one sentence.
type passState struct {
	in             []inputs
	n              int
	x, h1, h2      []float32
	l1, r1, l2, r2 neural.LSTMState
	tags           []float32 // n x tagDim
	parse          []float32 // n x parseDim, after the rectifier
	hu, score      []float32
	width          int // of a row of score: heads 0..n, padded
	huT            []float32
	heads          []int32
	eisner         eisner
	rel, logits    []float32
}

func reverseRows(dst, src []float32, n, w int) {
	for i := 0; i < n; i++ {
		copy(dst[i*w:i*w+w], src[(n-1-i)*w:(n-i)*w])
	}
}

// layer runs both directions over x (n x in) and joins their outputs in out.
func layer(l, r *neural.LSTM, ls, rs *neural.LSTMState, x, out []float32, n int) {
	ls.X = append(ls.X[:0], x[:n*l.In]...)
	rs.X = neural.Sized(rs.X, n*l.In)
	reverseRows(rs.X, x, n, l.In)
	l.Forward(ls, n)
	r.Forward(rs, n)
	for i := 0; i < n; i++ {
		copy(out[i*stateDim:], ls.H[i*hiddenDim:(i+1)*hiddenDim])
		copy(out[i*stateDim+hiddenDim:(i+1)*stateDim], rs.H[(n-1-i)*hiddenDim:(n-i)*hiddenDim])
	}
}

// encode computes the states of the sentence whose inputs ps.in holds.
// mask1 and mask2, when given, scale the inputs and the first layer's states.
func (n *network) encode(ps *passState, mask1, mask2 []float32) {
	ps.n = len(ps.in)
	ps.x = neural.Sized(ps.x, ps.n*inputDim)
	for i, in := range ps.in {
		row := ps.x[i*inputDim : (i+1)*inputDim]
		copy(row, n.words.Row(in.word))
		copy(row[wordDim:], n.suffix.Row(in.suf))
		copy(row[wordDim+sufDim:], n.prefix.Row(in.pre))
		copy(row[wordDim+sufDim+preDim:], n.shapes.Row(in.shape))
		for k := range mask1 {
			row[k] *= mask1[k]
		}
	}
	ps.h1, ps.h2 = neural.Sized(ps.h1, ps.n*stateDim), neural.Sized(ps.h2, ps.n*stateDim)
	layer(n.l1, n.r1, &ps.l1, &ps.r1, ps.x, ps.h1, ps.n)
	if mask2 != nil {
		for i := 0; i < ps.n; i++ {
			row := ps.h1[i*stateDim : (i+1)*stateDim]
			for k := range row {
				row[k] *= mask2[k]
			}
		}
	}
	layer(n.l2, n.r2, &ps.l2, &ps.r2, ps.h1, ps.h2, ps.n)
}

func linear(out []float32, x []float32, w, b *neural.Param, n int) []float32 {
	out = neural.Sized(out, n*w.C)
	for i := 0; i < n; i++ {
		copy(out[i*w.C:], b.V)
	}
	neural.MulAdd(out, w.C, x, w.R, w.V, w.C, n, w.R, w.C)
	return out
}

func rectify(x []float32) {
	for i, v := range x {
		if v < 0 {
			x[i] = v * .1
		}
	}
}

// arcs fills ps.score: row i holds the scores of heads 0..n-1 and the root at
// n for token i.
func (n *network) arcs(ps *passState, p *parserHead) {
	m := ps.n
	ps.parse = linear(ps.parse, ps.h2, p.w, p.b, m)
	rectify(ps.parse)
	ps.width = (m + 1 + 15) / 16 * 16
	ps.hu = neural.Zeroed(ps.hu, ps.width*arcDim)
	// hu_j = U head_j
	uT := p.u.Transposed()
	neural.MulAdd(ps.hu, arcDim, ps.parse[arcDim:], parseDim, uT, arcDim, m, arcDim, arcDim)
	neural.MulAdd(ps.hu[m*arcDim:], arcDim, p.root.V, arcDim, uT, arcDim, 1, arcDim, arcDim)
	ps.huT = neural.Transpose(ps.huT, ps.hu, ps.width, arcDim)
	ps.score = neural.Sized(ps.score, m*ps.width)
	for j := 0; j < ps.width; j++ {
		var b float32
		switch {
		case j < m:
			b = neural.Dot(p.ub.V, ps.parse[j*parseDim+arcDim:j*parseDim+2*arcDim])
		case j == m:
			b = neural.Dot(p.ub.V, p.root.V[:arcDim])
		}
		for i := 0; i < m; i++ {
			ps.score[i*ps.width+j] = b
		}
	}
	neural.MulAdd(ps.score, ps.width, ps.parse, parseDim, ps.huT, ps.width, m, arcDim, ps.width)
}

// relation fills ps.logits with the scores of the relations of token i under
// head h (n is the root).
func (n *network) relation(ps *passState, p *parserHead, i, h int32) []float32 {
	ps.rel = neural.Sized(ps.rel, relDim)
	dep := ps.parse[int(i)*parseDim+2*arcDim:]
	head := p.root.V[arcDim:]
	if int(h) < ps.n {
		head = ps.parse[int(h)*parseDim+2*arcDim+relDim:]
	}
	for k := range ps.rel {
		ps.rel[k] = dep[k] + head[k]
	}
	rectify(ps.rel)
	ps.logits = append(ps.logits[:0], p.lbias.V...)
	neural.MulAdd(ps.logits, relPad, ps.rel, relDim, p.label.V, relPad, 1, relDim, relPad)
	return ps.logits
}

func argmaxFrom(v []float32, from int) int {
	best := from
	for i := from + 1; i < len(v); i++ {
		if v[i] > v[best] {
			best = i
		}
	}
	return best
}

// annotate sets tags, heads, relations and name labels of tokens [first,
// last), which are one sentence or a part of one.
func (n *network) annotate(d *Document, first, last int32, ps *passState) {
	tokens := d.Tokens[first:last]
	if len(tokens) == 0 {
		return
	}
	ps.in = n.inputsOf(d, first, last, ps.in)
	n.encode(ps, nil, nil)
	ps.tags = linear(ps.tags, ps.h2, n.tagW, n.tagB, ps.n)
	for i := range tokens {
		row := ps.tags[i*tagDim : (i+1)*tagDim]
		tokens[i].Tag = Tag(argmaxFrom(row[xposAt:uposAt], 1))
		tokens[i].UPOS = UPOS(argmaxFrom(row[uposAt:silverTagAt], 1))
	}
	p := &n.parsers[0]
	n.arcs(ps, p)
	ps.heads = ps.eisner.heads(ps.score, ps.width, ps.n, ps.heads)
	for i := range tokens {
		h := ps.heads[i]
		if int(h) == ps.n {
			tokens[i].Head, tokens[i].Rel = -1, Root
			continue
		}
		tokens[i].Head = first + h
		tokens[i].Rel = Rel(argmaxFrom(n.relation(ps, p, int32(i), h)[:numRels], 2))
	}
	prev := 0
	for i := range tokens {
		row := ps.tags[i*tagDim : (i+1)*tagDim]
		best := 0
		for y := 1; y < nameLabels; y++ {
			if legalName(y, prev) && row[namesAt+y] > row[namesAt+best] {
				best = y
			}
		}
		d.setName(first+int32(i), best)
		prev = best
		copy(d.roles[int(first)+i][:], row[rolesAt:tagsEnd])
	}
}

// Roles returns the network's scores (log odds up to a constant) of the roles
// of token i.
func (d *Document) Roles(i int32) *[NumRoles]float32 { return &d.roles[i] }
