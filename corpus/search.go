package corpus

import (
	"context"
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/hbollon/go-edlib"

	"quotetrack"
	"quotetrack/attribution"
	"quotetrack/index"
	"quotetrack/store"
)

// Source says where a quote stands.
type Source struct {
	Article   string `json:"article"`
	Title     string `json:"title,omitempty"`
	Outlet    string `json:"outlet,omitempty"`
	URL       string `json:"url,omitempty"`
	Path      string `json:"path,omitempty"`
	Published string `json:"published,omitempty"`
	Also      int    `json:"also,omitempty"` // copies that ran elsewhere
}

// Answer is a quote as an answer shows it.
type Answer struct {
	quotetrack.Quote
	Source  Source            `json:"where"`
	Matches []quotetrack.Span `json:"matches,omitempty"` // of what was asked, in the article's text
	Opposed []Opposing        `json:"opposed,omitempty"`
}

// Opposing is a quote that opposes the one it is listed under.
type Opposing struct {
	Relation quotetrack.Relation `json:"relation"`
	Score    float64             `json:"score"`
	First    bool                `json:"first"` // the opposing quote is the one that is denied
	Quote    quotetrack.Quote    `json:"quote"`
	Source   Source              `json:"where"`
	Reasons  []quotetrack.Reason `json:"reasons"`
}

// Found is a page of answers.
type Found struct {
	Total   int                      `json:"total"`
	Answers []Answer                 `json:"answers"`
	Facets  map[string][]index.Facet `json:"facets,omitempty"`
}

// contentText is the text of a quote's content, as it is indexed.
func contentText(q *quotetrack.Quote) string { return quotetrack.Text(q.Content) }

// Search runs a query; see ParseQuery for its language.
func (c *Corpus) Search(ctx context.Context, q index.Query) (*Found, error) {
	res, err := c.index.Search(ctx, q)
	if err != nil {
		return nil, err
	}
	out := &Found{Total: res.Total, Answers: []Answer{}, Facets: res.Facets}
	cache := map[string]*store.Article{}
	for _, h := range res.Hits {
		a, err := c.answer(h.ID, cache)
		if err != nil {
			return nil, err
		}
		a.Matches = c.matches(&a.Quote, h.Terms)
		out.Answers = append(out.Answers, *a)
	}
	return out, nil
}

func sourceOf(a *store.Article) Source {
	return Source{Article: a.ID, Title: a.Title, Outlet: a.Outlet, URL: a.URL, Path: a.Path, Published: a.Published, Also: len(a.Sightings)}
}

// quote finds a quote with its article, through a cache of articles.
func (c *Corpus) quote(id string, cache map[string]*store.Article) (*quotetrack.Quote, *store.Article, error) {
	for _, a := range cache {
		for i := range a.Quotes {
			if a.Quotes[i].ID == id {
				return &a.Quotes[i], a, nil
			}
		}
	}
	a, err := c.store.ArticleOfQuote(id)
	if err != nil {
		return nil, nil, err
	}
	if len(cache) > 64 {
		clear(cache)
	}
	cache[a.ID] = a
	for i := range a.Quotes {
		if a.Quotes[i].ID == id {
			return &a.Quotes[i], a, nil
		}
	}
	return nil, nil, fmt.Errorf("quote %q: %w", id, store.ErrNotFound)
}

func (c *Corpus) answer(id string, cache map[string]*store.Article) (*Answer, error) {
	q, a, err := c.quote(id, cache)
	if err != nil {
		return nil, err
	}
	out := &Answer{Quote: *q, Source: sourceOf(a)}
	os, err := c.store.OppositionsOf(id)
	if err != nil {
		return nil, err
	}
	sort.SliceStable(os, func(i, j int) bool { return os[i].Score > os[j].Score })
	for _, o := range os {
		other, first := o.A.Quote, true
		if other == id {
			other, first = o.B.Quote, false
		}
		oq, oa, err := c.quote(other, cache)
		if err != nil {
			return nil, err
		}
		out.Opposed = append(out.Opposed, Opposing{Relation: o.Relation, Score: o.Score, First: first, Quote: *oq, Source: sourceOf(oa), Reasons: o.Reasons})
	}
	return out, nil
}

// matches finds the places in a quote's content whose terms matched.
func (c *Corpus) matches(q *quotetrack.Quote, terms []string) []quotetrack.Span {
	if len(terms) == 0 {
		return nil
	}
	want := map[string]bool{}
	for _, t := range terms {
		want[t] = true
	}
	var out []quotetrack.Span
	for _, s := range q.Content {
		for _, t := range c.index.Analyze(s.Text) {
			if want[t.Term] {
				start := s.Start + utf8.RuneCountInString(s.Text[:t.Start])
				out = append(out, quotetrack.Span{Start: start, End: start + utf8.RuneCountInString(s.Text[t.Start:t.End]), Text: s.Text[t.Start:t.End]})
			}
		}
	}
	return out
}

// SpeakerCount is a speaker with the number of quotes.
type SpeakerCount struct {
	ID     string                 `json:"id"`
	Name   string                 `json:"name"`
	Kind   quotetrack.SpeakerKind `json:"kind"`
	Role   string                 `json:"role,omitempty"`
	Quotes int                    `json:"quotes"`
	Denied int                    `json:"opposed"` // of these, opposed by somebody
}

// Speakers lists the speakers whose name bears all words of name ("" for
// all), those with most quotes first.
func (c *Corpus) Speakers(name string) ([]SpeakerCount, error) {
	words := strings.Fields(attribution.NameKey(name))
	by := map[string]*SpeakerCount{}
	err := c.store.EachArticle(func(a *store.Article) error {
		for i := range a.Quotes {
			q := &a.Quotes[i]
			key := attribution.NameKey(q.Speaker.Name)
			if key == "" || !bears(key, words) {
				continue
			}
			s := by[key]
			if s == nil {
				s = &SpeakerCount{ID: attribution.Slug(q.Speaker.Name), Name: q.Speaker.Name, Kind: q.Speaker.Kind}
				by[key] = s
			}
			if len(q.Speaker.Role) > len(s.Role) {
				s.Role = q.Speaker.Role
			}
			s.Quotes++
			os, err := c.store.OppositionsOf(q.ID)
			if err != nil {
				return err
			}
			if len(os) > 0 {
				s.Denied++
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	out := make([]SpeakerCount, 0, len(by))
	for _, k := range sortedKeys(by) {
		out = append(out, *by[k])
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Quotes > out[j].Quotes })
	return out, nil
}

func bears(key string, words []string) bool {
	parts := strings.Fields(key)
	for _, w := range words {
		found := false
		for _, p := range parts {
			found = found || p == w
		}
		if !found {
			return false
		}
	}
	return true
}

// Nearest suggests known values of a field that look like s, best first.
func (c *Corpus) Nearest(field, s string, n int) ([]string, error) {
	values, err := c.index.Values(field)
	if err != nil {
		return nil, err
	}
	type near struct {
		v string
		s float32
	}
	var list []near
	key := attribution.NameKey(s)
	for v := range values {
		best := edlib.JaroWinklerSimilarity(key, v)
		for _, p := range strings.Fields(v) {
			best = max(best, edlib.JaroWinklerSimilarity(key, p))
		}
		if best > .8 {
			list = append(list, near{v, best})
		}
	}
	sort.Slice(list, func(i, j int) bool {
		if list[i].s != list[j].s {
			return list[i].s > list[j].s
		}
		return list[i].v < list[j].v
	})
	var out []string
	for _, x := range list[:min(n, len(list))] {
		out = append(out, x.v)
	}
	return out, nil
}

// ContradictionsOptions select oppositions.
type ContradictionsOptions struct {
	About, Speaker string
	Relation       quotetrack.Relation
	Since, Before  string
	MinScore       float64
	Limit          int
}

// Conflict is an opposition with both quotes and their places.
type Conflict struct {
	quotetrack.Opposition
	QuoteA  quotetrack.Quote `json:"quote_a"`
	QuoteB  quotetrack.Quote `json:"quote_b"`
	SourceA Source           `json:"where_a"`
	SourceB Source           `json:"where_b"`
	AlsoA   []Sighting       `json:"also_a,omitempty"` // other quotes of the same statement
	AlsoB   []Sighting       `json:"also_b,omitempty"`
	Judged  *float64         `json:"judged,omitempty"` // by the re-ranker, where one was named
}

// Contradictions lists oppositions between statements, the surest first, and
// how many there are. One pair of statements that several articles carry is one.
func (c *Corpus) Contradictions(o ContradictionsOptions) ([]Conflict, int, error) {
	var list []quotetrack.Opposition
	err := c.store.EachOpposition(func(p *quotetrack.Opposition) error {
		if (o.Relation == "" || p.Relation == o.Relation) && p.Score >= o.MinScore {
			list = append(list, *p)
		}
		return nil
	})
	if err != nil {
		return nil, 0, err
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].Score > list[j].Score })
	found := newCollapser(c.terms)
	cache := map[string]*store.Article{}
	about := c.terms(o.About)
	names := strings.Fields(attribution.NameKey(o.Speaker))
	for _, p := range list {
		k, err := c.conflict(p, cache)
		if err != nil {
			return nil, 0, err
		}
		if !c.speaksOf(k, about) || len(names) > 0 && !bears(attribution.NameKey(k.QuoteA.Speaker.Name), names) && !bears(attribution.NameKey(k.QuoteB.Speaker.Name), names) {
			continue
		}
		day := max(dayOf(k.SourceA.Published), dayOf(k.SourceB.Published))
		if o.Since != "" && day < o.Since || o.Before != "" && day >= o.Before {
			continue
		}
		found.add(k)
	}
	total := len(found.kept)
	out := make([]Conflict, 0, total)
	for _, k := range found.kept {
		if o.Limit <= 0 || len(out) < o.Limit {
			out = append(out, *k)
		}
	}
	return out, total, nil
}

func dayOf(published string) string {
	if len(published) >= 10 {
		return published[:10]
	}
	return ""
}

func (c *Corpus) conflict(p quotetrack.Opposition, cache map[string]*store.Article) (*Conflict, error) {
	qa, aa, err := c.quote(p.A.Quote, cache)
	if err != nil {
		return nil, err
	}
	qb, ab, err := c.quote(p.B.Quote, cache)
	if err != nil {
		return nil, err
	}
	return &Conflict{Opposition: p, QuoteA: *qa, QuoteB: *qb, SourceA: sourceOf(aa), SourceB: sourceOf(ab)}, nil
}

func (c *Corpus) terms(s string) []string {
	var out []string
	for _, t := range c.index.Analyze(s) {
		if !stopWords[t.Term] {
			out = append(out, t.Term)
		}
	}
	return out
}

// speaksOf tells whether the words stand in either quote or the titles.
func (c *Corpus) speaksOf(k *Conflict, terms []string) bool {
	if len(terms) == 0 {
		return true
	}
	have := map[string]bool{}
	for _, t := range c.index.Analyze(contentText(&k.QuoteA) + " " + contentText(&k.QuoteB) + " " + quotetrack.Text(k.QuoteA.Cue) + " " + quotetrack.Text(k.QuoteB.Cue) + " " + k.SourceA.Title + " " + k.SourceB.Title) {
		have[t.Term] = true
	}
	for _, t := range terms {
		if !have[t] {
			return false
		}
	}
	return true
}

// Show returns a quote with its answer form, or an article.
func (c *Corpus) Show(id string) (*Answer, *store.Article, error) {
	if a, err := c.store.Article(id); err == nil {
		return nil, a, nil
	}
	cache := map[string]*store.Article{}
	ans, err := c.answer(id, cache)
	if err != nil {
		return nil, nil, fmt.Errorf("no quote or article %q in this corpus: %w", id, store.ErrNotFound)
	}
	a, err := c.store.Article(ans.Source.Article)
	return ans, a, err
}
