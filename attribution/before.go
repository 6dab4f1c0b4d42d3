package attribution

import (
	"strings"

	"quotetrack"
	"quotetrack/syntax"
)

// The sentence before. A pronoun or a nominal may mean who has not spoken yet but is what the
// sentence before is about.

// subjectBefore is the group of people that "they" means, or the body that "it" does, which has
// not spoken yet: the subject of the sentence before, where nobody is quoted.
func (r *resolver) subjectBefore(s *sourceInfo, q *found, adjacent bool) (quotetrack.Speaker, int, bool) {
	if s.form != formPronoun || s.head < 0 || r.d.Tokens[s.head].Depth > 0 {
		return quotetrack.Speaker{}, -1, false
	}
	group := r.d.Tokens[s.head].Lower == "they"
	if !group && r.d.Tokens[s.head].Lower != "it" {
		return quotetrack.Speaker{}, -1, false
	}
	k := r.d.Tokens[s.head].Sentence - 1
	if k < 0 || r.d.Sentences[k].Paragraph != r.d.Sentences[k+1].Paragraph || r.quoted > k {
		return quotetrack.Speaker{}, -1, false
	}
	st := r.d.Sentences[k]
	for i := st.First; i < st.Last; i++ {
		t := &r.d.Tokens[i]
		if t.Rel != syntax.Nsubj && t.Rel != syntax.NsubjPass || t.Head < 0 || r.d.Tokens[t.Head].Rel != syntax.Root {
			continue
		}
		np := Range{r.t.lo[i], r.t.hi[i] + 1}
		if group && (t.Tag != syntax.NNS || !peopleNoun(t.Lemma)) || !group && (t.Tag != syntax.NN || !orgNouns[t.Lemma]) || np.Last-np.First > maxSubjectNP {
			return quotetrack.Speaker{}, -1, false
		}
		sub := r.describe(np)
		if sub.form != formNominal {
			return quotetrack.Speaker{}, -1, false
		}
		if group {
			return r.self(&sub), -1, true
		}
		sp, id, _ := r.identify(&sub, q, adjacent)
		return sp, id, true
	}
	return quotetrack.Speaker{}, -1, false
}

// maxSubjectNP bounds the words of a subject that "they" takes up.
const maxSubjectNP = 14

// peopleNoun tells whether a noun, in the plural, means people.
func peopleNoun(lemma string) bool {
	if personNouns[lemma] || officeNouns[lemma] || lemma == "people" {
		return true
	}
	for _, end := range []string{"ist", "ian", "cher", "ficial", "ner", "ver", "ker", "tor", "ger", "yer", "der", "dent"} {
		if len(lemma) > len(end)+3 && strings.HasSuffix(lemma, end) {
			return true
		}
	}
	return false
}

// ofMany tells whether the article speaks of the country of token i elsewhere too, so that its
// people may be meant: "the French want".
func (r *resolver) ofMany(i int32) bool {
	place, n := FoldPlace(r.d.Tokens[i].Lower), 0
	for k := range r.d.Tokens {
		if FoldPlace(r.d.Tokens[k].Lower) == place {
			n++
		}
	}
	return n > 1
}

// personBeforeSentence is the one person named in the sentence before a source, -1 if there
// is none, or more than one that owns nothing there.
func (r *resolver) personBeforeSentence(s *sourceInfo) int {
	k := r.d.Tokens[s.head].Sentence - 1
	if next := s.head + 1; k < 0 || r.ofMany(s.head) || int(next) < len(r.d.Tokens) && r.d.Tokens[next].Tag == syntax.VBP {
		return -1
	}
	found := -1
	for id, x := range r.es.list {
		if x.kind != syntax.PersonName {
			continue
		}
		for _, m := range x.at {
			if r.d.Tokens[m.First].Sentence != k || int(m.Last) < len(r.d.Tokens) && r.d.Tokens[m.Last].Tag == syntax.POS {
				continue
			}
			if found >= 0 && found != id {
				return -1
			}
			found = id
		}
	}
	return found
}
