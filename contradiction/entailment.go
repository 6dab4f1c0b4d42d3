package contradiction

import (
	"math"
	"sort"

	"quotetrack/learn"
	"quotetrack/syntax"
)

// Label is what a premise says of a hypothesis.
type Label string

// Labels of entailment.
const (
	Entailment    Label = "entailment"
	Contradiction Label = "contradiction"
	Neutral       Label = "neutral"
)

// Labels lists them in the order of Entailer.Judge.
var Labels = []Label{Entailment, Contradiction, Neutral}

// Similarity compares two word forms by what is known of their use, from -1
// to 1. *syntax.Analyzer is one.
type Similarity interface {
	WordSimilarity(a, b uint64) float32
}

// Entailer tells whether a premise entails or contradicts a hypothesis, by
// how the words of the two align: boosted trees, one for each label, over
// counts of what is aligned, what is left over and what is set against each
// other in one syntactic slot.
type Entailer struct {
	lex    *lexicon
	Models []*learn.Boosted // in the order of Labels
}

// word is a content word of a sentence as the aligner sees it.
type word struct {
	key   uint32
	hash  uint64
	token int32
	class wordClass
	neg   bool
	value float64 // of a number
	head  int     // the content word above it, -1
	rel   syntax.Rel
}

type wordClass uint8

const (
	nounWord wordClass = iota
	verbWord
	otherWord
	nameWord
	numberWord
	wordClasses
)

// sentenceWords reads the content words of tokens [first, last).
func sentenceWords(d *syntax.Document, first, last int32, neg []bool, out []word) []word {
	at := map[int32]int{}
	for i := first; i < last; i++ {
		t := &d.Tokens[i]
		if t.Kind != syntax.Word && t.Kind != syntax.Number {
			continue
		}
		w := word{token: i, hash: t.Hash(), rel: t.Rel, head: -1, class: otherWord}
		if v, ok := numberValue(d, i); ok {
			w.class, w.value = numberWord, v
		} else if t.Kind != syntax.Word || stop[t.Lemma] || stop[t.Lower] || len(t.Lower) < 2 {
			continue
		}
		w.key = term(FoldLemma(t))
		switch {
		case w.class == numberWord:
		case t.Name != syntax.NoName || t.Tag.IsProper():
			w.class = nameWord
		case t.Tag.IsVerb():
			w.class = verbWord
		case t.Tag.IsNoun():
			w.class = nounWord
		}
		w.neg = neg[i] || t.Head >= 0 && neg[t.Head] && d.Tokens[t.Head].Tag.IsVerb()
		at[i] = len(out)
		out = append(out, w)
	}
	for k := range out {
		if out[k].token < first {
			continue
		}
		for h, steps := d.Tokens[out[k].token].Head, 0; h >= 0 && steps < 4; h, steps = d.Tokens[h].Head, steps+1 {
			if j, ok := at[h]; ok {
				out[k].head = j
				break
			}
		}
	}
	return out
}

// kinship tells how two words relate: 1 the same, less for derivations,
// synonyms, hypernyms and words of like use, 0 for none; opposite words have a
// strength too.
func (l *lexicon) kinship(a, b *word, sim Similarity) (strength float64, opposite bool) {
	if a.class == numberWord || b.class == numberWord {
		if a.class == b.class && a.value == b.value {
			return 1, false
		}
		return 0, false
	}
	switch {
	case a.key == b.key:
		return 1, false
	case l.antonyms.has(a.key, b.key):
		return .7, true
	case l.derivations.has(a.key, b.key):
		return .9, false
	case l.synonyms.has(a.key, b.key):
		return .8, false
	case l.hypernyms.has(a.key, b.key):
		return .7, false
	case a.class == nameWord || b.class == nameWord || sim == nil:
		return 0, false
	}
	if s := float64(sim.WordSimilarity(a.hash, b.hash)); s > .6 {
		return s * .6, false
	}
	return 0, false
}

// wordAlignment pairs the words of a hypothesis with those of a premise.
type wordAlignment struct {
	of       []int // premise word for each hypothesis word, -1
	strength []float64
	opposite []bool
}

func (l *lexicon) alignWords(p, h []word, sim Similarity) wordAlignment {
	x := wordAlignment{make([]int, len(h)), make([]float64, len(h)), make([]bool, len(h))}
	used := make([]bool, len(p))
	type cand struct {
		i, j int
		s    float64
		opp  bool
	}
	var cands []cand
	for i := range h {
		x.of[i] = -1
		for j := range p {
			if s, opp := l.kinship(&h[i], &p[j], sim); s > 0 {
				cands = append(cands, cand{i, j, s - math.Abs(float64(i-j))*1e-4, opp})
			}
		}
	}
	sort.SliceStable(cands, func(a, b int) bool { return cands[a].s > cands[b].s })
	for _, c := range cands {
		if x.of[c.i] < 0 && !used[c.j] {
			used[c.j] = true
			x.of[c.i], x.strength[c.i], x.opposite[c.i] = c.j, c.s, c.opp
		}
	}
	return x
}

// side is one sentence of a pair with what its function words say.
type side struct {
	words          []word
	negators       int
	modal, future  int
	only, all, few int
	length         int
	conditional    bool
	doubt          bool
}

func readSide(d *syntax.Document, first, last int32, neg []bool) side {
	s := side{words: sentenceWords(d, first, last, neg, nil)}
	for i := first; i < last; i++ {
		t := &d.Tokens[i]
		if t.Kind == syntax.Word {
			s.length++
		}
		if negators[t.Lower] {
			s.negators++
		}
		switch t.Lower {
		case "may", "might", "could", "would", "can", "should", "possibly", "perhaps", "maybe", "probably", "likely":
			s.modal++
		case "will", "shall", "'ll":
			s.future++
		case "only", "exclusively", "solely", "just":
			s.only++
		case "all", "every", "each", "always", "everyone", "entirely", "completely":
			s.all++
		case "some", "few", "several", "sometimes", "rarely", "seldom", "any":
			s.few++
		case "if", "unless", "whether":
			s.conditional = true
		}
		s.doubt = s.doubt || doubtWords[t.Lemma]
	}
	return s
}

// entailmentFeatures describe how a premise and a hypothesis compare.
func (l *lexicon) entailmentFeatures(p, h *side, sim Similarity) []float64 {
	x := l.alignWords(p.words, h.words, sim)
	var weight, aligned [wordClasses]float64
	var left [wordClasses]float64
	var flips, opposites, soft, verbFlips float64
	taken := make([]bool, len(p.words))
	for i := range h.words {
		w := &h.words[i]
		r := l.weight(w.key)
		weight[w.class] += r
		if x.of[i] < 0 {
			left[w.class]++
			continue
		}
		taken[x.of[i]] = true
		aligned[w.class] += r * x.strength[i]
		soft += b2f(x.strength[i] < .95)
		if w.neg != p.words[x.of[i]].neg {
			flips++
			verbFlips += b2f(w.class == verbWord)
		}
		opposites += b2f(x.opposite[i])
	}
	var all, allAligned float64
	for c := range wordClasses {
		all += weight[c]
		allAligned += aligned[c]
	}
	f := []float64{allAligned / math.Max(all, 1), all - allAligned, flips, verbFlips, opposites, soft, float64(len(h.words)), float64(len(p.words)), float64(h.length), float64(p.length)}
	for c := range wordClasses {
		f = append(f, left[c], aligned[c]/math.Max(weight[c], 1), b2f(weight[c] > 0))
	}
	f = append(f, float64(p.negators), float64(h.negators), float64(h.negators-p.negators), b2f(h.negators > 0 && p.negators == 0))
	f = append(append(f, l.slotFeatures(p, h, &x, taken, sim)...),
		float64(h.modal), float64(p.modal), float64(h.future), float64(h.only), float64(p.only), float64(h.all), float64(p.all), float64(h.few), float64(p.few),
		b2f(h.conditional), b2f(p.conditional), b2f(p.doubt), b2f(h.doubt), l.rootFeature(p, h, &x), l.windowFeature(p, h, &x, all), math.Min(allAligned/math.Max(all, 1), 1)*b2f(h.negators != p.negators), left[nameWord]+left[numberWord], b2f(all-allAligned < .5))
	f = append(f, l.predicateFeatures(h, &x)...)
	return append(f, softCover(p.words, h.words, sim), softCover(h.words, p.words, sim))
}

// predicateFeatures count what is left over outside of the subject of the
// hypothesis: a premise often names its subject by "he" or "it".
func (l *lexicon) predicateFeatures(h *side, x *wordAlignment) []float64 {
	var all, aligned float64
	var left [wordClasses]float64
	for i := range h.words {
		if inSubject(h.words, i) {
			continue
		}
		r := l.weight(h.words[i].key)
		all += r
		if x.of[i] < 0 {
			left[h.words[i].class]++
			continue
		}
		aligned += r * x.strength[i]
	}
	return append([]float64{aligned / math.Max(all, 1), all - aligned}, left[:]...)
}

// inSubject tells whether a word stands in the subject of the main clause.
func inSubject(words []word, i int) bool {
	for steps := 0; i >= 0 && steps < 6; steps++ {
		w := &words[i]
		if w.rel == syntax.Nsubj || w.rel == syntax.NsubjPass {
			return w.head < 0 || words[w.head].head < 0
		}
		i = w.head
	}
	return false
}

// softCover is the mean, over the words of h, of how like the most similar word
// of p is: whether two sentences speak of one topic.
func softCover(p, h []word, sim Similarity) float64 {
	if sim == nil || len(h) == 0 {
		return 0
	}
	sum := 0.0
	for i := range h {
		best := 0.0
		for j := range p {
			if h[i].key == p[j].key {
				best = 1
				break
			}
			best = math.Max(best, float64(sim.WordSimilarity(h[i].hash, p[j].hash)))
		}
		sum += best
	}
	return sum / float64(len(h))
}

// windowFeature is the largest share of the hypothesis that a stretch of the
// premise twice its length covers.
func (l *lexicon) windowFeature(p, h *side, x *wordAlignment, all float64) float64 {
	weight := make([]float64, len(p.words))
	for i := range h.words {
		if j := x.of[i]; j >= 0 {
			weight[j] += l.weight(h.words[i].key) * x.strength[i]
		}
	}
	size, sum, best := 2*len(h.words)+2, 0.0, 0.0
	for j := range weight {
		sum += weight[j]
		if j >= size {
			sum -= weight[j-size]
		}
		best = math.Max(best, sum)
	}
	return best / math.Max(all, 1)
}

func b2f(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// slotFeatures count the words of the hypothesis that no word of the premise
// fits, but whose place another word holds there: under the same (aligned)
// head, or of the same kind. "Released in 1997" against "released in 1999";
// "a genre of death metal" against "a genre of dancehall music".
func (l *lexicon) slotFeatures(p, h *side, x *wordAlignment, taken []bool, sim Similarity) []float64 {
	var rival, nameRival, numberRival, near, verbRival, swapped, moved float64
	for i := range h.words {
		w := &h.words[i]
		if x.of[i] >= 0 {
			if w.head >= 0 && x.of[w.head] >= 0 {
				u := &p.words[x.of[i]]
				same := u.head >= 0 && u.head == x.of[w.head]
				moved += b2f(!same)
				swapped += b2f(same && u.rel != w.rel && isCore(u.rel) && isCore(w.rel))
			}
			continue
		}
		best := -2.0
		for j := range p.words {
			u := &p.words[j]
			if taken[j] || u.class != w.class {
				continue
			}
			sameHead := w.head >= 0 && x.of[w.head] >= 0 && u.head == x.of[w.head]
			if !sameHead && w.class != numberWord && w.class != nameWord {
				continue
			}
			s := 0.0
			if sim != nil {
				s = float64(sim.WordSimilarity(w.hash, u.hash))
			}
			best = math.Max(best, s+b2f(sameHead))
		}
		if best > -2 {
			rival++
			near = math.Max(near, best)
			nameRival += b2f(w.class == nameWord)
			numberRival += b2f(w.class == numberWord)
			verbRival += b2f(w.class == verbWord)
		}
	}
	return []float64{rival, nameRival, numberRival, near, verbRival, swapped, moved}
}

func isCore(r syntax.Rel) bool {
	return r == syntax.Nsubj || r == syntax.NsubjPass || r == syntax.Obj || r == syntax.OblAgent
}

// rootFeature tells how the main word of the hypothesis stands: 0 not aligned,
// 1 aligned to the main word, 2 to another one, 3 to its opposite.
func (l *lexicon) rootFeature(p, h *side, x *wordAlignment) float64 {
	for i := range h.words {
		if h.words[i].head >= 0 {
			continue
		}
		switch {
		case x.of[i] < 0:
			return 0
		case x.opposite[i]:
			return 3
		case p.words[x.of[i]].head < 0:
			return 1
		}
		return 2
	}
	return 0
}

// Judge returns the probabilities of Labels for a premise and a hypothesis,
// analysed documents.
func (e *Entailer) Judge(premise, hypothesis *syntax.Document, sim Similarity) [3]float64 {
	p := readSide(premise, 0, int32(len(premise.Tokens)), negations(premise))
	h := readSide(hypothesis, 0, int32(len(hypothesis.Tokens)), negations(hypothesis))
	return e.judge(&p, &h, sim)
}

func (e *Entailer) judge(p, h *side, sim Similarity) [3]float64 {
	f := e.lex.entailmentFeatures(p, h, sim)
	var out [3]float64
	sum := 0.0
	for k, m := range e.Models {
		out[k] = m.P(f)
		sum += out[k]
	}
	for k := range out {
		out[k] /= math.Max(sum, 1e-9)
	}
	return out
}

// EntailmentExample is a labelled pair of analysed sentences.
type EntailmentExample struct {
	Premise, Hypothesis *syntax.Document
	Label               Label
	Weight              float64
}

// TrainEntailment learns an entailer.
func TrainEntailment(data []EntailmentExample, sim Similarity) (*Entailer, error) {
	lex, err := defaultLexicon()
	if err != nil {
		return nil, err
	}
	out := &Entailer{lex: lex, Models: make([]*learn.Boosted, len(Labels))}
	xs, ws := make([][]float64, len(data)), make([]float64, len(data))
	parallel(len(data), func(i int) {
		ex := &data[i]
		p := readSide(ex.Premise, 0, int32(len(ex.Premise.Tokens)), negations(ex.Premise))
		h := readSide(ex.Hypothesis, 0, int32(len(ex.Hypothesis.Tokens)), negations(ex.Hypothesis))
		xs[i], ws[i] = lex.entailmentFeatures(&p, &h, sim), ex.Weight
	})
	parallel(len(Labels), func(k int) {
		ys := make([]bool, len(data))
		for i := range data {
			ys[i] = data[i].Label == Labels[k]
		}
		out.Models[k] = learn.TrainBoosted(xs, ys, ws, learn.BoostOptions{Rounds: 150, Depth: 4, Rate: .1, MinWeight: 5, L2: 2})
	})
	return out, nil
}
