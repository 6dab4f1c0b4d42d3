package attribution

import (
	_ "embed"
	"fmt"
	"sort"
	"sync"

	"quotetrack/learn"
	"quotetrack/syntax"
)

// Range is a run of tokens [First, Last) of a document.
type Range struct{ First, Last int32 }

// Engine holds the trained models. It is safe for concurrent use.
type Engine struct {
	cue      *learn.CRF
	span     *learn.CRF
	nbest    *learn.Ranker // of the readings of a cue
	ranker   *learn.Ranker
	classes  verbClasses
	offices  officeTable
	settings settings
	// reporting is the share of a verb's uses with a clause that are cues
	reporting   map[uint64]float32
	rates       map[string]float32
	trust       *learn.Logistic
	calibration *learn.Calibration
	pool        sync.Pool
}

// settings are the few numbers tuned on the development articles.
type settings struct {
	CueBias     float32 // added to the score of cueBegin
	CueRole     float32 // weight of the network's guess in the cue model
	SpanRole    float32 // ... in the span model
	SpanArg     float32 // weight of the network's guess of what a token is to the cue
	ContentBias float32 // added to the score of spanContent
}

// found is an attribution in terms of tokens.
type found struct {
	cue     cueSpan
	source  Range
	content []Range
	pSource float32 // mean marginal of the source tokens
	pSpan   float32 // mean marginal of the content tokens

	scriptOf string // the name before the colon, in a script
	alone    bool   // nothing introduces it
	author   Range  // the name before the handle, of a post
	nestedIn int    // 1 for speech inside the content of another
	// addressee tells that the subject of the cue is who was spoken to, and nobody is said
	// to have spoken
	addressee bool
}

type scratch struct {
	tree    tree
	frame   spanFrame
	lem     []uint64
	seq     []learn.Step
	arena   []uint32
	lattice learn.Lattice
	labels  []int8
	marg    []float32
	cueAt   []uint8
	feats   []uint32
	nested  bool // the cue in hand stands inside the content of another
}

func (e *Engine) get() *scratch {
	s, _ := e.pool.Get().(*scratch)
	if s == nil {
		s = &scratch{}
	}
	return s
}

// attributions runs the cue and the span model on a document.
func (e *Engine) attributions(d *syntax.Document, s *scratch) []found {
	s.tree.build(d)
	s.lem = lemmas(d, s.lem)
	cues := e.findCues(d, s)
	s.cueAt = markCues(s.cueAt, len(d.Tokens), cues)
	out := make([]found, 0, len(cues))
	for _, c := range cues {
		f := e.label(d, s, c)
		if len(f.content) > 0 && !f.ofDateline(d) && !f.ofClock(d) && !f.asks(d) && !f.callsSo(d) && !f.ofLabel(d) && !f.ofFiring(d) {
			f.followQuotation(d)
			s.inheritSubject(d, &f)
			out = append(out, f)
		}
	}
	return structural(d, quoted(d, &s.tree, pushActs(d, s, passiveActs(d, s, denialActs(d, s, out)))))
}

// followQuotation adds the paragraphs with which a quotation goes on that the
// content leaves open: “First part. ¶ “Second part.”
func (f *found) followQuotation(d *syntax.Document) {
	end := f.content[len(f.content)-1].Last
	from := sort.Search(len(d.Quotations), func(i int) bool { return d.Quotations[i].First >= end })
	for i := max(0, from-maxBack); i < len(d.Quotations) && d.Quotations[i].First < end; i++ {
		q := d.Quotations[i]
		if !q.Open || end > q.Last || q.Last-end > 2 {
			continue
		}
		for _, next := range d.Quotations[i+1 : min(i+1+maxBack, len(d.Quotations))] {
			if next.Continued && next.First == q.Last && !scriptLine(d, next.First) {
				f.content[len(f.content)-1].Last = q.Last
				f.content = append(f.content, Range{next.First, next.Last})
				end = next.Last
				break
			}
		}
	}
}

// scriptLine tells whether a quotation begins with a name and a colon: somebody else
// speaks.
func scriptLine(d *syntax.Document, first int32) bool {
	st := d.Sentences[d.Tokens[first].Sentence]
	name, _, _ := scriptName(d, st.First, st.Last)
	return name != ""
}

// maxBack is how many quotations before the end of a content are looked at:
// more than ever nest.
const maxBack = 16

// inheritSubject gives a cue without a source of its own the subject that it
// shares with the verb it is coordinated with or depends on: "Moscow has
// massed troops but insists ...".
func (s *scratch) inheritSubject(d *syntax.Document, f *found) {
	if f.source.First < f.source.Last || f.addressee {
		return
	}
	h := f.cue.head
	for range 3 {
		switch d.Tokens[h].Rel {
		case syntax.Conj, syntax.Advcl, syntax.Xcomp:
		default:
			return
		}
		if h = d.Tokens[h].Head; h < 0 {
			return
		}
		sub := s.tree.subj[h]
		if sub < 0 {
			continue
		}
		r := Range{s.tree.lo[sub], s.tree.hi[sub] + 1}
		if r.Last-r.First > 12 || d.Tokens[h].Rel == syntax.AuxPass || f.touches(r) || d.Tokens[sub].Rel == syntax.NsubjPass {
			return
		}
		f.source, f.pSource = trim(d, r), .5
		return
	}
}

// touches tells whether a range overlaps the content or the cue.
func (f *found) touches(r Range) bool {
	for _, c := range append([]Range{{f.cue.first, f.cue.last}}, f.content...) {
		if r.First < c.Last && c.First < r.Last {
			return true
		}
	}
	return false
}

func markCues(buf []uint8, n int, cues []cueSpan) []uint8 {
	if cap(buf) < n {
		buf = make([]uint8, n, n+n/2)
	}
	buf = buf[:n]
	clear(buf)
	for _, c := range cues {
		for i := c.first; i < c.last; i++ {
			buf[i] = 1
		}
	}
	return buf
}

func (e *Engine) findCues(d *syntax.Document, s *scratch) []cueSpan {
	var out []cueSpan
	for _, st := range d.Sentences {
		s.arena = s.arena[:0]
		s.seq = e.cueSteps(&s.tree, s.lem, st, s.seq, &s.arena)
		e.cue.Emissions(&s.lattice, s.seq)
		s.lattice.Bias(cueLabels, cueBegin, e.settings.CueBias)
		if w := e.settings.CueRole; w != 0 {
			for i := st.First; i < st.Last; i++ {
				r, k := d.Roles(i), int(i-st.First)
				s.lattice.AddAt(cueLabels, k, cueBegin, w*(r[syntax.RoleCueBegin]-r[syntax.RoleOut]))
				s.lattice.AddAt(cueLabels, k, cueInside, w*(r[syntax.RoleCueInside]-r[syntax.RoleOut]))
			}
		}
		e.favourPlain(d, s, st)
		if len(s.labels) < len(s.seq) {
			s.labels = make([]int8, len(s.seq)*2)
		}
		e.cue.Viterbi(&s.lattice, s.seq, s.labels)
		any := false
		for k := range s.seq {
			any = any || s.labels[k] != cueOut
		}
		if !any {
			continue
		}
		if len(s.marg) < len(s.seq)*cueLabels {
			s.marg = make([]float32, len(s.seq)*cueLabels*2)
		}
		e.cue.Marginals(&s.lattice, s.seq, s.marg)
		out = appendCues(out, s, st)
	}
	return out
}

func appendCues(out []cueSpan, s *scratch, st syntax.Sentence) []cueSpan {
	n := int(st.Last - st.First)
	for k := 0; k < n; {
		if s.labels[k] == cueOut {
			k++
			continue
		}
		j := k + 1
		for j < n && s.labels[j] == cueInside {
			j++
		}
		c := cueSpan{first: st.First + int32(k), last: st.First + int32(j)}
		c.head = s.tree.headOf(c.first, c.last)
		c.p = 1 - s.marg[k*cueLabels+cueOut]
		out = append(out, c)
		k = j
	}
	return out
}

// prepare sets the frame to a cue.
func (s *scratch) prepare(d *syntax.Document, c cueSpan) {
	fr := &s.frame
	fr.t, fr.lem, fr.cue, fr.cueAt = &s.tree, s.lem, c, s.cueAt
	si := d.Tokens[c.first].Sentence
	fr.st = d.Sentences[si]
	fr.items = window(d, si, fr.items)
	fr.tokensAt = 0
	for fr.items[fr.tokensAt].unit {
		fr.tokensAt++
	}
	fr.unitsAt = fr.tokensAt + int(fr.st.Last-fr.st.First)
	fr.args = d.ArgumentScores(c.first, fr.st.First, fr.st.Last, fr.args[:0])
}

// score fills the lattice, the sequence and the marginals of one cue's window.
func (e *Engine) score(d *syntax.Document, s *scratch, c cueSpan) {
	s.prepare(d, c)
	s.arena = s.arena[:0]
	s.seq = e.spanSteps(&s.frame, s.seq, &s.arena)
	n := len(s.seq)
	if len(s.labels) < n {
		s.labels = make([]int8, n*2)
	}
	if len(s.marg) < n*spanLabels {
		s.marg = make([]float32, n*spanLabels*2)
	}
	e.span.Emissions(&s.lattice, s.seq)
	s.lattice.Bias(spanLabels, spanContent, e.settings.ContentBias)
	e.addGuesses(d, s)
	e.span.Marginals(&s.lattice, s.seq, s.marg)
}

// label finds the source and content of one cue.
func (e *Engine) label(d *syntax.Document, s *scratch, c cueSpan) found {
	f := e.decode(d, s, c)
	mend(d, &s.tree, &f)
	return f
}

// decode is label by the models alone.
func (e *Engine) decode(d *syntax.Document, s *scratch, c cueSpan) found {
	e.score(d, s, c)
	if e.nbest != nil && s.unsure() {
		if rs := e.readings(d, s, c); len(rs) > 1 {
			return e.choose(d, s, rs)
		}
	}
	e.span.Viterbi(&s.lattice, s.seq, s.labels)
	return collect(d, s, c)
}

// addGuesses adds to the scores of the tokens in the cue's sentence what the
// network guesses of them: their role in any attribution, and what they are to
// this cue. They are features of the span model too; a small part added besides, with
// weights chosen on dev, spans the gap where both are unsure.
func (e *Engine) addGuesses(d *syntax.Document, s *scratch) {
	role, arg := e.settings.SpanRole, e.settings.SpanArg
	st := s.frame.st
	for k, it := range s.frame.items {
		if it.unit {
			continue
		}
		r, a := d.Roles(it.first), &s.frame.args[it.first-st.First]
		s.lattice.AddAt(spanLabels, k, spanSource, role*(r[syntax.RoleSource]-r[syntax.RoleOut])+arg*(a[syntax.ArgumentSource]-a[syntax.ArgumentNone]))
		s.lattice.AddAt(spanLabels, k, spanContent, role*(r[syntax.RoleContent]-r[syntax.RoleOut])+arg*(a[syntax.ArgumentContent]-a[syntax.ArgumentNone]))
	}
}

// collect turns labels into ranges: the best run of source tokens, and the
// content runs trimmed of marks that do not belong to them.
func collect(d *syntax.Document, s *scratch, c cueSpan) found {
	f := found{cue: c}
	items := s.frame.items
	best := float32(0)
	var sum, words float32
	for k := 0; k < len(items); {
		y := s.labels[k]
		j := k + 1
		for j < len(items) && s.labels[j] == y && items[j].first == items[j-1].last {
			j++
		}
		r := Range{items[k].first, items[j-1].last}
		switch y {
		case spanSource:
			var p float32
			for m := k; m < j; m++ {
				p += s.marg[m*spanLabels+spanSource]
			}
			if r = trimSource(d, r); p > best && r.First < r.Last {
				best, f.source, f.pSource = p, r, p/float32(j-k)
			}
		case spanContent:
			for m := k; m < j; m++ {
				sum += s.marg[m*spanLabels+spanContent]
				words++
			}
			if r = trimContent(d, r, s.nested); r.First < r.Last {
				f.content = append(f.content, r)
			}
		}
		k = j
	}
	if words > 0 {
		f.pSpan = sum / words
	}
	return f
}

// trim drops marks at both ends.
func trim(d *syntax.Document, r Range) Range {
	for r.First < r.Last && !isWord(d, r.First) {
		r.First++
	}
	for r.First < r.Last && !isWord(d, r.Last-1) {
		r.Last--
	}
	return r
}

func isWord(d *syntax.Document, i int32) bool {
	k := d.Tokens[i].Kind
	return k == syntax.Word || k == syntax.Number || k == syntax.Symbol
}

// trimContent drops marks at both ends, except that quotation marks which
// open or close the content stay with what stands between them and it.
func trimContent(d *syntax.Document, r Range, nested bool) Range {
	in := trim(d, r)
	if in.First >= in.Last {
		return in
	}
	if in.First > 0 && d.Tokens[in.First-1].Kind == syntax.Quote && d.Tokens[in.First-1].Depth > 0 && d.Tokens[in.First].Depth > 0 {
		in.First--
	}
	if nested {
		return in // a mark after it closes what holds it
	}
	for end := in.Last; end < int32(len(d.Tokens)) && end-in.Last < 4 && !isWord(d, end) && !d.Tokens[end-1].SpaceAfter; end++ {
		if d.Tokens[end].Kind == syntax.Quote && (d.Tokens[end].Depth > 0 || d.Tokens[end].SpaceAfter) {
			in.Last = end + 1
			if closesOuter(d, in) {
				in.Last++
			}
			break
		}
	}
	return in
}

// closesOuter tells whether the token after r, which ends with a quotation mark,
// is a mark of the other kind that closes what opens in r ("'Never,'").
func closesOuter(d *syntax.Document, r Range) bool {
	i := r.Last
	if int(i) >= len(d.Tokens) || d.Tokens[i].Kind != syntax.Quote || d.Tokens[i-1].SpaceAfter || d.IsSingle(i) == d.IsSingle(i-1) {
		return false
	}
	open := false
	for k := r.First; k < r.Last; k++ {
		if d.Tokens[k].Kind == syntax.Quote && d.IsSingle(k) == d.IsSingle(i) {
			open = !open
		}
	}
	return open
}

// trimSource drops marks at both ends, but keeps the comma that ends an
// apposition ("Hill, the mayor, said"), as PolNeAR does.
func trimSource(d *syntax.Document, r Range) Range {
	r = trim(d, r)
	for i := r.First; i < r.Last; i++ {
		if d.Tokens[i].Lower == "," {
			if int(r.Last) < len(d.Tokens) && d.Tokens[r.Last].Lower == "," {
				r.Last++
			}
			break
		}
	}
	return r
}

//go:embed model/attribution.qtw
var embedded []byte

// Default returns the engine with the embedded weights, loaded once.
var Default = sync.OnceValues(func() (*Engine, error) { return Load(embedded) })

// Load decodes an engine from a weight file.
func Load(data []byte) (*Engine, error) {
	f, err := learn.ReadFile(data)
	if err != nil {
		return nil, fmt.Errorf("attribution model: %w", err)
	}
	e := &Engine{}
	if e.cue, err = f.CRF("cue"); err != nil {
		return nil, fmt.Errorf("attribution model: %w", err)
	}
	if e.span, err = f.CRF("span"); err != nil {
		return nil, fmt.Errorf("attribution model: %w", err)
	}
	if e.cue.Labels != cueLabels || e.cue.Contexts != cueContexts || e.span.Labels != spanLabels || e.span.Contexts != spanContexts {
		return nil, fmt.Errorf("attribution model: %w: made for another version", learn.ErrFormat)
	}
	if err := f.JSON("settings", &e.settings); err != nil {
		return nil, fmt.Errorf("attribution model: %w", err)
	}
	var classes map[string][]uint16
	if err := f.JSON("verb classes", &classes); err != nil {
		return nil, fmt.Errorf("attribution model: %w", err)
	}
	e.setClasses(classes)
	if err := f.JSON("reporting verbs", &e.rates); err != nil {
		return nil, fmt.Errorf("attribution model: %w", err)
	}
	e.reporting = hashRates(e.rates)
	t, err := f.Table("speaker")
	if err != nil {
		return nil, fmt.Errorf("attribution model: %w", err)
	}
	e.ranker = &learn.Ranker{Table: t}
	n, err := f.Table("readings")
	if err != nil {
		return nil, fmt.Errorf("attribution model: %w", err)
	}
	e.nbest = &learn.Ranker{Table: n}
	if e.offices, err = readOffices(f); err != nil {
		return nil, fmt.Errorf("attribution model: %w", err)
	}
	if err := f.JSON("trust", &e.trust); err != nil {
		return nil, fmt.Errorf("attribution model: %w", err)
	}
	if err := f.JSON("calibration", &e.calibration); err != nil {
		return nil, fmt.Errorf("attribution model: %w", err)
	}
	return e, nil
}

func (e *Engine) setClasses(m map[string][]uint16) {
	e.classes = make(verbClasses, len(m))
	for l, c := range m {
		e.classes[learn.HashString(l)] = c
	}
}
