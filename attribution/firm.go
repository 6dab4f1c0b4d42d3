package attribution

import (
	"strconv"
	"strings"
	"unicode"

	"quotetrack/syntax"
)

// When a name is that of a firm or of another body, by what stands around it.

// firmList are the words by which "the company" may be introduced and called again; trades and
// contractors are those that tell what it does.
const (
	firmList    = "company firm group giant manufacturer " + trades
	trades      = "retailer airline carmaker automaker startup "
	contractors = "contractor developer operator distributor "
)

// firms are what an organisation is called right before its name; companyNouns are those that
// "the company" may be.
var (
	firms        = nameSet(firmList + "consultancy charity bank start-up insurer lender thinktank chipmaker drugmaker planemaker brewer utility brand supermarket broker brokerage")
	companyNouns = nameSet(firmList + "corporation maker")
)

// settledKind corrects the kind of a name where its form leaves no doubt: what
// follows "Mr" is a person, a short word in capitals is none.
func settledKind(d *syntax.Document, r Range, kind syntax.NameKind) syntax.NameKind {
	if afterTitle(d, r.First) {
		return syntax.PersonName
	}
	if r.First > 0 && presses[d.Tokens[r.First-1].Lower] && d.Tokens[r.First-1].Sentence == d.Tokens[r.First].Sentence {
		return syntax.OrgName // "the satirical website Harwick Echo"
	}
	if r.Last-r.First > 1 && aged(d, r.Last) {
		return syntax.PersonName // "Amelia Grant, 58,"
	}
	if kind == syntax.PersonName && r.Last-r.First == 2 && firmEnds[d.Tokens[r.First+1].Lower] && d.Tokens[r.First+1].Lower != "steel" && unicode.IsUpper(rune(d.Text[d.Tokens[r.First+1].Start])) {
		return syntax.OrgName // "Norsk Chem"
	}
	if kind == syntax.PersonName && r.Last-r.First == 1 && innerCapital(d.Form(r.First)) {
		return syntax.OrgName // "HydroTas", "BuzzPop"
	}
	if kind == syntax.PersonName && (calledFirm(d, r) || r.Last-r.First == 1 && whichFollows(d, r.Last) && !inLonger(d, r.First)) {
		return syntax.OrgName
	}
	if int(r.Last) < len(d.Tokens) && r.Last-r.First > 1 && postNominals[d.Form(r.Last)] && d.Tokens[r.Last].Sentence == d.Tokens[r.First].Sentence && (r.First == 0 || d.Tokens[r.First-1].Tag != syntax.DT) {
		return syntax.PersonName // "Rupert Hale KC", not "the Ealing North MP"
	}
	if kind == syntax.PersonName && r.Last-r.First == 1 {
		if f := d.Form(r.First); len(f) >= 2 && len(f) <= 5 && strings.ToUpper(f) == f && strings.ToLower(f) != f {
			if r.First+1 >= int32(len(d.Tokens)) || d.Tokens[r.First+1].Lower != ":" {
				return syntax.OrgName
			}
		}
	}
	return kind
}

// innerCapital tells whether a name has a capital amid small letters as those of persons have
// not: McDonald, MacLeod, DeSantis, LaPierre and O'Brien do.
func innerCapital(form string) bool {
	for _, p := range []string{"Mc", "Mac", "De", "Di", "Du", "Le", "La", "Van", "Von", "Fitz", "O'", "O’", "D'", "D’", "Ro", "St"} {
		if strings.HasPrefix(form, p) {
			return false
		}
	}
	small := false
	for i, r := range form {
		switch {
		case !unicode.IsLetter(r):
			return false
		case unicode.IsUpper(r) && small && i > 3:
			return true
		}
		small = unicode.IsLower(r)
	}
	return false
}

// aged tells whether the age of a person stands between commas at token i.
func aged(d *syntax.Document, i int32) bool {
	if int(i)+2 >= len(d.Tokens) || d.Tokens[i].Lower != "," || d.Tokens[i+2].Lower != "," || d.Tokens[i+1].Kind != syntax.Number {
		return false
	}
	n, err := strconv.Atoi(d.Tokens[i+1].Lower)
	return err == nil && n > 2 && n < 110
}

// whichFollows tells whether a clause of a thing follows at token i: ", which runs the plant".
func whichFollows(d *syntax.Document, i int32) bool {
	return int(i)+2 < len(d.Tokens) && d.Tokens[i].Lower == "," && d.Tokens[i+1].Lower == "which" && d.Tokens[i+2].Tag.IsFinite() && d.Tokens[i+2].Sentence == d.Tokens[i].Sentence
}

// inLonger tells whether a word is a part of a longer name elsewhere: what that is called is
// settled there.
func inLonger(d *syntax.Document, i int32) bool {
	for k := range d.Tokens {
		if t := &d.Tokens[k]; int32(k) != i && t.Lower == d.Tokens[i].Lower && t.Tag.IsProper() && besideName(d, d.Sentences[t.Sentence], int32(k)) {
			return true
		}
	}
	return false
}

// calledFirm tells whether a name that the finder took for a person's is an organisation's by
// what stands before it ("rival firm Lumen"), by an aside ("Nimbus, the Berlin startup,") or by its
// last word ("Amnesty International").
func calledFirm(d *syntax.Document, r Range) bool {
	if before := r.First - 1; before >= 0 && firms[d.Tokens[before].Lower] && d.Tokens[before].Sentence == d.Tokens[r.First].Sentence && d.Tokens[before].Tag == syntax.NN {
		return true
	}
	return asideFirm(d, r.Last) || r.Last-r.First > 1 && bodies[d.Tokens[r.Last-1].Lower]
}

// asideFirm tells whether an aside after a name calls it a firm: the last noun before it ends,
// or before a preposition, is one.
func asideFirm(d *syntax.Document, i int32) bool {
	n := int32(len(d.Tokens))
	if i+4 >= n || d.Tokens[i].Lower != "," || d.Tokens[i+1].Sentence != d.Tokens[i-1].Sentence {
		return false
	}
	k := i + 1
	if d.Tokens[k].Lower == "one" && d.Tokens[k+1].Lower == "of" {
		k += 2 // "MetLine, one of the insurers named in the report,"
	}
	if d.Tokens[k].Tag != syntax.DT {
		return false
	}
	first := k + 1
	for k = first; k < n && k < first+6 && ofFirmPhrase(&d.Tokens[k]); k++ {
	}
	if k == first || k >= n || !firms[d.Tokens[k-1].Lemma] {
		return false
	}
	t := &d.Tokens[k]
	return t.Lower == "," || t.Tag == syntax.IN || t.Tag == syntax.WDT || t.Tag == syntax.VBN
}

// ofFirmPhrase tells whether a token may stand in the description of a firm.
func ofFirmPhrase(t *syntax.Token) bool {
	switch t.Tag {
	case syntax.JJ, syntax.JJS, syntax.JJR, syntax.VBG, syntax.HYPH, syntax.RBS, syntax.POS:
		return true
	}
	return t.Kind == syntax.Word && t.Tag.IsNoun()
}

// bodies end names of organisations, and hardly of persons; those of companies are settled by
// their form (corporate).
var bodies = nameSet("international university association foundation trust council institute committee federation society industries partners united rovers wanderers athletic albion hotspur fc afc")
