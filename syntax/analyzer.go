package syntax

import (
	_ "embed"
	"fmt"
	"sync"

	"quotetrack/learn"
)

//go:embed model/syntax.qtw
var embedded []byte

// Analyzer holds the trained models. It is safe for concurrent use.
type Analyzer struct {
	tagger *tagger
	parser *parser
	lemmas *lemmatiser
	names  *nameFinder
	pool   sync.Pool
}

type scratch struct {
	tag   tagScratch
	parse parseScratch
	name  nameScratch
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
	a := &Analyzer{tagger: &tagger{}, parser: &parser{}, names: &nameFinder{}}
	for name, t := range map[string]**learn.Table{
		"xpos": &a.tagger.xpos, "upos": &a.tagger.upos, "action": &a.parser.action, "label": &a.parser.label, "names": &a.names.table,
	} {
		if *t, err = f.Table(name); err != nil {
			return nil, fmt.Errorf("syntax model: %w", err)
		}
	}
	if err := a.checkWidths(); err != nil {
		return nil, err
	}
	if a.lemmas, err = loadLemmatiser(f); err != nil {
		return nil, fmt.Errorf("syntax model: %w", err)
	}
	var genders map[string]Gender
	if err := f.JSON("genders", &genders); err != nil {
		return nil, fmt.Errorf("syntax model: %w", err)
	}
	a.names.genders = hashGenders(genders)
	return a, nil
}

func (a *Analyzer) checkWidths() error {
	for _, w := range []struct {
		t    *learn.Table
		want int
	}{{a.tagger.xpos, int(numTags)}, {a.tagger.upos, numUPOS}, {a.parser.action, 4}, {a.parser.label, int(numRels)}, {a.names.table, nameLabels}} {
		if w.t.Width != w.want {
			return fmt.Errorf("syntax model: %w: a table of width %d where this version has %d classes", learn.ErrFormat, w.t.Width, w.want)
		}
	}
	return nil
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
	return a.names.genders[learn.HashString(plain(firstName))]
}

// maxSentence bounds what the parser sees as one sentence; longer runs (lists,
// tables without marks) are cut.
const maxSentence = 200

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
	for i := range d.Sentences {
		st := d.Sentences[i]
		a.tagger.tag(d, st.First, st.Last, &s.tag)
		for f := st.First; f < st.Last; f += maxSentence {
			a.parser.parse(d.Tokens[f:min(f+maxSentence, st.Last)], f, &s.parse)
		}
	}
	a.lemmatise(d, s)
	a.names.find(d, &s.name)
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
