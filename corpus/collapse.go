package corpus

import (
	"strings"

	"quotetrack"
	"quotetrack/attribution"
)

// One statement runs in many articles: quoted again, paraphrased, cut shorter,
// copied from an agency. A conflict between two statements is listed once, with
// the places where each of them stands.

// Sighting is another quote of a statement with its place.
type Sighting struct {
	Quote  string `json:"quote"`
	Source Source `json:"where"`
}

// sameWords is the share of the smaller quote's content words that two quotes
// of one speaker must have in common to be one statement.
const sameWords = .6

// collapser groups conflicts whose two sides are the same statements. Conflicts
// are filed under the speakers of both sides, so that each is compared with few.
type collapser struct {
	kept  []*Conflict
	words [][2]map[string]bool
	by    map[string][]int
	terms func(string) []string
}

func newCollapser(terms func(string) []string) *collapser {
	return &collapser{by: map[string][]int{}, terms: terms}
}

// speakerBlock is what all names of one speaker share: the last part of a
// person's name, the whole of any other.
func speakerBlock(q *quotetrack.Quote) string {
	key := attribution.NameKey(q.Speaker.Name)
	if f := strings.Fields(key); q.Speaker.Kind == quotetrack.Person && len(f) > 0 {
		return f[len(f)-1]
	}
	return key
}

func (c *collapser) contentWords(q *quotetrack.Quote) map[string]bool {
	out := map[string]bool{}
	for _, w := range c.terms(contentText(q)) {
		out[w] = true
	}
	return out
}

func alike(a, b map[string]bool) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == 0 {
		return len(b) == 0
	}
	n := 0
	for w := range a {
		if b[w] {
			n++
		}
	}
	return float64(n) >= sameWords*float64(len(a)) && (n >= 3 || n == len(a))
}

// add files a conflict, or notes it as a sighting of one that is filed.
func (c *collapser) add(k *Conflict) {
	words := [2]map[string]bool{c.contentWords(&k.QuoteA), c.contentWords(&k.QuoteB)}
	block := speakerBlock(&k.QuoteA) + "\x00" + speakerBlock(&k.QuoteB) + "\x00" + string(k.Relation)
	for _, i := range c.by[block] {
		if alike(words[0], c.words[i][0]) && alike(words[1], c.words[i][1]) {
			c.kept[i].note(k)
			return
		}
	}
	c.by[block] = append(c.by[block], len(c.kept))
	c.kept, c.words = append(c.kept, k), append(c.words, words)
}

// note adds the quotes of another conflict to the sightings.
func (k *Conflict) note(other *Conflict) {
	add := func(list *[]Sighting, own, id string, s Source) {
		if id == own {
			return
		}
		for _, x := range *list {
			if x.Quote == id {
				return
			}
		}
		*list = append(*list, Sighting{Quote: id, Source: s})
	}
	add(&k.AlsoA, k.QuoteA.ID, other.QuoteA.ID, other.SourceA)
	add(&k.AlsoB, k.QuoteB.ID, other.QuoteB.ID, other.SourceB)
}
