package contradiction

import (
	"testing"

	"quotetrack"
	"quotetrack/attribution"
	"quotetrack/syntax"
)

type fixture struct {
	e  *Engine
	a  *syntax.Analyzer
	at *attribution.Engine
}

func load(t testing.TB) fixture {
	a, err := syntax.Default()
	if err != nil {
		t.Fatal(err)
	}
	at, err := attribution.Default()
	if err != nil {
		t.Fatal(err)
	}
	e, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	return fixture{e, a, at}
}

func (f fixture) statements(id, text string) ([]Statement, []quotetrack.Quote, *syntax.Document) {
	d := f.a.Analyze(text)
	q := f.at.Extract(id, d, f.a)
	return f.e.Statements(&quotetrack.Article{ID: id, Text: text}, d, q), q, d
}

func TestDenialActs(t *testing.T) {
	f := load(t)
	for text, want := range map[string]bool{
		"Helena Voss denied that she had made any promises.":                  true,
		"Helena Voss rejected claims that she had taken money.":               true,
		"Helena Voss rejected that the minister had made any promises.":       true,
		"Helena Voss denied the allegations.":                                 true,
		"Helena Voss rejected the bill.":                                      false,
		"Helena Voss said the harvest was good.":                              false,
		"Helena Voss said that the dam would be repaired by the end of June.": false,
	} {
		_, q, _ := f.statements("x", text)
		got := false
		for _, x := range q {
			got = got || x.Denial
		}
		if got != want {
			t.Errorf("%q: denial %v, want %v", text, got, want)
		}
	}
}

func TestWithinFindsADenialAndSaysWhy(t *testing.T) {
	f := load(t)
	st, q, d := f.statements("x", "Peter Lanning said that the minister had promised farmers a summer without cuts.\n\nHelena Voss, the minister, denied that she had promised farmers anything.")
	pairs := f.e.Within(d, st)
	if len(pairs) == 0 {
		t.Fatalf("no pair among %d quotes", len(q))
	}
	p := pairs[0]
	kinds := map[string]bool{}
	for _, r := range p.Reasons {
		kinds[r.Kind] = true
		for _, s := range append(r.A, r.B...) {
			if string([]rune(d.Text)[s.Start:s.End]) != s.Text {
				t.Errorf("reason %s: span %d-%d is not %q", r.Kind, s.Start, s.End, s.Text)
			}
		}
	}
	if p.Relation != quotetrack.Denies || !kinds["denial-cue"] || !kinds["aligned"] || !kinds["caution"] {
		t.Errorf("got %+v", p)
	}
}

func TestNoOpposition(t *testing.T) {
	f := load(t)
	for _, text := range []string{
		"Anna Berg said the tram would be fast. Anna Berg added that the tram would be cheap.",
		"Anna Berg said the tram was a wonderful idea. Tom Reed said the harbour needs new cranes.",
		"Twelve people fell ill, the clinic said on Sunday. Fifteen people were being treated, the clinic said on Monday.",
	} {
		st, q, d := f.statements("x", text)
		for _, p := range f.e.Within(d, st) {
			t.Errorf("%q: %s %+v among %d quotes", text, p.Relation, p.Reasons, len(q))
		}
	}
}

func TestIndexFindsCandidates(t *testing.T) {
	f := load(t)
	idx := f.e.NewIndex()
	a, _, _ := f.statements("a", "Helena Voss said the Ostrey dam would not be emptied before the harvest.")
	b, _, _ := f.statements("b", "Ruth Okell said the bank planned to remain independent.")
	c, _, _ := f.statements("c", "Daniel Reeve said the Ostrey dam had been emptied.")
	idx.Add(1, &a[0])
	idx.Add(2, &b[0])
	got := idx.Candidates(&c[0])
	if len(got) != 1 || got[0] != 1 {
		t.Errorf("candidates %v, want [1]", got)
	}
}

func BenchmarkBetween(b *testing.B) {
	f := load(b)
	x, _, _ := f.statements("a", "Helena Voss said the Ostrey dam would not be emptied before the harvest.")
	y, _, _ := f.statements("c", "Daniel Reeve said the Ostrey dam had been emptied.")
	b.ReportAllocs()
	for b.Loop() {
		f.e.Between(&x[0], &y[0], "", "")
	}
}
