package contradiction

import (
	"math"

	"quotetrack"
)

// Gates of pairs across articles. Agencies say the same thing of many companies
// ("it filed a registration statement covering ...") and of many weeks ("imports
// rose to ..."): words alike, the event another one.

// overrules is the judge's probability from which on it is believed against signs that two
// statements of different articles are of another kind, or that what the one negates is nothing
// of the other's. Of 15 such pairs of PolNeAR and styles (most of train, from which the judge
// learns) 14 are right; of those that it gives less, 20 of 48.
const overrules = .45

// unlike tells whether two statements of different articles most likely are of another kind: one
// is no proposition, or a wish.
func unlike(a, b *Statement) bool {
	if (!a.propositional() || !b.propositional()) && !a.disowns(b) && !b.disowns(a) {
		return true
	}
	same := oneSpeaker(a, b)
	return !same && (a.Policy || b.Policy) && max(a.Denial, b.Denial) < .5 // what one wants and another does not, or what one wants and what is
}

// comparable tells whether two statements of different articles can be about one
// thing.
func comparable(a, b *Statement, x *alignment) bool {
	same := oneSpeaker(a, b)
	if x.apart {
		return false
	}
	if x.ownDeed(a, b) {
		return oneTopic(a, b) && daysApart(a.Day, b.Day) <= answerDays
	}
	if a.CueFlips != b.CueFlips && otherFigures(a, b) {
		return false // "rejected the claim that it would cost 3 million" says nothing of 2 million
	}
	if max(a.Denial, b.Denial) >= .5 && (a.Denial < .5 || b.Denial < .5) {
		return replies(a, b, x)
	}
	if a.Day != b.Day && (a.Deictic || b.Deictic) && !a.CueFlips && !b.CueFlips && (same || a.figures() > 0 || b.figures() > 0 || daysApart(a.Day, b.Day) > clearDays) {
		return false // "this morning" of another day
	}
	if !same && (a.ofItself(b) || b.ofItself(a)) && !x.plainClash(a, b) {
		return false // each speaks of itself
	}
	if !oneEvent(a, b) || !same && (daysApart(a.Day, b.Day) > answerDays || otherYears(a, b)) {
		return false
	}
	if same && a.Kind != string(quotetrack.Person) && a.Kind != string(quotetrack.Org) && a.Day != b.Day {
		return false // "dealers" of another day are others
	}
	if a.Future != b.Future && a.Day != b.Day && !a.CueFlips && !b.CueFlips && len(x.flipped) == 0 {
		return false // "will file" and "has filed"
	}
	if same && x.names == 0 && a.Kind != string(quotetrack.Person) {
		return false // a ministry speaks of many works
	}
	if a.figures() == 0 || b.figures() == 0 {
		return true
	}
	if same || sameSide(a, b) {
		// else the figures of another day
		return a.Day == b.Day || len(x.flipped) > 0 && x.sameNumbers > 0 && len(x.numbers) == 0 && sameStory(a, b)
	}
	return daysApart(a.Day, b.Day) <= clearDays && (x.names > 0 || x.sameNumbers > 0)
}

// ofItself tells whether a statement's subject is a pronoun that stands for the
// speaker, whom the other statement does not name.
func (s *Statement) ofItself(other *Statement) bool { return s.Self && !other.names(s) }

// How much two statements of one story must have in common to clash plainly, whoever is the
// subject: of the words of both, and by weight.
const (
	clashJaccard = .35
	clashShared  = 10.0
)

// plainClash tells whether two statements whose articles tell of one event say much the same
// and turn a word of it: "it had stolen the records of the patients", "no patient data had been
// stolen". Two that both speak of themselves do not.
func (x *alignment) plainClash(a, b *Statement) bool {
	return len(x.flipped)+len(x.opposites) > 0 && a.Self != b.Self && x.jaccard >= clashJaccard && x.shared >= clashShared && sameStory(a, b)
}

// otherYears tells whether two statements name years, and none is the same.
func otherYears(a, b *Statement) bool {
	any := false
	for _, x := range a.Numbers {
		for _, y := range b.Numbers {
			if x.year() && y.year() {
				if x.Value == y.Value {
					return false
				}
				any = true
			}
		}
	}
	return any
}

// How much of a denial's content a claim of another article must hold, how many
// days may lie between them, and how many of the terms that stand for their
// articles must be the same, and what weight of words both must share, where the
// denial does not repeat the claim.
const (
	answerCover = .5
	answerDays  = 21
	minTopic    = 2
	minStory    = 3
	minReply    = 5.0
)

// replies tells whether the one of two statements that denies can answer the
// other: most of what it denies is what the other one speaks of, or it repeats
// nothing and both articles are about one thing.
func replies(a, b *Statement, x *alignment) bool {
	denier, claim, cover := b, a, x.coverB
	if a.Denial >= .5 {
		denier, claim, cover = a, b, x.coverA
	}
	switch {
	case claim.Question, denier.Causal && !claim.Causal, claim.Policy && !denier.Verdict, claim.Content.Conditional && !denier.Content.Conditional && !denier.borrowed():
		return false // what one wants, or what may be, is not what another denies
	case !sameStory(a, b) && !x.restated(a, b) && (denier.Self && !denier.borrowed() && !claim.names(denier) || claim.Self && !denier.names(claim)):
		return false // "denied that it was because of ...": of what, only its own article tells
	case daysApart(a.Day, b.Day) > answerDays:
		return false
	case denier.CueFlips && daysApart(a.Day, b.Day) > clearDays && denier.Day < claim.Day:
		return false // what is denied was said before
	case denier.borrowed() && (denier.Day < claim.Day || denier.CueFlips && !denier.Verdict && !x.sharesOwn(denier, denier == b)):
		return false // "denied quota violations" answers what was said of them, and before
	case denier.points() && denier.borrowed():
		return oneTopic(a, b) && cover >= meantCover && x.deedShared(denier, denier == b)
	case denier.borrowed() || denier.Verdict:
		return oneTopic(a, b) && (x.shared >= minReply || claim.Alleges || denier.disowns(claim))
	}
	return len(x.pairs) >= 2 && (cover >= answerCover || x.overlap >= answerCover && oneTopic(a, b)) || sameStory(a, b) && x.shared >= minReply && len(x.pairs) >= 2
}

// meantCover is how much of what "denied that" means a claim of another article must hold.
const meantCover = .6

// deedShared tells whether a verb of s is aligned, b telling whether s is the second statement.
func (x *alignment) deedShared(s *Statement, b bool) bool {
	side := 0
	if b {
		side = 1
	}
	for _, p := range x.pairs {
		if s.Terms[p[side]].Verb {
			return true
		}
	}
	return false
}

// restated tells whether a denial says again what the claim says, in articles about one thing:
// "seen no evidence that ballots had been stuffed".
func (x *alignment) restated(a, b *Statement) bool {
	return x.overlap >= restatedCover && x.shared >= clashShared && oneTopic(a, b)
}

// restatedCover is how much of the shorter of both the other one then holds.
const restatedCover = .7

// sharesOwn tells whether a word that a bare denial does not borrow is aligned, b telling
// whether it is the second statement; one that has hardly a word of its own ("denied the
// charges") is asked for nothing.
func (x *alignment) sharesOwn(s *Statement, b bool) bool {
	if s.Own < 2 {
		return true
	}
	side := 0
	if b {
		side = 1
	}
	for _, p := range x.pairs {
		if p[side] < s.Own {
			return true
		}
	}
	return false
}

// otherFigures tells whether both statements hold figures, and none is the same.
func otherFigures(a, b *Statement) bool {
	if a.figures() == 0 || b.figures() == 0 {
		return false
	}
	for _, x := range a.Numbers {
		for _, y := range b.Numbers {
			if !x.year() && x.Value == y.Value {
				return false
			}
		}
	}
	return true
}

// oneTopic tells whether two articles are about one thing.
func oneTopic(a, b *Statement) bool { return commonTopic(a, b) >= minTopic }

// sameStory tells whether two articles tell of one event for all one can see.
func sameStory(a, b *Statement) bool { return commonTopic(a, b) >= minStory }

// commonTopic counts the terms that stand for both articles.
func commonTopic(a, b *Statement) int {
	n := 0
	for _, x := range a.Topic {
		for _, y := range b.Topic {
			if x == y {
				n++
			}
		}
	}
	return n
}

// blurred is the share of the judge's score that counts where two statements have
// little in common; a verdict ("the story is fake") need not repeat the claim.
func blurred(a, b *Statement, x *alignment) float64 {
	if a.Verdict != b.Verdict || a.borrowed() != b.borrowed() {
		return 1
	}
	return .4 + .6*math.Min(x.overlap, 1)
}

// oneEvent tells whether nothing sets two statements apart that share their
// words: subjects with different names, a condition on one side only, a wish
// beside a fact.
func oneEvent(a, b *Statement) bool {
	if len(a.Subject) > 0 && len(b.Subject) > 0 && !overlaps(a.Subject, b.Subject) {
		return false
	}
	if a.CueFlips || b.CueFlips || a.Denial >= .5 || b.Denial >= .5 {
		return true
	}
	return a.Content.Conditional == b.Content.Conditional && a.Policy == b.Policy
}

// propositional tells whether a statement can be true or false: its content is a
// clause, or its cue denies what it names ("denied the reports").
func (s *Statement) propositional() bool {
	return s.Clause || s.CueFlips || s.Denial >= .5
}

// genericParts are in the names of very many speakers.
var genericParts = termSet(wordSet("corp inc co ltd plc company group bank international national united states american association ministry department agency spokesman spokeswoman official officials analyst analysts sources source government industries of the and new first general trust holdings poll survey study report"))

// names tells whether a statement speaks of the speaker of another one, by name,
// by role, or by whom that one speaks for.
func (s *Statement) names(other *Statement) bool {
	return mentions(s.Terms, other.SpeakerParts) || mentions(s.Terms, other.Role) || mentions(s.Terms, other.Side) || overlaps(s.SpeakerParts, other.SpeakerParts) || overlaps(s.Side, other.Side)
}

func mentions(terms []Term, parts []uint32) bool {
	for i := range terms {
		for _, p := range parts {
			if terms[i].Key == p && !genericParts[p] {
				return true
			}
		}
	}
	return false
}

func overlaps(a, b []uint32) bool {
	for _, x := range a {
		for _, y := range b {
			if x == y && !genericParts[x] {
				return true
			}
		}
	}
	return false
}

// figures counts the quantities of a statement, years left out.
func (s *Statement) figures() int {
	n := 0
	for _, x := range s.Numbers {
		if !x.year() {
			n++
		}
	}
	return n
}
