package attribution

import (
	"strings"
	"unicode"

	"quotetrack/syntax"
)

// addMissed adds the mentions of persons by their last names that the name finder
// missed: a name that is found once in an article is a name wherever it stands alone.
func (es *entities) addMissed(d *syntax.Document) {
	last := map[string]bool{}
	for _, x := range es.list {
		if n := len(x.parts); x.kind == syntax.PersonName && n > 0 {
			last[x.parts[n-1]] = true
		}
	}
	if len(last) == 0 {
		return
	}
	for _, st := range d.Sentences {
		if titleCase(d, st) {
			continue
		}
		for i := st.First; i < st.Last; i++ {
			t := &d.Tokens[i]
			if _, named := es.of[i]; named || !t.Tag.IsProper() || len(t.Lower) < 3 || !last[t.Lower] || !unicode.IsUpper(rune(d.Text[t.Start])) || besideName(d, st, i) {
				continue
			}
			r, parts := Range{i, i + 1}, []string{t.Lower}
			id := es.match(d, r, parts, syntax.PersonName)
			if id < 0 || es.list[id].parts[len(es.list[id].parts)-1] != t.Lower {
				continue
			}
			x := es.list[id]
			x.at, es.of[i] = append(x.at, r), id
		}
	}
}

// besideName tells whether a word is a part of a longer run of proper names: "Voss Street".
func besideName(d *syntax.Document, st syntax.Sentence, i int32) bool {
	if i > st.First {
		before := &d.Tokens[i-1]
		if before.Tag.IsProper() && before.SpaceAfter && !titles[strings.TrimSuffix(before.Lower, ".")] {
			return true
		}
	}
	return i+1 < st.Last && d.Tokens[i].SpaceAfter && d.Tokens[i+1].Tag.IsProper()
}
