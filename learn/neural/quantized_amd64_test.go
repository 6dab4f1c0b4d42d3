package neural

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestKernelsAgree runs the products of integers on every kernel that this
// processor has: all must agree to the last bit.
func TestKernelsAgree(t *testing.T) {
	if !fast {
		t.Skip("this processor has no AVX2")
	}
	defer func(f, p bool) { fast, paired = f, p }(fast, paired)
	rng := rand.New(rand.NewPCG(3, 2))
	for m := 1; m < 20; m++ {
		const k, n = 112, 96
		q := Quantize(randoms(rng, k*n), k, n, randoms(rng, n), 1)
		a, before := activations(rng, m*k), randoms(rng, m*n)
		run := func(f, p bool) []float32 {
			fast, paired = f, p
			c := append([]float32(nil), before...)
			q.Add(c, a, k, m)
			sum := make([]float32, m*n)
			q.Apply(sum, a, k, m)
			return append(c, sum...)
		}
		hasPaired := paired
		want := run(false, false)
		kernels := map[string][]float32{"narrow": run(true, false)}
		if hasPaired {
			kernels["paired"] = run(true, true)
		}
		paired = hasPaired
		for name, got := range kernels {
			for i := range want {
				if got[i] != want[i] {
					t.Fatalf("%s, %d rows: element %d is %v, want %v", name, m, i, got[i], want[i])
				}
			}
		}
	}
}

func TestCellsAgree(t *testing.T) {
	if !paired {
		t.Skip("this processor has no AVX-512 VNNI")
	}
	rng := rand.New(rand.NewPCG(3, 2))
	const n = 32
	g, c := randoms(rng, 4*n), randoms(rng, n)
	for i := range g {
		g[i] *= 8
	}
	g[0], g[n], g[2*n], g[3*n] = 90, 90, 90, 90 // far beyond what the exponential holds
	g[1], g[n+1], g[2*n+1], g[3*n+1] = -90, -90, -90, -90
	g2, c2 := append([]float32(nil), g...), append([]float32(nil), c...)
	h, h2 := make([]int16, n), make([]int16, n)
	cells(g, c, h)
	defer func() { paired = true }()
	paired = false
	cells(g2, c2, h2)
	for i := range n {
		if math.Abs(float64(c[i]-c2[i])) > 1e-5 || h[i]-h2[i] > 1 || h2[i]-h[i] > 1 {
			t.Errorf("cell %d is %v, %d, want %v, %d", i, c[i], h[i], c2[i], h2[i])
		}
	}
}
