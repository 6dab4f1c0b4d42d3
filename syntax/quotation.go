package syntax

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// findQuotations pairs quotation marks paragraph by paragraph. A mark is
// opening or closing by its form (“ ”) or by the spaces around it (" '); a
// single mark that may be an apostrophe opens only where a close follows. A
// paragraph that ends inside a quotation is continued when the next one
// begins with an opening mark of the same kind; otherwise the quotation ends
// with its paragraph, so that an unbalanced mark never swallows the article.
func (d *Document) findQuotations() {
	carry := openMark{} // the quotation that the last paragraph left open
	for pi := range d.Paragraphs {
		p := &d.Paragraphs[pi]
		first := d.Sentences[p.First].First
		last := d.Sentences[p.Last-1].Last
		carry = d.pairMarks(first, last, carry, d.nextOpensWith(pi+1))
	}
	slices.SortStableFunc(d.Quotations, func(a, b Quotation) int { return int(a.First - b.First) })
	for i := range d.Quotations {
		q := &d.Quotations[i]
		for k := q.First; k < q.Last; k++ {
			if d.Tokens[k].Depth < 250 {
				d.Tokens[k].Depth++
			}
		}
	}
	for i := range d.Quotations {
		d.Quotations[i].Depth = d.Tokens[d.Quotations[i].First].Depth
	}
}

type openMark struct {
	at     int32
	single bool
	set    bool
	cont   bool
}

// nextOpensWith tells with which mark paragraph pi opens: 2 double, 1 single,
// 0 none.
func (d *Document) nextOpensWith(pi int) int {
	if pi >= len(d.Paragraphs) {
		return 0
	}
	i := d.Sentences[d.Paragraphs[pi].First].First
	if d.Tokens[i].Kind != Quote || d.markSide(i) == closing {
		return 0
	}
	if isSingle(d.Form(i)) {
		return 1
	}
	return 2
}

type side uint8

const (
	either side = iota
	opening
	closing
	apostrophe
)

func isSingle(form string) bool {
	switch form {
	case "'", "’", "‘", "‚", "‛", "`":
		return true
	}
	return false
}

// isStraight tells whether token i is a double mark whose form does not say
// whether it opens; some papers write it as two apostrophes.
func (d *Document) isStraight(i int32) bool { return d.Form(i) == `"` || d.Form(i) == "''" }

// IsSingle tells whether token i has the form of a single quotation mark.
func (d *Document) IsSingle(i int32) bool { return isSingle(d.Form(i)) }

// markSide judges one mark by its form and neighbours alone.
func (d *Document) markSide(i int32) side {
	t := &d.Tokens[i]
	spaceBefore := i == 0 || d.Tokens[i-1].SpaceAfter || d.Tokens[i-1].End < t.Start
	spaceAfter := t.SpaceAfter || int(i)+1 == len(d.Tokens)
	prev, next := rune(' '), rune(' ')
	if !spaceBefore {
		prev, _ = utf8.DecodeLastRuneInString(d.Text[:t.Start])
	}
	if !spaceAfter {
		next, _ = utf8.DecodeRuneInString(d.Text[t.End:])
	}
	switch d.Form(i) {
	case "“", "„", "‘", "‚", "‛", "``", "`", "«", "〝":
		return opening
	case "”", "»", "〞":
		return closing
	case "’":
		if !spaceAfter && unicode.IsLetter(next) {
			if unicode.IsLetter(prev) {
				return apostrophe
			}
			return either // ’Twas, or a wrong opening mark
		}
		return closing
	}
	openBefore := spaceBefore || prev == '(' || prev == '[' || prev == '—' || prev == '–' || prev == '-' || isQuoteRune(prev) && !spaceAfter
	switch {
	case openBefore && !spaceAfter && !isClosePunct(next):
		return opening
	case !spaceBefore && (spaceAfter || isClosePunct(next) || unicode.IsPunct(next) && !isQuoteRune(next)):
		return closing
	case !openBefore && isQuoteRune(next): // 'Never,'"
		return closing
	case unicode.IsLetter(prev) && unicode.IsLetter(next) && isSingle(d.Form(i)):
		return apostrophe
	}
	return either
}

func isClosePunct(r rune) bool {
	switch r {
	case '.', ',', ';', ':', '!', '?', ')', ']':
		return true
	}
	return false
}

func (d *Document) pairMarks(first, last int32, carry openMark, next int) openMark {
	var stack []openMark
	for i := first; i < last; i++ {
		if d.Tokens[i].Kind != Quote {
			continue
		}
		single := isSingle(d.Form(i))
		if single && i+2 < last && d.Tokens[i+1].Lower == "n" && isSingle(d.Form(i+2)) {
			i += 2 // rock 'n' roll
			continue
		}
		s := d.markSide(i)
		if s == apostrophe {
			continue
		}
		depth := matchingOpen(stack, single)
		if s == either {
			if depth >= 0 {
				s = closing
			} else {
				s = opening
			}
		}
		if s == closing && depth < 0 && d.isStraight(i) && len(stack) == 0 && i > first && (d.Tokens[i-1].SpaceAfter || d.closesInPairs(i, last)) {
			s = opening
		}
		if s == opening && depth >= 0 && (d.isStraight(i) || d.Form(i) == "'") && depth == len(stack)-1 && d.Tokens[i].SpaceAfter {
			s = closing
		}
		switch s {
		case opening:
			if len(stack) >= maxNesting {
				continue
			}
			if single && !d.closesLater(i, last) && !(next == 1 && len(stack) == 0) && d.Form(i) != "‘" {
				continue // an apostrophe: 'cause, ’90s
			}
			cont := i == first && carry.set && carry.single == single
			stack = append(stack, openMark{at: i, single: single, set: true, cont: cont})
		case closing:
			if depth < 0 || single && d.possessive(i, last) {
				continue
			}
			o := stack[depth]
			d.Quotations = append(d.Quotations, Quotation{First: o.at, Last: i + 1, Single: o.single, Continued: o.cont})
			stack = stack[:depth]
		}
	}
	return d.leftOpen(stack, last, next)
}

// closesInPairs tells whether the straight double mark i, which looks like a
// closing one but closes nothing, opens: where marks are wrongly spaced (he
// said," We knew."), the marks that look like closing ones, i among them, come
// in pairs.
func (d *Document) closesInPairs(i, last int32) bool {
	n := 0
	for j := i; j < min(last, i+maxLookahead); j++ {
		if d.Tokens[j].Kind != Quote || !d.isStraight(j) {
			continue
		}
		if d.markSide(j) != closing {
			break
		}
		n++
	}
	return n%2 == 0
}

func matchingOpen(stack []openMark, single bool) int {
	for k := len(stack) - 1; k >= 0; k-- {
		if stack[k].single == single {
			return k
		}
	}
	return -1
}

// leftOpen ends the quotations that a paragraph leaves open and returns the
// one that the next paragraph continues. A mark that nothing continues keeps
// its sentence only.
func (d *Document) leftOpen(stack []openMark, last int32, next int) openMark {
	var carry openMark
	for k, o := range stack {
		goesOn := k == 0 && (next == 2 && !o.single || next == 1 && o.single)
		end := last
		if !goesOn && !o.cont {
			end = d.Sentences[d.Tokens[o.at].Sentence].Last
			if o.single && o.at+1 < last && k > 0 {
				continue
			}
		}
		d.Quotations = append(d.Quotations, Quotation{First: o.at, Last: end, Single: o.single, Continued: o.cont, Open: true})
		if goesOn {
			carry = o
		}
	}
	return carry
}

// Bounds that keep hostile text linear: how far a mark's partner is looked for,
// and how deep quotations nest.
const (
	maxLookahead = 1500
	maxNesting   = 8
)

// closesLater tells whether a single mark after i in its paragraph may close
// a quotation that i opens.
func (d *Document) closesLater(i, last int32) bool {
	for j := i + 1; j < min(last, i+maxLookahead); j++ {
		if d.Tokens[j].Kind == Quote && isSingle(d.Form(j)) && d.markSide(j) == closing {
			return true
		}
	}
	return false
}

// possessive tells whether a closing single mark after s is the apostrophe of
// a plural ("the allies’ plan’"): lower case follows, and a better close comes
// before any new opening mark.
func (d *Document) possessive(i, last int32) bool {
	if i == 0 || i+1 >= last {
		return false
	}
	prev := d.Tokens[i-1].Lower
	if d.Tokens[i-1].Kind != Word || prev == "" || prev[len(prev)-1] != 's' || !d.Tokens[i].SpaceAfter {
		return false
	}
	if d.Tokens[i+1].Kind != Word {
		return false
	}
	for j := i + 1; j < min(last, i+maxLookahead); j++ {
		if d.Tokens[j].Kind != Quote || !isSingle(d.Form(j)) {
			continue
		}
		switch d.markSide(j) {
		case opening:
			return false
		case closing:
			return true
		}
	}
	return false
}
