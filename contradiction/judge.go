package contradiction

import (
	"math"
	"slices"

	"quotetrack"
)

// alignment is what two statements share and where they clash.
type alignment struct {
	overlap     float64 // weight of the aligned terms over that of the smaller statement
	jaccard     float64
	coverA      float64 // weight of the aligned terms over that of a
	coverB      float64
	shared      float64 // weight of the aligned terms
	names       int     // aligned names
	pairs       [][2]int
	flipped     [][2]int // aligned predicates of opposite polarity
	opposites   [][2]int // antonyms
	numbers     [][2]int // quantities of one unit that differ
	existence   bool     // the one says that there is what there is not by the other
	noneBoth    bool     // there is none of the same thing by both
	reversed    [][2]int // one contest in which both sides change places: "A leads B", "B leads A"
	sameNumbers int
	apart       bool       // they speak of periods that do not touch
	bothNegated bool       // a verb is negated in both
	agreed      int        // opposites of which one is negated
	rare        float64    // weight of the rarest aligned term
	ab, ba      [3]float64 // what a says of b, and b of a: probabilities of Labels
	judged      bool
	ownB        float64 // share of what b itself says that is aligned, words for claims left out
	answer      float64 // probability, given that it denies, that the surer denial of the two answers the other
	between     float64 // statements of others than b's speaker that stand between, over 10
	rankA       float64 // 1 / the rank of b among what is most like a, 0 unknown
	rankB       float64 // 1 / the rank of a among what is most like b
}

// clashes tells whether any slot of the two statements is set against the
// other's.
func (x *alignment) clashes() bool {
	return len(x.flipped) > 0 || len(x.opposites) > 0 || len(x.numbers) > 0 || len(x.reversed) > 0 || x.existence
}

// align pairs the terms of two statements: the same, synonyms, antonyms.
func (e *Engine) align(a, b *Statement) alignment {
	var x alignment
	usedB := make([]bool, len(b.Terms))
	var wa, wb float64
	for i := range a.Terms {
		wa += e.lex.weight(a.Terms[i].Key)
	}
	for j := range b.Terms {
		wb += e.lex.weight(b.Terms[j].Key)
	}
	for i := range a.Terms {
		t := &a.Terms[i]
		best, strength := -1, 0.0
		for j := range b.Terms {
			u := &b.Terms[j]
			if usedB[j] {
				continue
			}
			switch {
			case t.Key == u.Key:
				best, strength = j, 1
			case strength < .7 && !t.Name && !u.Name && !prefixed(t, u) && e.lex.synonyms.has(t.Key, u.Key):
				best, strength = j, .7
			case strength < .6 && !t.Name && !u.Name && (e.lex.antonyms.has(t.Key, u.Key) || prefixed(t, u)):
				best, strength = j, .6
			}
			if strength == 1 {
				break
			}
		}
		if best < 0 {
			continue
		}
		u := &b.Terms[best]
		usedB[best] = true
		w := e.lex.weight(t.Key) * strength
		x.shared += w
		x.rare = math.Max(x.rare, w)
		x.pairs = append(x.pairs, [2]int{i, best})
		if t.Name && u.Name && !genericParts[t.Key] {
			x.names++
		}
		if strength == .6 {
			if t.Negated != u.Negated {
				x.agreed++ // "not change" is "unchanged"
				continue
			}
			if converse(t.Key, u.Key) {
				continue
			}
			x.opposites = append(x.opposites, [2]int{i, best})
		}
		if turnsRound(a, i, b, best) {
			x.reversed = append(x.reversed, [2]int{i, best})
		}
		if t.Negated && u.Negated && (t.Verb && u.Verb || t.Key == u.Key && t.Predicate && u.Predicate) {
			x.bothNegated = true
		}
		if t.Negated != u.Negated && !(t.Purpose && !t.Negated) && !(u.Purpose && !u.Negated) && (t.Predicate && u.Predicate || t.Verb && u.Verb) {
			x.flipped = append(x.flipped, [2]int{i, best})
		}
	}
	x.ownB = e.ownCover(a, b, &x)
	x.coverA, x.coverB = x.shared/math.Max(1, wa), x.shared/math.Max(1, wb)
	x.overlap = x.shared / math.Max(1, math.Min(wa, wb))
	x.jaccard = x.shared / math.Max(1, wa+wb-x.shared)
	x.apart = apart(a, b)
	x.existence = !x.apart && e.lex.existenceClash(a, b)
	x.noneBoth = !x.existence && e.lex.meet(a.IsNot, b.IsNot)
	for i, n := range a.Numbers {
		for j, m := range b.Numbers {
			if n.Unit == 0 || n.Unit != m.Unit || n.year() && m.year() {
				continue
			}
			if n.Value == m.Value {
				x.sameNumbers++
			} else if !x.apart { // figures of two periods do not clash
				x.numbers = append(x.numbers, [2]int{i, j})
			}
		}
	}
	return x
}

// contests are deeds of which only one of two can do it to the other.
var (
	contestVerbs = wordSet("lead beat defeat trail edge outpoll outscore outsell outspend outnumber overtake surpass precede")
	contests     = termSet(contestVerbs)
)

// turnsRound tells whether word i of a and word j of b are one contest of the same two, which
// the other one wins.
func turnsRound(a *Statement, i int, b *Statement, j int) bool {
	t, u := &a.Terms[i], &b.Terms[j]
	if t.Key != u.Key || !contests[t.Key] || t.Negated != u.Negated || t.Passive != u.Passive {
		return false
	}
	s, o := a.lastName(t.Subject), a.lastName(t.Object)
	return s != 0 && o != 0 && s == b.lastName(u.Object) && o == b.lastName(u.Subject)
}

// lastName is the last word of the name that begins with a key: people are called by it later
// on; the key itself where it begins no longer name.
func (s *Statement) lastName(key uint32) uint32 {
	for i := range s.Terms {
		if s.Terms[i].Key != key {
			continue
		}
		for k := i; k < len(s.Terms) && s.Terms[k].Name; k++ {
			if k > i && s.Terms[k].Start != s.Terms[k-1].End+1 {
				break
			}
			key = s.Terms[k].Key
		}
		return key
	}
	return key
}

// claimKeys are words for what is said, and verdicts on it.
var claimKeys = termSet(union(claimNouns, verdictWords))

// ownCover is the share of b's own words (ownWords) that are aligned, but for those that say who
// spoke: "contradicted the secretary". 1 where it has no others.
func (e *Engine) ownCover(a, b *Statement, x *alignment) float64 {
	all, aligned := 0.0, 0.0
	b.ownWords(func(i int) {
		k := b.Terms[i].Key
		if slices.Contains(a.Role, k) || slices.Contains(a.SpeakerParts, k) {
			return
		}
		w := e.lex.weight(k)
		all += w
		for _, p := range x.pairs {
			if p[1] == i {
				aligned += w
			}
		}
	})
	if all == 0 {
		return 1
	}
	return aligned / all
}

// converses are two sides of one deed: what one buys another sells.
var converses = func() map[[2]uint32]bool {
	out := map[[2]uint32]bool{}
	for _, p := range [][2]string{{"buy", "sell"}, {"purchase", "sell"}, {"lend", "borrow"}, {"give", "receive"}, {"give", "take"}, {"teach", "learn"}, {"send", "receive"}, {"buyer", "seller"}, {"employer", "employee"}} {
		out[[2]uint32{term(p[0]), term(p[1])}], out[[2]uint32{term(p[1]), term(p[0])}] = true, true
	}
	return out
}()

func converse(a, b uint32) bool { return converses[[2]uint32{a, b}] }

// prefixed tells whether one of two words is the other with a negative prefix.
func prefixed(t, u *Term) bool {
	return t.Base != 0 && t.Base == u.Key || u.Base != 0 && u.Base == t.Key
}

func hasAny(terms []Term, parts []uint32) bool {
	for _, p := range parts {
		for i := range terms {
			if terms[i].Key == p {
				return true
			}
		}
	}
	return false
}

// pairFeatures describes a pair, a before b, to the judge. Within an article
// the places of both count; across articles those features are 0.
func pairFeatures(a, b *Statement, x *alignment, within bool) []float64 {
	f := b2f
	same := oneSpeaker(a, b)
	da, db := float64(a.Denial), float64(b.Denial)
	apart := math.Abs(da - db)
	aNames, bNames := hasAny(b.Terms, a.SpeakerParts), hasAny(a.Terms, b.SpeakerParts)
	polarity := a.Negative != b.Negative
	var near, adjacent, samePar, order float64
	if within {
		gap := math.Abs(float64(b.Order - a.Order))
		near = 1 / gap
		adjacent = f(gap == 1)
		samePar = f(a.Paragraph == b.Paragraph)
		order = math.Min(math.Abs(float64(b.Sentence-a.Sentence)), 30) / 30
	}
	denier, other := b, a
	if a.Denial >= .3 && b.Denial < a.Denial {
		denier, other = a, b
	}
	dd := float64(denier.Denial)
	after, gap := f(denier.Order > other.Order), 0.0
	if within {
		gap = math.Min(math.Abs(float64(denier.Sentence-other.Sentence)), 10) / 10
	}
	topic := 0.0
	if !within {
		topic = math.Min(float64(commonTopic(a, b)), 6) / 6
	}
	disowns := f(denier.disowns(other)) * dd
	bare := f(denier.Bare) * dd
	short := f(b.Words <= 8)
	clash := math.Min(float64(len(x.flipped)), 2)
	anti := math.Min(float64(len(x.opposites)), 2)
	nums := f(len(x.numbers) > 0 && x.sameNumbers == 0)
	denial := math.Max(da, db)
	opposed := x.opposed(a, b)
	list := []float64{
		x.ab[0], x.ab[1], x.ba[0], x.ba[1], math.Max(x.ab[1], x.ba[1]), math.Max(x.ab[0], x.ba[0]), f(a.CueFlips != b.CueFlips), opposed, opposed * f(same), opposed * x.overlap, opposed * f(!same) * near,
		math.Max(opposed, db*x.overlap),
		x.coverA, x.coverB, f(a.signed() != b.signed()), f(a.signed() != b.signed()) * x.overlap, db * x.coverB * f(a.signed() > 0), da * x.coverA * f(b.signed() > 0), f(a.signed() < 0 && b.signed() < 0),
		x.answer, x.answer * dd, dd * after, bare, bare * after * (1 - gap), bare * f(x.between == 0) * after, dd * (1 - gap), f(other.Alleges), f(other.Alleges) * dd, f(other.Alleges) * bare, x.between, x.between * dd, f(denier.Verdict) * dd, f(other.Kind == string(quotetrack.None)) * dd,
		dd * f(denier.names(other)), dd * f(other.names(denier)), bare * f(other.names(denier)), f(other.Denial >= .3) * dd, float64(other.Denial), dd * f(denier.CueFlips), f(denier.CueFlips) * bare * after * (1 - gap),
		f(b.CueFlips) * x.coverB * f(a.signed() > 0) * f(!same), f(b.Order > a.Order) * db, f(a.Negative != b.Negative) * x.coverB,
		disowns, disowns * f(other.Kind == string(quotetrack.Org)), disowns * f(other.Alleges), disowns * f(denier.Verdict),
		topic, topic * dd, topic * f(denier.Verdict) * dd, topic * f(other.Alleges) * dd, topic * x.overlap,
	}
	return append(list,
		denial, db, apart, x.overlap, x.jaccard, math.Min(x.shared, 30)/30, math.Min(float64(x.names), 3), x.rare/9,
		f(same), f(polarity), clash, anti, nums,
		denial*x.overlap, apart*x.overlap, apart*math.Min(x.shared, 20)/20, db*near, db*adjacent, db*f(!same)*near, db*x.jaccard,
		f(polarity)*x.overlap, clash*x.overlap, anti*x.overlap, nums*x.overlap, f(same)*x.overlap, f(same)*(clash+anti)*x.overlap, f(same)*denial,
		f(a.Doubt || b.Doubt), f(a.Doubt != b.Doubt)*x.overlap, f(b.Doubt)*near,
		near, adjacent, samePar, order,
		db*f(aNames), da*f(bNames), f(aNames || bNames)*f(!same), f(bNames)*db, db*f(b.Anaphor)*near, db*short*near,
		f(a.Policy || b.Policy), f(a.Policy && b.Policy), f(a.Future != b.Future), da*db,
		f(targets(a, b, x)), f(targets(b, a, x)), f(sameSide(a, b)),
		x.rankA, x.rankB, x.rankB*db, x.rankA*da, f(x.rankA == 1 && x.rankB == 1),
		f(a.Kind == string(quotetrack.None) || b.Kind == string(quotetrack.None)), math.Min(float64(min(a.Words, b.Words)), 30)/30,
	)
}

// signed tells whether a statement asserts what its content says (1) or rejects
// it (-1), by its cue or by calling it untrue.
func (s *Statement) signed() int {
	if s.CueFlips != s.Verdict {
		return -1
	}
	return 1
}

// entailments lets the entailer compare two statements, once.
func (e *Engine) entailments(a, b *Statement, x *alignment) {
	if x.judged {
		return
	}
	x.ab, x.ba, x.judged = e.entail.judge(&a.Content, &b.Content, e.sim), e.entail.judge(&b.Content, &a.Content, e.sim), true
}

// opposed is how sure it is that two statements cannot both be true, by what
// their contents say of each other: a content that one denies ("denied that it
// had been warned") and the other asserts entail each other; two that are both
// asserted contradict each other.
func (x *alignment) opposed(a, b *Statement) float64 {
	if a.CueFlips != b.CueFlips {
		return math.Max(x.ab[0], x.ba[0])
	}
	return math.Max(x.ab[1], x.ba[1])
}

// aside tells whether all that sets two statements against each other are opposites of
// which neither is a predicate: direct and indirect supply, imports and exports are two
// things.
func (x *alignment) aside(a, b *Statement) bool {
	if len(x.flipped)+len(x.numbers) > 0 || len(x.opposites) == 0 {
		return false
	}
	for _, p := range x.opposites {
		if a.Terms[p[0]].Predicate || b.Terms[p[1]].Predicate {
			return false
		}
	}
	return true
}

// minShared is the least alignment of a pair that no place or name connects.
const minShared = 3

// minTurned is the same where a predicate is asserted by the one and negated by the other.
const minTurned = 2.5

// closeOverlap is the share of the smaller statement's words from which on two
// statements are about one thing whatever their words say of opposition.
const closeOverlap = .45

// bareReach is how many sentences a denial that does not repeat what it denies
// looks back.
const bareReach = 6

// plausible drops pairs that nothing connects or nothing sets against each
// other, before the judge looks.
func plausible(a, b *Statement, x *alignment, within bool) bool {
	if a.Parent != "" && a.Parent == b.Quote || b.Parent != "" && b.Parent == a.Quote || a.Article == b.Article && a.Quote == b.Quote {
		return false
	}
	if a.NoComment || b.NoComment {
		return false
	}
	clash := x.clashes()
	denial := a.Denial > minDenier || b.Denial > minDenier
	close := x.overlap >= closeOverlap && len(x.pairs) >= 2
	if sameSide(a, b) && !clash && !close {
		return false // one side goes on about it
	}
	if !clash && !denial && !close && !(a.Doubt != b.Doubt && x.shared >= 6) {
		return false
	}
	if x.ownDeed(a, b) {
		return true
	}
	if len(x.pairs) > 0 && (x.shared >= minShared || len(x.flipped) > 0 && x.shared >= minTurned || x.existence) || a.disowns(b) || b.disowns(a) {
		return true
	}
	if !within && oneTopic(a, b) && (b.rumoured(a) || a.rumoured(b)) {
		return true
	}
	if within && (b.Bare && b.Denial > .3 && b.Sentence-a.Sentence <= bareReach || a.Bare && a.Denial > .3 && b.Sentence-a.Sentence <= 2) && !sameSide(a, b) {
		return true
	}
	// a verdict that shares no word answers what was said right before it
	return within && b.Denial > .3 && b.Anaphor && (b.Order-a.Order == 1 || b.Order > a.Order && b.Sentence-a.Sentence <= 1) && !sameSide(a, b)
}

// rumoured tells whether s calls untrue what is said, in words that do not repeat
// it, and other alleges or reports something.
func (s *Statement) rumoured(other *Statement) bool {
	return s.Bare && s.Denial >= .5 && other.Denial < .3 && (other.Alleges || other.Kind == string(quotetrack.None))
}

// targets tells whether b denies and what it denies is plainly what a says.
func targets(a, b *Statement, x *alignment) bool {
	return b.Denial >= .5 && a.Denial < .5 && !sameSide(a, b) && x.shared >= 6 && len(x.pairs) >= 2
}

// relationOf names the relation of a pair that opposes.
func relationOf(a, b *Statement, x *alignment) quotetrack.Relation {
	same := oneSpeaker(a, b) && a.Kind != string(quotetrack.Group) && a.Kind != string(quotetrack.Unnamed)
	switch {
	case same:
		return quotetrack.Reverses
	case b.Doubt && b.Denial < .7:
		return quotetrack.Doubts
	case max(a.Denial, b.Denial) >= .5, b.Content.Negators > a.Content.Negators && (len(x.flipped) > 0 || x.ab[1] >= minOpposed):
		return quotetrack.Denies // "the dam had not burst" answers "the dam had burst"
	}
	return quotetrack.Contradicts
}
