package syntax

import (
	"math/rand/v2"
	"unicode"
	"unicode/utf8"

	"quotetrack/learn"
)

// tagger assigns Penn tags from left to right; upos maps each tag in its
// context to a universal one.
type tagger struct {
	xpos *learn.Table
	upos *learn.Table
}

// shape abstracts a token's form: initial and other capitals, digits, hyphen,
// other marks.
func shape(form string, kind Kind) uint64 {
	if kind != Word && kind != Number {
		return 1 << 8
	}
	var s uint64
	r, _ := utf8.DecodeRuneInString(form)
	if unicode.IsUpper(r) {
		s |= 1
	}
	uppers, lowers := 0, 0
	for i := 0; i < len(form); i++ {
		switch c := form[i]; {
		case c >= 'A' && c <= 'Z':
			uppers++
		case c >= 'a' && c <= 'z':
			lowers++
		case c >= '0' && c <= '9':
			s |= 2
		case c == '-':
			s |= 4
		case c == '.':
			s |= 8
		case c == '@' || c == '#' || c == '/':
			s |= 16
		}
	}
	if uppers > 1 && lowers == 0 {
		s |= 32
	}
	if uppers > 0 && lowers > 0 && s&1 == 0 {
		s |= 64
	}
	return s
}

func suffix(s string, n int) uint64 {
	if len(s) <= n {
		return learn.HashString(s) + 1
	}
	return learn.HashString(s[len(s)-n:])
}

const tagFeatures = 26

// lexical holds what the tagger asks of one token, computed once.
type lexical struct{ word, suf3, suf2, pre, shape uint64 }

func (d *Document) lexicals(first, last int32, buf []lexical) []lexical {
	buf = buf[:0]
	for i := first; i < last; i++ {
		t := &d.Tokens[i]
		w := t.Lower
		p := w
		if len(p) > 3 {
			p = p[:3]
		}
		buf = append(buf, lexical{t.hash, suffix(w, 3), suffix(w, 2), learn.HashString(p), shape(d.Form(i), t.Kind)})
	}
	return buf
}

// tagFeats fills f with the features of token k of a sentence.
func tagFeats(f []uint32, lex []lexical, k int, prev, prev2 Tag) []uint32 {
	at := func(i int) lexical {
		if i < 0 || i >= len(lex) {
			return lexical{word: uint64(2 + i&1)}
		}
		return lex[i]
	}
	x, a, b, n, m := lex[k], at(k-1), at(k-2), at(k+1), at(k+2)
	t1, t2 := uint64(prev), uint64(prev2)
	return append(f[:0],
		learn.Mix1(1, 0),
		learn.Mix1(2, x.word),
		learn.Mix1(3, x.suf3),
		learn.Mix1(4, x.suf2),
		learn.Mix1(5, x.pre),
		learn.Mix1(6, x.shape),
		learn.Mix2(7, x.shape, b2u(k == 0)),
		learn.Mix1(8, t1),
		learn.Mix2(9, t1, t2),
		learn.Mix2(10, t1, x.word),
		learn.Mix2(11, t1, x.suf3),
		learn.Mix1(12, a.word),
		learn.Mix1(13, b.word),
		learn.Mix1(14, n.word),
		learn.Mix1(15, m.word),
		learn.Mix2(16, x.word, n.word),
		learn.Mix2(17, a.word, x.word),
		learn.Mix1(18, n.suf3),
		learn.Mix1(19, a.suf3),
		learn.Mix2(20, t1, n.word),
		learn.Mix2(21, t1, n.suf2),
		learn.Mix2(22, x.shape, n.shape),
		learn.Mix3(23, t1, t2, x.word),
		learn.Mix2(24, x.suf3, n.suf2),
		learn.Mix2(25, x.shape, x.suf2),
	)
}

func b2u(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

// upostFeats are the features of the universal tag of token k.
func uposFeats(f []uint32, lex []lexical, tokens []Token, k int) []uint32 {
	at := func(i int) uint64 {
		if i < 0 || i >= len(tokens) {
			return uint64(numTags)
		}
		return uint64(tokens[i].Tag)
	}
	x, t := lex[k], at(k)
	return append(f[:0],
		learn.Mix1(40, t),
		learn.Mix2(41, t, x.word),
		learn.Mix2(42, t, at(k+1)),
		learn.Mix2(43, t, at(k-1)),
		learn.Mix3(44, t, x.word, at(k+1)),
		learn.Mix3(45, t, x.word, at(k-1)),
		learn.Mix2(46, t, x.suf3),
		learn.Mix3(47, t, at(k+1), at(k+2)),
	)
}

type tagScratch struct {
	lex    []lexical
	feats  []uint32
	scores []int32
}

func (tg *tagger) tag(d *Document, first, last int32, s *tagScratch) {
	s.lex = d.lexicals(first, last, s.lex)
	if s.scores == nil {
		s.scores = make([]int32, numTags)
		s.feats = make([]uint32, 0, tagFeatures)
	}
	var p1, p2 Tag
	for k := range s.lex {
		s.feats = tagFeats(s.feats, s.lex, k, p1, p2)
		clear(s.scores)
		tg.xpos.Add(s.scores, s.feats)
		best := Tag(1)
		for c := best; c < numTags; c++ {
			if s.scores[c] > s.scores[best] {
				best = c
			}
		}
		d.Tokens[first+int32(k)].Tag = best
		p1, p2 = best, p1
	}
	tokens := d.Tokens[first:last]
	var u [32]int32
	for k := range tokens {
		s.feats = uposFeats(s.feats, s.lex, tokens, k)
		scores := u[:numUPOS]
		clear(scores)
		tg.upos.Add(scores, s.feats)
		best := 1
		for c := best; c < numUPOS; c++ {
			if scores[c] > scores[best] {
				best = c
			}
		}
		tokens[k].UPOS = UPOS(best)
	}
}

// TreebankSentence is a sentence of a treebank: a document of one sentence
// with gold tags, relations and lemmas in its tokens. Silver marks automatic
// analyses, which carry no universal tags.
type TreebankSentence struct {
	Doc    *Document
	Lemmas []string
	Silver bool
}

func trainTagger(data []*TreebankSentence, epochs int, seed uint64) *tagger {
	xp := learn.NewPerceptron(18, int(numTags))
	up := learn.NewPerceptron(15, numUPOS)
	rng := rand.New(rand.NewPCG(seed, 3))
	order := make([]int, len(data))
	for i := range order {
		order[i] = i
	}
	var lex []lexical
	feats := make([]uint32, 0, tagFeatures)
	scores := make([]float32, numTags)
	for e := 0; e < epochs; e++ {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			s := data[i]
			n := int32(len(s.Doc.Tokens))
			lex = s.Doc.lexicals(0, n, lex)
			var p1, p2 Tag
			for k := range lex {
				gold := s.Doc.Tokens[k].Tag
				feats = tagFeats(feats, lex, k, p1, p2)
				clear(scores)
				xp.Score(scores, feats)
				got := argmax(scores[1:]) + 1
				if Tag(got) != gold && gold != NoTag {
					xp.Update(feats, int(gold), got)
				}
				xp.Tick()
				p1, p2 = Tag(got), p1
				if s.Silver {
					continue
				}
				feats = uposFeats(feats, lex, s.Doc.Tokens, k)
				us := scores[:numUPOS]
				clear(us)
				up.Score(us, feats)
				if u := argmax(us[1:]) + 1; u != int(s.Doc.Tokens[k].UPOS) {
					up.Update(feats, int(s.Doc.Tokens[k].UPOS), u)
				}
				up.Tick()
			}
		}
	}
	return &tagger{xpos: xp.Table(), upos: up.Table()}
}

func argmax(s []float32) int {
	best := 0
	for i, x := range s {
		if x > s[best] {
			best = i
		}
	}
	return best
}
