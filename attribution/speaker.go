package attribution

import (
	"math"
	"strings"

	"quotetrack"
	"quotetrack/syntax"
)

// resolver assigns speakers to the attributions of one document.
type resolver struct {
	e       *Engine
	d       *syntax.Document
	t       *tree
	es      *entities
	g       genders
	not     int // an entity that a pronoun cannot mean, -1
	answers answerer
	quoted  int32 // one more than the sentence of the quote before
	// what was said so far: speakers that no name stands for, and who spoke
	refs       []referent
	spoke      []int          // entities and referents (as candidate.entity), the latest last
	publishing []int          // how much tells that an entity publishes; made when first asked for
	reported   map[string]int // whose the last report, study or poll was, by the noun
}

// referent is a speaker without a name of its own: "voters", "a senior aide".
type referent struct {
	speaker quotetrack.Speaker
	lemma   string // of the head
	plural  bool
	quote   int // number of the quote that it spoke last
	first   int32
}

// resolve names the speaker of quote q and returns who it is (see
// candidate.entity; -1 is the source's own words) and how sure that is.
func (r *resolver) resolve(q *found, adjacent bool) (quotetrack.Speaker, int, float32) {
	sp, id, p := r.speaker(q, adjacent)
	r.quoted = r.d.Tokens[q.cue.first].Sentence + 1
	return sp, id, p
}

func (r *resolver) speaker(q *found, adjacent bool) (quotetrack.Speaker, int, float32) {
	if q.addressee {
		r.noteQuestion(q)
		return quotetrack.Speaker{Kind: quotetrack.None}, -1, .8
	}
	if questioner(r.d, trim(r.d, q.source)) {
		return quotetrack.Speaker{ID: "q", Name: "Q", Kind: quotetrack.Unnamed}, -1, .8
	}
	if q.scriptOf == "A" {
		if id := r.interviewee(); id >= 0 {
			s := sourceInfo{named: id, head: q.source.First, r: q.source, form: formName}
			return r.speakerOf(id), r.remember(&s, r.speakerOf(id), id), .7
		}
	}
	s := r.describe(q.source)
	if q.scriptOf != "" && s.form != formName {
		if id := r.es.partOf(nameParts(q.scriptOf)); id >= 0 {
			s.form, s.named = formName, id // "Lind:", whatever the tagger takes it for
		}
	}
	if id := r.last(); q.alone && id >= 0 {
		return r.speakerOf(id), r.remember(&s, r.speakerOf(id), id), .5 // who spoke goes on
	}
	if q.author.Last > 0 {
		sp, id := r.author(q.author)
		return sp, r.remember(&s, sp, id), .8
	}
	if id := r.answering(&s, q); id >= 0 {
		return r.speakerOf(id), r.remember(&s, r.speakerOf(id), id), .8
	}
	sp, id, p := r.identify(&s, q, adjacent)
	r.learnGender(&s, id, p)
	if s.form == formNominal && s.head >= 0 && id >= 0 && publications[r.d.Tokens[s.head].Lemma] && s.r.Last-s.r.First > 2 {
		if r.reported == nil {
			r.reported = map[string]int{}
		}
		r.reported[r.d.Tokens[s.head].Lemma] = id
	}
	r.noteQuestion(q)
	return sp, r.remember(&s, sp, id), p
}

// surelyMeant is the probability from which on a pronoun tells the gender of whom it means.
const surelyMeant = .6

// learnGender notes by the pronoun that stands for a person whether it is a man or a woman,
// where the name does not tell: who is "she" once is no "he" later.
func (r *resolver) learnGender(s *sourceInfo, id int, p float32) {
	if s.form != formPronoun || s.gender == syntax.UnknownGender || id < 0 || p < surelyMeant {
		return
	}
	if x := r.es.list[id]; x.kind == syntax.PersonName && len(x.parts) > 1 && x.gender == syntax.UnknownGender {
		x.gender = s.gender
	}
}

// author is who wrote a post, by the whole name before the handle.
func (r *resolver) author(name Range) (quotetrack.Speaker, int) {
	text := strings.Join(strings.Fields(r.d.TokenText(name.First, name.Last)), " ")
	key := NameKey(text)
	for id, x := range r.es.list {
		if NameKey(x.name) == key {
			return r.speakerOf(id), id
		}
	}
	return quotetrack.Speaker{ID: Slug(text), Name: text, Kind: quotetrack.Person}, -1
}

// remember records that a speaker spoke.
func (r *resolver) remember(s *sourceInfo, sp quotetrack.Speaker, id int) int {
	if id == -1 && sp.Name != "" && s.head >= 0 && s.form == formNominal {
		id = firstReferent - len(r.refs)
		r.refs = append(r.refs, referent{speaker: sp, lemma: r.d.Tokens[s.head].Lemma, plural: s.plural || sp.Kind == quotetrack.Group, first: s.r.First})
	}
	if id <= firstReferent {
		r.refs[firstReferent-id].quote = len(r.spoke)
	}
	r.spoke = append(r.spoke, id)
	return id
}

// last is who spoke last, -1 if nobody known did.
func (r *resolver) last() int {
	if len(r.spoke) == 0 {
		return -1
	}
	return r.spoke[len(r.spoke)-1]
}

func (r *resolver) identify(s *sourceInfo, q *found, adjacent bool) (quotetrack.Speaker, int, float32) {
	if s.form == formSpeaker {
		if id := r.last(); id >= 0 && adjacent && !s.plural && r.d.Tokens[q.cue.first].Depth > 0 {
			return r.speakerOf(id), id, .6 // "I" in a quotation that goes on
		}
		return quotetrack.Speaker{Kind: quotetrack.Author}, -1, .5
	}
	if sp, ok := r.coordinated(s); ok {
		return sp, -1, .8
	}
	if s.form == formName {
		return r.speakerOf(s.named), s.named, 1
	}
	at := q.cue.first
	if s.head >= 0 {
		at = s.head
	}
	if r.hearsay(s, q) {
		return quotetrack.Speaker{Kind: quotetrack.None}, -1, .8
	}
	if s.form == formNone {
		if id := r.modified(q); id != -1 {
			return r.speakerFor(id), id, .5
		}
	}
	if s.plural {
		if sp, id, ok := r.subjectBefore(s, q, adjacent); ok {
			return sp, id, .6
		}
	}
	if id := r.subjectPerson(s); id >= 0 {
		return r.speakerOf(id), id, .9
	}
	if sp, id, ok := r.issuedBefore(s, q, adjacent); ok {
		return sp, id, .7
	}
	if id := r.subjectSpeaker(s); id != -1 {
		return r.speakerFor(id), id, .8
	}
	if s.form == formNominal {
		if id := r.ofAge(s); id >= 0 {
			return r.speakerOf(id), id, .9
		}
		if id := r.titled(s); id >= 0 {
			return r.speakerOf(id), id, .8
		}
		if id, ok := r.es.campaigns[r.owner(s)]; ok && r.d.Tokens[s.head].Lower == "campaign" {
			return r.speakerOf(id), id, .8 // "his campaign"
		}
		if sp, id, ok := r.beforeMedia(s); ok {
			return sp, id, .8
		}
		if id := r.described(s); id >= 0 {
			return r.speakerOf(id), id, .9
		}
		if id := r.onlyCompany(s); id >= 0 {
			return r.speakerOf(id), id, .8
		}
		if id := r.holder(s); id >= 0 {
			return r.speakerOf(id), id, .8
		}
		if sp, ok := r.ownedBefore(s); ok {
			return sp, -1, .7
		}
		if id := r.defendant(s); id >= 0 {
			return r.speakerOf(id), id, .8
		}
		if id := r.soleBearer(s); id >= 0 {
			return r.speakerOf(id), id, .6
		}
		if id := r.introduced(s); id >= 0 {
			r.es.list[id].bear(r.d, s.r, s.head)
			return r.speakerOf(id), id, .6
		}
		if sp, id, ok := r.unseen(s); ok {
			return sp, id, .7
		}
	}
	if r.onNetwork(s) {
		return r.self(s), -1, .7
	}
	if id := r.publisher(s); id >= 0 {
		return r.speakerOf(id), id, .7
	}
	if id := r.outlet(s); id != -1 {
		return r.speakerFor(id), id, .6
	}
	best, p := r.rank(s, q, at, adjacent)
	if best == -1 && s.form == formNominal && r.compatriot(s.r, s.head) {
		best = r.calledSo(s)
	} else if best == -1 && r.epithet(s) {
		best = r.subjectOfSentence(r.d.Tokens[s.head].Sentence - 1)
	}
	if best == -1 {
		if sp, id, ok := r.subjectBefore(s, q, adjacent); ok {
			return sp, id, p
		}
	}
	switch {
	case best != -1:
		return r.speakerFor(best), best, p
	case s.form == formNone || s.form == formPronoun: // "it" is no name
		return quotetrack.Speaker{Kind: quotetrack.None}, -1, p
	}
	return r.self(s), -1, p
}

// hearsays are verbs that in the passive, with "it", name nobody: "It is understood that".
var hearsays = nameSet("understand believe think expect say report allege claim rumour rumor estimate hope fear assume suggest")

// hearsay tells whether "it" stands for nobody: the subject of what is said to be so.
func (r *resolver) hearsay(s *sourceInfo, q *found) bool {
	if s.head < 0 || r.d.Tokens[s.head].Lower != "it" || s.head > q.cue.first {
		return false
	}
	h := &r.d.Tokens[q.cue.head]
	return h.Tag == syntax.VBN && hearsays[h.Lemma] && q.cue.head > s.head && r.t.subj[q.cue.head] == s.head && r.d.Tokens[s.head].Rel != syntax.Nsubj
}

// unseen resolves a source headed by a proper name that the name finder missed:
// to an entity whose short form or acronym it is, else to itself.
func (r *resolver) unseen(s *sourceInfo) (quotetrack.Speaker, int, bool) {
	t := &r.d.Tokens[s.head]
	capitals := r.d.Form(s.head)
	proper := t.Tag.IsProper() || len(capitals) > 1 && strings.ToUpper(capitals) == capitals && strings.ToLower(capitals) != capitals && t.Kind == syntax.Word
	if !proper || s.plural || officeNouns[t.Lower] || titles[t.Lower] || orgNouns[t.Lower] || publications[t.Lower] || demonyms[t.Lower] != "" {
		return quotetrack.Speaker{}, -1, false
	}
	lo := s.head
	for lo > s.r.First && r.d.Tokens[lo-1].Tag.IsProper() {
		lo--
	}
	parts := nameParts(r.d.TokenText(lo, s.head+1))
	for id, x := range r.es.list {
		if x.kind == syntax.OrgName && len(parts) > 0 && nameMatch(x, parts, syntax.OrgName) > 0 {
			return r.speakerOf(id), id, true
		}
	}
	return r.self(s), -1, true
}

func (r *resolver) rank(s *sourceInfo, q *found, at int32, adjacent bool) (int, float32) {
	cands := r.candidates(s, at)
	scores := make([]float32, len(cands))
	best := 0
	var buf [48]uint32
	for i, c := range cands {
		scores[i] = r.e.ranker.Score(r.feats(buf[:0], s, c, q, adjacent))
		if scores[i] > scores[best] {
			best = i
		}
	}
	return cands[best].entity, softmaxAt(scores, best)
}

// speakerFor is the speaker of an entity or of a referent (candidate.entity).
func (r *resolver) speakerFor(id int) quotetrack.Speaker {
	if id <= firstReferent {
		return r.refs[firstReferent-id].speaker
	}
	return r.speakerOf(id)
}

func (r *resolver) speakerOf(id int) quotetrack.Speaker {
	x := r.es.list[id]
	name := x.styled()
	return quotetrack.Speaker{ID: Slug(name), Name: name, Kind: x.speakerKind(), Role: x.role}
}

func softmaxAt(scores []float32, k int) float32 {
	var sum float64
	for _, x := range scores {
		sum += math.Exp(float64(x - scores[k]))
	}
	return float32(1 / sum)
}
