package attribution

import (
	"sort"
	"strings"
	"unicode"

	"quotetrack/syntax"
)

// Quotations that no word introduces: a post with its author's handle after a dash
// ("... — Ana Ruiz (@ana) May 3, 2031"), and a paragraph that is one quotation, as in
// interviews.

// maxAuthor is the longest name before a handle, in tokens.
const maxAuthor = 8

// posts finds the posts of paragraph pi; a post may stand in the paragraph before
// the one with its author.
func posts(d *syntax.Document, pi int) []found {
	p := d.Paragraphs[pi]
	first, last := d.Sentences[p.First].First, d.Sentences[p.Last-1].Last
	var out []found
	begin := first
	for i := first; i < last; i++ {
		open, end := handleAfter(d, i, last)
		if end == 0 {
			continue
		}
		content := Range{begin, i}
		if i == first && pi > 0 {
			prev := d.Paragraphs[pi-1]
			content = Range{d.Sentences[prev.First].First, d.Sentences[prev.Last-1].Last}
		}
		content, author := trim(d, content), trim(d, Range{i + 1, open})
		if content.First < content.Last && author.First < author.Last {
			out = append(out, found{cue: cueSpan{first: i, last: i + 1, head: i, p: .7}, source: trim(d, Range{i + 1, end}), author: author, content: []Range{content}, pSource: .8, pSpan: .8})
		}
		for end < last && (isDate(d, end) || d.Tokens[end].Lower == ",") {
			end++
		}
		begin = end
	}
	return out
}

// handleAfter returns, for a dash at token i that a name and a handle in brackets
// follow, the opening bracket and the token after the closing one.
func handleAfter(d *syntax.Document, i, last int32) (open, end int32) {
	if !isDash(d.Form(i)) {
		return 0, 0
	}
	for k := i + 1; k < min(i+maxAuthor, last-1); k++ {
		if d.Tokens[k].Lower == "(" && strings.HasPrefix(d.Tokens[k+1].Lower, "@") {
			for end = k + 2; end < min(k+5, last); end++ {
				if d.Tokens[end].Lower == ")" {
					return k, end + 1
				}
			}
			return 0, 0
		}
	}
	return 0, 0
}

// minAlone is the fewest tokens of a paragraph that is a quotation of its own.
const minAlone = 10

// alone is the quotation that fills a paragraph, from mark to mark, and holds a
// finite verb: a title or a scare quote does not.
func alone(d *syntax.Document, first, last int32) (found, bool) {
	if last-first < minAlone || d.Tokens[first].Kind != syntax.Quote {
		return found{}, false
	}
	return filled(d, first, last)
}

// filled makes an attribution of the tokens [first, last) if all stand in quotation
// marks.
func filled(d *syntax.Document, first, last int32) (found, bool) {
	finite := false
	for i := first; i < last; i++ {
		t := &d.Tokens[i]
		if t.Depth == 0 && t.Kind != syntax.Quote {
			return found{}, false
		}
		finite = finite || t.Tag.IsFinite()
	}
	if !finite {
		return found{}, false
	}
	return found{alone: true, cue: cueSpan{first: first, last: first, head: first, p: .5}, content: []Range{{first, last}}, pSource: .3, pSpan: .7}, true
}

// gesture is the quotation that ends a paragraph after a sentence about who speaks:
// Tom Reed shook his head. “The port is old.”
func gesture(d *syntax.Document, p syntax.Paragraph) (found, bool) {
	if p.Last-p.First < 2 {
		return found{}, false
	}
	last := d.Sentences[p.Last-1].Last
	for si := p.First + 1; si < p.Last; si++ {
		first := d.Sentences[si].First
		if d.Tokens[first].Kind != syntax.Quote {
			continue
		}
		f, ok := alone(d, first, last)
		if !ok && last-first >= minGesture {
			f, ok = filled(d, first, last)
		}
		if !ok {
			return found{}, false
		}
		f.alone = false
		f.source = namedSubject(d, d.Sentences[si-1])
		return f, f.source.First < f.source.Last
	}
	return found{}, false
}

// minGesture is the fewest tokens of a quotation after such a sentence.
const minGesture = 6

// namedSubject is the name or the pronoun of a person that is the subject of a
// sentence without a quotation in it.
func namedSubject(d *syntax.Document, s syntax.Sentence) Range {
	for i := s.First; i < s.Last; i++ {
		t := &d.Tokens[i]
		if t.Depth > 0 || t.Kind == syntax.Quote {
			return Range{}
		}
	}
	for i := s.First; i < s.Last; i++ {
		t := &d.Tokens[i]
		if t.Rel != syntax.Nsubj || t.Head < s.First || t.Head >= s.Last || d.Tokens[t.Head].Rel != syntax.Root {
			continue
		}
		if t.Lower == "he" || t.Lower == "she" {
			return Range{i, i + 1}
		}
		if (t.Lower == "himself" || t.Lower == "herself") && i > s.First && d.Tokens[i-1].Tag.IsProper() {
			return Range{i - 1, i} // "Marlo himself addressed the drama"
		}
		r := Range{i, i + 1}
		for r.First > s.First && d.Tokens[r.First-1].Tag.IsProper() {
			r.First--
		}
		for r.Last < s.Last && d.Tokens[r.Last].Tag.IsProper() && d.Tokens[r.Last].Name == syntax.PersonName {
			r.Last++
		}
		if d.Tokens[r.Last-1].Name == syntax.PersonName || r.Last-r.First == 1 && lastOfName(d, r.First) {
			return r
		}
		return Range{}
	}
	return Range{}
}

// lastOfName tells whether a capitalised word ends the name of a person somewhere else.
func lastOfName(d *syntax.Document, i int32) bool {
	if !unicode.IsUpper(rune(d.Text[d.Tokens[i].Start])) {
		return false
	}
	for _, n := range d.Names {
		if n.Kind == syntax.PersonName && n.Last-n.First > 1 && d.Tokens[n.Last-1].Lower == d.Tokens[i].Lower {
			return true
		}
	}
	return false
}

// minUncued is the fewest tokens of a quotation amid a paragraph that nothing introduces.
const minUncued = 9

// uncued finds the quotations among tokens [first, last) that no attribution holds though they
// are sentences: of those in news almost all are somebody's words. Neighbours are one. Who
// speaks is the subject of the sentence before, else who spoke last.
func uncued(d *syntax.Document, first, last int32, taken []bool) []found {
	var out []found
	from := sort.Search(len(d.Quotations), func(i int) bool { return d.Quotations[i].First >= first })
	for _, q := range d.Quotations[from:] {
		if q.First >= last {
			break
		}
		if q.Last > last || !saidInFull(d, q.First, q.Last, taken) {
			continue
		}
		if k := len(out) - 1; k >= 0 && q.First-out[k].content[0].Last <= 1 {
			out[k].content[0].Last = max(q.Last, out[k].content[0].Last)
			continue
		}
		f := found{alone: true, cue: cueSpan{first: q.First, last: q.First, head: q.First, p: .5}, content: []Range{{q.First, q.Last}}, pSource: .3, pSpan: .7}
		if src := beforeColon(d, q.First); src.First < src.Last {
			f.source, f.alone = src, false
		} else if s := int(d.Tokens[q.First].Sentence) - 1; s >= 0 && q.First == d.Sentences[s+1].First {
			if src := namedSubject(d, d.Sentences[s]); src.First < src.Last {
				f.source, f.alone = src, false
			}
		}
		out = append(out, f)
	}
	return out
}

// beforeColon is the person who is the subject of what stands before a quotation with a colon:
// "Marlo addressed the drama in a live video: “I ain't touch nobody.”"
func beforeColon(d *syntax.Document, first int32) Range {
	st := d.Sentences[d.Tokens[first].Sentence]
	if first-1 <= st.First || d.Tokens[first-1].Lower != ":" {
		return Range{}
	}
	return namedSubject(d, syntax.Sentence{First: st.First, Last: first - 1, Paragraph: st.Paragraph})
}

// saidInFull tells whether a quotation that nothing holds is a sentence: long enough, with a
// finite verb, and begun with a capital as no title is.
func saidInFull(d *syntax.Document, first, last int32, taken []bool) bool {
	if last-first < minUncued {
		return false
	}
	finite, words, capitals := false, 0, 0
	for i := first; i < last; i++ {
		t := &d.Tokens[i]
		if taken[i] {
			return false
		}
		finite = finite || t.Tag.IsFinite()
		if t.Kind == syntax.Word {
			capital := unicode.IsUpper(rune(d.Text[t.Start]))
			if words == 0 && !capital {
				return false
			}
			words++
			if capital {
				capitals++
			}
		}
	}
	return finite && capitals*2 <= words
}
