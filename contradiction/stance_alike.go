package contradiction

import "math"

// alikeShare weighs what articles alike say of a claim against what the article
// itself seems to say, alikePower how alike they must be: an article of the same
// words counts alikeShare times, one half as alike (by cosine) a sixteenth of that.
const (
	alikeShare = 4
	alikePower = 4
)

// Stances returns what articles say of one claim, each as Stance does, but that
// articles alike are heard together: outlets carry one text in versions, which take
// one stance, and of a word that tells it one version may hold more than another.
// Which articles are about the claim at all each decides for itself.
func (s *Stancer) Stances(claim *ArticleView, articles []*ArticleView, sim Similarity) []Verdict {
	out := make([]Verdict, len(articles))
	p := make([][4]float64, len(articles))
	for i, v := range articles {
		out[i] = s.Stance(claim, v, sim)
		p[i] = out[i].P
	}
	s.hearTogether(articles, p)
	for i := range out {
		out[i].P = p[i]
		out[i].Stance = choose(p[i], s.Weight)
	}
	return out
}

// hearTogether averages the probabilities of the stances to one claim over articles
// alike, among those that are more likely about it than not.
func (s *Stancer) hearTogether(articles []*ArticleView, p [][4]float64) {
	const unrelated = 3
	var about []int
	for i := range p {
		if p[i][unrelated] < .5 {
			about = append(about, i)
		}
	}
	mean := make([][4]float64, len(about))
	for i, a := range about {
		sum := 1.0
		for k := range unrelated {
			mean[i][k] = p[a][k] / (1 - p[a][unrelated])
		}
		for _, b := range about {
			if a == b {
				continue
			}
			w := alikeShare * math.Pow(s.cosine(articles[a], articles[b]), alikePower)
			for k := range unrelated {
				mean[i][k] += w * p[b][k] / (1 - p[b][unrelated])
			}
			sum += w
		}
		for k := range unrelated {
			mean[i][k] *= (1 - p[a][unrelated]) / sum
		}
		mean[i][unrelated] = p[a][unrelated]
	}
	for i, a := range about {
		p[a] = mean[i]
	}
}

// cosine is how alike the words of two texts are, by logarithmic counts weighted by
// rarity.
func (s *Stancer) cosine(a, b *ArticleView) float64 {
	if a.norm == 0 || b.norm == 0 {
		return 0
	}
	dot := 0.0
	for _, k := range a.words {
		if n := b.all[k]; n > 0 {
			w := s.lex.weight(k)
			dot += (1 + math.Log(a.all[k])) * (1 + math.Log(n)) * w * w
		}
	}
	return dot / (a.norm * b.norm)
}
