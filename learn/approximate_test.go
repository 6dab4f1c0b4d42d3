package learn

import (
	"math"
	"testing"
)

func TestApproximations(t *testing.T) {
	for x := -80.0; x < 80; x += .37 {
		want := math.Exp(x)
		if got := float64(exp32(float32(x))); math.Abs(got-want) > 2e-5*want {
			t.Fatalf("exp(%v) = %v, want %v", x, got, want)
		}
	}
	for x := 1e-30; x < 1e30; x *= 1.7 {
		if got, want := float64(log32(float32(x))), math.Log(x); math.Abs(got-want) > 2e-5*math.Max(1, math.Abs(want)) {
			t.Fatalf("log(%v) = %v, want %v", x, got, want)
		}
	}
	if exp32(-1000) != 0 || exp32(1000) < 1e37 {
		t.Error("far values")
	}
}
