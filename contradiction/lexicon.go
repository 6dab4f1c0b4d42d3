package contradiction

import (
	_ "embed"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"sync"

	"quotetrack/learn"
)

//go:embed model/lexicon.qtw
var embeddedLexicon []byte

var defaultLexicon = sync.OnceValues(func() (*lexicon, error) { return loadLexicon(embeddedLexicon) })

// LexiconData is what the lexicon is compiled from: pairs of lemmas, and in how
// many of so many documents each lemma occurs.
type LexiconData struct {
	Antonyms, Synonyms, Derivations, Hypernyms [][2]string
	DocumentFrequency                          map[string]int
	Documents                                  int
	Implicatives                               []Implicative
}

// CompileLexicon makes the weight file of the lexicon. Derivations and
// hypernyms are kept of words that the documents hold.
func CompileLexicon(data LexiconData, p learn.Provenance) (*learn.File, error) {
	df := map[uint32]int{}
	for l, n := range data.DocumentFrequency {
		df[term(l)] += n
	}
	known := func(pairs [][2]string) [][2]string {
		var out [][2]string
		for _, x := range pairs {
			if df[term(x[0])] > 2 && df[term(x[1])] > 2 {
				out = append(out, x)
			}
		}
		return out
	}
	f := learn.NewFile(p)
	f.AddBytes("antonyms", newPairSet(data.Antonyms).bytes())
	f.AddBytes("synonyms", newPairSet(data.Synonyms).bytes())
	f.AddBytes("derivations", newPairSet(known(data.Derivations)).bytes())
	f.AddBytes("hypernyms", newPairSet(known(data.Hypernyms)).bytes())
	f.AddBytes("idf", idfBytes(countIDF(df, data.Documents)))
	signatures, err := implicatives(data.Implicatives)
	if err != nil {
		return nil, err
	}
	return f, f.AddJSON("implicatives", signatures)
}

func loadLexicon(data []byte) (*lexicon, error) {
	f, err := learn.ReadFile(data)
	if err != nil {
		return nil, fmt.Errorf("lexicon: %w", err)
	}
	l := &lexicon{}
	for name, p := range map[string]*pairSet{"antonyms": &l.antonyms, "synonyms": &l.synonyms, "derivations": &l.derivations, "hypernyms": &l.hypernyms} {
		b, err := f.Bytes(name)
		if err != nil {
			return nil, fmt.Errorf("lexicon: %w", err)
		}
		*p = readPairSet(b)
	}
	b, err := f.Bytes("idf")
	if err != nil {
		return nil, fmt.Errorf("lexicon: %w", err)
	}
	l.idf = readIDF(b)
	var signatures map[string]string
	if err := f.JSON("implicatives", &signatures); err != nil {
		return nil, fmt.Errorf("lexicon: %w", err)
	}
	l.signatures = readSignatures(signatures)
	for _, p := range []pairSet{l.antonyms, l.synonyms, l.derivations, l.hypernyms} {
		l.related.add(p)
	}
	return l, nil
}

// sieve is a Bloom filter of one hash: most pairs of words are in no set, and
// one look tells.
type sieve []uint64

const sieveBits = 23

func sieveAt(key uint64) (word uint64, bit uint64) {
	h := key * 0x9e3779b97f4a7c15 >> (64 - sieveBits)
	return h >> 6, 1 << (h & 63)
}

func (s *sieve) add(p pairSet) {
	if *s == nil {
		*s = make(sieve, 1<<(sieveBits-6))
	}
	for _, k := range p {
		w, b := sieveAt(k)
		(*s)[w] |= b
	}
}

func (s sieve) has(a, b uint32) bool {
	if s == nil {
		return false
	}
	w, bit := sieveAt(pairKey(a, b))
	return s[w]&bit != 0
}

// lexicon holds what is known of words: opposites, synonyms and how rare each
// is in news text. Keys are the 32-bit hashes of lemmas.
type lexicon struct {
	antonyms    pairSet
	synonyms    pairSet
	derivations pairSet // deny, denial
	hypernyms   pairSet // of one or two steps
	related     sieve   // whether a pair may be in any of these sets
	idf         map[uint32]float32
	signatures  map[uint32]signature // of verbs with the frame of their complement
}

// pairSet is a set of unordered pairs of term hashes, sorted.
type pairSet []uint64

func term(lemma string) uint32 { return uint32(learn.HashString(lemma)) }

func pairKey(a, b uint32) uint64 {
	if a > b {
		a, b = b, a
	}
	return uint64(a)<<32 | uint64(b)
}

func (p pairSet) has(a, b uint32) bool {
	_, ok := slices.BinarySearch(p, pairKey(a, b))
	return ok
}

func newPairSet(pairs [][2]string) pairSet {
	out := make(pairSet, 0, len(pairs))
	for _, x := range pairs {
		if x[0] != x[1] {
			out = append(out, pairKey(term(x[0]), term(x[1])))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (p pairSet) bytes() []byte {
	b := make([]byte, 0, 8*len(p))
	for _, x := range p {
		b = binary.LittleEndian.AppendUint64(b, x)
	}
	return b
}

func readPairSet(b []byte) pairSet {
	out := make(pairSet, len(b)/8)
	for i := range out {
		out[i] = binary.LittleEndian.Uint64(b[8*i:])
	}
	return out
}

// rareIDF is the weight of a term never seen in the news that idf was counted
// on.
const rareIDF = 9

func (l *lexicon) weight(t uint32) float64 {
	if w, ok := l.idf[t]; ok {
		return float64(w)
	}
	return rareIDF
}

// countIDF turns document frequencies into weights; terms seen once are left
// out, they are as rare as unseen ones.
func countIDF(df map[uint32]int, docs int) map[uint32]float32 {
	out := map[uint32]float32{}
	for t, n := range df {
		if n > 2 {
			out[t] = float32(math.Log(float64(docs+1) / float64(n)))
		}
	}
	return out
}

func idfBytes(m map[uint32]float32) []byte {
	keys := make([]uint32, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	b := make([]byte, 0, 5*len(keys))
	for _, k := range keys {
		b = binary.LittleEndian.AppendUint32(b, k)
		b = append(b, byte(min(255, m[k]*20)))
	}
	return b
}

func readIDF(b []byte) map[uint32]float32 {
	m := make(map[uint32]float32, len(b)/5)
	for i := 0; i+5 <= len(b); i += 5 {
		m[binary.LittleEndian.Uint32(b[i:])] = float32(b[i+4]) / 20
	}
	return m
}
