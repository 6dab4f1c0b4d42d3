package learn

import (
	"math"
	"math/rand/v2"
)

// VectorOptions are the settings of TrainVectors.
type VectorOptions struct {
	Dim, Window, Negative, Epochs int
	Rate                          float32
	Seed                          uint64
}

// TrainVectors learns word vectors by skip-gram with negative sampling
// (Mikolov et al. 2013). Sentences hold word numbers below vocab; count gives
// the frequency of each. The result holds vocab rows of Dim.
func TrainVectors(sentences [][]uint32, count []int, o VectorOptions) []float32 {
	vocab := len(count)
	rng := rand.New(rand.NewPCG(o.Seed, 31))
	in, out := make([]float32, vocab*o.Dim), make([]float32, vocab*o.Dim)
	for i := range in {
		in[i] = (rng.Float32() - .5) / float32(o.Dim)
	}
	noise := noiseTable(count)
	total := 0
	for _, c := range count {
		total += c
	}
	g := make([]float32, o.Dim)
	var kept []uint32
	steps, step := len(sentences)*o.Epochs, 0
	for range o.Epochs {
		for _, s := range sentences {
			rate := max(o.Rate*(1-float32(step)/float32(steps)), o.Rate*1e-3)
			step++
			kept = kept[:0]
			for _, w := range s {
				f := float64(count[w]) / float64(total)
				if f < 1e-4 || rng.Float64() < math.Sqrt(1e-4/f) {
					kept = append(kept, w)
				}
			}
			for i, w := range kept {
				win := 1 + rng.IntN(o.Window)
				for j := max(0, i-win); j <= min(len(kept)-1, i+win); j++ {
					if j == i {
						continue
					}
					v := in[int(kept[j])*o.Dim : int(kept[j]+1)*o.Dim]
					clear(g)
					for k := 0; k <= o.Negative; k++ {
						t, label := w, float32(1)
						if k > 0 {
							t, label = noise[rng.IntN(len(noise))], 0
							if t == w {
								continue
							}
						}
						skipGramStep(v, out[int(t)*o.Dim:int(t+1)*o.Dim], g, label, rate)
					}
					for d := range v {
						v[d] += g[d]
					}
				}
			}
		}
	}
	return in
}

func skipGramStep(v, u, g []float32, label, rate float32) {
	var dot float32
	for d, x := range v {
		dot += x * u[d]
	}
	e := (label - float32(1/(1+math.Exp(float64(-dot))))) * rate
	for d, x := range v {
		g[d] += e * u[d]
		u[d] += e * x
	}
}

// noiseTable samples words by their frequency to the power .75.
func noiseTable(count []int) []uint32 {
	const size = 1 << 20
	var sum float64
	for _, c := range count {
		sum += math.Pow(float64(c), .75)
	}
	out := make([]uint32, 0, size+len(count))
	for w, c := range count {
		n := int(math.Pow(float64(c), .75) / sum * size)
		for range n + 1 {
			out = append(out, uint32(w))
		}
	}
	return out
}
