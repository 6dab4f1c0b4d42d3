package syntax

import (
	"unicode/utf8"

	"quotetrack"
	"quotetrack/learn"
)

// Kind is the class of a token, known from its characters alone.
type Kind uint8

// Kinds of tokens.
const (
	Word   Kind = iota // begins with a letter, or a clitic ('s, n't)
	Number             // begins with a digit
	Punct
	Quote // a quotation mark that the quotation structure uses
	Symbol
)

// NameKind is the class of a name.
type NameKind uint8

// Classes of names.
const (
	NoName NameKind = iota
	PersonName
	OrgName
	PlaceName
	OtherName // nationalities, religions, events, works
)

// Token is one word or mark. Start and End are byte offsets into the text.
type Token struct {
	Start, End int32
	Head       int32 // index of the syntactic head in Document.Tokens, -1 at a root
	Sentence   int32
	Kind       Kind
	Tag        Tag
	UPOS       UPOS
	Rel        Rel
	Name       NameKind
	Depth      uint8  // quotation marks around the token, its own mark included
	SpaceAfter bool   //
	Lower      string // lower-cased, curly quotes and apostrophes made plain
	Lemma      string
	hash       uint64 // of Lower
}

// Hash is a stable hash of Lower.
func (t *Token) Hash() uint64 { return t.hash }

// Sentence is a run of tokens [First, Last).
type Sentence struct {
	First, Last int32
	Paragraph   int32
}

// Paragraph is a run of sentences [First, Last) and its bytes.
type Paragraph struct {
	First, Last int32
	Start, End  int32
}

// Quotation is a stretch between quotation marks: tokens [First, Last) with
// the marks. Continued says that it opens a paragraph and goes on with the
// quotation before it, whose paragraph ended without a closing mark; Open
// that no closing mark was found.
type Quotation struct {
	First, Last int32
	Depth       uint8
	Single      bool
	Continued   bool
	Open        bool
}

// Document is an analysed text. It is immutable after Analyze.
type Document struct {
	Text       string
	Tokens     []Token
	Sentences  []Sentence
	Paragraphs []Paragraph
	Quotations []Quotation
	Names      []Name
	runes      runeIndex
	roles      [][NumRoles]float32
	args       arguments
}

// Name is a run of tokens [First, Last) that names something.
type Name struct {
	First, Last int32
	Kind        NameKind
}

// Form returns the token's text.
func (d *Document) Form(i int32) string { return d.Text[d.Tokens[i].Start:d.Tokens[i].End] }

// TokenText returns the text of tokens [first, last).
func (d *Document) TokenText(first, last int32) string {
	if first >= last {
		return ""
	}
	return d.Text[d.Tokens[first].Start:d.Tokens[last-1].End]
}

// Span converts bytes [start, end) of the text to a span in code points.
func (d *Document) Span(start, end int32) quotetrack.Span {
	return quotetrack.Span{Start: d.runes.at(d.Text, int(start)), End: d.runes.at(d.Text, int(end)), Text: d.Text[start:end]}
}

// ByteOffset converts a code point offset to bytes; an offset beyond the text
// is the text's length.
func (d *Document) ByteOffset(runes int) int32 { return int32(d.runes.byteAt(d.Text, runes)) }

// runeIndex holds the number of code points before every 256th byte; nil for
// ASCII text, where both offsets agree.
type runeIndex []int32

const runeStride = 256

func newRuneIndex(text string) runeIndex {
	ascii := true
	for i := 0; i < len(text); i++ {
		if text[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if ascii {
		return nil
	}
	idx := make(runeIndex, 0, len(text)/runeStride+1)
	n := int32(0)
	for i := 0; i < len(text); i++ {
		if i%runeStride == 0 {
			idx = append(idx, n)
		}
		if utf8.RuneStart(text[i]) {
			n++
		}
	}
	return idx
}

func (r runeIndex) at(text string, b int) int {
	if r == nil {
		return b
	}
	if b >= len(text) && len(r) > 0 {
		b = len(text)
	}
	block := min(b/runeStride, len(r)-1)
	n := int(r[block])
	for i := block * runeStride; i < b; i++ {
		if utf8.RuneStart(text[i]) {
			n++
		}
	}
	return n
}

func (r runeIndex) byteAt(text string, runes int) int {
	if r == nil {
		return max(0, min(runes, len(text)))
	}
	lo, hi := 0, len(r)-1
	for lo < hi {
		mid := (lo + hi + 1) / 2
		if int(r[mid]) <= runes {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	n := int(r[lo])
	i := lo * runeStride
	for i < len(text) && !utf8.RuneStart(text[i]) {
		i++
	}
	for i < len(text) && n < runes {
		_, size := utf8.DecodeRuneInString(text[i:])
		i += size
		n++
	}
	return i
}

func (t *Token) setLower(s string) {
	t.Lower = s
	t.hash = learn.HashString(s)
}
