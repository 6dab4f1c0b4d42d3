package contradiction

import (
	"math"

	"quotetrack/learn"
	"quotetrack/syntax"
)

// TrainStance learns a stancer that uses an entailer. Its
// sparse model's scores, which the trees see as features, come from models
// that did not see the article. logf gets the cross-validated measures.
func TrainStance(data []StanceExample, claims, articles []*syntax.Document, ent *Entailer, sim Similarity, seed uint64, logf func(string, ...any)) *Stancer {
	s := &Stancer{lex: ent.lex, entail: ent}
	cv, av := make([]*ArticleView, len(claims)), make([]*ArticleView, len(articles))
	learn.Each(len(claims), func(i int) { cv[i] = s.View(claims[i]) })
	learn.Each(len(articles), func(i int) { av[i] = s.View(articles[i]) })
	xs, sparse := make([][]float64, len(data)), make([][]uint32, len(data))
	learn.Each(len(data), func(i int) {
		c, a := cv[data[i].Claim], av[data[i].Article]
		cs := claimSide(c)
		near := s.closest(&cs, a)
		xs[i], sparse[i] = s.stanceFeatures(c, &cs, a, near, sim), s.sparse(c, a, near)
	})
	logf("stance: features of %d pairs", len(data))
	story := stories(data, len(articles))
	share := shares(data, story)
	fold := func(i int) int { return story[data[i].Article] % stanceFolds }
	words := make([]*learn.CRF, stanceFolds)
	learn.Each(stanceFolds, func(f int) {
		words[f] = s.trainWords(data, sparse, share, seed, func(i int) bool { return fold(i) != f })
	})
	learn.Each(len(data), func(i int) { xs[i] = append(xs[i], s.wordScores(words[fold(i)], sparse[i])...) })
	parts := make([]polarity, stanceFolds)
	learn.Each(stanceFolds, func(f int) {
		parts[f] = trainPolarity(data, cv, av, story, seed, func(i int) bool { return fold(i) != f })
	})
	learn.Each(len(data), func(i int) {
		xs[i] = append(xs[i], parts[fold(i)].features(cv[data[i].Claim], av[data[i].Article])...)
	})
	logf("stance: words and sides by folds")
	s.tune(data, av, xs, share, fold, logf)
	s.Words = s.trainWords(data, sparse, share, seed, func(int) bool { return true })
	s.sides = trainPolarity(data, cv, av, story, seed, func(int) bool { return true })
	s.Models = s.trainTrees(data, xs, share, func(int) bool { return true })
	return s
}

// storyPower is how much less an example counts the more of its kind there are
// in a story: 0 not at all, 1 all stories count the same.
const storyPower = .3

// shares are the weights of examples in learning: the more examples of one stance
// a story has, the less each counts, so that a few large stories do not
// decide what words mean.
func shares(data []StanceExample, story []int) []float64 {
	type cell struct {
		story  int
		stance Stance
	}
	count := map[cell]float64{}
	for _, ex := range data {
		count[cell{story[ex.Article], ex.Stance}]++
	}
	out := make([]float64, len(data))
	var sum, n float64
	for i, ex := range data {
		if out[i] = 1; ex.Stance != Unrelated {
			out[i] = math.Pow(count[cell{story[ex.Article], ex.Stance}], -storyPower)
			sum, n = sum+out[i], n+1
		}
	}
	for i, ex := range data {
		if ex.Stance != Unrelated {
			out[i] *= n / sum // those that are about the claim weigh 1 on average
		}
	}
	return out
}

// stories numbers the articles so that those which one claim is about (their
// stance to it is any but unrelated) bear one number: they tell one story, and
// to learn from one and measure on another would flatter the model.
func stories(data []StanceExample, articles int) []int {
	parent := make([]int, articles)
	for i := range parent {
		parent[i] = i
	}
	find := func(x int) int {
		for parent[x] != x {
			parent[x] = parent[parent[x]]
			x = parent[x]
		}
		return x
	}
	about := map[int]int{}
	for _, ex := range data {
		if ex.Stance == Unrelated {
			continue
		}
		if other, ok := about[ex.Claim]; ok {
			parent[find(ex.Article)] = find(other)
		} else {
			about[ex.Claim] = ex.Article
		}
	}
	out, number := make([]int, articles), map[int]int{}
	for i := range out {
		r := find(i)
		if _, ok := number[r]; !ok {
			number[r] = len(number)
		}
		out[i] = number[r]
	}
	return out
}

func stanceNumber(x Stance) int8 {
	for k, y := range Stances {
		if x == y {
			return int8(k)
		}
	}
	return int8(len(Stances) - 1)
}

// disagreeWeight is the weight of an article that disagrees in learning from
// words: one in sixty does, and the words that tell are few.
const disagreeWeight = 5

func (s *Stancer) trainWords(data []StanceExample, sparse [][]uint32, share []float64, seed uint64, keep func(int) bool) *learn.CRF {
	var seqs []learn.Sequence
	for i := range data {
		if keep(i) {
			weight := float32(share[i])
			if data[i].Stance == Disagree {
				weight *= disagreeWeight
			}
			seqs = append(seqs, learn.Sequence{Steps: []learn.Step{{Feats: sparse[i]}}, Labels: []int8{stanceNumber(data[i].Stance)}, Weight: weight})
		}
	}
	return learn.TrainCRF(seqs, learn.CRFOptions{Labels: len(Stances), Contexts: 1, Bits: 19, Epochs: 4, Drop: .5, L2: 1e-3, Rate: .02, Seed: seed, Progress: func(int, float64) {}})
}

// trainTrees learns to tell unrelated articles from all others, and the stances from
// each other by the related ones alone.
func (s *Stancer) trainTrees(data []StanceExample, xs [][]float64, share []float64, keep func(int) bool) []*learn.Boosted {
	out := make([]*learn.Boosted, len(Stances))
	learn.Each(len(Stances), func(k int) {
		var x [][]float64
		var ys []bool
		var ws []float64
		for i := range data {
			if keep(i) && (Stances[k] == Unrelated || data[i].Stance != Unrelated) {
				x, ys, ws = append(x, xs[i]), append(ys, data[i].Stance == Stances[k]), append(ws, share[i])
			}
		}
		out[k] = learn.TrainBoosted(x, ys, ws, learn.BoostOptions{Rounds: 80, Depth: 4, Rate: .1, MinWeight: 5, L2: 3})
	})
	return out
}

// tune chooses the weight of "disagree" in the decision on articles that the
// models did not see, by the challenge's score, the mean F1 and, half, the F1 of that
// rarest stance, of which other articles have a larger share.
func (s *Stancer) tune(data []StanceExample, articles []*ArticleView, xs [][]float64, share []float64, fold func(int) int, logf func(string, ...any)) {
	p := make([][4]float64, len(data))
	for f := range stanceFolds {
		m := &Stancer{Models: s.trainTrees(data, xs, share, func(i int) bool { return fold(i) != f }), Weight: []float64{1, 1, 1, 1}}
		for i := range data {
			if fold(i) == f {
				p[i] = m.decide(xs[i]).P
			}
		}
	}
	s.hearClaims(data, articles, p)
	gold, got := make([]Stance, len(data)), make([]Stance, len(data))
	best := math.Inf(-1)
	for _, w := range []float64{1, 1.5, 2, 2.5, 3, 4, 5, 6, 8} {
		weight := []float64{1, w, 1, 1}
		for i := range data {
			gold[i], got[i] = data[i].Stance, choose(p[i], weight)
		}
		r := ScoreStances(gold, got)
		logf("stance, cross-validated by story, disagree weighs %.1f: score %.3f macro-F1 %.3f agree %.3f disagree %.3f discuss %.3f unrelated %.3f", w, r.Score, r.MacroF1, r.F1[Agree], r.F1[Disagree], r.F1[Discuss], r.F1[Unrelated])
		if v := r.Score + r.MacroF1 + r.F1[Disagree]/2; v > best {
			best, s.Weight = v, weight
		}
	}
}

// hearClaims averages the probabilities of every claim's articles as Stances does.
func (s *Stancer) hearClaims(data []StanceExample, articles []*ArticleView, p [][4]float64) {
	ofClaim := map[int][]int{}
	for i, ex := range data {
		ofClaim[ex.Claim] = append(ofClaim[ex.Claim], i)
	}
	for _, list := range ofClaim {
		views, ps := make([]*ArticleView, len(list)), make([][4]float64, len(list))
		for k, i := range list {
			views[k], ps[k] = articles[data[i].Article], p[i]
		}
		s.hearTogether(views, ps)
		for k, i := range list {
			p[i] = ps[k]
		}
	}
}

// StanceFile returns the weights of an entailer and a stancer with their
// provenance.
func StanceFile(e *Entailer, s *Stancer, p learn.Provenance) (*learn.File, error) {
	f := learn.NewFile(p)
	f.AddCRF("words", s.Words)
	f.AddCRF("sides of claims", s.sides.claims)
	f.AddCRF("sides of articles", s.sides.articles)
	for _, x := range []struct {
		name string
		v    any
	}{{"entailment", e.Models}, {"stance", s.Models}, {"weights", s.Weight}, {"version", stanceVersion()}} {
		if err := f.AddJSON(x.name, x.v); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// stanceVersion identifies the features that the weights were made for.
func stanceVersion() int {
	l := &lexicon{}
	n := len(l.entailmentFeatures(&side{}, &side{}, nil))
	s := &Stancer{lex: l, entail: &Entailer{lex: l}}
	v := s.View(&syntax.Document{})
	return n*1000 + len(s.stanceFeatures(v, &side{}, v, nil, nil))
}
