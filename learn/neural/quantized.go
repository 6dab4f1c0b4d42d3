package neural

import "math"

// One is what the number 1 is in rows of 16-bit activations.
const One = 1 << 12

const (
	panel   = 32 // columns of a panel
	blockOf = 8  // rows of weights are padded to a multiple of it
)

// Quantized is a matrix of weights as 16-bit integers, for products with rows
// of 16-bit activations. Sums are taken in 32-bit integers, which no row of
// activations of at most One can overflow: so every processor gives the same
// result to the last bit. Each column has a scale of its own.
type Quantized struct {
	R, C   int // as padded
	v      []int16
	scale  []float32
	padded []float32 // bias
}

// Quantize turns weights (r x c) and a bias of c numbers, or none, into integers.
// unit is what the activations are multiplied by, beside One, before they are
// rounded.
//
// A panel holds 32 columns: for each two rows, the two weights of the first
// column, of the second and so on, as the multiply-and-add instructions of
// 16-bit pairs read them.
func Quantize(w []float32, r, c int, bias []float32, unit float32) *Quantized {
	q := &Quantized{R: roundUp(r, blockOf), C: roundUp(c, panel)}
	q.v, q.scale, q.padded = make([]int16, q.R*q.C), make([]float32, q.C), make([]float32, q.C)
	copy(q.padded, bias)
	limit := float32(min(math.MaxInt32/(One*q.R), math.MaxInt16))
	top := make([]float32, c)
	for i := range r {
		for j, v := range w[i*c : (i+1)*c] {
			top[j] = max(top[j], v, -v)
		}
	}
	for j, t := range top {
		if t > 0 {
			q.scale[j] = t / limit / (One * unit)
		}
	}
	for i := range r {
		for j, v := range w[i*c : (i+1)*c] {
			if v != 0 {
				q.v[j/panel*panel*q.R+j%panel*2+i/2*2*panel+i%2] = int16(math.RoundToEven(float64(v / top[j] * limit)))
			}
		}
	}
	return q
}

// Largest is the size of the number that is farthest from 0.
func Largest(x []float32) float32 {
	top := uint32(0)
	for _, v := range x {
		top = max(top, math.Float32bits(v)&^(1<<31))
	}
	return math.Float32frombits(top)
}

func roundUp(n, k int) int { return (n + k - 1) / k * k }

// Rounded writes x, times One and unit, as integers to out, at most One in size.
func Rounded(out []int16, x []float32, unit float32) {
	n := 0
	if paired && len(x) >= 16 {
		n = len(x) &^ 15
		_ = out[n-1]
		round16(n, &x[0], unit*One, &out[0])
	}
	for i := n; i < len(x); i++ {
		out[i] = int16(math.RoundToEven(float64(min(max(x[i]*(unit*One), -One), One))))
	}
}

// Apply sets out (m x q.C) to the product of the m rows of a, each lda apart and
// zero from the unpadded number of weights on, plus the bias.
func (q *Quantized) Apply(out []float32, a []int16, lda, m int) {
	q.product(out, q.padded, 0, a, lda, m)
}

// Add adds the product of the m rows of a to out.
func (q *Quantized) Add(out []float32, a []int16, lda, m int) { q.product(out, out, q.C, a, lda, m) }

// product sets c to d plus a times q; rows of d are ldd apart.
func (q *Quantized) product(c, d []float32, ldd int, a []int16, lda, m int) {
	if m == 0 {
		return
	}
	_, _ = a[(m-1)*lda+q.R-1], c[m*q.C-1]
	for j := 0; j < q.C; j += panel {
		b, s := &q.v[j*q.R], &q.scale[j]
		i := 0
		if paired {
			for ; i+8 <= m; i += 8 {
				dot8x32(q.R/2, &a[i*lda], lda*2, b, &d[i*ldd+j], ldd*4, s, &c[i*q.C+j], q.C*4)
			}
			for ; i+4 <= m; i += 4 {
				dot4x32(q.R/2, &a[i*lda], lda*2, b, &d[i*ldd+j], ldd*4, s, &c[i*q.C+j], q.C*4)
			}
			for ; i < m; i++ {
				dot1x32(q.R/2, &a[i*lda], b, &d[i*ldd+j], s, &c[i*q.C+j])
			}
		} else if fast {
			for ; i < m; i++ {
				dot1x32Narrow(q.R/2, &a[i*lda], b, &d[i*ldd+j], s, &c[i*q.C+j])
			}
		}
		for ; i < m; i++ {
			q.dotGeneric(c[i*q.C+j:], d[i*ldd+j:], a[i*lda:i*lda+q.R], j)
		}
	}
}

func (q *Quantized) dotGeneric(c, d []float32, a []int16, j int) {
	var sum [panel]int32
	b := q.v[j*q.R : (j+panel)*q.R]
	for k := 0; k < len(a); k += 2 {
		x, y := int32(a[k]), int32(a[k+1])
		row := b[k*panel : (k+2)*panel]
		for n := range sum {
			sum[n] += x*int32(row[2*n]) + y*int32(row[2*n+1])
		}
	}
	for n, s := range sum {
		p := float32(s) * q.scale[j+n]
		c[n] = d[n] + float32(p)
	}
}

// Reader is a trained LSTM that only reads, in 16-bit integers.
type Reader struct {
	In, H  int
	wx, wh *Quantized
}

// Reader returns a reader with the layer's weights as they are; its inputs are
// rounded with unit.
func (l *LSTM) Reader(unit float32) *Reader {
	return &Reader{In: l.In, H: l.H, wx: Quantize(l.Wx.V, l.In, 4*l.H, l.B.V, unit), wh: Quantize(l.Wh.V, l.H, 4*l.H, nil, 1)}
}

// ReaderState is a reader's scratch space.
type ReaderState struct {
	X []int16   // n x In, packed, zero beyond the inputs
	H []int16   // n x H, packed
	g []float32 // n x 4H
	c []float32 // cells, one row a sequence
}

// Read runs the layer over the rows of st.X (see LSTM.Forward) and leaves the
// states in st.H.
func (r *Reader) Read(st *ReaderState, active []int) {
	n, H, wide := 0, r.H, r.wx.C
	for _, a := range active {
		n += a
	}
	st.g, st.H, st.c = Sized(st.g, n*wide), Sized(st.H, n*H), Zeroed(st.c, active[0]*H)
	r.wx.Apply(st.g, st.X, r.In, n)
	at, before := 0, 0
	for t, a := range active {
		if t > 0 {
			r.wh.Add(st.g[at*wide:], st.H[before*H:], H, a)
		}
		for b := range a {
			cells(st.g[(at+b)*wide:(at+b)*wide+4*H], st.c[b*H:(b+1)*H], st.H[(at+b)*H:(at+b+1)*H])
		}
		before, at = at, at+a
	}
}

// cells turns the sums of the gates of one step into the cells' new contents
// and the layer's outputs.
func cells(g, c []float32, h []int16) {
	n := len(h)
	if paired && n%16 == 0 {
		cells16(n, &g[0], &c[0], &h[0])
		return
	}
	SigmoidAll(g[:3*n])
	TanhAll(g[3*n:])
	in, fo, ou, ca := g[:n], g[n:2*n], g[2*n:3*n], g[3*n:4*n]
	for k := range c {
		c[k] = fo[k]*c[k] + in[k]*ca[k]
	}
	copy(ca, c)
	TanhAll(ca)
	for k := range h {
		h[k] = int16(math.RoundToEven(float64(ou[k] * ca[k] * One)))
	}
}
