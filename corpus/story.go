package corpus

import (
	"fmt"
	"sort"
	"strings"

	"github.com/fxamacker/cbor/v2"

	"quotetrack"
	"quotetrack/contradiction"
	"quotetrack/store"
)

// Story is a group of articles that tell of one event, the oldest first.
type Story struct {
	Title       string         `json:"title"` // of the article in most oppositions, else with most quotes
	From        string         `json:"from,omitempty"`
	To          string         `json:"to,omitempty"`
	Quotes      int            `json:"quotes"`
	Oppositions int            `json:"oppositions"` // between quotes of its articles
	Outlets     []string       `json:"outlets,omitempty"`
	Speakers    []string       `json:"speakers,omitempty"` // with a name, who is quoted most first
	Articles    []StoryArticle `json:"articles"`
}

// StoryArticle is an article of a story.
type StoryArticle struct {
	Source
	Quotes int `json:"quotes"`
}

// StoriesOptions say which stories are listed.
type StoriesOptions struct {
	About string // words, one of which stands in a title
	Limit int    // 0: all
}

// titleWeight is how many quotes an opposition counts for in the choice of the title.
const titleWeight = 100

// minStoryArticles is how many articles make a story worth listing.
const minStoryArticles = 2

// Stories groups the articles of the corpus that hold quotes by the event they tell of,
// those with most oppositions first, then those with most articles, and tells how many groups of two and more there are.
func (c *Corpus) Stories(o StoriesOptions) ([]Story, int, error) {
	ids, items, err := c.storyItems()
	if err != nil {
		return nil, 0, err
	}
	about := c.terms(o.About)
	var out []Story
	total := 0
	pairs, err := c.oppositionsByArticle()
	if err != nil {
		return nil, 0, err
	}
	for _, g := range disputed(contradiction.Stories(items), ids, pairs) {
		if len(g) < minStoryArticles {
			continue
		}
		if len(about) == 0 && o.Limit > 0 && len(out) == o.Limit {
			total++
			continue
		}
		s, err := c.story(ids, g, pairs)
		if err != nil {
			return nil, 0, err
		}
		if len(about) > 0 && !s.titled(c, about) {
			continue
		}
		if total++; o.Limit <= 0 || len(out) < o.Limit {
			out = append(out, *s)
		}
	}
	return out, total, nil
}

// disputed sorts groups of articles by the oppositions inside, the order of groups with
// as many kept.
func disputed(groups [][]int, ids []string, pairs map[[2]string]int) [][]int {
	of := map[string]int{}
	for g, list := range groups {
		for _, i := range list {
			of[ids[i]] = g
		}
	}
	inside := make([]int, len(groups))
	for p, n := range pairs {
		a, known := of[p[0]]
		if b, ok := of[p[1]]; known && ok && a == b {
			inside[a] += n
		}
	}
	order := make([]int, len(groups))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return inside[order[a]] > inside[order[b]] })
	out := make([][]int, len(groups))
	for k, g := range order {
		out[k] = groups[g]
	}
	return out
}

// storyItems lists the articles that hold quotes, with what they are about.
func (c *Corpus) storyItems() (ids []string, items []contradiction.StoryItem, err error) {
	last := ""
	err = c.store.EachStatement(func(n uint64, b []byte) error {
		var s contradiction.Statement
		if err := cbor.Unmarshal(b, &s); err != nil {
			return fmt.Errorf("statement %d is damaged: %w", n, err)
		}
		if s.Article != last {
			last = s.Article
			ids, items = append(ids, s.Article), append(items, contradiction.StoryItem{Topic: s.Topic, Day: s.Day})
		}
		return nil
	})
	return ids, items, err
}

// oppositionsByArticle counts the oppositions between each two articles.
func (c *Corpus) oppositionsByArticle() (map[[2]string]int, error) {
	out := map[[2]string]int{}
	err := c.store.EachOpposition(func(p *quotetrack.Opposition) error {
		out[[2]string{p.A.Article, p.B.Article}]++
		return nil
	})
	return out, err
}

func (c *Corpus) story(ids []string, group []int, pairs map[[2]string]int) (*Story, error) {
	s := &Story{}
	spoke, outlets := map[string]int{}, map[string]bool{}
	most := -1
	for _, i := range group {
		a, err := c.store.Article(ids[i])
		if err != nil {
			return nil, err
		}
		s.add(a, spoke, outlets)
	}
	for _, a := range s.Articles {
		n := a.Quotes
		for _, b := range s.Articles {
			n += titleWeight * (pairs[[2]string{a.Article, b.Article}] + pairs[[2]string{b.Article, a.Article}])
		}
		if n > most {
			most, s.Title = n, a.Title
		}
	}
	sort.SliceStable(s.Articles, func(i, j int) bool { return s.Articles[i].Published < s.Articles[j].Published })
	for _, a := range s.Articles {
		for _, b := range s.Articles {
			s.Oppositions += pairs[[2]string{a.Article, b.Article}]
		}
		if d := dayOf(a.Published); d != "" {
			if s.From == "" {
				s.From = d
			}
			s.To = d
		}
	}
	for name := range spoke {
		s.Speakers = append(s.Speakers, name)
	}
	sort.Slice(s.Speakers, func(i, j int) bool {
		x, y := s.Speakers[i], s.Speakers[j]
		return spoke[x] > spoke[y] || spoke[x] == spoke[y] && x < y
	})
	for name := range outlets {
		s.Outlets = append(s.Outlets, name)
	}
	sort.Strings(s.Outlets)
	return s, nil
}

func (s *Story) add(a *store.Article, spoke map[string]int, outlets map[string]bool) {
	s.Articles = append(s.Articles, StoryArticle{Source: sourceOf(a), Quotes: len(a.Quotes)})
	s.Quotes += len(a.Quotes)
	for i := range a.Quotes {
		if sp := &a.Quotes[i].Speaker; sp.Kind == quotetrack.Person || sp.Kind == quotetrack.Org {
			spoke[sp.Name]++
		}
	}
	if a.Outlet != "" {
		outlets[a.Outlet] = true
	}
}

// titled tells whether a title of the story holds one of the words.
func (s *Story) titled(c *Corpus, words []string) bool {
	for _, a := range s.Articles {
		have := " " + strings.Join(c.terms(a.Title), " ") + " "
		for _, w := range words {
			if strings.Contains(have, " "+w+" ") {
				return true
			}
		}
	}
	return false
}
