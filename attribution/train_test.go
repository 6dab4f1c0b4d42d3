package attribution

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"quotetrack"
	"quotetrack/learn"
)

// TestTrainIsRepeatable trains twice on a few articles, the second time on one core, and
// wants the same bytes. The race detector finds in it what the scheduler hides.
func TestTrainIsRepeatable(t *testing.T) {
	if testing.Short() {
		t.Skip("trains two engines")
	}
	data := ownExamples(t)
	_, a := engines(t)
	train := func() []byte {
		e, err := Train(data, TrainOptions{Analyzer: a, CueEpochs: 2, SpanEpochs: 2, Seed: 1, Bag: 2, Log: t.Logf})
		if err != nil {
			t.Fatal(err)
		}
		e.Calibrate(data, a, t.Logf)
		f, err := e.File(learn.Provenance{Name: "attribution"}, nil, NewOffices())
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if _, err := f.WriteTo(&b); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	many := train()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	if one := train(); !bytes.Equal(many, one) {
		t.Errorf("two trainings on the same articles differ: %d and %d bytes", len(many), len(one))
	}
}

// ownExamples are the fixture articles with what the embedded engine finds in them.
func ownExamples(t *testing.T) []Example {
	e, a := engines(t)
	paths, err := filepath.Glob(filepath.Join("..", "fixtures", "articles", "*.txt"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no fixture articles: %v", err)
	}
	var out []Example
	for _, p := range paths {
		b, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		for i, half := range halves(string(b)) {
			ex := Example{ID: p + string(rune('a'+i)), Doc: a.Analyze(half), Speakers: true}
			s := e.get()
			for _, f := range e.attributions(ex.Doc, s) {
				if f.alone || f.cue.first >= f.cue.last {
					continue
				}
				g := Annotated{Cue: []Range{{f.cue.first, f.cue.last}}, Content: f.content, Speaker: quotetrack.Speaker{Kind: quotetrack.Unnamed}}
				if f.source.First < f.source.Last {
					g.Source = []Range{f.source}
					text := ex.Doc.TokenText(f.source.First, f.source.Last)
					g.Speaker = quotetrack.Speaker{Kind: quotetrack.Person, Name: text}
				}
				ex.Gold = append(ex.Gold, g)
			}
			e.pool.Put(s)
			out = append(out, ex)
		}
	}
	return out
}

// halves cuts a text in two between paragraphs.
func halves(text string) []string {
	ps := strings.Split(text, "\n\n")
	k := len(ps) / 2
	return []string{strings.Join(ps[:k], "\n\n"), strings.Join(ps[k:], "\n\n")}
}
