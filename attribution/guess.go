package attribution

import (
	"quotetrack/learn"
	"quotetrack/syntax"
)

// The network guesses what each token is to any attribution and to one cue
// (syntax.Role, Document.ArgumentScores). Both models take its guesses as features,
// in levels. They learn how far to trust them from analyses by networks that did not
// see the article (syntax.Parts), since of the articles that it learnt from the
// network is too sure.

// level puts a difference of scores into one of 18 levels, each .8 wide.
func level(x float32) uint64 {
	switch {
	case x >= 6.4:
		return 17
	case x < -6.4:
		return 0
	}
	return uint64(x/.8 + 9)
}

// cueGuesses appends what the network guesses of token i as part of a cue.
func cueGuesses(f []uint32, d *syntax.Document, s syntax.Sentence, i int32, x, g uint64) []uint32 {
	r := d.Roles(i)
	begin, inside := level(r[syntax.RoleCueBegin]-r[syntax.RoleOut]), level(r[syntax.RoleCueInside]-r[syntax.RoleOut])
	source, content := level(r[syntax.RoleSource]-r[syntax.RoleOut]), level(r[syntax.RoleContent]-r[syntax.RoleOut])
	around := func(k int32) uint64 {
		if k < s.First || k >= s.Last {
			return 31
		}
		n := d.Roles(k)
		return level(n[syntax.RoleCueBegin] - n[syntax.RoleOut])
	}
	prev, next := around(i-1), around(i+1)
	return append(f, learn.Mix1(80, begin), learn.Mix2(81, begin, inside), learn.Mix2(82, begin, g), learn.Mix2(83, begin, x), learn.Mix2(84, begin, prev), learn.Mix2(85, begin, next),
		learn.Mix2(86, inside, prev), learn.Mix3(87, begin/2, source/3, content/3), learn.Mix1(88, begin/2), learn.Mix1(89, inside), learn.Mix3(90, begin/2, prev/2, next/2))
}

// spanGuesses appends what the network guesses of token k of the cue's sentence
// as part of its source or content.
func (fr *spanFrame) spanGuesses(f []uint32, i int32, g, side, q, mid uint64) []uint32 {
	k := int(i - fr.st.First)
	at := func(k int) (source, content uint64) {
		if k < 0 || k >= len(fr.args) {
			return 31, 31
		}
		a := &fr.args[k]
		return level(a[syntax.ArgumentSource] - a[syntax.ArgumentNone]), level(a[syntax.ArgumentContent] - a[syntax.ArgumentNone])
	}
	s, c := at(k)
	ps, pc := at(k - 1)
	ns, nc := at(k + 1)
	r := fr.t.doc.Roles(i)
	any := level(r[syntax.RoleContent] - r[syntax.RoleOut])
	who := level(r[syntax.RoleSource] - r[syntax.RoleOut])
	return append(f, learn.Mix2(460, s, c), learn.Mix2(461, s, side), learn.Mix2(462, c, side), learn.Mix2(463, c, pc), learn.Mix2(464, c, nc), learn.Mix2(465, s, ps), learn.Mix2(466, s, ns),
		learn.Mix3(467, s, c, g), learn.Mix3(468, c, q, mid), learn.Mix2(469, c, any), learn.Mix2(498, s, who), learn.Mix3(497, c/2, pc/2, nc/2), learn.Mix1(496, c/2), learn.Mix1(495, s/2))
}
