package contradiction

import (
	"quotetrack"
	"quotetrack/learn"
	"quotetrack/syntax"
)

// What words a denial is made of is learnt by a sparse model, which the trees over
// denialFeatures see as one more feature: its score, from models that did not
// see the article.

// Labels of the words' model.
const (
	noDenial = iota
	isDenial
	denialLabels
)

// maxDenialWords bounds the content that is read word by word: what denies stands
// near the beginning.
const maxDenialWords = 60

// denialWords appends the hashed features of a quote: its cue, what governs the
// content, who the subject is, what is negated, and the words themselves.
func denialWords(f []uint32, d *syntax.Document, q *quotetrack.Quote, neg []bool) []uint32 {
	f = append(f, learn.Mix1(600, 0))
	cue := uint64(1)
	negated := uint64(0)
	for k, c := range q.Cue {
		first, last := tokensOf(d, c)
		for i := first; i < last; i++ {
			t := &d.Tokens[i]
			x := learn.HashString(t.Lemma)
			if k == 0 && (cue == 1 || t.Tag.IsVerb()) {
				cue = x
			}
			negated |= learn.Bit(negators[t.Lower])
			f = append(f, learn.Mix1(601, x))
		}
	}
	f = append(f, learn.Mix2(602, cue, negated), learn.Mix2(603, cue, learn.HashString(string(q.Type))))
	words := 0
	for k, c := range q.Content {
		first, last := tokensOf(d, c)
		if first >= last {
			continue
		}
		if k == 0 {
			f = denialFrame(f, d, first, last, neg, cue)
		}
		for i := first; i < last && words < maxDenialWords; i++ {
			if d.Tokens[i].Kind != syntax.Word {
				continue
			}
			f = denialToken(f, d, first, last, i, neg, uint64(min(words/6, 2)))
			words++
		}
	}
	return f
}

// denialFrame describes the main clause of a content, or its head where it has
// none.
func denialFrame(f []uint32, d *syntax.Document, first, last int32, neg []bool, cue uint64) []uint32 {
	root := clauseRoot(d, first, last)
	r := &d.Tokens[root]
	rl, n := learn.HashString(r.Lemma), learn.Bit(neg[root])
	head := phraseHead(d, first, last)
	h := learn.HashString(d.Tokens[head].Lemma)
	a := learn.HashString(d.Tokens[first].Lower)
	subject, aux, cop := uint64(0), uint64(0), uint64(0)
	for i := first; i < last; i++ {
		t := &d.Tokens[i]
		if t.Head != root {
			continue
		}
		switch t.Rel {
		case syntax.Nsubj, syntax.NsubjPass:
			subject = learn.HashString(t.Lower)
			if t.Tag.IsProper() {
				subject = 2
			}
		case syntax.Aux, syntax.AuxPass:
			aux = aux*31 + learn.HashString(t.Lemma)
		case syntax.Cop:
			cop = learn.HashString(t.Lower)
		}
	}
	tag := uint64(r.Tag)
	return append(f,
		learn.Mix2(610, rl, n), learn.Mix3(611, n, tag, subject), learn.Mix3(612, n, aux, tag), learn.Mix3(613, rl, n, subject), learn.Mix2(614, cop, n), learn.Mix3(615, subject, cop, rl),
		learn.Mix2(616, cue, h), learn.Mix2(617, cue, a), learn.Mix1(618, a), learn.Mix2(619, cue, n), learn.Mix3(620, uint64(d.Tokens[head].Tag), cue, n), learn.Mix3(621, n, aux, rl),
	)
}

// denialToken describes one word of a content: where it stands, what follows it,
// what governs it, and whether it is negated.
func denialToken(f []uint32, d *syntax.Document, first, last, i int32, neg []bool, place uint64) []uint32 {
	t := &d.Tokens[i]
	x, n := learn.HashString(t.Lemma), learn.Bit(neg[i])
	f = append(f, learn.Mix1(630, x), learn.Mix2(631, x, place))
	if i+1 < last {
		f = append(f, learn.Mix2(632, x, learn.HashString(d.Tokens[i+1].Lemma)))
	}
	if n == 1 {
		f = append(f, learn.Mix1(633, x), learn.Mix2(634, x, uint64(t.Tag)), learn.Mix2(635, uint64(t.Tag), place))
	}
	if negators[t.Lower] && t.Head >= first && t.Head < last {
		h := &d.Tokens[t.Head]
		f = append(f, learn.Mix2(636, x, learn.HashString(h.Lemma)), learn.Mix2(637, x, uint64(h.Tag)))
	}
	if t.Head >= first && t.Head < last && (t.Rel == syntax.Obj || t.Rel == syntax.Xcomp || t.Rel == syntax.Ccomp || t.Rel == syntax.Nsubj) {
		f = append(f, learn.Mix3(638, learn.HashString(d.Tokens[t.Head].Lemma), uint64(t.Rel), learn.Bit(neg[t.Head])<<1|n), learn.Mix3(639, learn.HashString(d.Tokens[t.Head].Lemma), x, uint64(t.Rel)))
	}
	return f
}

// wordScore is the log odds of a denial by its words.
func wordScore(m *learn.CRF, feats []uint32) float64 {
	if m == nil {
		return 0
	}
	return logOdds(m, feats)
}

// logOdds is the log odds of the second of two labels by a model of single steps.
func logOdds(m *learn.CRF, feats []uint32) float64 {
	var s [2]int32
	m.Emit.Add(s[:], feats)
	start := m.Trans[2*2:]
	return float64(float32(s[1]-s[0])*m.Emit.Scale) + float64(start[1]-start[0])
}

// wordsBag is how many models of words are averaged.
const wordsBag = 4

// trainWords fits the words' model to the rows that keep lets pass.
func trainWords(feats [][]uint32, ys []bool, ws []float64, keep func(int) bool) *learn.CRF {
	var seqs []learn.Sequence
	for i := range feats {
		if keep(i) {
			y := int8(noDenial)
			if ys[i] {
				y = isDenial
			}
			seqs = append(seqs, learn.Sequence{Steps: []learn.Step{{Feats: feats[i]}}, Labels: []int8{y}, Weight: float32(ws[i])})
		}
	}
	return learn.TrainCRF(seqs, learn.CRFOptions{Labels: denialLabels, Contexts: 1, Bits: 17, Epochs: 12, Drop: .5, L2: 1e-3, Rate: .02, Seed: 1, Bag: wordsBag, Progress: func(int, float64) {}})
}
