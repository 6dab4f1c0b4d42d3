package syntax

import (
	"fmt"

	"quotetrack/learn"
	"quotetrack/learn/neural"
)

// TrainOptions are the settings of Train.
type TrainOptions struct {
	Epochs         int
	PretrainEpochs int
	Seed           uint64
	Log            func(format string, args ...any)
	Check          func(*Analyzer) string // measured after each epoch, for the log
}

// Parts is the number of analyzers beside the one that is used, each trained
// without the articles of one part. What they guess of those articles is as good
// as what the analyzer in use guesses of news that it never saw, so that other
// models can learn how far to trust it (stacking, Wolpert 1992).
const Parts = 2

// PartOf is the part, from 1, that an article belongs to.
func PartOf(id string) int { return 1 + int(learn.HashString(id)>>8%Parts) }

// TrainData is what an analyzer learns from.
type TrainData struct {
	Treebank []*TreebankSentence
	Other    []NetworkExample // annotated with names or roles, perhaps silver trees
	Genders  map[string]Gender
	Vectors  map[string][]float32 // initial word vectors, wordDim long
	Text     []*Document          // unlabelled, tokenized
}

// Train makes an analyzer, and for every part one that has not seen it.
func Train(data TrainData, o TrainOptions) (all *Analyzer, parts [Parts]*Analyzer, err error) {
	if len(data.Treebank) == 0 {
		return nil, parts, fmt.Errorf("syntax: no sentences to train on")
	}
	a := &Analyzer{lemmas: trainLemmatiser(data.Treebank), genders: hashGenders(data.Genders)}
	examples := data.Other
	for _, s := range data.Treebank {
		if !s.Silver {
			examples = append(examples, NetworkExample{Doc: s.Doc, Tree: true})
		}
	}
	vectors := map[uint64][]float32{}
	for w, v := range data.Vectors {
		vectors[learn.HashString(w)] = v
	}
	vectors[learn.HashString(maskedWord)] = make([]float32, wordDim)
	vocab, freq := vocabulary(examples, vectors)
	a.net = newNetwork(vocab, neural.NewSet(o.Seed))
	for h, v := range vectors {
		copy(a.net.words.Row(vocab[h]), v)
	}
	pretrain(a.net, data.Text, NetworkOptions{Epochs: o.PretrainEpochs, Batch: 64, Rate: 2e-3, Drop: .1, Seed: o.Seed, Log: o.Log})
	fit := func(b *Analyzer, part int) *Analyzer {
		var mine []NetworkExample
		for _, ex := range examples {
			if part == 0 || ex.Part != part {
				mine = append(mine, ex)
			}
		}
		trainNetwork(mine, b.net, freq, NetworkOptions{Epochs: o.Epochs, Batch: 32, Rate: 1.5e-3, Drop: .33, Seed: o.Seed, Log: o.Log,
			Check: func(e int, n *network) {
				if o.Check != nil {
					o.Log("  epoch %d: %s", e+1, o.Check(b))
				}
			}})
		b.net.prepare()
		return b
	}
	for p := range parts {
		o.Log("network without part %d", p+1)
		parts[p] = fit(&Analyzer{net: a.net.clone(o.Seed), lemmas: a.lemmas, genders: a.genders}, p+1)
	}
	o.Log("network")
	return fit(a, 0), parts, nil
}

// File returns the analyzer's weights with their provenance.
func (a *Analyzer) File(p learn.Provenance, genders map[string]Gender) (*learn.File, error) {
	f := learn.NewFile(p)
	a.net.save(f)
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
	a.net.prepare()
	var sc scratch
	sc.lemma = map[uint64]string{}
	for _, s := range data {
		gold := append([]Token(nil), s.Doc.Tokens...)
		n := int32(len(gold))
		s.Doc.Names, s.Doc.roles = s.Doc.Names[:0], make([][NumRoles]float32, n)
		s.Doc.args.rows = make([]float32, n*2*argDim)
		a.net.annotate(s.Doc, []piece{{0, n}}, &sc.pass)
		a.lemmatise(s.Doc, &sc)
		for i, g := range gold {
			t := &s.Doc.Tokens[i]
			upos += int(learn.Bit(t.UPOS == g.UPOS))
			xpos += int(learn.Bit(t.Tag == g.Tag))
			lemma += int(learn.Bit(t.Lemma == plain(s.Lemmas[i])))
			uas += int(learn.Bit(t.Head == g.Head))
			las += int(learn.Bit(t.Head == g.Head && t.Rel == g.Rel))
		}
		acc.Tokens += len(gold)
		copy(s.Doc.Tokens, gold)
	}
	n := float64(max(acc.Tokens, 1))
	acc.UPOS, acc.XPOS, acc.Lemma = float64(upos)/n, float64(xpos)/n, float64(lemma)/n
	acc.UAS, acc.LAS = float64(uas)/n, float64(las)/n
	return acc
}

// TreebankSentence is a sentence of a treebank: a document of one sentence
// with gold tags, relations and lemmas in its tokens. Silver marks automatic
// analyses, which carry no universal tags.
type TreebankSentence struct {
	Doc    *Document
	Lemmas []string
	Silver bool
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

func (a Accuracy) String() string {
	return fmt.Sprintf("UPOS %.4f XPOS %.4f lemma %.4f UAS %.4f LAS %.4f (%d tokens)", a.UPOS, a.XPOS, a.Lemma, a.UAS, a.LAS, a.Tokens)
}
