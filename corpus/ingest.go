package corpus

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"strings"
	"sync"
	"unicode"

	"github.com/abadojack/whatlanggo"
	"github.com/fxamacker/cbor/v2"

	"quotetrack"
	"quotetrack/contradiction"
	"quotetrack/store"
)

// IngestOptions are the settings of Ingest.
type IngestOptions struct {
	Workers  int             // 0: one for each core
	Progress func(Summary)   // called by the writer after each article
	Failed   func(err error) // called for each article that could not be read
}

// Summary counts what an ingest did.
type Summary struct {
	Articles, New, Known, Copies, Failed, Quotes, Oppositions int
	Bytes                                                     int64
}

// Extraction is an article with all that the engines say of it.
type Extraction struct {
	quotetrack.Extraction
	Statements []contradiction.Statement
}

// Extract runs all stages on one article.
func (e *Engines) Extract(a quotetrack.Article) Extraction {
	if a.Language == "" {
		a.Language = language(a.Text)
	}
	d := e.Syntax.Analyze(a.Text)
	quotes := e.Attribution.Extract(a.ID, d, e.Syntax)
	st := e.Contradiction.Statements(&a, d, quotes)
	return Extraction{quotetrack.Extraction{Article: a, Quotes: quotes, Contradictions: e.Contradiction.Within(d, st)}, st}
}

// language guesses the ISO 639-1 code of a text, "" where unsure.
func language(text string) string {
	if len(text) > 2000 {
		text = text[:2000]
	}
	if info := whatlanggo.Detect(text); info.IsReliable() {
		return info.Lang.Iso6391()
	}
	return ""
}

// print is a fingerprint of the words of a text, whatever stands between
// them: copies of one agency report have the same.
func print(text string) []byte {
	h := sha256.New()
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		h.Write([]byte(w))
		h.Write([]byte{0})
	}
	return h.Sum(nil)[:16]
}

// batchArticles is how many articles one transaction holds.
const batchArticles = 64

// Ingest reads articles into the corpus: analysed in parallel, written in the
// order in which they come by one writer. Articles already kept are skipped;
// those with the same words as one that is kept are noted as its sightings.
// When ctx ends, what was written so far stays, and the same call goes on
// from there.
func (c *Corpus) Ingest(ctx context.Context, articles iter.Seq2[quotetrack.Article, error], o IngestOptions) (Summary, error) {
	if o.Workers <= 0 {
		o.Workers = runtime.NumCPU()
	}
	w, err := c.newWriter(o)
	if err != nil {
		return Summary{}, err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	queue := make(chan *job, o.Workers*4)
	work := make(chan *job)
	var wg sync.WaitGroup
	for range o.Workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for j := range work {
				j.run(c)
			}
		}()
	}
	go func() {
		defer close(work)
		defer close(queue)
		for a, err := range articles {
			j := &job{article: a, err: err, done: make(chan struct{})}
			select {
			case queue <- j:
			case <-ctx.Done():
				return
			}
			select {
			case work <- j:
			case <-ctx.Done():
				return
			}
		}
	}()
	err = w.drain(ctx, queue)
	cancel()
	wg.Wait()
	return w.sum, err
}

// job is one article on its way through a worker.
type job struct {
	article quotetrack.Article
	err     error
	print   []byte
	out     Extraction
	done    chan struct{}
}

func (j *job) run(c *Corpus) {
	defer close(j.done)
	if j.err != nil {
		return
	}
	if j.err = j.article.Validate(); j.err != nil {
		return
	}
	j.print = print(j.article.Text)
	if known, err := c.store.Known(j.print); err != nil || known {
		j.err = err
		j.out.Article = j.article
		return
	}
	j.out = c.engines.Extract(j.article)
}

// writer is the one goroutine that writes.
type writer struct {
	c     *Corpus
	o     IngestOptions
	sum   Summary
	batch []*job
	index *contradiction.Index
}

func (c *Corpus) newWriter(o IngestOptions) (*writer, error) {
	w := &writer{c: c, o: o, index: c.engines.Contradiction.NewIndex()}
	err := c.store.EachStatement(func(n uint64, b []byte) error {
		var s contradiction.Statement
		if err := cbor.Unmarshal(b, &s); err != nil {
			return fmt.Errorf("statement %d is damaged: %w", n, err)
		}
		w.index.Add(int32(n), &s)
		return nil
	})
	return w, err
}

func (w *writer) drain(ctx context.Context, queue <-chan *job) error {
	for j := range queue {
		select {
		case <-j.done:
		case <-ctx.Done():
			return joinContext(ctx, w.flush())
		}
		w.sum.Articles++
		if j.err != nil {
			w.sum.Failed++
			if w.o.Failed != nil {
				w.o.Failed(j.err)
			}
			continue
		}
		w.sum.Bytes += int64(len(j.article.Text))
		w.batch = append(w.batch, j)
		if len(w.batch) >= batchArticles {
			if err := w.flush(); err != nil {
				return err
			}
		}
		if w.o.Progress != nil {
			w.o.Progress(w.sum)
		}
	}
	return joinContext(ctx, w.flush())
}

func joinContext(ctx context.Context, err error) error {
	if err != nil {
		return err
	}
	return ctx.Err()
}

func (w *writer) flush() error {
	if len(w.batch) == 0 {
		return nil
	}
	err := w.c.store.Update(func(tx *store.Tx) error {
		for _, j := range w.batch {
			if err := w.put(tx, j); err != nil {
				return err
			}
		}
		return nil
	})
	w.batch = w.batch[:0]
	if err != nil {
		return fmt.Errorf("ingest: %w", err)
	}
	if w.o.Progress != nil {
		w.o.Progress(w.sum)
	}
	return w.c.catchUp()
}

func sighting(a *quotetrack.Article) store.Sighting {
	return store.Sighting{ID: a.ID, Outlet: a.Outlet, URL: a.URL, Path: a.Path, Published: a.Published}
}

// put keeps one article, pairs its statements with those of others, and notes
// the articles whose quotes are opposed now.
func (w *writer) put(tx *store.Tx, j *job) error {
	a := &j.out.Article
	if id := tx.ByPrint(j.print); id != "" {
		return w.repeat(tx, id, a)
	}
	statements := make([][]byte, len(j.out.Statements))
	for i := range statements {
		b, err := cbor.Marshal(&j.out.Statements[i])
		if err != nil {
			return fmt.Errorf("article %s: %w", a.ID, err)
		}
		statements[i] = b
	}
	if err := tx.Put(&store.Article{Article: *a, Quotes: j.out.Quotes, Print: j.print}, statements); err != nil {
		return err
	}
	w.sum.New++
	w.sum.Quotes += len(j.out.Quotes)
	for _, o := range j.out.Contradictions {
		full := quotetrack.Opposition{A: quotetrack.QuoteRef{Article: a.ID, Quote: o.A}, B: quotetrack.QuoteRef{Article: a.ID, Quote: o.B}, Relation: o.Relation, Score: o.Score, Reasons: o.Reasons}
		if err := tx.PutOpposition(&full); err != nil {
			return err
		}
		w.sum.Oppositions++
	}
	return w.pairAcross(tx, j)
}

// repeat handles an article whose words are kept already.
func (w *writer) repeat(tx *store.Tx, id string, a *quotetrack.Article) error {
	if id == a.ID {
		w.sum.Known++
		return nil
	}
	added, err := tx.AddSighting(id, sighting(a))
	if added {
		w.sum.Copies++
	} else {
		w.sum.Known++
	}
	return err
}

func (w *writer) pairAcross(tx *store.Tx, j *job) error {
	touched := map[string]bool{}
	pairs, err := w.likely(tx, j)
	if err != nil {
		return err
	}
	texts := map[string]string{j.article.ID: j.article.Text}
	for _, p := range pairs {
		text, err := textOf(tx, texts, p.other.Article)
		if err != nil {
			return err
		}
		a, b, ta, tb := p.other, p.own, text, j.article.Text
		if b.Day != "" && a.Day != "" && b.Day < a.Day {
			a, b, ta, tb = b, a, tb, ta
		}
		o, ok := w.c.engines.Contradiction.Between(a, b, ta, tb)
		if !ok {
			continue
		}
		if err := tx.PutOpposition(&o); err != nil {
			return err
		}
		w.sum.Oppositions++
		touched[p.other.Article] = true
	}
	for i := range j.out.Statements {
		if n := tx.Ordinal(j.out.Statements[i].Quote); n > 0 {
			w.index.Add(int32(n), &j.out.Statements[i])
		}
	}
	return touchAll(tx, touched)
}

// likely is a pair of a new statement and a kept one that the engine lets pass.
type likely struct{ own, other *contradiction.Statement }

// likely compares the statements of an article with the candidates among those
// that are kept, on all cores: the records are read first, since a transaction
// that writes belongs to one goroutine.
func (w *writer) likely(tx *store.Tx, j *job) ([]likely, error) {
	type candidate struct {
		own *contradiction.Statement
		id  int32
		raw []byte
	}
	var list []candidate
	for i := range j.out.Statements {
		s := &j.out.Statements[i]
		for _, id := range w.index.Candidates(s) {
			if raw := tx.Statement(uint64(id)); raw != nil {
				list = append(list, candidate{s, id, raw})
			}
		}
	}
	found, errs := make([]*contradiction.Statement, len(list)), make([]error, w.o.Workers)
	var wg sync.WaitGroup
	for k := range w.o.Workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := k; i < len(list); i += w.o.Workers {
				var other contradiction.Statement
				if err := cbor.Unmarshal(list[i].raw, &other); err != nil {
					errs[k] = fmt.Errorf("statement %d is damaged: %w", list[i].id, err)
					return
				}
				if other.Article != list[i].own.Article && w.c.engines.Contradiction.Opposes(&other, list[i].own) {
					found[i] = &other
				}
			}
		}()
	}
	wg.Wait()
	var out []likely
	for i, other := range found {
		if other != nil {
			out = append(out, likely{list[i].own, other})
		}
	}
	return out, errors.Join(errs...)
}

func touchAll(tx *store.Tx, ids map[string]bool) error {
	for _, id := range sortedKeys(ids) {
		if err := tx.Touch(id); err != nil {
			return err
		}
	}
	return nil
}

func textOf(tx *store.Tx, cache map[string]string, id string) (string, error) {
	if t, ok := cache[id]; ok {
		return t, nil
	}
	a, err := tx.Article(id)
	if err != nil {
		return "", err
	}
	cache[id] = a.Text
	return a.Text, nil
}
