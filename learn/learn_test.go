package learn

import (
	"bytes"
	"errors"
	"math"
	"math/rand/v2"
	"sort"
	"testing"
)

func TestCRFLearnsTransitions(t *testing.T) {
	// the label of an even word is that of the word before it
	rng := rand.New(rand.NewPCG(1, 1))
	make1 := func() Sequence {
		var s Sequence
		prev := int8(0)
		for i := range 12 {
			y := int8(rng.IntN(2))
			f := Mix2(1, uint64(y), 0)
			if i%2 == 1 {
				y, f = prev, Mix1(2, 7)
			}
			prev = y
			s.Steps = append(s.Steps, Step{Feats: []uint32{f}, Context: uint8(i % 2)})
			s.Labels = append(s.Labels, y)
		}
		s.Weight = 1
		return s
	}
	var data []Sequence
	for range 200 {
		data = append(data, make1())
	}
	m := TrainCRF(data, CRFOptions{Labels: 2, Contexts: 2, Bits: 8, Epochs: 5, Seed: 1})
	var l Lattice
	out := make([]int8, 12)
	marg := make([]float32, 24)
	for range 50 {
		s := make1()
		m.Emissions(&l, s.Steps)
		m.Viterbi(&l, s.Steps, out)
		for i := range out {
			if out[i] != s.Labels[i] {
				t.Fatalf("step %d: %d, want %d", i, out[i], s.Labels[i])
			}
		}
		m.Marginals(&l, s.Steps, marg)
		for i := 0; i < len(marg); i += 2 {
			if d := math.Abs(float64(marg[i]+marg[i+1]) - 1); d > 1e-3 {
				t.Fatalf("marginals add to %v", marg[i]+marg[i+1])
			}
		}
	}
}

// TestBagIsTheMeanOfItsModels: transitions are kept as they are, so they must be
// the means of those of models trained alone.
func TestBagIsTheMeanOfItsModels(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 1))
	var data []Sequence
	for range 50 {
		s := Sequence{Weight: 1}
		for range 6 {
			y := int8(rng.IntN(2))
			s.Steps = append(s.Steps, Step{Feats: []uint32{Mix1(1, uint64(y)+uint64(rng.IntN(2)))}})
			s.Labels = append(s.Labels, y)
		}
		data = append(data, s)
	}
	train := func(seed uint64, bag int) *CRF {
		return TrainCRF(data, CRFOptions{Labels: 2, Contexts: 1, Bits: 6, Epochs: 4, Drop: .5, Seed: seed, Bag: bag})
	}
	a, b, both := train(3, 1), train(4, 1), train(3, 2)
	for i, x := range both.Trans {
		if mean := (a.Trans[i] + b.Trans[i]) / 2; math.Abs(float64(x-mean)) > 1e-5 {
			t.Errorf("transition %d is %v, want the mean of %v and %v", i, x, a.Trans[i], b.Trans[i])
		}
	}
	if a.Trans[0] == b.Trans[0] {
		t.Error("two seeds gave one model")
	}
}

func TestTrainingIsDeterministic(t *testing.T) {
	data := []Sequence{{Steps: []Step{{Feats: []uint32{1, 2}}, {Feats: []uint32{3}}}, Labels: []int8{0, 1}, Weight: 1}}
	a := TrainCRF(data, CRFOptions{Labels: 2, Contexts: 1, Bits: 4, Epochs: 3, Drop: .3, Seed: 5})
	b := TrainCRF(data, CRFOptions{Labels: 2, Contexts: 1, Bits: 4, Epochs: 3, Drop: .3, Seed: 5})
	for i := range a.Emit.W {
		if a.Emit.W[i] != b.Emit.W[i] {
			t.Fatal("two trainings differ")
		}
	}
}

func TestBoostedLearnsXor(t *testing.T) {
	var xs [][]float64
	var ys []bool
	rng := rand.New(rand.NewPCG(2, 2))
	for range 400 {
		a, b := rng.Float64(), rng.Float64()
		xs = append(xs, []float64{a, b, rng.Float64()})
		ys = append(ys, (a > .5) != (b > .5))
	}
	m := TrainBoosted(xs, ys, nil, BoostOptions{Rounds: 60, Depth: 3, Rate: .2, MinWeight: 1, L2: 1})
	wrong := 0
	for i := range xs {
		if (m.P(xs[i]) > .5) != ys[i] {
			wrong++
		}
	}
	if wrong > 20 {
		t.Errorf("%d of 400 wrong", wrong)
	}
}

func TestCalibration(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	var s []float64
	var y []bool
	for range 5000 {
		x := rng.Float64()
		s = append(s, x)
		y = append(y, rng.Float64() < x*x)
	}
	c := TrainCalibration(s, y)
	for _, x := range []float64{.2, .5, .8} {
		if d := math.Abs(c.P(x) - x*x); d > .06 {
			t.Errorf("P(%v) = %v, want %v", x, c.P(x), x*x)
		}
	}
}

func file(t testing.TB) []byte {
	f := NewFile(Provenance{Name: "test"})
	f.AddTable("t", &Table{Bits: 2, Width: 3, Scale: .5, W: []int8{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, -12}})
	f.AddFloats("v", []float32{1, -2.5})
	if err := f.AddJSON("j", map[string]int{"a": 1}); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := f.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestFileRoundTripAndDamage(t *testing.T) {
	data := file(t)
	f, err := ReadFile(data)
	if err != nil {
		t.Fatal(err)
	}
	tab, err := f.Table("t")
	if err != nil || tab.Row(3)[2] != -12 || tab.Scale != .5 {
		t.Errorf("table: %v %v", tab, err)
	}
	if v, err := f.Floats("v"); err != nil || v[1] != -2.5 {
		t.Errorf("floats: %v %v", v, err)
	}
	for i := range data {
		bad := bytes.Clone(data)
		bad[i] ^= 0x40
		if _, err := ReadFile(bad); !errors.Is(err, ErrFormat) {
			t.Fatalf("byte %d damaged: %v", i, err)
		}
	}
	for n := range data {
		if _, err := ReadFile(data[:n]); !errors.Is(err, ErrFormat) {
			t.Fatalf("cut at %d: %v", n, err)
		}
	}
}

func FuzzReadFile(f *testing.F) {
	f.Add(file(f))
	f.Fuzz(func(t *testing.T, data []byte) {
		if m, err := ReadFile(data); err == nil {
			for _, s := range m.Sections {
				_, _ = m.Table(s.Name) // must not panic
				_, _ = m.Floats(s.Name)
			}
		}
	})
}

// TestKBestAgainstAll compares the best labellings with all there are.
func TestKBestAgainstAll(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	const L, n, k = 3, 5, 7
	m := &CRF{Labels: L, Contexts: 2, Trans: make([]float32, 2*(L+1)*L)}
	for i := range m.Trans {
		m.Trans[i] = rng.Float32()*4 - 2
	}
	var l Lattice
	for range 50 {
		seq := make([]Step, n)
		l.emit = make([]float32, n*L)
		for i := range seq {
			seq[i].Context = uint8(rng.IntN(2))
		}
		for i := range l.emit {
			l.emit[i] = rng.Float32()*4 - 2
		}
		var all []float64
		for code := range 243 {
			var s float32
			from := L
			for i, c := 0, code; i < n; i, c = i+1, c/L {
				s += l.emit[i*L+c%L] + m.trans(seq[i].Context, from, c%L)
				from = c % L
			}
			all = append(all, float64(s))
		}
		sort.Sort(sort.Reverse(sort.Float64Slice(all)))
		best := make([]int8, n)
		m.Viterbi(&l, seq, best)
		paths := m.KBest(&l, seq, k)
		if len(paths) != k || !bytes.Equal(int8s(best), int8s(paths[0].Labels)) {
			t.Fatalf("%d paths, the first %v, Viterbi %v", len(paths), paths[0].Labels, best)
		}
		for r, p := range paths {
			if math.Abs(float64(p.Score)-all[r]) > 1e-4 {
				t.Fatalf("rank %d: score %v, want %v", r, p.Score, all[r])
			}
		}
	}
	if got := m.KBest(&Lattice{emit: []float32{1, 2, 3}}, make([]Step, 1), 7); len(got) != L {
		t.Errorf("one step has %d labellings, want %d", len(got), L)
	}
}

func int8s(v []int8) []byte {
	b := make([]byte, len(v))
	for i, x := range v {
		b[i] = byte(x)
	}
	return b
}
