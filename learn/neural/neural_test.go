package neural

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestMulAddAgreesWithPlainLoops(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, dims := range [][3]int{{1, 7, 16}, {3, 16, 80}, {5, 33, 64}, {9, 20, 320}, {15, 40, 208}, {8, 64, 32}} {
		m, k, n := dims[0], dims[1], dims[2]
		a, b, c := randoms(rng, m*k), randoms(rng, k*n), randoms(rng, m*n)
		want := append([]float32(nil), c...)
		mulAddGeneric(want, n, a, k, b, n, m, k, n)
		MulAdd(c, n, a, k, b, n, m, k, n)
		for i := range c {
			if math.Abs(float64(c[i]-want[i])) > 1e-4 {
				t.Fatalf("%v: element %d is %v, want %v", dims, i, c[i], want[i])
			}
		}
	}
}

func randoms(rng *rand.Rand, n int) []float32 {
	v := make([]float32, n)
	for i := range v {
		v[i] = rng.Float32()*2 - 1
	}
	return v
}

func TestSquash(t *testing.T) {
	x := []float32{-100, -5, -1, -.1, 0, .1, 1, 5, 100, 2, 3}
	s, h := append([]float32(nil), x...), append([]float32(nil), x...)
	SigmoidAll(s)
	TanhAll(h)
	for i, v := range x {
		if d := math.Abs(float64(s[i]) - 1/(1+math.Exp(-float64(v)))); d > 1e-5 {
			t.Errorf("sigmoid(%v) = %v", v, s[i])
		}
		if d := math.Abs(float64(h[i]) - math.Tanh(float64(v))); d > 1e-5 {
			t.Errorf("tanh(%v) = %v", v, h[i])
		}
	}
}

func TestLeaky(t *testing.T) {
	x := []float32{-2, 3, 0, -.5, 1, -1, 4, -8, -3, 2}
	Leaky(x, .1)
	for i, want := range []float32{-.2, 3, 0, -.05, 1, -.1, 4, -.8, -.3, 2} {
		if math.Abs(float64(x[i]-want)) > 1e-6 {
			t.Errorf("element %d is %v, want %v", i, x[i], want)
		}
	}
}

// TestLSTMGradient compares Backward with finite differences.
func TestLSTMGradient(t *testing.T) {
	s := NewSet(3)
	l := NewLSTM(s, "l", 16, 16)
	const n = 9 // three sequences of 5, 3 and 1
	var pack Packing
	pack.Set([]int{3, 5, 1})
	rng := rand.New(rand.NewPCG(4, 4))
	x, r := randoms(rng, n*16), randoms(rng, n*16)
	loss := func() float64 {
		st := &LSTMState{X: append([]float32(nil), x...)}
		l.Forward(st, pack.Active)
		return float64(Dot(st.H, r))
	}
	g := s.NewGrads()
	st := &LSTMState{X: append([]float32(nil), x...)}
	l.Forward(st, pack.Active)
	dX := make([]float32, n*16)
	l.Backward(st, g, r, dX)
	check := func(name string, v *float32, got float32) {
		const h = 1e-2
		old := *v
		*v = old + h
		up := loss()
		*v = old - h
		down := loss()
		*v = old
		if want := (up - down) / (2 * h); math.Abs(want-float64(got)) > 2e-2 {
			t.Errorf("%s: gradient %v, want %v", name, got, want)
		}
	}
	for _, p := range s.Params {
		for _, i := range []int{0, 7, len(p.V) / 2, len(p.V) - 1} {
			check(p.Name, &p.V[i], g.of(p)[i])
		}
	}
	for _, i := range []int{0, 20, 79, 143} {
		check("x", &x[i], dX[i])
	}
}

// TestPackingKeepsSequencesApart runs three sequences together and each alone.
func TestPackingKeepsSequencesApart(t *testing.T) {
	s := NewSet(5)
	l := NewLSTM(s, "l", 16, 16)
	rng := rand.New(rand.NewPCG(6, 6))
	lengths := []int{3, 5, 1}
	var pack, one Packing
	pack.Set(lengths)
	x := randoms(rng, 9*16)
	for _, rows := range [][]int32{pack.Forward, pack.Backward} {
		together := &LSTMState{X: make([]float32, 9*16)}
		for i, r := range rows {
			copy(together.X[r*16:(r+1)*16], x[i*16:(i+1)*16])
		}
		l.Forward(together, pack.Active)
		first := 0
		for _, n := range lengths {
			one.Set([]int{n})
			order := one.Forward
			if &rows[0] == &pack.Backward[0] {
				order = one.Backward
			}
			alone := &LSTMState{X: make([]float32, n*16)}
			for i, r := range order {
				copy(alone.X[r*16:(r+1)*16], x[(first+i)*16:(first+i+1)*16])
			}
			l.Forward(alone, one.Active)
			for i, r := range order {
				for k := range 16 {
					a, b := alone.H[int(r)*16+k], together.H[int(rows[first+i])*16+k]
					if math.Abs(float64(a-b)) > 1e-5 {
						t.Fatalf("sequence at %d, element %d: %v alone, %v together", first, i, a, b)
					}
				}
			}
			first += n
		}
	}
}

func BenchmarkMulAdd(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	a, w, c := randoms(rng, 32*128), randoms(rng, 128*320), randoms(rng, 32*320)
	b.SetBytes(32 * 128 * 320 * 2)
	for b.Loop() {
		MulAdd(c, 320, a, 128, w, 320, 32, 128, 320)
	}
}
