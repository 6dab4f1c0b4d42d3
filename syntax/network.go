package syntax

import (
	"quotetrack/learn"
	"quotetrack/learn/neural"
)

// Sizes of the network.
const (
	wordDim   = 80
	sufDim    = 32
	endDim    = 16
	preDim    = 16
	shapeDim  = 16
	inputDim  = wordDim + sufDim + endDim + preDim + shapeDim
	hiddenDim = 112
	stateDim  = 2 * hiddenDim
	arcDim    = 96
	relDim    = 48
	parseDim  = 2*arcDim + 2*relDim

	affixRows = 1 << 12
	endRows   = 1 << 10
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
// and shapes, with a layer of tags, two biaffine parsers (Dozat and Manning
// 2017: one for Universal Dependencies, one that learns PolNeAR's automatic
// analysis as a helping task) and a head that finds the arguments of a cue on
// top. The layers are first trained to guess masked words (pretrain.go).
type network struct {
	vocab          map[uint64]uint32 // hash of the lower-cased form -> row; 0 is unknown
	words          *neural.Table
	suffix, prefix *neural.Table
	ends           *neural.Table // last two letters
	shapes         *neural.Table
	set            *neural.Set
	l1, r1, l2, r2 *neural.LSTM
	tagW, tagB     *neural.Param
	parsers        [2]parserHead // Universal Dependencies; silver
	args           argumentHead
	reading        *reading
}

type parserHead struct {
	w, b         *neural.Param // stateDim x parseDim: arc dep, arc head, rel dep, rel head
	u, ub        *neural.Param // arcDim x arcDim, 1 x arcDim
	root         *neural.Param // 1 x (arcDim + relDim)
	label, lbias *neural.Param // relDim x relPad
}

func newNetwork(vocab map[uint64]uint32, s *neural.Set) *network {
	n := &network{vocab: vocab, set: s,
		words: s.NewTable(len(vocab)+1, wordDim), suffix: s.NewTable(affixRows, sufDim),
		prefix: s.NewTable(affixRows, preDim), ends: s.NewTable(endRows, endDim), shapes: s.NewTable(shapeRows, shapeDim),
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
	n.args = newArgumentHead(s)
	return n
}

// clone returns a network of the same weights that trains on its own.
func (n *network) clone(seed uint64) *network {
	c := newNetwork(n.vocab, neural.NewSet(seed))
	c.set.Copy(n.set)
	for _, t := range [][2]*neural.Table{{c.words, n.words}, {c.suffix, n.suffix}, {c.prefix, n.prefix}, {c.ends, n.ends}, {c.shapes, n.shapes}} {
		t[0].Copy(t[1])
	}
	return c
}

// WordVectorDim is the length of the word vectors that Train takes.
const WordVectorDim = wordDim

// inputs are the rows of the embedding tables for one token.
type inputs struct{ word, suf, end, pre, shape uint32 }

// inputsOf appends those of tokens [first, last).
func (n *network) inputsOf(d *Document, first, last int32, buf []inputs) []inputs {
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
			word: n.vocab[t.hash], suf: uint32(suffix(t.Lower, 3) % affixRows), end: uint32(suffix(t.Lower, 2) % endRows), pre: uint32(learn.HashString(p) % affixRows),
			shape: learn.Mix2(1, sh, flags) % shapeRows,
		})
	}
	return buf
}

// passState holds the activations of a batch of sentences, whose tokens stand
// one after the other.
type passState struct {
	in             []inputs
	lengths        []int
	pack           neural.Packing
	n              int       // tokens of the batch
	x, h1, h2      []float32 // in training
	x16, g1, g2    []int16   // in reading
	left, right    neural.ReaderState
	l1, r1, l2, r2 neural.LSTMState
	tags           []float32 // n x tagDim
	parse          []float32 // tokens x parseDim, after the rectifier
	hu, score      []float32
	width          int // of a row of score: heads 0..n, padded
	huT            []float32
	heads          []int32
	eisner         eisner
	rel, logits    []float32
	pieces         []piece
}

// layer runs both directions over x (n x in) and joins their outputs in out.
func layer(l, r *neural.LSTM, ls, rs *neural.LSTMState, pack *neural.Packing, x, out []float32) {
	n := len(pack.Forward)
	ls.X, rs.X = neural.Sized(ls.X, n*l.In), neural.Sized(rs.X, n*l.In)
	for i := range n {
		row := x[i*l.In : (i+1)*l.In]
		copy(ls.X[int(pack.Forward[i])*l.In:], row)
		copy(rs.X[int(pack.Backward[i])*l.In:], row)
	}
	l.Forward(ls, pack.Active)
	r.Forward(rs, pack.Active)
	for i := range n {
		f, b := int(pack.Forward[i])*hiddenDim, int(pack.Backward[i])*hiddenDim
		copy(out[i*stateDim:], ls.H[f:f+hiddenDim])
		copy(out[i*stateDim+hiddenDim:(i+1)*stateDim], rs.H[b:b+hiddenDim])
	}
}

// scaleRows multiplies the rows of x (w wide) of every sentence by its own
// mask, for dropout.
func scaleRows(x []float32, w int, lengths []int, masks []float32) {
	at := 0
	for s, n := range lengths {
		m := masks[s*w : (s+1)*w]
		for range n {
			row := x[at : at+w]
			for k := range row {
				row[k] *= m[k]
			}
			at += w
		}
	}
}

// encode computes the states of the sentences whose inputs ps.in and lengths
// ps.lengths hold. mask1 and mask2, when given, scale the inputs and the first
// layer's states.
func (n *network) encode(ps *passState, mask1, mask2 []float32) {
	ps.n = len(ps.in)
	ps.pack.Set(ps.lengths)
	ps.x = neural.Sized(ps.x, ps.n*inputDim)
	for i, in := range ps.in {
		row := ps.x[i*inputDim : (i+1)*inputDim]
		at := 0
		for _, part := range [...][]float32{n.words.Row(in.word), n.suffix.Row(in.suf), n.ends.Row(in.end), n.prefix.Row(in.pre), n.shapes.Row(in.shape)} {
			at += copy(row[at:], part)
		}
	}
	if mask1 != nil {
		scaleRows(ps.x, inputDim, ps.lengths, mask1)
	}
	ps.h1, ps.h2 = neural.Sized(ps.h1, ps.n*stateDim), neural.Sized(ps.h2, ps.n*stateDim)
	layer(n.l1, n.r1, &ps.l1, &ps.r1, &ps.pack, ps.x, ps.h1)
	if mask2 != nil {
		scaleRows(ps.h1, stateDim, ps.lengths, mask2)
	}
	layer(n.l2, n.r2, &ps.l2, &ps.r2, &ps.pack, ps.h1, ps.h2)
}

func linear(out []float32, x []float32, w, b *neural.Param, n int) []float32 {
	out = neural.Sized(out, n*w.C)
	for i := 0; i < n; i++ {
		copy(out[i*w.C:], b.V)
	}
	neural.MulAdd(out, w.C, x, w.R, w.V, w.C, n, w.R, w.C)
	return out
}

func rectify(x []float32) { neural.Leaky(x, .1) }

// arcs fills ps.score for the sentence of m tokens from row lo of the parser
// layer on: row i holds the scores of heads 0..m-1 and the root at m for token i.
func (n *network) arcs(ps *passState, p *parserHead, lo, m int) {
	parse := ps.parse[lo*parseDim:]
	ps.width = (m + 1 + 15) / 16 * 16
	ps.hu = neural.Zeroed(ps.hu, ps.width*arcDim)
	// hu_j = U head_j
	uT := p.u.Transposed()
	neural.MulAdd(ps.hu, arcDim, parse[arcDim:], parseDim, uT, arcDim, m, arcDim, arcDim)
	neural.MulAdd(ps.hu[m*arcDim:], arcDim, p.root.V, arcDim, uT, arcDim, 1, arcDim, arcDim)
	ps.huT = neural.Transpose(ps.huT, ps.hu, ps.width, arcDim)
	ps.score = neural.Sized(ps.score, m*ps.width)
	for j := 0; j < ps.width; j++ {
		var b float32
		switch {
		case j < m:
			b = neural.Dot(p.ub.V, parse[j*parseDim+arcDim:j*parseDim+2*arcDim])
		case j == m:
			b = neural.Dot(p.ub.V, p.root.V[:arcDim])
		}
		for i := 0; i < m; i++ {
			ps.score[i*ps.width+j] = b
		}
	}
	neural.MulAdd(ps.score, ps.width, parse, parseDim, ps.huT, ps.width, m, arcDim, ps.width)
}

// relation fills ps.logits with the scores of the relations of token i under
// head h (m is the root) in the sentence of m tokens from row lo on.
func (n *network) relation(ps *passState, p *parserHead, lo, m int, i, h int32) []float32 {
	ps.rel = neural.Sized(ps.rel, relDim)
	parse := ps.parse[lo*parseDim:]
	dep := parse[int(i)*parseDim+2*arcDim:]
	head := p.root.V[arcDim:]
	if int(h) < m {
		head = parse[int(h)*parseDim+2*arcDim+relDim:]
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

// piece is a sentence or a part of a long one.
type piece struct{ first, last int32 }

// annotate sets tags, heads, relations and name labels of the tokens of
// pieces, read together, and keeps their roles and what the argument head
// needs of them.
func (n *network) annotate(d *Document, pieces []piece, ps *passState) {
	ps.in, ps.lengths = ps.in[:0], ps.lengths[:0]
	for _, p := range pieces {
		ps.in = n.inputsOf(d, p.first, p.last, ps.in)
		ps.lengths = append(ps.lengths, int(p.last-p.first))
	}
	rd := n.reading
	n.read(ps)
	ps.tags = applied(ps.tags, rd.tags, ps.g2, ps.n)
	p := &n.parsers[0]
	ps.parse = applied(ps.parse, rd.parse, ps.g2, ps.n)
	rectify(ps.parse)
	lo := 0
	for _, pc := range pieces {
		m := int(pc.last - pc.first)
		n.tag(d, pc, ps.tags[lo*rd.tags.C:(lo+m)*rd.tags.C], rd.tags.C)
		n.arcs(ps, p, lo, m)
		ps.heads = ps.eisner.heads(ps.score, ps.width, m, ps.heads)
		tokens := d.Tokens[pc.first:pc.last]
		for i := range tokens {
			h := ps.heads[i]
			if int(h) == m {
				tokens[i].Head, tokens[i].Rel = -1, Root
				continue
			}
			tokens[i].Head = pc.first + h
			tokens[i].Rel = Rel(argmaxFrom(n.relation(ps, p, lo, m, int32(i), h)[:numRels], 2))
		}
		rd.args.Apply(d.args.rows[int(pc.first)*2*argDim:int(pc.last)*2*argDim], ps.g2[lo*stateDim:], stateDim, m)
		d.args.head = &n.args
		lo += m
	}
}

// tag sets the tags, names and roles of a piece from the rows of the tag layer,
// width apart.
func (n *network) tag(d *Document, pc piece, tags []float32, width int) {
	tokens := d.Tokens[pc.first:pc.last]
	prev := 0
	for i := range tokens {
		row := tags[i*width : i*width+tagDim]
		tokens[i].Tag = Tag(argmaxFrom(row[xposAt:uposAt], 1))
		tokens[i].UPOS = UPOS(argmaxFrom(row[uposAt:silverTagAt], 1))
		if isAddress(tokens[i].Lower) {
			tokens[i].Tag = ADD
		}
		best := 0
		for y := 1; y < nameLabels; y++ {
			if legalName(y, prev) && row[namesAt+y] > row[namesAt+best] {
				best = y
			}
		}
		d.setName(pc.first+int32(i), best)
		prev = best
		copy(d.roles[int(pc.first)+i][:], row[rolesAt:tagsEnd])
	}
}

// Roles returns the network's scores (log odds up to a constant) of the roles
// of token i.
func (d *Document) Roles(i int32) *[NumRoles]float32 { return &d.roles[i] }
