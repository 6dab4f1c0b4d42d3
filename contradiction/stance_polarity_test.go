package contradiction

import (
	"testing"

	"quotetrack/syntax"
)

func stancer(t testing.TB) (*syntax.Analyzer, *Stancer) {
	t.Helper()
	a, err := syntax.Default()
	if err != nil {
		t.Fatal(err)
	}
	s, err := DefaultStance()
	if err != nil {
		t.Fatal(err)
	}
	return a, s
}

// TestSides: who agrees with whom tells the side of articles, and of claims whose words do
// not tell it.
func TestSides(t *testing.T) {
	a, s := stancer(t)
	var claims []*ArticleView
	for _, c := range []string{"Singer to play Hamlet", "Singer will not play Hamlet", "Singer leaves stage for the sea"} {
		claims = append(claims, s.View(a.Analyze(c)))
	}
	data := []StanceExample{{0, 0, Agree}, {1, 0, Disagree}, {2, 0, Disagree}, {0, 1, Disagree}, {1, 1, Agree}, {2, 1, Agree}, {0, 2, Discuss}, {1, 2, Unrelated}}
	ofClaims, ofArticles := sides(data, claims, 3)
	for i, want := range []float64{1, -1, -1} {
		if got := sign(ofClaims[i]); got != want {
			t.Errorf("claim %d: side %v", i, got)
		}
	}
	for i, want := range []float64{1, -1, 0} {
		if got := sign(ofArticles[i]); got != want {
			t.Errorf("article %d: side %v", i, got)
		}
	}
}

// TestPolarity: the trained models tell who plainly refutes a story.
func TestPolarity(t *testing.T) {
	a, s := stancer(t)
	affirming := s.View(a.Analyze("A whale was found in the canal on Monday, police said. Crowds came to look at it."))
	refuting := s.View(a.Analyze("The story of a whale in the canal is a hoax, and police say that it is not true. The photo was fake."))
	claim, denial := s.View(a.Analyze("Whale found in canal")), s.View(a.Analyze("No, there is no whale in the canal: photo is a hoax"))
	for _, c := range []struct {
		name           string
		claim, article *ArticleView
		differ         bool
	}{{"both affirm", claim, affirming, false}, {"the article refutes", claim, refuting, true}, {"the claim refutes", denial, affirming, true}} {
		if p := s.sides.features(c.claim, c.article)[2]; (p > .5) != c.differ {
			t.Errorf("%s: the sides differ with %.2f", c.name, p)
		}
	}
}
