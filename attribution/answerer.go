package attribution

import (
	"quotetrack/learn"
	"quotetrack/syntax"
)

// Questions. Who is asked answers: in "Keane was asked by Strand whether she had seen it. She
// said that she had not" the pronoun means who was asked, though the other one spoke last.

// answerer is who was asked last, and where.
type answerer struct {
	id       int // an entity, where somebody was asked
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
