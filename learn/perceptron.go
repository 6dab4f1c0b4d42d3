package learn

// Perceptron trains a hashed multi-class averaged perceptron (Collins 2002)
// with lazily summed averages.
type Perceptron struct {
	Bits, Width int
	w, sum      []float32
	stamp       []uint32 // per row: when sum was last brought up to date
	now         uint32
}

// NewPerceptron returns an untrained perceptron of 2^bits rows and width
// classes.
func NewPerceptron(bits, width int) *Perceptron {
	n := width << bits
	return &Perceptron{Bits: bits, Width: width, w: make([]float32, n), sum: make([]float32, n), stamp: make([]uint32, 1<<bits)}
}

// Score adds the current (not averaged) weights of feats to scores.
func (p *Perceptron) Score(scores []float32, feats []uint32) {
	mask := uint32(1)<<p.Bits - 1
	w := p.Width
	scores = scores[:w]
	for _, f := range feats {
		i := int(f&mask) * w
		row := p.w[i : i+w]
		for c := range scores {
			scores[c] += row[c]
		}
	}
}

// Update moves weight of feats towards class good and away from class bad,
// and advances the clock of the average.
func (p *Perceptron) Update(feats []uint32, good, bad int) {
	mask := uint32(1)<<p.Bits - 1
	for _, f := range feats {
		r := f & mask
		i := int(r) * p.Width
		if d := float32(p.now - p.stamp[r]); d > 0 {
			for c := 0; c < p.Width; c++ {
				p.sum[i+c] += d * p.w[i+c]
			}
			p.stamp[r] = p.now
		}
		p.w[i+good]++
		p.w[i+bad]--
	}
}

// Tick advances the clock of the average by one example.
func (p *Perceptron) Tick() { p.now++ }

// Table returns the averaged weights, quantised.
func (p *Perceptron) Table() *Table {
	avg := make([]float32, len(p.w))
	total := float32(max(p.now, 1))
	for r := range p.stamp {
		d := float32(p.now - p.stamp[r])
		i := r * p.Width
		for c := 0; c < p.Width; c++ {
			avg[i+c] = (p.sum[i+c] + d*p.w[i+c]) / total
		}
	}
	return Quantise(avg, p.Bits, p.Width)
}
