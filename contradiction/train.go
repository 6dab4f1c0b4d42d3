package contradiction

import (
	"fmt"
	"math"

	"quotetrack"
	"quotetrack/learn"
	"quotetrack/syntax"
)

// Example is an article with gold quotes, which of them are denials, and
// which pairs oppose each other.
type Example struct {
	Article quotetrack.Article
	Doc     *syntax.Document
	Quotes  []quotetrack.Quote
	Denials map[string]bool
	Pairs   map[[2]string]int // confidence of pairs of quote ids, both orders
	Read    map[string]bool   // quotes that were read for denials; nil: all, and for pairs
	Written bool              // by us, for denials to be learnt from
}

// Story is a set of examples (by index) with the pairs across them: keys are
// article and quote ids of both sides.
type Story struct {
	Articles []int
	Pairs    map[[4]string]int
}

// TrainData is what the engine learns from.
type TrainData struct {
	Examples   []Example
	Stories    []Story
	Dev        []Example // measured, not learnt from
	DevStories []Story   // indices of Dev
	Log        func(format string, args ...any)
}

// LearnDev moves the articles for measuring to those to learn from, for the weights that
// are shipped once the settings stand.
func (t *TrainData) LearnDev() {
	first := len(t.Examples)
	t.Examples = append(t.Examples, t.Dev...)
	for _, s := range t.DevStories {
		for i := range s.Articles {
			s.Articles[i] += first
		}
		t.Stories = append(t.Stories, s)
	}
	t.Dev, t.DevStories = nil, nil
}

// Train learns the classifier of denials and both judges. Scores that one
// model feeds to another, and thresholds, are made by cross-validation over
// articles.
func Train(data TrainData) (*Engine, error) {
	if len(data.Examples) == 0 {
		return nil, fmt.Errorf("contradiction: no articles to train on")
	}
	e := &Engine{}
	if err := e.attach(); err != nil {
		return nil, err
	}
	e.settings.Features = featureCount()
	statements := e.trainDenials(data)
	answers := e.trainAnswers(data, statements)
	e.trainWithin(data, statements, answers)
	e.trainAcross(data, statements)
	if len(data.Dev) > 0 {
		e.measureStories(data)
	}
	return e, nil
}

const folds = 5

// Thresholds, chosen by the figures of cross-validation and of the articles for
// measuring over several trainings: the best of any one of them is chance, since
// few pairs decide it.
const (
	denialThreshold = .36
	withinThreshold = .20
	acrossThreshold = .22
)

// How many boosted models are averaged: more do not measure better, but a single
// training's chances weigh less.
const (
	denialBags = 24
	judgeBags  = 36
)

// denialRows are the quotes of some examples as the classifier of denials sees
// them.
type denialRows struct {
	xs      [][]float64
	words   [][]uint32
	ys      []bool
	ws      []float64 // weight
	fold    []int
	checked []bool    // by the labels of a whole article
	act     []float64 // by form alone
}

// Weights of the quotes that nobody read in articles of which only the likely ones were,
// as no denials: few of them are; and of statements that were written to learn from, which
// are plainer than those of the press.
const (
	unreadWeight  = .5
	writtenWeight = .5
)

func (e *Engine) denialRows(data []Example) *denialRows {
	r := &denialRows{}
	for i, ex := range data {
		neg := e.lex.negations(ex.Doc)
		st := make([]Statement, len(ex.Quotes))
		for k := range ex.Quotes {
			st[k] = e.statement(&ex.Article, ex.Doc, &ex.Quotes[k], k, neg)
		}
		context := e.contexts(st)
		for k := range ex.Quotes {
			q := &ex.Quotes[k]
			view := viewDenial(ex.Doc, q, neg)
			w := 1.0
			switch {
			case ex.Written:
				w = writtenWeight
			case ex.Read != nil && !ex.Read[q.ID]:
				w = unreadWeight
			}
			r.xs = append(r.xs, denialFeatures(ex.Doc, q, neg, &view, &context[k]))
			r.words = append(r.words, denialWords(nil, ex.Doc, q, neg))
			r.ys = append(r.ys, ex.Denials[q.ID])
			r.ws = append(r.ws, w)
			r.fold = append(r.fold, i%folds)
			r.checked = append(r.checked, ex.Read == nil)
			r.act = append(r.act, view.act())
		}
	}
	return r
}

// fitTrees fits the trees to the rows outside a fold; -1 leaves none out.
func (r *denialRows) fitTrees(fold int) *learn.Boosted {
	var x [][]float64
	var y []bool
	var w []float64
	for i := range r.xs {
		if r.fold[i] != fold {
			x, y, w = append(x, r.xs[i]), append(y, r.ys[i]), append(w, r.ws[i])
		}
	}
	return learn.TrainBagged(x, y, w, learn.BoostOptions{Rounds: 120, Depth: 3, Rate: .1, MinWeight: 1, L2: 1}, denialBags, .6, 1)
}

// trainDenials fits the classifier and returns all statements with denial
// probabilities from models that did not see their article.
func (e *Engine) trainDenials(data TrainData) [][]Statement {
	r := e.denialRows(data.Examples)
	words := make([]*learn.CRF, folds+1)
	learn.Each(folds+1, func(f int) {
		words[f] = trainWords(r.words, r.ys, r.ws, func(i int) bool { return r.fold[i] != f })
	})
	e.denialWords = words[folds]
	for i := range r.xs {
		r.xs[i] = append(r.xs[i], wordScore(words[r.fold[i]], r.words[i]))
	}
	scores := make([]float64, len(r.xs))
	trees := make([]*learn.Boosted, folds)
	learn.Each(folds, func(f int) { trees[f] = r.fitTrees(f) })
	var cs []float64
	var cy []bool
	for i := range scores {
		scores[i] = trees[r.fold[i]].P(r.xs[i])
		if r.checked[i] {
			cs, cy = append(cs, scores[i]), append(cy, r.ys[i])
		}
	}
	e.calDenial = learn.TrainCalibration(cs, cy)
	cs = cs[:0]
	for i := range scores {
		scores[i] = e.calDenial.P(scores[i])
		scores[i] = math.Max(scores[i], r.act[i])
		if r.checked[i] {
			cs = append(cs, scores[i])
		}
	}
	e.settings.DenialThreshold = denialThreshold
	f1, p, rec := f1At(cs, cy, denialThreshold)
	data.Log("denials, cross-validated: F1 %.3f (P %.3f R %.3f) at %.2f of %d quotes", f1, p, rec, denialThreshold, len(cs))
	e.denial = r.fitTrees(-1)
	if len(data.Dev) > 0 {
		e.measureDenials(data, denialThreshold)
	}
	out := make([][]Statement, len(data.Examples))
	n := 0
	for i := range data.Examples {
		ex := &data.Examples[i]
		out[i] = e.read(&ex.Article, ex.Doc, append([]quotetrack.Quote(nil), ex.Quotes...))
		for k := range out[i] {
			out[i][k].Denial = float32(scores[n])
			n++
		}
	}
	return out
}

// measureDenials logs how the classifier does on articles for measuring.
func (e *Engine) measureDenials(data TrainData, t float64) {
	r := e.denialRows(data.Dev)
	var ps []float64
	for i := range r.xs {
		p := e.calDenial.P(e.denial.P(append(r.xs[i], wordScore(e.denialWords, r.words[i]))))
		ps = append(ps, math.Max(p, r.act[i]))
	}
	f1, p, rec := f1At(ps, r.ys, t)
	best, _, _ := bestF1(ps, r.ys)
	data.Log("denials, articles for measuring: F1 %.3f (P %.3f R %.3f) of %d quotes; at the best threshold %.3f", f1, p, rec, len(ps), best)
}

func f1At(scores []float64, right []bool, t float64) (f1, p, r float64) {
	var tp, n, gold float64
	for i, s := range scores {
		if right[i] {
			gold++
		}
		if s >= t {
			n++
			if right[i] {
				tp++
			}
		}
	}
	p, r = tp/math.Max(n, 1), tp/math.Max(gold, 1)
	if tp > 0 {
		f1 = 2 * p * r / (p + r)
	}
	return f1, p, r
}

// crossValidate returns each row's probability by a model that did not see its
// fold.
func crossValidate(xs [][]float64, ys []bool, fold []int, fit func([][]float64, []bool) *learn.Boosted) []float64 {
	out := make([]float64, len(xs))
	for f := range folds {
		var x [][]float64
		var y []bool
		for i := range xs {
			if fold[i] != f {
				x, y = append(x, xs[i]), append(y, ys[i])
			}
		}
		m := fit(x, y)
		for i := range xs {
			if fold[i] == f {
				out[i] = m.P(xs[i])
			}
		}
	}
	return out
}

// bestF1 is the best F1 that a threshold on the scores gives, with its precision
// and recall.
func bestF1(scores []float64, right []bool) (f1, p, r float64) {
	for step := 1; step < 100; step++ {
		if f, pp, rr := f1At(scores, right, float64(step)/100); f > f1 {
			f1, p, r = f, pp, rr
		}
	}
	return f1, p, r
}

// fitJudge trains a judge with cross-validated calibration, and reports how it does
// at a threshold. fold tells the part that each row belongs to; the calibration is
// fitted to the checked rows (nil: all).
func fitJudge(xs [][]float64, ys, checked []bool, fold []int, t float64) (*learn.Boosted, *learn.Calibration, string) {
	positives := 0
	for _, y := range ys {
		if y {
			positives++
		}
	}
	fit := func(x [][]float64, y []bool) *learn.Boosted {
		return learn.TrainBagged(x, y, nil, learn.BoostOptions{Rounds: 120, Depth: 2, Rate: .1, MinWeight: 1, L2: 2}, judgeBags, .6, 1)
	}
	scores := crossValidate(xs, ys, fold, fit)
	all := ys
	if checked != nil {
		scores, ys = only(scores, checked), only(ys, checked)
	}
	cal := learn.TrainCalibration(scores, ys)
	for i, s := range scores {
		scores[i] = cal.P(s)
	}
	f1, p, r := f1At(scores, ys, t)
	ys = all
	return fit(xs, ys), cal, fmt.Sprintf("%d pairs, %d opposing: F1 %.3f (P %.3f R %.3f) at %.2f", len(xs), positives, f1, p, r, t)
}

func only[T any](xs []T, keep []bool) []T {
	var out []T
	for i, x := range xs {
		if keep[i] {
			out = append(out, x)
		}
	}
	return out
}

// trainAnswers learns which statements of its article a denial answers, from the
// denials that are marked, and gives bare denials the terms of what they deny, by
// models that did not see their article; it returns these, the last the one for use.
func (e *Engine) trainAnswers(data TrainData, statements [][]Statement) []*learn.Boosted {
	var xs [][]float64
	var ys []bool
	var fold []int
	for i, st := range statements {
		ex := &data.Examples[i]
		marked := func(d *Statement) bool { return ex.Denials[d.Quote] && (ex.Read == nil || ex.Read[d.Quote]) }
		e.eachAnswer(st, marked, func(k, j int, x *alignment, v answerView) {
			if c := ex.Pairs[[2]string{st[k].Quote, st[j].Quote}]; c != 1 {
				xs, ys, fold = append(xs, answerFeatures(&st[k], &st[j], x, v)), append(ys, c >= 2), append(fold, i%folds)
			}
		})
	}
	models := make([]*learn.Boosted, folds+1)
	learn.Each(folds+1, func(f int) {
		var x [][]float64
		var y []bool
		for i := range xs {
			if fold[i] != f {
				x, y = append(x, xs[i]), append(y, ys[i])
			}
		}
		models[f] = learn.TrainBagged(x, y, nil, learn.BoostOptions{Rounds: 60, Depth: 3, Rate: .1, MinWeight: 3, L2: 3}, 8, .6, 1)
	})
	e.answer = models[folds]
	for i, st := range statements {
		e.resolve(st, data.Examples[i].Doc, models[i%folds])
	}
	return models
}

// measureStories logs how pairs across the articles for measuring do.
func (e *Engine) measureStories(data TrainData) {
	st := make([][]Statement, len(data.Dev))
	learn.Each(len(st), func(i int) {
		ex := &data.Dev[i]
		st[i] = e.Statements(&ex.Article, ex.Doc, append([]quotetrack.Quote(nil), ex.Quotes...))
	})
	var scores []float64
	var right []bool
	shown, hit, gold := 0, 0, 0
	for _, story := range data.DevStories {
		for k, c := range story.Pairs {
			gold += int(b2f(c >= 2 && k[0]+k[1] < k[2]+k[3]))
		}
		for ai, i := range story.Articles {
			for _, j := range story.Articles[:ai] {
				for k := range st[i] {
					for m := range st[j] {
						a, b := &st[j][m], &st[i][k]
						c := story.Pairs[[4]string{a.Article, a.Quote, b.Article, b.Quote}]
						if c == 1 {
							continue
						}
						x := e.align(a, b)
						if plausible(a, b, &x, false) {
							e.entailments(a, b, &x)
							scores, right = append(scores, e.score(a, b, &x, false)), append(right, c >= 2)
						}
						if e.Opposes(a, b) {
							shown++
							hit += int(b2f(c >= 2))
						}
					}
				}
			}
		}
	}
	best, p, r := bestF1(scores, right)
	n := 0
	for _, y := range right {
		n += int(b2f(y))
	}
	data.Log("across stories for measuring: %d of %d shown are right, %d opposing; plausible %d of %d; the judge alone at its best F1 %.3f (P %.3f R %.3f of the plausible)", hit, shown, gold, n, len(right), best, p, r)
}

func (e *Engine) trainWithin(data TrainData, statements [][]Statement, answers []*learn.Boosted) {
	var xs [][]float64
	var ys, checked []bool
	var fold []int
	gold, found := 0, 0
	for i, st := range statements {
		ex := &data.Examples[i]
		for k, c := range ex.Pairs {
			gold += int(b2f(ex.Read == nil && c >= 2 && k[0] < k[1]))
		}
		e.eachPair(st, answers[i%folds], func(a, b *Statement, x *alignment) {
			c := ex.Pairs[[2]string{a.Quote, b.Quote}]
			if c == 1 || ex.Read != nil && !(ex.Read[a.Quote] && ex.Denials[a.Quote] || ex.Read[b.Quote] && ex.Denials[b.Quote]) {
				return
			}
			found += int(b2f(ex.Read == nil && c >= 2))
			xs, ys = append(xs, pairFeatures(a, b, x, true)), append(ys, c >= 2)
			fold, checked = append(fold, i%folds), append(checked, ex.Read == nil)
		})
	}
	data.Log("pairs within articles: %d of %d opposing reach the judge", found, gold)
	var report string
	e.settings.Within = withinThreshold
	e.within, e.calWithin, report = fitJudge(xs, ys, checked, fold, withinThreshold)
	data.Log("judge within articles, cross-validated: %s", report)
}

func (e *Engine) trainAcross(data TrainData, statements [][]Statement) {
	var xs [][]float64
	var ys []bool
	var fold []int
	for si, story := range data.Stories {
		for ai, i := range story.Articles {
			for _, j := range story.Articles[:ai] {
				for k := range statements[i] {
					for m := range statements[j] {
						a, b := &statements[j][m], &statements[i][k]
						x := e.align(a, b)
						c := story.Pairs[[4]string{a.Article, a.Quote, b.Article, b.Quote}]
						if !plausible(a, b, &x, false) || c == 1 {
							continue
						}
						e.entailments(a, b, &x)
						xs = append(xs, pairFeatures(a, b, &x, false))
						ys = append(ys, c >= 2)
						fold = append(fold, si%folds)
					}
				}
			}
		}
	}
	if len(xs) == 0 {
		e.across, e.calAcross, e.settings.Across = e.within, e.calWithin, e.settings.Within
		return
	}
	var report string
	e.settings.Across = acrossThreshold
	e.across, e.calAcross, report = fitJudge(xs, ys, nil, fold, acrossThreshold)
	data.Log("judge across articles, cross-validated: %s", report)
}

// File returns the engine's weights with their provenance.
func (e *Engine) File(p learn.Provenance) (*learn.File, error) {
	f := learn.NewFile(p)
	f.AddCRF("denial words", e.denialWords)
	for _, s := range []struct {
		name string
		v    any
	}{{"denial", e.denial}, {"denial calibration", e.calDenial}, {"within", e.within}, {"across", e.across}, {"within calibration", e.calWithin}, {"across calibration", e.calAcross}, {"answer", e.answer}, {"settings", e.settings}} {
		if err := f.AddJSON(s.name, s.v); err != nil {
			return nil, err
		}
	}
	return f, nil
}
