package attribution

import (
	"quotetrack/syntax"
)

// addressed are verbs whose passive has those for its subject who are spoken to.
var addressed = nameSet("ask tell question quiz press inform warn remind advise assure")

// mend corrects the source of an attribution where the words around the cue leave no doubt.
func mend(d *syntax.Document, f *found) {
	if f.cue.first >= f.cue.last {
		return
	}
	if r, ok := agedSubject(d, f.cue); ok && !(f.source.First <= r.First && r.Last <= f.source.Last) {
		f.source = r
	}
	if f.addressee = toldTo(d, f); f.addressee {
		f.source = Range{}
	}
}

// toldTo tells whether the cue is a passive whose subject, taken for the source, is who was
// spoken to: "Ruiz, asked about the sale, said", "families were told that". Who asked is not
// said. By PolNeAR such an attribution has no source.
func toldTo(d *syntax.Document, f *found) bool {
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
