package syntax

import (
	"fmt"
	"sort"

	"quotetrack/learn"
)

// lemmatiser maps a lower-cased form and its tag to a lemma by edit scripts
// learned from treebanks: the longest known suffix decides, and whole words
// are kept as exceptions.
type lemmatiser struct {
	Scripts []script          `json:"scripts"`
	Rules   map[uint32]uint16 `json:"rules"` // hash of tag class and suffix -> script
}

type script struct {
	Strip int    `json:"s"`
	Add   string `json:"a"`
}

const maxLemmaSuffix = 5

func lemmaKey(tag Tag, suffix string, whole bool) uint32 {
	return learn.Mix3(1, uint64(tag), learn.HashString(suffix), learn.Bit(whole))
}

func (l *lemmatiser) lemma(form string, tag Tag) string {
	if tag.IsProper() || len(form) == 0 {
		return form
	}
	id, ok := l.Rules[lemmaKey(tag, form, true)]
	for n := min(maxLemmaSuffix, len(form)-1); !ok && n >= 0; n-- {
		id, ok = l.Rules[lemmaKey(tag, form[len(form)-n:], false)]
	}
	if !ok || int(id) >= len(l.Scripts) {
		return form
	}
	s := l.Scripts[id]
	if s.Strip == 0 && s.Add == "" || s.Strip > len(form) {
		return form
	}
	return form[:len(form)-s.Strip] + s.Add
}

func editScript(form, lemma string) script {
	n := 0
	for n < len(form) && n < len(lemma) && form[n] == lemma[n] {
		n++
	}
	return script{Strip: len(form) - n, Add: lemma[n:]}
}

type lemmaRule struct {
	tag    Tag
	suffix string
	whole  bool
}

// trainLemmatiser counts scripts by suffix and keeps a rule only where it
// differs from what a shorter suffix says already.
func trainLemmatiser(data []*TreebankSentence) *lemmatiser {
	counts := map[lemmaRule]map[script]int{}
	add := func(r lemmaRule, s script) {
		if counts[r] == nil {
			counts[r] = map[script]int{}
		}
		counts[r][s]++
	}
	for _, sent := range data {
		for i := range sent.Doc.Tokens {
			t := &sent.Doc.Tokens[i]
			if t.Kind != Word || t.Tag.IsProper() || sent.Lemmas[i] == "" {
				continue
			}
			s := editScript(t.Lower, plain(sent.Lemmas[i]))
			add(lemmaRule{t.Tag, t.Lower, true}, s)
			for n := 0; n <= min(maxLemmaSuffix, len(t.Lower)-1); n++ {
				add(lemmaRule{t.Tag, t.Lower[len(t.Lower)-n:], false}, s)
			}
		}
	}
	rules := make([]lemmaRule, 0, len(counts))
	for r := range counts {
		rules = append(rules, r)
	}
	sort.Slice(rules, func(a, b int) bool {
		x, y := rules[a], rules[b]
		if x.whole != y.whole {
			return !x.whole
		}
		if len(x.suffix) != len(y.suffix) {
			return len(x.suffix) < len(y.suffix)
		}
		if x.suffix != y.suffix {
			return x.suffix < y.suffix
		}
		return x.tag < y.tag
	})
	l := &lemmatiser{Rules: map[uint32]uint16{}}
	ids := map[script]uint16{}
	for _, r := range rules {
		best, n := commonest(counts[r])
		if n < 2 && !r.whole || !r.whole && best.Strip > len(r.suffix) && len(r.suffix) > 0 {
			continue
		}
		if form := r.suffix; r.whole && l.lemma(form, r.tag) == form[:len(form)-best.Strip]+best.Add {
			continue
		}
		id, ok := ids[best]
		if !ok {
			id = uint16(len(l.Scripts))
			ids[best] = id
			l.Scripts = append(l.Scripts, best)
		}
		l.Rules[lemmaKey(r.tag, r.suffix, r.whole)] = id
	}
	return l
}

func commonest(m map[script]int) (best script, n int) {
	for s, c := range m {
		if c > n || c == n && (s.Strip < best.Strip || s.Strip == best.Strip && s.Add < best.Add) {
			best, n = s, c
		}
	}
	return best, n
}

func (l *lemmatiser) save(f *learn.File) error { return f.AddJSON("lemmas", l) }

func loadLemmatiser(f *learn.File) (*lemmatiser, error) {
	l := &lemmatiser{}
	if err := f.JSON("lemmas", l); err != nil {
		return nil, fmt.Errorf("lemmatiser: %w", err)
	}
	return l, nil
}
