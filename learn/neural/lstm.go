package neural

import "slices"

// LSTM is one direction of a long short-term memory layer (Hochreiter and
// Schmidhuber 1997): gates in the order input, forget, output, candidate.
type LSTM struct {
	In, H     int
	Wx, Wh, B *Param // In x 4H, H x 4H, 4H
}

// NewLSTM adds the parameters of a layer to the set.
func NewLSTM(s *Set, name string, in, h int) *LSTM {
	l := &LSTM{In: in, H: h, Wx: s.Add(name+".wx", in, 4*h), Wh: s.Add(name+".wh", h, 4*h), B: s.Add(name+".b", 1, 4*h)}
	for i := h; i < 2*h; i++ {
		l.B.V[i] = 1 // forget nothing at first (Gers et al. 2000)
	}
	return l
}

// Packing lays several sequences out by time, the longest first, so that a
// layer reads one step of all of them as one matrix.
type Packing struct {
	Active []int // how many sequences are longer than t
	// row of each element of the sequences, one after the other, read forwards
	// and backwards
	Forward, Backward []int32
	order             []int
	starts            []int32
}

// Set packs sequences of the given lengths.
func (p *Packing) Set(lengths []int) {
	p.order = p.order[:0]
	total := 0
	for b, n := range lengths {
		p.order = append(p.order, b)
		total += n
	}
	slices.SortStableFunc(p.order, func(a, b int) int { return lengths[b] - lengths[a] })
	p.Active = p.Active[:0]
	for k := len(p.order) - 1; k >= 0; k-- {
		for len(p.Active) < lengths[p.order[k]] {
			p.Active = append(p.Active, k+1)
		}
	}
	p.starts = p.starts[:0]
	at := int32(0)
	for _, a := range p.Active {
		p.starts = append(p.starts, at)
		at += int32(a)
	}
	p.Forward, p.Backward = Sized(p.Forward, total), Sized(p.Backward, total)
	first := make([]int, len(lengths))
	for b := 1; b < len(lengths); b++ {
		first[b] = first[b-1] + lengths[b-1]
	}
	for k, b := range p.order {
		n := lengths[b]
		for t := range n {
			p.Forward[first[b]+t] = p.starts[t] + int32(k)
			p.Backward[first[b]+n-1-t] = p.starts[t] + int32(k)
		}
	}
}

// LSTMState keeps what Forward computed for Backward; it is reused.
type LSTMState struct {
	active  []int
	n       int
	X       []float32 // n x In as the layer read it, packed
	G, C, T []float32 // gates, cells, tanh of cells
	H       []float32 // n x H, packed
	dG      []float32
	tmp     []float32
	dh, dc  []float32
	prev    []float32
}

// Forward runs the layer over the rows of st.X, which the caller has packed:
// active[0] rows of the first step of all sequences, then active[1] of those
// that go on, and so on. One sequence of n rows has n ones.
func (l *LSTM) Forward(st *LSTMState, active []int) {
	H := l.H
	n := 0
	for _, a := range active {
		n += a
	}
	st.n, st.active = n, active
	st.G = Sized(st.G, n*4*H)
	st.C, st.T, st.H = Sized(st.C, n*H), Sized(st.T, n*H), Sized(st.H, n*H)
	for t := 0; t < n; t++ {
		copy(st.G[t*4*H:], l.B.V)
	}
	MulAdd(st.G, 4*H, st.X, l.In, l.Wx.V, 4*H, n, l.In, 4*H)
	at, before := 0, -1
	for _, a := range active {
		g := st.G[at*4*H : (at+a)*4*H]
		if before >= 0 {
			MulAdd(g, 4*H, st.H[before*H:], H, l.Wh.V, 4*H, a, H, 4*H)
		}
		for b := range a {
			row := g[b*4*H : (b+1)*4*H]
			SigmoidAll(row[:3*H])
			TanhAll(row[3*H:])
			c := st.C[(at+b)*H : (at+b+1)*H]
			in, fo, ca := row[:H], row[H:2*H], row[3*H:4*H]
			if before < 0 {
				for k := range c {
					c[k] = in[k] * ca[k]
				}
			} else {
				p := st.C[(before+b)*H : (before+b+1)*H]
				for k := range c {
					c[k] = fo[k]*p[k] + in[k]*ca[k]
				}
			}
		}
		th := st.T[at*H : (at+a)*H]
		copy(th, st.C[at*H:(at+a)*H])
		TanhAll(th)
		for b := range a {
			ou, t, h := g[b*4*H+2*H:b*4*H+3*H], th[b*H:(b+1)*H], st.H[(at+b)*H:(at+b+1)*H]
			for k := range h {
				h[k] = ou[k] * t[k]
			}
		}
		before, at = at, at+a
	}
}

// Backward adds the gradients of the parameters to g, given those of the
// outputs dH (n x H, packed), and writes those of the inputs to dX (n x In,
// packed) unless it is nil.
func (l *LSTM) Backward(st *LSTMState, g *Grads, dH, dX []float32) {
	H, n := l.H, st.n
	st.dG = Sized(st.dG, n*4*H)
	st.dh, st.dc = Zeroed(st.dh, st.active[0]*H), Zeroed(st.dc, st.active[0]*H)
	whT := l.Wh.transposed()
	at := n
	for t := len(st.active) - 1; t >= 0; t-- {
		a := st.active[t]
		at -= a
		before := -1
		if t > 0 {
			before = at - st.active[t-1]
		}
		for b := range a {
			prev := -1
			if before >= 0 {
				prev = before + b
			}
			l.gateGradients(st, at+b, prev, dH[(at+b)*H:(at+b+1)*H], st.dh[b*H:(b+1)*H], st.dc[b*H:(b+1)*H])
		}
		clear(st.dh[:a*H])
		MulAdd(st.dh, H, st.dG[at*4*H:], 4*H, whT, H, a, 4*H, H)
	}
	st.tmp = Transpose(st.tmp, st.X[:n*l.In], n, l.In)
	MulAdd(g.of(l.Wx), 4*H, st.tmp, n, st.dG, 4*H, l.In, n, 4*H)
	l.recurrentGradient(st, g)
	gb := g.of(l.B)
	for t := 0; t < n; t++ {
		for k, x := range st.dG[t*4*H : t*4*H+4*H] {
			gb[k] += x
		}
	}
	if dX != nil {
		clear(dX[:n*l.In])
		MulAdd(dX, l.In, st.dG, 4*H, l.Wx.transposed(), l.In, n, 4*H, l.In)
	}
}

// gateGradients fills row of dG and leaves in dc what the step before gets.
func (l *LSTM) gateGradients(st *LSTMState, row, prev int, dH, carryH, carryC []float32) {
	H := l.H
	gt, d := st.G[row*4*H:(row+1)*4*H], st.dG[row*4*H:(row+1)*4*H]
	th := st.T[row*H : (row+1)*H]
	for k := 0; k < H; k++ {
		in, fo, ou, ca := gt[k], gt[H+k], gt[2*H+k], gt[3*H+k]
		dh := dH[k] + carryH[k]
		dc := dh*ou*(1-th[k]*th[k]) + carryC[k]
		var p float32
		if prev >= 0 {
			p = st.C[prev*H+k]
		}
		d[k] = dc * ca * in * (1 - in)
		d[H+k] = dc * p * fo * (1 - fo)
		d[2*H+k] = dh * th[k] * ou * (1 - ou)
		d[3*H+k] = dc * in * (1 - ca*ca)
		carryC[k] = dc * fo
	}
}

// recurrentGradient adds the gradient of Wh: each row of dG but those of the
// first step with the state before it.
func (l *LSTM) recurrentGradient(st *LSTMState, g *Grads) {
	H, first := l.H, st.active[0]
	m := st.n - first
	if m == 0 {
		return
	}
	st.prev = Sized(st.prev, m*H)
	at, before := first, 0
	for t := 1; t < len(st.active); t++ {
		a := st.active[t]
		copy(st.prev[(at-first)*H:], st.H[before*H:(before+a)*H])
		before, at = at, at+a
	}
	st.tmp = Transpose(st.tmp, st.prev, m, H)
	MulAdd(g.of(l.Wh), 4*H, st.tmp, m, st.dG[first*4*H:], 4*H, H, m, 4*H)
}
