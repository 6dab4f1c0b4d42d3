package contradiction

import (
	"testing"

	"quotetrack/syntax"
)

// TestNegations checks which verb of a sentence is said not to be so.
func TestNegations(t *testing.T) {
	a, err := syntax.Default()
	if err != nil {
		t.Fatal(err)
	}
	lex, err := defaultLexicon()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text, verb string
		want       bool
	}{
		{"He paid the tax.", "paid", false},
		{"He did not pay the tax.", "pay", true},
		{"He failed to pay the tax.", "pay", true},
		{"He did not fail to pay the tax.", "pay", false},
		{"He managed to pay the tax.", "pay", false},
		{"He did not manage to pay the tax.", "pay", true},
		{"She forgot to lock the gate.", "lock", true},
		{"They refused to sign the treaty.", "sign", true},
		{"She pretended that the gate opened.", "opened", true},
		{"They have yet to sign the treaty.", "sign", true},
		{"The firm made no promises.", "made", true},
		{"At no time did they discuss the tax.", "discuss", true},
		{"Under no circumstances had he agreed to it.", "agreed", true},
		{"He had no time to read the letter.", "read", false},
		{"The firm discouraged customers from using the browser.", "using", true},
		{"The guards did not stop them from leaving.", "leaving", false},
	} {
		d := a.Analyze(c.text)
		neg := lex.negations(d)
		for i := range d.Tokens {
			if d.Tokens[i].Lower == c.verb && neg[i] != c.want {
				t.Errorf("%s: %s negated %v, want %v", c.text, c.verb, neg[i], c.want)
			}
		}
	}
}

// FuzzNegations checks that no text makes the polarity of verbs panic or run on.
func FuzzNegations(f *testing.F) {
	a, err := syntax.Default()
	if err != nil {
		f.Fatal(err)
	}
	lex, err := defaultLexicon()
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{"He failed to not try to refuse to go.", "March 31, 2031 32 ago last", "on Monday three weeks ago in 1987"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d := a.Analyze(s)
		if n := len(lex.negations(d)); n != len(d.Tokens) {
			t.Fatalf("%d marks for %d tokens", n, len(d.Tokens))
		}
		for _, p := range when(d, "2031-05-07", 0, int32(len(d.Tokens)), false) {
			if p.From > p.To {
				t.Fatalf("period %v", p)
			}
		}
	})
}
