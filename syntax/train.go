package syntax

import (
	"fmt"

	"quotetrack/learn"
)

// TrainOptions are the settings of Train.
type TrainOptions struct {
	TagEpochs, ParseEpochs, NameEpochs int
	Seed                               uint64
	Log                                func(format string, args ...any)
}

// TrainData is what an analyzer learns from.
type TrainData struct {
	Sentences []*TreebankSentence
	Names     func(*Analyzer) []NameSentence // analysed with the tagger and parser just trained
	Genders   map[string]Gender
}

// Train makes an analyzer. The parser sees tags as the tagger predicts them
// on sentences that it was not trained on (two folds), since gold tags would
// make it trust tags more than it should.
func Train(data TrainData, o TrainOptions) (*Analyzer, error) {
	if len(data.Sentences) == 0 {
		return nil, fmt.Errorf("syntax: no sentences to train on")
	}
	heads, rels := goldTrees(data.Sentences)
	o.Log("lemmatiser: %d sentences", len(data.Sentences))
	a := &Analyzer{lemmas: trainLemmatiser(data.Sentences), names: &nameFinder{genders: hashGenders(data.Genders)}}
	o.Log("tagger: %d epochs", o.TagEpochs)
	a.tagger = trainTagger(data.Sentences, o.TagEpochs, o.Seed)
	o.Log("tags for the parser, two folds")
	predictTags(data.Sentences, o)
	o.Log("parser: %d epochs", o.ParseEpochs)
	a.parser = trainParser(data.Sentences, heads, rels, o.ParseEpochs, o.Seed)
	if data.Names != nil {
		o.Log("names: %d epochs", o.NameEpochs)
		a.names.table = learn.NewPerceptron(1, nameLabels).Table()
		a.names = trainNames(data.Names(a), a.names.genders, o.NameEpochs, o.Seed)
	}
	return a, nil
}

func goldTrees(data []*TreebankSentence) (heads [][]int32, rels [][]Rel) {
	for _, s := range data {
		n := len(s.Doc.Tokens)
		h, r := make([]int32, n+1), make([]Rel, n)
		for i := range s.Doc.Tokens {
			h[i] = s.Doc.Tokens[i].Head
			if h[i] < 0 {
				h[i] = int32(n)
			}
			r[i] = s.Doc.Tokens[i].Rel
		}
		h[n] = -1
		heads, rels = append(heads, h), append(rels, r)
	}
	return heads, rels
}

// predictTags replaces the tags of each half of data by what a tagger trained
// on the other half says.
func predictTags(data []*TreebankSentence, o TrainOptions) {
	const block = 50 // neighbouring sentences stay in one fold
	var folds [2][]*TreebankSentence
	for i, s := range data {
		folds[i/block%2] = append(folds[i/block%2], s)
	}
	taggers := [2]*tagger{trainTagger(folds[1], o.TagEpochs, o.Seed), trainTagger(folds[0], o.TagEpochs, o.Seed)}
	var sc tagScratch
	for i, s := range data {
		upos := make([]UPOS, len(s.Doc.Tokens))
		for k := range s.Doc.Tokens {
			upos[k] = s.Doc.Tokens[k].UPOS
		}
		taggers[i/block%2].tag(s.Doc, 0, int32(len(s.Doc.Tokens)), &sc)
		for k := range upos {
			s.Doc.Tokens[k].UPOS = upos[k]
		}
	}
}

// File returns the analyzer's weights with their provenance.
func (a *Analyzer) File(p learn.Provenance, genders map[string]Gender) (*learn.File, error) {
	f := learn.NewFile(p)
	f.AddTable("xpos", a.tagger.xpos)
	f.AddTable("upos", a.tagger.upos)
	f.AddTable("action", a.parser.action)
	f.AddTable("label", a.parser.label)
	f.AddTable("names", a.names.table)
	if err := a.lemmas.save(f); err != nil {
		return nil, err
	}
	if err := f.AddJSON("genders", genders); err != nil {
		return nil, err
	}
	return f, nil
}

// Accuracy is what Score measures on a treebank, over all tokens; attachment
// with predicted tags, punctuation included.
type Accuracy struct {
	Tokens                      int
	UPOS, XPOS, Lemma, UAS, LAS float64
}

// Score measures the analyzer on treebank sentences, with their tokens given
// and all else predicted.
func (a *Analyzer) Score(data []*TreebankSentence) Accuracy {
	var acc Accuracy
	var upos, xpos, lemma, uas, las int
	var sc scratch
	sc.lemma = map[uint64]string{}
	for _, s := range data {
		gold := append([]Token(nil), s.Doc.Tokens...)
		n := int32(len(gold))
		a.tagger.tag(s.Doc, 0, n, &sc.tag)
		a.parser.parse(s.Doc.Tokens, 0, &sc.parse)
		a.lemmatise(s.Doc, &sc)
		for i, g := range gold {
			t := &s.Doc.Tokens[i]
			upos += int(b2u(t.UPOS == g.UPOS))
			xpos += int(b2u(t.Tag == g.Tag))
			lemma += int(b2u(t.Lemma == plain(s.Lemmas[i])))
			uas += int(b2u(t.Head == g.Head))
			las += int(b2u(t.Head == g.Head && t.Rel == g.Rel))
		}
		acc.Tokens += len(gold)
		copy(s.Doc.Tokens, gold)
	}
	n := float64(max(acc.Tokens, 1))
	acc.UPOS, acc.XPOS, acc.Lemma = float64(upos)/n, float64(xpos)/n, float64(lemma)/n
	acc.UAS, acc.LAS = float64(uas)/n, float64(las)/n
	return acc
}

// NewTreebankSentence makes a sentence of given forms; spaceAfter tells after
// which a space stands. The caller fills tags, heads, relations and lemmas.
func NewTreebankSentence(forms []string, spaceAfter []bool) *TreebankSentence {
	d := &Document{}
	var text []byte
	for i, f := range forms {
		start := len(text)
		text = append(text, f...)
		t := Token{Start: int32(start), End: int32(len(text)), Kind: kindOf(f), Head: -1, SpaceAfter: spaceAfter[i]}
		t.setLower(plain(f))
		d.Tokens = append(d.Tokens, t)
		if spaceAfter[i] {
			text = append(text, ' ')
		}
	}
	d.Text = string(text)
	d.runes = newRuneIndex(d.Text)
	d.Sentences = []Sentence{{First: 0, Last: int32(len(d.Tokens))}}
	d.Paragraphs = []Paragraph{{First: 0, Last: 1, End: int32(len(text))}}
	d.findQuotations()
	return &TreebankSentence{Doc: d, Lemmas: make([]string, len(forms))}
}

// kindOf is the kind of a token that a treebank cut: clitics are words.
func kindOf(form string) Kind {
	if len(form) > 1 && cliticAt("x"+form) == 1 {
		return Word
	}
	_, kind := scanToken(form, false)
	return kind
}

// TagAndParse adds tags and dependencies to a document, without lemmas and
// names.
func (a *Analyzer) TagAndParse(d *Document) {
	var s scratch
	for i := range d.Sentences {
		st := d.Sentences[i]
		a.tagger.tag(d, st.First, st.Last, &s.tag)
		for f := st.First; f < st.Last; f += maxSentence {
			a.parser.parse(d.Tokens[f:min(f+maxSentence, st.Last)], f, &s.parse)
		}
	}
}
