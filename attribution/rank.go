package attribution

import (
	"quotetrack"
	"quotetrack/learn"
	"quotetrack/syntax"
)

// What the ranker sees of one candidate for a source.

func agrees(a, b syntax.Gender) bool {
	return a == syntax.UnknownGender || b == syntax.UnknownGender || b == syntax.Both || a == b
}

func small(n, most int) uint64 { return uint64(min(n, most)) }

// feats describes one candidate for a source at quote q.
func (r *resolver) feats(f []uint32, s *sourceInfo, c candidate, q *found, prevSame bool) []uint32 {
	prev := r.last()
	form := uint64(s.form) | learn.Bit(s.plural)<<4 | uint64(s.gender)<<5
	word := uint64(0)
	tagv := uint64(0)
	if s.head >= 0 {
		word, tagv = r.d.Tokens[s.head].Hash(), uint64(r.d.Tokens[s.head].Tag)
	}
	def := uint64(0)
	if s.r.First < s.r.Last {
		def = r.d.Tokens[s.r.First].Hash()
	}
	if c.entity == -1 {
		return append(f, learn.Mix2(601, form, 0), learn.Mix2(602, word, 0), learn.Mix2(603, form, tagv), learn.Mix2(604, def, form), learn.Mix3(605, form, learn.Bit(prev >= 0), learn.Bit(prevSame)),
			learn.Mix2(606, form, small(int(s.r.Last-s.r.First), 6)), learn.Mix3(607, word, def, 0), learn.Mix2(608, form, learn.Bit(r.roleOverlapAny(s))))
	}
	if c.entity <= firstReferent {
		return r.referentFeats(f, s, c, form, word, prevSame)
	}
	x := r.es.list[c.entity]
	st := r.d.Tokens[q.cue.first].Sentence
	ms := r.d.Tokens[c.last.First].Sentence
	sentDist := small(int(abs32(st-ms)), 6) | learn.Bit(c.after)<<4
	par := learn.Bit(r.d.Sentences[st].Paragraph == r.d.Sentences[ms].Paragraph)
	parDist := small(int(abs32(r.d.Sentences[st].Paragraph-r.d.Sentences[ms].Paragraph)), 4)
	mr := r.mentionHead(c.last)
	rel := uint64(r.d.Tokens[mr].Rel)
	agree := uint64(3)
	if s.gender != syntax.UnknownGender {
		switch {
		case x.gender == s.gender:
			agree = 1
		case x.gender == syntax.UnknownGender || x.gender == syntax.Both:
			agree = 2
		default:
			agree = 0
		}
	}
	kind := uint64(x.kind)
	same := uint64(0)
	if c.entity == prev {
		same = 1 | learn.Bit(prevSame)<<1
	}
	inContent := learn.Bit(within(c.last, q.content))
	freq := small(c.count, 5)
	base := form ^ kind<<8
	named := r.nameOverlap(s, x)
	spoke, since := r.history(c.entity)
	over, full := r.roleOverlap(s, x)
	outlet := learn.Bit(x.isOutlet())
	if s.form == formNominal && x.kind == syntax.PersonName { // "A judge ruled", and only then who
		early := small(int(r.d.Tokens[s.r.First].Sentence)/2, 4)
		office := learn.Bit(r.holdsOffice(s, x)) | learn.Bit(c.after)<<1 | learn.Bit(len(x.parts) > 1)<<2
		f = append(f, learn.Mix3(651, office, early, def), learn.Mix3(652, office, early, learn.Bit(s.r.Last-s.r.First == 1)), learn.Mix2(653, office, full))
	}
	f = append(f, learn.Mix3(649, word, kind, outlet), learn.Mix4(650, base, outlet, named, sentDist))
	f = append(f, learn.Mix2(642, base, named), learn.Mix3(643, word, kind, named), learn.Mix3(644, base, named, sentDist), learn.Mix3(645, base, spoke, since),
		learn.Mix4(646, base, agree, since, sentDist), learn.Mix3(647, base, learn.Bit(r.firstOfKind(c.entity)), freq), learn.Mix3(648, word, kind, small(c.rank, 2)))
	return append(f,
		learn.Mix2(620, base, agree), learn.Mix3(621, base, sentDist, rel), learn.Mix3(622, base, agree, small(c.rank, 4)), learn.Mix2(623, base, same), learn.Mix3(624, base, same, sentDist),
		learn.Mix2(625, base, freq), learn.Mix3(626, base, par, rel), learn.Mix3(627, base, parDist, same), learn.Mix2(628, base, inContent), learn.Mix3(629, base, over, full), learn.Mix3(630, word, kind, over),
		learn.Mix3(631, base, over, sentDist), learn.Mix4(632, base, agree, sentDist, same), learn.Mix3(633, base, learn.Bit(len(x.parts) > 1), freq), learn.Mix3(634, base, small(c.rank, 4), same),
		learn.Mix3(635, def, kind, over), learn.Mix3(636, base, learn.Bit(r.d.Tokens[c.last.First].Depth > 0), inContent), learn.Mix4(637, base, learn.Bit(c.last.First == r.d.Sentences[ms].First), sentDist, rel),
		learn.Mix3(638, base, learn.Bit(c.after), over), learn.Mix4(639, form, learn.Bit(x.speakerKind() == quotetrack.Person), small(c.rank, 3), over), learn.Mix3(640, base, learn.Bit(r.headOfRelative(s, c.last)), 0),
		learn.Mix2(641, base, learn.Bit(len(x.at) == r.mostMentions())),
	)
}

func (r *resolver) mostMentions() int {
	n := 0
	for _, x := range r.es.list {
		if x.kind == syntax.PersonName {
			n = max(n, len(x.at))
		}
	}
	return n
}

// headOfRelative tells whether a relative pronoun follows the mention at once.
func (r *resolver) headOfRelative(s *sourceInfo, m Range) bool {
	if s.head < 0 {
		return false
	}
	switch r.d.Tokens[s.head].Lower {
	case "who", "which", "that":
	default:
		return false
	}
	clause := r.d.Tokens[s.head].Head
	if clause >= 0 && r.d.Tokens[clause].Rel == syntax.ACLRelcl {
		h := r.d.Tokens[clause].Head
		return h >= m.First && h < m.Last
	}
	return s.head-m.Last >= 0 && s.head-m.Last <= 1
}

func within(m Range, content []Range) bool {
	for _, c := range content {
		if m.First >= c.First && m.First < c.Last {
			return true
		}
	}
	return false
}

func abs32(x int32) int32 {
	if x < 0 {
		return -x
	}
	return x
}

// mentionHead is the token of a mention whose head lies outside of it.
func (r *resolver) mentionHead(m Range) int32 {
	for i := m.First; i < m.Last; i++ {
		if h := r.d.Tokens[i].Head; h < m.First || h >= m.Last {
			return i
		}
	}
	return m.First
}

// roleOverlap counts the words of a nominal that describe the entity
// elsewhere, and tells whether all of them do.
func (r *resolver) roleOverlap(s *sourceInfo, x *entity) (n, full uint64) {
	if s.form != formNominal {
		return 0, 0
	}
	words, hits, head := 0, 0, false
	for i := s.r.First; i < s.r.Last; i++ {
		t := &r.d.Tokens[i]
		if !(t.Tag.IsNoun() || t.Tag == syntax.JJ) {
			continue
		}
		words++
		if x.roleKeys[roleKey(t.Lemma)] {
			hits++
			head = head || i == s.head
		}
	}
	return small(hits, 3) | learn.Bit(head)<<2, learn.Bit(words > 0 && hits == words)
}

func (r *resolver) roleOverlapAny(s *sourceInfo) bool {
	for _, x := range r.es.list {
		if n, _ := r.roleOverlap(s, x); n&4 != 0 && x.kind == syntax.PersonName {
			return true
		}
	}
	return false
}

// history tells how often a candidate has spoken, and how many quotes ago it
// did so last (0: never).
func (r *resolver) history(entity int) (spoke, since uint64) {
	for k := len(r.spoke) - 1; k >= 0; k-- {
		if r.spoke[k] != entity {
			continue
		}
		spoke++
		if since == 0 {
			since = small(len(r.spoke)-k, 5)
		}
		if spoke == 4 {
			break
		}
	}
	return spoke, since
}

// nameOverlap tells whether words of a nominal are part of an entity's name
// ("the fund", "the International Monetary Fund"): 1 one of them, 2 its head.
func (r *resolver) nameOverlap(s *sourceInfo, x *entity) uint64 {
	if s.form != formNominal {
		return 0
	}
	out := uint64(0)
	for i := s.r.First; i < s.r.Last; i++ {
		t := &r.d.Tokens[i]
		if t.Kind != syntax.Word || !t.Tag.IsNoun() && t.Tag != syntax.JJ {
			continue
		}
		for _, p := range x.parts {
			if p == t.Lemma || p == t.Lower {
				if i == s.head {
					return 2
				}
				out = 1
			}
		}
	}
	return out
}

// firstOfKind tells whether no entity of its kind is named before.
func (r *resolver) firstOfKind(id int) bool {
	x := r.es.list[id]
	for _, y := range r.es.list {
		if y.kind == x.kind && y.at[0].First < x.at[0].First {
			return false
		}
	}
	return true
}

// referentFeats describes a speaker without a name as a candidate.
func (r *resolver) referentFeats(f []uint32, s *sourceInfo, c candidate, form, word uint64, adjacent bool) []uint32 {
	ref := &r.refs[firstReferent-c.entity]
	_, since := r.history(c.entity)
	same := uint64(0)
	if s.head >= 0 && s.form == formNominal && r.d.Tokens[s.head].Lemma == ref.lemma {
		same = 1
	}
	head, kind := learn.HashString(ref.lemma), uint64(len(ref.speaker.Kind))
	plural := learn.Bit(ref.plural)<<1 | learn.Bit(s.plural)
	return append(f, learn.Mix3(660, form, plural, since), learn.Mix3(661, form, kind, plural), learn.Mix2(662, form, same), learn.Mix3(663, form, same, since), learn.Mix2(664, word, same),
		learn.Mix3(665, form, learn.Bit(adjacent), since), learn.Mix3(666, form, kind, since), learn.Mix2(667, word, head), learn.Mix2(668, form, head))
}
