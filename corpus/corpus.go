// Package corpus is a folder of articles with their quotes and oppositions,
// stored and indexed as one: ingest, search, questions, export, checks.
//
// The protocol between store and index: a batch of articles is first one
// transaction of the store, whose log numbers every change; then one batch of
// the index, which carries the number of the last change that it holds.
// Opening replays what the index lacks. An index that does not open, or that
// another version made, is set aside and built anew from the store.
//
// It imports the root package, syntax, attribution, contradiction, store and
// index.
package corpus

import (
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"quotetrack/attribution"
	"quotetrack/contradiction"
	"quotetrack/index"
	"quotetrack/store"
	"quotetrack/syntax"
)

// Corpus is an open corpus. It is safe for concurrent use, except that one
// Ingest runs at a time.
type Corpus struct {
	Dir     string
	store   *store.Store
	index   *index.Index
	engines Engines
}

// Engines are the models that a corpus works with.
type Engines struct {
	Syntax        *syntax.Analyzer
	Attribution   *attribution.Engine
	Contradiction *contradiction.Engine
}

// DefaultEngines loads the embedded models.
func DefaultEngines() (Engines, error) {
	var e Engines
	var errs [3]error
	var wg sync.WaitGroup
	for _, load := range []func(){
		func() { e.Syntax, errs[0] = syntax.Default() },
		func() { e.Attribution, errs[1] = attribution.Default() },
		func() { e.Contradiction, errs[2] = contradiction.Default() },
	} {
		wg.Add(1)
		go func() {
			defer wg.Done()
			load()
		}()
	}
	wg.Wait()
	return e, errors.Join(errs[:]...)
}

// Open opens or makes the corpus in dir and brings its index up to date. The
// error wraps store.ErrLocked while another process has it open.
func Open(dir string, e Engines) (*Corpus, error) {
	s, err := store.Open(dir)
	if err != nil {
		return nil, err
	}
	c := &Corpus{Dir: dir, store: s, engines: e}
	c.index, err = index.Open(c.indexDir())
	if errors.Is(err, index.ErrUnusable) {
		c.index, err = index.Create(c.indexDir())
	}
	if err == nil {
		err = c.catchUp()
	}
	if err != nil {
		c.Close()
		return nil, err
	}
	return c, nil
}

func (c *Corpus) indexDir() string { return filepath.Join(c.Dir, "index") }

// Close closes both parts.
func (c *Corpus) Close() error {
	err := c.store.Close()
	if c.index != nil {
		err = errors.Join(err, c.index.Close())
	}
	return err
}

// Rebuild builds the index anew from the store.
func (c *Corpus) Rebuild() error {
	if err := c.index.Close(); err != nil {
		return fmt.Errorf("rebuild: %w", err)
	}
	var err error
	if c.index, err = index.Create(c.indexDir()); err != nil {
		return err
	}
	return c.catchUp()
}

// batchDocuments is how many documents one batch of the index carries.
const batchDocuments = 1000

// catchUp replays the changes that the index lacks. An article that changed
// several times is written as it is now; deletions before a later change of
// the same article do no harm.
func (c *Corpus) catchUp() error {
	have, err := c.index.Seq()
	if err != nil {
		return err
	}
	last, err := c.store.Seq()
	if err != nil {
		return err
	}
	if have > last { // the store was restored from an older copy
		c.index.Close()
		if c.index, err = index.Create(c.indexDir()); err != nil {
			return err
		}
		have = 0
	}
	if have == last {
		return nil
	}
	var docs []index.Document
	var deleted []string
	seq := have
	flush := func() error {
		err := c.index.Apply(docs, deleted, seq)
		docs, deleted = docs[:0], deleted[:0]
		return err
	}
	seen := map[string]uint64{}
	err = c.store.Changes(have, func(n uint64, id string, a *store.Article) error {
		seq = n
		old, err := c.indexedQuotes(id)
		if err != nil {
			return err
		}
		keep := map[string]bool{}
		if a != nil && seen[id] != a.Seq {
			seen[id] = a.Seq
		}
		if a != nil {
			ds, err := c.documents(a)
			if err != nil {
				return err
			}
			for _, d := range ds {
				keep[d.ID] = true
			}
			docs = append(docs, ds...)
		}
		for _, q := range old {
			if !keep[q] {
				deleted = append(deleted, q)
			}
		}
		if len(docs)+len(deleted) >= batchDocuments {
			return flush()
		}
		return nil
	})
	if err != nil {
		return err
	}
	return flush()
}

// indexedQuotes lists the quotes that the index holds of an article.
func (c *Corpus) indexedQuotes(article string) ([]string, error) {
	return c.index.OfArticle(article)
}

// documents makes the index documents of an article's quotes.
func (c *Corpus) documents(a *store.Article) ([]index.Document, error) {
	out := make([]index.Document, 0, len(a.Quotes))
	for i := range a.Quotes {
		q := &a.Quotes[i]
		os, err := c.store.OppositionsOf(q.ID)
		if err != nil {
			return nil, err
		}
		text := contentText(q)
		d := index.Document{ID: q.ID, Article: a.ID, Text: text, Smooth: withoutInsertions(text), About: text + "\n" + a.Title, Speaker: attribution.NameKey(q.Speaker.Name), Name: q.Speaker.Name,
			Outlet: a.Outlet, Type: string(q.Type), Kind: string(q.Speaker.Kind), Day: a.Day(), Denial: strconv.FormatBool(q.Denial), Opposed: strconv.FormatBool(len(os) > 0)}
		if len(d.Day) >= 7 {
			d.Month = d.Day[:7]
		}
		if len(os) > 0 {
			d.Relation = string(os[0].Relation)
		}
		out = append(out, d)
	}
	return out, nil
}

// withoutInsertions drops what stands in brackets: "permanent (military) base"
// is found as "permanent base". It is empty where there are none.
func withoutInsertions(s string) string {
	if !strings.ContainsAny(s, "([") {
		return ""
	}
	return insertions.ReplaceAllString(s, " ")
}

var insertions = regexp.MustCompile(`\([^()]{1,60}\)|\[[^\[\]]{1,60}\]`)
