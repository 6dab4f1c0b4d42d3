package contradiction

import (
	"math"
	"os"
	"slices"
	"testing"

	"quotetrack/syntax"
)

func entailer(t testing.TB) (*Entailer, *syntax.Analyzer) {
	t.Helper()
	a, s := stancer(t)
	return s.Entailer(), a
}

// TestContradictionOutweighs: each pair of hypotheses says the same thing of one
// premise, affirmed and turned round; the turned one contradicts it more.
func TestContradictionOutweighs(t *testing.T) {
	e, a := entailer(t)
	for _, c := range [][3]string{
		{"The company sold the factory in May.", "The company sold the factory.", "The company did not sell the factory."},
		{"The bridge is open again.", "The bridge is open.", "The bridge is closed."},
		{"A man plays the guitar on a stage.", "A man plays the guitar.", "Nobody plays the guitar."},
	} {
		p := a.Analyze(c[0])
		same, turned := e.Judge(p, a.Analyze(c[1]), a), e.Judge(p, a.Analyze(c[2]), a)
		if same[1] >= turned[1] || same[0] <= turned[0] {
			t.Errorf("%q: %q %.2f, %q %.2f", c[0], c[1], same, c[2], turned)
		}
	}
}

func TestStanceTellsTheTopic(t *testing.T) {
	s, err := DefaultStance()
	if err != nil {
		t.Fatal(err)
	}
	_, a := entailer(t)
	article := s.View(a.Analyze("A giant squid was caught off Halden on Sunday. The squid was nine metres long, fishermen said. It will be shown in the museum."))
	for claim, related := range map[string]bool{"Giant squid caught off Halden": true, "Central bank cuts interest rates": false} {
		v := s.Stance(s.View(a.Analyze(claim)), article, a)
		if related == (v.Stance == Unrelated) {
			t.Errorf("%q: %s", claim, v.Stance)
		}
		if related && len(v.Sentences) == 0 {
			t.Errorf("%q: no sentence decides", claim)
		}
	}
}

func TestStanceOfNothing(t *testing.T) {
	s, err := DefaultStance()
	if err != nil {
		t.Fatal(err)
	}
	_, a := entailer(t)
	if v := s.Stance(s.View(a.Analyze("")), s.View(a.Analyze("")), a); v.Stance == "" {
		t.Error("an empty claim has no stance")
	}
}

// TestScoreStances checks the challenge's score by hand: 0.25 for telling what is
// related, 0.75 more for the stance.
func TestScoreStances(t *testing.T) {
	r := ScoreStances([]Stance{Agree, Disagree, Unrelated, Discuss}, []Stance{Agree, Agree, Unrelated, Unrelated})
	if want := (1 + .25 + .25) / 3.25; r.Score < want-1e-9 || r.Score > want+1e-9 {
		t.Errorf("score %v, want %v", r.Score, want)
	}
	if r.F1[Unrelated] < .66 || r.F1[Unrelated] > .67 {
		t.Errorf("unrelated %v", r.F1[Unrelated])
	}
}

func BenchmarkStance(b *testing.B) {
	s, err := DefaultStance()
	if err != nil {
		b.Fatal(err)
	}
	_, a := entailer(b)
	article := s.View(a.Analyze("A giant squid was caught off Halden on Sunday. The squid was nine metres long, fishermen said. It will be shown in the museum."))
	claim := s.View(a.Analyze("Giant squid caught off Halden"))
	for b.Loop() {
		s.Stance(claim, article, a)
	}
}

// TestSharesOfStories: ten of one stance in one story count less than one alone,
// what is unrelated counts 1, and the rest 1 on average.
func TestSharesOfStories(t *testing.T) {
	var data []StanceExample
	for a := range 10 {
		data = append(data, StanceExample{Claim: 0, Article: a, Stance: Disagree})
	}
	data = append(data, StanceExample{Claim: 1, Article: 10, Stance: Disagree}, StanceExample{Claim: 1, Article: 0, Stance: Unrelated})
	w := shares(data, stories(data, 11))
	sum := 0.0
	for _, x := range w[:11] {
		sum += x
	}
	if w[0] != w[9] || w[0] >= w[10] || w[11] != 1 || math.Abs(sum-11) > 1e-9 {
		t.Errorf("weights %v", w)
	}
}

// TestStanceIsTheSameEachTime: sums over the words of an article must not depend on the order
// in which a map hands them over, or training gives other weights each time.
func TestStanceIsTheSameEachTime(t *testing.T) {
	s, err := DefaultStance()
	if err != nil {
		t.Fatal(err)
	}
	_, a := entailer(t)
	raw, err := os.ReadFile("../fixtures/stories/01-bridge.story")
	if err != nil {
		t.Fatal(err)
	}
	article := a.Analyze(string(raw))
	claim := a.Analyze(string(raw)[:len(raw)/2])
	features := func() []float64 {
		v, c := s.View(article), s.View(claim)
		cs := claimSide(c)
		return s.stanceFeatures(c, &cs, v, s.closest(&cs, v), a)
	}
	first := features()
	for range 30 {
		if got := features(); !slices.Equal(got, first) {
			t.Fatalf("features %v, then %v", first, got)
		}
	}
}
