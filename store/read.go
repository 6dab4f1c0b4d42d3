package store

import (
	"bytes"
	"encoding/binary"
	"fmt"

	"github.com/fxamacker/cbor/v2"
	bolt "go.etcd.io/bbolt"

	"quotetrack"
)

func (s *Store) article(tx *bolt.Tx, id string) (*Article, error) {
	b := tx.Bucket(bucketArticles).Get([]byte(id))
	if b == nil {
		return nil, fmt.Errorf("article %q: %w", id, ErrNotFound)
	}
	return s.decode(id, b)
}

// Article returns an article, or an error that wraps ErrNotFound.
func (s *Store) Article(id string) (a *Article, err error) {
	err = s.db.View(func(tx *bolt.Tx) error {
		a, err = s.article(tx, id)
		return err
	})
	return a, err
}

// ArticleOfQuote returns the article that holds a quote.
func (s *Store) ArticleOfQuote(quote string) (a *Article, err error) {
	err = s.db.View(func(tx *bolt.Tx) error {
		id := tx.Bucket(bucketQuotes).Get([]byte(quote))
		if id == nil {
			return fmt.Errorf("quote %q: %w", quote, ErrNotFound)
		}
		a, err = s.article(tx, string(id))
		return err
	})
	return a, err
}

// EachArticle visits all articles in the order of their ids.
func (s *Store) EachArticle(f func(*Article) error) error {
	return s.db.View(func(tx *bolt.Tx) error {
		return tx.Bucket(bucketArticles).ForEach(func(k, v []byte) error {
			a, err := s.decode(string(k), v)
			if err != nil {
				return err
			}
			return f(a)
		})
	})
}

// EachStatement visits the statements in the order in which they came in. The
// bytes are valid during the call only.
func (s *Store) EachStatement(f func(ordinal uint64, statement []byte) error) error {
	return s.db.View(func(tx *bolt.Tx) error {
		return tx.Bucket(bucketOrder).ForEach(func(k, v []byte) error { return f(binary.BigEndian.Uint64(k), v) })
	})
}

// Statement returns the statement at an ordinal, nil where it is gone.
func (t *Tx) Statement(ordinal uint64) []byte { return t.tx.Bucket(bucketOrder).Get(be(ordinal)) }

// Ordinal returns the ordinal of a quote's statement, 0 if there is none.
func (t *Tx) Ordinal(quote string) uint64 {
	b := t.tx.Bucket(bucketOrdinals).Get([]byte(quote))
	if b == nil {
		return 0
	}
	return binary.BigEndian.Uint64(b)
}

// EachOpposition visits all pairs.
func (s *Store) EachOpposition(f func(*quotetrack.Opposition) error) error {
	return s.db.View(func(tx *bolt.Tx) error {
		return tx.Bucket(bucketOpposition).ForEach(func(k, v []byte) error {
			var o quotetrack.Opposition
			if err := cbor.Unmarshal(v, &o); err != nil {
				return fmt.Errorf("opposition %s is damaged: %w", k, err)
			}
			return f(&o)
		})
	})
}

func (s *Store) oppositionsOf(tx *bolt.Tx, quote string) ([]quotetrack.Opposition, error) {
	var out []quotetrack.Opposition
	prefix := opposedKey(quote, "")
	c := tx.Bucket(bucketOpposed).Cursor()
	for k, v := c.Seek(prefix); k != nil && bytes.HasPrefix(k, prefix); k, v = c.Next() {
		var o quotetrack.Opposition
		if err := cbor.Unmarshal(tx.Bucket(bucketOpposition).Get(v), &o); err != nil {
			return nil, fmt.Errorf("opposition %s is damaged: %w", v, err)
		}
		out = append(out, o)
	}
	return out, nil
}

// OppositionsOf returns the pairs in which a quote stands.
func (s *Store) OppositionsOf(quote string) (out []quotetrack.Opposition, err error) {
	err = s.db.View(func(tx *bolt.Tx) error {
		out, err = s.oppositionsOf(tx, quote)
		return err
	})
	return out, err
}

// Seq is the number of the last change.
func (s *Store) Seq() (seq uint64, err error) {
	err = s.db.View(func(tx *bolt.Tx) error {
		seq = tx.Bucket(bucketLog).Sequence()
		return nil
	})
	return seq, err
}

// Changes visits the changes after a sequence number, oldest first: the
// article that changed, nil where it was deleted.
func (s *Store) Changes(after uint64, f func(seq uint64, id string, a *Article) error) error {
	return s.db.View(func(tx *bolt.Tx) error {
		c := tx.Bucket(bucketLog).Cursor()
		for k, v := c.Seek(be(after + 1)); k != nil; k, v = c.Next() {
			var a *Article
			if b := tx.Bucket(bucketArticles).Get(v); b != nil {
				var err error
				if a, err = s.decode(string(v), b); err != nil {
					return err
				}
			}
			if err := f(binary.BigEndian.Uint64(k), string(v), a); err != nil {
				return err
			}
		}
		return nil
	})
}

// Counts are the sizes of a corpus.
type Counts struct {
	Articles, Quotes, Oppositions int
	Bytes                         int64
}

// Counts counts.
func (s *Store) Counts() (c Counts, err error) {
	err = s.db.View(func(tx *bolt.Tx) error {
		c = Counts{tx.Bucket(bucketArticles).Stats().KeyN, tx.Bucket(bucketQuotes).Stats().KeyN, tx.Bucket(bucketOpposition).Stats().KeyN, tx.Size()}
		return nil
	})
	return c, err
}

// Check reads every record and returns what does not fit together.
func (s *Store) Check() (problems []string, err error) {
	err = s.db.View(func(tx *bolt.Tx) error {
		for e := range tx.Check() {
			problems = append(problems, "bbolt: "+e.Error())
		}
		return tx.Bucket(bucketArticles).ForEach(func(k, v []byte) error {
			a, err := s.decode(string(k), v)
			if err != nil {
				problems = append(problems, err.Error())
				return nil
			}
			for i := range a.Quotes {
				if err := a.Quotes[i].Validate(a.Text); err != nil {
					problems = append(problems, err.Error())
				}
				if string(tx.Bucket(bucketQuotes).Get([]byte(a.Quotes[i].ID))) != a.ID {
					problems = append(problems, fmt.Sprintf("quote %s is not listed under article %s", a.Quotes[i].ID, a.ID))
				}
			}
			return nil
		})
	})
	return problems, err
}

// Known tells whether an article with these words is kept.
func (s *Store) Known(print []byte) (known bool, err error) {
	err = s.db.View(func(tx *bolt.Tx) error {
		known = tx.Bucket(bucketPrints).Get(print) != nil
		return nil
	})
	return known, err
}

// View runs f in a transaction that only reads.
func (s *Store) View(f func(*Tx) error) error {
	return s.db.View(func(tx *bolt.Tx) error { return f(&Tx{s, tx}) })
}
