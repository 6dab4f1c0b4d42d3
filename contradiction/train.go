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
}

// Story is a set of examples (by index) with the pairs across them: keys are
// article and quote ids of both sides.
type Story struct {
	Articles []int
	Pairs    map[[4]string]int
}

// TrainData is what the engine learns from.
type TrainData struct {
	Examples []Example
	Stories  []Story
	Log      func(format string, args ...any)
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
	e.trainWithin(data, statements)
	e.trainAcross(data, statements)
	return e, nil
}

const folds = 5

// trainDenials fits the classifier and returns all statements with denial
// probabilities from models that did not see their article.
func (e *Engine) trainDenials(data TrainData) [][]Statement {
	var xs [][]float64
	var ys []bool
	var fold []int
	for i, ex := range data.Examples {
		neg := negations(ex.Doc)
		st := make([]Statement, len(ex.Quotes))
		for k := range ex.Quotes {
			st[k] = e.statement(&ex.Article, ex.Doc, &ex.Quotes[k], k, neg)
		}
		context := e.contexts(st)
		for k := range ex.Quotes {
			xs = append(xs, denialFeatures(ex.Doc, &ex.Quotes[k], neg, &context[k]))
			ys = append(ys, ex.Denials[ex.Quotes[k].ID])
			fold = append(fold, i%folds)
		}
	}
	fit := func(x [][]float64, y []bool) *learn.Boosted {
		return learn.TrainBoosted(x, y, nil, learn.BoostOptions{Rounds: 60, Depth: 3, Rate: .1, MinWeight: 1, L2: 1})
	}
	scores := crossValidate(xs, ys, fold, fit)
	e.calDenial = learn.TrainCalibration(scores, ys)
	for i := range scores {
		scores[i] = e.calDenial.P(scores[i])
	}
	n := 0
	for i := range data.Examples {
		ex := &data.Examples[i]
		neg := negations(ex.Doc)
		for k := range ex.Quotes {
			if x := viewDenial(ex.Doc, &ex.Quotes[k], neg); x.act() {
				scores[n] = math.Max(scores[n], actDenial)
			}
			n++
		}
	}
	t, f1, p, r := bestThreshold(scores, ys, .6)
	e.settings.DenialThreshold = float32(t)
	data.Log("denials, cross-validated: F1 %.3f (P %.3f R %.3f) at %.3f of %d quotes", f1, p, r, t, len(scores))
	e.denial = fit(xs, ys)
	out := make([][]Statement, len(data.Examples))
	n = 0
	for i := range data.Examples {
		ex := &data.Examples[i]
		out[i] = e.Statements(&ex.Article, ex.Doc, append([]quotetrack.Quote(nil), ex.Quotes...))
		for k := range out[i] {
			if p := out[i][k].Denial; p < actDenial {
				out[i][k].Denial = float32(scores[n])
			}
			n++
		}
		resolveAnaphors(out[i])
	}
	return out
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

// bestThreshold returns the threshold with the best F1 among those of at least
// the given precision.
func bestThreshold(scores []float64, right []bool, minP float64) (t, f1, p, r float64) {
	total := 0
	for _, x := range right {
		if x {
			total++
		}
	}
	t = 1
	for step := 1; step < 100; step++ {
		cut := float64(step) / 100
		tp, n := 0, 0
		for i, s := range scores {
			if s >= cut {
				n++
				if right[i] {
					tp++
				}
			}
		}
		if n == 0 || total == 0 {
			continue
		}
		pp, rr := float64(tp)/float64(n), float64(tp)/float64(total)
		if pp < minP || tp == 0 {
			continue
		}
		if f := 2 * pp * rr / (pp + rr); f > f1 {
			t, f1, p, r = cut, f, pp, rr
		}
	}
	return t, f1, p, r
}

// fitJudge trains a judge with cross-validated calibration and threshold.
// fold tells the part that each row belongs to.
func fitJudge(xs [][]float64, ys []bool, fold []int, minP float64) (*learn.Boosted, *learn.Calibration, float64, string) {
	positives := 0
	for _, y := range ys {
		if y {
			positives++
		}
	}
	fit := func(x [][]float64, y []bool) *learn.Boosted {
		return learn.TrainBagged(x, y, learn.BoostOptions{Rounds: 120, Depth: 2, Rate: .1, MinWeight: 1, L2: 2}, 12, .6, 1)
	}
	scores := crossValidate(xs, ys, fold, fit)
	cal := learn.TrainCalibration(scores, ys)
	for i, s := range scores {
		scores[i] = cal.P(s)
	}
	t, f1, p, r := bestThreshold(scores, ys, minP)
	return fit(xs, ys), cal, t, fmt.Sprintf("%d pairs, %d opposing: F1 %.3f (P %.3f R %.3f) at %.2f", len(xs), positives, f1, p, r, t)
}

func (e *Engine) trainWithin(data TrainData, statements [][]Statement) {
	var xs [][]float64
	var ys []bool
	var fold []int
	for i, st := range statements {
		e.eachPair(st, func(a, b *Statement, x *alignment) {
			c := data.Examples[i].Pairs[[2]string{a.Quote, b.Quote}]
			if c == 1 {
				return
			}
			xs = append(xs, pairFeatures(a, b, x, true))
			ys = append(ys, c >= 2)
			fold = append(fold, i%folds)
		})
	}
	var report string
	e.within, e.calWithin, e.settings.Within, report = fitJudge(xs, ys, fold, .3)
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
	e.across, e.calAcross, e.settings.Across, report = fitJudge(xs, ys, fold, .5)
	data.Log("judge across articles, cross-validated: %s", report)
}

// File returns the engine's weights with their provenance.
func (e *Engine) File(p learn.Provenance) (*learn.File, error) {
	f := learn.NewFile(p)
	for _, s := range []struct {
		name string
		v    any
	}{{"denial", e.denial}, {"denial calibration", e.calDenial}, {"within", e.within}, {"across", e.across}, {"within calibration", e.calWithin}, {"across calibration", e.calAcross}, {"settings", e.settings}} {
		if err := f.AddJSON(s.name, s.v); err != nil {
			return nil, err
		}
	}
	return f, nil
}
