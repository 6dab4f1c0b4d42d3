package neural

import (
	"math"
	"math/rand/v2"
)

// Param is a trainable matrix of R rows and C columns.
type Param struct {
	Name   string
	R, C   int
	V      []float32
	id     int
	m, s   []float32
	vT     []float32
	vTStep int
	set    *Set
}

// Set is the parameters of a network.
type Set struct {
	Params []*Param
	rng    *rand.Rand
	step   int
}

// NewSet returns an empty set whose initial values follow from seed.
func NewSet(seed uint64) *Set { return &Set{rng: rand.New(rand.NewPCG(seed, 17))} }

// Add adds a matrix with Glorot's uniform initialisation; a single row is a
// bias and starts at 0.
func (s *Set) Add(name string, r, c int) *Param {
	p := &Param{Name: name, R: r, C: c, V: make([]float32, r*c), id: len(s.Params), set: s, vTStep: -1}
	if r > 1 {
		a := float32(math.Sqrt(6 / float64(r+c)))
		for i := range p.V {
			p.V[i] = (s.rng.Float32()*2 - 1) * a
		}
	}
	s.Params = append(s.Params, p)
	return p
}

// transposed returns the transpose, made once after each step. Training
// workers call Sync before they share it.
func (p *Param) transposed() []float32 {
	if p.vTStep != p.set.step {
		p.vT = Transpose(p.vT, p.V, p.R, p.C)
		p.vTStep = p.set.step
	}
	return p.vT
}

// Transposed is the transpose as of the last step.
func (p *Param) Transposed() []float32 { return p.transposed() }

// Sync brings all transposes up to date, so that workers only read them.
func (s *Set) Sync() {
	for _, p := range s.Params {
		if p.R > 1 {
			p.transposed()
		}
	}
}

// Grads is one worker's gradient of all parameters.
type Grads struct{ v [][]float32 }

// NewGrads returns a gradient of zeros.
func (s *Set) NewGrads() *Grads {
	g := &Grads{}
	for _, p := range s.Params {
		g.v = append(g.v, make([]float32, len(p.V)))
	}
	return g
}

func (g *Grads) of(p *Param) []float32 { return g.v[p.id] }

// Of returns the gradient of p, to add to.
func (g *Grads) Of(p *Param) []float32 { return g.v[p.id] }

// Step makes one step of Adam (Kingma and Ba 2015) with the sum of the
// workers' gradients, scaled, and clears them.
func (s *Set) Step(workers []*Grads, rate, scale float32) {
	s.step++
	const b1, b2 = .9, .98
	c1 := 1 - float32(math.Pow(b1, float64(s.step)))
	c2 := 1 - float32(math.Pow(b2, float64(s.step)))
	norm := 0.0
	sum := workers[0]
	for i := range s.Params {
		a := sum.v[i]
		for _, w := range workers[1:] {
			for k, x := range w.v[i] {
				a[k] += x
			}
			clear(w.v[i])
		}
		for _, x := range a {
			norm += float64(x * x)
		}
	}
	if n := float32(math.Sqrt(norm)) * scale; n > 5 {
		scale *= 5 / n
	}
	for i, p := range s.Params {
		if p.m == nil {
			p.m, p.s = make([]float32, len(p.V)), make([]float32, len(p.V))
		}
		for k, x := range sum.v[i] {
			x *= scale
			p.m[k] = b1*p.m[k] + (1-b1)*x
			p.s[k] = b2*p.s[k] + (1-b2)*x*x
			p.V[k] -= rate * (p.m[k] / c1) / (sqrt32(p.s[k]/c2) + 1e-8)
		}
		clear(sum.v[i])
	}
}

func sqrt32(x float32) float32 { return float32(math.Sqrt(float64(x))) }

// Table is an embedding table, trained by sparse steps of AdaGrad.
type Table struct {
	N, D int
	V    []float32
	g2   []float32
}

// NewTable returns a table with small random rows.
func (s *Set) NewTable(n, d int) *Table {
	t := &Table{N: n, D: d, V: make([]float32, n*d)}
	for i := range t.V {
		t.V[i] = (s.rng.Float32()*2 - 1) * .2
	}
	return t
}

// Row returns row i.
func (t *Table) Row(i uint32) []float32 { return t.V[int(i)*t.D : int(i)*t.D+t.D] }

// Step moves row i against gradient g.
func (t *Table) Step(i uint32, g []float32, rate, scale float32) {
	if t.g2 == nil {
		t.g2 = make([]float32, t.N)
	}
	var s float32
	for _, x := range g {
		s += x * x * scale * scale
	}
	t.g2[i] += s / float32(t.D)
	k := rate * scale / (sqrt32(t.g2[i]) + 1e-5)
	for j, x := range g {
		t.V[int(i)*t.D+j] -= k * x
	}
}
