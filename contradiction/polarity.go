package contradiction

import (
	"fmt"
	"strings"

	"quotetrack/syntax"
)

// signature is what a verb tells of its complement, as Nairn, Condoravdi and Karttunen
// (2006) write it: where the verb is affirmed and where it is negated, '+' that the
// complement is so, '-' that it is not, 'o' nothing.
type signature [2]byte

// Implicative is a verb with the kind of its complement ("to" or "that") and its
// signature, such as "-/+" of "fail to".
type Implicative struct{ Verb, Complement, Signature string }

// Implicatives collects the verbs of a list whose complement is not so in one of the
// two cases: the others turn nothing.
func implicatives(list []Implicative) (map[string]string, error) {
	out := map[string]string{}
	for _, v := range list {
		if len(v.Signature) != 3 || v.Signature[1] != '/' || strings.Trim(v.Signature, "+-o/") != "" {
			return nil, fmt.Errorf("%s %s: signature %q", v.Verb, v.Complement, v.Signature)
		}
		if strings.Contains(v.Signature, "-") {
			out[v.Verb+" "+v.Complement] = v.Signature
		}
	}
	return out, nil
}

func readSignatures(m map[string]string) map[uint32]signature {
	out := make(map[uint32]signature, len(m))
	for k, s := range m {
		out[term(k)] = signature{s[0], s[2]}
	}
	return out
}

// negations marks the tokens that a negator governs: its head, and the heads'
// complements that carry no subject of their own; and the complements of verbs that
// say that they are not so ("failed to pay", "did not manage to pay", "pretended that
// he paid").
func (l *lexicon) negations(d *syntax.Document) []bool {
	buf := make([]bool, len(d.Tokens))
	for i := range d.Tokens {
		t := &d.Tokens[i]
		if t.Head < 0 || !negators[t.Lower] {
			continue
		}
		if h := atNoTime(d, int32(i)); h >= 0 {
			buf[h] = true
			continue
		}
		buf[t.Head] = !buf[t.Head]
		if h := d.Tokens[t.Head].Head; t.Rel == syntax.Det && h >= 0 && (lightVerbs[d.Tokens[h].Lemma] || d.Tokens[h].Tag.IsVerb() && argument(d.Tokens[t.Head].Rel)) {
			buf[h] = true // "made no promises" negates the making, "no patient had died" the dying
		}
	}
	for i := range d.Tokens {
		if v := yetTo(d, int32(i)); v >= 0 {
			buf[v] = !buf[v]
		}
		l.imply(d, int32(i), buf)
	}
	return buf
}

// nowise are nouns of phrases that negate a whole clause: "at no time", "under no circumstances".
var nowise = wordSet("time point stage moment way circumstance mean means account occasion")

// atNoTime is the predicate that such a phrase negates, where token i is its "no"; -1 if none.
func atNoTime(d *syntax.Document, i int32) int32 {
	t := &d.Tokens[i]
	if t.Lower != "no" || t.Head != i+1 || !nowise[d.Tokens[i+1].Lemma] || i == 0 || d.Tokens[i-1].Tag != syntax.IN || d.Tokens[i-1].Sentence != t.Sentence {
		return -1
	}
	return d.Tokens[i+1].Head
}

// yetTo is the verb of "have yet to fulfil", "had still to pay", where token i is "yet" or
// "still"; -1 if none.
func yetTo(d *syntax.Document, i int32) int32 {
	if w := d.Tokens[i].Lower; w != "yet" && w != "still" || i == 0 || int(i)+2 >= len(d.Tokens) || d.Tokens[i+1].Lower != "to" || !d.Tokens[i+2].Tag.IsVerb() {
		return -1
	}
	if l := d.Tokens[i-1].Lemma; l != "have" && l != "be" {
		return -1
	}
	return i + 2
}

// imply turns the complements of token v, and theirs, by its signature.
func (l *lexicon) imply(d *syntax.Document, v int32, buf []bool) {
	if !d.Tokens[v].Tag.IsVerb() || len(l.signatures) == 0 {
		return
	}
	if r := d.Tokens[v].Rel; (r == syntax.Xcomp || r == syntax.Ccomp) && d.Tokens[v].Head >= 0 && d.Tokens[d.Tokens[v].Head].Tag.IsVerb() {
		return // reached from the verb above it
	}
	seen := 0
	for v >= 0 && seen < 6 {
		seen++
		c, frame := complement(d, v)
		if c < 0 {
			return
		}
		if s, ok := l.signatures[term(d.Tokens[v].Lemma+frame)]; ok {
			k := 0
			if buf[v] {
				k = 1
			}
			if s[k] == '-' {
				buf[c] = !buf[c]
			}
		}
		if frame == fromFrame && keepsFrom[d.Tokens[v].Lemma] && !buf[v] {
			buf[c] = !buf[c] // "prevented them from leaving": they did not leave
		}
		v = c
	}
}

// keepsFrom are verbs after which a deed "from" which somebody is kept is not done.
var keepsFrom = wordSet("prevent stop keep bar ban block prohibit discourage dissuade deter refrain abstain hinder restrain exclude")

const fromFrame = " from"

// complement is the verb that heads a verb's clause or infinitive, and its frame; -1 if
// there is none.
func complement(d *syntax.Document, v int32) (int32, string) {
	for c := v + 1; int(c) < len(d.Tokens) && d.Tokens[c].Sentence == d.Tokens[v].Sentence && c-v < 40; c++ {
		if t := &d.Tokens[c]; t.Head == v && t.Tag.IsVerb() {
			switch t.Rel {
			case syntax.Xcomp:
				return c, " to"
			case syntax.Ccomp:
				return c, " that"
			case syntax.Advcl:
				if d.Tokens[c-1].Lower == "from" && t.Tag == syntax.VBG {
					return c, fromFrame
				}
			}
		}
	}
	return -1, ""
}
