package attribution

import (
	"math"
	"strings"

	"quotetrack"
	"quotetrack/learn"
	"quotetrack/syntax"
)

// sourceForm is the linguistic form of a source.
type sourceForm uint8

const (
	formNone    sourceForm = iota
	formPronoun            // he, she, they, it, who
	formSpeaker            // I, we
	formName               // headed by a name
	formNominal            // "the French president", "officials"
	formNumForms
)

// sourceInfo is what a source says about its speaker.
type sourceInfo struct {
	form   sourceForm
	head   int32 // token
	r      Range
	plural bool
	gender syntax.Gender
	named  int // entity that the source names, -1
}

var pronounInfo = map[string]struct {
	gender syntax.Gender
	plural bool
	form   sourceForm
}{
	"he": {syntax.Male, false, formPronoun}, "him": {syntax.Male, false, formPronoun}, "his": {syntax.Male, false, formPronoun}, "himself": {syntax.Male, false, formPronoun},
	"she": {syntax.Female, false, formPronoun}, "her": {syntax.Female, false, formPronoun}, "herself": {syntax.Female, false, formPronoun},
	"they": {syntax.UnknownGender, true, formPronoun}, "them": {syntax.UnknownGender, true, formPronoun}, "their": {syntax.UnknownGender, true, formPronoun},
	"it": {syntax.UnknownGender, false, formPronoun}, "its": {syntax.UnknownGender, false, formPronoun}, "who": {syntax.UnknownGender, false, formPronoun}, "which": {syntax.UnknownGender, false, formPronoun}, "that": {syntax.UnknownGender, false, formPronoun},
	"i": {syntax.UnknownGender, false, formSpeaker}, "me": {syntax.UnknownGender, false, formSpeaker}, "my": {syntax.UnknownGender, false, formSpeaker},
	"we": {syntax.UnknownGender, true, formSpeaker}, "us": {syntax.UnknownGender, true, formSpeaker}, "our": {syntax.UnknownGender, true, formSpeaker},
	"you": {syntax.UnknownGender, false, formSpeaker}, "one": {syntax.UnknownGender, false, formNominal},
}

// resolver assigns speakers to the attributions of one document.
type resolver struct {
	e   *Engine
	d   *syntax.Document
	t   *tree
	es  *entities
	g   genders
	not int // an entity that a pronoun cannot mean, -1
}

// describe reads a source's form.
func (r *resolver) describe(src Range) sourceInfo {
	src = trim(r.d, src)
	s := sourceInfo{named: -1, r: src, head: -1}
	if src.First >= src.Last {
		return s
	}
	if id := r.antecedent(src); id >= 0 {
		s.form, s.named, s.head = formName, id, src.Last-1
		return s
	}
	s.head = r.headWord(src)
	t := &r.d.Tokens[s.head]
	s.form = formNominal
	if p, ok := pronounInfo[t.Lower]; ok && src.Last-src.First <= 2 {
		s.form, s.gender, s.plural = p.form, p.gender, p.plural
		return s
	}
	s.plural = t.Tag == syntax.NNS || t.Tag == syntax.NNPS
	if id, ok := r.es.of[s.head]; ok {
		s.form, s.named = formName, id
		return s
	}
	if t.Tag.IsProper() {
		if id := r.es.partOf(nameParts(r.d.Form(s.head))); id >= 0 {
			s.form, s.named = formName, id
			return s
		}
	}
	// a name in apposition to the head, or headed by it: "Kremlin spokesman
	// Dmitry Peskov", "Dmitry Peskov, the spokesman"
	for i := src.First; i < src.Last; i++ {
		id, ok := r.es.of[i]
		if !ok || r.es.list[id].kind != syntax.PersonName {
			continue
		}
		h := r.d.Tokens[i].Head
		if h == s.head && (r.d.Tokens[i].Rel == syntax.Appos || r.d.Tokens[i].Rel == syntax.Flat || r.d.Tokens[i].Rel == syntax.Compound && i > s.head) || h == s.head && i == s.head+1 {
			s.form, s.named = formName, id
			return s
		}
	}
	if id := r.trailingName(src); id >= 0 {
		s.form, s.named = formName, id
	}
	return s
}

// antecedent is the person whom "who" at the end of a source follows at once
// ("Nasa chief Charles Bolden, who"), -1 if none.
func (r *resolver) antecedent(src Range) int {
	if r.d.Tokens[src.Last-1].Lower != "who" {
		return -1
	}
	i := src.Last - 2
	if i >= 0 && r.d.Tokens[i].Lower == "," {
		i--
	}
	if i < 0 || r.d.Tokens[i].Sentence != r.d.Tokens[src.First].Sentence {
		return -1
	}
	if id, ok := r.es.of[i]; ok && r.es.list[id].kind == syntax.PersonName {
		return id
	}
	return -1
}

// trailingName is the person whose name ends a description after a comma ("a
// spokesman for the board, Daniel Reeve"), -1 if none.
func (r *resolver) trailingName(src Range) int {
	id, ok := r.es.of[src.Last-1]
	if !ok || r.es.list[id].kind != syntax.PersonName {
		return -1
	}
	i := src.Last - 1
	for i > src.First && r.es.of[i] == id && isWord(r.d, i) {
		i--
	}
	if r.d.Tokens[i].Lower == "," {
		return id
	}
	return -1
}

// partOf returns the person that a bare name which the name finder missed is a
// part of, -1 if none.
func (es *entities) partOf(parts []string) int {
	best := -1
	for id, x := range es.list {
		if x.kind == syntax.PersonName && len(parts) == 1 && personMatch(x.parts, parts) == 2 && (best < 0 || len(x.at) > len(es.list[best].at)) {
			best = id
		}
	}
	return best
}

// headWord is the token of a source whose head lies outside of it, or the
// last noun before a preposition.
func (r *resolver) headWord(src Range) int32 {
	for i := src.First; i < src.Last; i++ {
		t := &r.d.Tokens[i]
		if (t.Head < src.First || t.Head >= src.Last) && (t.Tag.IsNoun() || t.Tag.IsPronoun() || t.Tag == syntax.WP || t.Tag == syntax.WDT || t.Tag == syntax.CD || t.Tag == syntax.DT && src.Last-src.First == 1) {
			return i
		}
	}
	last := src.First
	for i := src.First; i < src.Last; i++ {
		if r.d.Tokens[i].Tag == syntax.IN || r.d.Tokens[i].Lower == "," {
			if i > src.First {
				break
			}
		}
		if isWord(r.d, i) {
			last = i
		}
	}
	return last
}

// candidates lists the entities that a source may mean, nearest first, at
// most maxCandidates.
const maxCandidates = 14

type candidate struct {
	entity int // -1: the source itself; -2: the speaker of the quote before, who is no entity
	last   Range
	count  int
	rank   int // among those of its kind and agreement, by nearness
	after  bool
}

func (r *resolver) candidates(s *sourceInfo, at int32) []candidate {
	var out []candidate
	for id, x := range r.es.list {
		if s.form == formPronoun && s.gender != syntax.UnknownGender && x.kind != syntax.PersonName {
			continue
		}
		if id == r.not && s.form == formPronoun && s.gender != syntax.UnknownGender {
			continue
		}
		if x.kind == syntax.OtherName || x.kind == syntax.PersonName && r.noPerson(s) {
			continue
		}
		c := candidate{entity: id}
		for _, m := range x.at {
			if m.First >= at {
				if c.count == 0 {
					if m.First-at < 80 {
						c.last, c.after, c.count = m, true, 1
					}
				}
				break
			}
			c.last = m
			c.count++
		}
		if c.count > 0 {
			out = append(out, c)
		}
	}
	near := func(c candidate) int32 {
		if c.after {
			return c.last.First - at + 60
		}
		return at - c.last.First
	}
	for i := 1; i < len(out); i++ {
		for k := i; k > 0 && near(out[k]) < near(out[k-1]); k-- {
			out[k], out[k-1] = out[k-1], out[k]
		}
	}
	if len(out) > maxCandidates {
		out = out[:maxCandidates]
	}
	rank := 0
	for i := range out {
		out[i].rank = rank
		if r.es.list[out[i].entity].kind == syntax.PersonName && agrees(s.gender, r.es.list[out[i].entity].gender) {
			rank++
		}
	}
	return append(out, candidate{entity: -1})
}

// noPerson tells whether a nominal cannot mean one person.
func (r *resolver) noPerson(s *sourceInfo) bool {
	if s.form != formNominal {
		return false
	}
	l := r.d.Tokens[s.head].Lemma
	return s.plural || orgNouns[l] || groupNouns[l]
}

func agrees(a, b syntax.Gender) bool {
	return a == syntax.UnknownGender || b == syntax.UnknownGender || b == syntax.Both || a == b
}

func small(n, most int) uint64 { return uint64(min(n, most)) }

// feats describes one candidate for a source at quote q.
func (r *resolver) feats(f []uint32, s *sourceInfo, c candidate, q *found, prev int, prevSame bool) []uint32 {
	form := uint64(s.form) | b2u(s.plural)<<4 | uint64(s.gender)<<5
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
		return append(f, learn.Mix2(601, form, 0), learn.Mix2(602, word, 0), learn.Mix2(603, form, tagv), learn.Mix2(604, def, form), learn.Mix3(605, form, b2u(prev >= 0), b2u(prevSame)),
			learn.Mix2(606, form, small(int(s.r.Last-s.r.First), 6)), learn.Mix3(607, word, def, 0), learn.Mix2(608, form, b2u(r.roleOverlapAny(s))))
	}
	x := r.es.list[c.entity]
	st := r.d.Tokens[q.cue.first].Sentence
	ms := r.d.Tokens[c.last.First].Sentence
	sentDist := small(int(abs32(st-ms)), 6) | b2u(c.after)<<4
	par := b2u(r.d.Sentences[st].Paragraph == r.d.Sentences[ms].Paragraph)
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
		same = 1 | b2u(prevSame)<<1
	}
	over, full := r.roleOverlap(s, x)
	inContent := b2u(within(c.last, q.content))
	freq := small(c.count, 5)
	base := form ^ kind<<8
	return append(f,
		learn.Mix2(620, base, agree), learn.Mix3(621, base, sentDist, rel), learn.Mix3(622, base, agree, small(c.rank, 4)), learn.Mix2(623, base, same), learn.Mix3(624, base, same, sentDist),
		learn.Mix2(625, base, freq), learn.Mix3(626, base, par, rel), learn.Mix3(627, base, parDist, same), learn.Mix2(628, base, inContent), learn.Mix3(629, base, over, full), learn.Mix3(630, word, kind, over),
		learn.Mix3(631, base, over, sentDist), learn.Mix4(632, base, agree, sentDist, same), learn.Mix3(633, base, b2u(len(x.parts) > 1), freq), learn.Mix3(634, base, small(c.rank, 4), same),
		learn.Mix3(635, def, kind, over), learn.Mix3(636, base, b2u(r.d.Tokens[c.last.First].Depth > 0), inContent), learn.Mix4(637, base, b2u(c.last.First == r.d.Sentences[ms].First), sentDist, rel),
		learn.Mix3(638, base, b2u(c.after), over), learn.Mix4(639, form, b2u(x.speakerKind() == quotetrack.Person), small(c.rank, 3), over), learn.Mix3(640, base, b2u(r.headOfRelative(s, c.last)), 0),
		learn.Mix2(641, base, b2u(len(x.at) == r.mostMentions())),
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
	return small(hits, 3) | b2u(head)<<2, b2u(words > 0 && hits == words)
}

func (r *resolver) roleOverlapAny(s *sourceInfo) bool {
	for _, x := range r.es.list {
		if n, _ := r.roleOverlap(s, x); n&4 != 0 && x.kind == syntax.PersonName {
			return true
		}
	}
	return false
}

// resolve names the speaker of quote q and returns the entity, -1 if none.
func (r *resolver) resolve(q *found, prev int, prevName quotetrack.Speaker, adjacent bool) (quotetrack.Speaker, int, float32) {
	s := r.describe(q.source)
	if s.form == formName {
		if sp, ok := r.coordinated(&s); ok {
			return sp, s.named, .8
		}
		return r.named(&s), s.named, 1
	}
	if s.form == formSpeaker {
		return quotetrack.Speaker{Kind: quotetrack.Author}, -1, .5
	}
	at := q.cue.first
	if s.head >= 0 {
		at = s.head
	}
	if s.form == formNominal {
		if id := r.described(&s); id >= 0 {
			return r.speakerOf(id), id, .9
		}
	}
	if sp, ok := r.coordinated(&s); ok {
		return sp, -1, .8
	}
	if id := r.publisher(&s); id >= 0 {
		return r.speakerOf(id), id, .7
	}
	best, p := r.rank(&s, q, at, prev, adjacent)
	if best >= 0 {
		return r.speakerOf(best), best, p
	}
	if s.form == formNone {
		return quotetrack.Speaker{Kind: quotetrack.None}, -1, p
	}
	if s.form == formPronoun && prevName.Name != "" && prevName.Kind != "" && prevName.Kind != quotetrack.Person {
		return prevName, prev, p
	}
	return r.self(&s), -1, p
}

func (r *resolver) rank(s *sourceInfo, q *found, at int32, prev int, adjacent bool) (int, float32) {
	cands := r.candidates(s, at)
	scores := make([]float32, len(cands))
	best := 0
	var buf [40]uint32
	for i, c := range cands {
		scores[i] = r.e.ranker.Score(r.feats(buf[:0], s, c, q, prev, adjacent))
		if scores[i] > scores[best] {
			best = i
		}
	}
	return cands[best].entity, softmaxAt(scores, best)
}

func (r *resolver) speakerOf(id int) quotetrack.Speaker {
	x := r.es.list[id]
	name := strings.Join(strings.Fields(x.name), " ")
	return quotetrack.Speaker{ID: Slug(name), Name: name, Kind: x.speakerKind(), Role: x.role}
}

// described returns the one person of whom the article says all that a
// definite nominal does ("the French president"), -1 where there is none or
// more than one.
func (r *resolver) described(s *sourceInfo) int {
	if s.plural || r.noPerson(s) || s.r.Last-s.r.First < 2 || r.d.Tokens[s.r.First].Tag != syntax.DT || r.d.Tokens[s.r.First].Lower == "a" || r.d.Tokens[s.r.First].Lower == "an" {
		return -1
	}
	found := -1
	for id, x := range r.es.list {
		if x.kind != syntax.PersonName {
			continue
		}
		over, full := r.roleOverlap(s, x)
		if full == 0 || over&4 == 0 || !x.offices[roleKey(r.d.Tokens[s.head].Lemma)] {
			continue
		}
		if found >= 0 {
			if over&3 < 2 {
				return -1 // one word, two bearers: "the president"
			}
			if len(x.at) <= len(r.es.list[found].at) {
				continue
			}
		}
		found = id
	}
	return found
}

// coordinated is the group that a source of several names makes: "Mr. Grassley
// and Mr. Leahy" are both by their full names.
func (r *resolver) coordinated(s *sourceInfo) (quotetrack.Speaker, bool) {
	var ids []int
	and := false
	for i := s.r.First; i < s.r.Last; i++ {
		t := &r.d.Tokens[i]
		switch {
		case t.Tag == syntax.WP || t.Tag == syntax.IN || t.Tag.IsVerb():
			return quotetrack.Speaker{}, false
		case t.Lower == "and" || t.Lower == "&" && len(ids) > 0:
			and = true
		}
		id, ok := r.es.of[i]
		if ok && r.es.list[id].kind == syntax.PersonName && (len(ids) == 0 || ids[len(ids)-1] != id) {
			ids = append(ids, id)
		}
	}
	if !and || len(ids) < 2 {
		return quotetrack.Speaker{}, false
	}
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = r.es.list[id].name
	}
	name := strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
	return quotetrack.Speaker{ID: Slug(name), Name: name, Kind: quotetrack.Group}, true
}

// publications are nouns whose speaker is the organisation named with them:
// "a survey from the Institute for Supply Management".
var publications = map[string]bool{"poll": true, "survey": true, "report": true, "study": true, "website": true, "site": true, "newspaper": true, "magazine": true, "company": true, "firm": true, "agency": true, "channel": true, "article": true, "story": true, "analysis": true, "network": true, "outlet": true, "blog": true, "giant": true, "group": true, "charity": true}

// publisher returns the one organisation that a nominal of that kind names, -1
// if none.
func (r *resolver) publisher(s *sourceInfo) int {
	if s.form != formNominal || s.plural || !publications[r.d.Tokens[s.head].Lemma] {
		return -1
	}
	found := -1
	for i := s.head + 1; i < s.r.Last; i++ {
		if id, ok := r.es.of[i]; ok && r.es.list[id].kind == syntax.OrgName {
			if found >= 0 && found != id {
				return -1
			}
			found = id
		}
	}
	return found
}

// named is the speaker of a source that holds a name: the entity itself, or
// an organisation that bears more than the name ("the Clinton campaign"), or
// somebody unnamed who belongs to it ("a Clinton aide").
func (r *resolver) named(s *sourceInfo) quotetrack.Speaker {
	return r.speakerOf(s.named)
}

// self makes a speaker of the source's own words.
func (r *resolver) self(s *sourceInfo) quotetrack.Speaker {
	t := &r.d.Tokens[s.head]
	proper := t.Tag.IsProper()
	lo, hi := s.r.First, s.r.Last
	kind := quotetrack.Unnamed
	switch {
	case proper && !s.plural:
		kind = quotetrack.Org
	case s.plural || groupNouns[t.Lemma] || t.Tag == syntax.CD || t.Tag == syntax.JJ:
		kind = quotetrack.Group
	case orgNouns[t.Lemma]:
		kind = quotetrack.Org
	}
	hi = r.phraseEnd(lo, s.head, hi)
	if kind == quotetrack.Org || kind == quotetrack.Group {
		for lo < s.head && (r.d.Tokens[lo].Tag == syntax.DT || r.d.Tokens[lo].Tag == syntax.PRPS || r.d.Tokens[lo].Tag == syntax.PDT || quantifiers[r.d.Tokens[lo].Lower]) {
			lo++
		}
	}
	text := strings.Join(strings.Fields(r.d.TokenText(lo, hi)), " ")
	return quotetrack.Speaker{ID: Slug(text), Name: text, Kind: kind}
}

// quantifiers are no part of a group's name.
var quantifiers = map[string]bool{"several": true, "many": true, "all": true, "various": true, "numerous": true}

// phraseEnd cuts a description after its head where a clause or an aside
// begins; "of" phrases stay.
func (r *resolver) phraseEnd(lo, head, hi int32) int32 {
	for i := head + 1; i < hi; i++ {
		t := &r.d.Tokens[i]
		if t.Lower == "," || t.Tag == syntax.WP || t.Tag == syntax.WDT || t.Lower == "(" || t.Kind == syntax.Quote || t.Rel == syntax.ACL || t.Tag == syntax.PRP {
			return i
		}
	}
	return hi
}

var groupNouns = map[string]bool{"police": true, "people": true, "family": true, "public": true, "crowd": true, "team": true, "majority": true, "percent": true, "pct": true, "%": true, "number": true, "half": true, "group": true, "media": true, "press": true, "audience": true, "staff": true}
var orgNouns = map[string]bool{"government": true, "campaign": true, "company": true, "report": true, "poll": true, "survey": true, "study": true, "statement": true, "newspaper": true, "magazine": true, "website": true, "agency": true, "ministry": true, "department": true, "court": true, "party": true, "committee": true, "commission": true, "bank": true, "firm": true, "administration": true, "union": true, "clinic": true, "hospital": true, "university": true, "board": true, "council": true, "club": true, "station": true, "network": true, "channel": true, "authority": true, "office": true, "bureau": true, "regulator": true, "watchdog": true, "charity": true, "foundation": true, "institute": true, "paper": true, "site": true, "army": true, "military": true, "force": true, "parliament": true, "senate": true, "congress": true, "organization": true, "organisation": true, "association": true, "document": true, "letter": true, "lawsuit": true, "article": true, "blog": true, "outlet": true, "service": true}

func softmaxAt(scores []float32, k int) float32 {
	var sum float64
	for _, x := range scores {
		sum += math.Exp(float64(x - scores[k]))
	}
	return float32(1 / sum)
}
