package contradiction

import (
	"math"
	"slices"
	"sort"

	"quotetrack"
	"quotetrack/learn"
	"quotetrack/syntax"
)

// Answers. A denial answers what somebody else said, and seldom repeats it: "The
// campaign called the charges fabricated." Which statements of an article a denial
// answers is learnt apart from which statements are denials, from the denials
// that were marked by hand: how probable the target is counts with the judge of pairs.

// answerView is what the place of a candidate among all statements of its article
// says.
type answerView struct {
	between float64 // statements of others than the denier that stand between, in tens
	nearer  float64 // 1 / rank among the candidates on its side of the denial, by distance
	likest  float64 // 1 / rank among all candidates, by shared words
}

// answerFeatures describe a candidate a for what d denies.
func answerFeatures(a, d *Statement, x *alignment, v answerView) []float64 {
	f := b2f
	before := f(a.Order < d.Order)
	gap := math.Abs(float64(a.Sentence - d.Sentence))
	near := math.Exp(-gap / 3)
	bare, full := f(d.Bare), f(!d.Bare)
	// x aligns in order of the article
	cover, covered := x.coverB, x.coverA // of d by a, of a by d
	entailed, contradicted := x.ab[0], x.ab[1]
	if a.Order > d.Order {
		cover, covered = x.coverA, x.coverB
		entailed, contradicted = x.ba[0], x.ba[1]
	}
	meets := f(a.names(d))
	named := f(d.names(a))
	opposite := f(a.signed() != d.signed())
	return []float64{
		before, near, near * before, near * (1 - before), math.Min(gap, 12) / 12, f(gap == 0), f(a.Paragraph == d.Paragraph), f(a.Order == 0),
		v.between, v.nearer, v.nearer * before, v.nearer * before * bare, v.likest, v.likest * full, f(v.likest == 1 && x.shared > 0),
		cover, covered, cover * full, x.overlap, x.jaccard, math.Min(x.shared, 30) / 30, math.Min(float64(x.names), 3), x.rare / 9,
		meets, named, meets * before * near, named * before * near, f(a.Alleges), f(a.Alleges) * before * near, f(a.Kind == string(quotetrack.None)), f(a.Kind == string(quotetrack.Person)), f(a.Kind == string(quotetrack.Group) || a.Kind == string(quotetrack.Unnamed)),
		float64(a.Denial), f(a.Policy), f(a.NoComment), f(a.Clause), f(a.Direct), math.Min(float64(a.Words), 40) / 40,
		bare, f(d.Verdict), f(d.CueFlips), f(d.Anaphor), math.Min(float64(d.Words), 40) / 40, bare * near * before, f(d.Verdict) * near * before, f(d.CueFlips) * cover,
		opposite, f(a.Negative != d.Negative), f(len(x.flipped) > 0), f(len(x.opposites) > 0), entailed, contradicted, entailed * f(d.CueFlips), contradicted * full,
		f(a.Self), f(d.Self), f(len(x.pairs) == 0), f(a.Doubt),
	}
}

// answerable tells whether d can answer a at all: it is somebody else's statement
// and not a part of d or d a part of it.
func answerable(a, d *Statement) bool {
	if a.Quote == d.Quote || a.Parent != "" && a.Parent == d.Quote || d.Parent != "" && d.Parent == a.Quote {
		return false
	}
	return !sameSide(a, d) && !a.Question
}

// eachAnswer hands over the candidates of every statement of which denies is
// true, seen by their own words alone.
func (e *Engine) eachAnswer(st []Statement, denies func(d *Statement) bool, f func(i, j int, x *alignment, v answerView)) {
	var own []Statement
	for j := range st {
		if !denies(&st[j]) {
			continue
		}
		if own == nil {
			own = append(own, st...)
			for i := range own {
				own[i].Terms = own[i].Terms[:own[i].Own]
			}
		}
		xs := make([]*alignment, len(st))
		for i := range st {
			if answerable(&st[i], &st[j]) {
				lo, hi := &own[min(i, j)], &own[max(i, j)]
				x := e.align(lo, hi)
				e.entailments(lo, hi, &x)
				xs[i] = &x
			}
		}
		for i := range st {
			if xs[i] != nil {
				f(i, j, xs[i], viewAnswer(st, xs, i, j))
			}
		}
	}
}

func viewAnswer(st []Statement, xs []*alignment, i, j int) answerView {
	nearer, likest := 1.0, 1.0
	for k, x := range xs {
		if x == nil || k == i {
			continue
		}
		if (k < j) == (i < j) && distance(k, j) < distance(i, j) {
			nearer++
		}
		if x.shared > xs[i].shared {
			likest++
		}
	}
	return answerView{between: others(st, min(i, j), max(i, j)), nearer: 1 / nearer, likest: 1 / likest}
}

func distance(i, j int) int { return max(i-j, j-i) }

// others counts the statements between two of an article that somebody else than
// the later one's speaker makes, in tens, one at most.
func others(st []Statement, i, j int) float64 {
	n := 0.0
	for k := i + 1; k < j && n < 10; k++ {
		if st[k].Speaker != st[j].Speaker {
			n++
		}
	}
	return n / 10
}

// minDenier is the probability from which on a statement is looked at as a denial
// that answers something.
const minDenier = .15

// answers is, for each two statements of which one denies, the probability that
// the surer denial answers the other one; the earlier's index first.
func (e *Engine) answers(st []Statement, model *learn.Boosted) map[[2]int]float64 {
	out := map[[2]int]float64{}
	e.eachAnswer(st, func(d *Statement) bool { return d.Denial >= minDenier }, func(i, j int, x *alignment, v answerView) {
		if st[i].Denial <= st[j].Denial {
			out[[2]int{min(i, j), max(i, j)}] = model.P(answerFeatures(&st[i], &st[j], x, v))
		}
	})
	return out
}

// What a bare denial denies.
const (
	resolvable = .3  // probability of the denial
	minTarget  = .12 // ... of the target, given that it is a denial
	leadTerms  = 14  // of the article's first sentence

	claimTargets = 2 // statements whose terms one denial takes
)

// resolve gives bare denials ("This is wrong", "denied the reports", "it is a
// hoax") the terms of what they deny, so that they can be found and compared
// across articles: what their speaker rejected just before, the statement that
// they most likely answer, or what the article opens with.
func (e *Engine) resolve(st []Statement, d *syntax.Document, answer *learn.Boosted) {
	resolveAnaphors(st)
	if answer == nil {
		return
	}
	type target struct {
		i int
		p float64
	}
	found := map[int][]target{}
	e.eachAnswer(st, func(d *Statement) bool { return d.unresolved() }, func(i, j int, x *alignment, v answerView) {
		if st[i].Own == 0 || st[i].Bare {
			return
		}
		if p := answer.P(answerFeatures(&st[i], &st[j], x, v)); p >= minTarget {
			found[j] = append(found[j], target{i, p})
		}
	})
	var lead []Term
	for j := range st {
		s := &st[j]
		if !s.unresolved() {
			continue
		}
		list := found[j]
		sort.SliceStable(list, func(a, b int) bool { return list[a].p > list[b].p })
		for _, t := range list[:min(len(list), claimTargets)] {
			s.borrow(st[t.i].Terms[:st[t.i].Own])
			s.standAgainst(&st[t.i])
		}
		if len(list) > 0 {
			continue
		}
		if lead == nil && len(d.Sentences) > 0 {
			var first Statement
			first.addTerms(d, d.Sentences[0].First, d.Sentences[0].Last, e.lex.negations(d))
			lead = first.Terms[:min(len(first.Terms), leadTerms)]
		}
		s.borrow(lead)
	}
}

// unresolved tells whether a statement is a denial that does not say what it
// denies, and nothing else has said it yet.
func (s *Statement) unresolved() bool { return s.Bare && s.Denial >= resolvable && !s.borrowed() }

// borrow adds terms of what a denial denies, each once.
func (s *Statement) borrow(terms []Term) {
	s.Terms = s.Terms[:len(s.Terms):len(s.Terms)]
	for _, t := range terms {
		if !hasAny(s.Terms[s.Own:], []uint32{t.Key}) {
			s.Terms = append(s.Terms, t)
		}
	}
}

// standAgainst records whose statement a bare denial answers.
func (s *Statement) standAgainst(claim *Statement) {
	if claim.Kind != string(quotetrack.Org) && claim.Kind != string(quotetrack.Person) {
		return // "traders" elsewhere are others
	}
	if k := term(claim.Speaker); claim.Speaker != "" && !slices.Contains(s.Against, k) {
		s.Against = append(s.Against[:len(s.Against):len(s.Against)], k)
	}
}

// disowns tells whether a bare denial answers the speaker of another statement: who calls a
// site's story a hoax denies the rest of it too.
func (s *Statement) disowns(other *Statement) bool {
	return other.Speaker != "" && s.Denial >= .5 && other.Denial < .3 && slices.Contains(s.Against, term(other.Speaker))
}

// borrowed tells whether a statement holds terms of what it denies.
func (s *Statement) borrowed() bool { return len(s.Terms) > s.Own }

// resolveAnaphors gives a verdict on "this" ("This is wrong") the terms of what
// its speaker rejected just before, in the same or the sentence before:
// "rejected that Putin had made any promises, saying: 'This is wrong ...'".
func resolveAnaphors(st []Statement) {
	for i := 1; i < len(st); i++ {
		s := &st[i]
		if !s.Anaphor {
			continue
		}
		for k := i - 1; k >= 0 && k >= i-2; k-- {
			p := &st[k]
			if p.Speaker == s.Speaker && p.Speaker != "" && s.Sentence-p.Sentence <= 1 && (p.Denial >= resolvable || p.CueFlips) && !p.Bare && (s.Denial >= minDenier || s.Verdict || s.Negative) {
				s.borrow(p.Terms)
				s.Denial = max(s.Denial, p.Denial, .5)
				break
			}
		}
	}
}
