package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quotetrack/eval"
)

func TestPairLabels(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pairs.tsv")
	write := func(s string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(s), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("# a comment\npolnear/train\tx\tA1\tA2\tyes\npolnear/train\tx\tA3\tA2\tunsure\nelsewhere\ty\tA1\tA2\tyes\n")
	got, err := readPairLabels("polnear/train", path)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 1 || got["x"][[2]string{"A1", "A2"}] != 2 || got["x"][[2]string{"A2", "A1"}] != 2 || got["x"][[2]string{"A3", "A2"}] != 1 {
		t.Errorf("got %v", got)
	}
	write("polnear/train\tx\tA1\tA2\tyes\npolnear/train\tx\tA1\n")
	if _, err := readPairLabels("polnear/train", path); err == nil || !strings.Contains(err.Error(), path+":2:") {
		t.Errorf("a line that is cut: %v, want an error that names line 2", err)
	}
	if _, err := readPairLabels("polnear/train", path+".none"); err == nil {
		t.Error("a file that is not there gives no error")
	}
}

// TestOwnLabels checks the labels that the repository holds: every pair is of a
// denial that was read as one.
func TestOwnLabels(t *testing.T) {
	read := func(name string, columns int) [][]string {
		b, err := os.ReadFile(filepath.Join("..", "..", "contradiction", "labels", name))
		if err != nil {
			t.Fatal(err)
		}
		var out [][]string
		for n, line := range strings.Split(strings.TrimSpace(string(b)), "\n") {
			if strings.HasPrefix(line, "#") {
				continue
			}
			c := strings.Split(line, "\t")
			if len(c) != columns {
				t.Fatalf("%s:%d: %d columns, want %d", name, n+1, len(c), columns)
			}
			out = append(out, c)
		}
		return out
	}
	denials := map[string]bool{}
	for _, c := range read("denials.tsv", 4) {
		if c[3] != "yes" && c[3] != "no" && c[3] != "unsure" {
			t.Errorf("verdict %q on %s %s", c[3], c[1], c[2])
		}
		denials[c[1]+" "+c[2]] = c[3] == "yes"
	}
	for _, c := range read("pairs.tsv", 5) {
		if !denials[c[1]+" "+c[2]] && !denials[c[1]+" "+c[3]] {
			t.Errorf("%s: neither %s nor %s is a denial", c[1], c[2], c[3])
		}
		if c[4] != "yes" && c[4] != "unsure" {
			t.Errorf("verdict %q on %s", c[4], c[1])
		}
	}
}

// TestWrittenStatements: the statements that denials are learnt from can be read, none
// stands twice, and docs/models.md tells how many there are of either kind.
func TestWrittenStatements(t *testing.T) {
	root := filepath.Join("..", "..")
	gold, err := eval.ReadStatements(filepath.Join(root, "contradiction", "labels", "statements.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	yes, seen := 0, map[string]string{}
	for _, g := range gold {
		yes += len(g.Labels.Denials)
		if of, ok := seen[g.Text]; ok {
			t.Errorf("%s repeats %s: %q", g.ID, of, g.Text)
		}
		seen[g.Text] = g.ID
	}
	card, err := os.ReadFile(filepath.Join(root, "docs", "models.md"))
	if err != nil {
		t.Fatal(err)
	}
	if want := fmt.Sprintf("holds %d statements that we wrote (%d denials, %d that look", len(gold), yes, len(gold)-yes); !strings.Contains(string(card), want) {
		t.Errorf("docs/models.md does not say %q", want)
	}
}
