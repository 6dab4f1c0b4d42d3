package attribution

import (
	"strings"

	"quotetrack/syntax"
)

// addressed are verbs whose passive has those for its subject who are spoken to.
var addressed = nameSet("ask tell question quiz press inform warn remind advise assure accuse")

// mend corrects the source of an attribution where the words around the cue leave no doubt.
func mend(d *syntax.Document, t *tree, f *found) {
	if f.cue.first >= f.cue.last {
		return
	}
	afterDateline(d, f)
	f.takePronoun(d)
	f.mainSubject(d, t)
	f.quotedBy(d, t)
	f.frontedPhrase(d)
	f.withoutClaim(d)
	f.headline(d)
	f.complete(d, t)
	if f.source.Last-f.source.First > 1 && clockTime(d.Tokens[f.source.First].Lower) {
		f.source.First++ // "13:02 Tran hits out", in a live report
	}
	if c := f.content; len(c) > 0 && c[0].Last-c[0].First > 2 && c[0].First == d.Sentences[d.Tokens[c[0].First].Sentence].First && clockTime(d.Tokens[c[0].First].Lower) {
		c[0] = trimContent(d, Range{c[0].First + 1, c[0].Last}, false) // "13:02 “We stay,” one woman says"
	}
	f.withoutHearer(d)
	if r, ok := agedSubject(d, f.cue); ok && !(f.source.First <= r.First && r.Last <= f.source.Last) {
		f.source = r
	}
	if f.addressee = toldTo(d, f); f.addressee {
		f.source = Range{}
	}
}

// takePronoun makes the pronoun right before a cue its source where none was found: "in an
// email it said".
func (f *found) takePronoun(d *syntax.Document) {
	i := f.cue.first - 1
	if f.source.First < f.source.Last || i < 0 || f.cue.last-f.cue.first != 1 || d.Tokens[i].Sentence != d.Tokens[i+1].Sentence || d.Tokens[i].Depth > 0 || f.touches(Range{i, i + 1}) {
		return
	}
	switch d.Tokens[i].Lower {
	case "it":
		if !sayers[d.Tokens[i+1].Lemma] {
			return // "it emerged"
		}
	case "he", "she", "they":
	default:
		return
	}
	if t := &d.Tokens[i+1]; t.Tag == syntax.VBD || t.Tag == syntax.VBZ || t.Tag == syntax.VBP {
		f.source, f.pSource = Range{i, i + 1}, .5
	}
}

// sayers are verbs of which "it" is somebody.
var sayers = nameSet("say add announce report deny claim warn state insist tell confirm reply accuse reject")

// clockTime tells a time of day: 13:02, 3.12pm, 9am.
func clockTime(s string) bool {
	short := strings.TrimSuffix(strings.TrimSuffix(s, "am"), "pm")
	h, m, ok := strings.Cut(short, ":")
	if !ok && short != s {
		if h, m, ok = strings.Cut(short, "."); !ok {
			m, ok = "00", true
		}
	}
	return ok && len(h) > 0 && len(h) < 3 && len(m) == 2 && strings.Trim(h+m, "0123456789") == ""
}

// ofClock tells whether the cue is the colon after a time of day: no hour speaks either.
func (f *found) ofClock(d *syntax.Document) bool {
	i := f.cue.first
	return f.cue.last == i+1 && d.Tokens[i].Lower == ":" && i > 0 && clockTime(d.Tokens[i-1].Lower)
}

// mainSubject makes the subject of the main clause the source of a verb that follows ", but"
// or ", and" and was taken for one more of a clause between: "the leader apologised after bins
// went uncollected, but denied".
func (f *found) mainSubject(d *syntax.Document, t *tree) {
	i := f.cue.first
	st := d.Sentences[d.Tokens[i].Sentence]
	if i-2 < st.First || d.Tokens[i-1].Tag != syntax.CC || d.Tokens[i-2].Lower != "," || f.source.First >= f.source.Last || d.Tokens[f.cue.head].Rel != syntax.Conj {
		return
	}
	between := d.Tokens[f.cue.head].Head
	if between < st.First || between >= i || d.Tokens[between].Rel != syntax.Advcl {
		return
	}
	main := d.Tokens[between].Head
	if main < st.First || main >= between || !d.Tokens[main].Tag.IsVerb() {
		return
	}
	taken, subject := t.subj[between], t.subj[main]
	if taken >= f.source.First && taken < f.source.Last && subject >= 0 && subject < main {
		f.source = trim(d, Range{t.lo[subject], t.hi[subject] + 1})
	}
}

// frontedPhrase cuts the end of a phrase before the subject from a source: of "In a suit filed in
// the Circuit Court, Amelia Grant alleges" the court is none.
func (f *found) frontedPhrase(d *syntax.Document) {
	r := f.source
	if r.Last-r.First < 3 || r.Last > f.cue.first {
		return
	}
	st := d.Sentences[d.Tokens[r.First].Sentence]
	if r.First == st.First || d.Tokens[st.First].Tag != syntax.IN {
		return
	}
	for i := st.First; i < r.First; i++ {
		if d.Tokens[i].Lower == "," {
			return
		}
	}
	comma := r.First
	for comma < r.Last && d.Tokens[comma].Lower != "," {
		comma++
	}
	if comma+1 >= r.Last || !d.Tokens[comma+1].Tag.IsProper() || !d.Tokens[comma-1].Tag.IsProper() {
		return
	}
	f.source.First = comma + 1
}

// withoutClaim cuts from the begin of a source the claim that it rejects, in "a figure the owner
// disputed": the owner does.
func (f *found) withoutClaim(d *syntax.Document) {
	r := f.source
	if r.Last-r.First < 4 || r.Last != f.cue.first || d.Tokens[r.First].Tag != syntax.DT || !scorners[d.Tokens[f.cue.head].Lemma] {
		return
	}
	noun := r.First + 1
	for noun < r.Last && d.Tokens[noun].Tag == syntax.JJ {
		noun++
	}
	if noun+1 < r.Last && claims[d.Tokens[noun].Lemma] && (d.Tokens[noun+1].Tag == syntax.DT || d.Tokens[noun+1].Tag.IsProper() || d.Tokens[noun+1].Tag == syntax.PRPS) {
		f.source.First = noun + 1
	}
}

// heard are those before whom something is said, in a headline that ends with "inquest told".
var heard = nameSet("inquest court jury tribunal inquiry hearing mps peers committee")

// heardIn tells whether a headline ends with where something was told, or begins with who was told
// of it: who told it is not said.
func heardIn(d *syntax.Document, c cueSpan) bool {
	st := d.Sentences[d.Tokens[c.first].Sentence]
	i := c.first
	if i > st.First && d.Tokens[i].Lower == "told" && heard[d.Tokens[i-1].Lower] && int(i)+1 < len(d.Tokens) && d.Tokens[i+1].Lower == "of" {
		return true // "Jury told of 'two Kyles'"
	}
	return i+1 == st.Last && c.last == st.Last && i-2 >= st.First && (d.Tokens[i].Lower == "told" || d.Tokens[i].Lower == "hears") && heard[d.Tokens[i-1].Lower] && d.Tokens[i-2].Lower == ","
}

// hearing are verbs of which somebody is told a clause.
var hearing = nameSet("tell assure inform warn remind promise")

// withoutHearer drops from a content the pronoun for who is told: of "told us the barrier would
// hold" only the clause is said.
func (f *found) withoutHearer(d *syntax.Document) {
	if len(f.content) == 0 || !hearing[d.Tokens[f.cue.head].Lemma] {
		return
	}
	c := &f.content[0]
	if c.First != f.cue.last || c.Last-c.First < 3 || d.Tokens[c.First].Tag != syntax.PRP {
		return
	}
	if next := d.Tokens[c.First+1].Tag; next.IsVerb() || next == syntax.MD || next == syntax.TO || next == syntax.IN {
		return
	}
	switch d.Tokens[c.First].Lower {
	case "me", "us", "him", "them", "her":
		c.First++
	}
}

// maxHeadlineSource is how many words a headline has for who says it.
const maxHeadlineSource = 6

// headline reads a headline that ends with who says it: "Vale 'not leaving' series, says
// producer".
func (f *found) headline(d *syntax.Document) {
	i := f.cue.first
	st := d.Sentences[d.Tokens[i].Sentence]
	rest := st.Last - f.cue.last
	if d.Tokens[i].Tag != syntax.VBZ && d.Tokens[i].Tag != syntax.VBP || f.cue.last != i+1 || i-2 < st.First || d.Tokens[i-1].Lower != "," || rest < 1 || rest > maxHeadlineSource || f.source.First == f.cue.last {
		return
	}
	for k := f.cue.last; k < st.Last; k++ {
		if t := &d.Tokens[k]; t.Kind != syntax.Word || t.Tag.IsVerb() || t.Tag.IsPronoun() {
			return
		}
	}
	content := trimContent(d, Range{st.First, i - 1}, false)
	if content.First >= content.Last || !d.Tokens[st.Last-1].Tag.IsNoun() {
		return
	}
	f.source, f.content = Range{f.cue.last, st.Last}, []Range{content}
}

// toldTo tells whether the cue is a passive whose subject, taken for the source, is who was
// spoken to: "Ruiz, asked about the sale, said", "families were told that". Who asked is not
// said. By PolNeAR such an attribution has no source.
func toldTo(d *syntax.Document, f *found) bool {
	if asksFirst(d, f.cue) || heardIn(d, f.cue) {
		return true
	}
	if next := f.cue.head + 1; d.Tokens[f.cue.head].Lemma == "accuse" && int(next) < len(d.Tokens) && d.Tokens[next].Lower == "of" {
		return true // "a man accused of stabbing a café owner"
	}
	if !addressed[d.Tokens[f.cue.head].Lemma] || f.source.First < f.source.Last && (f.source.First > f.cue.head || f.source.First > 0 && d.Tokens[f.source.First-1].Lower == "by") {
		return false
	}
	head := f.cue.head
	st := d.Sentences[d.Tokens[head].Sentence]
	aux := false
	for i := st.First; i < st.Last; i++ {
		if d.Tokens[i].Head != head {
			continue
		}
		switch d.Tokens[i].Rel {
		case syntax.AuxPass:
			return true
		case syntax.Aux:
			aux = true
		}
	}
	if aux || head == st.First || d.Tokens[head].Tag != syntax.VBN && d.Tokens[head].Tag != syntax.VBD {
		return false
	}
	switch before := &d.Tokens[head-1]; before.Lower {
	case "when", "if", "once":
		return true
	case ",":
		return d.Tokens[head].Tag == syntax.VBN || aside(d, st, head)
	}
	return false
}

// asksFirst tells whether a sentence begins with a question that somebody was asked: "Asked
// whether he knew, Devos said no".
func asksFirst(d *syntax.Document, c cueSpan) bool {
	st := d.Sentences[d.Tokens[c.first].Sentence]
	if c.first != st.First || d.Tokens[c.first].Lower != "asked" || d.Tokens[c.first].Depth > 0 {
		return false
	}
	for i := c.last; i < st.Last; i++ {
		if d.Tokens[i].Lower == "," {
			return true
		}
	}
	return false
}

// aside tells whether a verb after a comma opens a phrase that a comma and another verb end,
// so that it is no main verb: "Ford, asked whether she knew, responded".
func aside(d *syntax.Document, st syntax.Sentence, head int32) bool {
	for i := st.First; i < head; i++ {
		if d.Tokens[i].Tag.IsVerb() {
			return false
		}
	}
	for i := head + 1; i+1 < st.Last && d.Tokens[i].Depth == 0; i++ {
		if d.Tokens[i].Lower == "," && d.Tokens[i+1].Tag.IsFinite() {
			return true
		}
	}
	return false
}

// clauseMarks open a clause with a subject of its own.
var clauseMarks = nameSet("after when as while before because since but and that if until where though although")

// agedSubject is the name with an age that stands right before a cue at the begin of its
// clause: "after Kerr, 29, told the paper". Parsers lose such subjects.
func agedSubject(d *syntax.Document, c cueSpan) (Range, bool) {
	i := c.first
	st := d.Sentences[d.Tokens[i].Sentence]
	if i-4 < st.First || d.Tokens[i-1].Lower != "," || d.Tokens[i-2].Tag != syntax.CD || len(d.Tokens[i-2].Lower) > 2 || d.Tokens[i-3].Lower != "," || d.Tokens[i-4].Name != syntax.PersonName || !d.Tokens[c.head].Tag.IsFinite() {
		return Range{}, false
	}
	k := i - 4
	for k > st.First && (d.Tokens[k-1].Name == syntax.PersonName || titles[d.Tokens[k-1].Lower] && d.Tokens[k-1].Lower != "the") {
		k--
	}
	if k > st.First && !clauseMarks[d.Tokens[k-1].Lower] {
		return Range{}, false
	}
	return Range{k, i}, true
}

// maxDateline is how far into an article the dash after its dateline may stand, in tokens.
const maxDateline = 16

// datelined is in how many of the first paragraphs a dateline may stand: after a headline and
// a byline.
const datelined = 3

// dateline returns where the text after a dateline begins in a sentence that opens one of an
// article's first paragraphs, 0 if it has none: "TOKYO, March 3 - ", "NEW DELHI: ".
func dateline(d *syntax.Document, sentence int32) int32 {
	st := d.Sentences[sentence]
	place := d.Form(st.First)
	if st.Paragraph >= datelined || d.Paragraphs[st.Paragraph].First != sentence || len(place) < 3 || strings.ToUpper(place) != place || strings.ToLower(place) == place {
		return 0
	}
	for i := st.First + 1; i < min(st.Last, st.First+maxDateline); i++ {
		switch t := &d.Tokens[i]; {
		case isDash(t.Lower) && d.Tokens[i-1].SpaceAfter && t.SpaceAfter:
			return i + 1
		case t.Lower == ":" && d.Tokens[st.First].Name == syntax.PlaceName && i+1 < st.Last && d.Tokens[i+1].Kind != syntax.Quote:
			return i + 1
		case t.Tag.IsVerb() || t.Kind == syntax.Quote:
			return 0
		}
	}
	return 0
}

// ofDateline tells whether the cue is the colon of a dateline: no city speaks there.
func (f *found) ofDateline(d *syntax.Document) bool {
	i := f.cue.first
	return f.cue.last == i+1 && d.Tokens[i].Lower == ":" && dateline(d, d.Tokens[i].Sentence) == i+1
}

// asks tells whether all that was said is a question word that ends its sentence: "who promised
// what".
func (f *found) asks(d *syntax.Document) bool {
	if len(f.content) != 1 || f.content[0].Last-f.content[0].First != 1 || d.Tokens[f.content[0].First].Tag != syntax.WP {
		return false
	}
	st := d.Sentences[d.Tokens[f.content[0].First].Sentence]
	for i := f.content[0].Last; i < st.Last; i++ {
		if isWord(d, i) {
			return false
		}
	}
	return true
}

// callsSo tells whether a cue but says as what somebody is referred to.
func (f *found) callsSo(d *syntax.Document) bool {
	i := f.cue.last
	return d.Tokens[f.cue.head].Lower == "referred" && int(i) < len(d.Tokens) && d.Tokens[i].Lower == "as" && d.Tokens[i-1].Lower == "to"
}

// labels stand before the colon of a headline and say what follows, not who.
var labels = nameSet("transcript live video watch photos pictures analysis opinion editorial interview exclusive update updated breaking letters obituary review quiz podcast profile explainer factcheck fact check comment column recap timeline")

// ofFiring tells whether somebody is dismissed, and not what he says: "accused them of dismissing
// him".
func (f *found) ofFiring(d *syntax.Document) bool {
	if d.Tokens[f.cue.head].Lemma != "dismiss" || len(f.content) == 0 {
		return false
	}
	t := &d.Tokens[f.content[0].First]
	return t.Tag == syntax.PRP && t.Lower != "it" && t.Lower != "them" && f.content[0].First == f.cue.last
}

// ofLabel tells whether a colon follows what kind of text a headline is: "Transcript: ...".
func (f *found) ofLabel(d *syntax.Document) bool {
	i := f.cue.first
	st := d.Sentences[d.Tokens[i].Sentence]
	if f.cue.last != i+1 || d.Tokens[i].Lower != ":" || i == st.First || st.Paragraph > 0 {
		return false
	}
	for k := st.First; k < i; k++ {
		if isWord(d, k) && !labels[d.Tokens[k].Lower] {
			return false
		}
	}
	return true
}

// afterDateline cuts the dateline off a source that begins with it.
func afterDateline(d *syntax.Document, f *found) {
	if f.source.First >= f.source.Last {
		return
	}
	if begin := dateline(d, d.Tokens[f.source.First].Sentence); f.source.First < begin && begin < f.source.Last {
		f.source = trim(d, Range{begin, f.source.Last})
	}
}
