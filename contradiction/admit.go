package contradiction

import (
	"slices"

	"quotetrack"
)

// What a pair must show besides the judge's score.

// linked tells whether something shows that two statements of different articles
// are about one event: a name in both, a speaker whom the other side names, or
// what their articles are about. One speaker alone does not: a ministry speaks of
// many things.
func linked(a, b *Statement, x *alignment) bool {
	if x.names > 0 || a.names(b) || b.names(a) || max(a.Denial, b.Denial) >= .5 && oneTopic(a, b) || sameStory(a, b) && x.rare >= rareWord && len(x.pairs) > 1 {
		return true
	}
	return !a.Policy && !b.Policy && oneTopic(a, b) && x.jaccard >= linkJaccard && x.shared >= linkShared && daysApart(a.Day, b.Day) <= linkDays
}

// How much two statements must have in common, of the words of both and by weight, and how few
// days may lie between them, to be linked where their articles share a topic and no name.
const (
	linkJaccard = .4
	linkShared  = 8.0
	linkDays    = 7
)

// minAlike and minHeld are how much two statements of different articles must have
// in common to contradict each other where neither denies: of the words of both,
// or of the smaller one's.
const (
	minAlike = .22
	minHeld  = .85
)

// rareWord is the weight of a word that few articles hold.
const rareWord = 6

// minReversal is the share of the smaller statement's words that a change of
// position must be about: less is one speaker going on.
const minReversal = .6

// disputes tells whether a statement denies in so few words of its own that it may
// well deny a denial: "Europe disputes the claim". One that calls rumours untrue does not.
func (s *Statement) disputes() bool {
	return s.Bare && s.Own <= 2 && !s.Verdict && !debunkers[s.CueKey]
}

// retorts tells whether a statement is but a verdict, passed right after another: "Nonsense."
func (s *Statement) retorts(a *Statement) bool {
	return s.Bare && s.Verdict && s.Words <= maxOutcry && s.Article == a.Article && s.Order == a.Order+1 && s.Sentence-a.Sentence <= 1
}

// debunkers are verbs whose objects are rumours, not denials.
var debunkers = termSet(wordSet(quashers + "debunk rubbish"))

// bothDeny is the probability from which on two statements both deny.
const bothDeny = .4

// minOpposed is how sure the entailer must be where no single slot clashes.
const minOpposed = .5

// admissible drops pairs whose relation wants more than the judge's score: a
// contradiction a clash, a reversal a clash about the same words.
func admissible(a, b *Statement, x *alignment) bool {
	if x.ownDeed(a, b) {
		return true
	}
	if agree(a, b, x) || apartInKind(a, b, x) {
		return false
	}
	if (a.speaksFor(b) || b.speaksFor(a)) && !x.clashes() {
		return false // who speaks for somebody does not call him a liar
	}
	if b.Parent != "" && knowers[b.CueKey] {
		return false // "she knows it is a lie" is not her denial
	}
	if b.Bare && len(b.Owner) > 0 && !overlaps(b.Owner, a.SpeakerParts) && !overlaps(b.Owner, a.Side) {
		return false // "rebutted Poehl's criticism" answers Poehl
	}
	if b.Verdict && b.Bare && !b.Anaphor && a.Article == b.Article && x.elsewhere(a, b) {
		return false // "reports of looting are untrue" answers nobody who does not speak of it
	}
	if b.CueFlips && b.borrowed() && !b.Verdict && x.ownB < minOwn {
		return false // "denied rumours of loan writedowns" says nothing of whom loans were made to
	}
	if x.swapped(a, b) || x.otherDeeds(a, b) || x.meant(a, b) || !a.CueFlips && !b.CueFlips && !b.Verdict && x.clashes() && namesApart(a, b) {
		return false
	}
	if a.Article == b.Article && b.CueFlips && b.borrowed() && b.Own >= maxBareOwn && !x.sharesOwn(b, true) {
		return false // "denied charges of bombing the north" does not deny all that was said
	}
	switch relationOf(a, b, x) {
	case quotetrack.Contradicts:
		if len(x.reversed) > 0 {
			return x.contested(a, b)
		}
		if x.aside(a, b) || len(x.flipped)+len(x.numbers) == 0 && !x.bothPredicates(a, b) && !x.bothOppose() && !a.CueFlips && !b.CueFlips || len(x.flipped)+len(x.opposites) == 0 && len(x.numbers) > 0 && (a.statistic() || b.statistic()) {
			return false
		}
		return x.clashes() || a.CueFlips != b.CueFlips && x.opposed(a, b) >= minOpposed
	case quotetrack.Reverses:
		return (x.clashes() || a.CueFlips != b.CueFlips) && x.overlap >= minReversal
	}
	return true
}

// knowers are cues of what is so by him who says that somebody knows it.
var knowers = termSet(wordSet("know realize realise"))

// ownWords calls f for the words of what a statement itself says, but for those for claims and
// verdicts, whose they are, and as what they are dismissed.
func (s *Statement) ownWords(f func(i int)) {
	for i := range s.Terms[:min(s.Own, len(s.Terms))] {
		if t := &s.Terms[i]; !claimKeys[t.Key] && !slices.Contains(s.Owner, t.Key) && !(s.Bare && s.As > 0 && t.Start > s.As) {
			f(i)
		}
	}
}

// speaksOf tells whether a word that s, the first (0) or the second (1) of two statements, says
// itself is in both, and in the other one as ok wants it.
func (x *alignment) speaksOf(s *Statement, side int, ok func(i int) bool) bool {
	found := false
	s.ownWords(func(i int) {
		for _, p := range x.pairs {
			found = found || p[side] == i && ok(p[1-side])
		}
	})
	return found
}

func anyWord(int) bool { return true }

// elsewhere tells whether b, the second, calls something untrue by a noun or two that the first
// one does not have.
func (x *alignment) elsewhere(a, b *Statement) bool {
	n, named, spoke := 0, false, false
	b.ownWords(func(i int) {
		n++
		spoke = spoke || slices.Contains(a.SpeakerParts, b.Terms[i].Key) // "claims that police had been warned": what the police say
		named = named || i > 0 && b.Terms[i].End-b.Terms[i].Start >= minNounLength && !b.Terms[i].Verb
	})
	return named && !spoke && n <= maxNamedUntrue && !x.speaksOf(b, 1, anyWord)
}

// minNounLength is how long a noun is, in code points, that says what is untrue; maxNamedUntrue
// how many such words there may be: more are seldom all said again.
const (
	minNounLength  = 4
	maxNamedUntrue = 4
)

// minOwn is how much of what a bare denial says itself the claim must speak of.
const minOwn = .34

// swapped tells whether all that two statements turn is said of two things that both speak of:
// "the dollar is not undervalued against the yen" and "the yen is undervalued against the
// dollar".
func (x *alignment) swapped(a, b *Statement) bool {
	if len(x.flipped) == 0 || len(x.opposites)+len(x.numbers) > 0 {
		return false
	}
	for _, p := range x.flipped {
		s, t := a.Terms[p[0]].Subject, b.Terms[p[1]].Subject
		if a.Terms[p[0]].Passive != b.Terms[p[1]].Passive || s == 0 || t == 0 || s == t || !hasAny(b.Terms, []uint32{s}) || !hasAny(a.Terms, []uint32{t}) {
			return false
		}
	}
	return true
}

// meant tells whether all that sets two statements against each other is a deed that one of
// them speaks of as a purpose: "a tariff to retaliate" and "would not retaliate".
func (x *alignment) meant(a, b *Statement) bool {
	if x.clashes() || a.CueFlips != b.CueFlips || a.Verdict || b.Verdict {
		return false
	}
	for _, p := range x.pairs {
		if t, u := &a.Terms[p[0]], &b.Terms[p[1]]; t.Negated != u.Negated && (t.Purpose && !t.Negated || u.Purpose && !u.Negated) {
			return true
		}
	}
	return false
}

// otherDeeds tells whether all words that two statements turn or set against each other are
// done to different things ("sought help" and "does not seek control"), or by somebody named on
// one side and by the speaker on the other.
func (x *alignment) otherDeeds(a, b *Statement) bool {
	if len(x.flipped)+len(x.opposites) == 0 || len(x.numbers) > 0 || a.CueFlips || b.CueFlips || a.Verdict || b.Verdict {
		return false
	}
	for _, p := range append(x.flipped[:len(x.flipped):len(x.flipped)], x.opposites...) {
		t, u := &a.Terms[p[0]], &b.Terms[p[1]]
		objects := t.Object != 0 && u.Object != 0 && t.Object != u.Object && !hasAny(b.Terms, []uint32{t.Object}) && !hasAny(a.Terms, []uint32{u.Object})
		if !objects && !ownDeed(t, a, u, b) && !ownDeed(u, b, t, a) {
			return false
		}
	}
	return true
}

// ownDeed tells whether a statement says something of somebody by name where the other one
// says it of its speaker: "Kuwait sold" and "it would never sell".
func ownDeed(t *Term, a *Statement, u *Term, b *Statement) bool {
	if !b.Self || u.Subject != 0 || t.Subject == 0 || len(a.Subject) == 0 {
		return false
	}
	return !overlaps(a.Subject, b.SpeakerParts) && !overlaps(a.Subject, b.Side)
}

// namesApart tells whether two statements both name something, and not the same: Japan's
// surplus and Taiwan's. A name may stand for the other's speaker.
func namesApart(a, b *Statement) bool {
	if len(a.Names) == 0 || len(b.Names) == 0 || overlaps(a.Names, b.Names) {
		return false
	}
	return !overlaps(a.Names, b.SpeakerParts) && !overlaps(a.Names, b.Side) && !overlaps(b.Names, a.SpeakerParts) && !overlaps(b.Names, a.Side)
}

// agree tells whether two statements say the same, each in its way.
func agree(a, b *Statement, x *alignment) bool {
	switch {
	case b.Retort && saidNext(a, b):
		return false // "it never happened", and "not so"
	case min(a.Denial, b.Denial) >= bothDeny && a.Speaker != b.Speaker && (!a.disputes() || x.speaksOf(a, 0, anyWord)) && (!b.disputes() || x.speaksOf(b, 1, anyWord)) && !b.retorts(a):
		return true // both deny, as a rule the same; who "denies merger talks" does not dispute that somebody denied them
	case x.noneBoth && a.Speaker != b.Speaker && max(a.Denial, b.Denial) < .5:
		return true // "there was no storm" and "recorded no storm"
	case x.agreed > 0 && !x.clashes():
		return true // "unprofitable" and "not profitable"
	case b.Verdict && !a.CueFlips && !a.Verdict && x.speaksOf(b, 1, func(i int) bool { return a.Negative || a.Terms[i].Negated }):
		return true // "there was no looting" and "reports of looting are untrue"
	case a.CueFlips != b.CueFlips:
		// "it was solvent" and "withdrew his claim that it was insolvent"; "agreed not to sell"
		// and "said that it would not sell"
		return len(x.opposites) == 1 && len(x.flipped) == 0 || a.Negative == b.Negative
	case a.Negative && b.Negative && len(x.opposites) == 0 && a.Speaker != b.Speaker && !a.Bare && !b.Bare:
		return true // "it did not burst" and "nothing burst"
	}
	return x.bothNegated && !a.Verdict && !b.Verdict // "has not fulfilled its pledge" and "has yet to fulfil its pledges"
}

// apartInKind tells whether one of two statements is of another kind than to be set
// against the other: what may be against what is, what is demanded against what is,
// one series of figures against another.
func apartInKind(a, b *Statement, x *alignment) bool {
	if a.CueFlips != b.CueFlips || len(x.reversed) > 0 {
		return false
	}
	if a.Content.Conditional != b.Content.Conditional && !a.Bare && !b.Bare && !a.CueFlips && !a.Verdict && !b.Verdict {
		return true // "to see if it has ended" and "it has not ended"
	}
	if max(a.Denial, b.Denial) >= .5 {
		return false
	}
	if a.Policy != b.Policy && relationOf(a, b, x) == quotetrack.Contradicts || a.series() && b.series() {
		return true
	}
	// one series rose by so much, another fell by so much
	return a.Article == b.Article && len(x.flipped)+len(x.opposites) > 0 && a.figures() > 0 && b.figures() > 0 && x.sameNumbers == 0
}

// seriesUnits are what figures of the economy count.
var seriesUnits = termSet(wordSet("pct percent % percentage dlr dollar mln bln million billion tonne ton bpd barrel mark stg yen pound ct cent share franc point"))

// series tells whether a statement gives figures of the economy side by side: of several
// periods or places.
func (s *Statement) series() bool {
	if s.figures() < 2 {
		return false
	}
	for _, n := range s.Numbers {
		if seriesUnits[n.Unit] {
			return true
		}
	}
	return false
}

// bothPredicates tells whether two opposites are predicates on both sides: "ground" and "figure"
// are rarely set against each other.
func (x *alignment) bothPredicates(a, b *Statement) bool {
	for _, p := range x.opposites {
		if a.Terms[p[0]].Predicate && b.Terms[p[1]].Predicate {
			return true
		}
	}
	return len(x.opposites) == 0
}

// bothOppose tells whether the entailer, whichever of two statements it is given first, is sure
// that the other cannot be so too.
func (x *alignment) bothOppose() bool { return min(x.ab[1], x.ba[1]) >= clearOpposed }

// touchesDenied tells whether what the later of two statements negates is spoken of by
// the earlier: "had not changed its offer" says nothing of how good the offer is. Denials
// by their cue or verdict are asked for more elsewhere.
func (x *alignment) touchesDenied(a, b *Statement) bool {
	if b.Denial < minDenier && !b.CueFlips || a.Denial >= .5 || b.CueFlips && deniers[b.CueKey] || b.Verdict || b.Bare || b.Retort && saidNext(a, b) || b.Anaphor && b.Denial >= surelyDenies || x.existence {
		return true
	}
	negated := false
	for i := range b.Terms {
		t := &b.Terms[i]
		if !t.Negated && !(b.CueFlips && t.Predicate) {
			continue
		}
		negated = true
		if proofKeys[t.Key] && x.deniesAfter(b, i) {
			return true // "no evidence that ballots had been stuffed"
		}
		if t.Key == aware && len(x.pairs) > 0 && b.Denial >= actUnaware {
			return true // "I am not aware of any booking"
		}
		for _, p := range x.pairs {
			if p[1] == i {
				return true
			}
		}
	}
	return !negated && (b.Content.Negators == 0 || x.coverB >= minTouched)
}

// saidNext tells whether b comes right after a.
func saidNext(a, b *Statement) bool {
	return a.Article == b.Article && b.Order > a.Order && b.Sentence-a.Sentence <= 1
}

// proofKeys are nouns whose lack tells that what follows them is not so.
var proofKeys = termSet(wordSet("evidence proof indication sign truth basis plan intention record"))

// minFollowed is how many of the words that follow such a noun the claim must have where
// none of them is a verb.
const minFollowed = .8

// deniesAfter tells whether the claim speaks of what follows the i-th word of the denial, b:
// of a deed, or of nearly all of it where there is none.
func (x *alignment) deniesAfter(b *Statement, i int) bool {
	deeds, words, aligned, deed := 0, 0, 0, false
	for j := i + 1; j < min(b.Own, len(b.Terms)); j++ {
		words++
		isDeed := b.Terms[j].Verb
		deeds += int(b2f(isDeed))
		for _, p := range x.pairs {
			if p[1] == j {
				aligned++
				deed = deed || isDeed
			}
		}
	}
	return deed || deeds == 0 && words > 0 && float64(aligned) >= minFollowed*float64(words)
}

// surelyDenies is the probability of a denial from which on a verdict on "that" is taken for one
// of what was said before: "That is not correct".
const surelyDenies = .8

var aware = term("aware")

// minTouched is how much of a statement that negates no word of weight ("there was never a
// crisis") the claim must hold.
const minTouched = .5

// deniers are the verbs by which a whole proposition is denied.
var deniers = termSet(union(denyVerbs, rejectVerbs))

// maxBareOwn is how many words of its own a bare denial may have and yet answer what
// shares none of them.
const maxBareOwn = 4

// seriesNouns are speakers that give one series of figures after another.
var seriesNouns = termSet(wordSet("figure figures calculation calculations data statistic statistics survey number numbers company firm bank group statement report"))

// statistic tells whether nobody by name gives a statement's figures: data, or "the
// company", which may be the other speaker.
func (s *Statement) statistic() bool {
	if len(s.SpeakerParts) == 0 {
		return true
	}
	return seriesNouns[s.SpeakerParts[len(s.SpeakerParts)-1]] && s.Kind != string(quotetrack.Person)
}

// Turns tells whether a statement about a claim says outright that it is not so: it
// negates the very word that the claim asserts, or denies it by its cue.
func (e *Engine) Turns(claim, s *Statement) bool {
	x := e.align(claim, s)
	turned := claim.CueFlips != s.CueFlips
	for _, p := range x.flipped {
		if claim.Terms[p[0]].Key == s.Terms[p[1]].Key {
			return !turned
		}
	}
	return turned && !x.bothNegated && len(x.opposites) == 0
}
