package contradiction

import (
	_ "embed"
	"fmt"
	"math"
	"sort"
	"sync"

	"quotetrack"
	"quotetrack/learn"
	"quotetrack/syntax"
)

// Engine holds the trained models. It is safe for concurrent use.
type Engine struct {
	lex                             *lexicon
	denial                          *learn.Boosted
	denialWords                     *learn.CRF
	answer                          *learn.Boosted // what denials answer within an article
	within                          *learn.Boosted // judge of pairs within an article
	across                          *learn.Boosted // judge of pairs across articles
	calDenial, calWithin, calAcross *learn.Calibration
	entail                          *Entailer
	sim                             Similarity
	settings                        settings
}

type settings struct {
	DenialThreshold float32
	Within, Across  float64 // thresholds on the calibrated score
	Features        int     // of a pair and of a quote, to tell versions apart
}

// featureCount identifies the features that the weights were made for.
func featureCount() int {
	var d denialView
	a, b := &Statement{}, &Statement{Order: 1}
	return len(pairFeatures(a, b, &alignment{}, true))*1000_000 + len(answerFeatures(a, b, &alignment{}, answerView{}))*1000 + len(d.features(&quotetrack.Quote{}, &denialContext{})) + len((&formView{}).features())
}

//go:embed model/contradiction.qtw
var embedded []byte

// Default returns the engine with the embedded weights, loaded once.
var Default = sync.OnceValues(func() (*Engine, error) { return Load(embedded) })

// Load decodes an engine from a weight file.
func Load(data []byte) (*Engine, error) {
	f, err := learn.ReadFile(data)
	if err != nil {
		return nil, fmt.Errorf("contradiction model: %w", err)
	}
	e := &Engine{}
	if err := e.attach(); err != nil {
		return nil, err
	}
	for name, v := range map[string]any{"denial": &e.denial, "denial calibration": &e.calDenial, "within": &e.within, "across": &e.across, "within calibration": &e.calWithin, "across calibration": &e.calAcross, "answer": &e.answer, "settings": &e.settings} {
		if err := f.JSON(name, v); err != nil {
			return nil, fmt.Errorf("contradiction model: %w", err)
		}
	}
	if e.denialWords, err = f.CRF("denial words"); err != nil {
		return nil, fmt.Errorf("contradiction model: %w", err)
	}
	if e.settings.Features != featureCount() {
		return nil, fmt.Errorf("contradiction model: %w: made for another version", learn.ErrFormat)
	}
	return e, nil
}

// attach gives the engine what the other weight files hold: the lexicon, the
// entailer, and the network's word vectors.
func (e *Engine) attach() error {
	var err error
	if e.lex, err = defaultLexicon(); err != nil {
		return err
	}
	s, err := DefaultStance()
	if err != nil {
		return err
	}
	e.entail = s.Entailer()
	e.sim, err = syntax.Default()
	return err
}

// Statements reads the quotes of an article and marks the denials among them
// (quotes[i].Denial).
func (e *Engine) Statements(a *quotetrack.Article, d *syntax.Document, quotes []quotetrack.Quote) []Statement {
	out := e.read(a, d, quotes)
	e.resolve(out, d, e.answer)
	return out
}

// read is Statements without what bare denials deny.
func (e *Engine) read(a *quotetrack.Article, d *syntax.Document, quotes []quotetrack.Quote) []Statement {
	neg := e.lex.negations(d)
	out := make([]Statement, len(quotes))
	topic := e.topic(a, d)
	for i := range quotes {
		out[i] = e.statement(a, d, &quotes[i], i, neg)
		out[i].Topic, out[i].Own = topic, len(out[i].Terms)
	}
	context := e.contexts(out)
	for i := range quotes {
		out[i].Denial = e.denialP(d, &quotes[i], neg, &context[i])
		if quotes[i].Denial = out[i].Denial >= e.settings.DenialThreshold; quotes[i].Denial {
			quotes[i].Hedge = hedgeOf(d, &quotes[i])
			out[i].Hedge = string(quotes[i].Hedge)
		}
	}
	return out
}

// Within returns the oppositions among the statements of one article, the
// surest first.
func (e *Engine) Within(d *syntax.Document, st []Statement) []quotetrack.LocalOpposition {
	out := []quotetrack.LocalOpposition{}
	t := documentText(d)
	for _, m := range e.judged(st) {
		a, b, x := m.a, m.b, m.x
		out = append(out, quotetrack.LocalOpposition{A: a.Quote, B: b.Quote, Relation: relationOf(a, b, x), Score: round(m.p * x.plainness(a, b)), Reasons: reasons(a, b, x, t, t, true)})
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Score > out[j].Score })
	lowerRepeated(out, st)
	return out
}

// lowerRepeated lowers the scores of what a denial that does not say what it denies is set
// against but the likeliest: readers of a list want other disputes first.
func lowerRepeated(list []quotetrack.LocalOpposition, st []Statement) {
	bare := map[string]bool{}
	for i := range st {
		bare[st[i].Quote] = st[i].Bare
	}
	seen := map[string]bool{}
	for i := range list {
		if b := list[i].B; seen[b] {
			list[i].Score = round(float64(list[i].Score) * againShare)
		} else if bare[b] {
			seen[b] = true
		}
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].Score > list[j].Score })
}

// judgement is a pair that the judge lets pass, the response second.
type judgement struct {
	a, b *Statement
	x    *alignment
	p    float64
}

// maxTargets is how many statements one denial is set against within an
// article: the ones that it most plainly answers.
const maxTargets = 4

// minOfBest is the share of the surest target's score that another target of the
// same denial must have.
const minOfBest = .5

// judged returns the pairs above the threshold, of those that one denial
// answers the best maxTargets only.
func (e *Engine) judged(st []Statement) []judgement {
	var all []judgement
	e.eachPair(st, e.answer, func(a, b *Statement, x *alignment) {
		raw := e.within.P(pairFeatures(a, b, x, true))
		p := math.Max(e.calWithin.P(raw), x.clear(a, b, true))
		if p < e.settings.Within {
			return
		}
		if c, d := ordered(a, b); c != a {
			x = e.turned(a, b, x)
			a, b = c, d
		}
		if admissible(a, b, x) && x.touchesDenied(a, b) && !retortTo(st, a, b) {
			all = append(all, judgement{a, b, x, p})
		}
	})
	all = pointed(st, all)
	sort.SliceStable(all, func(i, j int) bool { return all[i].p > all[j].p })
	used, best := map[string]int{}, map[string]float64{}
	var kept []judgement
	for _, m := range all {
		if m.b.Denial >= minDenier {
			if used[m.b.Quote]++; used[m.b.Quote] == 1 {
				best[m.b.Quote] = m.p
			}
			if (used[m.b.Quote] > maxTargets || m.p < minOfBest*best[m.b.Quote]) && !m.b.disowns(m.a) {
				continue
			}
			if m.p < minOfStory*best[m.b.Quote] && m.b.Verdict && m.b.Bare && !m.a.Alleges && toldByOrg(st, m.b) {
				continue
			}
		}
		kept = append(kept, m)
		if v := e.verdict(st, m.b); v != nil && v != m.a {
			x := e.align(m.a, v)
			kept = append(kept, judgement{m.a, v, &x, m.p})
		}
	}
	return dedupe(append(kept, e.disowned(st, kept)...))
}

// pointed leaves of the pairs of a denial that but points back ("has denied this") the one with
// what was said right before, if it is among them: that is what "this" means.
func pointed(st []Statement, all []judgement) []judgement {
	surest := map[*Statement]float64{}
	meant := map[*Statement]*Statement{}
	for _, m := range all {
		if m.b.points() {
			surest[m.b] = math.Max(surest[m.b], m.p)
			if a := saidBefore(st, m.b); a == m.a {
				meant[m.b] = a
			}
		}
	}
	kept := all[:0]
	for _, m := range all {
		if a := meant[m.b]; a != nil {
			if m.a != a {
				continue
			}
			m.p = surest[m.b]
		}
		kept = append(kept, m)
	}
	return kept
}

// points tells whether a denial has but "this" or "that" for what it denies, or is an answer by
// its first words.
func (s *Statement) points() bool {
	return s.Bare && s.CueFlips && s.Words == 1 && s.Own == 0 || s.Retort && s.Denial >= .5
}

// saidBefore is what somebody else is said to have said right before a statement, in the same or
// the sentence before; nil where nobody said anything.
func saidBefore(st []Statement, s *Statement) *Statement {
	var last *Statement
	for i := range st {
		a := &st[i]
		if a.Order < s.Order && a.Parent == "" && !sameSide(a, s) && s.Sentence-a.Sentence <= 1 && (last == nil || a.Order > last.Order) {
			last = a
		}
	}
	return last
}

// retortTo tells whether b is but a verdict on what somebody else than a said right before.
func retortTo(st []Statement, a, b *Statement) bool {
	for i := range st {
		if s := &st[i]; s.Speaker != b.Speaker && s.Speaker != a.Speaker && b.retorts(s) {
			return true
		}
	}
	return false
}

// minOfStory is that share for what others say by the way where a verdict is passed on the
// story of an organisation.
const minOfStory = .7

// toldByOrg tells whether a verdict answers what an organisation claims.
func toldByOrg(st []Statement, verdict *Statement) bool {
	for i := range st {
		if st[i].Kind == string(quotetrack.Org) && st[i].Alleges && verdict.disowns(&st[i]) {
			return true
		}
	}
	return false
}

// restOfStory is the share of the score of what a verdict answers that the rest of the same
// story has.
const restOfStory = .9

// disowned are the other claims of an organisation whose story somebody calls untrue: a hoax
// is one in all its parts.
func (e *Engine) disowned(st []Statement, found []judgement) []judgement {
	var out []judgement
	for _, m := range found {
		if !m.b.Verdict || !m.b.Bare || m.a.Kind != string(quotetrack.Org) || !m.b.disowns(m.a) {
			continue
		}
		for i := range st {
			s := &st[i]
			if s.Speaker != m.a.Speaker || s.Quote == m.a.Quote || s.Parent != "" || s.Denial >= .3 || s.Question || s.NoComment || !s.Alleges && !s.Clause {
				continue
			}
			x := e.align(s, m.b)
			out = append(out, judgement{s, m.b, &x, m.p * restOfStory})
		}
	}
	return out
}

// turned is the alignment of two statements, made for a before b, as one of b
// before a.
func (e *Engine) turned(a, b *Statement, x *alignment) *alignment {
	y := e.align(b, a)
	y.ab, y.ba, y.judged = x.ba, x.ab, x.judged
	return &y
}

// verdict returns the statement with which a denier goes on in the same breath
// ("rejected that ..., saying: 'This is wrong'"): it answers the same claim.
func (e *Engine) verdict(st []Statement, b *Statement) *Statement {
	for i := range st {
		s := &st[i]
		if s.Anaphor && (s.Verdict || s.Negative || s.Denial >= .3) && s != b && s.Speaker == b.Speaker && b.Speaker != "" && s.Order > b.Order && s.Order-b.Order <= 2 && s.Sentence-b.Sentence <= 1 && b.Denial >= .5 {
			return s
		}
	}
	return nil
}

// dedupe keeps the first of the judgements of one pair.
func dedupe(list []judgement) []judgement {
	seen := map[[2]string]bool{}
	out := list[:0:0]
	for _, m := range list {
		k := [2]string{m.a.Quote, m.b.Quote}
		if !seen[k] {
			seen[k] = true
			out = append(out, m)
		}
	}
	return out
}

// eachPair aligns all pairs of one article's statements and hands over the
// plausible ones, the earlier first, with how each ranks among the pairs of
// either side.
func (e *Engine) eachPair(st []Statement, answer *learn.Boosted, f func(a, b *Statement, x *alignment)) {
	n := len(st)
	answers := e.answers(st, answer)
	all := make([]alignment, n*n)
	for j := range st {
		for i := 0; i < j; i++ {
			all[i*n+j] = e.align(&st[i], &st[j])
		}
	}
	at := func(i, j int) *alignment { return &all[min(i, j)*n+max(i, j)] }
	rank := func(i, j int) float64 {
		r := 1.0
		mine := at(i, j).shared
		if mine == 0 {
			return 0
		}
		for k := range st {
			if k != i && k != j && st[k].Speaker != st[i].Speaker && at(i, k).shared > mine {
				r++
			}
		}
		return 1 / r
	}
	for j := range st {
		for i := 0; i < j; i++ {
			x := at(i, j)
			if !plausible(&st[i], &st[j], x, true) {
				continue
			}
			x.rankA, x.rankB = rank(i, j), rank(j, i)
			x.between, x.answer = others(st, i, j), answers[[2]int{i, j}]
			e.entailments(&st[i], &st[j], x)
			f(&st[i], &st[j], x)
		}
	}
}

// ordered puts the response second: the denial, where only one of two denies.
func ordered(a, b *Statement) (*Statement, *Statement) {
	if a.Denial >= .5 && b.Denial < .5 {
		return b, a
	}
	return a, b
}

func documentText(d *syntax.Document) texter {
	return func(start, end int32) quotetrack.Span {
		return quotetrack.Span{Start: int(start), End: int(end), Text: d.Text[d.ByteOffset(int(start)):d.ByteOffset(int(end))]}
	}
}

func (e *Engine) score(a, b *Statement, x *alignment, within bool) float64 {
	f := pairFeatures(a, b, x, within)
	if within {
		return e.calWithin.P(e.within.P(f))
	}
	return e.calAcross.P(e.across.P(f))
}

func round(p float64) float64 { return math.Round(p*1000) / 1000 }

// Between judges two statements of different articles, a the earlier. The
// texts serve the reasons' spans.
func (e *Engine) Between(a, b *Statement, textA, textB string) (quotetrack.Opposition, bool) {
	x := e.align(a, b)
	if !plausible(a, b, &x, false) || !comparable(a, b, &x) {
		return quotetrack.Opposition{}, false
	}
	e.entailments(a, b, &x)
	p := math.Max(e.score(a, b, &x, false)*blurred(a, b, &x), x.clear(a, b, false))
	if p < e.settings.Across || p < overrules && unlike(a, b) {
		return quotetrack.Opposition{}, false
	}
	if c, d := ordered(a, b); c != a {
		x = *e.turned(a, b, &x)
		a, b, textA, textB = c, d, textB, textA
	}
	if !admissible(a, b, &x) || p < overrules && !x.touchesDenied(a, b) || !linked(a, b, &x) || relationOf(a, b, &x) == quotetrack.Contradicts && x.jaccard < minAlike && x.overlap < minHeld {
		return quotetrack.Opposition{}, false
	}
	return quotetrack.Opposition{A: quotetrack.QuoteRef{Article: a.Article, Quote: a.Quote}, B: quotetrack.QuoteRef{Article: b.Article, Quote: b.Quote},
		Relation: relationOf(a, b, &x), Score: round(p * x.plainness(a, b)), Reasons: reasons(a, b, &x, runeText(textA), runeText(textB), false)}, true
}

// Opposes tells whether Between would report two statements, in either order.
func (e *Engine) Opposes(a, b *Statement) bool {
	if a.Day != "" && b.Day != "" && b.Day < a.Day {
		a, b = b, a
	}
	_, ok := e.Between(a, b, "", "")
	return ok
}

func runeText(text string) texter {
	runes := []rune(text)
	return func(start, end int32) quotetrack.Span {
		start, end = min(start, int32(len(runes))), min(end, int32(len(runes)))
		return quotetrack.Span{Start: int(start), End: int(end), Text: string(runes[start:end])}
	}
}

// Similarity is how much of the smaller statement the other one shares,
// weighted by rarity, from 0 to 1.
func (e *Engine) Similarity(a, b *Statement) float64 {
	x := e.align(a, b)
	return x.overlap
}
