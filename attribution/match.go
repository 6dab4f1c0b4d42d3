package attribution

import (
	"slices"
	"strings"

	"quotetrack/syntax"
)

// When two names are one: by the last word of a person's, short and long forms, acronyms,
// nicknames, slips of the pen.

var generations = map[string]bool{"jr": true, "sr": true, "ii": true, "iii": true}

// match returns the entity that a name belongs to, or -1.
func (es *entities) match(d *syntax.Document, r Range, parts []string, kind syntax.NameKind) int {
	best, score := -1, 0
	title := titleGender(d, r.First)
	for id, x := range es.list {
		s := nameMatch(x, parts, kind)
		if s == 0 {
			continue
		}
		s = s*10 + min(len(x.at), 8)
		if title != syntax.UnknownGender && x.gender != syntax.UnknownGender && x.gender != syntax.Both && x.gender != title {
			continue
		}
		if title != syntax.UnknownGender && x.gender == title {
			s += 6
		}
		for k := len(x.at) - 1; k >= 0; k-- {
			if gap := r.First - x.at[k].First; gap > 0 && gap < 60 {
				s += 3
				break
			}
		}
		if s > score || s == score && !(best >= 0 && r.First < es.list[best].at[0].First && es.list[best].at[0].First < x.at[0].First) {
			best, score = id, s // before both are named, it is the one who is named first
		}
	}
	return best
}

// titleGender reads the gender off a title before token i.
func titleGender(d *syntax.Document, i int32) syntax.Gender {
	if i == 0 {
		return syntax.UnknownGender
	}
	switch strings.TrimSuffix(d.Tokens[i-1].Lower, ".") {
	case "mr", "sir", "congressman", "chairman", "king", "prince", "lord", "spokesman", "businessman":
		return syntax.Male
	case "mrs", "ms", "miss", "lady", "dame", "congresswoman", "chairwoman", "queen", "princess", "spokeswoman":
		return syntax.Female
	}
	return syntax.UnknownGender
}

// nameMatch tells how well parts fit an entity: 0 not at all, 3 the same.
func nameMatch(x *entity, parts []string, kind syntax.NameKind) int {
	if strings.Join(parts, " ") == strings.Join(x.parts, " ") {
		return 3
	}
	if kind != syntax.PersonName && x.kind != syntax.PersonName {
		if strings.Join(unabbreviated(parts), " ") == strings.Join(unabbreviated(x.parts), " ") {
			return 3
		}
	}
	if kind == syntax.PersonName || x.kind == syntax.PersonName {
		if kind != syntax.PersonName && len(parts) > 1 || x.kind != syntax.PersonName {
			return 0
		}
		m := personMatch(x.parts, parts)
		if m == 1 && kind != syntax.PersonName {
			return 0 // the first word of a person's name alone names a person: RT is not RT America
		}
		return m
	}
	if isAcronymOf(strings.Join(parts, ""), x.parts) || isAcronymOf(strings.Join(x.parts, ""), parts) {
		return 2
	}
	if shortForm(parts, x.parts) || shortForm(x.parts, parts) {
		return 2
	}
	if kind == syntax.OrgName && x.kind == syntax.OrgName && (partOfOrg(x.parts, parts) || partOfOrg(parts, x.parts)) {
		return 1
	}
	return 0
}

// unabbreviated writes out the initials of unions of states.
func unabbreviated(parts []string) []string {
	if len(parts) < 2 || len(parts[0]) != 1 {
		return parts
	}
	if full, ok := unions[parts[0]+parts[1]]; ok {
		return append(append([]string(nil), full...), parts[2:]...)
	}
	return parts
}

var unions = map[string][]string{"un": {"united", "nations"}, "us": {"united", "states"}, "eu": {"european", "union"}, "uk": {"united", "kingdom"}}

// partOfOrg tells whether a shorter name is the begin or the end of a longer
// one: the Supreme Court, the U.S. Supreme Court; the Times, the New York Times.
func partOfOrg(long, short []string) bool {
	for len(short) > 0 && short[0] == "the" {
		short = short[1:]
	}
	n := len(short)
	if n == 0 || n >= len(long) || n == 1 && len(short[0]) < 4 {
		return false
	}
	if slices.Equal(long[len(long)-n:], short) {
		return true
	}
	if n == 1 && len(long) > 2 && !corporate[long[len(long)-1]] { // NATO is not NATO Enhanced Forward Presence
		return false
	}
	switch long[n] { // "Department of ..." is not each of the departments
	case "of", "for", "and":
		if n == 1 {
			return false
		}
	}
	return slices.Equal(long[:n], short)
}

func personMatch(x, p []string) int {
	gx, gp := generation(x), generation(p)
	if gx != "" && gp != "" && gx != gp {
		return 0
	}
	x, p = withoutGeneration(x), withoutGeneration(p)
	if len(x) == 0 || len(p) == 0 {
		return 0
	}
	if len(p) > 1 && len(x) > len(p) && strings.Join(x[len(x)-len(p):], " ") == strings.Join(p, " ") || len(x) > 1 && len(p) > len(x) && strings.Join(p[len(p)-len(x):], " ") == strings.Join(x, " ") {
		return 2 // "Bill de Blasio", "De Blasio"
	}
	lx, lp := x[len(x)-1], p[len(p)-1]
	if lx == lp && len(p) > 1 && len(x) > 2 && slices.Contains(x[1:len(x)-1], p[0]) || lx == lp && len(x) > 1 && len(p) > 2 && slices.Contains(p[1:len(p)-1], x[0]) {
		return 2 // Robert C. “Bobby” Scott, Bobby Scott
	}
	switch {
	case len(p) == 1:
		if lp == lx || spelledAlike(lp, lx) {
			return 2
		}
		if lp == x[0] && len(x) > 1 {
			return 1
		}
	case len(x) == 1:
		if lp == lx || spelledAlike(lp, lx) {
			return 2
		}
		if x[0] == p[0] {
			return 1
		}
	case lx == lp || spelledAlike(lx, lp) || x[0] == p[0] && oneLetterOff(lx, lp):
		a, b := x[0], p[0]
		if a == b || len(a) == 1 && a[0] == b[0] || len(b) == 1 && a[0] == b[0] || nickname(a, b) || spelledAlike(a, b) {
			return 2
		}
	}
	return 0
}

func generation(p []string) string {
	if n := len(p); n > 1 && generations[p[n-1]] {
		return p[n-1]
	}
	return ""
}

func withoutGeneration(p []string) []string {
	if generation(p) != "" {
		return p[:len(p)-1]
	}
	return p
}

// nickname tells whether one first name is a usual short form of the other.
func nickname(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) >= 3 && strings.HasPrefix(b, a) {
		return true
	}
	return nicknames[a] == b
}

var nicknames = map[string]string{"bill": "william", "bob": "robert", "dick": "richard", "jim": "james", "jack": "john", "ted": "edward", "tony": "anthony",
	"mike": "michael", "liz": "elizabeth", "kate": "katherine", "peggy": "margaret", "chuck": "charles", "hank": "henry", "joe": "joseph", "tim": "timothy"}

// spelledAlike accepts variants in transliteration of longer names: one
// letter more, less or other, the first letter kept (Zelensky, Zelenskyy).
func spelledAlike(a, b string) bool {
	if len(a) < 6 || len(b) < 6 || a[0] != b[0] {
		return false
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) == len(b) {
		return i >= 3 && a[i+1:] == b[i+1:] && isVowel(a[i]) && isVowel(b[i])
	}
	return i >= 2 && (i >= 4 || len(b) >= 8) && a[i:] == b[i+1:]
}

// oneLetterOff tells whether one of two names of five letters and more has one
// letter more: what a slip makes of the last name after the same first name.
func oneLetterOff(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < 5 || len(b)-len(a) != 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	return i > 0 && a[i:] == b[i+1:]
}

func isVowel(c byte) bool { return strings.IndexByte("aeiouy", c) >= 0 }

// isAcronymOf tells whether a word is made of the first letters of three words or
// more; prepositions may count or not, and initials of unions count whole (UKIP).
func isAcronymOf(word string, parts []string) bool {
	if len(parts) == 2 && len(word) == 2 { // AP
		return len(parts[0]) > 3 && len(parts[1]) > 3 && word[0] == parts[0][0] && word[1] == parts[1][0]
	}
	if len(parts) < 3 || len(word) < 2 {
		return false
	}
	if _, ok := unions[parts[0]]; ok && len(parts) > 3 && isAcronymOf(word, parts[1:]) {
		return true
	}
	var short, long, whole []byte
	for _, p := range parts {
		switch p {
		case "of", "the", "for", "and", "in", "on":
			long = append(long, p[0])
			continue
		case "to":
		default:
			short = append(short, p[0])
		}
		long = append(long, p[0])
		if _, ok := unions[p]; ok {
			whole = append(whole, p...)
		} else {
			whole = append(whole, p[0])
		}
	}
	return word == string(short) || word == string(long) || word == string(whole)
}

// shortForms are usual short forms of organisations, by their words.
var shortForms = map[string]string{"fed": "federal reserve", "lib dems": "liberal democrats", "lib dem": "liberal democrats", "liberal democrat": "liberal democrats"}

// shortForm tells whether a is a usual short form of b or of its end.
func shortForm(a, b []string) bool {
	full, ok := shortForms[strings.Join(a, " ")]
	return ok && strings.HasSuffix(strings.Join(b, " "), full)
}
