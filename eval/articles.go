package eval

import (
	"sort"
	"strings"
	"unicode"

	"golang.org/x/text/cases"

	"quotetrack"
	"quotetrack/attribution"
)

// PRF counts true positives, predictions and gold items.
type PRF struct{ TP, Pred, Gold int }

func (m *PRF) add(tp, pred, gold int) { m.TP += tp; m.Pred += pred; m.Gold += gold }

// P is the precision.
func (m PRF) P() float64 { return ratio(m.TP, m.Pred) }

// R is the recall.
func (m PRF) R() float64 { return ratio(m.TP, m.Gold) }

// F1 is the harmonic mean of precision and recall.
func (m PRF) F1() float64 {
	p, r := m.P(), m.R()
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

// Accuracy counts right answers.
type Accuracy struct{ Right, N int }

// Rate is the share of right answers.
func (a Accuracy) Rate() float64 { return ratio(a.Right, a.N) }

// ArticleScores are the measures on annotated articles, in the terms of the
// reference scorer: words are maximal runs of letters or digits.
type ArticleScores struct {
	F   map[string]*PRF
	Acc map[string]*Accuracy
	// of each quote of the articles with labels: its confidence, and whether a
	// gold quote matches it whose speaker it names
	Confidence []float64
	Right      []bool
}

// Measures lists the names of F measures in their order.
var Measures = []string{
	"cue exact", "cue token", "source exact", "source token", "content exact", "content token",
	"attribution exact", "quote match", "quote+speaker", "denial", "pairs", "pairs labelled",
}

// SpeakerMeasures lists the names of accuracies in their order.
var SpeakerMeasures = []string{"speaker all", "speaker person", "speaker org", "speaker of pronoun"}

// Match pairs the gold and predicted quotes of an article one to one by
// content overlap (Jaccard >= .5, best first).
type Match struct {
	GoldToPred map[int]int
	PredToGold map[int]int
}

type words []([2]int)

// wordsOf returns the words of a text in code points.
func wordsOf(text string) words {
	var out words
	start, n := -1, 0
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsNumber(r) {
			if start < 0 {
				start = n
			}
		} else if start >= 0 {
			out = append(out, [2]int{start, n})
			start = -1
		}
		n++
	}
	if start >= 0 {
		out = append(out, [2]int{start, n})
	}
	return out
}

// pick returns the words that the spans overlap, as a sorted list.
func (w words) pick(spans [][2]int) []int {
	var out []int
	for _, s := range spans {
		i := sort.Search(len(w), func(k int) bool { return w[k][1] > s[0] })
		for ; i < len(w) && w[i][0] < s[1]; i++ {
			out = append(out, i)
		}
	}
	sort.Ints(out)
	return uniq(out)
}

func uniq(v []int) []int {
	k := 0
	for i, x := range v {
		if i == 0 || x != v[k-1] {
			v[k] = x
			k++
		}
	}
	return v[:k]
}

func key(v []int) string {
	var b strings.Builder
	for _, x := range v {
		b.WriteRune(rune(x + 1))
	}
	return b.String()
}

// overlap returns the Jaccard similarity of two sorted sets.
func overlap(a, b []int) float64 {
	i, j, n := 0, 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			n++
			i++
			j++
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return ratio(n, len(a)+len(b)-n)
}

func spans(s []quotetrack.Span) [][2]int {
	out := make([][2]int, len(s))
	for i, x := range s {
		out[i] = [2]int{x.Start, x.End}
	}
	return out
}

type roleSets struct{ source, cue, content []int }

func (w words) gold(a *GoldAttribution) roleSets {
	return roleSets{w.pick(a.Source), w.pick(a.Cue), w.pick(a.Content)}
}

func (w words) quote(q *quotetrack.Quote) roleSets {
	return roleSets{w.pick(spans(q.Source)), w.pick(spans(q.Cue)), w.pick(spans(q.Content))}
}

// NewArticleScores returns empty counts.
func NewArticleScores() *ArticleScores {
	s := &ArticleScores{F: map[string]*PRF{}, Acc: map[string]*Accuracy{}}
	for _, m := range Measures {
		s.F[m] = &PRF{}
	}
	for _, m := range SpeakerMeasures {
		s.Acc[m] = &Accuracy{}
	}
	return s
}

// Add scores one article.
func (s *ArticleScores) Add(gold *GoldArticle, quotes []quotetrack.Quote, pairs []quotetrack.LocalOpposition) {
	parents := map[string]string{}
	var outer []quotetrack.Quote
	for _, q := range quotes {
		parents[q.ID] = q.Parent
		if q.Parent == "" {
			outer = append(outer, q)
		}
	}
	w := wordsOf(gold.Text)
	G, P := make([]roleSets, len(gold.Attributions)), make([]roleSets, len(outer))
	for i := range G {
		G[i] = w.gold(&gold.Attributions[i])
	}
	for i := range P {
		P[i] = w.quote(&outer[i])
	}
	s.roles(G, P)
	m := matchQuotes(G, P)
	nonEmpty := func(v []roleSets) (n int) {
		for _, x := range v {
			if len(x.content) > 0 {
				n++
			}
		}
		return n
	}
	s.F["quote match"].add(len(m.GoldToPred), nonEmpty(P), nonEmpty(G))
	if gold.Labels == nil {
		return
	}
	s.speakers(gold, outer, m)
	s.reliability(gold, outer, m)
	s.denials(gold, outer, m)
	s.pairs(gold, outer, m, parents, pairs)
}

func (s *ArticleScores) roles(G, P []roleSets) {
	role := func(name string, get func(roleSets) []int) {
		gs, ps := map[string]bool{}, map[string]bool{}
		gt, pt := map[int]bool{}, map[int]bool{}
		collect := func(sets []roleSets, keys map[string]bool, toks map[int]bool) {
			for _, x := range sets {
				v := get(x)
				if len(v) > 0 {
					keys[key(v)] = true
				}
				for _, i := range v {
					toks[i] = true
				}
			}
		}
		collect(G, gs, gt)
		collect(P, ps, pt)
		s.F[name+" exact"].add(common(gs, ps), len(ps), len(gs))
		s.F[name+" token"].add(common(gt, pt), len(pt), len(gt))
	}
	role("cue", func(r roleSets) []int { return r.cue })
	role("source", func(r roleSets) []int { return r.source })
	role("content", func(r roleSets) []int { return r.content })
	all := func(sets []roleSets) map[string]bool {
		out := map[string]bool{}
		for _, x := range sets {
			out[key(x.source)+"\x00|"+key(x.cue)+"\x00|"+key(x.content)] = true
		}
		return out
	}
	g, p := all(G), all(P)
	s.F["attribution exact"].add(common(g, p), len(p), len(g))
}

func common[K comparable](a, b map[K]bool) (n int) {
	for k := range a {
		if b[k] {
			n++
		}
	}
	return n
}

func matchQuotes(G, P []roleSets) Match {
	type cand struct {
		j    float64
		g, p int
	}
	var cands []cand
	for i := range G {
		for k := range P {
			if j := overlap(G[i].content, P[k].content); j >= .5 {
				cands = append(cands, cand{j, i, k})
			}
		}
	}
	sort.Slice(cands, func(a, b int) bool {
		x, y := cands[a], cands[b]
		if x.j != y.j {
			return x.j > y.j
		}
		if x.g != y.g {
			return x.g < y.g
		}
		return x.p < y.p
	})
	m := Match{map[int]int{}, map[int]int{}}
	for _, c := range cands {
		_, a := m.GoldToPred[c.g]
		_, b := m.PredToGold[c.p]
		if !a && !b {
			m.GoldToPred[c.g], m.PredToGold[c.p] = c.p, c.g
		}
	}
	return m
}

var pronouns = map[string]bool{"he": true, "she": true, "they": true, "it": true, "i": true, "we": true, "you": true, "him": true, "her": true,
	"them": true, "who": true, "his": true, "their": true, "us": true, "me": true, "one": true}

func (s *ArticleScores) speakers(gold *GoldArticle, quotes []quotetrack.Quote, m Match) {
	right, named, skip, total := 0, 0, 0, 0
	for _, q := range quotes {
		if q.Speaker.Name != "" {
			named++
		}
	}
	text := []rune(gold.Text)
	for i, a := range gold.Attributions {
		want, ok := gold.Labels.Speakers[a.ID]
		p, matched := m.GoldToPred[i]
		unscored := want.Kind == quotetrack.None || want.Kind == quotetrack.Author
		if unscored && matched && quotes[p].Speaker.Name != "" {
			skip++
		}
		if !ok || unscored {
			continue
		}
		total++
		if !matched {
			continue
		}
		same := attribution.NameKey(quotes[p].Speaker.Name) == attribution.NameKey(want.Name)
		if same {
			right++
		}
		for _, k := range speakerMeasures(want, sourceText(text, a.Source)) {
			s.Acc[k].N++
			if same {
				s.Acc[k].Right++
			}
		}
	}
	s.F["quote+speaker"].add(right, named-skip, total)
}

// reliability records how sure each quote was and whether it was right.
func (s *ArticleScores) reliability(gold *GoldArticle, quotes []quotetrack.Quote, m Match) {
	for k, q := range quotes {
		right := false
		if g, ok := m.PredToGold[k]; ok {
			want := gold.Labels.Speakers[gold.Attributions[g].ID]
			right = want.Kind == "" || want.Kind == quotetrack.None || want.Kind == quotetrack.Author || attribution.NameKey(q.Speaker.Name) == attribution.NameKey(want.Name)
		}
		s.Confidence, s.Right = append(s.Confidence, q.Confidence), append(s.Right, right)
	}
}

func sourceText(text []rune, spans [][2]int) string {
	var parts []string
	for _, s := range spans {
		parts = append(parts, string(text[s[0]:s[1]]))
	}
	return cases.Fold().String(strings.Join(parts, " "))
}

func speakerMeasures(want GoldSpeaker, source string) []string {
	out := []string{"speaker all"}
	if want.Kind == quotetrack.Person || want.Kind == quotetrack.Org {
		out = append(out, "speaker "+string(want.Kind))
	}
	if pronouns[source] && want.Kind == quotetrack.Person {
		out = append(out, "speaker of pronoun")
	}
	return out
}

func (s *ArticleScores) denials(gold *GoldArticle, quotes []quotetrack.Quote, m Match) {
	want := map[string]bool{}
	for _, id := range gold.Labels.Denials {
		want[id] = true
	}
	tp, pred := 0, 0
	for j, q := range quotes {
		if !q.Denial {
			continue
		}
		pred++
		if g, ok := m.PredToGold[j]; ok && want[gold.Attributions[g].ID] {
			tp++
		}
	}
	s.F["denial"].add(tp, pred, len(want))
}

type idPair [2]string

func orderedPair(a, b string) idPair {
	if a > b {
		a, b = b, a
	}
	return idPair{a, b}
}

func (s *ArticleScores) pairs(gold *GoldArticle, quotes []quotetrack.Quote, m Match, parents map[string]string, pairs []quotetrack.LocalOpposition) {
	pos := map[string]int{}
	for j, q := range quotes {
		pos[q.ID] = j
	}
	goldPairs, sure := map[idPair]GoldPair{}, 0
	for _, p := range gold.Labels.Pairs {
		goldPairs[orderedPair(p.A, p.B)] = p
	}
	for _, p := range goldPairs {
		if p.Confidence >= 2 {
			sure++
		}
	}
	name := func(id string) (string, int) {
		id = outermost(parents, id)
		j, ok := pos[id]
		if !ok {
			return "?None", -1
		}
		if g, ok := m.PredToGold[j]; ok {
			return gold.Attributions[g].ID, j
		}
		return "?" + id, j
	}
	found, labelled, n := map[idPair]bool{}, map[idPair]bool{}, 0
	for _, c := range pairs {
		a, ja := name(c.A)
		b, jb := name(c.B)
		if ja >= 0 && ja == jb {
			continue
		}
		k := orderedPair(a, b)
		g, ok := goldPairs[k]
		if ok && g.Confidence < 2 {
			continue
		}
		n++
		if ok {
			found[k] = true
			if c.Relation == g.Relation {
				labelled[k] = true
			}
		}
	}
	s.F["pairs"].add(len(found), n, sure)
	s.F["pairs labelled"].add(len(labelled), n, sure)
}

func outermost(parents map[string]string, id string) string {
	for range len(parents) + 1 {
		p := parents[id]
		if p == "" {
			return id
		}
		id = p
	}
	return id
}
