package syntax

import "quotetrack/learn/neural"

// reading is the network in 16-bit integers, which annotate uses: twice as fast
// as floating point, with the tags and trees of all but one token in some
// thousands (TestReadingAgreesWithTraining).
type reading struct {
	unit              float32 // of the embeddings: the largest of them is 1
	l1, r1, l2, r2    *neural.Reader
	tags, parse, args *neural.Quantized
}

// prepare makes the integers from the weights as they are. It is needed after
// each change of them and before annotate.
func (n *network) prepare() {
	top := float32(1e-6)
	for _, t := range n.tables() {
		top = max(top, neural.Largest(t.t.V))
	}
	unit := 1 / top
	head := func(w, b *neural.Param) *neural.Quantized { return neural.Quantize(w.V, w.R, w.C, b.V, 1) }
	n.reading = &reading{
		unit: unit,
		l1:   n.l1.Reader(unit), r1: n.r1.Reader(unit), l2: n.l2.Reader(1), r2: n.r2.Reader(1),
		tags: head(n.tagW, n.tagB), parse: head(n.parsers[0].w, n.parsers[0].b), args: head(n.args.w, n.args.b),
	}
}

// read computes the states of the sentences whose inputs ps.in and lengths
// ps.lengths hold, like encode, and leaves them in ps.g2.
func (n *network) read(ps *passState) {
	rd := n.reading
	ps.n = len(ps.in)
	ps.pack.Set(ps.lengths)
	ps.x16 = neural.Sized(ps.x16, ps.n*inputDim)
	for i, in := range ps.in {
		row := ps.x16[i*inputDim : (i+1)*inputDim]
		for _, part := range [...][]float32{n.words.Row(in.word), n.suffix.Row(in.suf), n.ends.Row(in.end), n.prefix.Row(in.pre), n.shapes.Row(in.shape)} {
			neural.Rounded(row, part, rd.unit)
			row = row[len(part):]
		}
	}
	ps.g1, ps.g2 = neural.Sized(ps.g1, ps.n*stateDim), neural.Sized(ps.g2, ps.n*stateDim)
	readLayer(rd.l1, rd.r1, ps, ps.x16, ps.g1)
	readLayer(rd.l2, rd.r2, ps, ps.g1, ps.g2)
}

// readLayer runs both directions over x (n x in) and joins their outputs in out.
func readLayer(l, r *neural.Reader, ps *passState, x, out []int16) {
	n, ls, rs := len(ps.pack.Forward), &ps.left, &ps.right
	ls.X, rs.X = neural.Sized(ls.X, n*l.In), neural.Sized(rs.X, n*l.In)
	for i := range n {
		row := x[i*l.In : (i+1)*l.In]
		copy(ls.X[int(ps.pack.Forward[i])*l.In:], row)
		copy(rs.X[int(ps.pack.Backward[i])*l.In:], row)
	}
	l.Read(ls, ps.pack.Active)
	r.Read(rs, ps.pack.Active)
	for i := range n {
		f, b := int(ps.pack.Forward[i])*hiddenDim, int(ps.pack.Backward[i])*hiddenDim
		copy(out[i*stateDim:], ls.H[f:f+hiddenDim])
		copy(out[i*stateDim+hiddenDim:(i+1)*stateDim], rs.H[b:b+hiddenDim])
	}
}

func applied(out []float32, q *neural.Quantized, x []int16, n int) []float32 {
	out = neural.Sized(out, n*q.C)
	q.Apply(out, x, stateDim, n)
	return out
}
