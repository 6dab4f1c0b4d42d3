package contradiction

import (
	"slices"
	"strings"

	"quotetrack"
	"quotetrack/attribution"
)

// Who speaks for whom: whether two statements come from one speaker, or from one side.

// sideOf lists the names that a speaker bears or speaks for: "Kremlin
// spokesman Dmitry Peskov" stands for Peskov and, like Moscow, for Russia.
func sideOf(s quotetrack.Speaker) []uint32 {
	if once := " " + strings.ToLower(s.Role+" "+s.Name); strings.Contains(once, " former ") || strings.Contains(once, " ex-") {
		return nil // "two former Orvane employees" do not speak for Orvane
	}
	var out []uint32
	for _, w := range strings.FieldsFunc(s.Role, func(r rune) bool { return r == ' ' || r == ',' }) {
		w = strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s")
		if w != "" && w[0] >= 'A' && w[0] <= 'Z' {
			out = append(out, term(attribution.FoldPlace(strings.ToLower(w))))
		}
	}
	if s.Kind != quotetrack.Person {
		for _, w := range strings.Fields(attribution.NameKey(s.Name)) {
			if !stop[w] && !onNoSide[w] {
				out = append(out, term(attribution.FoldPlace(w)))
			}
		}
	}
	return out
}

// onNoSide are words of a speaker's name by which he is on nobody's side: two spokesmen are not of
// one.
var onNoSide = wordSet("spokesman spokeswoman spokesperson official officials source sources analyst analysts expert experts poll survey study report statement newspaper former senior two three several")

// oneSpeaker tells whether one and the same made both statements: by the whole name, or, where
// two articles tell of one event, where one of them has the last name only.
func oneSpeaker(a, b *Statement) bool {
	if a.Speaker == "" || b.Speaker == "" {
		return false
	}
	return a.Speaker == b.Speaker || a.Article != b.Article && (shortens(a, b) || shortens(b, a)) && sameStory(a, b)
}

// shortens tells whether the speaker of s bears the last name of the person who made the other
// statement, and nothing else.
func shortens(s, other *Statement) bool {
	n := len(other.SpeakerParts)
	return s.Kind == string(quotetrack.Person) && other.Kind == s.Kind && len(s.SpeakerParts) == 1 && n > 1 && other.SpeakerParts[n-1] == s.SpeakerParts[0]
}

// sameSide tells whether two speakers are one, or speak for one.
func sameSide(a, b *Statement) bool {
	if oneSpeaker(a, b) {
		return true
	}
	if a.speaksFor(b) || b.speaksFor(a) {
		return true
	}
	for _, x := range a.Side {
		for _, y := range b.Side {
			if x == y {
				return true
			}
		}
	}
	return false
}

// mouthpieces are what speaks for the person whose name it bears.
var mouthpieces = termSet(wordSet("campaign camp spokesman spokeswoman spokesperson aide aides adviser advisers lawyer lawyers attorney team office administration"))

// speaksFor tells whether s is by the campaign, a spokesman or the office of the person who made
// the other statement: "the Halvorsen campaign" for Greg Halvorsen.
func (s *Statement) speaksFor(other *Statement) bool {
	n := len(other.SpeakerParts)
	return other.Kind == string(quotetrack.Person) && n > 0 && s.Kind != other.Kind && slices.Contains(s.SpeakerParts, other.SpeakerParts[n-1]) && slices.ContainsFunc(s.SpeakerParts, func(k uint32) bool { return mouthpieces[k] })
}
