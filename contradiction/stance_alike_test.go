package contradiction

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestHearTogether: versions of one text come to one view of a claim, another text
// about it keeps its own, and what is unrelated neither speaks nor listens.
func TestHearTogether(t *testing.T) {
	a, s := stancer(t)
	var views []*ArticleView
	for _, text := range []string{
		"The brewery said that the river had not turned green, and called the photo a joke.",
		"The brewery said on Friday that the river had not turned green; it called the photo a joke.",
		"Anglers saw the river turn green below the mill, a witness told the harbour radio.",
		"The brewery said that the river had not turned green, and called the photo a joke.",
	} {
		views = append(views, s.View(a.Analyze(text)))
	}
	p := [][4]float64{{.1, .8, .1, 0}, {.4, .2, .4, 0}, {.7, .1, .2, 0}, {.04, .03, .03, .9}}
	was := append([][4]float64{}, p...)
	s.hearTogether(views, p)
	if p[1][1] < .5 {
		t.Errorf("the second version disagrees with %.2f: the first, plainer one was not heard", p[1][1])
	}
	if math.Abs(p[2][0]-was[2][0]) > .1 {
		t.Errorf("another text agrees with %.2f instead of %.2f", p[2][0], was[2][0])
	}
	if p[3] != was[3] {
		t.Errorf("an unrelated article went from %v to %v", was[3], p[3])
	}
}

// TestHearTogetherKeepsOrder: in whatever order the articles come, each gets the same
// probabilities, and these stay probabilities.
func TestHearTogetherKeepsOrder(t *testing.T) {
	a, s := stancer(t)
	texts := []string{"The dam is safe, the mayor said.", "The dam is safe, the mayor said on Monday.", "", "Ducks left the lake.", "An engineer said the dam was not safe."}
	rng := rand.New(rand.NewPCG(1, 2))
	var views []*ArticleView
	var p [][4]float64
	for _, text := range texts {
		x := [4]float64{rng.Float64(), rng.Float64(), rng.Float64(), rng.Float64() / 2}
		sum := x[0] + x[1] + x[2] + x[3]
		views = append(views, s.View(a.Analyze(text)))
		p = append(p, [4]float64{x[0] / sum, x[1] / sum, x[2] / sum, x[3] / sum})
	}
	straight := append([][4]float64{}, p...)
	s.hearTogether(views, straight)
	n := len(p)
	back, ps := make([]*ArticleView, n), make([][4]float64, n)
	for i := range p {
		back[i], ps[i] = views[n-1-i], p[n-1-i]
	}
	s.hearTogether(back, ps)
	for i := range p {
		sum := 0.0
		for k, x := range straight[i] {
			sum += x
			if math.Abs(x-ps[n-1-i][k]) > 1e-9 {
				t.Errorf("%q: %v in one order, %v in the other", texts[i], straight[i], ps[n-1-i])
			}
		}
		if math.Abs(sum-1) > 1e-9 {
			t.Errorf("%q: the probabilities sum to %v", texts[i], sum)
		}
	}
}
