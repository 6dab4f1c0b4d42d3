package learn

import (
	"math"
	"math/rand/v2"
)

// Logistic is a dense binary logistic regression with standardised inputs.
type Logistic struct {
	Mean, Scale []float64 // per feature
	W           []float64 // per feature, then the intercept
}

// P returns the probability of the positive class for x.
func (m *Logistic) P(x []float64) float64 { return Sigmoid(m.Margin(x)) }

// Margin returns the log odds of the positive class for x.
func (m *Logistic) Margin(x []float64) float64 {
	z := m.W[len(x)]
	for i, v := range x {
		z += m.W[i] * (v - m.Mean[i]) * m.Scale[i]
	}
	return z
}

// Contribution returns how much feature i moves the log odds from where the
// training mean would leave them.
func (m *Logistic) Contribution(i int, v float64) float64 {
	return m.W[i] * (v - m.Mean[i]) * m.Scale[i]
}

// Sigmoid is the logistic function.
func Sigmoid(z float64) float64 { return 1 / (1 + math.Exp(-z)) }

// LogisticOptions are the settings of TrainLogistic.
type LogisticOptions struct {
	Epochs int     // passes over the data, 200 where 0
	L2     float64 // ridge per example
	Seed   uint64
}

// TrainLogistic fits a Logistic to rows xs with labels ys and example weights
// ws (nil = all 1) by AdaGrad over shuffled examples.
func TrainLogistic(xs [][]float64, ys []bool, ws []float64, o LogisticOptions) *Logistic {
	if len(xs) == 0 {
		return &Logistic{W: []float64{0}}
	}
	if o.Epochs == 0 {
		o.Epochs = 200
	}
	d := len(xs[0])
	m := &Logistic{W: make([]float64, d+1)}
	m.Mean, m.Scale = moments(xs)
	g2 := make([]float64, d+1)
	z := make([]float64, d)
	order := make([]int, len(xs))
	for i := range order {
		order[i] = i
	}
	rng := rand.New(rand.NewPCG(o.Seed, 11))
	for e := 0; e < o.Epochs; e++ {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			w := 1.0
			if ws != nil {
				w = ws[i]
			}
			s := m.W[d]
			for k, v := range xs[i] {
				z[k] = (v - m.Mean[k]) * m.Scale[k]
				s += m.W[k] * z[k]
			}
			err := -Sigmoid(s)
			if ys[i] {
				err++
			}
			err *= w
			for k := 0; k <= d; k++ {
				g := err
				if k < d {
					g = err*z[k] - o.L2*m.W[k]
				}
				g2[k] += g * g
				m.W[k] += .1 * g / math.Sqrt(g2[k]+1e-6)
			}
		}
	}
	return m
}

// moments returns each feature's mean and the inverse of its deviation.
func moments(xs [][]float64) (mean, inv []float64) {
	d, n := len(xs[0]), float64(len(xs))
	mean, inv = make([]float64, d), make([]float64, d)
	for _, x := range xs {
		for k, v := range x {
			mean[k] += v / n
		}
	}
	for _, x := range xs {
		for k, v := range x {
			inv[k] += (v - mean[k]) * (v - mean[k]) / n
		}
	}
	for k, v := range inv {
		if v < 1e-9 {
			inv[k] = 0
		} else {
			inv[k] = 1 / math.Sqrt(v)
		}
	}
	return mean, inv
}
