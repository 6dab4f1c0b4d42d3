package attribution

import (
	"encoding/hex"
	"hash/fnv"
	"slices"
	"sort"
	"strconv"

	"quotetrack"
	"quotetrack/learn"
	"quotetrack/syntax"
)

// Extract returns the quotes of an analysed article in text order, speech
// reported inside a quote right after the quote that holds it.
func (e *Engine) Extract(articleID string, d *syntax.Document, a *syntax.Analyzer) []quotetrack.Quote {
	s := e.get()
	defer e.pool.Put(s)
	fs := withoutRepeats(d, e.attributions(d, s))
	sortByCue(fs)
	markInner(fs)
	fs = append(fs, e.nested(d, s, fs)...)
	sortByCue(fs)
	parents := parentsOf(fs)
	r := &resolver{e: e, d: d, t: &s.tree, es: findEntities(d, a), g: a}
	out := make([]quotetrack.Quote, len(fs))
	for i := range fs {
		out[i] = quoteOf(articleID, d, &fs[i])
		if parents[i] < 0 {
			fs[i].nestedIn = 0 // what seemed to hold it was dropped
		}
	}
	ids := make([]int, len(fs))
	prevAt := -1
	r.not = -1
	for i := range fs { // who speaks to the reader
		if parents[i] >= 0 {
			continue
		}
		f := &fs[i]
		adjacent := prevAt >= 0 && d.Tokens[f.cue.first].Sentence-d.Tokens[fs[prevAt].cue.first].Sentence <= 1
		sp, id, p := r.resolve(f, adjacent)
		out[i].Speaker, ids[i] = sp, id
		out[i].Confidence = e.confidence(d, f, p)
		prevAt = i
	}
	for i := range fs {
		if parents[i] < 0 && out[i].Speaker.Kind == quotetrack.Unnamed {
			id := r.namedNext(fs, ids, parents, i)
			if id < 0 {
				id = r.titledLater(fs[i].source)
			}
			if id >= 0 {
				out[i].Speaker, ids[i] = r.speakerOf(id), id
			}
		}
	}
	for i := range fs { // who speaks in what they say
		k := parents[i]
		if k < 0 {
			continue
		}
		f := &fs[i]
		r.spoke = nil
		if fs[k].scriptOf == "" && r.sameSubject(f, &fs[k], ids[k], &out[k].Speaker) {
			out[i].Speaker, ids[i], out[i].Parent = out[k].Speaker, ids[k], out[k].ID
			out[i].Confidence = e.confidence(d, f, .8)
			continue
		}
		if r.not = -1; opensQuotation(d, f, &fs[k]) || fs[k].scriptOf != "" {
			r.not = ids[k] // "he" inside a quotation is somebody else
		}
		sp, id, p := r.resolve(f, false)
		if sp.Kind == quotetrack.Author {
			sp = out[k].Speaker // "I" inside a quote is its speaker
		}
		out[i].Speaker, ids[i] = sp, id
		out[i].Confidence = e.confidence(d, f, p)
		out[i].Parent = out[k].ID
	}
	return out
}

// opensQuotation tells whether quotation marks stand between who says something and what is said
// in it.
func opensQuotation(d *syntax.Document, f, outer *found) bool {
	return d.Tokens[f.cue.first].Depth > d.Tokens[outer.cue.first].Depth
}

// sameSubject tells whether the pronoun that opens what somebody is reported to say, without
// more quotation marks, is who says it: "Reed said that he believed".
func (r *resolver) sameSubject(f, outer *found, id int, sp *quotetrack.Speaker) bool {
	if f.source.Last-f.source.First != 1 || f.addressee || len(outer.content) == 0 || opensQuotation(r.d, f, outer) || sp.Name == "" {
		return false
	}
	if gap := f.source.First - outer.content[0].First; gap < 0 || gap > 1 {
		return false
	}
	switch p := pronounInfo[r.d.Tokens[f.source.First].Lower]; {
	case p.form != formPronoun:
		return false
	case p.gender != syntax.UnknownGender:
		return sp.Kind == quotetrack.Unnamed || sp.Kind == quotetrack.Person && (id < 0 || agrees(p.gender, r.es.list[id].gender))
	case p.plural:
		return sp.Kind == quotetrack.Group
	}
	return sp.Kind == quotetrack.Org && r.d.Tokens[f.source.First].Lower == "it"
}

func sortByCue(fs []found) {
	sort.SliceStable(fs, func(i, j int) bool { return fs[i].cue.first < fs[j].cue.first })
}

// officeNouns name offices that one person holds.
var officeNouns = nameSet(`
	chief minister president secretary leader director mayor governor chairman chairwoman head chancellor commissioner ambassador envoy spokesman
	spokeswoman premier boss judge lawmaker senator congressman official member lawyer attorney doctor professor general nominee candidate officer manager
	coach chair economist analyst expert spokesperson chairperson md pm dg vp taoiseach`)

// maxReach is how far, in tokens, the cue of an attribution is looked for from
// the cue of one inside its content: cost stays linear in long texts.
const maxReach = 4000

// nearby calls f for the attributions whose cues stand within maxReach of that
// of fs[i]; fs is in the order of cues.
func nearby(fs []found, i int, f func(k int)) {
	at := fs[i].cue.first
	for k := i - 1; k >= 0 && at-fs[k].cue.first <= maxReach; k-- {
		f(k)
	}
	for k := i + 1; k < len(fs) && fs[k].cue.first-at <= maxReach; k++ {
		f(k)
	}
}

// markInner marks the attributions whose cue stands in the content of another
// one: they are speech inside speech. fs is in the order of cues.
func markInner(fs []found) {
	for i := range fs {
		nearby(fs, i, func(k int) {
			if fs[k].holds(fs[i].cue) && !fs[i].holds(fs[k].cue) {
				fs[i].nestedIn = 1
			}
		})
	}
}

// holds tells whether a cue stands in the content.
func (f *found) holds(c cueSpan) bool {
	for _, r := range f.content {
		if c.first >= r.First && c.last <= r.Last {
			return true
		}
	}
	return false
}

// minRepeat is the length in tokens from which on the same words with the same
// cue and source are a repetition (a caption, a summary) and not said twice.
const minRepeat = 8

// withoutRepeats keeps the first of attributions that repeat each other word by
// word.
func withoutRepeats(d *syntax.Document, fs []found) []found {
	seen := map[string]bool{}
	fs = oneCue(fs)
	kept := fs[:0]
	for _, f := range fs {
		c := f.content[0]
		if c.Last-c.First >= minRepeat {
			key := d.TokenText(f.source.First, f.source.Last) + "\x00" + d.TokenText(f.cue.first, f.cue.last) + "\x00" + d.TokenText(c.First, f.content[len(f.content)-1].Last)
			if seen[key] {
				continue
			}
			seen[key] = true
		}
		kept = append(kept, f)
	}
	return kept
}

// oneCue keeps the likelier of two attributions of one content to one source: in
// "Okell told the Echo: ..." the colon is no second cue.
func oneCue(fs []found) []found {
	type place struct{ source, content Range }
	best := map[place]int{}
	for i := range fs {
		k := place{fs[i].source, fs[i].content[0]}
		if j, ok := best[k]; !ok || fs[i].cue.p > fs[j].cue.p {
			best[k] = i
		}
	}
	kept := fs[:0]
	for i := range fs {
		if best[place{fs[i].source, fs[i].content[0]}] == i {
			kept = append(kept, fs[i])
		}
	}
	return kept
}

// parentsOf finds for each attribution the innermost one before it in whose
// content its cue stands, -1 for none. fs is in the order of cues, but a
// parent may come later: its cue may follow its content.
func parentsOf(fs []found) []int {
	out := make([]int, len(fs))
	for i := range fs {
		out[i] = -1
		size := int32(1 << 30)
		if fs[i].nestedIn == 0 {
			continue
		}
		nearby(fs, i, func(k int) {
			if fs[k].nestedIn > 0 {
				return
			}
			for _, c := range fs[k].content {
				if n := c.Last - c.First; fs[i].cue.first >= c.First && fs[i].cue.last <= c.Last && n < size {
					out[i], size = k, n
				}
			}
		})
	}
	return out
}

// tidy puts content ranges in order and joins those that overlap.
func (f *found) tidy() {
	slices.SortFunc(f.content, func(a, b Range) int { return int(a.First - b.First) })
	kept := f.content[:0]
	for _, c := range f.content {
		if n := len(kept); n > 0 && c.First < kept[n-1].Last {
			kept[n-1].Last = max(kept[n-1].Last, c.Last)
			continue
		}
		kept = append(kept, c)
	}
	f.content = kept
}

func quoteOf(articleID string, d *syntax.Document, f *found) quotetrack.Quote {
	f.tidy()
	span := func(r Range) quotetrack.Span { return d.Span(d.Tokens[r.First].Start, d.Tokens[r.Last-1].End) }
	q := quotetrack.Quote{Type: TypeOf(d, f.content), Source: []quotetrack.Span{}, Cue: []quotetrack.Span{}, Content: []quotetrack.Span{}}
	if f.source.First < f.source.Last {
		q.Source = append(q.Source, span(f.source))
	}
	if f.cue.first < f.cue.last {
		q.Cue = append(q.Cue, span(Range{f.cue.first, f.cue.last}))
	}
	for _, c := range f.content {
		q.Content = append(q.Content, span(c))
	}
	q.ID = quoteID(articleID, d, f)
	return q
}

// quoteID derives an id from the article and the place of the quote in it.
func quoteID(articleID string, d *syntax.Document, f *found) string {
	h := fnv.New64a()
	at := int64(d.Tokens[f.cue.first].Start)
	b := append([]byte(articleID), 0)
	b = strconv.AppendInt(b, at, 10)
	b = append(b, ' ')
	b = strconv.AppendInt(b, int64(d.Tokens[f.content[0].First].Start), 10)
	h.Write(b)
	return "q" + hex.EncodeToString(h.Sum(nil))[:12]
}

// TypeOf tells how much of the content stands in quotation marks.
func TypeOf(d *syntax.Document, content []Range) quotetrack.QuoteType {
	in, out := 0, 0
	for _, c := range content {
		for i := c.First; i < c.Last; i++ {
			if !isWord(d, i) {
				continue
			}
			if d.Tokens[i].Depth > 0 {
				in++
			} else {
				out++
			}
		}
	}
	switch {
	case out == 0 && in > 0:
		return quotetrack.Direct
	case in == 0:
		return quotetrack.Indirect
	}
	return quotetrack.Mixed
}

// confidenceFeatures describe an attribution for the model of confidence.
func confidenceFeatures(d *syntax.Document, f *found, pSpeaker float32) []float64 {
	words := int32(0)
	quoted := 0.0
	for _, c := range f.content {
		words += c.Last - c.First
	}
	switch TypeOf(d, f.content) {
	case quotetrack.Direct:
		quoted = 1
	case quotetrack.Mixed:
		quoted = .5
	}
	b := func(x bool) float64 {
		if x {
			return 1
		}
		return 0
	}
	return []float64{
		float64(f.cue.p), float64(f.pSpan), float64(f.pSource), float64(pSpeaker), quoted, b(f.source.First == f.source.Last),
		float64(min(words, 40)) / 40, float64(f.cue.p * f.pSpan), b(f.cue.last-f.cue.first == 1), float64(len(f.content)), float64(f.pSource * pSpeaker),
	}
}

func (e *Engine) confidence(d *syntax.Document, f *found, pSpeaker float32) float64 {
	if e.trust == nil {
		return float64(f.cue.p * f.pSpan)
	}
	p := e.calibration.P(e.trust.P(confidenceFeatures(d, f, pSpeaker)))
	return float64(int(p*1000+.5)) / 1000
}

// nested looks for reported speech inside the contents found: verbs that
// nearly always report, with a subject and a clause or quotation of their own
// inside the content.
func (e *Engine) nested(d *syntax.Document, s *scratch, fs []found) []found {
	var out []found
	for i := range s.cueAt { // cues that came to nothing are free again
		s.cueAt[i] = 0
	}
	for i := range fs {
		for k := fs[i].cue.first; k < fs[i].cue.last; k++ {
			s.cueAt[k] = 1
		}
	}
	for i := range fs {
		for _, c := range fs[i].content {
			for k := c.First; k < c.Last; k++ {
				t := &d.Tokens[k]
				if !t.Tag.IsVerb() || e.reporting[s.lem[k]] < nestedRate || s.cueAt[k] != 0 {
					continue
				}
				sub, clause := s.tree.subj[k], s.tree.clause[k]
				if sub < c.First || sub >= c.Last {
					continue
				}
				if inside := clause >= c.First && clause < c.Last; inside && d.Tokens[clause].Rel == syntax.Xcomp || !inside && !(e.reporting[s.lem[k]] >= sureRate && finiteAfter(d, k, c.Last)) {
					continue
				}
				if p, ok := pronounInfo[d.Tokens[sub].Lower]; ok && p.form == formSpeaker {
					continue // the speaker of the quote itself
				}
				cue := cueSpan{first: k, last: k + 1, head: k, p: e.reporting[s.lem[k]]}
				s.nested = true
				f := e.label(d, s, cue)
				s.nested = false
				f.nestedIn = 1
				if f.clip(c); len(f.content) > 0 && f.source.First < f.source.Last {
					s.cueAt[k] = 1 // the content of another attribution may hold it too
					out = append(out, f)
				}
			}
		}
	}
	return out
}

// finiteAfter tells whether a finite verb follows token k in its sentence.
func finiteAfter(d *syntax.Document, k, last int32) bool {
	for i := k + 1; i < last && d.Tokens[i].Sentence == d.Tokens[k].Sentence; i++ {
		if d.Tokens[i].Tag.IsFinite() || d.Tokens[i].Tag == syntax.MD {
			return true
		}
	}
	return false
}

// sureRate is the rate from which on a verb is taken for a cue although the
// parser hangs its clause elsewhere.
const sureRate = .8

// nestedRate is the share of a verb's uses outside of contents that are cues
// from which on it is one inside of them too.
const nestedRate = .5

// clip drops what lies outside of the parent's content.
func (f *found) clip(c Range) {
	kept := f.content[:0]
	for _, r := range f.content {
		r.First, r.Last = max(r.First, c.First), min(r.Last, c.Last)
		if r.First < r.Last {
			kept = append(kept, r)
		}
	}
	f.content = kept
	if f.source.First < c.First || f.source.Last > c.Last {
		f.source = Range{}
	}
}

// reportingRates counts how often each verb is a cue where it stands outside
// of contents and governs a clause.
func reportingRates(data []Example) map[string]float32 {
	type count struct{ cue, all float32 }
	counts := map[string]*count{}
	var t tree
	for _, ex := range data {
		t.build(ex.Doc)
		state := make([]uint8, len(ex.Doc.Tokens))
		for _, g := range ex.Gold {
			for _, r := range g.Content {
				for i := r.First; i < r.Last; i++ {
					state[i] = 1
				}
			}
			for _, r := range g.Cue {
				for i := r.First; i < r.Last; i++ {
					state[i] = 2
				}
			}
		}
		for i := range ex.Doc.Tokens {
			k := &ex.Doc.Tokens[i]
			if !k.Tag.IsVerb() || state[i] == 1 || t.clause[i] < 0 || ex.Doc.Tokens[t.clause[i]].Rel == syntax.Xcomp {
				continue
			}
			c := counts[k.Lemma]
			if c == nil {
				c = &count{}
				counts[k.Lemma] = c
			}
			c.all++
			if state[i] == 2 {
				c.cue++
			}
		}
	}
	out := map[string]float32{}
	for l, c := range counts {
		if rate := c.cue / (c.all + 2); rate >= .3 {
			out[l] = rate
		}
	}
	return out
}

func hashRates(m map[string]float32) map[uint64]float32 {
	out := make(map[uint64]float32, len(m))
	for l, r := range m {
		out[learn.HashString(l)] = r
	}
	return out
}
