package learn

import (
	"math"
	"math/rand/v2"
)

// Step is one position of a sequence: its hashed features, and the context
// that selects the transition weights into it (0 <= Context < Contexts).
type Step struct {
	Feats   []uint32
	Context uint8
}

// CRF is a trained linear-chain conditional random field (Lafferty, McCallum
// and Pereira 2001) over hashed features. Transition weights depend on the
// context of the position that is entered, so that a chain can learn, say,
// that labels change at quotation marks.
type CRF struct {
	Labels   int
	Contexts int
	Emit     *Table
	Trans    []float32 // [context][from][to]; from == Labels is the start
}

func (m *CRF) trans(ctx uint8, from, to int) float32 {
	return m.Trans[(int(ctx)*(m.Labels+1)+from)*m.Labels+to]
}

// Lattice keeps the buffers of decoding, so that a worker allocates once.
type Lattice struct {
	emit  []float32
	score []float32
	beta  []float32
	back  []int8
	ints  []int32

	cells   []kcell // of KBest, with what it returns
	next    []int32
	kbest   []Path
	klabels []int8
}

func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}

// Emissions fills the lattice with the label scores of every step.
func (m *CRF) Emissions(l *Lattice, seq []Step) {
	L := m.Labels
	l.emit = grow(l.emit, len(seq)*L)
	l.ints = grow(l.ints, L)
	for i := range seq {
		clear(l.ints)
		m.Emit.Add(l.ints, seq[i].Feats)
		for y := 0; y < L; y++ {
			l.emit[i*L+y] = float32(l.ints[y]) * m.Emit.Scale
		}
	}
}

// Bias adds x to the score of label y at every step; call it after Emissions.
func (l *Lattice) Bias(labels, y int, x float32) {
	for i := y; i < len(l.emit); i += labels {
		l.emit[i] += x
	}
}

// AddAt adds x to the score of label y at step i; call it after Emissions.
func (l *Lattice) AddAt(labels, i, y int, x float32) { l.emit[i*labels+y] += x }

// Viterbi writes the best labels of the sequence whose emissions the lattice
// holds into out and returns their score.
func (m *CRF) Viterbi(l *Lattice, seq []Step, out []int8) float32 {
	L, n := m.Labels, len(seq)
	if n == 0 {
		return 0
	}
	l.score = grow(l.score, n*L)
	l.back = grow(l.back, n*L)
	for y := 0; y < L; y++ {
		l.score[y] = l.emit[y] + m.trans(seq[0].Context, L, y)
	}
	for i := 1; i < n; i++ {
		tr := m.Trans[int(seq[i].Context)*(L+1)*L:]
		for y := 0; y < L; y++ {
			best, arg := float32(math.Inf(-1)), 0
			for z := 0; z < L; z++ {
				if s := l.score[(i-1)*L+z] + tr[z*L+y]; s > best {
					best, arg = s, z
				}
			}
			l.score[i*L+y] = best + l.emit[i*L+y]
			l.back[i*L+y] = int8(arg)
		}
	}
	best, arg := float32(math.Inf(-1)), 0
	for y := 0; y < L; y++ {
		if s := l.score[(n-1)*L+y]; s > best {
			best, arg = s, y
		}
	}
	for i := n - 1; i >= 0; i-- {
		out[i] = int8(arg)
		arg = int(l.back[i*L+arg])
	}
	return best
}

// Marginals writes P(label y at step i) into out[i*Labels+y] and returns the
// logarithm of the partition function.
func (m *CRF) Marginals(l *Lattice, seq []Step, out []float32) float32 {
	L, n := m.Labels, len(seq)
	if n == 0 {
		return 0
	}
	l.score = grow(l.score, n*L)
	l.beta = grow(l.beta, n*L)
	logZ := forwardBackward(m.Trans, L, l.emit, l.score, l.beta, seq)
	for i := 0; i < n*L; i++ {
		out[i] = float32(math.Exp(float64(l.score[i] + l.beta[i] - logZ)))
	}
	return logZ
}

func logSumExp(x []float32) float32 {
	top := x[0]
	for _, v := range x[1:] {
		top = max(top, v)
	}
	var s float32
	for _, v := range x {
		s += exp32(v - top)
	}
	return top + log32(s)
}

func forwardBackward(trans []float32, L int, emit, alpha, beta []float32, seq []Step) float32 {
	n := len(seq)
	var buf [16]float32
	tmp := buf[:L]
	for y := 0; y < L; y++ {
		alpha[y] = emit[y] + trans[(int(seq[0].Context)*(L+1)+L)*L+y]
	}
	for i := 1; i < n; i++ {
		tr := trans[int(seq[i].Context)*(L+1)*L:]
		for y := 0; y < L; y++ {
			for z := 0; z < L; z++ {
				tmp[z] = alpha[(i-1)*L+z] + tr[z*L+y]
			}
			alpha[i*L+y] = logSumExp(tmp) + emit[i*L+y]
		}
	}
	for y := 0; y < L; y++ {
		beta[(n-1)*L+y] = 0
	}
	for i := n - 2; i >= 0; i-- {
		tr := trans[int(seq[i+1].Context)*(L+1)*L:]
		for z := 0; z < L; z++ {
			for y := 0; y < L; y++ {
				tmp[y] = tr[z*L+y] + emit[(i+1)*L+y] + beta[(i+1)*L+y]
			}
			beta[i*L+z] = logSumExp(tmp)
		}
	}
	return logSumExp(alpha[(n-1)*L : n*L])
}

// Sequence is one training example: steps, their labels and a weight.
type Sequence struct {
	Steps  []Step
	Labels []int8
	Weight float32
}

// CRFOptions are the settings of TrainCRF.
type CRFOptions struct {
	Labels, Contexts, Bits int
	Epochs                 int
	Rate                   float32   // AdaGrad's step, .1 where 0
	L2                     float32   // pulled towards 0 by this much at each visit of a row
	Drop                   float32   // share of features left out at each visit
	Cost                   []float32 // per gold label: weight of its position's gradient; nil = 1
	Seed                   uint64
	Bag                    int // so many models, of seeds from Seed on, are averaged; 1 where 0
	Progress               func(epoch int, loss float64)
}

// TrainCRF maximises the conditional likelihood of the labels by stochastic
// gradient ascent with AdaGrad (Duchi, Hazan and Singer 2011), averaging the
// weights of the last half of the epochs. Sequences of one step make it a
// softmax classifier. Models of a bag differ in the order of the sequences and
// in the features left out; being linear, they average to one of the same size.
func TrainCRF(data []Sequence, o CRFOptions) *CRF {
	bag := make([]*crfTrainer, max(o.Bag, 1))
	Each(len(bag), func(k int) {
		mine := o
		mine.Seed += uint64(k)
		if k > 0 {
			mine.Progress = nil
		}
		bag[k] = newCRFTrainer(mine)
		bag[k].run(data)
	})
	for _, t := range bag[1:] {
		for i, x := range t.sum {
			bag[0].sum[i] += x
		}
		for i, x := range t.tsum {
			bag[0].tsum[i] += x
		}
		bag[0].averaged += t.averaged
	}
	return bag[0].model()
}

type crfTrainer struct {
	o                 CRFOptions
	rng               *rand.Rand
	w, g2, sum        []float32
	tw, tg2, tsum     []float32
	averaged          int
	emit, alpha, beta []float32
	kept              []uint32
}

func newCRFTrainer(o CRFOptions) *crfTrainer {
	if o.Rate == 0 {
		o.Rate = .1
	}
	n, tn := o.Labels<<o.Bits, o.Contexts*(o.Labels+1)*o.Labels
	return &crfTrainer{
		o: o, rng: rand.New(rand.NewPCG(o.Seed, 7)),
		w: make([]float32, n), g2: make([]float32, n), sum: make([]float32, n),
		tw: make([]float32, tn), tg2: make([]float32, tn), tsum: make([]float32, tn),
	}
}

// run learns from the sequences, epoch by epoch.
func (t *crfTrainer) run(data []Sequence) {
	order := make([]int, len(data))
	for i := range order {
		order[i] = i
	}
	for e := 0; e < t.o.Epochs; e++ {
		t.rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		var loss float64
		for _, i := range order {
			loss += t.learn(&data[i])
		}
		if e >= t.o.Epochs/2 {
			t.average()
		}
		if t.o.Progress != nil {
			t.o.Progress(e, loss/float64(max(len(data), 1)))
		}
	}
}

func (t *crfTrainer) average() {
	for i, x := range t.w {
		t.sum[i] += x
	}
	for i, x := range t.tw {
		t.tsum[i] += x
	}
	t.averaged++
}

func (t *crfTrainer) model() *CRF {
	k := float32(max(t.averaged, 1))
	for i := range t.sum {
		t.sum[i] /= k
	}
	for i := range t.tsum {
		t.tsum[i] /= k
	}
	return &CRF{Labels: t.o.Labels, Contexts: t.o.Contexts, Emit: Quantise(t.sum, t.o.Bits, t.o.Labels), Trans: t.tsum}
}

// learn makes one step on one sequence and returns its loss. The features
// left out at this visit (Drop) are chosen once, for scores and gradient.
func (t *crfTrainer) learn(s *Sequence) float64 {
	L, n := t.o.Labels, len(s.Steps)
	if n == 0 || s.Weight == 0 {
		return 0
	}
	t.emit, t.alpha, t.beta = grow(t.emit, n*L), grow(t.alpha, n*L), grow(t.beta, n*L)
	clear(t.emit)
	mask := uint32(1)<<t.o.Bits - 1
	t.kept = t.kept[:0]
	var ends []int
	scale := float32(1)
	if t.o.Drop > 0 {
		scale = 1 / (1 - t.o.Drop)
	}
	for i := range s.Steps {
		e := t.emit[i*L : i*L+L]
		for _, f := range s.Steps[i].Feats {
			if t.o.Drop > 0 && t.rng.Float32() < t.o.Drop {
				continue
			}
			r := f & mask
			t.kept = append(t.kept, r)
			row := t.w[int(r)*L : int(r)*L+L]
			for y := range e {
				e[y] += row[y] * scale
			}
		}
		ends = append(ends, len(t.kept))
	}
	logZ := forwardBackward(t.tw, L, t.emit, t.alpha, t.beta, s.Steps)
	gold := t.goldScore(s)
	t.stepEmissions(s, logZ, ends)
	t.stepTransitions(s, logZ)
	return float64(logZ - gold)
}

func (t *crfTrainer) goldScore(s *Sequence) float32 {
	L := t.o.Labels
	var gold float32
	from := L
	for i := range s.Steps {
		y := int(s.Labels[i])
		gold += t.emit[i*L+y] + t.tw[(int(s.Steps[i].Context)*(L+1)+from)*L+y]
		from = y
	}
	return gold
}

func (t *crfTrainer) stepEmissions(s *Sequence, logZ float32, ends []int) {
	L := t.o.Labels
	var grad [16]float32
	begin := 0
	for i := range s.Steps {
		w := s.Weight
		if t.o.Cost != nil {
			w *= t.o.Cost[s.Labels[i]]
		}
		var size float32
		for y := 0; y < L; y++ {
			g := -float32(math.Exp(float64(t.alpha[i*L+y] + t.beta[i*L+y] - logZ)))
			if int(s.Labels[i]) == y {
				g++
			}
			grad[y] = g * w
			size += abs32(g)
		}
		feats := t.kept[begin:ends[i]]
		begin = ends[i]
		if size < 1e-3 {
			continue
		}
		for _, r := range feats {
			o := int(r) * L
			for y := 0; y < L; y++ {
				adaStep(&t.w[o+y], &t.g2[o+y], grad[y]-t.o.L2*t.w[o+y], t.o.Rate)
			}
		}
	}
}

func adaStep(w, g2 *float32, g, rate float32) {
	*g2 += g * g
	*w += rate * g / float32(math.Sqrt(float64(*g2)+1e-6))
}

func (t *crfTrainer) stepTransitions(s *Sequence, logZ float32) {
	L := t.o.Labels
	for i := range s.Steps {
		base := int(s.Steps[i].Context) * (L + 1) * L
		if i == 0 {
			for y := 0; y < L; y++ {
				g := -float32(math.Exp(float64(t.alpha[y] + t.beta[y] - logZ)))
				if int(s.Labels[0]) == y {
					g++
				}
				adaStep(&t.tw[base+L*L+y], &t.tg2[base+L*L+y], g*s.Weight, t.o.Rate)
			}
			continue
		}
		for z := 0; z < L; z++ {
			for y := 0; y < L; y++ {
				k := base + z*L + y
				g := -float32(math.Exp(float64(t.alpha[(i-1)*L+z] + t.tw[k] + t.emit[i*L+y] + t.beta[i*L+y] - logZ)))
				if int(s.Labels[i-1]) == z && int(s.Labels[i]) == y {
					g++
				}
				if abs32(g) > 1e-4 {
					adaStep(&t.tw[k], &t.tg2[k], g*s.Weight, t.o.Rate)
				}
			}
		}
	}
}
