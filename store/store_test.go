package store

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	bolt "go.etcd.io/bbolt"
	"pgregory.net/rapid"

	"quotetrack"
)

func open(t *testing.T) *Store {
	t.Helper()
	s, err := Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func sample(id string, quotes int) (*Article, [][]byte) {
	a := &Article{Article: quotetrack.Article{ID: id, Title: "T " + id, Text: "Ash said it rained."}, Print: []byte("print of " + id)}
	var st [][]byte
	for k := range quotes {
		a.Quotes = append(a.Quotes, quotetrack.Quote{ID: fmt.Sprintf("%s.%d", id, k), Content: []quotetrack.Span{{Start: 9, End: 18, Text: "it rained"}}})
		st = append(st, []byte(fmt.Sprintf("statement %s.%d", id, k)))
	}
	return a, st
}

func put(t *testing.T, s *Store, id string, quotes int) {
	t.Helper()
	a, st := sample(id, quotes)
	if err := s.Update(func(tx *Tx) error { return tx.Put(a, st) }); err != nil {
		t.Fatal(err)
	}
}

func TestArticleComesBackWhole(t *testing.T) {
	s := open(t)
	put(t, s, "a", 2)
	a, err := s.ArticleOfQuote("a.1")
	if err != nil {
		t.Fatal(err)
	}
	if a.ID != "a" || len(a.Quotes) != 2 || a.Quotes[1].Content[0].Text != "it rained" || a.Seq != 1 {
		t.Errorf("got %+v", a)
	}
	if _, err := s.Article("b"); !errors.Is(err, ErrNotFound) {
		t.Errorf("missing article: %v", err)
	}
}

func TestSecondProcessIsTold(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := Open(dir); !errors.Is(err, ErrLocked) {
		t.Errorf("second open: %v, want ErrLocked", err)
	}
}

func TestNewerSchemaIsRefused(t *testing.T) {
	dir := t.TempDir()
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	err = s.db.Update(func(tx *bolt.Tx) error { return tx.Bucket(bucketMeta).Put(keySchema, be(Schema+1)) })
	s.Close()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir); !errors.Is(err, ErrNewer) {
		t.Errorf("open: %v, want ErrNewer", err)
	}
}

func TestDamagedFileIsAnError(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "corpus.db"), bytes.Repeat([]byte("no bolt file "), 1000), 0o644); err != nil {
		t.Fatal(err)
	}
	if s, err := Open(dir); err == nil {
		s.Close()
		t.Error("a file of other bytes opened")
	}
}

func TestFailedTransactionLeavesNothing(t *testing.T) {
	s := open(t)
	boom := errors.New("boom")
	a, st := sample("a", 1)
	err := s.Update(func(tx *Tx) error {
		if err := tx.Put(a, st); err != nil {
			return err
		}
		return boom
	})
	if !errors.Is(err, boom) {
		t.Fatal(err)
	}
	if n, err := s.Counts(); err != nil || n.Articles != 0 || n.Quotes != 0 {
		t.Errorf("left %+v, %v", n, err)
	}
}

func TestSightingsAreNotedOnce(t *testing.T) {
	s := open(t)
	put(t, s, "a", 1)
	sight := Sighting{ID: "copy", Outlet: "Elsewhere"}
	for i, want := range []bool{true, false} {
		var added bool
		err := s.Update(func(tx *Tx) (err error) {
			added, err = tx.AddSighting("a", sight)
			return err
		})
		if err != nil || added != want {
			t.Errorf("time %d: added %v, %v", i+1, added, err)
		}
	}
}

// TestStoreAgreesWithMap puts, replaces, deletes and pairs at random, and
// compares what is kept with a plain map.
func TestStoreAgreesWithMap(t *testing.T) {
	dir := t.TempDir()
	n := 0
	rapid.Check(t, func(r *rapid.T) {
		n++
		s, err := Open(filepath.Join(dir, fmt.Sprint(n)))
		if err != nil {
			r.Fatal(err)
		}
		defer s.Close()
		want := map[string]int{}
		pairs := map[string]bool{}
		for range rapid.IntRange(1, 20).Draw(r, "steps") {
			id := rapid.SampledFrom([]string{"a", "b", "c", "d"}).Draw(r, "id")
			switch rapid.IntRange(0, 2).Draw(r, "op") {
			case 0:
				q := rapid.IntRange(1, 3).Draw(r, "quotes")
				a, st := sample(id, q)
				if err := s.Update(func(tx *Tx) error { return tx.Put(a, st) }); err != nil {
					r.Fatal(err)
				}
				want[id] = q
				drop(pairs, id)
			case 1:
				err := s.Update(func(tx *Tx) error { return tx.Delete(id) })
				if _, ok := want[id]; ok != (err == nil) {
					r.Fatalf("delete %s: %v", id, err)
				}
				delete(want, id)
				drop(pairs, id)
			case 2:
				if want["a"] > 0 && want["b"] > 0 {
					o := &quotetrack.Opposition{A: quotetrack.QuoteRef{Article: "a", Quote: "a.0"}, B: quotetrack.QuoteRef{Article: "b", Quote: "b.0"}}
					if err := s.Update(func(tx *Tx) error { return tx.PutOpposition(o) }); err != nil {
						r.Fatal(err)
					}
					pairs["a b"] = true
				}
			}
		}
		quotes := 0
		for id, q := range want {
			quotes += q
			if a, err := s.Article(id); err != nil || len(a.Quotes) != q {
				r.Fatalf("article %s: %v", id, err)
			}
		}
		got, err := s.Counts()
		if err != nil || got.Articles != len(want) || got.Quotes != quotes || got.Oppositions != len(pairs) {
			r.Fatalf("counts %+v, want %d articles, %d quotes, %d pairs (%v)", got, len(want), quotes, len(pairs), err)
		}
		if problems, err := s.Check(); err != nil || len(problems) > 0 {
			r.Fatalf("check: %v %v", problems, err)
		}
	})
}

func drop(pairs map[string]bool, id string) {
	if id == "a" || id == "b" {
		delete(pairs, "a b")
	}
}
