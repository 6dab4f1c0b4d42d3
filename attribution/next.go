package attribution

import (
	"strings"

	"quotetrack/syntax"
)

// Who is named next. A description may introduce somebody before his name does.

// namedNext is the person whom a description introduces before the name: "The
// EU's diplomatic chief said ...", then in the next paragraph "..., Josep
// Borrell told reporters", where Borrell has not been named before and the
// article says of nobody else that he holds the office. It is -1 where the
// next quote's speaker is no such person.
func (r *resolver) namedNext(fs []found, ids, parents []int, i int) int {
	src := fs[i].source
	if src.Last-src.First < 2 {
		return -1
	}
	s := r.describe(src)
	if s.form != formNominal || r.noPerson(&s) || !officeNouns[r.d.Tokens[s.head].Lemma] && !(personNouns[r.d.Tokens[s.head].Lemma] && r.heldOf(&s)) || !r.heldOf(&s) && r.roleOverlapAny(&s) || r.ofSomebody(&s) {
		return -1
	}
	w := r.d.Tokens[src.First].Lower
	vaguely := w == "a" || w == "an"
	if w != "the" && !vaguely && !r.heldOf(&s) {
		return -1
	}
	gender := nounGender(r.d.Tokens[s.head].Lemma)
	par := func(k int) int32 { return r.d.Sentences[r.d.Tokens[fs[k].cue.first].Sentence].Paragraph }
	for k := i + 1; k < len(fs) && par(k)-par(i) <= 1; k++ {
		if parents[k] >= 0 {
			continue
		}
		if id := ids[k]; id >= 0 && (par(k) == par(i)+1 || r.heldOf(&s)) && r.es.list[id].kind == syntax.PersonName && r.es.list[id].role == "" && len(r.es.list[id].parts) > 1 && r.es.list[id].at[0].First > fs[i].cue.first && agrees(gender, r.es.list[id].gender) && (!vaguely || r.maySoBeCalled(r.es.list[id].at[0], r.d.Tokens[s.head].Lemma)) {
			return id
		}
		return -1
	}
	return -1
}

// maySoBeCalled tells whether nothing beside a name makes another of him than a noun does: no
// title or owner before it, no other office after it ("Dana Price, an economist" is no spokesman,
// "Tom Kay, administrator of the service" may be an official).
func (r *resolver) maySoBeCalled(m Range, lemma string) bool {
	if i := m.First - 1; i >= 0 && r.d.Tokens[i].Sentence == r.d.Tokens[m.First].Sentence {
		t := &r.d.Tokens[i]
		word := strings.TrimSuffix(t.Lower, ".")
		if t.Tag.IsProper() || t.Tag == syntax.POS || t.Lower == "," || titles[word] || personTitles[word] {
			return false
		}
	}
	n := int32(len(r.d.Tokens))
	if m.Last >= n || r.d.Tokens[m.Last].Lower != "," {
		return lemma != "official"
	}
	called := ""
	for i := m.Last + 1; i < n && r.d.Tokens[i].Kind == syntax.Word && r.d.Tokens[i].Tag != syntax.IN && !r.d.Tokens[i].Tag.IsVerb(); i++ {
		if r.d.Tokens[i].Tag.IsNoun() {
			called = r.d.Tokens[i].Lemma
		}
	}
	return called == "" || lemma == "official" || roleKey(called) == roleKey(lemma)
}

// heldOf tells whether an office is somebody's: "New Zealand's central bank chief", "Orbán's
// chief of staff", "her lawyer".
func (r *resolver) heldOf(s *sourceInfo) bool {
	for i := s.r.First; i < s.head; i++ {
		switch r.d.Tokens[i].Tag {
		case syntax.PRPS:
			return i == s.r.First
		case syntax.POS:
			return i > s.r.First && r.d.Tokens[i-1].Name != syntax.NoName
		}
	}
	return false
}
