package neural

import (
	"math"
	"math/rand/v2"
	"testing"
)

// small integers of activations, among them the largest
func activations(rng *rand.Rand, n int) []int16 {
	a := make([]int16, n)
	for i := range a {
		a[i] = int16(rng.IntN(2*One+1) - One)
	}
	a[0], a[n-1] = One, -One
	return a
}

func TestQuantizedIsNearTheWeights(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 2))
	for _, dims := range [][3]int{{1, 8, 32}, {5, 160, 448}, {13, 112, 448}, {31, 224, 150}, {9, 30, 7}} {
		m, k, n := dims[0], dims[1], dims[2]
		w, bias := randoms(rng, k*n), randoms(rng, n)
		q := Quantize(w, k, n, bias, .5)
		a := make([]int16, m*q.R)
		for i := range m {
			Rounded(a[i*q.R:i*q.R+k], randoms(rng, k), 1)
		}
		got := make([]float32, m*q.C)
		q.Apply(got, a, q.R, m)
		for i := range m {
			for j := range n {
				want := bias[j]
				for x := range k {
					want += float32(a[i*q.R+x]) / One / .5 * w[x*n+j]
				}
				if d := math.Abs(float64(got[i*q.C+j] - want)); d > 1e-2 {
					t.Fatalf("%v: row %d, column %d is %v, want %v", dims, i, j, got[i*q.C+j], want)
				}
			}
		}
	}
}

// TestQuantizedDoesNotOverflow multiplies the largest activations with the
// largest weights.
func TestQuantizedDoesNotOverflow(t *testing.T) {
	const k = 224
	w, a := make([]float32, k*32), make([]int16, 9*k)
	for i := range w {
		w[i] = -3
	}
	for i := range a {
		a[i] = One
	}
	q := Quantize(w, k, 32, nil, 1)
	got := make([]float32, 9*32)
	q.Apply(got, a, k, 9)
	for i, v := range got {
		if math.Abs(float64(v)+3*k) > .1 {
			t.Fatalf("element %d is %v, want %v", i, v, -3*k)
		}
	}
}

func TestRounded(t *testing.T) {
	var in []float32
	var wants []int16
	for range 5 {
		in = append(in, .25, -8, 8, 0)
		wants = append(wants, One/8, -One, One, 0)
	}
	out := make([]int16, len(in))
	Rounded(out, in, .5)
	for i, want := range wants {
		if out[i] != want {
			t.Errorf("element %d is %d, want %d", i, out[i], want)
		}
	}
}

// TestReaderReadsAsTheLayerDoes compares a reader with the layer that it was
// made of, over sequences of several lengths.
func TestReaderReadsAsTheLayerDoes(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 2))
	l := NewLSTM(NewSet(5), "l", 24, 16)
	copy(l.B.V, randoms(rng, len(l.B.V)))
	var pack Packing
	pack.Set([]int{3, 12, 1, 7, 12, 2, 2, 9, 5, 5})
	n := len(pack.Forward)
	x := randoms(rng, n*24)
	st := LSTMState{X: x}
	l.Forward(&st, pack.Active)
	r := l.Reader(1)
	rs := ReaderState{X: make([]int16, n*24)}
	Rounded(rs.X, x, 1)
	r.Read(&rs, pack.Active)
	for i, want := range st.H {
		if d := math.Abs(float64(want) - float64(rs.H[i])/One); d > 3e-3 {
			t.Fatalf("element %d is %v, want %v", i, float32(rs.H[i])/One, want)
		}
	}
}

func BenchmarkQuantized(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	const m, k, n = 500, 224, 448
	q := Quantize(randoms(rng, k*n), k, n, nil, 1)
	a, c := activations(rng, m*k), make([]float32, m*n)
	for b.Loop() {
		q.Apply(c, a, k, m)
	}
	b.ReportMetric(2*m*k*n*float64(b.N)/b.Elapsed().Seconds()/1e9, "GOP/s")
}

func BenchmarkCells(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	g, c, h := randoms(rng, 4*112), make([]float32, 112), make([]int16, 112)
	for b.Loop() {
		cells(g, c, h)
	}
}

func TestLargest(t *testing.T) {
	if got := Largest([]float32{1, -7.5, 3}); got != 7.5 {
		t.Errorf("largest %v, want 7.5", got)
	}
	if got := Largest(nil); got != 0 {
		t.Errorf("largest of nothing %v, want 0", got)
	}
}

// TestEmptySet: a set that is to be filled starts at 0.
func TestEmptySet(t *testing.T) {
	s := EmptySet()
	if p, e := s.Add("w", 3, 4), s.NewTable(2, 5); Largest(p.V) != 0 || Largest(e.V) != 0 {
		t.Error("not 0")
	}
}
