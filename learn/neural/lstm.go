package neural

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

// LSTMState keeps what Forward computed for Backward; it is reused.
type LSTMState struct {
	n       int
	X       []float32 // n x In as the layer read it
	G, C, T []float32 // gates, cells, tanh of cells
	H       []float32 // n x H
	dG      []float32
	tmp     []float32
	dh, dc  []float32
}

// Forward runs the layer over n rows of st.X, which the caller has filled.
func (l *LSTM) Forward(st *LSTMState, n int) {
	H := l.H
	st.n = n
	st.G = Sized(st.G, n*4*H)
	st.C, st.T, st.H = Sized(st.C, n*H), Sized(st.T, n*H), Sized(st.H, n*H)
	for t := 0; t < n; t++ {
		copy(st.G[t*4*H:], l.B.V)
	}
	MulAdd(st.G, 4*H, st.X, l.In, l.Wx.V, 4*H, n, l.In, 4*H)
	for t := 0; t < n; t++ {
		g := st.G[t*4*H : t*4*H+4*H]
		if t > 0 {
			MulAdd(g, 4*H, st.H[(t-1)*H:], H, l.Wh.V, 4*H, 1, H, 4*H)
		}
		SigmoidAll(g[:3*H])
		TanhAll(g[3*H:])
		c, th, h := st.C[t*H:t*H+H], st.T[t*H:t*H+H], st.H[t*H:t*H+H]
		in, fo, ou, ca := g[:H], g[H:2*H], g[2*H:3*H], g[3*H:4*H]
		if t == 0 {
			for k := range c {
				c[k] = in[k] * ca[k]
			}
		} else {
			p := st.C[(t-1)*H : t*H]
			for k := range c {
				c[k] = fo[k]*p[k] + in[k]*ca[k]
			}
		}
		copy(th, c)
		TanhAll(th)
		for k := range h {
			h[k] = ou[k] * th[k]
		}
	}
}

// Backward adds the gradients of the parameters to g, given those of the
// outputs dH (n x H), and writes those of the inputs to dX (n x In) unless it
// is nil.
func (l *LSTM) Backward(st *LSTMState, g *Grads, dH, dX []float32) {
	H, n := l.H, st.n
	st.dG = Sized(st.dG, n*4*H)
	st.dh, st.dc = Zeroed(st.dh, H), Zeroed(st.dc, H)
	whT := l.Wh.transposed()
	for t := n - 1; t >= 0; t-- {
		gt, d := st.G[t*4*H:t*4*H+4*H], st.dG[t*4*H:t*4*H+4*H]
		for k := 0; k < H; k++ {
			in, fo, ou, ca := gt[k], gt[H+k], gt[2*H+k], gt[3*H+k]
			th := st.T[t*H+k]
			dh := dH[t*H+k] + st.dh[k]
			dc := dh*ou*(1-th*th) + st.dc[k]
			var prev float32
			if t > 0 {
				prev = st.C[(t-1)*H+k]
			}
			d[k] = dc * ca * in * (1 - in)
			d[H+k] = dc * prev * fo * (1 - fo)
			d[2*H+k] = dh * th * ou * (1 - ou)
			d[3*H+k] = dc * in * (1 - ca*ca)
			st.dc[k] = dc * fo
		}
		clear(st.dh)
		MulAdd(st.dh, H, d, 4*H, whT, H, 1, 4*H, H)
	}
	st.tmp = Transpose(st.tmp, st.X[:n*l.In], n, l.In)
	MulAdd(g.of(l.Wx), 4*H, st.tmp, n, st.dG, 4*H, l.In, n, 4*H)
	if n > 1 {
		st.tmp = Transpose(st.tmp, st.H[:(n-1)*H], n-1, H)
		MulAdd(g.of(l.Wh), 4*H, st.tmp, n-1, st.dG[4*H:], 4*H, H, n-1, 4*H)
	}
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
