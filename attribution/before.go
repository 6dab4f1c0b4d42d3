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
	k := r.sentenceBefore(s)
	if s.form != formPronoun || k < 0 || r.quoted > k {
		return quotetrack.Speaker{}, -1, false
	}
	group := r.d.Tokens[s.head].Lower == "they"
	if !group && r.d.Tokens[s.head].Lower != "it" {
		return quotetrack.Speaker{}, -1, false
	}
	i := r.rootSubject(k)
	if i < 0 {
		return quotetrack.Speaker{}, -1, false
	}
	t, np := &r.d.Tokens[i], Range{r.t.lo[i], r.t.hi[i] + 1}
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

// issuedBefore is who issued the statement that "it" means: "On Sunday he issued a statement. “I
// apologise,” it said."
func (r *resolver) issuedBefore(s *sourceInfo, q *found, adjacent bool) (quotetrack.Speaker, int, bool) {
	if s.form != formPronoun || s.head < 0 || r.d.Tokens[s.head].Lower != "it" {
		return quotetrack.Speaker{}, -1, false
	}
	k := r.sentenceBefore(s)
	if k < 0 {
		return quotetrack.Speaker{}, -1, false
	}
	who := r.issuer(k)
	if who.First >= who.Last {
		return quotetrack.Speaker{}, -1, false
	}
	sub := r.describe(who)
	sp, id, _ := r.identify(&sub, q, adjacent)
	return sp, id, true
}

// issued are papers that somebody issues, and that say something; issuing are the verbs for it.
var (
	issued  = nameSet("statement letter email e-mail memo note message")
	issuing = nameSet("issue release send publish write read put")
)

// issuer is the subject of sentence k if it tells that he issued a paper ("he issued a brief
// statement"), else nothing.
func (r *resolver) issuer(k int32) Range {
	st := r.d.Sentences[k]
	for i := st.First; i < st.Last; i++ {
		t := &r.d.Tokens[i]
		if t.Rel != syntax.Obj || !issued[t.Lemma] || t.Head < st.First || t.Head >= i || !issuing[r.d.Tokens[t.Head].Lemma] {
			continue
		}
		if sub := r.t.subj[t.Head]; sub >= st.First && sub < t.Head {
			return trim(r.d, Range{r.t.lo[sub], r.t.hi[sub] + 1})
		}
	}
	return Range{}
}

// sentenceBefore is the sentence before that of a source outside of quotations, if it stands in
// the same paragraph; else -1.
func (r *resolver) sentenceBefore(s *sourceInfo) int32 {
	if s.head < 0 || r.d.Tokens[s.head].Depth > 0 {
		return -1
	}
	k := r.d.Tokens[s.head].Sentence - 1
	if k < 0 || r.d.Sentences[k].Paragraph != r.d.Sentences[k+1].Paragraph {
		return -1
	}
	return k
}

// subjectPerson is the person whom "he" or "she" means because the sentence before, in which
// nobody is quoted, is about that one: its subject, by name. -1 if there is none.
func (r *resolver) subjectPerson(s *sourceInfo) int {
	k := r.sentenceBefore(s)
	if !s.oneByPronoun() || k < 0 || r.quoted > k {
		return -1
	}
	id := r.subjectOfSentence(k)
	if id < 0 || !agrees(s.gender, r.es.list[id].gender) || r.personIn(Range{r.d.Sentences[k+1].First, s.head}) {
		return -1
	}
	return id
}

// subjectSpeaker is the speaker without a name whom "he" or "she" means because he was the
// subject of the sentence before, and spoke there: "A spokesman for Tiefenthaler rejected that. The
// warning, he said, had been right". -1 if there is none.
func (r *resolver) subjectSpeaker(s *sourceInfo) int {
	id, k := r.last(), r.sentenceBefore(s)
	if id > firstReferent || !s.oneByPronoun() || k < 0 {
		return -1
	}
	ref := &r.refs[firstReferent-id]
	if ref.plural || r.d.Tokens[ref.first].Sentence != k || !oneOfPeople(ref.lemma) || !agrees(s.gender, nounGender(ref.lemma)) {
		return -1
	}
	if w := r.d.Tokens[ref.first].Lower; w != "a" && w != "an" {
		return -1 // "the Russian" has a name
	}
	subject := r.rootSubject(k)
	if subject < 0 || r.d.Tokens[subject].Lemma != ref.lemma || ref.first > subject || r.personIn(Range{r.d.Sentences[k+1].First, s.head}) {
		return -1
	}
	return id
}

// oneByPronoun tells whether a source is "he" or "she".
func (s *sourceInfo) oneByPronoun() bool {
	return s.form == formPronoun && s.gender != syntax.UnknownGender && !s.plural
}

// rootSubject is the subject of the main clause of sentence k outside of quotations, -1 if it
// has none.
func (r *resolver) rootSubject(k int32) int32 {
	st := r.d.Sentences[k]
	for i := st.First; i < st.Last; i++ {
		t := &r.d.Tokens[i]
		if (t.Rel == syntax.Nsubj || t.Rel == syntax.NsubjPass) && t.Depth == 0 && t.Head >= 0 && r.d.Tokens[t.Head].Rel == syntax.Root {
			return i
		}
	}
	return -1
}

// conjoined tells whether something is coordinated with a noun: "neither Reed nor the police".
func (r *resolver) conjoined(head int32) bool {
	for i := r.t.lo[head]; i <= r.t.hi[head]; i++ {
		if t := &r.d.Tokens[i]; t.Head == head && t.Rel == syntax.Conj {
			return true
		}
	}
	return false
}

// bearer is the person whose name heads a phrase, or stands beside its head: "Walch's colleague
// Peter Lang". -1 if none does.
func (r *resolver) bearer(np Range, head int32) int {
	for id, x := range r.es.list {
		if x.kind != syntax.PersonName {
			continue
		}
		for _, m := range x.at {
			if m.First < np.First || m.Last > np.Last {
				continue
			}
			h := r.mentionHead(m)
			if h == head || r.d.Tokens[h].Head == head && (r.d.Tokens[h].Rel == syntax.Appos || r.d.Tokens[h].Rel == syntax.Flat) {
				return id
			}
		}
	}
	return -1
}

// personIn tells whether a person is named among tokens, or called by a noun.
func (r *resolver) personIn(span Range) bool {
	for i := span.First; i < span.Last; i++ {
		if t := &r.d.Tokens[i]; t.Tag == syntax.NN && personNouns[t.Lemma] || r.namesPerson(i) {
			return true
		}
	}
	return false
}

// maxSubjectNP bounds the words of a subject that "they" takes up.
const maxSubjectNP = 14

// staffs are bodies that are somebody's: of which one "the office" is tells who owns it.
var staffs = nameSet("office team camp estate entourage")

// staffReach is how many sentences back "the office" looks for the one that is meant.
const staffReach = 4

// ownedBefore is the body of somebody that a bare "the office" takes up: "the governor's office
// had erred. The office denies this".
func (r *resolver) ownedBefore(s *sourceInfo) (quotetrack.Speaker, bool) {
	head := &r.d.Tokens[s.head]
	if s.r.Last-s.r.First != 2 || r.d.Tokens[s.r.First].Lower != "the" || !staffs[head.Lemma] {
		return quotetrack.Speaker{}, false
	}
	for i := s.r.First - 1; i >= 0 && head.Sentence-r.d.Tokens[i].Sentence <= staffReach; i-- {
		if t := &r.d.Tokens[i]; t.Lemma != head.Lemma || i == 0 || r.d.Tokens[i-1].Tag != syntax.POS {
			continue
		}
		np := Range{r.t.lo[i], i + 1}
		if np.Last-np.First > maxSubjectNP {
			return quotetrack.Speaker{}, false
		}
		sub := r.describe(np)
		if sub.form != formNominal {
			return quotetrack.Speaker{}, false
		}
		return r.self(&sub), true
	}
	return quotetrack.Speaker{}, false
}

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

// oneOfPeople tells whether a noun in the singular means somebody.
func oneOfPeople(lemma string) bool { return peopleNoun(lemma) || strings.HasSuffix(lemma, "man") }

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

// calledSo is the person that "the Croatian" means, who is named in the sentence before, or "the
// 48-year-old": who spoke last, else what the sentence before is about. -1 if there is none.
func (r *resolver) calledSo(s *sourceInfo) int {
	if ageOf(r.d.Tokens[s.head].Lower) == "" {
		return r.personBeforeSentence(s)
	}
	if id := r.last(); id >= 0 && r.es.list[id].kind == syntax.PersonName && len(r.es.list[id].parts) > 1 {
		return id
	}
	return r.subjectOfSentence(r.d.Tokens[s.head].Sentence - 1)
}

// stars are what the one whom an article is about may be called without more: "the singer".
var stars = nameSet("singer actor actress rapper comedian comedienne author novelist director presenter striker midfielder defender goalkeeper winger boxer golfer jockey sprinter")

// epithet tells whether a nominal may be another word for who was just spoken of: "the retired
// plumber", "the Welsh striker", "the singer".
func (r *resolver) epithet(s *sourceInfo) bool {
	if !r.onePerson(s) {
		return false
	}
	t := &r.d.Tokens[s.head]
	if r.d.Tokens[s.r.First].Lower != "the" || s.r.Last != s.head+1 || t.Depth > 0 || strings.HasPrefix(t.Lemma, "spokes") {
		return false
	}
	for i := s.r.First; i < s.head; i++ {
		if r.d.Tokens[i].Tag == syntax.POS {
			return false
		}
	}
	return s.r.Last-s.r.First > 2 || stars[t.Lemma]
}

// subjectOfSentence is the person who by name is the subject of sentence k, -1 if nobody is.
func (r *resolver) subjectOfSentence(k int32) int {
	if k < 0 {
		return -1
	}
	subject := r.rootSubject(k)
	if subject < 0 || r.conjoined(subject) {
		return -1
	}
	return r.bearer(Range{r.t.lo[subject], r.t.hi[subject] + 1}, subject)
}

// ofAge is the person of whom the article says that he is as old as a source: "Dean Harker, 48,".
// -1 if there is none.
func (r *resolver) ofAge(s *sourceInfo) int {
	age := ageOf(r.d.Tokens[s.head].Lower)
	if age == "" {
		return -1
	}
	for id, x := range r.es.list {
		if x.kind != syntax.PersonName {
			continue
		}
		for _, m := range x.at {
			if int(m.Last)+1 < len(r.d.Tokens) && r.d.Tokens[m.Last].Lower == "," && r.d.Tokens[m.Last+1].Lower == age {
				return id
			}
		}
	}
	return -1
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
