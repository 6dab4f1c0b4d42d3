package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"quotetrack"
)

func item() *Item {
	a := &quotetrack.Article{ID: "a1", Title: "=HYPERLINK(1)", Outlet: "Café", Text: "Ash said, “It rained,” and left.", URL: "https://example.org/a1"}
	q := quotetrack.Quote{ID: "q1", Type: quotetrack.Direct, Source: []quotetrack.Span{{Start: 0, End: 3, Text: "Ash"}}, Cue: []quotetrack.Span{{Start: 4, End: 8, Text: "said"}},
		Content: []quotetrack.Span{{Start: 10, End: 22, Text: "“It rained,”"}}, Speaker: quotetrack.Speaker{ID: "ash", Name: "Ash", Kind: quotetrack.Person}}
	return &Item{Article: a, Quotes: []quotetrack.Quote{q}, Oppositions: []quotetrack.Opposition{{A: quotetrack.QuoteRef{Article: "a1", Quote: "q1"}, B: quotetrack.QuoteRef{Article: "a2", Quote: "q2"}, Relation: quotetrack.Denies, Score: .9}}}
}

func written(t *testing.T, format string) string {
	t.Helper()
	var b bytes.Buffer
	w, err := New(format, &b)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Write(item()); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestCSVIsReadBackWithoutFormulas(t *testing.T) {
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(written(t, "csv"), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 2 || len(rows[0]) != len(rows[1]) {
		t.Fatalf("%d rows", len(rows))
	}
	cells := map[string]string{}
	for i, name := range rows[0] {
		cells[name] = rows[1][i]
	}
	if got := cells["title"]; got != "'=HYPERLINK(1)" {
		t.Errorf("title %q is a formula", got)
	}
	if got := cells["outlet"]; got != "Café" {
		t.Errorf("outlet %q", got)
	}
}

func TestJSONFormatsAreJSON(t *testing.T) {
	for format, want := range map[string]string{"jsonl": `"quotes"`, "webannotation": "TextPositionSelector", "schemaorg": "Quotation"} {
		out := written(t, format)
		for _, line := range strings.Split(strings.TrimSpace(out), "\n") {
			if !json.Valid([]byte(line)) {
				t.Errorf("%s: not JSON: %s", format, line)
			}
		}
		if !strings.Contains(out, want) {
			t.Errorf("%s lacks %s: %s", format, want, out)
		}
	}
}

func TestStandoffHoldsEverySpan(t *testing.T) {
	ann := standoff(item())
	for _, want := range []string{"Source", "Cue", "Content", "0 3\tAsh", "4 8\tsaid", "10 22\t“It rained,”"} {
		if !strings.Contains(ann, want) {
			t.Errorf("standoff lacks %q:\n%s", want, ann)
		}
	}
}

func TestUnknownFormatNamesTheKnown(t *testing.T) {
	_, err := New("xml", nil)
	if err == nil || !strings.Contains(err.Error(), "csv") {
		t.Errorf("got %v", err)
	}
}
