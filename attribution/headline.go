package attribution

import (
	"strings"
	"unicode"

	"quotetrack/syntax"
)

// Names in headlines that write most words with a capital.

// sober looks at the names in headlines that write most words with a capital: what
// the finder took too long is cut to the name that the text has ("Derelict Obama"), and
// dropped where the text has its words as common ones ("New Poll Shows").
func sober(d *syntax.Document, ns []naming, g genders) []naming {
	elsewhere, common := map[string]bool{}, map[string]bool{}
	shouting := make([]bool, len(d.Sentences))
	for i, st := range d.Sentences {
		shouting[i] = titleCase(d, st)
		for k := st.First; k < st.Last && !shouting[i]; k++ {
			if t := &d.Tokens[k]; t.Kind == syntax.Word && !unicode.IsUpper(rune(d.Text[t.Start])) {
				common[t.Lower] = true
			}
		}
	}
	for i := range ns {
		if !shouting[d.Tokens[ns[i].r.First].Sentence] {
			elsewhere[strings.Join(ns[i].parts, " ")] = true
		}
	}
	kept := ns[:0]
	for _, n := range ns {
		if shouting[d.Tokens[n.r.First].Sentence] && !elsewhere[strings.Join(n.parts, " ")] {
			if n.kind != syntax.PersonName {
				if allCommon(n.parts, common) {
					continue
				}
			} else if r, ok := knownPart(d, n.r, elsewhere, g); ok {
				n.r, n.text = r, d.TokenText(r.First, r.Last)
				n.parts = nameParts(n.text)
			}
		}
		kept = append(kept, n)
	}
	return kept
}

// titleCase tells a headline that writes most words with a capital: five words or more,
// and no full stop.
func titleCase(d *syntax.Document, st syntax.Sentence) bool {
	words, capitals := 0, 0
	if d.Tokens[st.Last-1].Lower == "." {
		return false
	}
	for i := st.First; i < st.Last; i++ {
		if d.Tokens[i].Kind == syntax.Word {
			words++
			if unicode.IsUpper(rune(d.Text[d.Tokens[i].Start])) {
				capitals++
			}
		}
	}
	return words >= 5 && capitals*10 >= words*6
}

// knownPart is the longest part of a name that stands elsewhere as a name, with the
// first name before it.
func knownPart(d *syntax.Document, r Range, elsewhere map[string]bool, g genders) (Range, bool) {
	for n := r.Last - r.First - 1; n > 0; n-- {
		for i := r.First; i+n <= r.Last; i++ {
			if elsewhere[strings.Join(nameParts(d.TokenText(i, i+n)), " ")] {
				if n == 1 && i > r.First && g.GenderOf(d.Tokens[i-1].Lower) != syntax.UnknownGender {
					return Range{i - 1, i + 1}, true
				}
				return Range{i, i + n}, true
			}
		}
	}
	return r, false
}

func allCommon(parts []string, common map[string]bool) bool {
	for _, p := range parts {
		if !common[p] {
			return false
		}
	}
	return true
}
