package eval

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quotetrack"
)

func TestReadStatements(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s.tsv")
	write := func(s string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(s), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("# written\nyes\t“{It’s a lie},” <Mr. Été> [said].\nno\t<He> [denied] {a} or {a second motion}.\n")
	got, err := ReadStatements(path)
	if err != nil || len(got) != 2 {
		t.Fatalf("%d statements, %v", len(got), err)
	}
	a := got[0]
	cut := func(g GoldArticle, s [2]int) string { return string([]rune(g.Text)[s[0]:s[1]]) }
	if at := a.Attributions[0]; a.Text != "“It’s a lie,” Mr. Été said." || cut(a, at.Content[0]) != "It’s a lie" || cut(a, at.Source[0]) != "Mr. Été" || cut(a, at.Cue[0]) != "said" {
		t.Errorf("%q: %v", a.Text, at)
	}
	if len(a.Labels.Denials) != 1 || len(got[1].Labels.Denials) != 0 {
		t.Error("verdicts lost")
	}
	if k := a.Labels.Speakers["A1"].Kind; k != quotetrack.Person {
		t.Errorf("Mr. Été is %s", k)
	}
	if n := len(got[1].Attributions[0].Content); n != 2 {
		t.Errorf("%d contents, want 2", n)
	}
	for _, bad := range []string{"maybe\t<He> [said] {no}.", "yes <He> [said] {no}.", "yes\t<He> [said] {no.", "yes\t<He> said {no}.", "yes\t<He> [said] no."} {
		write("# one\n" + bad + "\n")
		if _, err := ReadStatements(path); err == nil || !strings.Contains(err.Error(), "s.tsv:2:") {
			t.Errorf("%q: error %v does not name the line", bad, err)
		}
	}
}

func FuzzParseStatement(f *testing.F) {
	f.Add("“{It’s a lie},” <Mr. Été> [said].")
	f.Add("<{[")
	f.Add("}>]")
	f.Fuzz(func(t *testing.T, s string) {
		g, err := parseStatement(s)
		if err != nil {
			return
		}
		n := len([]rune(g.Text))
		for _, spans := range [][][2]int{g.Attributions[0].Source, g.Attributions[0].Cue, g.Attributions[0].Content} {
			for _, s := range spans {
				if s[0] < 0 || s[0] > s[1] || s[1] > n {
					t.Fatalf("span %v of %d code points", s, n)
				}
			}
		}
	})
}
