package corpus

import (
	"strings"
	"testing"

	"quotetrack"
)

func TestQuestions(t *testing.T) {
	for s, want := range map[string]Question{
		"who said what about NATO?":                       {Intent: "about", Topic: "NATO"},
		"What did Macron say about Belarus":               {Intent: "speaker", Speaker: "Macron", Topic: "Belarus"},
		"what did Macron say about Belarus since 2022-02": {Intent: "speaker", Speaker: "Macron", Topic: "Belarus", After: "2022-02-01"},
		"who denies promises":                             {Intent: "denies", Topic: "promises"},
		"who contradicts Pelt on the tram":                {Intent: "contradicts", Speaker: "Pelt", Topic: "the tram"},
		"did Putin say he would not escalate":             {Intent: "said", Speaker: "Putin", Topic: "he would not escalate"},
	} {
		got := ParseQuestion(s)
		if got.Intent != want.Intent || !strings.EqualFold(got.Speaker, want.Speaker) || !strings.Contains(strings.ToLower(want.Topic), strings.ToLower(got.Topic)) || got.Topic == "" || got.After != want.After {
			t.Errorf("%q is read as %+v, want %+v", s, got, want)
		}
	}
}

func TestQueryLanguage(t *testing.T) {
	q := ParseQuery(`troops "permanent base" -drill speaker:macron after:2022-02-01 is:opposed`)
	if len(q.Words) != 1 || q.Words[0] != "troops" || len(q.Phrases) != 1 || q.Phrases[0] != "permanent base" || len(q.Without) != 1 || q.After != "2022-02-01" || !q.Opposed || len(q.Names) == 0 && len(q.Speakers) == 0 {
		t.Errorf("got %+v", q)
	}
}

// FuzzParseQuery: whatever a user types is a query.
func FuzzParseQuery(f *testing.F) {
	for _, s := range []string{``, `"`, `-`, `:`, `speaker:`, `a:b:c`, `“curly”`, `(((`, "\x00", `after:never`, `🙂`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q := ParseQuery(s)
		for _, w := range append(append([]string(nil), q.Words...), q.Phrases...) {
			if w == "" {
				t.Errorf("%q has an empty word", s)
			}
		}
		ParseQuestion(s)
	})
}

func conflict(a, speakerA, b, speakerB, ids string) *Conflict {
	q := func(id, text, name string) quotetrack.Quote {
		return quotetrack.Quote{ID: id, Content: []quotetrack.Span{{Text: text}}, Speaker: quotetrack.Speaker{Name: name, Kind: quotetrack.Person}}
	}
	return &Conflict{Opposition: quotetrack.Opposition{Relation: quotetrack.Denies}, QuoteA: q("a"+ids, a, speakerA), QuoteB: q("b"+ids, b, speakerB)}
}

func TestOneDenialInManyOutletsIsOnePair(t *testing.T) {
	c := newCollapser(strings.Fields)
	c.add(conflict("bridge closed since monday", "Anna Ash", "bridge never closed", "Birch", "1"))
	c.add(conflict("bridge has been closed since monday", "Ash", "bridge never closed", "Bo Birch", "2"))
	c.add(conflict("harbour flooded twice", "Ash", "harbour never flooded", "Birch", "3"))
	if len(c.kept) != 2 {
		t.Fatalf("%d pairs, want 2", len(c.kept))
	}
	if k := c.kept[0]; len(k.AlsoA) != 1 || k.AlsoA[0].Quote != "a2" || len(k.AlsoB) != 1 {
		t.Errorf("sightings %+v %+v", k.AlsoA, k.AlsoB)
	}
}

func TestStatementsOnTwoThingsStayApart(t *testing.T) {
	c := newCollapser(strings.Fields)
	c.add(conflict("rates must fall soon", "Ash", "rates must never fall", "Birch", "1"))
	c.add(conflict("taxes may rise again", "Ash", "taxes never rise", "Birch", "2"))
	if len(c.kept) != 2 {
		t.Errorf("statements on rates and on taxes became one")
	}
}
