package attribution

import (
	"maps"
	"slices"
	"sort"
	"strings"
	"unicode"

	"quotetrack/syntax"
)

// Attributions without a verb, told by the layout alone: a quotation with a
// dash and a name after it (“…” — Anna Berg), and a name with a colon before
// what was said, as in scripts, interviews and headlines (BERG: …).

// structural adds those that no cue was found for.
func structural(d *syntax.Document, fs []found) []found {
	scripts := scriptNames(d)
	taken := make([]bool, len(d.Tokens))
	for i := range fs {
		fs[i].occupy(taken)
	}
	for pi := range d.Paragraphs {
		p := d.Paragraphs[pi]
		first, last := d.Sentences[p.First].First, d.Sentences[p.Last-1].Last
		if f, ok := dashed(d, first, last, pi); ok && f.free(taken) {
			f.occupy(taken)
			fs = append(fs, f)
		}
		for _, f := range posts(d, pi) {
			if f.free(taken) || f.embrace(fs) {
				f.occupy(taken)
				fs = append(fs, f)
			}
		}
		if f, ok := script(d, first, last, scripts); ok {
			surely := scripts[f.scriptOf] > 1
			if surely { // the line is one whole, whatever the cue model made of its colon
				fs = slices.DeleteFunc(fs, func(g found) bool { return g.cue.first == f.cue.first })
			}
			if f.free(taken) || surely && f.embrace(fs) {
				f.occupy(taken)
				fs = append(fs, f)
			}
		}
		if f, ok := headed(d, p); ok && (f.free(taken) || f.embrace(fs)) {
			f.occupy(taken)
			fs = append(fs, f)
		}
		if f, ok := quotedHeadline(d, p); ok && f.free(taken) {
			f.occupy(taken)
			fs = append(fs, f)
		}
		if f, ok := gesture(d, p); ok && f.free(taken) {
			f.occupy(taken)
			fs = append(fs, f)
		}
		if f, ok := alone(d, first, last); ok && f.free(taken) {
			f.occupy(taken)
			fs = append(fs, f)
		}
		for _, f := range uncued(d, first, last, taken) {
			f.occupy(taken)
			fs = append(fs, f)
		}
	}
	return fs
}

// occupy marks the tokens of the cue and the content.
func (f *found) occupy(taken []bool) {
	for _, r := range append([]Range{{f.cue.first, f.cue.last}}, f.content...) {
		for i := r.First; i < r.Last; i++ {
			taken[i] = true
		}
	}
}

// embrace makes what others are quoted as saying inside the content speech inside
// of speech; it tells whether all that touches the content lies within it.
func (f *found) embrace(fs []found) bool {
	c := f.content[0]
	var inside []int
	for i := range fs {
		g := &fs[i]
		if !g.touches(c) {
			continue
		}
		for _, r := range append([]Range{{g.cue.first, g.cue.last}}, g.content...) {
			if r.First < c.First || r.Last > c.Last {
				return false
			}
		}
		inside = append(inside, i)
	}
	for _, i := range inside {
		fs[i].nestedIn = 1
	}
	return true
}

// free tells whether no token of the cue and the content is taken.
func (f *found) free(taken []bool) bool {
	for _, r := range append([]Range{{f.cue.first, f.cue.last}}, f.content...) {
		for i := r.First; i < r.Last; i++ {
			if taken[i] {
				return false
			}
		}
	}
	return true
}

func isDash(s string) bool {
	switch s {
	case "―", "—", "–", "-", "--":
		return true
	}
	return false
}

// maxByline is the longest name with its description after a dash, in tokens.
const maxByline = 14

// dashed finds the name after a dash that ends paragraph [first, last), and the
// quotation before it, in the same paragraph or the one before.
func dashed(d *syntax.Document, first, last int32, pi int) (found, bool) {
	at := int32(-1)
	for i := max(first, last-maxByline); i < last-1; i++ {
		if isDash(d.Form(i)) && d.Tokens[i].Depth == 0 {
			at = i
		}
	}
	if at < 0 || !d.Tokens[at+1].Tag.IsProper() {
		return found{}, false
	}
	for i := at + 1; i < last; i++ {
		if d.Tokens[i].Tag.IsFinite() || d.Tokens[i].Kind == syntax.Quote {
			return found{}, false
		}
	}
	end := at
	if at == first {
		if pi == 0 {
			return found{}, false
		}
		prev := d.Paragraphs[pi-1]
		first, end = d.Sentences[prev.First].First, d.Sentences[prev.Last-1].Last
	}
	q := quotationEnding(d, first, end)
	if q.First >= q.Last {
		return found{}, false
	}
	return found{cue: cueSpan{first: at, last: at + 1, head: at, p: .7}, source: trimSource(d, Range{at + 1, last}), content: []Range{q}, pSource: .8, pSpan: .8}, true
}

// quotationEnding is the outermost quotation that ends with token end-1, give
// or take a mark.
func quotationEnding(d *syntax.Document, first, end int32) Range {
	from := sort.Search(len(d.Quotations), func(i int) bool { return d.Quotations[i].First >= first })
	for _, q := range d.Quotations[from:] {
		if q.First >= end {
			break
		}
		if q.Depth == 1 && q.First >= first && q.Last <= end && end-q.Last <= 1 && q.Last-q.First > 4 {
			return Range{q.First, q.Last}
		}
	}
	return Range{}
}

// scriptName is the name in capitals or of a person that begins a paragraph
// with a colon after it, "" if there is none.
func scriptName(d *syntax.Document, first, last int32) (name string, colon int32, person bool) {
	if first < last && d.Tokens[first].Kind == syntax.Quote {
		first++ // a transcript in quotation marks
	}
	for i := first; i < min(first+6, last-1); i++ {
		t := &d.Tokens[i]
		if t.Lower == ":" {
			if i == first {
				return "", 0, false
			}
			return d.TokenText(first, i), i, person
		}
		if t.Lower == "." && i > first && titles[d.Tokens[i-1].Lower] {
			continue // "SEN. DOLE WHITFIELD:"
		}
		if t.Kind != syntax.Word || !unicode.IsUpper(rune(d.Text[t.Start])) {
			return "", 0, false
		}
		person = person || t.Name == syntax.PersonName
	}
	return "", 0, false
}

// scriptNames counts the names in capitals that begin paragraphs: those that do
// so twice are speakers of a script, and so are Q and A, and where a script stands
// those who speak in it once and are named elsewhere. So are names in small letters if
// two of them take turns.
func scriptNames(d *syntax.Document) map[string]int {
	out, small := map[string]int{}, map[string]int{}
	lines := 0
	for _, p := range d.Paragraphs {
		name, _, _ := scriptName(d, d.Sentences[p.First].First, d.Sentences[p.Last-1].Last)
		switch {
		case name == "":
		case name != strings.ToUpper(name):
			small[name]++
		case len(name) > 1 || name == "Q" || name == "A":
			out[name]++
			lines++
		}
	}
	proper := properWords(d)
	maps.DeleteFunc(small, func(name string, n int) bool {
		words := strings.Fields(strings.ToLower(name))
		return n < 2 || !proper[words[len(words)-1]]
	})
	if len(small) > 1 {
		for name, n := range small {
			out[name] += n
			lines += n
		}
	}
	if out["Q"] == 0 || out["A"] == 0 {
		lines -= out["Q"] + out["A"]
		delete(out, "Q")
		delete(out, "A")
	}
	if lines >= minScript {
		turns := map[string]int{}
		for name, n := range out {
			turns[lastWord(name)] += n
		}
		for name := range out {
			last := lastWord(name)
			if len(name) == 1 || proper[strings.ToLower(name)] || turns[last] > 1 || proper[strings.ToLower(last)] {
				out[name] = max(out[name], 2) // "SEN. DOLE WHITFIELD", who goes on as "WHITFIELD"
			}
		}
	}
	return out
}

// maxHeaded is how many words stand before the colon of a headline at most.
const maxHeaded = 5

// headed reads a headline that begins with who says it, by office or as a body that is no name:
// "PM: I never promised tax cuts", "Police: Driver fled the scene".
func headed(d *syntax.Document, p syntax.Paragraph) (found, bool) {
	if p.Last-p.First != 1 || p.First > 0 {
		return found{}, false
	}
	st := d.Sentences[p.First]
	if st.Last-st.First < 4 || d.Tokens[st.Last-1].Lower == "." {
		return found{}, false
	}
	colon := st.First
	for colon < min(st.First+maxHeaded+1, st.Last) && d.Tokens[colon].Lower != ":" {
		if k := d.Tokens[colon].Kind; k != syntax.Word || d.Tokens[colon].Tag.IsVerb() {
			return found{}, false
		}
		colon++
	}
	if colon == st.First || colon >= st.Last || d.Tokens[colon].Lower != ":" {
		return found{}, false
	}
	if last := &d.Tokens[colon-1]; !officeNouns[last.Lemma] && !officeNouns[last.Lower] && last.Lower != "police" && last.Lower != "prosecutors" {
		return found{}, false
	}
	content := trimContent(d, Range{colon + 1, st.Last}, false)
	if content.First >= content.Last || !anyFinite(d, content.First, content.Last) {
		return found{}, false
	}
	return found{cue: cueSpan{first: colon, last: colon + 1, head: colon, p: .6}, source: trim(d, Range{st.First, colon}), content: []Range{content}, pSource: .7, pSpan: .7}, true
}

// quotedHeadline reads a headline that begins with what somebody said, and goes on after a colon
// with who: "'I never touched him': midwife denies assault".
func quotedHeadline(d *syntax.Document, p syntax.Paragraph) (found, bool) {
	if p.First > 0 {
		return found{}, false
	}
	first, last := d.Sentences[p.First].First, d.Sentences[p.Last-1].Last
	if d.Tokens[first].Kind != syntax.Quote || d.Tokens[last-1].Lower == "." {
		return found{}, false
	}
	colon := first + 1
	for colon < last && d.Tokens[colon].Depth > 0 {
		colon++
	}
	if colon+1 >= last || d.Tokens[colon].Lower != ":" || colon-first < 4 {
		return found{}, false
	}
	end := colon + 1 // of who is spoken of: where the verb stands
	for end < last && !d.Tokens[end].Tag.IsFinite() && d.Tokens[end].Kind == syntax.Word {
		end++
	}
	if end == colon+1 || end >= last || end-colon > maxHeaded+1 || !d.Tokens[end].Tag.IsFinite() || !d.Tokens[end-1].Tag.IsNoun() {
		return found{}, false
	}
	return found{cue: cueSpan{first: colon, last: colon + 1, head: colon, p: .6}, source: trim(d, Range{colon + 1, end}), content: []Range{{first, colon}}, pSource: .6, pSpan: .7}, true
}

// lastWord is the last of the words of a name.
func lastWord(name string) string { return name[strings.LastIndexByte(name, ' ')+1:] }

// minScript is from how many lines on names with colons are a script.
const minScript = 3

// properWords are the words that a text writes as proper names, but not in capitals alone.
func properWords(d *syntax.Document) map[string]bool {
	out := map[string]bool{}
	for i := range d.Tokens {
		if t := &d.Tokens[i]; t.Tag.IsProper() && d.Form(int32(i)) != strings.ToUpper(t.Lower) {
			out[t.Lower] = true
		}
	}
	return out
}

func script(d *syntax.Document, first, last int32, scripts map[string]int) (found, bool) {
	name, colon, person := scriptName(d, first, last)
	if name == "" {
		return found{}, false
	}
	quoted := int(colon)+1 < len(d.Tokens) && d.Tokens[colon+1].Depth > 0
	if scripts[name] < 2 && !(person && quoted) {
		return found{}, false
	}
	content := trimContent(d, Range{colon + 1, last}, false)
	if content.First >= content.Last {
		return found{}, false
	}
	return found{scriptOf: name, cue: cueSpan{first: colon, last: colon + 1, head: colon, p: .7}, source: trim(d, Range{first, colon}), content: []Range{content}, pSource: .8, pSpan: .8}, true
}
