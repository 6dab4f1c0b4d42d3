package learn

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"testing"
)

func TestBoostedRoundTrip(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	var xs [][]float64
	var ys []bool
	for range 300 {
		x := []float64{rng.Float64(), rng.Float64(), rng.Float64()}
		xs, ys = append(xs, x), append(ys, x[0]+x[1]*x[2] > .8)
	}
	m := TrainBagged(xs, ys, nil, BoostOptions{Rounds: 20, Depth: 3, Rate: .1, MinWeight: 1, L2: 1}, 3, .6, 1)
	b, err := json.Marshal([]*Boosted{m})
	if err != nil {
		t.Fatal(err)
	}
	var back []*Boosted
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatal(err)
	}
	for i := range xs {
		if got, want := back[0].Margin(xs[i]), m.Margin(xs[i]); got != want {
			t.Fatalf("row %d: %v, want %v", i, got, want)
		}
	}
}

func FuzzBoosted(f *testing.F) {
	b, err := json.Marshal(&Boosted{Base: 1, Trees: []Tree{{{Feature: 0, Cut: .5, Left: 1}, {Feature: -1, Value: 1}, {Feature: -1, Value: 2}}}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add([]byte(`"AAAA"`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var m Boosted
		if err := m.UnmarshalJSON(data); err != nil {
			if !errors.Is(err, ErrFormat) {
				t.Fatalf("%v does not wrap ErrFormat", err)
			}
			return
		}
		x := make([]float64, 1<<15)
		m.Margin(x) // ends, whatever the trees
	})
}
