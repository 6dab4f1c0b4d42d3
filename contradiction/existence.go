package contradiction

import "quotetrack/syntax"

// What there is and what there is not. "There is no such list", "denied that the two were in
// talks" and "a list existed until spring", "talks are still going on" share a single word, and
// no verb; yet nothing is plainer.

// Words of being there: what something does or is that there is.
var (
	existVerbs = wordSet("exist continue persist occur happen")
	goingOn    = map[string]string{"go": "on", "take": "place"}
	realWords  = wordSet("real ongoing underway genuine alive")
	talkVerbs  = map[string]string{"talk": "talk", "negotiate": "negotiation"}
)

// idleNouns are those of which to say that there is one, or none, says nothing of the world.
var idleNouns = wordSet("doubt question need reason way chance time point sense lot number thing one something nothing problem difference room place choice alternative issue people side part kind use hope limit word")

var idleKeys = termSet(idleNouns)

// Thing is what there is, or is not: a noun, and the words that narrow it down ("illegal sales").
type Thing struct {
	Noun   uint32   `cbor:"1,keyasint"`
	Narrow []uint32 `cbor:"2,keyasint,omitempty"`
}

// existence lists the things of which a content says that there are such, and that there are none.
type existence struct{ is, isNot []Thing }

func (x *existence) add(d *syntax.Document, noun int32, negated bool) {
	t := &d.Tokens[noun]
	if !t.Tag.IsNoun() || t.Tag.IsProper() || idleNouns[t.Lemma] {
		return
	}
	x.put(Thing{term(FoldLemma(t)), narrowing(d, noun)}, negated)
}

func (x *existence) put(t Thing, negated bool) {
	if negated {
		x.isNot = append(x.isNot, t)
	} else {
		x.is = append(x.is, t)
	}
}

// wideWords stand with a noun without narrowing it down.
var wideWords = wordSet("such single any kind sort other more further")

// narrowing are the words that depend on a noun and say which is meant.
func narrowing(d *syntax.Document, noun int32) []uint32 {
	var out []uint32
	st := d.Sentences[d.Tokens[noun].Sentence]
	for i := st.First; i < st.Last; i++ {
		t := &d.Tokens[i]
		if t.Head != noun || wideWords[t.Lemma] {
			continue
		}
		switch t.Rel {
		case syntax.Amod, syntax.Compound, syntax.Nmod, syntax.NmodPoss, syntax.ACL, syntax.ACLRelcl:
			out = append(out, term(FoldLemma(t)))
		}
	}
	return out
}

// read reads tokens [first, last).
func (x *existence) read(d *syntax.Document, first, last int32, neg []bool) {
	for i := first; i < last; i++ {
		t := &d.Tokens[i]
		switch {
		case t.Rel == syntax.Nsubj && t.Head >= first && t.Head < last && t.Tag.IsNoun():
			if none := lacking(d, i); there(d, t.Head) || subsists(d, t.Head) {
				x.add(d, i, none || neg[t.Head])
			}
		case t.Tag.IsNoun() && inCopula(d, i, first):
			x.add(d, i, neg[i])
		case t.Tag.IsNoun() && t.Rel == syntax.Obj && t.Head >= first && t.Head < i && observers[d.Tokens[t.Head].Lemma] && lacking(d, i):
			x.add(d, i, true) // "recorded no storm"
		case t.Tag.IsNoun() && isCause(d, i, first):
			x.add(d, i, false) // "because of a sudden storm"
		case t.Tag == syntax.VBG && talkVerbs[t.Lemma] != "" && neg[i]:
			x.put(Thing{Noun: term(talkVerbs[t.Lemma])}, true)
		}
	}
}

// observers are verbs of seeing: what they have nothing of is not there.
var observers = wordSet("record report see find detect register observe measure notice spot")

// isCause tells whether noun i is given as the cause of something: "due to a leak".
func isCause(d *syntax.Document, i, first int32) bool {
	for k := max(first, i-6); k+1 < i; k++ {
		if t, next := &d.Tokens[k], d.Tokens[k+1].Lower; (t.Lower == "because" && next == "of" || t.Lower == "due" && next == "to") && (t.Head == i || d.Tokens[k+1].Head == i) && !(k > first && d.Tokens[k-1].Lower == "not") {
			return true
		}
	}
	return false
}

// lacking tells whether "no" stands before noun i.
func lacking(d *syntax.Document, i int32) bool {
	for k := max(0, i-6); k < i; k++ {
		if t := &d.Tokens[k]; t.Head == i && (t.Lower == "no" || t.Lower == "neither") {
			return true
		}
	}
	return false
}

// there tells whether "there" stands with the verb at token v: "there is".
func there(d *syntax.Document, v int32) bool {
	for k := max(0, v-4); k < min(v+3, int32(len(d.Tokens))); k++ {
		if d.Tokens[k].Tag == syntax.EX && d.Tokens[k].Head == v {
			return true
		}
	}
	return false
}

// subsists tells whether what token v says of its subject is that there is such a thing: "exists",
// "are going on", "were real".
func subsists(d *syntax.Document, v int32) bool {
	if t := &d.Tokens[v]; existVerbs[t.Lemma] || realWords[t.Lemma] {
		return true
	}
	particle := goingOn[d.Tokens[v].Lemma]
	return particle != "" && int(v)+1 < len(d.Tokens) && d.Tokens[v+1].Lower == particle
}

// inCopula tells whether noun i is where somebody is: "was in merger talks", "was under repair".
func inCopula(d *syntax.Document, i, first int32) bool {
	cop, in := false, false
	for k := max(first, i-8); k < i; k++ {
		t := &d.Tokens[k]
		cop = cop || t.Head == i && t.Rel == syntax.Cop
		in = in || t.Head == i && (t.Lower == "in" || t.Lower == "under")
	}
	return cop && in
}

// existenceClash tells whether the one statement says that there is what there is not by the
// other.
func (l *lexicon) existenceClash(a, b *Statement) bool {
	return l.meet(a.Is, b.IsNot) || l.meet(a.IsNot, b.Is)
}

// meet tells whether two lists share a thing: the same noun, or synonyms, of which not each is
// narrowed down in its own way.
func (l *lexicon) meet(a, b []Thing) bool {
	for _, x := range a {
		for _, y := range b {
			if (x.Noun == y.Noun || l.synonyms.has(x.Noun, y.Noun)) && (len(x.Narrow) == 0 || len(y.Narrow) == 0 || overlaps(x.Narrow, y.Narrow)) {
				return true
			}
		}
	}
	return false
}
