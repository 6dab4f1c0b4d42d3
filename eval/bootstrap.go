package eval

import (
	"math/rand/v2"
	"sort"
)

// resamples is how many times the articles are drawn again.
const resamples = 1000

// Interval is the middle 95 % of a measure over sets of articles drawn with
// replacement (the percentile bootstrap, Efron 1979). parts holds the scores of
// each article alone.
func Interval(parts []*ArticleScores, measure string) (lo, hi float64) {
	if len(parts) == 0 {
		return 0, 0
	}
	rng := rand.New(rand.NewPCG(1, 51))
	values := make([]float64, resamples)
	for k := range values {
		var f PRF
		var a Accuracy
		for range parts {
			p := parts[rng.IntN(len(parts))]
			if x := p.F[measure]; x != nil {
				f.add(x.TP, x.Pred, x.Gold)
			}
			if x := p.Acc[measure]; x != nil {
				a.Right += x.Right
				a.N += x.N
			}
		}
		if a.N > 0 {
			values[k] = a.Rate()
		} else {
			values[k] = f.F1()
		}
	}
	sort.Float64s(values)
	return values[resamples*25/1000], values[resamples*975/1000-1]
}
