package attribution

import (
	"math"
	"strings"
	"unicode"

	"quotetrack"
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
	// what was said so far: speakers that no name stands for, and who spoke
	refs       []referent
	spoke      []int // entities and referents (as candidate.entity), the latest last
	publishing []int // how much tells that an entity publishes; made when first asked for
}

// referent is a speaker without a name of its own: "voters", "a senior aide".
type referent struct {
	speaker quotetrack.Speaker
	lemma   string // of the head
	plural  bool
	quote   int // number of the quote that it spoke last
	first   int32
}

// describe reads a source's form.
func (r *resolver) describe(src Range) sourceInfo {
	src = trim(r.d, src)
	s := sourceInfo{named: -1, r: src, head: -1}
	if src.First >= src.Last {
		return s
	}
	if np, ok := r.relativeHead(src); ok {
		src, s.r = np, np
	}
	s.head = r.headWord(src)
	if next := s.head + 1; next < src.Last && personTitles[strings.TrimSuffix(r.d.Tokens[s.head].Lower, ".")] {
		if _, ok := r.es.of[next]; ok {
			s.head = next // the parser took "Mr" for the head
		}
	}
	t := &r.d.Tokens[s.head]
	s.form = formNominal
	if p, ok := pronounInfo[t.Lower]; ok && src.Last-src.First <= 2 && !r.isAcronym(s.head) {
		s.form, s.gender, s.plural = p.form, p.gender, p.plural
		return s
	}
	s.plural = t.Tag == syntax.NNS || t.Tag == syntax.NNPS
	if r.compatriot(src, s.head) {
		return s
	}
	if id := r.endingName(src, s.head); id >= 0 {
		s.form, s.named = formName, id
		return s
	}
	if id, ok := r.es.of[s.head]; ok && !(s.plural && len(r.es.list[id].parts) == 1 && r.es.list[id].kind != syntax.PersonName && r.d.Tokens[src.First].Lower != "the") {
		s.form, s.named = formName, id
		return s
	}
	if form := r.d.Form(s.head); t.Tag.IsProper() || src.Last-src.First == 1 && len(form) > 2 && strings.ToUpper(form) == form {
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
	} else if id, ok := r.es.of[s.head+1]; ok && s.head+1 < src.Last && r.es.list[id].kind == syntax.OrgName && publications[t.Lemma] {
		s.form, s.named = formName, id // "the news site Huzlers.com"
	}
	return s
}

// compatriot tells whether a source means one person by country: "the Croatian".
func (r *resolver) compatriot(src Range, head int32) bool {
	return src.Last-src.First == 2 && head == src.First+1 && r.d.Tokens[src.First].Lower == "the" && r.d.Tokens[head].Tag != syntax.NNPS && national(r.d.Tokens[head].Lower)
}

// isAcronym tells a pronoun's letters in capitals amid small ones: the WHO, the US.
func (r *resolver) isAcronym(i int32) bool {
	form := r.d.Form(i)
	if len(form) < 2 || strings.ToUpper(form) != form {
		return false
	}
	for _, k := range []int32{i - 1, i + 1} {
		if k < 0 || int(k) >= len(r.d.Tokens) || r.d.Tokens[k].Kind != syntax.Word || r.d.Tokens[k].Sentence != r.d.Tokens[i].Sentence {
			continue
		}
		return strings.ToUpper(r.d.Form(k)) != r.d.Form(k)
	}
	return false
}

// relativeHead is the phrase that a relative pronoun at the end of a source
// stands for ("Democrats on Capitol Hill, who", "a writer who").
func (r *resolver) relativeHead(src Range) (Range, bool) {
	w := src.Last - 1
	switch r.d.Tokens[w].Lower {
	case "who", "which", "that":
	default:
		return Range{}, false
	}
	if r.isAcronym(w) {
		return Range{}, false
	}
	if src.Last-src.First > 1 {
		np := trim(r.d, Range{src.First, w})
		return np, np.First < np.Last
	}
	st := r.d.Sentences[r.d.Tokens[w].Sentence]
	h := int32(-1)
	for v, steps := r.d.Tokens[w].Head, 0; v >= st.First && steps < 4; v, steps = r.d.Tokens[v].Head, steps+1 {
		if r.d.Tokens[v].Rel == syntax.ACLRelcl {
			h = r.d.Tokens[v].Head
			break
		}
	}
	if h < 0 || h >= w {
		for h = w - 1; h >= st.First && !isWord(r.d, h); h-- {
		}
		if h < st.First || !r.d.Tokens[h].Tag.IsNoun() {
			return Range{}, false
		}
	}
	if r.d.Tokens[w].Lower == "who" {
		h = r.personBefore(h, st)
	}
	np := trim(r.d, Range{max(r.t.lo[h], st.First), w})
	for np.First < h && (r.d.Tokens[np.First].Tag == syntax.IN || r.d.Tokens[np.First].Tag == syntax.TO || r.d.Tokens[np.First].Tag == syntax.CC) {
		np.First++
	}
	if np.First >= np.Last || np.Last-np.First > 20 {
		np = Range{h, h + 1}
	}
	return np, true
}

// personBefore is the noun that "who" means, where the parser hangs it on one that is no
// person: the diplomats in "two diplomats with knowledge of the call, who".
func (r *resolver) personBefore(h int32, st syntax.Sentence) int32 {
	for k, steps := h, 0; k >= st.First && k <= h && steps < 4; k, steps = r.d.Tokens[k].Head, steps+1 {
		t := &r.d.Tokens[k]
		if _, named := r.es.of[k]; named || t.Tag == syntax.NNS || personNouns[t.Lemma] || officeNouns[t.Lemma] || groupNouns[t.Lemma] {
			return k
		}
		if t.Rel != syntax.Nmod {
			break
		}
	}
	return h
}

// endingName is the person whose name ends a source right after the office that its
// head belongs to: "Barclays Bank Plc chairman-elect John Quinton"; -1 if none.
func (r *resolver) endingName(src Range, head int32) int {
	id, ok := r.es.of[src.Last-1]
	if !ok || r.es.list[id].kind != syntax.PersonName {
		return -1
	}
	i := src.Last - 1
	for i >= src.First && r.es.of[i] == id && isWord(r.d, i) {
		if _, ok := r.es.of[i]; !ok {
			break
		}
		i--
	}
	if i < src.First || head > i || !r.d.Tokens[i].Tag.IsNoun() {
		return -1
	}
	for k := head; k <= i; k++ {
		if t := &r.d.Tokens[k]; t.Kind != syntax.Word || t.Tag == syntax.IN || t.Tag == syntax.POS || t.Tag == syntax.CC {
			return -1
		}
	}
	return id
}

// trailingName is the person whose name ends a description after a comma ("a
// spokesman for the board, Daniel Reeve"), -1 if none.
func (r *resolver) trailingName(src Range) int {
	id, ok := r.es.of[src.Last-1]
	if !ok || r.es.list[id].kind != syntax.PersonName {
		return -1
	}
	i := src.Last - 1
	for i > src.First && isWord(r.d, i) {
		if at, ok := r.es.of[i]; (!ok || at != id) && !titles[strings.TrimSuffix(r.d.Tokens[i].Lower, ".")] {
			break
		}
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

// resolve names the speaker of quote q and returns who it is (see
// candidate.entity; -1 is the source's own words) and how sure that is.
func (r *resolver) resolve(q *found, adjacent bool) (quotetrack.Speaker, int, float32) {
	if q.addressee {
		return quotetrack.Speaker{Kind: quotetrack.None}, -1, .8
	}
	s := r.describe(q.source)
	if id := r.last(); q.alone && id >= 0 {
		return r.speakerOf(id), r.remember(&s, r.speakerOf(id), id), .5 // who spoke goes on
	}
	if q.author.Last > 0 {
		sp, id := r.author(q.author)
		return sp, r.remember(&s, sp, id), .8
	}
	sp, id, p := r.identify(&s, q, adjacent)
	r.learnGender(&s, id, p)
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
	if s.form == formNone {
		if id := r.modified(q); id != -1 {
			return r.speakerFor(id), id, .5
		}
	}
	if s.form == formNominal {
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
		if id := r.introduced(s); id >= 0 {
			r.es.list[id].bear(r.d, s.r, s.head)
			return r.speakerOf(id), id, .6
		}
		if sp, id, ok := r.unseen(s); ok {
			return sp, id, .7
		}
	}
	if id := r.publisher(s); id >= 0 {
		return r.speakerOf(id), id, .7
	}
	if id := r.outlet(s); id != -1 {
		return r.speakerFor(id), id, .6
	}
	best, p := r.rank(s, q, at, adjacent)
	switch {
	case best != -1:
		return r.speakerFor(best), best, p
	case s.form == formNone:
		return quotetrack.Speaker{Kind: quotetrack.None}, -1, p
	}
	return r.self(s), -1, p
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
		if x.roleKeys[viceKey] && !r.holds(s, "vice") {
			continue // "the presidential nominee" is not the vice-presidential one
		}
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

// companies are what a company may be called again, and may be called where it is introduced.
var companies = nameSet("company firm group corporation giant manufacturer maker retailer airline carmaker automaker startup")

// onlyCompany is the one company of an article, for "the company"; -1 where there is none, or
// more than one.
func (r *resolver) onlyCompany(s *sourceInfo) int {
	t := &r.d.Tokens[s.head]
	if s.plural || s.r.Last-s.r.First != 2 || r.d.Tokens[s.r.First].Lower != "the" || t.Lemma != "company" && t.Lemma != "firm" {
		return -1
	}
	found := -1
	for id, x := range r.es.list {
		if x.kind != syntax.OrgName || x.at[0].First > s.head {
			continue
		}
		before := x.at[0].First - 1
		called := before >= 0 && companies[r.d.Tokens[before].Lower] && r.d.Tokens[before].Sentence == r.d.Tokens[before+1].Sentence
		if !called && !corporate[x.parts[len(x.parts)-1]] {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = id
	}
	return found
}

var viceKey = roleKey("vice")

// holds tells whether a word stands in a source.
func (r *resolver) holds(s *sourceInfo, lower string) bool {
	for i := s.r.First; i < s.r.Last; i++ {
		if r.d.Tokens[i].Lower == lower {
			return true
		}
	}
	return false
}

// coordinated is the group that a source of several names makes: "Mr. Grassley
// and Mr. Leahy" are both by their full names.
func (r *resolver) coordinated(s *sourceInfo) (quotetrack.Speaker, bool) {
	var ids []int
	and := int32(-1)
	for i := s.r.First; i < s.r.Last; i++ {
		t := &r.d.Tokens[i]
		if close := r.closing(i, s.r.Last); close > i {
			i = close // "Jeff Merkley (D-Ore.), Sherrod Brown (D-Ohio) and"
			continue
		}
		if and >= 0 && len(ids) > 1 && t.Kind == syntax.Punct {
			break // what follows describes them
		}
		switch {
		case t.Tag == syntax.WP || t.Tag == syntax.IN || t.Tag.IsVerb():
			if and < 0 || len(ids) != 1 {
				return quotetrack.Speaker{}, false
			}
		case t.Lower == "and":
			k := i - 1
			if k > s.r.First && r.d.Tokens[k].Kind == syntax.Punct && r.d.Tokens[k].Lower != ")" {
				k--
			}
			for r.d.Tokens[k].Lower == ")" && k > s.r.First {
				for k > s.r.First && r.d.Tokens[k].Lower != "(" {
					k--
				}
				k = max(k-1, s.r.First)
			}
			if _, ok := r.es.of[max(k, s.r.First)]; !ok {
				id := r.officer(Range{s.r.First, i})
				if id < 0 || len(ids) > 0 {
					return quotetrack.Speaker{}, false // "Knightscope co-founder and Vice President Stacy Stephens"
				}
				ids = append(ids, id)
			}
			and = i
		}
		id, ok := r.es.of[i]
		if ok && r.es.list[id].kind != syntax.OtherName && (len(ids) == 0 || ids[len(ids)-1] != id) {
			ids = append(ids, id)
		}
	}
	if and < 0 || len(ids) == 0 {
		return quotetrack.Speaker{}, false
	}
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = r.es.list[id].styled()
	}
	if len(ids) == 1 { // "Mohammed Islam and his friends"
		if end := r.phraseEnd(and, s.r.Last); r.es.list[ids[0]].kind == syntax.PersonName && end > and+1 && !r.d.Tokens[and+1].Tag.IsVerb() {
			names = append(names, strings.Join(strings.Fields(r.d.TokenText(and+1, end)), " "))
		} else {
			return quotetrack.Speaker{}, false
		}
	}
	name := strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
	return quotetrack.Speaker{ID: Slug(name), Name: name, Kind: quotetrack.Group}, true
}

// closing is where the bracket that opens at token i closes again before last, i if none
// opens.
func (r *resolver) closing(i, last int32) int32 {
	if r.d.Tokens[i].Lower != "(" {
		return i
	}
	for k := i + 1; k < last; k++ {
		if r.d.Tokens[k].Lower == ")" {
			return k
		}
	}
	return i
}

// self makes a speaker of the source's own words.
func (r *resolver) self(s *sourceInfo) quotetrack.Speaker {
	t := &r.d.Tokens[s.head]
	proper := t.Tag.IsProper()
	lo, hi := s.r.First, s.r.Last
	kind := quotetrack.Unnamed
	switch {
	case proper && !s.plural && !officeNouns[strings.ToLower(t.Lemma)] && !titles[t.Lower], t.Lemma == "police":
		kind = quotetrack.Org
	case s.plural || groupNouns[t.Lemma] || t.Tag == syntax.CD || t.Tag == syntax.JJ:
		kind = quotetrack.Group
	case orgNouns[t.Lemma]:
		kind = quotetrack.Org
	}
	hi = r.phraseEnd(s.head, hi)
	if mediaNouns[t.Lower] && s.head > lo && r.d.Tokens[s.head-1].Tag.IsProper() {
		hi, kind = s.head, quotetrack.Org // "the Jornal do Brasil newspaper"
	}
	if kind == quotetrack.Org || kind == quotetrack.Group {
		for lo < s.head && (r.d.Tokens[lo].Tag == syntax.DT && r.d.Tokens[lo].Lower != "some" || r.d.Tokens[lo].Tag == syntax.PRPS || r.d.Tokens[lo].Tag == syntax.PDT || quantifiers[r.d.Tokens[lo].Lower] || vague[r.d.Tokens[lo].Lower] && t.Tag != syntax.NNPS) {
			lo++
		}
	}
	if kind == quotetrack.Org { // "the nonpartisan Commission on Presidential Debates"
		for i := lo; i < s.head; i++ {
			if r.d.Tokens[i].Tag.IsProper() && unicode.IsUpper(rune(r.d.Text[r.d.Tokens[i].Start])) {
				lo = i
				break
			}
		}
		if lo2, hi2, ok := r.fullerPhrase(s, lo); ok {
			lo, hi = lo2, hi2
		}
	}
	text := strings.Join(strings.Fields(r.d.TokenText(lo, hi)), " ")
	if owner := r.owner(s); owner >= 0 {
		text = r.es.list[owner].styled() + "'s " + strings.Join(strings.Fields(r.d.TokenText(s.r.First+1, hi)), " ")
	}
	return quotetrack.Speaker{ID: Slug(text), Name: text, Kind: kind}
}

// beforeMedia is who publishes by the name before what kind of paper it is: "the Nikkei
// business daily".
func (r *resolver) beforeMedia(s *sourceInfo) (quotetrack.Speaker, int, bool) {
	last := s.r.Last - 1
	if !mediaNouns[r.d.Tokens[last].Lower] {
		return quotetrack.Speaker{}, -1, false
	}
	for i := s.r.First; i < last; i++ {
		if !r.d.Tokens[i].Tag.IsProper() {
			continue
		}
		k := i + 1
		for k < last && r.d.Tokens[k].Tag.IsProper() {
			k++
		}
		if k == last { // "the Jornal do Brasil newspaper" bears the whole name
			break
		}
		if id, ok := r.es.of[k-1]; ok && r.es.list[id].kind == syntax.OrgName && k-1-i < 1 {
			return r.speakerOf(id), id, true
		}
		name := strings.Join(strings.Fields(r.d.TokenText(i, k)), " ")
		return quotetrack.Speaker{ID: Slug(name), Name: name, Kind: quotetrack.Org}, -1, true
	}
	return quotetrack.Speaker{}, -1, false
}

// owner is the person whom a possessive pronoun at the begin of a source stands
// for ("his lawyer"), -1 if it has none or nobody fits.
func (r *resolver) owner(s *sourceInfo) int {
	t := &r.d.Tokens[s.r.First]
	p, ok := pronounInfo[t.Lower]
	if !ok || t.Tag != syntax.PRPS || p.form != formPronoun || p.gender == syntax.UnknownGender || s.r.First == s.head {
		return -1
	}
	best, at := -1, int32(-1)
	for id, x := range r.es.list {
		if x.kind != syntax.PersonName || !agrees(p.gender, x.gender) {
			continue
		}
		for _, m := range x.at {
			if m.First < s.r.First && m.First > at && s.r.First-m.First < 60 {
				best, at = id, m.First
			}
		}
	}
	return best
}

// fullerPhrase is the one phrase of the article with a name before the same
// head ("Charlotte-Mecklenburg police" for "police"), if the source has none.
func (r *resolver) fullerPhrase(s *sourceInfo, lo int32) (first, last int32, ok bool) {
	if lo < s.head && r.d.Tokens[lo].Tag.IsProper() || s.r.Last-s.r.First > 2 || !r.definite(s) {
		return 0, 0, false
	}
	lemma, key := r.d.Tokens[s.head].Lemma, ""
	for i := int32(1); int(i) < len(r.d.Tokens); i++ {
		if r.d.Tokens[i].Lemma != lemma || titleCase(r.d, r.d.Sentences[r.d.Tokens[i].Sentence]) || !r.d.Tokens[i-1].Tag.IsProper() || r.d.Tokens[i-1].Sentence != r.d.Tokens[i].Sentence {
			continue
		}
		k := i - 1
		for k > 0 && r.d.Tokens[k-1].Tag.IsProper() && r.d.Tokens[k-1].Sentence == r.d.Tokens[i].Sentence {
			k--
		}
		n := NameKey(r.d.TokenText(k, i+1))
		if key != "" && n != key {
			return 0, 0, false
		}
		if key == "" {
			first, last, key = k, i+1, n
		}
	}
	return first, last, key != ""
}

// vague quantifiers are left out before common nouns ("many experts"), not before
// names of groups ("many Democrats").
var vague = map[string]bool{"some": true, "many": true}

// quantifiers are no part of a group's name.
var quantifiers = map[string]bool{"all": true, "various": true, "numerous": true, "several": true, "most": true, "only": true, "even": true, "about": true, "nearly": true, "more": true, "these": true}

// phraseEnd cuts a description after its head where a clause or an aside
// begins; "of" phrases stay.
func (r *resolver) phraseEnd(head, hi int32) int32 {
	for i := head + 1; i < hi; i++ {
		t := &r.d.Tokens[i]
		if t.Lower == "," || t.Tag == syntax.WP || t.Tag == syntax.WDT || t.Lower == "(" || t.Kind == syntax.Quote || t.Rel == syntax.ACL || t.Tag == syntax.PRP || t.Tag == syntax.IN && isDate(r.d, i+1) || t.Tag == syntax.RB && i == hi-1 || timeAhead(r.d, i, hi) || isDash(t.Lower) && t.Kind == syntax.Punct {
			return i
		}
	}
	return hi
}

// timeAhead tells whether a phrase of time begins at token i: "this summer", "last
// week", "earlier this year".
func timeAhead(d *syntax.Document, i, hi int32) bool {
	switch d.Form(i) {
	case "today", "yesterday", "earlier", "released", "published", "conducted":
		return true
	case "this", "last", "next":
		return i+1 < hi && timeNouns[d.Tokens[i+1].Lower]
	}
	return false
}

var timeNouns = nameSet("week month year summer winter spring autumn fall morning evening afternoon night")

var groupNouns = map[string]bool{"police": true, "people": true, "family": true, "public": true, "crowd": true, "team": true, "majority": true, "percent": true, "pct": true, "%": true, "number": true, "half": true, "group": true, "media": true, "press": true, "audience": true, "staff": true}
var orgNouns = map[string]bool{"government": true, "campaign": true, "company": true, "report": true, "poll": true, "survey": true, "study": true, "statement": true, "newspaper": true, "magazine": true, "website": true, "agency": true, "ministry": true, "department": true, "court": true, "party": true, "committee": true, "commission": true, "bank": true, "firm": true, "administration": true, "union": true, "clinic": true, "hospital": true, "university": true, "board": true, "council": true, "club": true, "station": true, "network": true, "channel": true, "authority": true, "office": true, "bureau": true, "regulator": true, "watchdog": true, "charity": true, "foundation": true, "institute": true, "paper": true, "site": true, "army": true, "military": true, "force": true, "parliament": true, "senate": true, "congress": true, "organization": true, "organisation": true, "association": true, "document": true, "letter": true, "lawsuit": true, "article": true, "blog": true, "outlet": true, "service": true, "trust": true, "airline": true, "carrier": true, "manufacturer": true, "retailer": true, "federation": true, "league": true, "school": true, "college": true, "museum": true, "embassy": true, "treasury": true, "tribunal": true, "inquiry": true, "taskforce": true, "consultancy": true, "consortium": true, "corporation": true, "chain": true, "brokerage": true, "insurer": true, "lender": true, "automaker": true, "carmaker": true, "drugmaker": true, "chipmaker": true, "utility": true, "exchange": true, "laboratory": true, "assembly": true, "startup": true, "body": true, "defence": true, "defense": true, "prosecution": true}

func softmaxAt(scores []float32, k int) float32 {
	var sum float64
	for _, x := range scores {
		sum += math.Exp(float64(x - scores[k]))
	}
	return float32(1 / sum)
}
