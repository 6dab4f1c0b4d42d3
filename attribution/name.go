package attribution

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// titles stand before names and are no part of them.
var titles = nameSet(foreignTitles + `
	mr mrs ms miss dr sen senator senators sens president gov governor rep reps representative secretary prof
	professor sir lord lady dame president-elect vice chancellor minister prime justice judge gen general col lt
	capt sgt rev pope king queen prince princess congressman congresswoman chairman chairwoman speaker mayor
	sheriff officer detective former then the adm admiral attorney imam rabbi sheikh mp msp mep baroness
	commander tory chief ambassador del cllr supt councilman father reverend monsignor councilwoman commissioner
	cardinal archbishop bishop archduke premier ceo cto cfo coo det insp cpl maj brig deputy taoiseach tánaiste sarpanch`)

// keyTitles are those that comparing two names leaves out.
var keyTitles = map[string]bool{"mr": true, "mrs": true, "ms": true, "dr": true, "sen": true, "senator": true, "president": true, "gov": true,
	"governor": true, "rep": true, "secretary": true, "the": true, "prof": true, "sir": true}

// NameKey is the form in which names of speakers are compared: folded, without
// accents, possessives, marks and leading titles.
func NameKey(name string) string {
	f := nameParts(name)
	for len(f) > 0 && keyTitles[f[0]] {
		f = f[1:]
	}
	return strings.Join(f, " ")
}

func nameParts(name string) []string {
	ascii := true
	for i := 0; i < len(name); i++ {
		ascii = ascii && name[i] < 0x80
	}
	if ascii {
		name = strings.ToLower(name)
	} else {
		name = cases.Fold().String(norm.NFKD.String(name))
		name = strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Mn, r) {
				return -1
			}
			return r
		}, name)
	}
	if strings.ContainsAny(name, "'’") {
		name = possessives.Replace(name + " ")
	}
	return strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsNumber(r) })
}

var possessives = strings.NewReplacer("’s ", " ", "'s ", " ", "’s.", ".", "'s.", ".", "’s,", ",", "'s,", ",", "’s-", "-", "'s-", "-")

// Slug makes an identifier of a name: its key with hyphens.
func Slug(name string) string { return strings.ReplaceAll(NameKey(name), " ", "-") }
