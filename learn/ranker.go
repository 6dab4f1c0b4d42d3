package learn

import (
	"math"
	"math/rand/v2"
)

// Ranker scores candidates by the sum of their hashed features' weights; the
// softmax over the candidates of one choice is their probability.
type Ranker struct{ Table *Table }

// Score is the candidate's log odds up to a constant of the choice.
func (r *Ranker) Score(feats []uint32) float32 {
	var s int32
	mask := uint32(1)<<r.Table.Bits - 1
	for _, f := range feats {
		s += int32(r.Table.W[f&mask])
	}
	return float32(s) * r.Table.Scale
}

// Choice is one training example: candidates' features, and which is right.
type Choice struct {
	Candidates [][]uint32
	Right      []bool
	Weight     float32
}

// RankerOptions are the settings of TrainRanker.
type RankerOptions struct {
	Bits, Epochs int
	Rate, L2     float32
	Drop         float32
	Seed         uint64
}

// TrainRanker maximises the probability of the right candidates together by
// AdaGrad, averaging the last half of the epochs.
func TrainRanker(data []Choice, o RankerOptions) *Ranker {
	w, g2, sum := make([]float32, 1<<o.Bits), make([]float32, 1<<o.Bits), make([]float32, 1<<o.Bits)
	mask := uint32(1)<<o.Bits - 1
	rng := rand.New(rand.NewPCG(o.Seed, 23))
	order := make([]int, len(data))
	for i := range order {
		order[i] = i
	}
	var p []float64
	averaged := float32(0)
	for e := 0; e < o.Epochs; e++ {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			c := &data[i]
			drop := rng.Uint32()
			p = p[:0]
			top := math.Inf(-1)
			for _, f := range c.Candidates {
				s := 0.0
				for _, x := range f {
					if !dropped(x, drop, o.Drop) {
						s += float64(w[x&mask])
					}
				}
				p = append(p, s)
				top = max(top, s)
			}
			var all, good float64
			for k := range p {
				p[k] = math.Exp(p[k] - top)
				all += p[k]
				if c.Right[k] {
					good += p[k]
				}
			}
			for k, f := range c.Candidates {
				g := -p[k] / all
				if c.Right[k] {
					g += p[k] / good
				}
				if math.Abs(g) < 1e-4 {
					continue
				}
				for _, x := range f {
					if r := x & mask; !dropped(x, drop, o.Drop) {
						adaStep(&w[r], &g2[r], float32(g)*c.Weight-o.L2*w[r], o.Rate)
					}
				}
			}
		}
		if e >= o.Epochs/2 {
			averaged++
			for i, x := range w {
				sum[i] += x
			}
		}
	}
	for i := range sum {
		sum[i] /= max(averaged, 1)
	}
	return &Ranker{Table: Quantise(sum, o.Bits, 1)}
}

// dropped leaves a feature out of one visit of a choice, for all candidates
// alike.
func dropped(f, salt uint32, share float32) bool {
	return share > 0 && float32((f^salt)*2654435761>>8)/(1<<24) < share
}
