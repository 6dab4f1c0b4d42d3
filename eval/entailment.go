package eval

import (
	"sort"

	"quotetrack/contradiction"
	"quotetrack/learn"
	"quotetrack/syntax"
)

// Judgement is what the entailer makes of a sentence pair.
type Judgement struct {
	P             [3]float64 // of contradiction.Labels
	Inconsistency float64    // see contradiction.Entailer
}

// Entail judges sentence pairs.
func Entail(a *syntax.Analyzer, e *contradiction.Entailer, pairs []SentencePair) []Judgement {
	out := make([]Judgement, len(pairs))
	learn.Each(len(pairs), func(i int) {
		p, h := a.Analyze(pairs[i].Premise), a.Analyze(pairs[i].Hypothesis)
		out[i] = Judgement{e.Judge(p, h, a), e.Inconsistency(p, h, a)}
	})
	return out
}

// EntailmentScores are the measures on sentence pairs.
type EntailmentScores struct {
	Accuracy float64            `json:"accuracy"`
	AUC      float64            `json:"auc"` // contradiction against the rest, by inconsistency
	Fine     map[string]float64 `json:"fine,omitempty"`
	N        int                `json:"n"`
}

// Best is the likeliest label, of the allowed ones (nil: all).
func Best(p [3]float64, allowed map[contradiction.Label]bool) contradiction.Label {
	best := -1
	for k := range p {
		if (len(allowed) == 0 || allowed[contradiction.Labels[k]]) && (best < 0 || p[k] > p[best]) {
			best = k
		}
	}
	return contradiction.Labels[max(best, 0)]
}

// ScoreEntailment compares judgements with the labels of the pairs. Where gold
// knows two labels only, a third is not chosen. Pairs of fine classes are also
// measured apart: the AUC of each class of contradiction against all pairs that
// are none.
func ScoreEntailment(pairs []SentencePair, p []Judgement, allowed map[contradiction.Label]bool) EntailmentScores {
	if allowed == nil {
		allowed = map[contradiction.Label]bool{}
		for _, x := range pairs {
			allowed[contradiction.Label(x.Label)] = true
		}
	}
	right := 0
	var pos, neg []float64
	fine := map[string][]float64{}
	for i, x := range pairs {
		if string(Best(p[i].P, allowed)) == x.Label {
			right++
		}
		if x.Label == string(contradiction.Contradiction) {
			pos = append(pos, p[i].Inconsistency)
			if x.Fine != "" {
				fine[x.Fine] = append(fine[x.Fine], p[i].Inconsistency)
			}
		} else {
			neg = append(neg, p[i].Inconsistency)
		}
	}
	out := EntailmentScores{Accuracy: ratio(right, len(pairs)), AUC: auc(pos, neg), N: len(pairs)}
	for k, v := range fine {
		if out.Fine == nil {
			out.Fine = map[string]float64{}
		}
		out.Fine[k] = auc(v, neg)
	}
	return out
}

// auc is the chance that a positive scores higher than a negative.
func auc(pos, neg []float64) float64 {
	if len(pos) == 0 || len(neg) == 0 {
		return 0
	}
	sort.Float64s(neg)
	sum := 0.0
	for _, x := range pos {
		lo := sort.SearchFloat64s(neg, x)
		hi := lo
		for hi < len(neg) && neg[hi] == x {
			hi++
		}
		sum += float64(lo) + float64(hi-lo)/2
	}
	return sum / float64(len(pos)*len(neg))
}
