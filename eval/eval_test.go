package eval

import (
	"encoding/json"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"quotetrack"
	"quotetrack/corpus"
)

const shared = "../../shared"

func needShared(t *testing.T) {
	t.Helper()
	if !Exists(filepath.Join(shared, "data")) {
		t.Skip("the corpora are not here (../shared/data): skipped")
	}
}

// TestAgreesWithReferenceScorer runs both scorers on the same predictions.
func TestAgreesWithReferenceScorer(t *testing.T) {
	needShared(t)
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not here: skipped")
	}
	e, err := corpus.DefaultEngines()
	if err != nil {
		t.Fatal(err)
	}
	for _, set := range [][2]string{{"polnear/dev", "polnear/dev.labels.jsonl"}, {"styles/dev", "styles/dev/labels.jsonl"}} {
		dir, labels := filepath.Join(shared, "data", set[0]), filepath.Join(shared, "data", set[1])
		gold, err := ReadGold(dir, labels)
		if err != nil {
			t.Fatal(err)
		}
		pred := filepath.Join(t.TempDir(), "pred.jsonl")
		f, err := os.Create(pred)
		if err != nil {
			t.Fatal(err)
		}
		ours := NewArticleScores()
		for i := range gold {
			x := e.Extract(quotetrack.Article{ID: gold[i].ID, Text: gold[i].Text, Language: "en"}).Extraction
			ours.Add(&gold[i], x.Quotes, x.Contradictions)
			if err := json.NewEncoder(f).Encode(x); err != nil {
				t.Fatal(err)
			}
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(python, filepath.Join(shared, "tools", "score.py"), "--gold", dir, "--labels", labels, "--pred", pred, "--json").Output()
		if err != nil {
			t.Fatal(err)
		}
		var theirs map[string]map[string]float64
		if err := json.Unmarshal(out, &theirs); err != nil {
			t.Fatal(err)
		}
		for _, m := range Measures {
			if d := math.Abs(theirs[m]["f1"] - ours.F[m].F1()); d > 2e-4 {
				t.Errorf("%s %s: theirs %v, ours %.4f", set[0], m, theirs[m], ours.F[m].F1())
			}
		}
		for _, m := range SpeakerMeasures {
			if d := math.Abs(theirs[m]["acc"] - ours.Acc[m].Rate()); d > 2e-4 {
				t.Errorf("%s %s: theirs %v, ours %.4f", set[0], m, theirs[m], ours.Acc[m].Rate())
			}
		}
		t.Logf("%s: content exact %.3f, attribution exact %.3f, quote+speaker %.3f", set[0], ours.F["content exact"].F1(), ours.F["attribution exact"].F1(), ours.F["quote+speaker"].F1())
	}
}

// TestSeed is the customer's worked example.
func TestSeed(t *testing.T) {
	needShared(t)
	text, err := os.ReadFile(filepath.Join(shared, "data", "seed", "article.txt"))
	if err != nil {
		t.Fatal(err)
	}
	e, err := corpus.DefaultEngines()
	if err != nil {
		t.Fatal(err)
	}
	x := e.Extract(quotetrack.Article{ID: "seed", Text: string(text)}).Extraction
	speakers := map[string]bool{}
	byID := map[string]*quotetrack.Quote{}
	for i := range x.Quotes {
		q := &x.Quotes[i]
		speakers[q.Speaker.Name] = true
		byID[q.ID] = q
		if err := q.Validate(x.Text); err != nil {
			t.Error(err)
		}
	}
	for _, name := range []string{"Dmitry Peskov", "Emmanuel Macron", "Volodymyr Zelensky", "Vladimir Putin", "Josep Borrell", "Olaf Scholz", "Annalena Baerbock", "a senior Government source"} {
		if !speakers[name] {
			t.Errorf("nobody is %q among %d quotes", name, len(x.Quotes))
		}
	}
	if speakers["Macron"] {
		t.Error("some of Macron's quotes lack his full name")
	}
	pair := func(a, b string) bool {
		for _, c := range x.Contradictions {
			if c.Relation == quotetrack.Denies && byID[c.A].Speaker.Name == a && byID[c.B].Speaker.Name == b {
				return true
			}
		}
		return false
	}
	if !pair("Emmanuel Macron", "Dmitry Peskov") {
		t.Error("Peskov's denial of Macron's account is not paired")
	}
	if !pair("U.S. officials", "Moscow") {
		t.Error("Moscow's scoffing at the warnings is not paired")
	}
	for _, c := range x.Contradictions {
		if byID[c.A].Speaker.Name == "Vladimir Putin" && byID[c.B].Speaker.Name == "Emmanuel Macron" {
			t.Errorf("Macron's aim is set against Putin's promise: %q", quotetrack.Text(byID[c.B].Content))
		}
		if a, b := byID[c.A], byID[c.B]; a.Speaker.ID == b.Speaker.ID {
			t.Errorf("%s is set against himself: %q, %q", a.Speaker.Name, quotetrack.Text(a.Content), quotetrack.Text(b.Content))
		}
	}
	denial := false
	for _, q := range x.Quotes {
		denial = denial || q.Denial && quotetrack.Text(q.Content) == "it has no plans to attack"
	}
	if !denial {
		t.Error("that it has no plans to attack is not seen as a denial")
	}
}

// TestSyntaxFloors measures the parser on the UD test sets.
func TestSyntaxFloors(t *testing.T) {
	needShared(t)
	e, err := corpus.DefaultEngines()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"en_ewt-test", "en_gum-test"} {
		tb, err := ReadCoNLLU(filepath.Join(shared, "data", "ud", name+".conllu.gz"))
		if err != nil {
			t.Fatal(err)
		}
		a := e.Syntax.Score(tb)
		t.Logf("%s: %s", name, a)
		if a.XPOS < .95 || a.UAS < .86 {
			t.Errorf("%s fell: %s", name, a)
		}
	}
}
