package attribution

import (
	"quotetrack/learn"
	"quotetrack/syntax"
)

// Labels of the cue model.
const (
	cueOut = iota
	cueBegin
	cueInside
	cueLabels
)

// verbClasses maps the hash of a lemma to its VerbNet classes.
type verbClasses map[uint64][]uint16

const cueContexts = 4

// cueSteps appends the steps of one sentence to seq.
func (e *Engine) cueSteps(t *tree, lem []uint64, s syntax.Sentence, seq []learn.Step, arena *[]uint32) []learn.Step {
	seq = seq[:0]
	for i := s.First; i < s.Last; i++ {
		begin := len(*arena)
		*arena = e.cueFeats(*arena, t, lem, s, i)
		ctx := uint8(0)
		if i > s.First {
			p := &t.doc.Tokens[i-1]
			switch {
			case t.doc.Tokens[i].Head == i-1 || p.Head == i:
				ctx = 1
			case p.Kind != syntax.Word:
				ctx = 2
			}
		} else {
			ctx = 3
		}
		seq = append(seq, learn.Step{Feats: (*arena)[begin:len(*arena):len(*arena)], Context: ctx})
	}
	return seq
}

// lemmas hashes every lemma of a document once.
func lemmas(d *syntax.Document, buf []uint64) []uint64 {
	buf = buf[:0]
	for i := range d.Tokens {
		if d.Tokens[i].Lemma == d.Tokens[i].Lower {
			buf = append(buf, d.Tokens[i].Hash())
		} else {
			buf = append(buf, learn.HashString(d.Tokens[i].Lemma))
		}
	}
	return buf
}

// cueFeats appends the features of token i being part of a cue.
func (e *Engine) cueFeats(f []uint32, t *tree, lem []uint64, s syntax.Sentence, i int32) []uint32 {
	tok := t.doc.Tokens
	at := func(k int32) (lemma, tag uint64) {
		if k < s.First || k >= s.Last {
			return 5, 98
		}
		return lem[k], uint64(tok[k].Tag)
	}
	x, g := at(i)
	a, ga := at(i - 1)
	b, gb := at(i - 2)
	n, gn := at(i + 1)
	m, gm := at(i + 2)
	w, r := tok[i].Hash(), uint64(tok[i].Rel)
	h := tok[i].Head
	hl, ht := uint64(6), uint64(97)
	if h >= 0 {
		hl, ht = lem[h], uint64(tok[h].Tag)
	}
	kids := t.kids[i] & kidMask
	q := uint64(t.quoteNear[i])
	sl, sk := e.argument(t, lem, t.subj[i])
	cl, ck := e.complement(t, lem, i)
	ol, _ := e.argument(t, lem, t.obj[i])
	f = append(f,
		learn.Mix1(1, x), learn.Mix1(2, w), learn.Mix2(3, x, g), learn.Mix2(4, x, r), learn.Mix2(5, g, r), learn.Mix2(6, x, kids),
		learn.Mix2(7, g, kids), learn.Mix2(8, x, q), learn.Mix3(9, g, r, q), learn.Mix2(10, x, a), learn.Mix2(11, x, n), learn.Mix3(12, a, x, n),
		learn.Mix1(13, a), learn.Mix1(14, n), learn.Mix2(15, ga, g), learn.Mix2(16, g, gn), learn.Mix3(17, ga, g, gn), learn.Mix3(18, gb, ga, g), learn.Mix3(19, g, gn, gm),
		learn.Mix2(20, b, a), learn.Mix2(21, n, m), learn.Mix1(22, b), learn.Mix1(23, m), learn.Mix2(24, x, hl), learn.Mix3(25, r, hl, g), learn.Mix3(26, x, r, ht),
		learn.Mix2(27, x, sk), learn.Mix2(28, x, sl), learn.Mix2(29, g, sk), learn.Mix2(30, x, ck), learn.Mix3(31, x, cl, ck), learn.Mix2(32, g, ck), learn.Mix3(33, x, sk, ck),
		learn.Mix3(34, g, sk, ck), learn.Mix2(35, x, ol), learn.Mix3(36, x, q, sk), learn.Mix3(37, g, q, ck), learn.Mix3(38, a, x, sk),
	)
	f = e.cueContextFeats(f, t, lem, s, i, x, g, q)
	f = cueGuesses(f, t.doc, s, i, x, g)
	for _, c := range e.classes[x] {
		f = append(f, learn.Mix2(50, uint64(c), g), learn.Mix3(51, uint64(c), ck, sk), learn.Mix3(52, uint64(c), q, g))
	}
	if h >= 0 && tok[i].Kind == syntax.Word {
		hq := uint64(t.quoteNear[h])
		_, hck := e.complement(t, lem, h)
		_, hsk := e.argument(t, lem, t.subj[h])
		f = append(f, learn.Mix4(53, x, r, hl, hck), learn.Mix3(54, r, hl, hsk), learn.Mix4(55, r, ht, hck, hsk), learn.Mix3(56, r, hl, hq))
		for _, c := range e.classes[hl] {
			f = append(f, learn.Mix3(57, uint64(c), r, g))
		}
		if hh := tok[h].Head; hh >= 0 {
			f = append(f, learn.Mix4(58, x, r, lem[hh], uint64(tok[h].Rel)), learn.Mix4(59, g, r, ht, uint64(tok[h].Rel)))
		}
	}
	return f
}

const kidMask = 1<<syntax.Ccomp | 1<<syntax.Xcomp | 1<<syntax.Nsubj | 1<<syntax.NsubjPass | 1<<syntax.Obj | 1<<syntax.Obl | 1<<syntax.Parataxis |
	1<<syntax.Advcl | 1<<syntax.Mark | 1<<syntax.Aux | 1<<syntax.AuxPass | 1<<syntax.Cop | 1<<syntax.ACL | 1<<syntax.ACLRelcl | 1<<syntax.Nmod | 1<<syntax.Case | 1<<syntax.Conj | 1<<syntax.OblAgent | 1<<syntax.CompoundPrt

// cueContextFeats look beyond the neighbours: the sentence around, the marks,
// the place in the paragraph.
func (e *Engine) cueContextFeats(f []uint32, t *tree, lem []uint64, s syntax.Sentence, i int32, x, g, q uint64) []uint32 {
	tok := t.doc.Tokens
	first, last := lem[s.First], uint64(tok[s.Last-1].Kind)
	pos := uint64(0)
	switch {
	case i == s.First:
		pos = 1
	case i < s.First+4:
		pos = 2
	case i >= s.Last-3:
		pos = 3
	}
	before := uint64(0)
	if s.First > 0 {
		if p := &tok[s.First-1]; p.Kind == syntax.Quote {
			before = 1
		}
		if tok[s.First-1].Depth > 0 {
			before |= 2
		}
	}
	after := uint64(0)
	if int(s.Last) < len(tok) && tok[s.Last].Kind == syntax.Quote {
		after = 1
	}
	par := t.doc.Paragraphs[s.Paragraph]
	single := learn.Bit(par.Last-par.First == 1)
	suf := tok[i].Lower
	if len(suf) > 3 {
		suf = suf[len(suf)-3:]
	}
	form := learn.Bit(tok[i].Start < tok[i].End && t.doc.Text[tok[i].Start] >= 'A' && t.doc.Text[tok[i].Start] <= 'Z')
	return append(f,
		learn.Mix2(60, x, pos), learn.Mix3(61, g, pos, q), learn.Mix3(62, x, before, after), learn.Mix3(63, g, before|after<<4, pos),
		learn.Mix2(64, first, x), learn.Mix2(65, last, g), learn.Mix2(66, learn.HashString(suf), g), learn.Mix3(67, form, g, x),
		learn.Mix3(68, single, learn.Bit(s.Paragraph == 0), g), learn.Mix2(69, uint64(tok[i].Name), g), learn.Mix1(70, 0),
	)
}

// argument describes a subject or object: its lemma, and its kind (pronoun,
// name of a kind, plural, common).
func (e *Engine) argument(t *tree, lem []uint64, i int32) (lemma, kind uint64) {
	if i < 0 {
		return 4, 0
	}
	k := &t.doc.Tokens[i]
	kind = uint64(k.Tag) | uint64(k.Name)<<8
	return lem[i], kind
}

// complement describes the clause that a verb or noun governs: its
// subordinator, and how it stands (relation, side, finite, with a subject,
// quoted).
func (e *Engine) complement(t *tree, lem []uint64, i int32) (mark, kind uint64) {
	c := t.clause[i]
	if c < 0 {
		return 4, 0
	}
	k := uint64(t.doc.Tokens[c].Rel)<<1 | learn.Bit(c < i)
	k |= learn.Bit(t.subj[c] >= 0)<<8 | learn.Bit(t.doc.Tokens[c].Depth > 0)<<9
	m := uint64(7)
	if t.mark[c] >= 0 {
		m = lem[t.mark[c]]
	}
	return m, k
}

// plainRate is the share from which on a verb that governs a clause is taken for one of
// saying, and plainBonus what is then added to its score as a cue.
const (
	plainRate  = .6
	plainBonus = 3
)

// thatReach is how many words may stand between a verb and its "that": "claimed after the game
// that".
const thatReach = 7

// favourPlain raises the scores of the verbs of saying in a sentence that have a subject before
// them, and a "that" after it or a quotation before it, and of who denies anything: what stands around seldom makes them
// anything else than cues.
func (e *Engine) favourPlain(d *syntax.Document, s *scratch, st syntax.Sentence) {
	for i := st.First; i < st.Last; i++ {
		t := &d.Tokens[i]
		if !t.Tag.IsFinite() || !t.Tag.IsVerb() || t.Depth > 0 || s.tree.subj[i] < st.First || s.tree.subj[i] > i || t.Lemma != "deny" && (e.rates[t.Lemma] < plainRate || !thatFollows(d, i, st.Last) && !(somebody(&d.Tokens[s.tree.subj[i]]) && afterQuotation(d, st, s.tree.lo[s.tree.subj[i]]))) {
			continue
		}
		s.lattice.AddAt(cueLabels, int(i-st.First), cueBegin, plainBonus)
		s.lattice.AddAt(cueLabels, int(i-st.First), cueInside, plainBonus)
	}
}

// somebody tells whether a subject is a person by name or pronoun.
func somebody(t *syntax.Token) bool {
	return t.Name == syntax.PersonName || t.Lower == "he" || t.Lower == "she" || t.Lower == "they"
}

// afterQuotation tells whether a quotation of the sentence closes right before token i.
func afterQuotation(d *syntax.Document, st syntax.Sentence, i int32) bool {
	k := i - 1
	return k > st.First && d.Tokens[k].Kind == syntax.Quote && d.Tokens[k-1].Depth > 0 && d.Tokens[i].Depth == 0
}

// thatFollows tells whether a "that" follows verb i before any other verb or mark.
func thatFollows(d *syntax.Document, i, last int32) bool {
	for k := i + 1; k < min(i+1+thatReach, last-1); k++ {
		switch t := &d.Tokens[k]; {
		case t.Lower == "that":
			return t.Tag == syntax.IN
		case t.Tag.IsVerb() || t.Tag == syntax.MD || t.Kind != syntax.Word && t.Kind != syntax.Number:
			return false
		}
	}
	return false
}
