package attribution

import (
	"strings"
	"unicode"

	"quotetrack/syntax"
)

// Works that speak under their titles: "Oxfam says in a report, Paying the Price".

// works are nouns that a title may follow.
var works = nameSet("report study survey book paper pamphlet film documentary memoir novel biography")

// titlers stand between a work and its title.
var titlers = nameSet("called titled entitled named")

// inTitles are the small words that titles hold.
var inTitles = nameSet("the a an of and in for to on at from with 's or but is")

// maxTitle is the longest title, in tokens.
const maxTitle = 9

// addWorks makes an organisation, as sources are kept, of each work whose title follows it.
func (es *entities) addWorks(d *syntax.Document) {
	for i := range d.Tokens {
		if t := &d.Tokens[i]; !works[t.Lemma] || !t.Tag.IsNoun() || titleCase(d, d.Sentences[t.Sentence]) {
			continue
		}
		r, ok := titleAfter(d, int32(i))
		if !ok || es.isOneName(r) {
			continue
		}
		text := strings.Join(strings.Fields(d.TokenText(r.First, r.Last)), " ")
		id := len(es.list)
		for k, x := range es.list {
			if x.work != "" && x.name == text {
				id = k
			}
		}
		if id == len(es.list) {
			es.list = append(es.list, &entity{name: text, parts: nameParts(text), kind: syntax.OrgName, work: d.Tokens[i].Lemma, forms: map[string]int{}, roleKeys: map[uint64]bool{}, offices: map[uint64]bool{}})
		}
		es.list[id].at = append(es.list[id].at, r)
		es.list[id].forms[text]++
		for k := r.First; k < r.Last; k++ {
			es.of[k] = id
		}
	}
}

// titleAfter finds the title after a work's noun at token i: two capitalised words or more,
// after a comma, a word like "called", or an opening mark.
func titleAfter(d *syntax.Document, i int32) (Range, bool) {
	end := d.Sentences[d.Tokens[i].Sentence].Last
	k := i + 1
	if k >= end {
		return Range{}, false
	}
	marked := d.Tokens[k].Kind == syntax.Quote
	switch {
	case d.Tokens[k].Lower == ",", titlers[d.Tokens[k].Lower]:
		k++
	case !marked:
		return Range{}, false
	}
	if k < end && d.Tokens[k].Kind == syntax.Quote {
		marked = true
		k++
	}
	r := Range{k, k}
	for j := k; j < min(end, k+maxTitle); j++ {
		capital := unicode.IsUpper(rune(d.Text[d.Tokens[j].Start]))
		if !capital && !inTitles[d.Tokens[j].Lower] || d.Tokens[j].Kind != syntax.Word || j == k && !capital {
			break
		}
		if capital {
			r.Last = j + 1
		}
	}
	if r.Last-r.First < 2 || r.Last >= end {
		return Range{}, false
	}
	next := &d.Tokens[r.Last]
	return r, next.Kind == syntax.Quote || !marked && (next.Lower == "," || next.Lower == "." || next.Lower == ":")
}

// isOneName tells whether a range is a name, ends in one of a person, or begins with a title.
func (es *entities) isOneName(r Range) bool {
	first, ok := es.of[r.First]
	last, named := es.of[r.Last-1]
	return ok && named && first == last || named && es.list[last].kind == syntax.PersonName
}

// work is the work that a nominal of its kind means ("the report"), -1 if there is none or
// more than one.
func (r *resolver) work(s *sourceInfo) int {
	found := -1
	for id, x := range r.es.list {
		if x.work == "" || x.work != r.d.Tokens[s.head].Lemma || !r.definite(s) && !r.owned(s) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = id
	}
	return found
}

// owned tells whether a nominal begins with a possessive: "Mr Peston's book", "his book".
func (r *resolver) owned(s *sourceInfo) bool {
	for i := s.r.First; i < s.head; i++ {
		if t := &r.d.Tokens[i]; t.Tag == syntax.POS || t.Tag == syntax.PRPS {
			return true
		}
	}
	return false
}
