package attribution

import (
	"fmt"
	"sort"
	"sync"

	"quotetrack"
	"quotetrack/learn"
	"quotetrack/syntax"
)

// Annotated is a gold attribution in terms of the tokens that it touches.
// Speaker has an empty kind where none is annotated.
type Annotated struct {
	ID                   string
	Source, Cue, Content []Range
	Speaker              quotetrack.Speaker
}

// Example is an analysed article with its gold attributions.
type Example struct {
	ID       string
	Doc      *syntax.Document
	Gold     []Annotated
	Speakers bool    // every attribution bears a speaker
	Weight   float32 // in learning cues and spans; 0 is 1
}

func (ex *Example) weight() float32 {
	if ex.Weight == 0 {
		return 1
	}
	return ex.Weight
}

// TrainOptions are the settings of Train.
type TrainOptions struct {
	CueEpochs, SpanEpochs int
	Classes               map[string][]uint16 // verb classes by lemma
	Analyzer              *syntax.Analyzer
	Seed                  uint64
	Bag                   int // how many models of cues, and of spans, are averaged
	Log                   func(format string, args ...any)
}

// Train learns cue and span models. The span model sees the other cues of a
// sentence as a cue model finds them in articles that it was not trained on,
// as it will when used.
func Train(data []Example, o TrainOptions) (*Engine, error) {
	if len(data) == 0 {
		return nil, fmt.Errorf("attribution: no articles to train on")
	}
	e := &Engine{settings: settings{CueBias: 1.2, CueRole: .1, SpanRole: .06, SpanArg: .3, ContentBias: -.2}}
	e.setClasses(o.Classes)
	var halves [2][]Example
	for i := range data {
		halves[i%2] = append(halves[i%2], data[i])
	}
	half := o
	half.Bag = 1
	o.Log("cue model on both halves")
	var cross [2]Engine
	var wg sync.WaitGroup
	for h := range cross {
		wg.Add(1)
		go func() {
			defer wg.Done()
			cross[h].classes = e.classes
			cross[h].cue = cross[h].trainCues(halves[1-h], half)
		}()
	}
	wg.Wait()
	wg.Add(1)
	go func() {
		defer wg.Done()
		c := Engine{classes: e.classes}
		e.cue = c.trainCues(data, o)
		o.Log("cue model done")
	}()
	e.rates = reportingRates(data)
	e.reporting = hashRates(e.rates)
	e.ranker = e.trainSpeakers(data, o)
	e.span = e.trainSpans(data, func(i int) *Engine { return &cross[i%2] }, o)
	wg.Wait()
	e.nbest = e.trainReadings(data, &cross, half)
	return e, nil
}

func (e *Engine) trainCues(data []Example, o TrainOptions) *learn.CRF {
	var seqs []learn.Sequence
	var t tree
	var lem []uint64
	for _, ex := range data {
		t.build(ex.Doc)
		lem = lemmas(ex.Doc, lem)
		labels := make([]int8, len(ex.Doc.Tokens))
		for _, g := range ex.Gold {
			for _, r := range g.Cue {
				for i := r.First; i < r.Last; i++ {
					labels[i] = cueInside
				}
				labels[r.First] = cueBegin
			}
		}
		var arena []uint32
		for _, st := range ex.Doc.Sentences {
			arena = make([]uint32, 0, 80*int(st.Last-st.First))
			steps := e.cueSteps(&t, lem, st, nil, &arena)
			seqs = append(seqs, learn.Sequence{Steps: steps, Labels: labels[st.First:st.Last], Weight: ex.weight()})
		}
	}
	return learn.TrainCRF(seqs, learn.CRFOptions{Labels: cueLabels, Contexts: cueContexts, Bits: 20, Epochs: o.CueEpochs, Drop: .5, L2: 1e-3, Rate: .015, Seed: o.Seed, Bag: o.Bag,
		Progress: func(ep int, loss float64) { o.Log("  cue epoch %d: loss %.4f", ep+1, loss) }})
}

func (e *Engine) trainSpans(data []Example, cross func(int) *Engine, o TrainOptions) *learn.CRF {
	var seqs []learn.Sequence
	s := &scratch{}
	for i, ex := range data {
		s.tree.build(ex.Doc)
		s.lem = lemmas(ex.Doc, s.lem)
		cues := cross(i).findCues(ex.Doc, s)
		for _, g := range ex.Gold {
			if len(g.Cue) != 1 || len(g.Content) == 0 {
				continue
			}
			s.prepare(ex.Doc, s.goldCue(ex.Doc, &g, cues))
			arena := make([]uint32, 0, 70*len(s.frame.items))
			steps := e.spanSteps(&s.frame, nil, &arena)
			seqs = append(seqs, learn.Sequence{Steps: steps, Labels: goldLabels(s.frame.items, &g), Weight: ex.weight()})
		}
	}
	o.Log("span model: %d cues", len(seqs))
	return learn.TrainCRF(seqs, learn.CRFOptions{Labels: spanLabels, Contexts: spanContexts, Bits: 21, Epochs: o.SpanEpochs, Drop: .5, L2: 1e-3, Rate: .015, Seed: o.Seed, Bag: o.Bag,
		Progress: func(ep int, loss float64) { o.Log("  span epoch %d: loss %.4f", ep+1, loss) }})
}

// goldCue is the cue of an annotated attribution, marked among the cues found.
func (s *scratch) goldCue(d *syntax.Document, g *Annotated, found []cueSpan) cueSpan {
	c := cueSpan{first: g.Cue[0].First, last: g.Cue[0].Last}
	c.head = s.tree.headOf(c.first, c.last)
	s.cueAt = markCues(s.cueAt, len(d.Tokens), append(found[:len(found):len(found)], c))
	return c
}

// goldLabels labels the items of a window: a unit is content when most of its
// tokens are.
func goldLabels(items []item, g *Annotated) []int8 {
	out := make([]int8, len(items))
	for k, it := range items {
		switch {
		case covered(it, g.Content)*2 > it.last-it.first:
			out[k] = spanContent
		case covered(it, g.Source)*2 > it.last-it.first:
			out[k] = spanSource
		}
	}
	return out
}

func covered(it item, rs []Range) int32 {
	var n int32
	for _, r := range rs {
		n += max(0, min(r.Last, it.last)-max(r.First, it.first))
	}
	return n
}

// File returns the engine's weights with their provenance.
func (e *Engine) File(p learn.Provenance, classes map[string][]uint16, o *Offices) (*learn.File, error) {
	f := learn.NewFile(p)
	f.AddBytes("offices", o.Encode())
	f.AddCRF("cue", e.cue)
	f.AddCRF("span", e.span)
	if err := f.AddJSON("settings", e.settings); err != nil {
		return nil, err
	}
	f.AddTable("readings", e.nbest.Table)
	f.AddTable("speaker", e.ranker.Table)
	for _, s := range []struct {
		name string
		v    any
	}{{"reporting verbs", e.rates}, {"trust", e.trust}, {"calibration", e.calibration}} {
		if err := f.AddJSON(s.name, s.v); err != nil {
			return nil, err
		}
	}
	if err := f.AddJSON("verb classes", classes); err != nil {
		return nil, err
	}
	return f, nil
}

// trainSpeakers learns the ranker from the sources whose speaker is labelled:
// the right candidates are the entity of that name, or the source itself when
// its own words are the name.
func (e *Engine) trainSpeakers(data []Example, o TrainOptions) *learn.Ranker {
	var choices []learn.Choice
	var t tree
	for _, ex := range data {
		if !ex.Speakers {
			continue
		}
		t.build(ex.Doc)
		r := &resolver{e: e, d: ex.Doc, t: &t, es: findEntities(ex.Doc, o.Analyzer), g: o.Analyzer, not: -1}
		last := int32(-1000)
		for _, g := range sorted(ex.Gold) {
			f := &found{content: g.Content}
			if len(g.Cue) == 0 {
				continue
			}
			f.cue = cueSpan{first: g.Cue[0].First, last: g.Cue[0].Last}
			if len(g.Source) > 0 {
				f.source = g.Source[0]
			}
			s := r.describe(f.source)
			adjacent := ex.Doc.Tokens[f.cue.first].Sentence-last <= 1
			right := r.speakerNamed(g.Speaker.Name)
			if s.form != formName && s.form != formSpeaker && g.Speaker.Kind != "" {
				if c, ok := r.choice(&s, f, adjacent, right); ok {
					choices = append(choices, c)
				}
			}
			r.remember(&s, g.Speaker, right)
			last = ex.Doc.Tokens[f.cue.first].Sentence
		}
	}
	o.Log("speaker ranker: %d sources", len(choices))
	return learn.TrainRanker(choices, learn.RankerOptions{Bits: 18, Epochs: 25, Rate: .05, L2: 1e-4, Drop: .3, Seed: o.Seed})
}

func sorted(g []Annotated) []Annotated {
	out := append([]Annotated(nil), g...)
	sort.SliceStable(out, func(i, j int) bool {
		a, b := int32(0), int32(0)
		if len(out[i].Cue) > 0 {
			a = out[i].Cue[0].First
		}
		if len(out[j].Cue) > 0 {
			b = out[j].Cue[0].First
		}
		return a < b
	})
	return out
}

// speakerNamed is the entity or the referent of that name, -1 if there is none.
func (r *resolver) speakerNamed(name string) int {
	key := NameKey(name)
	if key == "" {
		return -1
	}
	for id := range r.es.list {
		if NameKey(r.es.list[id].styled()) == key {
			return id
		}
	}
	for k := range r.refs {
		if NameKey(r.refs[k].speaker.Name) == key {
			return firstReferent - k
		}
	}
	return -1
}

func (r *resolver) choice(s *sourceInfo, f *found, adjacent bool, right int) (learn.Choice, bool) {
	at := f.cue.first
	if s.head >= 0 {
		at = s.head
	}
	c := learn.Choice{Weight: 1}
	any := false
	for _, cand := range r.candidates(s, at) {
		c.Candidates = append(c.Candidates, r.feats(nil, s, cand, f, adjacent))
		ok := cand.entity == right
		any = any || ok
		c.Right = append(c.Right, ok)
	}
	return c, any
}

// Calibrate fits the confidence of quotes to the share that is right on
// articles not trained on: content matched (Jaccard >= .5), and the speaker's
// name right where one is labelled.
func (e *Engine) Calibrate(data []Example, a *syntax.Analyzer, logf func(string, ...any)) {
	var xs [][]float64
	var ys []bool
	var fold []int
	for i, ex := range data {
		x, y := e.judged(&ex, a)
		xs, ys = append(xs, x...), append(ys, y...)
		for range x {
			fold = append(fold, i%2)
		}
	}
	if len(xs) == 0 {
		return
	}
	raw := make([]float64, len(xs))
	for f := range 2 {
		var tx [][]float64
		var ty []bool
		for i := range xs {
			if fold[i] != f {
				tx, ty = append(tx, xs[i]), append(ty, ys[i])
			}
		}
		m := learn.TrainLogistic(tx, ty, nil, learn.LogisticOptions{Epochs: 60, L2: 1e-4, Seed: 1})
		for i := range xs {
			if fold[i] == f {
				raw[i] = m.P(xs[i])
			}
		}
	}
	e.trust = learn.TrainLogistic(xs, ys, nil, learn.LogisticOptions{Epochs: 60, L2: 1e-4, Seed: 1})
	e.calibration = learn.TrainCalibration(raw, ys)
	p := make([]float64, len(raw))
	for i := range raw {
		p[i] = e.calibration.P(raw[i])
	}
	_, ece := learn.Reliability(p, ys)
	logf("confidence: %d quotes, expected calibration error %.3f", len(xs), ece)
}

// TrustAs takes over the confidence of another engine: one that was calibrated on
// articles that it had not seen.
func (e *Engine) TrustAs(other *Engine) { e.trust, e.calibration = other.trust, other.calibration }

// judged returns the confidence features of all quotes found in an example
// and whether each is right.
func (e *Engine) judged(ex *Example, a *syntax.Analyzer) (xs [][]float64, ys []bool) {
	s := e.get()
	defer e.pool.Put(s)
	fs := e.attributions(ex.Doc, s)
	r := &resolver{e: e, d: ex.Doc, t: &s.tree, es: findEntities(ex.Doc, a), g: a, not: -1}
	prevAt := -1
	for i := range fs {
		adjacent := prevAt >= 0 && ex.Doc.Tokens[fs[i].cue.first].Sentence-ex.Doc.Tokens[fs[prevAt].cue.first].Sentence <= 1
		sp, _, p := r.resolve(&fs[i], adjacent)
		prevAt = i
		xs = append(xs, confidenceFeatures(ex.Doc, &fs[i], p))
		ys = append(ys, ex.confirms(&fs[i], sp))
	}
	return xs, ys
}

func (ex *Example) confirms(f *found, sp quotetrack.Speaker) bool {
	for _, g := range ex.Gold {
		var inter, union int32
		for _, c := range f.content {
			inter += covered(item{first: c.First, last: c.Last}, g.Content)
			union += c.Last - c.First
		}
		for _, c := range g.Content {
			union += c.Last - c.First
		}
		if union -= inter; inter*2 < union {
			continue
		}
		named := g.Speaker.Kind != "" && g.Speaker.Kind != quotetrack.None && g.Speaker.Kind != quotetrack.Author
		return !ex.Speakers || !named || NameKey(sp.Name) == NameKey(g.Speaker.Name)
	}
	return false
}
