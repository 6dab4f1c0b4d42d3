package attribution

import (
	"strings"
	"unicode"

	"quotetrack/syntax"
)

// completeNames returns the names of a document as the finder saw them, with
// what it tends to miss: the word after "Mr", the nickname in the middle of a
// name (Robert C. “Bobby” Scott), "Jr." after it, the rest of an organisation's
// name (Committee for a Responsible Federal Budget).
func completeNames(d *syntax.Document, g genders) []syntax.Name {
	out := make([]syntax.Name, 0, len(d.Names)+4)
	next := 0
	known, labels := knownWords(d), scriptLabels(d)
	for i := int32(0); int(i) < len(d.Tokens); i++ {
		var n syntax.Name
		switch end := labels[i]; {
		case end > i:
			out = append(out, syntax.Name{First: i, Last: end, Kind: syntax.PersonName})
			for next < len(d.Names) && d.Names[next].First < end {
				next++
			}
			i = end - 1
			continue
		case next < len(d.Names) && d.Names[next].First == i:
			n = d.Names[next]
		case known[d.Tokens[i+min(1, int32(len(d.Tokens))-1-i)].Lower]&knownLast != 0 && d.Tokens[i].Tag.IsProper() && fullName(d, i):
			n = syntax.Name{First: i, Last: i + 2, Kind: syntax.PersonName}
		case isSite(d, i):
			n = syntax.Name{First: i, Last: i + 1, Kind: syntax.OrgName}
		case (d.Tokens[i].Tag.IsProper() || capitalised(d, i)) && d.Tokens[i].Name == syntax.NoName && afterTitle(d, i):
			n = syntax.Name{First: i, Last: i + 1, Kind: syntax.PersonName}
			for int(n.Last) < len(d.Tokens) && n.Last-i < 3 && d.Tokens[n.Last].Tag.IsProper() && d.Tokens[n.Last].Name == syntax.NoName && d.Tokens[n.Last].Kind == syntax.Word {
				n.Last++
			}
		default:
			continue
		}
		if civil[strings.TrimSuffix(d.Tokens[n.First].Lower, ".")] && n.Last-n.First > 1 {
			n.First, n.Kind = n.First+1, syntax.PersonName // "Mr. Kamin" is no organisation
			i++
		}
		switch n.Kind {
		case syntax.PersonName:
			n.First = personBegin(d, n, known)
			n.Last = personEnd(d, n)
			if lastNameFollows(d, n, g) {
				n.Last++
			}
		case syntax.OrgName:
			n.First = firmBegin(d, orgBegin(d, n), n.Last)
			n.Last = orgEnd(d, n)
		}
		if k := n.Last; int(k)+1 < len(d.Tokens) && d.Tokens[k].Lower == "&" && d.Tokens[k+1].Tag.IsProper() && d.Tokens[k+1].Sentence == d.Tokens[i].Sentence {
			for n.Last, n.Kind = k+2, syntax.OrgName; int(n.Last) < len(d.Tokens) && d.Tokens[n.Last].Tag.IsProper() && n.Last-k < 4; n.Last++ {
			}
		}
		out = append(out, n)
		for next < len(d.Names) && d.Names[next].First < n.Last {
			next++
		}
		i = n.Last - 1
	}
	return out
}

// scriptLabels are where the full names in capitals before the colons of a script begin and end,
// without titles: "SEN. DOLE WHITFIELD:".
func scriptLabels(d *syntax.Document) map[int32]int32 {
	out := map[int32]int32{}
	for _, p := range d.Paragraphs {
		first := d.Sentences[p.First].First
		name, colon, person := scriptName(d, first, d.Sentences[p.Last-1].Last)
		if !person || name != strings.ToUpper(name) {
			continue
		}
		for first < colon && (titles[strings.TrimSuffix(d.Tokens[first].Lower, ".")] || d.Tokens[first].Kind != syntax.Word) {
			first++
		}
		if colon-first > 1 && colon-first < 5 {
			out[first] = colon
		}
	}
	return out
}

// civil are titles that stand before names of persons only.
var civil = nameSet("mr mrs ms miss dr sen rep")

// afterTitle tells whether a title that only persons bear stands before token i.
func afterTitle(d *syntax.Document, i int32) bool {
	return i > 0 && personTitles[strings.TrimSuffix(d.Tokens[i-1].Lower, ".")] && unicode.IsUpper(rune(d.Text[d.Tokens[i-1].Start])) && d.Tokens[i-1].Sentence == d.Tokens[i].Sentence
}

// capitalised tells whether token i is a word with a capital where the sentence
// does not ask for one.
func capitalised(d *syntax.Document, i int32) bool {
	t := &d.Tokens[i]
	return t.Kind == syntax.Word && unicode.IsUpper(rune(d.Text[t.Start])) && i > d.Sentences[t.Sentence].First
}

// What knownWords knows of a word.
const (
	knownLast    = 1 << iota // it ends the name of a person somewhere
	knownCapital             // it stands with a capital inside a sentence
)

// knownWords collects, by their lower-cased form, the words that end names of
// persons and those that bear a capital of their own.
func knownWords(d *syntax.Document) map[string]uint8 {
	out := map[string]uint8{}
	for _, n := range d.Names {
		if n.Kind == syntax.PersonName && d.Tokens[n.Last-1].Kind == syntax.Word {
			out[d.Tokens[n.Last-1].Lower] |= knownLast
		}
	}
	for i := range d.Tokens {
		if capitalised(d, int32(i)) {
			out[d.Tokens[i].Lower] |= knownCapital
		}
	}
	return out
}

// fullName tells whether tokens i and i+1 are two proper names that no name
// holds: a first and a last name that the finder missed.
func fullName(d *syntax.Document, i int32) bool {
	if int(i)+1 >= len(d.Tokens) {
		return false
	}
	a, b := &d.Tokens[i], &d.Tokens[i+1]
	form := d.Form(i)
	l := strings.TrimSuffix(a.Lower, ".")
	return a.Name == syntax.NoName && b.Name == syntax.NoName && b.Tag.IsProper() && a.Kind == syntax.Word && a.SpaceAfter && a.Sentence == b.Sentence &&
		unicode.IsUpper(rune(form[0])) && strings.ToUpper(form) != form && !titles[l] && !personTitles[l] && !officeNouns[l] && !orgNouns[l] && demonyms[l] == ""
}

// isSite tells whether token i is the address of a site, which then is the name
// of who publishes there: Huzlers.com.
func isSite(d *syntax.Document, i int32) bool {
	t := &d.Tokens[i]
	return t.Tag == syntax.ADD && t.Name == syntax.NoName && !strings.ContainsAny(t.Lower, "@/")
}

// particles stand in the middle of names: "Pieter van Houten".
var particles = nameSet("van von de der den di da del della du la le ten ter al el bin ibn ben")

// personBegin is where the name of a person begins of which the finder saw the
// last word only: Jo-Renee Formicola.
func personBegin(d *syntax.Document, n syntax.Name, known map[string]uint8) int32 {
	i := n.First - 1
	if n.Last-n.First != 1 && !particles[d.Form(n.First)] || i < 0 || onlyTitles(d, Range{n.First, n.Last}) {
		return n.First
	}
	t := &d.Tokens[i]
	form := d.Form(i)
	if !t.Tag.IsProper() && !((capitalised(d, i) || known[t.Lower]&knownCapital != 0 && unicode.IsUpper(rune(form[0]))) && (t.Tag == syntax.NN || t.Tag == syntax.VB || t.Tag == syntax.VBP)) || t.Name != syntax.NoName || !t.SpaceAfter || t.Kind != syntax.Word || t.Sentence != d.Tokens[n.First].Sentence || len(form) < 2 || strings.ToUpper(form) == form {
		return n.First
	}
	if l := strings.TrimSuffix(t.Lower, "."); titles[l] || personTitles[l] || officeNouns[l] || orgNouns[l] || demonyms[l] != "" || personNouns[l] && !unicode.IsUpper(rune(form[0])) {
		return n.First
	}
	return i
}

// personEnd is where the name of a person ends that the finder may have cut at
// a nickname or before a generation.
func personEnd(d *syntax.Document, n syntax.Name) int32 {
	at := func(i int32) *syntax.Token {
		if int(i) < len(d.Tokens) && d.Tokens[i].Sentence == d.Tokens[n.First].Sentence {
			return &d.Tokens[i]
		}
		return &syntax.Token{Kind: syntax.Punct}
	}
	end := n.Last
	if at(end).Kind == syntax.Quote {
		for j := end + 2; j <= end+3; j++ {
			if at(j).Kind == syntax.Quote && at(end+1).Tag.IsProper() && at(j+1).Tag.IsProper() && at(j+1).Kind == syntax.Word {
				for end = j + 1; at(end).Tag.IsProper() && at(end).Kind == syntax.Word && end-j < 4; end++ {
				}
				break
			}
		}
	}
	for at(end).Name == syntax.PersonName && at(end).Tag.IsProper() && end-n.First < 5 && d.Tokens[end-1].SpaceAfter {
		end++ // two names without a mark between them are one
	}
	j := end
	if at(j).Lower == "," {
		j++
	}
	if generations[strings.TrimSuffix(at(j).Lower, ".")] {
		end = j + 1
	}
	return end
}

// lastNameFollows tells whether the word after a first name that stands alone is the last
// name, which the finder took for a common word: "spokeswoman Dana Price".
func lastNameFollows(d *syntax.Document, n syntax.Name, g genders) bool {
	if n.Last-n.First != 1 || int(n.Last) >= len(d.Tokens) || g.GenderOf(d.Tokens[n.First].Lower) == syntax.UnknownGender {
		return false
	}
	t := &d.Tokens[n.Last]
	form := d.Form(n.Last)
	if t.Name != syntax.NoName || t.Sentence != d.Tokens[n.First].Sentence || !capitalised(d, n.Last) || !d.Tokens[n.Last-1].SpaceAfter || strings.ToUpper(form) == form || dateWords[t.Lower] {
		return false
	}
	if titles[t.Lower] || personTitles[t.Lower] || officeNouns[t.Lower] || orgNouns[t.Lower] || demonyms[t.Lower] != "" || titleCase(d, d.Sentences[t.Sentence]) {
		return false
	}
	return t.Tag == syntax.NN || t.Tag.IsProper()
}

// orgBegin is where the name of an organisation begins that the finder took with a
// description before it: "nonpartisan Commission on ...", "news site Huzlers.com".
func orgBegin(d *syntax.Document, n syntax.Name) int32 {
	for i := n.First; i < n.Last; i++ {
		t := &d.Tokens[i]
		if unicode.IsUpper(rune(d.Text[t.Start])) || t.Tag == syntax.ADD {
			return i
		}
		if !t.Tag.IsNoun() && t.Tag != syntax.JJ {
			break
		}
	}
	return n.First
}

// maxFirmWords is how many words at the begin of a company's name the finder may leave out.
const maxFirmWords = 3

// firmBegin is where the name of a company begins whose first words the finder left out: the
// proper names right before it, where the company's form ends it.
func firmBegin(d *syntax.Document, first, last int32) int32 {
	if last-first < 2 || !corporate[strings.TrimSuffix(d.Tokens[last-1].Lower, ".")] {
		return first
	}
	begin := first
	for i := first - 1; i >= max(0, first-maxFirmWords); i-- {
		t := &d.Tokens[i]
		if t.Name != syntax.NoName || t.Kind != syntax.Word || t.Sentence != d.Tokens[first].Sentence || !unicode.IsUpper(rune(d.Text[t.Start])) || officeNouns[t.Lower] || makers[t.Lower] || firms[t.Lower] || !beginsFirm(d, syntax.Name{First: i, Last: begin}) {
			break
		}
		begin = i
	}
	return begin
}

// orgEnd is where the name of an organisation ends that goes on after a
// preposition.
func orgEnd(d *syntax.Document, n syntax.Name) int32 {
	end := n.Last
	for end > n.First+1 && (d.Tokens[end-1].Tag == syntax.CC || d.Tokens[end-1].Tag == syntax.IN) {
		end--
	}
	for int(end)+1 < len(d.Tokens) && end-n.First < 10 {
		i := end
		switch d.Tokens[i].Lower {
		case "of", "for", "to", "on", "&":
			if i++; isDate(d, i) {
				return end
			}
		default:
			return end
		}
		for int(i)+1 < len(d.Tokens) && (d.Tokens[i].Tag == syntax.DT || d.Tokens[i].Tag == syntax.PRPS || d.Tokens[i].Tag == syntax.VB) && i-end < 3 {
			i++
		}
		k := i
		for int(k) < len(d.Tokens) && d.Tokens[k].Kind == syntax.Word && unicode.IsUpper(rune(d.Text[d.Tokens[k].Start])) && d.Tokens[k].Name != syntax.PersonName && d.Tokens[k].Sentence == d.Tokens[n.First].Sentence {
			k++
		}
		if k == i || d.Tokens[n.First].Sentence != d.Tokens[i].Sentence || d.Tokens[end].Lower == "to" && d.Tokens[end+1].Tag != syntax.VB || d.Tokens[end].Lower == "on" && n.Last-n.First < 2 && !orgNouns[d.Tokens[n.First].Lower] || d.Tokens[i].Name == syntax.PlaceName && d.Tokens[end].Lower != "of" {
			return end
		}
		end = k
	}
	return end
}

// isDate tells whether token i names a day, a month or a year.
func isDate(d *syntax.Document, i int32) bool {
	return int(i) < len(d.Tokens) && (dateWords[strings.TrimSuffix(d.Tokens[i].Lower, ".")] || d.Tokens[i].Kind == syntax.Number)
}

// DateWord tells whether a lower-cased word names a day or a month.
func DateWord(lower string) bool { return dateWords[lower] }

var dateWords = nameSet("monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december jan feb aug sept oct nov dec")
