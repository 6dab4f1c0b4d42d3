package syntax

import (
	_ "embed"
	"fmt"
	"math"
	"sync"

	"quotetrack/learn"
	"quotetrack/learn/neural"
)

//go:embed model/syntax.qtw
var embedded []byte

// Analyzer holds the trained models. It is safe for concurrent use.
type Analyzer struct {
	net     *network
	lemmas  *lemmatiser
	genders map[uint64]Gender
	norms   []float32 // inverse lengths of the word vectors
	pool    sync.Pool
}

type scratch struct {
	pass  passState
	lemma map[uint64]string
}

// Default returns the analyzer with the embedded weights, loaded once.
var Default = sync.OnceValues(func() (*Analyzer, error) { return Load(embedded) })

// Load decodes an analyzer from a weight file.
func Load(data []byte) (*Analyzer, error) {
	f, err := learn.ReadFile(data)
	if err != nil {
		return nil, fmt.Errorf("syntax model: %w", err)
	}
	a := &Analyzer{}
	if a.net, err = loadNetwork(f); err != nil {
		return nil, fmt.Errorf("syntax model: %w", err)
	}
	if a.lemmas, err = loadLemmatiser(f); err != nil {
		return nil, fmt.Errorf("syntax model: %w", err)
	}
	var genders map[string]Gender
	if err := f.JSON("genders", &genders); err != nil {
		return nil, fmt.Errorf("syntax model: %w", err)
	}
	a.genders = hashGenders(genders)
	a.norms = invertNorms(a.net.words)
	a.net.prepare()
	return a, nil
}

func hashGenders(m map[string]Gender) map[uint64]Gender {
	out := make(map[uint64]Gender, len(m))
	for n, g := range m {
		out[learn.HashString(n)] = g
	}
	return out
}

// GenderOf returns the gender that a first name usually has.
func (a *Analyzer) GenderOf(firstName string) Gender {
	return a.genders[learn.HashString(plain(firstName))]
}

// maxSentence bounds what the network sees as one sentence; longer runs
// (lists, tables without marks) are cut.
const maxSentence = 160

// batchTokens is about how many tokens the network reads together: enough for
// matrices of many rows, few enough for the second-level cache.
const batchTokens = 500

// Analyze tokenizes, tags, lemmatises, parses and finds names.
func (a *Analyzer) Analyze(text string) *Document {
	d := Tokenize(text)
	a.Annotate(d)
	return d
}

// Annotate adds the layers that models make to a tokenized document.
func (a *Analyzer) Annotate(d *Document) {
	s, _ := a.pool.Get().(*scratch)
	if s == nil {
		s = &scratch{lemma: map[uint64]string{}}
	}
	defer a.pool.Put(s)
	d.Names = d.Names[:0]
	d.roles = make([][NumRoles]float32, len(d.Tokens))
	d.args.rows = make([]float32, len(d.Tokens)*2*argDim)
	ps := &s.pass
	ps.pieces = ps.pieces[:0]
	size := int32(0)
	for i := range d.Sentences {
		st := d.Sentences[i]
		for f := st.First; f < st.Last; f += maxSentence {
			pc := piece{f, min(f+maxSentence, st.Last)}
			ps.pieces = append(ps.pieces, pc)
			if size += pc.last - pc.first; size >= batchTokens {
				a.net.annotate(d, ps.pieces, ps)
				ps.pieces, size = ps.pieces[:0], 0
			}
		}
	}
	if len(ps.pieces) > 0 {
		a.net.annotate(d, ps.pieces, ps)
	}
	a.lemmatise(d, s)
}

// maxLemmaCache bounds the memory of the per-worker cache of lemmas.
const maxLemmaCache = 1 << 16

func (a *Analyzer) lemmatise(d *Document, s *scratch) {
	if len(s.lemma) > maxLemmaCache {
		clear(s.lemma)
	}
	for i := range d.Tokens {
		t := &d.Tokens[i]
		if t.Kind != Word {
			t.Lemma = t.Lower
			continue
		}
		key := t.hash ^ uint64(t.Tag)<<56
		l, ok := s.lemma[key]
		if !ok {
			l = a.lemmas.lemma(t.Lower, t.Tag)
			s.lemma[key] = l
		}
		t.Lemma = l
	}
}

// WordRow is the row of a word form, given by Token.Hash, among the network's
// vectors; 0 where it does not know it.
func (a *Analyzer) WordRow(hash uint64) uint32 { return a.net.vocab[hash] }

// RowSimilarity is the cosine of the vectors of two rows.
func (a *Analyzer) RowSimilarity(i, j uint32) float32 {
	return neural.Dot(a.net.words.Row(i), a.net.words.Row(j)) * a.norms[i] * a.norms[j]
}

// invertNorms returns the inverse of the length of each vector, 0 for none.
func invertNorms(t *neural.Table) []float32 {
	out := make([]float32, t.N)
	for i := range out {
		r := t.Row(uint32(i))
		if n := neural.Dot(r, r); n > 0 {
			out[i] = 1 / float32(math.Sqrt(float64(n)))
		}
	}
	return out
}
