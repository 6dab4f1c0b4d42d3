package syntax

import (
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"

	"quotetrack/learn"
)

// Gender of a first name.
type Gender uint8

// Genders of first names; Both for names that either bears.
const (
	UnknownGender Gender = iota
	Male
	Female
	Both
)

// nameFinder labels tokens O, B-kind or I-kind from left to right.
type nameFinder struct {
	table   *learn.Table
	genders map[uint64]Gender
}

const (
	nameLabels   = 9 // O, then B and I of the four kinds
	nameFeatures = 40
)

func nameLabel(k NameKind, begin bool) int {
	if k == NoName {
		return 0
	}
	if begin {
		return int(k)*2 - 1
	}
	return int(k) * 2
}

func labelName(y int) NameKind { return NameKind((y + 1) / 2) }

// seenNames remembers the labels that words got earlier in the article.
type seenNames map[uint64]uint8

func (nf *nameFinder) feats(f []uint32, d *Document, lex []lexical, first int32, k int, prev int, seen seenNames) []uint32 {
	at := func(i int) (lexical, Tag, uint64) {
		if i < 0 || i >= len(lex) {
			return lexical{word: uint64(2 + i&1)}, NoTag, 0
		}
		t := &d.Tokens[first+int32(i)]
		return lex[i], t.Tag, uint64(nf.genders[t.hash])
	}
	x, t, g := at(k)
	a, ta, ga := at(k - 1)
	b, _, _ := at(k - 2)
	n, tn, _ := at(k + 1)
	m, tm, _ := at(k + 2)
	p, known := uint64(prev), uint64(seen[x.word])
	rel := uint64(d.Tokens[first+int32(k)].Rel)
	headWord := uint64(0)
	if h := d.Tokens[first+int32(k)].Head; h >= 0 {
		headWord = d.Tokens[h].hash
	}
	return append(f[:0],
		learn.Mix1(301, 0), learn.Mix1(302, p), learn.Mix1(303, x.word), learn.Mix2(304, x.word, p),
		learn.Mix2(305, x.shape, p), learn.Mix2(306, x.shape, uint64(t)), learn.Mix2(307, x.suf3, x.shape), learn.Mix2(308, x.pre, x.shape),
		learn.Mix2(309, a.word, x.shape), learn.Mix2(310, n.word, x.shape), learn.Mix2(311, b.word, x.shape), learn.Mix2(312, m.word, x.shape),
		learn.Mix2(313, a.word, x.word), learn.Mix2(314, x.word, n.word), learn.Mix3(315, a.shape, x.shape, n.shape),
		learn.Mix3(316, uint64(ta), uint64(t), uint64(tn)), learn.Mix2(317, p, a.word), learn.Mix2(318, p, uint64(t)), learn.Mix3(319, p, uint64(t), uint64(tn)),
		learn.Mix2(320, g, x.shape), learn.Mix3(321, g, n.shape, p), learn.Mix3(322, ga, p, x.shape), learn.Mix2(323, known, x.shape), learn.Mix2(324, known, p),
		learn.Mix2(325, rel, x.shape), learn.Mix2(326, headWord, x.shape), learn.Mix3(327, b2u(k == 0), x.shape, n.shape),
		learn.Mix2(328, x.suf2, x.shape), learn.Mix3(329, uint64(t), uint64(tn), uint64(tm)), learn.Mix2(330, a.suf3, x.shape), learn.Mix2(331, n.suf3, x.shape),
		learn.Mix3(332, rel, headWord, p),
	)
}

// legalName forbids an I without its B, and names on marks at the start.
func legalName(y, prev int) bool {
	if y == 0 || y%2 == 1 {
		return true
	}
	return prev == y || prev == y-1
}

type nameScratch struct {
	lex   []lexical
	feats []uint32
	seen  seenNames
}

func (nf *nameFinder) find(d *Document, s *nameScratch) {
	if s.seen == nil {
		s.seen = seenNames{}
	}
	clear(s.seen)
	var buf [nameLabels]int32
	for si := range d.Sentences {
		st := d.Sentences[si]
		s.lex = d.lexicals(st.First, st.Last, s.lex)
		prev := 0
		for k := range s.lex {
			i := st.First + int32(k)
			if !mayBeName(d, i, prev) {
				prev = 0
				continue
			}
			s.feats = nf.feats(s.feats, d, s.lex, st.First, k, prev, s.seen)
			scores := buf[:]
			clear(scores)
			nf.table.Add(scores, s.feats)
			best := 0
			for y := 1; y < nameLabels; y++ {
				if legalName(y, prev) && scores[y] > scores[best] {
					best = y
				}
			}
			d.setName(i, best)
			if best > 0 && s.lex[k].shape&1 != 0 {
				s.seen[s.lex[k].word] = uint8(best)
			}
			prev = best
		}
	}
}

// mayBeName spares the model the tokens that never are names: lower-case
// words after no name.
func mayBeName(d *Document, i int32, prev int) bool {
	if prev != 0 {
		return true
	}
	r, _ := utf8.DecodeRuneInString(d.Text[d.Tokens[i].Start:])
	return unicode.IsUpper(r) || unicode.IsDigit(r)
}

func (d *Document) setName(i int32, label int) {
	kind := labelName(label)
	d.Tokens[i].Name = kind
	if label == 0 {
		return
	}
	if n := len(d.Names); label%2 == 0 && n > 0 && d.Names[n-1].Last == i {
		d.Names[n-1].Last = i + 1
		return
	}
	d.Names = append(d.Names, Name{First: i, Last: i + 1, Kind: kind})
}

// NameSentence is a training sentence of the name finder: tokens [First,
// Last) of an analysed document with the kind of each token's name. Names of
// one kind side by side count as one.
type NameSentence struct {
	Doc         *Document
	First, Last int32
	Kinds       []NameKind
	NewArticle  bool
}

func trainNames(data []NameSentence, genders map[uint64]Gender, epochs int, seed uint64) *nameFinder {
	nf := &nameFinder{genders: genders}
	p := learn.NewPerceptron(19, nameLabels)
	rng := rand.New(rand.NewPCG(seed, 9))
	var starts []int
	for i := range data {
		if data[i].NewArticle || i == 0 {
			starts = append(starts, i)
		}
	}
	starts = append(starts, len(data))
	order := make([]int, len(starts)-1)
	for i := range order {
		order[i] = i
	}
	feats := make([]uint32, 0, nameFeatures)
	scores := make([]float32, nameLabels)
	var lex []lexical
	seen := seenNames{}
	for e := 0; e < epochs; e++ {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, a := range order {
			clear(seen)
			for i := starts[a]; i < starts[a+1]; i++ {
				s := &data[i]
				lex = s.Doc.lexicals(s.First, s.Last, lex)
				prev, goldPrev := 0, NoName
				for k := range lex {
					if !mayBeName(s.Doc, s.First+int32(k), prev) {
						prev, goldPrev = 0, s.Kinds[k]
						continue
					}
					gold := nameLabel(s.Kinds[k], s.Kinds[k] != goldPrev)
					goldPrev = s.Kinds[k]
					feats = nf.feats(feats, s.Doc, lex, s.First, k, prev, seen)
					clear(scores)
					p.Score(scores, feats)
					got := 0
					for y := 1; y < nameLabels; y++ {
						if legalName(y, prev) && scores[y] > scores[got] {
							got = y
						}
					}
					if got != gold {
						p.Update(feats, gold, got)
					}
					p.Tick()
					if got > 0 && lex[k].shape&1 != 0 {
						seen[lex[k].word] = uint8(got)
					}
					prev = got
				}
			}
		}
	}
	nf.table = p.Table()
	return nf
}

// ParseGenders reads two lists of first names, one name a line, '#' for
// comments (the format of the NLTK names corpus).
func ParseGenders(male, female string) map[string]Gender {
	out := map[string]Gender{}
	add := func(list string, g Gender) {
		for line := range strings.Lines(list) {
			n := strings.ToLower(strings.TrimSpace(line))
			if n == "" || n[0] == '#' {
				continue
			}
			out[n] |= g
		}
	}
	add(male, Male)
	add(female, Female)
	return out
}
