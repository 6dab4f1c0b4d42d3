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
	WordRow(hash uint64) uint32 // 0: unknown
	RowSimilarity(a, b uint32) float32
}

// affinity holds the similarities of the words of a premise and a hypothesis,
// computed once: row i, column j is word i of the hypothesis with word j of the
// premise.
type affinity struct {
	columns int
	v       []float32
}

func compare(p, h []word, sim Similarity) affinity {
	m := affinity{len(p), make([]float32, len(p)*len(h))}
	if sim == nil {
		return m
	}
	rows := make([]uint32, len(p))
	for j := range p {
		rows[j] = sim.WordRow(p[j].Hash)
	}
	for i := range h {
		row := sim.WordRow(h[i].Hash)
		if row == 0 {
			continue
		}
		for j, r := range rows {
			if r != 0 {
				m.v[i*m.columns+j] = sim.RowSimilarity(row, r)
			}
		}
	}
	return m
}

func (m *affinity) at(i, j int) float64 { return float64(m.v[i*m.columns+j]) }

// Entailer tells whether a premise entails or contradicts a hypothesis, by
// how the words of the two align: boosted trees, one for each label, over
// counts of what is aligned, what is left over and what is set against each
// other in one syntactic slot.
type Entailer struct {
	lex    *lexicon
	Models []*learn.Boosted // in the order of Labels
}

// word is a content word of a sentence as the aligner sees it. It is kept with
// statements, so its fields are short.
type word struct {
	_     struct{}  `cbor:",toarray"`
	Key   uint32    // of the lemma
	Hash  uint64    // of the form, for Similarity
	Class wordClass // what it is
	Neg   bool      // under a negation
	Value float64   // of a number
	Head  int16     // the content word above it, -1
	Rel   syntax.Rel
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

// maxWords bounds the words of one side that are compared.
const maxWords = 80

// contentWords reads the content words of runs of tokens [first, last).
func contentWords(d *syntax.Document, runs [][2]int32, neg []bool) []word {
	at := map[int32]int{}
	var out []word
	var tokens []int32
	for _, r := range runs {
		for i := r[0]; i < r[1] && len(out) < maxWords; i++ {
			if w, ok := wordAt(d, i, neg); ok {
				at[i] = len(out)
				out, tokens = append(out, w), append(tokens, i)
			}
		}
	}
	for k := range out {
		for h, steps := d.Tokens[tokens[k]].Head, 0; h >= 0 && steps < 4; h, steps = d.Tokens[h].Head, steps+1 {
			if j, ok := at[h]; ok {
				out[k].Head = int16(j)
				break
			}
		}
	}
	return out
}

func wordAt(d *syntax.Document, i int32, neg []bool) (word, bool) {
	t := &d.Tokens[i]
	if t.Kind != syntax.Word && t.Kind != syntax.Number {
		return word{}, false
	}
	w := word{Hash: t.Hash(), Rel: t.Rel, Head: -1, Class: otherWord}
	if v, ok := numberValue(d, i); ok {
		w.Class, w.Value = numberWord, v
	} else if t.Kind != syntax.Word || stop[t.Lemma] || stop[t.Lower] || len(t.Lower) < 2 {
		return word{}, false
	}
	w.Key = term(FoldLemma(t))
	switch {
	case w.Class == numberWord:
	case t.Name != syntax.NoName || t.Tag.IsProper():
		w.Class = nameWord
	case t.Tag.IsVerb():
		w.Class = verbWord
	case t.Tag.IsNoun():
		w.Class = nounWord
	}
	w.Neg = neg[i] || t.Head >= 0 && neg[t.Head] && d.Tokens[t.Head].Tag.IsVerb()
	return w, true
}

// kinship tells how two words relate: 1 the same, less for derivations,
// synonyms, hypernyms and words of like use, 0 for none; opposite words have a
// strength too.
func (l *lexicon) kinship(a, b *word, similar float64) (strength float64, opposite bool) {
	if a.Class == numberWord || b.Class == numberWord {
		if a.Class == b.Class && a.Value == b.Value {
			return 1, false
		}
		return 0, false
	}
	related := a.Key != b.Key && l.related.has(a.Key, b.Key)
	switch {
	case a.Key == b.Key:
		return 1, false
	case related && l.antonyms.has(a.Key, b.Key):
		return .7, true
	case related && l.derivations.has(a.Key, b.Key):
		return .9, false
	case related && l.synonyms.has(a.Key, b.Key):
		return .8, false
	case related && l.hypernyms.has(a.Key, b.Key):
		return .7, false
	case a.Class == nameWord || b.Class == nameWord || similar <= .6:
		return 0, false
	}
	return similar * .6, false
}

// wordAlignment pairs the words of a hypothesis with those of a premise.
type wordAlignment struct {
	of       []int // premise word for each hypothesis word, -1
	strength []float64
	opposite []bool
}

func (l *lexicon) alignWords(p, h []word, m *affinity) wordAlignment {
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
			if s, opp := l.kinship(&h[i], &p[j], m.at(i, j)); s > 0 {
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
	_              struct{} `cbor:",toarray"`
	Words          []word
	Negators       int
	Modal, Future  int
	Only, All, Few int
	Length         int
	Conditional    bool
	Doubt          bool
}

func readSide(d *syntax.Document, first, last int32, neg []bool) side {
	return readRuns(d, [][2]int32{{first, last}}, neg)
}

// wholeSide reads all of a document as one sentence.
func (l *lexicon) wholeSide(d *syntax.Document) side {
	return readSide(d, 0, int32(len(d.Tokens)), l.negations(d))
}

// readRuns reads what stands in runs of tokens as one sentence.
func readRuns(d *syntax.Document, runs [][2]int32, neg []bool) side {
	s := side{Words: contentWords(d, runs, neg)}
	for _, r := range runs {
		for i := r[0]; i < r[1]; i++ {
			s.count(&d.Tokens[i])
		}
	}
	return s
}

func (s *side) count(t *syntax.Token) {
	if t.Kind == syntax.Word {
		s.Length++
	}
	if negators[t.Lower] {
		s.Negators++
	}
	switch t.Lower {
	case "may", "might", "could", "would", "can", "should", "possibly", "perhaps", "maybe", "probably", "likely":
		s.Modal++
	case "will", "shall", "'ll":
		s.Future++
	case "only", "exclusively", "solely", "just":
		s.Only++
	case "all", "every", "each", "always", "everyone", "entirely", "completely":
		s.All++
	case "some", "few", "several", "sometimes", "rarely", "seldom", "any":
		s.Few++
	case "if", "unless", "whether":
		s.Conditional = true
	}
	s.Doubt = s.Doubt || doubtWords[t.Lemma]
}

// entailmentFeatures describe how a premise and a hypothesis compare.
func (l *lexicon) entailmentFeatures(p, h *side, sim Similarity) []float64 {
	m := compare(p.Words, h.Words, sim)
	x := l.alignWords(p.Words, h.Words, &m)
	var weight, aligned [wordClasses]float64
	var left [wordClasses]float64
	var flips, opposites, soft, verbFlips float64
	taken := make([]bool, len(p.Words))
	for i := range h.Words {
		w := &h.Words[i]
		r := l.weight(w.Key)
		weight[w.Class] += r
		if x.of[i] < 0 {
			left[w.Class]++
			continue
		}
		taken[x.of[i]] = true
		aligned[w.Class] += r * x.strength[i]
		soft += b2f(x.strength[i] < .95)
		if w.Neg != p.Words[x.of[i]].Neg {
			flips++
			verbFlips += b2f(w.Class == verbWord)
		}
		opposites += b2f(x.opposite[i])
	}
	var all, allAligned float64
	for c := range wordClasses {
		all += weight[c]
		allAligned += aligned[c]
	}
	f := []float64{allAligned / math.Max(all, 1), all - allAligned, flips, verbFlips, opposites, soft, float64(len(h.Words)), float64(len(p.Words)), float64(h.Length), float64(p.Length)}
	for c := range wordClasses {
		f = append(f, left[c], aligned[c]/math.Max(weight[c], 1), b2f(weight[c] > 0))
	}
	f = append(f, float64(p.Negators), float64(h.Negators), float64(h.Negators-p.Negators), b2f(h.Negators > 0 && p.Negators == 0))
	f = append(append(f, l.slotFeatures(p, h, &x, taken, &m)...),
		float64(h.Modal), float64(p.Modal), float64(h.Future), float64(h.Only), float64(p.Only), float64(h.All), float64(p.All), float64(h.Few), float64(p.Few),
		b2f(h.Conditional), b2f(p.Conditional), b2f(p.Doubt), b2f(h.Doubt), l.rootFeature(p, h, &x), l.windowFeature(p, h, &x, all), math.Min(allAligned/math.Max(all, 1), 1)*b2f(h.Negators != p.Negators), left[nameWord]+left[numberWord], b2f(all-allAligned < .5))
	f = append(f, l.predicateFeatures(h, &x)...)
	return append(f, softCover(p.Words, h.Words, m.at), softCover(h.Words, p.Words, func(i, j int) float64 { return m.at(j, i) }))
}

// predicateFeatures count what is left over outside of the subject of the
// hypothesis: a premise often names its subject by "he" or "it".
func (l *lexicon) predicateFeatures(h *side, x *wordAlignment) []float64 {
	var all, aligned float64
	var left [wordClasses]float64
	for i := range h.Words {
		if inSubject(h.Words, i) {
			continue
		}
		r := l.weight(h.Words[i].Key)
		all += r
		if x.of[i] < 0 {
			left[h.Words[i].Class]++
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
		if w.Rel == syntax.Nsubj || w.Rel == syntax.NsubjPass {
			return w.Head < 0 || words[w.Head].Head < 0
		}
		i = int(w.Head)
	}
	return false
}

// softCover is the mean, over the words of h, of how like the most similar word
// of p is: whether two sentences speak of one topic.
func softCover(p, h []word, similar func(i, j int) float64) float64 {
	if len(h) == 0 {
		return 0
	}
	sum := 0.0
	for i := range h {
		best := 0.0
		for j := range p {
			if h[i].Key == p[j].Key {
				best = 1
				break
			}
			best = math.Max(best, similar(i, j))
		}
		sum += best
	}
	return sum / float64(len(h))
}

// windowFeature is the largest share of the hypothesis that a stretch of the
// premise twice its length covers.
func (l *lexicon) windowFeature(p, h *side, x *wordAlignment, all float64) float64 {
	weight := make([]float64, len(p.Words))
	for i := range h.Words {
		if j := x.of[i]; j >= 0 {
			weight[j] += l.weight(h.Words[i].Key) * x.strength[i]
		}
	}
	size, sum, best := 2*len(h.Words)+2, 0.0, 0.0
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
func (l *lexicon) slotFeatures(p, h *side, x *wordAlignment, taken []bool, m *affinity) []float64 {
	var rival, nameRival, numberRival, near, verbRival, swapped, moved float64
	for i := range h.Words {
		w := &h.Words[i]
		if x.of[i] >= 0 {
			if w.Head >= 0 && x.of[w.Head] >= 0 {
				u := &p.Words[x.of[i]]
				same := u.Head >= 0 && int(u.Head) == x.of[w.Head]
				moved += b2f(!same)
				swapped += b2f(same && u.Rel != w.Rel && isCore(u.Rel) && isCore(w.Rel))
			}
			continue
		}
		best := -2.0
		for j := range p.Words {
			u := &p.Words[j]
			if taken[j] || u.Class != w.Class {
				continue
			}
			sameHead := w.Head >= 0 && x.of[w.Head] >= 0 && int(u.Head) == x.of[w.Head]
			if !sameHead && w.Class != numberWord && w.Class != nameWord {
				continue
			}
			best = math.Max(best, m.at(i, j)+b2f(sameHead))
		}
		if best > -2 {
			rival++
			near = math.Max(near, best)
			nameRival += b2f(w.Class == nameWord)
			numberRival += b2f(w.Class == numberWord)
			verbRival += b2f(w.Class == verbWord)
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
	for i := range h.Words {
		if h.Words[i].Head >= 0 {
			continue
		}
		switch {
		case x.of[i] < 0:
			return 0
		case x.opposite[i]:
			return 3
		case p.Words[x.of[i]].Head < 0:
			return 1
		}
		return 2
	}
	return 0
}

// Judge returns the probabilities of Labels for a premise and a hypothesis,
// analysed documents.
func (e *Entailer) Judge(premise, hypothesis *syntax.Document, sim Similarity) [3]float64 {
	p := e.lex.wholeSide(premise)
	h := e.lex.wholeSide(hypothesis)
	return e.judge(&p, &h, sim)
}

// Inconsistency is how far two sentences cannot both hold, whichever is said
// first: the mean of what each says of the other, weighed by how much the two
// are about one topic. It needs no training on the topic at hand.
func (e *Entailer) Inconsistency(a, b *syntax.Document, sim Similarity) float64 {
	p := e.lex.wholeSide(a)
	h := e.lex.wholeSide(b)
	m := compare(p.Words, h.Words, sim)
	topic := (softCover(p.Words, h.Words, m.at) + softCover(h.Words, p.Words, func(i, j int) float64 { return m.at(j, i) })) / 2
	return (e.judge(&p, &h, sim)[1] + e.judge(&h, &p, sim)[1]) / 2 * topic * topic
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
	learn.Each(len(data), func(i int) {
		ex := &data[i]
		p := lex.wholeSide(ex.Premise)
		h := lex.wholeSide(ex.Hypothesis)
		xs[i], ws[i] = lex.entailmentFeatures(&p, &h, sim), ex.Weight
	})
	learn.Each(len(Labels), func(k int) {
		ys := make([]bool, len(data))
		for i := range data {
			ys[i] = data[i].Label == Labels[k]
		}
		out.Models[k] = learn.TrainBoosted(xs, ys, ws, learn.BoostOptions{Rounds: 150, Depth: 4, Rate: .1, MinWeight: 5, L2: 2})
	})
	return out, nil
}
