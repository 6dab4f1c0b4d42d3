package attribution

import (
	"slices"
	"sync"

	"quotetrack/learn"
	"quotetrack/syntax"
)

// trainReadings learns to choose among the readings of a cue that a span model offers
// which did not see the article.
func (e *Engine) trainReadings(data []Example, cross *[2]Engine, o TrainOptions) *learn.Ranker {
	var halves [2][]Example
	for i := range data {
		halves[i%2] = append(halves[i%2], data[i])
	}
	var choices [2][]learn.Choice
	var wg sync.WaitGroup
	// each half finds cues with the engine of the other, so both are set before either begins
	for h := range cross {
		cross[h].settings = e.settings
	}
	for h := range cross {
		wg.Add(1)
		go func() {
			defer wg.Done()
			c := &cross[h]
			// the cues that the span model learns beside are those of the model of the other half
			c.span = c.trainSpans(halves[1-h], func(int) *Engine { return &cross[1-h] }, o)
			choices[h] = c.readingChoices(halves[h], o)
		}()
	}
	wg.Wait()
	all := slices.Concat(choices[0], choices[1])
	o.Log("readings: %d cues to choose for", len(all))
	return learn.TrainRanker(all, learn.RankerOptions{Bits: 18, Epochs: 20, Rate: .03, L2: 1e-3, Drop: .1, Seed: o.Seed})
}

// readingChoices lists the readings of every gold cue and which is right: the one
// that is exactly the gold, else the one nearest to it.
func (e *Engine) readingChoices(data []Example, o TrainOptions) []learn.Choice {
	var out []learn.Choice
	s := &scratch{}
	cues, first, any := 0, 0, 0
	for _, ex := range data {
		s.tree.build(ex.Doc)
		s.lem = lemmas(ex.Doc, s.lem)
		found := e.findCues(ex.Doc, s)
		for _, g := range ex.Gold {
			if len(g.Cue) != 1 || len(g.Content) == 0 {
				continue
			}
			c := s.goldCue(ex.Doc, &g, found)
			e.score(ex.Doc, s, c)
			if !s.unsure() {
				continue
			}
			ch, at, exact := e.readingChoice(ex.Doc, s, e.readings(ex.Doc, s, c), &g)
			cues++
			if exact {
				any++
			}
			if exact && at == 0 {
				first++
			}
			if len(ch.Candidates) > 1 {
				out = append(out, ch)
			}
		}
	}
	o.Log("  %d unsure cues: the best reading is right for %d, one of %d for %d", cues, first, maxReadings, any)
	return out
}

// inexactWeight is the weight of a cue of which no reading is exactly the gold.
const inexactWeight = .3

// readingChoice makes a choice of the readings of a cue, and tells which is right and
// whether it is exactly the gold.
func (e *Engine) readingChoice(d *syntax.Document, s *scratch, rs []reading, g *Annotated) (ch learn.Choice, at int, exact bool) {
	best := -1.0
	for i := range rs {
		ch.Candidates = append(ch.Candidates, e.readingFeats(nil, d, s, &rs[i]))
		ch.Right = append(ch.Right, false)
		if q := likeness(d, &rs[i].found, g); q > best {
			best, at = q, i
		}
	}
	ch.Weight = inexactWeight
	if exact = best == 2; exact {
		ch.Weight = 1
	}
	if len(rs) > 0 {
		ch.Right[at] = true
	}
	return ch, at, exact
}

// likeness is 2 where source and content have the words of the gold, else the share
// of words in common of both together.
func likeness(d *syntax.Document, f *found, g *Annotated) float64 {
	src := f.source
	one := words(d, []Range{src})
	two := words(d, f.content)
	gs, gc := words(d, g.Source), words(d, g.Content)
	if slices.Equal(one, gs) && slices.Equal(two, gc) {
		return 2
	}
	return .3*overlap(one, gs) + .7*overlap(two, gc)
}

// words lists the tokens of ranges that are words.
func words(d *syntax.Document, rs []Range) []int32 {
	var out []int32
	for _, r := range rs {
		for i := r.First; i < r.Last; i++ {
			if isWord(d, i) {
				out = append(out, i)
			}
		}
	}
	return out
}

// overlap is the Jaccard index of two ordered lists.
func overlap(a, b []int32) float64 {
	n, i, j := 0, 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			n, i, j = n+1, i+1, j+1
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	if n == len(a) && n == len(b) {
		return 1
	}
	return float64(n) / float64(len(a)+len(b)-n)
}
