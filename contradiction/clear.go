package contradiction

import (
	"math"
	"time"

	"quotetrack"
)

// Clear cases: two short statements that say the same thing but for one slot,
// or one that denies by its cue what the other one asserts. The judge learns
// from articles of politics, where hardly any opposition is that plain, and so
// is shy of them; the entailer, which learns from pairs of plain sentences, is
// not. A clear case is scored by the entailer.

const (
	clearOpposed  = .75 // of the entailer
	clearOverlap  = .6
	clearJaccard  = .3
	clearWords    = 30 // of the longer statement
	clearDays     = 2  // between two figures that are to be more than an update
	clearScore    = .5 // of a case that is just clear
	clearDenied   = .5 // by the entailer, where the cue denies
	clearCoverage = .6 // of what is denied
	// ... and the share of the words of both: "to get business" is in many statements
	clearDeniedJaccard = .15
)

// clear is the score of a clear case, 0 where the pair is none.
func (x *alignment) clear(a, b *Statement, within bool) float64 {
	if within && ownedBy(a, b) {
		return ownedScore
	}
	if max(a.Words, b.Words) > clearWords || len(x.pairs) == 0 || a.Policy && b.Policy || !a.propositional() || !b.propositional() {
		return 0
	}
	if x.ownDeed(a, b) && (within || oneTopic(a, b)) {
		return ownDeedScore
	}
	if within && x.repeated(a, b) {
		return repeatedScore
	}
	if within && (x.reported(a, b, 0) || x.reported(b, a, 1)) {
		return reportedScore
	}
	if within && x.contested(a, b) {
		return contestScore
	}
	side := sameSide(a, b)
	if side && (within || a.Day == b.Day) {
		return 0 // one speaker who goes on
	}
	if !within && x.names == 0 && !oneTopic(a, b) {
		return 0 // "this pledge" and "its pledge"
	}
	if x.existence && !side && (within || oneTopic(a, b)) {
		return existenceScore
	}
	if p := x.clearDenial(a, b); p > 0 && (!side || oneSpeaker(a, b) && !within && a.Day != b.Day) {
		return p
	}
	if !side && x.doubted(a, b) {
		return doubtedScore
	}
	if a.Policy != b.Policy {
		return 0 // a wish is no account of what is
	}
	opposed := x.opposed(a, b)
	if a.CueFlips != b.CueFlips || a.signed() != b.signed() {
		return 0
	}
	if p := x.storyCase(a, b, opposed); p > 0 && !within {
		return p
	}
	if opposed < clearOpposed || x.overlap < clearOverlap || len(x.pairs) < 2 {
		return 0
	}
	numeric := len(x.numbers) > 0 && x.sameNumbers == 0 && !side && daysApart(a.Day, b.Day) <= clearDays
	if x.jaccard < clearJaccard || len(x.pairs) < 3 && x.overlap < .8 {
		return 0
	}
	if len(x.flipped) == 0 && len(x.opposites) == 0 && !numeric && (a.Content.Negators > 0) == (b.Content.Negators > 0) {
		return 0
	}
	return clearScore + (1-clearScore)*(opposed-clearOpposed)/(1-clearOpposed)*math.Min(x.overlap, 1)*.8
}

// Where two articles tell one story, less is asked of their statements: the same
// predicate denied and asserted, or a word and its opposite.
const (
	storyOpposed = .5
	storyOverlap = .45
	storyShared  = 4.0
	storyScore   = .35
)

// storyCase is the score of a case that is clear because both articles tell of one
// event, 0 where it is none.
func (x *alignment) storyCase(a, b *Statement, opposed float64) float64 {
	if !sameStory(a, b) || !linked(a, b, x) || opposed < storyOpposed || x.overlap < storyOverlap || x.shared < storyShared || a.Future != b.Future || a.Question || b.Question {
		return 0
	}
	if len(x.flipped)+len(x.opposites) == 0 || len(x.flipped) == len(x.opposites) || daysApart(a.Day, b.Day) > answerDays {
		return 0
	}
	return storyScore + (1-storyScore)*(opposed-storyOpposed)/(1-storyOpposed)*math.Min(x.overlap, 1)*.8
}

// A denial by its verb that repeats a statement close before it, all of it.
const (
	repeatedScore = .4
	repeatedCover = .9
	repeatedReach = 4 // sentences
)

// repeated tells whether b denies by its cue, in other words or the same, what a
// has just asserted: "denied that she had made any promises".
func (x *alignment) repeated(a, b *Statement) bool {
	return b.CueFlips && !a.CueFlips && b.Denial >= actDenial && a.Denial < .3 && b.Clause && x.coverB >= repeatedCover && b.Sentence-a.Sentence <= repeatedReach && !sameSide(a, b) && len(x.pairs) > 0 && x.shared >= minShared
}

// The denial of what somebody by name has said shortly before: "called Renshaw's statement
// untrue".
const (
	ownedScore = .35
	ownedReach = 4 // sentences
	ownedP     = .5
)

// ownedBy tells whether b calls untrue a statement of a's speaker, by that name, and a is one.
func ownedBy(a, b *Statement) bool {
	if !b.Bare || b.Denial < ownedP || a.Denial >= ownedP || !a.Clause || a.NoComment || b.Sentence-a.Sentence > ownedReach || b.Order < a.Order || sameSide(a, b) {
		return false
	}
	return overlaps(b.Owner, a.SpeakerParts)
}

// Two polls, or two witnesses, of who is ahead.
const contestScore = .4

// contested tells whether two statements of one article say of a contest that the other side
// is ahead, and name nothing else: not the same race in two states.
func (x *alignment) contested(a, b *Statement) bool {
	return len(x.reversed) > 0 && !sameSide(a, b) && namesIn(a, b) && namesIn(b, a)
}

// namesIn tells whether the other statement has all names of a content too, be it by their
// last word.
func namesIn(s, other *Statement) bool {
	for i := range s.Terms {
		if t := &s.Terms[i]; t.Name && !genericParts[t.Key] && !hasAny(other.Terms, []uint32{s.lastName(t.Key)}) {
			return false
		}
	}
	return true
}

// The denial of a report, in the article that tells what the report says.
const (
	reportedScore = .42
	reportedReach = 6 // sentences
)

// reported tells whether denial denies a report that claim, by an organisation, gives: one of
// the deeds that the report is said to tell is in both. "Denied a newspaper report that it plans
// to sell its stake", "the daily said the company would sell its holding".
func (x *alignment) reported(claim, denial *Statement, side int) bool {
	if !denial.OfReport || !denial.CueFlips || denial.Denial < actDenial || claim.Kind != string(quotetrack.Org) || claim.Denial >= .3 || claim.CueFlips || claim.signed() < 0 || sameSide(claim, denial) {
		return false
	}
	if n := denial.Sentence - claim.Sentence; n > reportedReach || n < -reportedReach {
		return false
	}
	if claim.Alleges && overlaps(denial.ReportBy, claim.SpeakerParts) {
		return true
	}
	for _, p := range x.pairs {
		if claim.Terms[p[side]].Verb && denial.Terms[p[1-side]].Verb {
			return true
		}
	}
	return false
}

// existenceScore is the score of a case where the one says that there is what there is not by the
// other: "such a list existed", "there is no such list".
const existenceScore = .4

// The doubt, by the cue, of what the other statement says.
const (
	doubtedScore = .4
	doubtedCover = .75
)

// doubtCues are the cues that doubt all that follows.
var doubtCues = termSet(wordSet("doubt question"))

// doubted tells whether b doubts by its cue what a asserts: "doubted that the tunnel would cost
// 2 billion".
func (x *alignment) doubted(a, b *Statement) bool {
	return doubtCues[b.CueKey] && b.Doubt && b.Clause && !a.Doubt && a.Denial < .3 && a.signed() > 0 && x.coverB >= doubtedCover && x.jaccard >= clearJaccard && len(x.pairs) > 1 && !otherFigures(a, b)
}

// clearDenial is the score of a statement that by its cue denies what the other
// one asserts.
func (x *alignment) clearDenial(a, b *Statement) float64 {
	if a.CueFlips == b.CueFlips {
		return 0
	}
	asserts, denies, cover := a, b, x.coverB
	if a.CueFlips {
		asserts, denies, cover = b, a, x.coverA
	}
	if !denies.Clause || x.jaccard < clearDeniedJaccard {
		return 0
	}
	entailed := math.Max(x.ab[0], x.ba[0])
	if len(x.pairs) < 2 || otherFigures(a, b) {
		return 0
	}
	if asserts.Denial >= .3 || asserts.signed() < 0 || asserts.Doubt || entailed < clearDenied || cover < clearCoverage {
		return 0
	}
	return clearScore + (1-clearScore)*(entailed-clearDenied)/(1-clearDenied)*.8
}

// daysApart is how many days lie between two dates, 0 where one is unknown.
func daysApart(a, b string) int {
	x, err := time.Parse(time.DateOnly, a)
	y, err2 := time.Parse(time.DateOnly, b)
	if err != nil || err2 != nil {
		return 0
	}
	return int(math.Abs(y.Sub(x).Hours()) / 24)
}
