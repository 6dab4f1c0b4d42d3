package contradiction

import (
	"quotetrack"
	"quotetrack/learn"
	"quotetrack/syntax"
)

// denialFeats describes a quote to the classifier of denials: the cue and
// what it governs, the negations and verdicts in the content, and the words
// at the head of both.
func (e *Engine) denialFeats(f []uint32, d *syntax.Document, q *quotetrack.Quote, neg []bool) []uint32 {
	f = append(f, learn.Mix1(800, 0), learn.Mix1(801, learn.HashString(string(q.Type))))
	negative := uint64(0)
	cue := uint64(0)
	for _, c := range q.Cue {
		first, last := tokensOf(d, c)
		prev := uint64(1)
		for i := first; i < last; i++ {
			t := &d.Tokens[i]
			l := learn.HashString(t.Lemma)
			f = append(f, learn.Mix1(802, l), learn.Mix2(803, prev, l))
			prev = l
			if t.Tag.IsVerb() {
				cue = l
			}
			if negators[t.Lower] {
				negative |= 1
			}
			if negativeVerbs[t.Lemma] {
				negative |= 2
			}
		}
	}
	words := 0
	for ci, c := range q.Content {
		first, last := tokensOf(d, c)
		root := clauseRoot(d, first, last)
		if root < last && ci == 0 {
			rl := learn.HashString(d.Tokens[root].Lemma)
			rn := uint64(0)
			if neg[root] {
				rn = 1
			}
			f = append(f, learn.Mix2(804, rl, rn), learn.Mix2(805, cue, rn), learn.Mix2(806, uint64(d.Tokens[root].Tag), rn))
		}
		prev, prev2 := uint64(2), uint64(2)
		for i := first; i < last && words < 60; i++ {
			t := &d.Tokens[i]
			if t.Kind != syntax.Word {
				continue
			}
			words++
			l := learn.HashString(t.Lemma)
			early := uint64(0)
			if words <= 6 {
				early = 1
				f = append(f, learn.Mix2(807, prev, l), learn.Mix1(808, l))
			}
			if negators[t.Lower] {
				negative |= 4
				h := uint64(3)
				if t.Head >= 0 {
					h = learn.HashString(d.Tokens[t.Head].Lemma)
				}
				f = append(f, learn.Mix2(809, h, early), learn.Mix2(810, l, early), learn.Mix2(811, l, h))
			}
			if neg[i] {
				f = append(f, learn.Mix1(812, l))
			}
			if verdicts[t.Lemma] {
				negative |= 8
			}
			f = append(f, learn.Mix1(813, l), learn.Mix3(814, prev2, prev, l))
			prev2, prev = prev, l
		}
		if first < last {
			f = append(f, learn.Mix2(815, cue, d.Tokens[first].Hash()))
		}
	}
	bucket := uint64(min(words/4, 5))
	return append(f, learn.Mix1(816, negative), learn.Mix2(817, negative, bucket), learn.Mix2(818, cue, negative), learn.Mix2(819, learn.HashString(string(q.Speaker.Kind)), negative))
}

// verdicts are words that call something untrue.
var verdicts = map[string]bool{"false": true, "untrue": true, "wrong": true, "lie": true, "hoax": true, "fake": true, "baseless": true, "fabrication": true, "fabricated": true, "nonsense": true,
	"ridiculous": true, "absurd": true, "unfounded": true, "groundless": true, "inaccurate": true, "incorrect": true, "myth": true, "fiction": true, "bogus": true, "impossible": true, "rubbish": true, "unsubstantiated": true, "categorically": true, "debunk": true, "fabricate": true, "liar": true}

// denialP is the probability that a quote is a denial.
func (e *Engine) denialP(feats []uint32) float32 {
	var s [2]int32
	e.denial.Emit.Add(s[:], feats)
	x := float32(s[1]-s[0])*e.denial.Emit.Scale + e.denial.Trans[2*2+1] - e.denial.Trans[2*2]
	return float32(learn.Sigmoid(float64(x)))
}
