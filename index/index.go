// Package index is the full-text index of a corpus: one bleve document for
// each quote, derived from the store and carrying the number of the last
// change that it holds, so that a crash between the two is mended by
// replaying.
//
// It imports the root package only.
package index

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/custom"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/analysis/char/asciifolding"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/token/lowercase"
	"github.com/blevesearch/bleve/v2/analysis/token/porter"
	"github.com/blevesearch/bleve/v2/analysis/tokenizer/unicode"
	"github.com/blevesearch/bleve/v2/mapping"
)

// version is raised whenever mapping or analyzer change; an index of another
// version is rebuilt.
const version = "quotes 3"

// Document is what is indexed of a quote.
type Document struct {
	ID       string `json:"-"`
	Article  string `json:"article"`
	Text     string `json:"text"`    // content
	Smooth   string `json:"smooth"`  // content without insertions in brackets: phrases run over them
	About    string `json:"about"`   // content and the article's title
	Speaker  string `json:"speaker"` // key of the name
	Name     string `json:"name"`    // name, searched by its words
	Outlet   string `json:"outlet"`
	Type     string `json:"type"`
	Kind     string `json:"kind"`
	Day      string `json:"day"`
	Month    string `json:"month"`
	Denial   string `json:"denial"`
	Opposed  string `json:"opposed"`
	Relation string `json:"relation"`
}

const textAnalyzer = "quote"

// newMapping keeps "not" and "no", which bleve's English analyzers drop.
func newMapping() (mapping.IndexMapping, error) {
	m := bleve.NewIndexMapping()
	err := m.AddCustomAnalyzer(textAnalyzer, map[string]any{
		"type": custom.Name, "char_filters": []string{asciifolding.Name}, "tokenizer": unicode.Name,
		"token_filters": []string{en.PossessiveName, lowercase.Name, porter.Name},
	})
	if err != nil {
		return nil, fmt.Errorf("index mapping: %w", err)
	}
	d := bleve.NewDocumentStaticMapping()
	for _, f := range []string{"text", "smooth", "about", "name"} {
		t := bleve.NewTextFieldMapping()
		t.Analyzer, t.Store, t.IncludeInAll, t.DocValues = textAnalyzer, false, false, false
		d.AddFieldMappingsAt(f, t)
	}
	for _, f := range []string{"article", "speaker", "outlet", "type", "kind", "day", "month", "denial", "opposed", "relation"} {
		t := bleve.NewTextFieldMapping()
		t.Analyzer, t.Store, t.IncludeInAll, t.IncludeTermVectors = keyword.Name, false, false, false
		d.AddFieldMappingsAt(f, t)
	}
	m.DefaultMapping = d
	m.DefaultAnalyzer = textAnalyzer
	m.ScoringModel = "bm25"
	return m, nil
}

// Index is an open index. It is safe for concurrent use.
type Index struct {
	b   bleve.Index
	dir string
}

// ErrUnusable is wrapped by Open's errors about an index that must be rebuilt.
var ErrUnusable = errors.New("the index must be rebuilt")

var config = map[string]any{"bolt_timeout": "1s", "unsafe_batch": false}

// Open opens the index in dir. An index that is missing, damaged or of another
// version gives an error that wraps ErrUnusable.
func Open(dir string) (*Index, error) {
	b, err := bleve.OpenUsing(dir, config)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnusable, err)
	}
	v, err := b.GetInternal([]byte("version"))
	if err != nil || string(v) != version {
		b.Close()
		return nil, fmt.Errorf("%w: made by another version", ErrUnusable)
	}
	return &Index{b, dir}, nil
}

// Create makes an empty index in dir, setting aside what stands there.
func Create(dir string) (*Index, error) {
	if _, err := os.Stat(dir); err == nil {
		aside := dir + ".old"
		if err := os.RemoveAll(aside); err != nil {
			return nil, fmt.Errorf("index: %w", err)
		}
		if err := os.Rename(dir, aside); err != nil {
			return nil, fmt.Errorf("index: %w", err)
		}
		defer os.RemoveAll(aside)
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return nil, fmt.Errorf("index: %w", err)
	}
	m, err := newMapping()
	if err != nil {
		return nil, err
	}
	b, err := bleve.NewUsing(dir, m, "scorch", "scorch", config)
	if err != nil {
		return nil, fmt.Errorf("index %s: %w", dir, err)
	}
	if err := b.SetInternal([]byte("version"), []byte(version)); err != nil {
		b.Close()
		return nil, fmt.Errorf("index %s: %w", dir, err)
	}
	return &Index{b, dir}, nil
}

// Close closes the index.
func (x *Index) Close() error { return x.b.Close() }

// Seq is the number of the last change that the index holds.
func (x *Index) Seq() (uint64, error) {
	v, err := x.b.GetInternal([]byte("seq"))
	if err != nil {
		return 0, fmt.Errorf("index: %w", err)
	}
	if len(v) != 8 {
		return 0, nil
	}
	return binary.BigEndian.Uint64(v), nil
}

// Count is the number of quotes indexed.
func (x *Index) Count() (uint64, error) { return x.b.DocCount() }

// Apply writes documents and deletions and the number of the last change that
// they hold, all or nothing.
func (x *Index) Apply(docs []Document, deleted []string, seq uint64) error {
	b := x.b.NewBatch()
	for _, id := range deleted {
		b.Delete(id)
	}
	for i := range docs {
		if err := b.Index(docs[i].ID, docs[i]); err != nil {
			return fmt.Errorf("index quote %s: %w", docs[i].ID, err)
		}
	}
	b.SetInternal([]byte("seq"), binary.BigEndian.AppendUint64(nil, seq))
	if err := x.b.Batch(b); err != nil {
		return fmt.Errorf("index: %w", err)
	}
	return nil
}
