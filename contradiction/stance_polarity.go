package contradiction

import (
	"math"

	"quotetrack/learn"
)

// Polarity. A claim and an article each take a side in the story that they tell: "Actor to
// play founder" and "Actor quits film" two, and so do the articles below them. An article
// disagrees with a claim of the other side, whatever words both use, which a sum over the
// words of both cannot tell; so two sparse models learn to tell the side of a claim and that
// of an article, and the trees see how far these differ.

// Labels of the models of polarity.
const (
	affirms = iota
	refutes
	polarities
)

// polarity holds the models of the sides of claims and of articles.
type polarity struct{ claims, articles *learn.CRF }

// polarRounds is how often sides are voted on: what they settle into takes fewer.
const polarRounds = 8

// negativeClaim tells by its words alone whether a claim is the refuting side of its story.
func (v *ArticleView) negativeClaim() bool {
	return v.total.refute+v.total.doubt+v.total.exit+v.total.negators > 0
}

// sides gives claims and articles the side that agrees best with who agrees with whom: a vote
// of all that an article agrees or disagrees with, and of the words of claims. 0 is unknown,
// above 0 affirms.
func sides(data []StanceExample, claims []*ArticleView, articles int) (ofClaims, ofArticles []float64) {
	prior := make([]float64, len(claims))
	for i, c := range claims {
		if prior[i] = 1; c.negativeClaim() {
			prior[i] = -1
		}
	}
	ofClaims = append(ofClaims, prior...)
	for range polarRounds {
		votes := make([]float64, articles)
		for _, ex := range data {
			votes[ex.Article] += ex.agreement() * sign(ofClaims[ex.Claim])
		}
		ofArticles = votes
		votes = append([]float64(nil), prior...)
		for _, ex := range data {
			votes[ex.Claim] += ex.agreement() * sign(ofArticles[ex.Article])
		}
		ofClaims = votes
	}
	return ofClaims, ofArticles
}

// agreement is 1 where an article agrees with a claim, -1 where it disagrees, else 0.
func (x *StanceExample) agreement() float64 {
	switch x.Stance {
	case Agree:
		return 1
	case Disagree:
		return -1
	}
	return 0
}

func sign(x float64) float64 {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return 0
}

// claimPolarity lists the hashed features of the side of a claim: its words, and those that
// refute.
func claimPolarity(c *ArticleView) []uint32 {
	f := []uint32{learn.Mix1(920, 0)}
	prev := uint64(0)
	for i := range c.doc.Tokens {
		t := &c.doc.Tokens[i]
		l := uint64(term(t.Lemma))
		f = append(f, learn.Mix1(921, l), learn.Mix2(922, prev, l))
		prev = l
	}
	return append(f, signalFeatures(923, c.total)...)
}

// polarLead is how many sentences of an article are read word by word for its side.
const polarLead = 3

// articlePolarity lists the hashed features of the side of an article: the words of its
// beginning, those that refute anywhere, and how many these are.
func articlePolarity(v *ArticleView) []uint32 {
	f := []uint32{learn.Mix1(930, 0)}
	var lead signals
	for k := range min(polarLead, len(v.doc.Sentences)) {
		st, prev := v.doc.Sentences[k], uint64(0)
		for i := st.First; i < st.Last; i++ {
			l := uint64(term(v.doc.Tokens[i].Lemma))
			f = append(f, learn.Mix1(931, l), learn.Mix2(932, prev, l))
			prev = l
		}
		lead.add(v.signals[k])
	}
	seen := map[uint32]bool{}
	for i := range v.doc.Tokens {
		t := &v.doc.Tokens[i]
		if refuters[t.Lemma] || untrue[t.Lemma] || untrue[t.Lower] || doubters[t.Lemma] || leavers[t.Lemma] {
			if k := term(t.Lemma); !seen[k] {
				seen[k] = true
				f = append(f, learn.Mix1(933, uint64(k)))
			}
		}
	}
	return append(append(f, signalFeatures(934, lead)...), signalFeatures(935, v.total)...)
}

// signalFeatures are counts of the words of one kind, each with its kind.
func signalFeatures(kind int, s signals) []uint32 {
	var f []uint32
	for i, n := range s.list() {
		f = append(f, learn.Mix2(kind, uint64(i), uint64(math.Min(n, 4))))
	}
	return f
}

// How the models of polarity are learnt. What only a few stories hold is what they are about,
// not a side that one takes, so a feature counts that at least so many hold.
const (
	refuteWeight   = 3 // of what refutes: one in six does
	claimStories   = 3
	articleStories = 5
	polarBag       = 3
)

// sided are the claims, or the articles, of which the side is known, with the features and
// the story of each.
type sided struct {
	feats [][]uint32
	side  []float64
	story []int
}

func (s *sided) add(feats []uint32, side float64, story int) {
	if side != 0 {
		s.feats, s.side, s.story = append(s.feats, feats), append(s.side, side), append(s.story, story)
	}
}

// train learns the side from the features that at least so many stories hold.
func (s *sided) train(least int, seed uint64) *learn.CRF {
	in := map[uint32]map[int]bool{}
	for i, fs := range s.feats {
		for _, f := range fs {
			if in[f] == nil {
				in[f] = map[int]bool{}
			}
			in[f][s.story[i]] = true
		}
	}
	seqs := make([]learn.Sequence, len(s.feats))
	for i, fs := range s.feats {
		var kept []uint32
		for _, f := range fs {
			if len(in[f]) >= least {
				kept = append(kept, f)
			}
		}
		x := learn.Sequence{Steps: []learn.Step{{Feats: kept}}, Labels: []int8{affirms}, Weight: 1}
		if s.side[i] < 0 {
			x.Labels[0], x.Weight = refutes, refuteWeight
		}
		seqs[i] = x
	}
	return learn.TrainCRF(seqs, learn.CRFOptions{Labels: polarities, Contexts: 1, Bits: 17, Epochs: 12, Drop: .5, L2: 1e-3, Rate: .02, Seed: seed, Bag: polarBag, Progress: func(int, float64) {}})
}

// trainPolarity learns the sides of claims and articles from the examples that keep lets
// pass; story numbers the articles.
func trainPolarity(data []StanceExample, claims, articles []*ArticleView, story []int, seed uint64, keep func(int) bool) polarity {
	var kept []StanceExample
	of := make([]int, len(claims))
	usedClaim, usedArticle := make([]bool, len(claims)), make([]bool, len(articles))
	for i, ex := range data {
		if keep(i) && ex.agreement() != 0 {
			kept = append(kept, ex)
			of[ex.Claim] = story[ex.Article]
			usedClaim[ex.Claim], usedArticle[ex.Article] = true, true
		}
	}
	ofClaims, ofArticles := sides(kept, claims, len(articles))
	var c, a sided
	for i, used := range usedClaim {
		if used {
			c.add(claimPolarity(claims[i]), ofClaims[i], of[i])
		}
	}
	for i, used := range usedArticle {
		if used {
			a.add(articlePolarity(articles[i]), ofArticles[i], story[i])
		}
	}
	return polarity{claims: c.train(claimStories, seed), articles: a.train(articleStories, seed)}
}

// features describe the sides of a claim and an article: the probability that each refutes
// its story, and that they differ.
func (p *polarity) features(claim, article *ArticleView) []float64 {
	c, a := learn.Sigmoid(logOdds(p.claims, claimPolarity(claim))), learn.Sigmoid(logOdds(p.articles, articlePolarity(article)))
	return []float64{c, a, c*(1-a) + a*(1-c)}
}
