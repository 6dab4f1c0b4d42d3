package contradiction

import (
	"math"
	"slices"
	"sort"
	"strings"

	"quotetrack"
	"quotetrack/attribution"
	"quotetrack/syntax"
)

// Index finds, among many statements, those worth comparing with a new one: it
// holds for each rare term, name and term of an article's topic the statements
// that bear it. Cost grows with the number of statements, not of pairs. It is not
// safe for concurrent use.
type Index struct {
	e        *Engine
	postings map[uint32][]posting
	count    map[int32]shared
}

// shared is what a filed statement has in common with a new one: the weight of their terms,
// and how many terms stand for both articles.
type shared struct {
	weight float64
	topic  int
}

// posting is a statement under a key of its own words, of its article's topic, or both.
type posting struct {
	id    int32
	own   bool
	topic bool
	live  bool // it denies, doubts or negates (Statement.live)
}

// Blocking settings: how many of its rarest terms a statement is filed under,
// the length from which a posting list says nothing any more, the weight of
// shared terms that makes a candidate (less where their articles tell of one event), and how many candidates are looked at. A
// term of a topic counts less than a word of one's own; of two statements of
// which neither is live less is to be hoped.
const (
	blockTerms    = 12
	maxPostings   = 2000
	minBlock      = 7.5
	minStoryBlock = 4
	maxCompared   = 60
	topicToOwn    = .7
	topicToTopic  = .3
	idlePair      = .6
)

// NewIndex returns an empty index.
func (e *Engine) NewIndex() *Index {
	return &Index{e: e, postings: map[uint32][]posting{}, count: map[int32]shared{}}
}

// keys are the distinct terms that a statement is filed under: its rarest,
// and the names that it mentions or is spoken by.
func (x *Index) keys(s *Statement) []uint32 {
	seen := map[uint32]bool{}
	var out []uint32
	for i := range s.Terms {
		k := s.Terms[i].Key
		if x.e.lex.unprefixed(&s.Terms[i]) {
			k = s.Terms[i].Base // "unsafe" meets "safe"
		}
		if !seen[k] {
			seen[k] = true
			out = append(out, k)
		}
	}
	if n := len(s.SpeakerParts); n > 0 && !seen[s.SpeakerParts[n-1]] { // who speaks may be whom the other speaks of
		out = append(out, s.SpeakerParts[n-1])
	}
	sort.Slice(out, func(i, j int) bool {
		a, b := x.e.lex.weight(out[i]), x.e.lex.weight(out[j])
		if a != b {
			return a > b
		}
		return out[i] < out[j]
	})
	return out[:min(len(out), blockTerms)]
}

// unprefixed tells whether a word is the opposite of what is left without its prefix, and no
// verdict on what was said.
func (l *lexicon) unprefixed(t *Term) bool {
	return t.Base != 0 && !claimKeys[t.Key] && l.antonyms.has(t.Key, t.Base)
}

// live tells whether a statement can be set against one that asserts.
func (l *lexicon) live(s *Statement) bool {
	if s.Denial >= minDenier || s.Doubt || s.Negative || s.Verdict || s.Content.Negators > 0 {
		return true
	}
	for i := range s.Terms {
		if s.Terms[i].Negated || s.Terms[i].Predicate && l.unprefixed(&s.Terms[i]) {
			return true
		}
	}
	return false
}

// Add files a statement under id.
func (x *Index) Add(id int32, s *Statement) {
	live := x.e.lex.live(s)
	own := x.keys(s)
	file := func(k uint32, p posting) {
		if list := x.postings[k]; len(list) < maxPostings {
			x.postings[k] = append(list, p)
		}
	}
	for _, k := range own {
		file(k, posting{id, true, slices.Contains(s.Topic, k), live})
	}
	for _, k := range s.Topic {
		if !slices.Contains(own, k) {
			file(k, posting{id, false, true, live})
		}
	}
}

// Candidates returns the ids of filed statements that share enough with s,
// those that share most first.
func (x *Index) Candidates(s *Statement) []int32 {
	clear(x.count)
	live := x.e.lex.live(s)
	own := x.keys(s)
	for _, k := range own {
		x.collect(k, true, slices.Contains(s.Topic, k), live)
	}
	for _, k := range s.Topic {
		if !slices.Contains(own, k) {
			x.collect(k, false, true, live)
		}
	}
	out := make([]int32, 0, len(x.count))
	for id, c := range x.count {
		if c.weight >= minBlock || c.topic >= minStory && c.weight >= minStoryBlock {
			out = append(out, id)
		}
	}
	sort.Slice(out, func(i, j int) bool {
		a, b := x.count[out[i]].weight, x.count[out[j]].weight
		if a != b {
			return a > b
		}
		return out[i] < out[j]
	})
	return out[:min(len(out), maxCompared)]
}

// collect counts the statements under a key, which is one of the new statement's own words, of
// its article's topic, or both.
func (x *Index) collect(k uint32, own, topic, live bool) {
	p := x.postings[k]
	if len(p) >= maxPostings {
		return
	}
	w := x.e.lex.weight(k)
	for _, m := range p {
		f := 1.0
		switch {
		case own != m.own:
			f = topicToOwn
		case !own:
			f = topicToTopic
		}
		if !live && !m.live {
			f *= idlePair
		}
		c := x.count[m.id]
		c.weight += w * f
		if topic && m.topic {
			c.topic++
		}
		x.count[m.id] = c
	}
}

// topicTerms is how many terms stand for what an article is about.
const topicTerms = 8

// topic are the terms that an article opens with and comes back to, the rarest
// and most frequent first.
func (e *Engine) topic(a *quotetrack.Article, d *syntax.Document) []uint32 {
	score := map[uint32]float64{}
	var order []uint32
	for i := range d.Tokens {
		t := &d.Tokens[i]
		if t.Kind != syntax.Word || stop[t.Lemma] || len(t.Lower) < 3 || !t.Tag.IsNoun() && !t.Tag.IsVerb() && t.Tag != syntax.JJ {
			continue
		}
		k := term(FoldLemma(t))
		if score[k] == 0 {
			order = append(order, k)
		}
		w := 1.0
		if t.Sentence < 2 {
			w = 2.5
		}
		score[k] += w
	}
	for _, w := range strings.Fields(strings.ToLower(a.Title)) {
		if k := term(attribution.FoldPlace(strings.Trim(w, `.,:;?!"'()`))); score[k] > 0 {
			score[k] += 2.5
		}
	}
	for k, n := range score {
		score[k] = math.Log1p(n) * e.lex.weight(k)
	}
	sort.SliceStable(order, func(i, j int) bool { return score[order[i]] > score[order[j]] })
	return order[:min(len(order), topicTerms)]
}
