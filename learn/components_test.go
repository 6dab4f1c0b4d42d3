package learn

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestPrincipalComponents: points that vary in two directions keep their distances in two
// numbers, the stronger direction first.
func TestPrincipalComponents(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	var rows [][]float32
	for range 200 {
		a, b := rng.NormFloat64()*5, rng.NormFloat64()
		rows = append(rows, []float32{float32(3 + a), float32(a), float32(b - 7), float32(-b)})
	}
	out := PrincipalComponents(rows, 2)
	var spread [2]float64
	for i := range rows {
		for k := range spread {
			spread[k] += float64(out[i][k] * out[i][k])
		}
		if want, got := distance(rows[i], rows[0]), distance(out[i], out[0]); math.Abs(want-got) > 1e-3*(1+want) {
			t.Fatalf("row %d: distance %.4f, want %.4f", i, got, want)
		}
	}
	if spread[0] < 4*spread[1] {
		t.Errorf("spread %.0f and %.0f: the first direction is not the stronger one", spread[0], spread[1])
	}
	if got := PrincipalComponents(nil, 2); got != nil {
		t.Errorf("of nothing: %v", got)
	}
}

func distance(a, b []float32) float64 {
	var s float64
	for i := range a {
		s += float64((a[i] - b[i]) * (a[i] - b[i]))
	}
	return math.Sqrt(s)
}
