package contradiction

import (
	"math"

	"quotetrack"
)

// The order in which readers see pairs: what is plain comes first, whatever the judge made of it.

// Shares of the judge's score that count for the order of pairs: where the response may be set
// against something else, and twice where nothing in it says outright that it is against the claim
// (once where opposite words or two figures still set them apart); where it stands in another article and does not deny by its verb what it says (of 43 such pairs among the
// first hundred of Reuters 8 were right); and where it names nothing and most likely answers
// somebody else.
const (
	impliedShare = .7
	apartShare   = .5
	turnedShare  = .7 // instead, where one speaker made both
	strayShare   = .7
	againShare   = .6 // for the claims but the first that a denial is set against which does not say what it denies
	surelyAnswer = .3 // probability of an answer from which on it does not stray
)

// plainness is the factor of a pair's score in the order that readers see.
func (x *alignment) plainness(a, b *Statement) float64 {
	f := 1.0
	denies := b.CueFlips && deniers[b.CueKey]
	if x.implied(a, b) {
		f *= impliedShare
	}
	if b.Bare && chargeKeys[b.Head] && !a.Alleges {
		f *= strayShare // "denied the charges" answers who makes some
	}
	if !denies && !b.Verdict && !x.existence && !x.turns(a, b) {
		f *= impliedShare
	}
	if a.Article == b.Article {
		if b.Bare {
			f *= strayShare + (1-strayShare)*math.Min(1, x.answer/surelyAnswer)
		}
		return f
	}
	switch {
	case relationOf(a, b, x) == quotetrack.Reverses: // one speaker on one thing
		return f * turnedShare
	case !denies || b.Bare || b.Such:
		return f * apartShare
	}
	return f
}

// chargeKeys are nouns for what is alleged or rumoured.
var chargeKeys = termSet(wordSet("charge allegation accusation rumor rumour"))

// implied tells whether the response neither denies by its verb or by a verdict, nor turns
// the very word that the claim asserts, or denies what may be something else.
func (x *alignment) implied(a, b *Statement) bool {
	r := relationOf(a, b, x)
	if x.existence {
		return false
	}
	if x.beside(a, b) || r == quotetrack.Reverses && x.overlap < plainReversal || r == quotetrack.Contradicts && x.overlap < plainOverlap {
		return true
	}
	switch {
	case x.turns(a, b):
		return false
	case r == quotetrack.Doubts:
		return true
	}
	plain := b.CueFlips && deniers[b.CueKey] || b.Verdict || r == quotetrack.Contradicts && len(x.opposites) > 0 || len(x.numbers) > 0 && a.Article == b.Article
	return !plain
}

// turns tells whether a word that the one asserts is negated in the other.
func (x *alignment) turns(a, b *Statement) bool {
	for _, p := range x.flipped {
		if k := a.Terms[p[0]].Key; k == b.Terms[p[1]].Key && !slight[k] {
			return true
		}
	}
	return false
}

// slight are verbs that say little of what is done, or only who thinks so: "is trying to buy" and
// "is not trying to sell" are not set against each other by them.
var slight = termSet(union(opinionVerbs, wordSet("try get make take give come go put start begin let keep seem regard consider")))

// How much of the smaller one two statements must share to be plainly set against each other
// where neither denies, and where one speaker made both.
const (
	plainOverlap  = .6
	plainReversal = .85
)

// plainCover is how much of what a denial says the claim must hold to be plainly denied.
const plainCover = .5

// saysWhat is from how many words of its own on a bare denial says what it denies: "reports
// that Iran intends to threaten shipping were baseless".
const saysWhat = 4

// beside tells whether a denial may well be of something else than the claim: it says what it
// denies, and the claim holds little of that, or none of its verbs; or it does not, and the claim
// is of others than the denier or itself a comment ("it was an old story"). "Denied quota
// violations" says what, but not whose: it speaks of the denier.
func (x *alignment) beside(a, b *Statement) bool {
	if !b.CueFlips && !b.Verdict {
		return false
	}
	known := b.Kind == string(quotetrack.Org) || b.Kind == string(quotetrack.Person)
	foreign := known && len(a.Names) > 0 && !a.names(b)
	if !b.Bare || b.Own >= saysWhat {
		return x.ownB < plainCover || !x.sameDeed(b) || foreign && !b.Clause && len(b.Names) == 0
	}
	return foreign || a.Anaphor
}

// sameDeed tells whether one of the verbs of what b itself says is aligned, or, where it has
// none, the noun that it is about: who denies "that the platforms had gear" does not deny that
// they were attacked, nor he who denies "any link between two buyers" that the one bought.
func (x *alignment) sameDeed(b *Statement) bool {
	deeds := false
	for j := range b.Terms[:b.Own] {
		if !b.Terms[j].Verb {
			continue
		}
		deeds = true
		for _, p := range x.pairs {
			if p[1] == j {
				return true
			}
		}
	}
	return !deeds && (b.Head == 0 || x.aligns(b, b.Head))
}

// aligns tells whether a term of the response has its like in the claim.
func (x *alignment) aligns(b *Statement, key uint32) bool {
	for _, p := range x.pairs {
		if b.Terms[p[1]].Key == key {
			return true
		}
	}
	return false
}
