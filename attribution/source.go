package attribution

import (
	"strings"
	"unicode"

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
	src = r.withoutThose(src)
	for src.Last-src.First > 2 && postNominals[r.d.Form(src.Last-1)] && r.namesPerson(src.Last-2) {
		src.Last-- // "his barrister, Rupert Hale KC", not "the Ealing North MP"
	}
	src = withoutParty(r.d, src)
	s.head = r.headWord(src)
	if next := s.head + 1; next < src.Last && personTitles[strings.TrimSuffix(r.d.Tokens[s.head].Lower, ".")] {
		if _, ok := r.es.of[next]; ok {
			s.head = next // the parser took "Mr" for the head
		}
	}
	if last := src.Last - 1; last == s.head+1 && r.d.Tokens[last].Tag == syntax.NN && (personNouns[r.d.Tokens[last].Lemma] || officeNouns[r.d.Tokens[last].Lemma]) {
		s.head = last // the parser took the name for the head of "Orban ally"
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
	if form := r.d.Form(s.head); t.Tag.IsProper() || src.Last-src.First == 1 && len(form) > 2 && unicode.IsUpper(rune(form[0])) && !anybody[t.Lower] {
		if id := r.es.partOf(nameParts(r.d.Form(s.head))); id >= 0 {
			s.form, s.named = formName, id
			return s
		}
	}
	// a name in apposition to the head, or headed by it: "Kremlin spokesman
	// Dmitry Peskov", "Dmitry Peskov, the spokesman"
	for i := src.First; i < src.Last; i++ {
		id, ok := r.es.of[i]
		if ok && i == s.head+1 && r.es.list[id].kind == syntax.OrgName && t.Lemma == "manager" {
			s.form, s.named = formName, id // "lead manager Kidder, Peabody and Co"
			return s
		}
		if !ok || r.es.list[id].kind != syntax.PersonName {
			continue
		}
		h := r.d.Tokens[i].Head
		if h == s.head && (r.d.Tokens[i].Rel == syntax.Appos || r.d.Tokens[i].Rel == syntax.Flat || r.d.Tokens[i].Rel == syntax.Compound && i > s.head) || i == r.afterTitles(s.head+1) && (h == s.head || personNouns[t.Lower] || officeNouns[t.Lower] || callings[t.Lower]) {
			s.form, s.named = formName, id
			return s
		}
	}
	if id := r.trailingName(src); id >= 0 {
		s.form, s.named = formName, id
	} else if id := r.afterCalling(src, s.head); id >= 0 {
		s.form, s.named = formName, id
	} else if id := r.trailingFirm(src, s.head); id >= 0 {
		s.form, s.named = formName, id
	} else if id, ok := r.es.of[s.head+1]; ok && s.head+1 < src.Last && r.es.list[id].kind == syntax.OrgName && publications[t.Lemma] {
		s.form, s.named = formName, id // "the news site Huzlers.com"
	}
	return s
}

// anybody are words for people that are the last word of nobody's name.
var anybody = nameSet("everybody nobody somebody anybody everyone someone anyone others people police who")

// compatriot tells whether a source means one person by country, or by age: "the Croatian",
// "the Croatian, who joined in May", "the 48-year-old".
func (r *resolver) compatriot(src Range, head int32) bool {
	t := &r.d.Tokens[head]
	if head != src.First+1 || r.d.Tokens[src.First].Lower != "the" || src.Last-src.First > 2 && r.d.Tokens[head+1].Lower != "," {
		return false
	}
	return t.Tag != syntax.NNPS && national(t.Lower) || ageOf(t.Lower) != ""
}

// ageOf is the number of "48-year-old", "" where a word is none.
func ageOf(lower string) string {
	n, ok := strings.CutSuffix(lower, "-year-old")
	if !ok || strings.Trim(n, "0123456789") != "" {
		return ""
	}
	return n
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
	if near := w - 2; near > h && r.d.Tokens[w-1].Lower == "," && r.speaksNearer(h, near, w) {
		h = near
	}
	np := trim(r.d, Range{max(r.t.lo[h], st.First), w})
	for np.First < h && (r.d.Tokens[np.First].Lower == "according" || r.d.Tokens[np.First].Tag == syntax.IN || r.d.Tokens[np.First].Tag == syntax.TO || r.d.Tokens[np.First].Tag == syntax.CC) {
		np.First++
	}
	if np.First >= np.Last || np.Last-np.First > 20 {
		np = Range{h, h + 1}
	}
	return np, true
}

// speaksNearer tells whether the noun before the comma before relative pronoun w is who speaks,
// and not noun h, to which the parser gave the clause.
func (r *resolver) speaksNearer(h, near, w int32) bool {
	head := r.d.Tokens[h].Lemma
	if claims[head] && r.d.Tokens[near].Tag.IsNoun() {
		return true // "a claim disputed by the board, which says": claims do not speak
	}
	id, ok := r.es.of[near] // "an adviser for Labour, which denies"
	return ok && r.es.list[id].kind != syntax.PersonName && r.d.Tokens[w].Lower == "which" && (personNouns[head] || officeNouns[head])
}

// namesPerson tells whether token i is a part of the name of a person.
func (r *resolver) namesPerson(i int32) bool {
	id, ok := r.es.of[i]
	return ok && r.es.list[id].kind == syntax.PersonName
}

// withoutThose leaves "those of" out, which are his words and not he: "those of Omar Reyes, who".
func (r *resolver) withoutThose(np Range) Range {
	if np.Last-np.First > 2 && r.d.Tokens[np.First].Lower == "those" && r.d.Tokens[np.First+1].Lower == "of" {
		np.First += 2
	}
	return np
}

// personBefore is the noun that "who" means, where the parser hangs it on one that is no
// person: the diplomats in "two diplomats with knowledge of the call, who".
func (r *resolver) personBefore(h int32, st syntax.Sentence) int32 {
	for k, steps := h, 0; k >= st.First && k <= h && steps < 4; k, steps = r.d.Tokens[k].Head, steps+1 {
		t := &r.d.Tokens[k]
		if _, named := r.es.of[k]; named || t.Tag == syntax.NNS || personNouns[t.Lemma] || officeNouns[t.Lemma] || groupNouns[t.Lemma] {
			return k
		}
		if t.Rel != syntax.Nmod && t.Rel != syntax.Obl && t.Rel != syntax.Amod { // "people familiar with the matter, who"
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
	if r.officeOf(head, i) {
		return id
	}
	for k := head; k <= i; k++ {
		t := &r.d.Tokens[k]
		if at, ok := r.es.of[k]; ok && r.es.list[at].kind == syntax.OrgName {
			continue // "Federal Reserve Bank of Atlanta President Raul Ortiz"
		}
		if t.Lower == "of" && officeNouns[r.d.Tokens[head].Lemma] && isThing(&r.d.Tokens[i]) {
			continue // "chair of the bench Anita Rao"
		}
		if t.Kind != syntax.Word || represented[t.Lower] || t.Tag == syntax.IN || t.Tag == syntax.TO || t.Tag == syntax.POS || t.Tag == syntax.CC && !titles[r.d.Tokens[i].Lower] {
			return -1 // but "cofounder and CTO Dana Vane" is one
		}
	}
	return id
}

// officeOf tells whether the words from head to token i are an organisation's name and an office
// in it: "Commission for racial equality chief Trevor Phillips".
func (r *resolver) officeOf(head, i int32) bool {
	h := &r.d.Tokens[head]
	return i > head && officeNouns[r.d.Tokens[i].Lower] && h.Tag != syntax.NNS && unicode.IsUpper(rune(r.d.Text[h.Start])) &&
		!officeNouns[h.Lower] && !personNouns[h.Lower] && !strings.HasPrefix(h.Lower, "spokes") && r.plainPhrase(Range{head, i})
}

// isThing tells whether a token is a common noun for nobody and no body of people.
func isThing(t *syntax.Token) bool {
	return t.Tag == syntax.NN && !titles[t.Lower] && !officeNouns[t.Lower] && !personNouns[t.Lemma] && !groupNouns[t.Lemma] && !orgNouns[t.Lemma]
}

// afterTitles is the first token from i on that is no title: "peer Baroness Kennedy".
func (r *resolver) afterTitles(i int32) int32 {
	for int(i)+1 < len(r.d.Tokens) && personTitles[strings.TrimSuffix(r.d.Tokens[i].Lower, ".")] {
		i++
	}
	return i
}

// plainPhrase tells whether a range holds words alone, and no verb.
func (r *resolver) plainPhrase(p Range) bool {
	for i := p.First; i < p.Last; i++ {
		if t := &r.d.Tokens[i]; t.Kind != syntax.Word || t.Tag.IsVerb() || t.Tag == syntax.MD {
			return false
		}
	}
	return true
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

// afterCalling is the person whose last name alone ends a source after what he is, where the
// name finder saw none: "Rovers striker Delgado" in a headline; -1 if there is none.
func (r *resolver) afterCalling(src Range, head int32) int {
	last := src.Last - 1
	if last <= src.First || !unicode.IsUpper(rune(r.d.Text[r.d.Tokens[last].Start])) {
		return -1
	}
	if head != last-1 && head != last || !isCalling(r.d.Tokens[last-1].Lower) {
		return -1
	}
	return r.es.partOf(nameParts(r.d.Form(last)))
}

// withoutParty drops the party and state from the end of a source: "Ruth Adler, D-Ore.".
func withoutParty(d *syntax.Document, src Range) Range {
	end := src.Last
	for end > src.First+1 && d.Tokens[end-1].Kind == syntax.Punct {
		end--
	}
	if end-2 > src.First && partyState(d.Form(end-1)) && (d.Tokens[end-2].Lower == "," || d.Tokens[end-2].Lower == "(") {
		return trim(d, Range{src.First, end - 2})
	}
	return src
}

// partyState tells the party and the state of an American politician: D-Ore., R-Texas.
func partyState(form string) bool {
	return len(form) > 3 && form[1] == '-' && strings.IndexByte("DRI", form[0]) >= 0 && form[2] >= 'A' && form[2] <= 'Z'
}

// trailingFirm is the organisation whose name ends the description of a body after a comma:
// "the park's owner, Leisure Group plc"; -1 if none does.
func (r *resolver) trailingFirm(src Range, head int32) int {
	for src.Last-src.First > 2 && corporate[strings.TrimSuffix(r.d.Tokens[src.Last-1].Lower, ".")] {
		if _, named := r.es.of[src.Last-1]; named {
			break
		}
		src.Last-- // the finder left "plc" out
	}
	id, ok := r.es.of[src.Last-1]
	if !ok || r.es.list[id].kind != syntax.OrgName || !owners[r.d.Tokens[head].Lemma] && !orgNouns[r.d.Tokens[head].Lemma] {
		return -1
	}
	i := src.Last - 1
	for i > src.First && isWord(r.d, i) {
		if at, ok := r.es.of[i]; !ok || at != id {
			return -1
		}
		i--
	}
	if r.d.Tokens[i].Lower != "," || head >= i {
		return -1
	}
	return id
}

// owners are what firms are called by what they have or make.
var owners = nameSet(contractors + "owner maker parent publisher supplier landlord")

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
