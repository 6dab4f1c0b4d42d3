package attribution

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// titles stand before names and are no part of them.
var titles = map[string]bool{
	"mr": true, "mrs": true, "ms": true, "miss": true, "dr": true, "sen": true, "senator": true, "senators": true, "sens": true, "president": true, "gov": true, "governor": true,
	"rep": true, "reps": true, "representative": true, "secretary": true, "prof": true, "professor": true, "sir": true, "lord": true, "lady": true, "dame": true,
	"president-elect": true, "vice": true, "chancellor": true, "minister": true, "prime": true, "justice": true, "judge": true, "gen": true, "general": true,
	"col": true, "lt": true, "capt": true, "sgt": true, "rev": true, "pope": true, "king": true, "queen": true, "prince": true, "princess": true, "congressman": true,
	"congresswoman": true, "chairman": true, "chairwoman": true, "speaker": true, "mayor": true, "sheriff": true, "officer": true, "detective": true, "former": true, "then": true, "the": true, "adm": true, "admiral": true, "attorney": true, "imam": true, "rabbi": true, "sheikh": true, "mp": true, "msp": true, "mep": true, "baroness": true, "commander": true, "tory": true, "chief": true, "ambassador": true, "del": true, "cllr": true, "supt": true, "councilman": true, "father": true, "reverend": true, "monsignor": true, "councilwoman": true, "commissioner": true, "cardinal": true, "archbishop": true, "bishop": true, "archduke": true, "premier": true, "ceo": true, "cto": true, "cfo": true, "coo": true,
}

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
