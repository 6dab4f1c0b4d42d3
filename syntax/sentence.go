package syntax

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// abbreviations that carry a dot of their own. The value tells whether a
// sentence may end with it: "Inc." may, "Mr." may not.
var abbreviations = map[string]bool{
	"mr": false, "mrs": false, "ms": false, "dr": false, "prof": false, "sen": false, "sens": false, "rep": false, "reps": false,
	"gov": false, "govs": false, "gen": false, "lt": false, "col": false, "maj": false, "capt": false, "cpl": false, "sgt": false,
	"det": false, "dets": false, "insp": false, "engr": false, "pvt": false, "pte": false, "cllr": false, "asst": false, "lieut": false, "cpt": false,
	"cdr": false, "comdr": false, "cmdr": false, "adm": false, "brig": false, "rev": false, "hon": false, "pres": false, "supt": false, "st": false, "ste": false,
	"mt": false, "ft": false, "fr": false, "msgr": false, "messrs": false, "mme": false, "mlle": false, "amb": false, "atty": false,
	"vs": false, "v": false, "fig": false, "figs": false, "eg": false, "ie": false, "cf": false, "approx": false, "nos": false,
	"jan": false, "feb": false, "aug": false, "sept": false, "oct": false, "nov": false, "dec": false,
	"ariz": true, "calif": true, "colo": true, "conn": true, "fla": true, "ga": true, "ind": true, "kan": true, "mass": true,
	"mich": true, "minn": true, "miss": true, "mont": true, "neb": true, "nev": true, "okla": true, "ore": true, "pa": true,
	"tenn": true, "tex": true, "va": true, "vt": true, "wis": true, "wash": true, "ark": true, "ala": true, "ky": true, "md": true,
	"inc": true, "corp": true, "ltd": true, "co": true, "cos": true, "bros": true, "plc": true, "llc": true,
	"jr": true, "sr": true, "etc": true, "esq": true, "dept": true, "univ": true, "assn": true, "ave": true, "blvd": true, "rd": true,
	"pct": true, "mln": true, "bln": true, "dlrs": true, "est": true, "ph.d": true, "al": true,
}

func isAbbreviation(w string) bool {
	if len(w) > 6 {
		return false
	}
	var buf [8]byte
	n := copy(buf[:], w)
	for i := range buf[:n] {
		if c := buf[i]; c >= 'A' && c <= 'Z' {
			buf[i] = c + 32
		}
	}
	ends, ok := abbreviations[string(buf[:n])]
	if !ok {
		return false
	}
	// Lower-case "co", "ga", "miss", "fig" and so on at the end of a sentence
	// are words; as abbreviations they are capitalised.
	if w[0] >= 'a' && w[0] <= 'z' {
		switch string(buf[:n]) {
		case "vs", "v", "etc", "eg", "ie", "cf", "approx", "al", "pct", "mln", "bln", "dlrs":
			return true
		}
		return false
	}
	// "Dec", "Co", "Miss" capitalised are abbreviations; "Mass.", "Wash.",
	// "Ind." at a sentence's end are rare enough.
	return ends || true
}

// starters are words that rarely follow an abbreviation inside a sentence
// when capitalised.
var starters = map[string]bool{
	"the": true, "he": true, "she": true, "it": true, "they": true, "we": true, "i": true, "you": true, "a": true, "an": true,
	"in": true, "on": true, "at": true, "but": true, "and": true, "this": true, "that": true, "these": true, "those": true,
	"his": true, "her": true, "its": true, "their": true, "our": true, "my": true, "there": true, "if": true, "when": true,
	"while": true, "after": true, "before": true, "as": true, "for": true, "however": true, "although": true, "so": true,
	"what": true, "who": true, "why": true, "how": true, "not": true, "no": true, "yes": true, "last": true, "meanwhile": true,
	"according": true, "some": true, "many": true, "most": true, "both": true, "since": true, "with": true, "to": true,
}

// splitSentences cuts tokens [first, last) of one paragraph into sentences.
func (d *Document) splitSentences(first, last, paragraph int32) {
	begin := first
	for i := first; i < last; i++ {
		end := d.sentenceEnd(i, last)
		if end < 0 {
			continue
		}
		d.addSentence(begin, end, paragraph)
		begin = end
		i = end - 1
	}
	if begin < last {
		d.addSentence(begin, last, paragraph)
	}
}

func (d *Document) addSentence(first, last, paragraph int32) {
	id := int32(len(d.Sentences))
	for i := first; i < last; i++ {
		d.Tokens[i].Sentence = id
	}
	d.Sentences = append(d.Sentences, Sentence{First: first, Last: last, Paragraph: paragraph})
}

// sentenceEnd tells whether a sentence ends with token i and returns the
// index after it and its closing marks, or -1.
func (d *Document) sentenceEnd(i, last int32) int32 {
	t := &d.Tokens[i]
	form := d.Form(i)
	abbreviation := t.Kind == Word && strings.HasSuffix(form, ".")
	if !abbreviation && !isTerminator(form) {
		return -1
	}
	j := i + 1
	closed := false
	for j < last && d.Tokens[j].Kind != Word && !d.Tokens[j-1].SpaceAfter && isCloser(d.Form(j)) {
		j++
		closed = true
	}
	if j >= last {
		return last
	}
	if !d.Tokens[j-1].SpaceAfter && !closed {
		return -1
	}
	next := d.Form(j)
	r, _ := utf8.DecodeRuneInString(next)
	opens := d.Tokens[j].Kind == Quote || r == '(' || r == '[' || r == '—' || r == '-' || r == '•' || r == '*' || r == '…'
	if unicode.IsLower(r) && form != "•" {
		return -1
	}
	if abbreviation {
		return d.abbreviationEnds(i, j, closed, opens)
	}
	if (form == "..." || form == "…" || strings.HasPrefix(form, "...")) && !unicode.IsUpper(r) && !opens {
		return -1
	}
	if unicode.IsPunct(r) && !opens && r != '@' && r != '#' {
		return -1
	}
	return j
}

func (d *Document) abbreviationEnds(i, j int32, closed, opens bool) int32 {
	form := d.Form(i)
	stem := strings.ToLower(strings.TrimSuffix(form, "."))
	if closed {
		return j
	}
	if ends, ok := abbreviations[stem]; ok && !ends {
		return -1
	}
	if len(stem) == 1 { // an initial
		return -1
	}
	nextLower := d.Tokens[j].Lower
	if starters[nextLower] {
		return j
	}
	if opens && strings.Contains(stem, ".") {
		return j
	}
	switch stem { // "at 5 p.m. Monday", "John Smith Jr. said"
	case "p.m", "a.m", "jr", "sr", "u.s", "u.k", "u.n", "d.c":
		return -1
	}
	return -1
}

func isTerminator(form string) bool {
	switch form[0] {
	case '.', '!', '?':
		return true
	}
	return form == "…" || form == "。"
}

func isCloser(form string) bool {
	switch form {
	case `"`, "”", "’", "'", "''", ")", "]", "}", "»", "“", ".":
		return true
	}
	return false
}
