package attribution

import (
	"slices"
	"strings"

	"quotetrack/syntax"
)

// kinNouns are what a relative is called before a first name: "his mother Keeley".
var kinNouns = nameSet("mother father mum dad wife husband widow widower son daughter sister brother grandmother grandfather aunt uncle partner")

// joinKin gives relatives who are introduced by their first name ("Leon Marsh ... his mother
// Keeley") the last name by which they are called with a title later ("Ms Marsh"), where it is
// that of somebody else named in full.
func (es *entities) joinKin(d *syntax.Document) {
	for a := 0; a < len(es.list); a++ {
		x := es.list[a]
		if x.kind != syntax.PersonName || len(x.parts) != 1 || !calledKin(d, x) {
			continue
		}
		for b, y := range es.list {
			if a == b || y.kind != syntax.PersonName || len(y.parts) != 1 || y.at[0].First < x.at[0].First || !civil[titleBefore(d, y.at[0].First)] || !es.lastNameOf(y.parts[0]) {
				continue
			}
			if !agrees(x.gender, y.gender) {
				continue
			}
			x.name, x.parts = x.name+" "+y.name, []string{x.parts[0], y.parts[0]}
			if y.gender != syntax.UnknownGender {
				x.gender = y.gender
			}
			x.at = append(x.at, y.at...)
			es.drop(b, a)
			return // one family
		}
	}
}

// calledKin tells whether a noun for a relative stands before the first mention of x.
func calledKin(d *syntax.Document, x *entity) bool {
	i := x.at[0].First - 1
	return i >= 0 && kinNouns[d.Tokens[i].Lemma] && d.Tokens[i].Sentence == d.Tokens[i+1].Sentence
}

// titleBefore is the word before token i in small letters, without its dot.
func titleBefore(d *syntax.Document, i int32) string {
	if i == 0 {
		return ""
	}
	return strings.TrimSuffix(d.Tokens[i-1].Lower, ".")
}

// lastNameOf tells whether a word is the last name of somebody named in full.
func (es *entities) lastNameOf(last string) bool {
	return slices.ContainsFunc(es.list, func(x *entity) bool {
		return x.kind == syntax.PersonName && len(x.parts) > 1 && x.parts[len(x.parts)-1] == last
	})
}

// drop takes entity b out of the list; its mentions are those of entity a.
func (es *entities) drop(b, a int) {
	es.list = slices.Delete(es.list, b, b+1)
	moved := func(id int) int {
		if id == b {
			id = a
		}
		if id > b {
			id--
		}
		return id
	}
	for i, id := range es.of {
		es.of[i] = moved(id)
	}
}
