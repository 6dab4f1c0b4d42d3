package index

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func fresh(t *testing.T, docs ...Document) *Index {
	t.Helper()
	x, err := Create(filepath.Join(t.TempDir(), "index"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	if err := x.Apply(docs, nil, 7); err != nil {
		t.Fatal(err)
	}
	return x
}

func ids(t *testing.T, x *Index, q Query) []string {
	t.Helper()
	if q.Size == 0 {
		q.Size = 10
	}
	r, err := x.Search(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, h := range r.Hits {
		out = append(out, h.ID)
	}
	return out
}

var rain = []Document{
	{ID: "1", Article: "a", Text: "he is guilty", About: "he is guilty", Smooth: "he is guilty", Speaker: "ash", Name: "Ash", Day: "2031-05-01", Month: "2031-05"},
	{ID: "2", Article: "a", Text: "he is not guilty", About: "he is not guilty", Smooth: "he is not guilty", Speaker: "birch", Name: "Birch", Day: "2031-06-02", Month: "2031-06", Denial: "yes"},
	{ID: "3", Article: "b", Text: "José denies it", About: "José denies it", Smooth: "José denies it", Speaker: "cedar", Name: "Cedar", Day: "2031-06-03", Month: "2031-06"},
}

func TestNegationIsSearchable(t *testing.T) {
	x := fresh(t, rain...)
	if got := ids(t, x, Query{Phrases: []string{"not guilty"}}); len(got) != 1 || got[0] != "2" {
		t.Errorf("phrase \"not guilty\" finds %v", got)
	}
}

func TestAccentsFold(t *testing.T) {
	x := fresh(t, rain...)
	if got := ids(t, x, Query{Words: []string{"jose"}}); len(got) != 1 || got[0] != "3" {
		t.Errorf("jose finds %v", got)
	}
}

func TestCheckpointAndDeletion(t *testing.T) {
	x := fresh(t, rain...)
	if n, err := x.Seq(); err != nil || n != 7 {
		t.Errorf("checkpoint %d, %v", n, err)
	}
	if err := x.Apply(nil, []string{"2"}, 8); err != nil {
		t.Fatal(err)
	}
	n, err := x.Count()
	if err != nil || n != 2 {
		t.Errorf("%d quotes left, %v", n, err)
	}
	if of, err := x.OfArticle("a"); err != nil || len(of) != 1 || of[0] != "1" {
		t.Errorf("quotes of a: %v, %v", of, err)
	}
}

func TestUnusableIndexesAreTold(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	if _, err := Open(dir); !errors.Is(err, ErrUnusable) {
		t.Errorf("missing: %v", err)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "index_meta.json"), []byte("{"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir); !errors.Is(err, ErrUnusable) {
		t.Errorf("damaged: %v", err)
	}
	x, err := Create(dir)
	if err != nil {
		t.Fatalf("a damaged index cannot be replaced: %v", err)
	}
	x.Close()
	if x, err = Open(dir); err != nil {
		t.Fatal(err)
	}
	x.Close()
}
