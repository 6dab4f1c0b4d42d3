// Package quotetrack defines what every other package speaks about: articles,
// the quotes in them, their speakers, and pairs of quotes that oppose each
// other, with the JSON form that the command line prints and reads.
//
// It has no behaviour beyond validation and imports nothing of ours. The
// engines live in subpackages, one direction of data flow: article (readers),
// syntax, attribution, contradiction, corpus (store and index).
//
// All offsets are Unicode code points into Article.Text, end exclusive.
package quotetrack

import (
	"errors"
	"fmt"
	"unicode/utf8"
)

// Article is one published text. Text is what offsets refer to; for a plain
// text file it is the file's content decoded as UTF-8, unchanged.
type Article struct {
	ID        string `json:"id"`
	Path      string `json:"path,omitempty"`
	Title     string `json:"title,omitempty"`
	URL       string `json:"url,omitempty"`
	Outlet    string `json:"outlet,omitempty"`
	Author    string `json:"author,omitempty"`
	Published string `json:"published,omitempty"` // RFC 3339 date or date and time, "" when unknown
	Language  string `json:"language,omitempty"`  // ISO 639-1, "" when unknown
	Text      string `json:"text,omitempty"`
}

// Day returns the publication date as YYYY-MM-DD, "" when unknown.
func (a *Article) Day() string {
	if len(a.Published) < 10 {
		return ""
	}
	return a.Published[:10]
}

// Span is a stretch of an article's text with the text itself.
type Span struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

// QuoteType tells how the content of a quote is marked.
type QuoteType string

// The types of quotes: all, none or some of the content stands in quotation
// marks.
const (
	Direct   QuoteType = "direct"
	Indirect QuoteType = "indirect"
	Mixed    QuoteType = "mixed"
)

// SpeakerKind tells what a speaker is.
type SpeakerKind string

// The kinds of speakers.
const (
	Person  SpeakerKind = "person"  // a named individual
	Org     SpeakerKind = "org"     // a named organisation, publication, poll or document
	Group   SpeakerKind = "group"   // a plural or collective without a name of its own
	Unnamed SpeakerKind = "unnamed" // individuals whom the article does not name
	Author  SpeakerKind = "author"  // the article's own writer
	None    SpeakerKind = "none"    // no source is expressed or recoverable
)

// Speaker is who a quote is attributed to. Name is the fullest form of the
// name in the article, without titles; Role is the description found beside
// it ("Kremlin spokesman").
type Speaker struct {
	ID   string      `json:"id,omitempty"`
	Name string      `json:"name,omitempty"`
	Kind SpeakerKind `json:"kind,omitempty"`
	Role string      `json:"role,omitempty"`
}

// Quote is one attribution: at most one source, a cue and one content, each a
// list of spans in text order.
type Quote struct {
	ID         string    `json:"id"`
	Type       QuoteType `json:"type"`
	Parent     string    `json:"parent,omitempty"` // the quote inside which this speech is reported
	Source     []Span    `json:"source"`
	Cue        []Span    `json:"cue"`
	Content    []Span    `json:"content"`
	Speaker    Speaker   `json:"speaker"`
	Denial     bool      `json:"denial,omitempty"`
	Hedge      Hedge     `json:"hedge,omitempty"` // of a denial: how it holds back
	Confidence float64   `json:"confidence"`      // calibrated: the share of such quotes that a reader would confirm
}

// Hedge says how a denial holds back; it is empty where it does not.
type Hedge string

// The ways in which a denial holds back.
const (
	Hedged  Hedge = "hedged"  // as far as the speaker knows or thinks: "we are not aware of"
	Partial Hedge = "partial" // of a part, or of the degree: "that is not entirely true"
)

// Relation says how one quote opposes another.
type Relation string

// The relations of an opposition between quotes a and b.
const (
	Denies      Relation = "denies"      // b rejects as untrue what a asserts
	Contradicts Relation = "contradicts" // both cannot be true
	Reverses    Relation = "reverses"    // the same speaker, incompatible over time
	Doubts      Relation = "doubts"      // b is sceptical of a
)

// Relations lists all relations in their fixed order.
var Relations = []Relation{Denies, Contradicts, Reverses, Doubts}

// Reason is one piece of evidence for an opposition, with its places: those
// in quote a under A, those in quote b under B.
type Reason struct {
	Kind string `json:"kind"` // "denial-cue", "target", "aligned", "clash", "same-speaker", "caution"
	Text string `json:"text"`
	A    []Span `json:"a,omitempty"`
	B    []Span `json:"b,omitempty"`
}

// QuoteRef names a quote of an article.
type QuoteRef struct {
	Article string `json:"article"`
	Quote   string `json:"quote"`
}

// Opposition is a reported conflict between two quotes, not a verdict.
type Opposition struct {
	A        QuoteRef `json:"a"`
	B        QuoteRef `json:"b"`
	Relation Relation `json:"relation"`
	Score    float64  `json:"score"` // calibrated probability that a reader would confirm the pair
	Reasons  []Reason `json:"reasons"`
}

// ErrInvalid is wrapped by every validation error.
var ErrInvalid = errors.New("invalid")

// Validate checks that the quote's spans lie in text, in order, and that
// their Text is what stands there. It is linear in the length of text.
func (q *Quote) Validate(text string) error {
	runes := []rune(text)
	for _, role := range [][]Span{q.Source, q.Cue, q.Content} {
		last := 0
		for _, s := range role {
			if s.Start < last || s.End < s.Start || s.End > len(runes) {
				return fmt.Errorf("%w: quote %s: span %d-%d is out of order or outside a text of %d code points", ErrInvalid, q.ID, s.Start, s.End, len(runes))
			}
			if s.Text != "" && string(runes[s.Start:s.End]) != s.Text {
				return fmt.Errorf("%w: quote %s: span %d-%d holds %q, not %q", ErrInvalid, q.ID, s.Start, s.End, string(runes[s.Start:s.End]), s.Text)
			}
			last = s.End
		}
	}
	return nil
}

// Validate checks what every stage relies on: an id, and text in UTF-8.
func (a *Article) Validate() error {
	if a.ID == "" {
		return fmt.Errorf("%w: article without an id", ErrInvalid)
	}
	if !utf8.ValidString(a.Text) {
		return fmt.Errorf("%w: article %s: text is not UTF-8", ErrInvalid, a.ID)
	}
	return nil
}

// Text joins the texts of spans with an ellipsis where text lies between.
func Text(spans []Span) string {
	switch len(spans) {
	case 0:
		return ""
	case 1:
		return spans[0].Text
	}
	out := spans[0].Text
	for _, s := range spans[1:] {
		out += " … " + s.Text
	}
	return out
}

// Extraction is one line of `quotetrack extract`: an article, its quotes and
// the oppositions among them, whose ids need no article.
type Extraction struct {
	Article
	Quotes         []Quote           `json:"quotes"`
	Contradictions []LocalOpposition `json:"contradictions"`
}

// LocalOpposition is an opposition within one article.
type LocalOpposition struct {
	A        string   `json:"a"`
	B        string   `json:"b"`
	Relation Relation `json:"relation"`
	Score    float64  `json:"score"`
	Reasons  []Reason `json:"reasons"`
}
