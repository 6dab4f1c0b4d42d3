package contradiction

import (
	"testing"
	"time"

	"quotetrack/syntax"
)

func TestWhen(t *testing.T) {
	a, err := syntax.Default()
	if err != nil {
		t.Fatal(err)
	}
	const day = "2031-05-07" // a Wednesday
	for _, c := range []struct {
		text     string
		future   bool
		from, to string // "" for none
	}{
		{"It burned on Monday.", false, "2031-05-05", "2031-05-05"},
		{"It will open on Monday.", true, "2031-05-12", "2031-05-12"},
		{"It burned on Wednesday.", false, "2031-05-07", "2031-05-07"},
		{"It burned yesterday.", false, "2031-05-06", "2031-05-06"},
		{"It burned on March 5.", false, "2031-03-05", "2031-03-05"},
		{"It burned on December 24.", false, "2030-12-24", "2030-12-24"},
		{"It will open on January 10.", true, "2032-01-10", "2032-01-10"},
		{"It burned on 5 March 2029.", false, "2029-03-05", "2029-03-05"},
		{"It burned on March 5, 2029.", false, "2029-03-05", "2029-03-05"},
		{"It burned in February.", false, "2031-02-01", "2031-02-28"},
		{"It burned in 2029.", false, "2029-01-01", "2029-12-31"},
		{"Profits fell last month.", false, "2031-04-01", "2031-04-30"},
		{"Profits fell last week.", false, "2031-04-28", "2031-05-04"},
		{"It burned two days ago.", false, "2031-05-05", "2031-05-05"},
		{"It burned three years ago.", false, "2028-01-01", "2028-12-31"},
		{"It may burn.", false, "", ""},
		{"He paid 2,029 dollars to 2030 people.", false, "", ""},
	} {
		d := a.Analyze(c.text)
		got := when(d, day, 0, int32(len(d.Tokens)), c.future)
		if c.from == "" {
			if len(got) > 0 {
				t.Errorf("%s: %v, want none", c.text, got)
			}
			continue
		}
		if len(got) != 1 || dayOf(got[0].From) != c.from || dayOf(got[0].To) != c.to {
			var days []string
			for _, p := range got {
				days = append(days, dayOf(p.From)+".."+dayOf(p.To))
			}
			t.Errorf("%s: %v, want %s..%s", c.text, days, c.from, c.to)
		}
	}
	d := a.Analyze("It burned on Monday.")
	if got := when(d, "", 0, int32(len(d.Tokens)), false); len(got) > 0 {
		t.Errorf("without the article's day: %v", got)
	}
}

func dayOf(n int32) string {
	return time.Unix(int64(n)*86400, 0).UTC().Format(time.DateOnly)
}
