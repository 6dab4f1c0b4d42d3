package neural

import (
	"math"
	"math/rand/v2"
	"sync"
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

// EmptySet returns a set whose matrices and tables start at 0: the caller fills
// them with trained values.
func EmptySet() *Set { return &Set{} }

// Add adds a matrix with Glorot's uniform initialisation; a single row is a
// bias and starts at 0.
func (s *Set) Add(name string, r, c int) *Param {
	p := &Param{Name: name, R: r, C: c, V: make([]float32, r*c), id: len(s.Params), set: s, vTStep: -1}
	if r > 1 && s.rng != nil {
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

// Truncate drops the parameters added after the first n, and what the
// optimiser remembers of the others.
func (s *Set) Truncate(n int) {
	s.Params = s.Params[:n]
	s.step = 0
	for _, p := range s.Params {
		p.m, p.s, p.vTStep = nil, nil, -1
	}
}

// Copy takes over the values of another set with the same parameters.
func (s *Set) Copy(from *Set) {
	for i, p := range s.Params {
		copy(p.V, from.Params[i].V)
		p.vTStep = -1
	}
}

// Step makes one step of Adam (Kingma and Ba 2015) with the sum of the
// workers' gradients, scaled, and clears them. Gradients longer than 5 are
// shortened to it.
func (s *Set) Step(workers []*Grads, rate, scale float32) {
	s.step++
	var norms [2]float64
	s.halves(func(half int, p *Param, lo, hi int) {
		a := workers[0].v[p.id][lo:hi]
		for _, w := range workers[1:] {
			g := w.v[p.id][lo:hi]
			for k, x := range g {
				a[k] += x
			}
			clear(g)
		}
		var n float64
		for _, x := range a {
			n += float64(x * x)
		}
		norms[half] += n
	})
	if n := float32(math.Sqrt(norms[0]+norms[1])) * scale; n > 5 {
		scale *= 5 / n
	}
	const b1, b2 = .9, .98
	c1 := 1 - float32(math.Pow(b1, float64(s.step)))
	c2 := 1 - float32(math.Pow(b2, float64(s.step)))
	for _, p := range s.Params {
		if p.m == nil {
			p.m, p.s = make([]float32, len(p.V)), make([]float32, len(p.V))
		}
	}
	s.halves(func(_ int, p *Param, lo, hi int) {
		g, m, v, w := workers[0].v[p.id][lo:hi], p.m[lo:hi], p.s[lo:hi], p.V[lo:hi]
		for k, x := range g {
			x *= scale
			m[k] = b1*m[k] + (1-b1)*x
			v[k] = b2*v[k] + (1-b2)*x*x
			w[k] -= rate * (m[k] / c1) / (sqrt32(v[k]/c2) + 1e-8)
		}
		clear(g)
	})
}

// halves calls f for the two halves of every parameter, side by side.
func (s *Set) halves(f func(half int, p *Param, lo, hi int)) {
	var wg sync.WaitGroup
	for half := range 2 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for _, p := range s.Params {
				f(half, p, len(p.V)*half/2, len(p.V)*(half+1)/2)
			}
		}()
	}
	wg.Wait()
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
	if s.rng == nil {
		return t
	}
	for i := range t.V {
		t.V[i] = (s.rng.Float32()*2 - 1) * .2
	}
	return t
}

// Copy takes over the rows of another table of the same size, and how far each
// has been trained.
func (t *Table) Copy(from *Table) {
	copy(t.V, from.V)
	t.g2 = append(t.g2[:0], from.g2...)
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
