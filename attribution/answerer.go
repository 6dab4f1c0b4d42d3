package attribution

import (
	"quotetrack"
	"quotetrack/learn"
	"quotetrack/syntax"
)

// Questions. Who is asked answers: in "Keane was asked by Strand whether she had seen it. She
// said that she had not" the pronoun means who was asked, though the other one spoke last.

// answerer is who was asked last, and where.
type answerer struct {
	id       int // an entity, -1 for nobody
	sentence int32
	asked    bool
}

// witnesses are what somebody is called who is asked in court.
var witnesses = nameSet("witness defendant accused suspect")

// answerReach is how many sentences after a question its answer may stand.
const answerReach = 4

// noteQuestion records whom an attribution says to have been asked.
func (r *resolver) noteQuestion(q *found) {
	if q.cue.first >= q.cue.last {
		return
	}
	h := q.cue.head
	if h < 0 || !addressed[r.d.Tokens[h].Lemma] || r.t.subj[h] < 0 || r.d.Tokens[r.t.subj[h]].Rel != syntax.NsubjPass {
		return
	}
	s := r.describe(Range{r.t.lo[r.t.subj[h]], r.t.hi[r.t.subj[h]] + 1})
	if s.form == formName && r.es.list[s.named].kind == syntax.PersonName {
		r.answers = answerer{id: s.named, sentence: r.d.Tokens[h].Sentence, asked: true}
	}
}

// answering is the person who was asked right before, where the source may mean that one; -1
// if none was.
func (r *resolver) answering(s *sourceInfo, q *found) int {
	a := &r.answers
	if !a.asked || s.head < 0 || r.d.Tokens[q.cue.first].Depth > 0 {
		return -1
	}
	if gap := r.d.Tokens[q.cue.first].Sentence - a.sentence; gap < 0 || gap > answerReach {
		a.asked = false
		return -1
	}
	switch {
	case s.form == formPronoun && s.gender != syntax.UnknownGender && !s.plural && agrees(s.gender, r.es.list[a.id].gender) && r.d.Tokens[q.cue.first].Sentence-a.sentence <= 1:
	case s.form == formNominal && witnesses[r.d.Tokens[s.head].Lemma] && r.definite(s):
	case s.form == formName && s.named != a.id:
		if q.cue.head < 0 || !addressed[r.d.Tokens[q.cue.head].Lemma] {
			a.asked = false // somebody else goes on
		}
		return -1
	default:
		return -1
	}
	a.sentence = r.d.Tokens[q.cue.first].Sentence
	return a.id
}

// interviewee is who answers the questions of an interview that calls them A: of the persons
// named before the first question the one named most often, the first of them; -1 if none is.
func (r *resolver) interviewee() int {
	first := int32(-1)
	for _, p := range r.d.Paragraphs {
		if i := r.d.Sentences[p.First].First; questioner(r.d, Range{i, i + 1}) {
			first = i
			break
		}
	}
	best, most := -1, 0
	for id, x := range r.es.list {
		n := 0
		for _, m := range x.at {
			n += int(learn.Bit(m.First < first))
		}
		if x.kind == syntax.PersonName && (n > most || n == most && n > 0 && x.at[0].First < r.es.list[best].at[0].First) {
			best, most = id, n
		}
	}
	return best
}

// titled is the one person who bears an office that a headline names without a name: "Judge
// asks why"; -1 if none does, or more than one.
func (r *resolver) titled(s *sourceInfo) int {
	t := &r.d.Tokens[s.head]
	if s.r.Last-s.r.First != 1 || s.plural || t.Sentence > 0 || !officeNouns[t.Lemma] && !titles[t.Lower] {
		return -1
	}
	found := -1
	for id, x := range r.es.list {
		if x.kind != syntax.PersonName || !r.holdsOffice(s, x) && !r.afterOffice(x, t.Lower) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = id
	}
	return found
}

// afterOffice tells whether the word stands right before a mention of x.
func (r *resolver) afterOffice(x *entity, lower string) bool {
	for _, m := range x.at {
		if m.First > 0 && r.d.Tokens[m.First-1].Lower == lower {
			return true
		}
	}
	return false
}

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
		if len(lemma) > len(end)+3 && lemma[len(lemma)-len(end):] == end {
			return true
		}
	}
	return false
}

// personBeforeSentence is the one person named in the sentence before a source, -1 if there
// is none, or more than one that owns nothing there.
func (r *resolver) personBeforeSentence(s *sourceInfo) int {
	k := r.d.Tokens[s.head].Sentence - 1
	if k < 0 {
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
