package learn

import "sort"

// Calibration maps a raw score to a probability by isotonic regression
// (Zadrozny and Elkan 2002): a rising staircase, interpolated between steps.
type Calibration struct {
	X, Y []float64
}

// TrainCalibration fits scores to outcomes.
func TrainCalibration(scores []float64, right []bool) *Calibration {
	type block struct{ x, sum, n float64 }
	idx := make([]int, len(scores))
	for i := range idx {
		idx[i] = i
	}
	sort.SliceStable(idx, func(a, b int) bool { return scores[idx[a]] < scores[idx[b]] })
	var st []block
	for _, i := range idx {
		b := block{x: scores[i], n: 1}
		if right[i] {
			b.sum = 1
		}
		st = append(st, b)
		for len(st) > 1 && st[len(st)-2].sum/st[len(st)-2].n >= st[len(st)-1].sum/st[len(st)-1].n {
			p, q := st[len(st)-2], st[len(st)-1]
			st = append(st[:len(st)-2], block{x: (p.x*p.n + q.x*q.n) / (p.n + q.n), sum: p.sum + q.sum, n: p.n + q.n})
		}
	}
	c := &Calibration{}
	for _, b := range st {
		if b.n < 5 && len(st) > 3 {
			continue // a step of a few examples is noise
		}
		c.X = append(c.X, b.x)
		c.Y = append(c.Y, (b.sum+.5)/(b.n+1))
	}
	return c
}

// P returns the calibrated probability of score x.
func (c *Calibration) P(x float64) float64 {
	if len(c.X) == 0 {
		return x
	}
	i := sort.SearchFloat64s(c.X, x)
	switch {
	case i == 0:
		return c.Y[0]
	case i == len(c.X):
		return c.Y[len(c.Y)-1]
	}
	t := (x - c.X[i-1]) / (c.X[i] - c.X[i-1] + 1e-12)
	return c.Y[i-1] + t*(c.Y[i]-c.Y[i-1])
}

// ReliabilityBin is one row of a reliability table.
type ReliabilityBin struct {
	From, To   float64
	Confidence float64 // mean
	Accuracy   float64
	N          int
}

// Reliability returns the table of ten equal bins and the expected
// calibration error (Guo et al. 2017).
func Reliability(p []float64, right []bool) (bins []ReliabilityBin, ece float64) {
	bins = make([]ReliabilityBin, 10)
	for i := range bins {
		bins[i].From, bins[i].To = float64(i)/10, float64(i+1)/10
	}
	for i, x := range p {
		b := &bins[min(9, max(0, int(x*10)))]
		b.N++
		b.Confidence += x
		if right[i] {
			b.Accuracy++
		}
	}
	for i := range bins {
		b := &bins[i]
		if b.N == 0 {
			continue
		}
		b.Confidence /= float64(b.N)
		b.Accuracy /= float64(b.N)
		d := b.Confidence - b.Accuracy
		if d < 0 {
			d = -d
		}
		ece += d * float64(b.N) / float64(len(p))
	}
	return bins, ece
}
