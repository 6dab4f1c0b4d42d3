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
		"Helena Voss denied that she had made any promises.":                                                             true,
		"Helena Voss rejected claims that she had taken money.":                                                          true,
		"Helena Voss rejected that the minister had made any promises.":                                                  true,
		"Helena Voss denied the allegations.":                                                                            true,
		"Helena Voss rejected the bill.":                                                                                 false,
		"The court denied a motion to unseal the file.":                                                                  false,
		"Helena Voss dismissed the idea of a summit.":                                                                    false,
		"Helena Voss said that it is easy to fake a stamp.":                                                              false,
		"Helena Voss said that the story, which had gone round the town for many days and weeks, was fake.":              true,
		"“Nonsense,” Helena Voss said.":                                                                                  true,
		"“Absolute rubbish,” Helena Voss replied.":                                                                       true,
		"Tom Reed called the plan “nonsense.”":                                                                           false,
		"“That is not correct. We have no plan,” Helena Voss said.":                                                      true,
		"Tom Reed said that the dam leaked. Helena Voss called the allegation “absurd.”":                                 true,
		"“That's not what happened,” Helena Voss said.":                                                                  true,
		"Helena Voss said that it didn't happen.":                                                                        true,
		"Tom Reed said that the dam had burst. Helena Voss rejected that.":                                               true,
		"“Nothing of the sort was said,” Helena Voss replied.":                                                           true,
		"Tom Reed said the firm had sold the data. Helena Voss says otherwise.":                                          true,
		"Asked whether he had read the letter, Tom Reed said he had not.":                                                true,
		"Tom Reed said that nothing could be further from the truth.":                                                    true,
		"A spokesman described the report as “wide of the mark.”":                                                        true,
		"Tom Reed pushed back on claims that he had lied.":                                                               true,
		"Tom Reed said the story was made up.":                                                                           true,
		"Tom Reed said the board was made up of farmers.":                                                                false,
		"The ministry said it does not comment on rumours.":                                                              false,
		"Tom Reed said that the meeting never happened.":                                                                 true,
		"Tom Reed said that the dam leaked. “Not so,” says Helena Voss.":                                                 true,
		"Tom Reed said that the players were drugged. “It is rubbish. Not one of them took anything,” Helena Voss said.": true,
		"Tom Reed said that the dam had burst. Helena Voss called that suggestion “fanciful.”":                           true,
		"Helena Voss said the harvest was good.":                                                                         false,
		"Helena Voss said that the dam would be repaired by the end of June.":                                            false,
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

func TestBareDenialTakesTheClaim(t *testing.T) {
	f := load(t)
	const rumour = "The news site Huzlers.com claimed that the painter Ludo had been arrested in Tarn.\n\nLudo's agent Ana Ruiz said that it was a hoax."
	st, q, d := f.statements("a", rumour)
	var hoax *Statement
	for i := range st {
		if st[i].Verdict {
			hoax = &st[i]
		}
	}
	if hoax == nil || !hoax.Bare || hoax.Denial < actVerdict-.01 {
		t.Fatalf("no verdict among %d quotes: %+v", len(q), hoax)
	}
	if !hasAny(hoax.Terms[hoax.Own:], []uint32{term("arrest")}) {
		t.Errorf("the hoax does not hold what it denies: %d of its %d terms are its own", hoax.Own, len(hoax.Terms))
	}
	if p := f.e.Within(d, st); len(p) == 0 {
		t.Error("the verdict is not set against the claim")
	}
	// and the claim as another article tells it
	other, _, _ := f.statements("b", "A report said that police had arrested the painter Ludo in Tarn on Monday.\n\nThe painter Ludo is known for his walls in Tarn.")
	if !f.e.Opposes(&other[0], hoax) {
		t.Error("the verdict does not answer the claim of another article")
	}
	question, _, _ := f.statements("c", "Tom Reed asked: “Has the painter Ludo been arrested in Tarn?”\n\nThe painter Ludo is known for his walls in Tarn.")
	for i := range question {
		if f.e.Opposes(&question[i], hoax) {
			t.Error("a question is answered as if it were a claim")
		}
	}
}

func TestHedgedAndPartialDenials(t *testing.T) {
	f := load(t)
	for text, want := range map[string]quotetrack.Hedge{
		"Tom Reed said: “We are not aware of any arrest.”":                 quotetrack.Hedged,
		"Tom Reed said that this was not entirely true.":                   quotetrack.Partial,
		"Tom Reed denied that he had taken money.":                         "",
		"Tom Reed said: “That is not true.”":                               "",
		"Tom Reed insisted that there was no evidence of wrongdoing.":      quotetrack.Hedged,
		"Tom Reed denied the allegations, which were not all made public.": "",
	} {
		_, q, _ := f.statements("x", text)
		found := false
		for _, x := range q {
			if x.Denial {
				found = true
				if x.Hedge != want {
					t.Errorf("%q: hedge %q, want %q", text, x.Hedge, want)
				}
			}
		}
		if !found {
			t.Errorf("%q holds no denial", text)
		}
	}
}

func TestNegationByQuantifierAndPrefix(t *testing.T) {
	f := load(t)
	negated := func(text, lemma string) bool {
		st, _, _ := f.statements("x", text)
		for i := range st {
			for _, k := range st[i].Terms {
				if k.Key == term(lemma) && k.Negated {
					return true
				}
			}
		}
		return false
	}
	if !negated("Tom Reed said that no patient had died.", "die") || negated("Tom Reed said that one patient had died.", "die") {
		t.Error("\"no patient had died\" negates the dying, \"one patient\" does not")
	}
	a, _, _ := f.statements("a", "Tom Reed said that the east stand was unsafe.")
	b, _, _ := f.statements("b", "Ana Ruiz said that the east stand was safe.")
	if x := f.e.align(&a[0], &b[0]); len(x.opposites) != 1 {
		t.Errorf("unsafe and safe: %d opposites, want 1", len(x.opposites))
	}
}

func TestIndexOffersOneStory(t *testing.T) {
	f := load(t)
	idx := f.e.NewIndex()
	const story = "\n\nThe Ostrey dam above Tolland is sixty years old. The dam keeps the water of Tolland."
	a, _, _ := f.statements("a", "Helena Voss said the Ostrey dam had burst."+story)
	c, _, _ := f.statements("c", "Daniel Reeve said that nobody had seen any water."+story)
	far, _, _ := f.statements("far", "Ruth Okell said that nobody had asked the bank.\n\nThe bank in Sorrel is old.")
	idx.Add(1, &a[0])
	if got := idx.Candidates(&c[0]); len(got) != 1 {
		t.Errorf("candidates %v: the statements share no word, their articles tell one story", got)
	}
	if got := idx.Candidates(&far[0]); len(got) != 0 {
		t.Errorf("candidates %v of another story", got)
	}
}

func BenchmarkStatements(b *testing.B) {
	f := load(b)
	const text = "Helena Voss said the Ostrey dam would not be emptied. Daniel Reeve denied the reports. “It is a hoax,” Ana Ruiz said. Tom Reed said that the dam had been emptied in May."
	d := f.a.Analyze(text)
	q := f.at.Extract("x", d, f.a)
	b.ReportAllocs()
	for b.Loop() {
		f.e.Statements(&quotetrack.Article{ID: "x", Text: text}, d, q)
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
