// Package store keeps a corpus in one bbolt file: articles with their quotes,
// statements, oppositions, and a log of changes from which an index can be
// brought up to date. It holds the truth; everything else is derived.
//
// Records are CBOR with field names, article texts compressed with zstd. A
// reader ignores names that it does not know, so a corpus made by a newer
// version of the same schema number stays readable.
//
// It imports the root package only.
package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/fxamacker/cbor/v2"
	"github.com/klauspost/compress/zstd"
	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"quotetrack"
)

// Schema is the number of the record format. Open refuses a newer one.
const Schema = 1

// Errors that callers tell apart.
var (
	ErrLocked   = errors.New("the corpus is in use by another quotetrack process")
	ErrNewer    = errors.New("the corpus was written by a newer version of quotetrack")
	ErrNotFound = errors.New("not found")
)

var (
	bucketMeta       = []byte("meta")
	bucketArticles   = []byte("articles")   // id -> Article
	bucketQuotes     = []byte("quotes")     // id -> article id
	bucketOrder      = []byte("order")      // ordinal -> statement
	bucketOrdinals   = []byte("ordinals")   // quote id -> ordinal
	bucketOpposition = []byte("opposition") // "a b" -> opposition
	bucketOpposed    = []byte("opposed")    // "quote id \0 other" -> key of the opposition
	bucketLog        = []byte("log")        // sequence -> article id
	bucketPrints     = []byte("prints")     // fingerprint of the words -> article id
	bucketIDs        = [][]byte{bucketMeta, bucketArticles, bucketQuotes, bucketOrder, bucketOrdinals, bucketOpposition, bucketOpposed, bucketLog, bucketPrints}
)

var keySchema = []byte("schema")

// Article is an article as it is kept, with its quotes and where copies of it
// ran.
type Article struct {
	quotetrack.Article
	Quotes    []quotetrack.Quote `json:"quotes"`
	Sightings []Sighting         `json:"sightings,omitempty"`
	Seq       uint64             `json:"seq"`
	Print     []byte             `json:"print"`
}

// Sighting is a copy of an article that ran elsewhere.
type Sighting struct {
	ID        string `json:"id"`
	Outlet    string `json:"outlet,omitempty"`
	URL       string `json:"url,omitempty"`
	Path      string `json:"path,omitempty"`
	Published string `json:"published,omitempty"`
}

// Store is an open corpus file. It is safe for concurrent use.
type Store struct {
	db  *bolt.DB
	enc *zstd.Encoder
	dec *zstd.Decoder
}

// Open opens or makes the file dir/corpus.db. A second process gets ErrLocked
// after a second.
func Open(dir string) (*Store, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("corpus %s: %w", dir, err)
	}
	path := filepath.Join(dir, "corpus.db")
	db, err := bolt.Open(path, 0o644, &bolt.Options{Timeout: time.Second, FreelistType: bolt.FreelistMapType, NoFreelistSync: true})
	if errors.Is(err, bolterrors.ErrTimeout) {
		return nil, fmt.Errorf("corpus %s: %w", dir, ErrLocked)
	}
	if err != nil {
		return nil, fmt.Errorf("corpus %s: %w", path, err)
	}
	s := &Store{db: db}
	if s.enc, err = zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1)); err == nil {
		s.dec, err = zstd.NewReader(nil)
	}
	if err == nil {
		err = db.Update(s.init)
	}
	if err != nil {
		db.Close()
		return nil, fmt.Errorf("corpus %s: %w", path, err)
	}
	return s, nil
}

func (s *Store) init(tx *bolt.Tx) error {
	for _, b := range bucketIDs {
		if _, err := tx.CreateBucketIfNotExists(b); err != nil {
			return err
		}
	}
	m := tx.Bucket(bucketMeta)
	if v := m.Get(keySchema); v == nil {
		return m.Put(keySchema, be(Schema))
	} else if n := binary.BigEndian.Uint64(v); n > Schema {
		return fmt.Errorf("%w: schema %d, this version reads up to %d", ErrNewer, n, Schema)
	}
	return nil
}

func be(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

// Close closes the file.
func (s *Store) Close() error {
	s.dec.Close()
	return s.db.Close()
}

func (s *Store) encode(a *Article) ([]byte, error) {
	b, err := cbor.Marshal(a)
	if err != nil {
		return nil, fmt.Errorf("article %s: %w", a.ID, err)
	}
	return s.enc.EncodeAll(b, nil), nil
}

func (s *Store) decode(id string, b []byte) (*Article, error) {
	raw, err := s.dec.DecodeAll(b, nil)
	if err != nil {
		return nil, fmt.Errorf("article %s is damaged: %w", id, err)
	}
	a := &Article{}
	if err := cbor.Unmarshal(raw, a); err != nil {
		return nil, fmt.Errorf("article %s is damaged: %w", id, err)
	}
	return a, nil
}

// Tx is one transaction that writes.
type Tx struct {
	s  *Store
	tx *bolt.Tx
}

// Update runs f in a transaction that is kept whole or not at all.
func (s *Store) Update(f func(*Tx) error) error {
	return s.db.Update(func(tx *bolt.Tx) error { return f(&Tx{s, tx}) })
}

// Has tells whether an article of that id is kept.
func (t *Tx) Has(id string) bool { return t.tx.Bucket(bucketArticles).Get([]byte(id)) != nil }

// ByPrint returns the id of the article with the same words, "" if none.
func (t *Tx) ByPrint(print []byte) string { return string(t.tx.Bucket(bucketPrints).Get(print)) }

// Article returns an article within the transaction.
func (t *Tx) Article(id string) (*Article, error) { return t.s.article(t.tx, id) }

// AddSighting notes that a copy of article id ran elsewhere; a sighting noted
// before is not noted again.
func (t *Tx) AddSighting(id string, sight Sighting) (bool, error) {
	a, err := t.Article(id)
	if err != nil {
		return false, err
	}
	if a.ID == sight.ID {
		return false, nil
	}
	for _, x := range a.Sightings {
		if x == sight {
			return false, nil
		}
	}
	a.Sightings = append(a.Sightings, sight)
	return true, t.putArticle(a)
}

func (t *Tx) putArticle(a *Article) error {
	b, err := t.s.encode(a)
	if err != nil {
		return err
	}
	return t.tx.Bucket(bucketArticles).Put([]byte(a.ID), b)
}

// Put keeps an article with its quotes and their statements (encoded by the
// caller, one for each quote), replacing an earlier one of the same id.
func (t *Tx) Put(a *Article, statements [][]byte) error {
	if t.Has(a.ID) {
		if err := t.Delete(a.ID); err != nil {
			return err
		}
	}
	seq, err := t.note(a.ID)
	if err != nil {
		return err
	}
	a.Seq = seq
	if err := t.putArticle(a); err != nil {
		return err
	}
	order := t.tx.Bucket(bucketOrder)
	for i, q := range a.Quotes {
		if err := t.tx.Bucket(bucketQuotes).Put([]byte(q.ID), []byte(a.ID)); err != nil {
			return err
		}
		n, err := order.NextSequence()
		if err != nil {
			return err
		}
		if err := order.Put(be(n), statements[i]); err != nil {
			return err
		}
		if err := t.tx.Bucket(bucketOrdinals).Put([]byte(q.ID), be(n)); err != nil {
			return err
		}
	}
	if len(a.Print) > 0 {
		return t.tx.Bucket(bucketPrints).Put(a.Print, []byte(a.ID))
	}
	return nil
}

// note appends a change of an article to the log and returns its number.
func (t *Tx) note(articleID string) (uint64, error) {
	l := t.tx.Bucket(bucketLog)
	seq, err := l.NextSequence()
	if err != nil {
		return 0, err
	}
	return seq, l.Put(be(seq), []byte(articleID))
}

// Touch notes that what the index holds of an article changed.
func (t *Tx) Touch(articleID string) error {
	_, err := t.note(articleID)
	return err
}

// Delete drops an article with all that hangs on it.
func (t *Tx) Delete(id string) error {
	a, err := t.Article(id)
	if err != nil {
		return err
	}
	for _, q := range a.Quotes {
		if err := t.deleteQuote(q.ID); err != nil {
			return err
		}
	}
	if len(a.Print) > 0 {
		if err := t.tx.Bucket(bucketPrints).Delete(a.Print); err != nil {
			return err
		}
	}
	if err := t.tx.Bucket(bucketArticles).Delete([]byte(id)); err != nil {
		return err
	}
	return t.Touch(id)
}

func (t *Tx) deleteQuote(id string) error {
	ord := t.tx.Bucket(bucketOrdinals)
	if n := ord.Get([]byte(id)); n != nil {
		if err := t.tx.Bucket(bucketOrder).Delete(n); err != nil {
			return err
		}
	}
	for _, err := range []error{ord.Delete([]byte(id)), t.tx.Bucket(bucketQuotes).Delete([]byte(id))} {
		if err != nil {
			return err
		}
	}
	os, err := t.s.oppositionsOf(t.tx, id)
	if err != nil {
		return err
	}
	for _, o := range os {
		if err := t.deleteOpposition(&o); err != nil {
			return err
		}
	}
	return nil
}

func oppositionKey(o *quotetrack.Opposition) []byte { return []byte(o.A.Quote + " " + o.B.Quote) }

func opposedKey(quote, other string) []byte { return []byte(quote + "\x00" + other) }

// PutOpposition keeps a pair.
func (t *Tx) PutOpposition(o *quotetrack.Opposition) error {
	b, err := cbor.Marshal(o)
	if err != nil {
		return fmt.Errorf("opposition: %w", err)
	}
	key := oppositionKey(o)
	if err := t.tx.Bucket(bucketOpposition).Put(key, b); err != nil {
		return err
	}
	by := t.tx.Bucket(bucketOpposed)
	if err := by.Put(opposedKey(o.A.Quote, o.B.Quote), key); err != nil {
		return err
	}
	return by.Put(opposedKey(o.B.Quote, o.A.Quote), key)
}

func (t *Tx) deleteOpposition(o *quotetrack.Opposition) error {
	by := t.tx.Bucket(bucketOpposed)
	return errors.Join(t.tx.Bucket(bucketOpposition).Delete(oppositionKey(o)), by.Delete(opposedKey(o.A.Quote, o.B.Quote)), by.Delete(opposedKey(o.B.Quote, o.A.Quote)))
}
