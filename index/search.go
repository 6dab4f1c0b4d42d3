package index

import (
	"context"
	"fmt"
	"sort"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
	"github.com/hbollon/go-edlib"
)

// Query is what is asked of the index. All parts that are given must hold.
type Query struct {
	Words    []string // must occur in the quote
	Phrases  []string
	Without  []string // must not occur
	Any      []string // at least one of the most should occur; ranks
	InAbout  bool     // words may also stand in the article's title
	Speakers []string // any of these keys
	Names    []string // words that the speaker's name must bear
	Outlet   string
	Type     string
	Kind     string
	Relation string
	After    string // day, included
	Before   string // day, excluded
	Denials  bool
	Opposed  bool
	From     int
	Size     int
	ByDay    bool // newest first instead of best first
}

// Hit is a quote found, with the byte offsets of the matches in its text.
type Hit struct {
	ID    string
	Score float64
	Terms []string // the analysed terms that matched
}

// Facet counts the values of a field over the whole result.
type Facet struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

// Result is a page of hits, the total, and facets of the whole result.
type Result struct {
	Total  int
	Hits   []Hit
	Facets map[string][]Facet
}

// Search runs a query.
func (x *Index) Search(ctx context.Context, q Query) (*Result, error) {
	req := bleve.NewSearchRequestOptions(x.build(q), max(q.Size, 0), q.From, false)
	req.IncludeLocations = true
	if q.ByDay {
		req.SortBy([]string{"-day", "_id"})
	} else {
		req.SortBy([]string{"-_score", "-day", "_id"})
	}
	for _, f := range []string{"speaker", "outlet", "month", "kind"} {
		req.AddFacet(f, bleve.NewFacetRequest(f, 50))
	}
	res, err := x.b.SearchInContext(ctx, req)
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	out := &Result{Total: int(res.Total), Facets: map[string][]Facet{}}
	for _, h := range res.Hits {
		out.Hits = append(out.Hits, Hit{ID: h.ID, Score: h.Score, Terms: matched(h.Locations)})
	}
	for name, f := range res.Facets {
		for _, t := range f.Terms.Terms() {
			if t.Term != "" {
				out.Facets[name] = append(out.Facets[name], Facet{t.Term, t.Count})
			}
		}
	}
	return out, nil
}

func matched(loc search.FieldTermLocationMap) []string {
	seen := map[string]bool{}
	var out []string
	for _, f := range []string{"text", "smooth", "about"} {
		for t := range loc[f] {
			if !seen[t] {
				seen[t] = true
				out = append(out, t)
			}
		}
	}
	return out
}

// Analyze returns the terms of a text as the index sees them, with their byte
// offsets: for highlighting without stored text.
func (x *Index) Analyze(text string) []Token {
	a := x.b.Mapping().AnalyzerNamed(textAnalyzer)
	if a == nil {
		return nil
	}
	var out []Token
	for _, t := range a.Analyze([]byte(text)) {
		out = append(out, Token{string(t.Term), t.Start, t.End})
	}
	return out
}

// Token is an analysed term and its bytes in the text.
type Token struct {
	Term       string
	Start, End int
}

func (x *Index) build(q Query) query.Query {
	b := bleve.NewBooleanQuery()
	field := "text"
	if q.InAbout {
		field = "about"
	}
	empty := true
	for _, w := range q.Words {
		m := bleve.NewMatchQuery(w)
		m.SetField(field)
		m.SetOperator(query.MatchQueryOperatorAnd)
		b.AddMust(m)
		empty = false
	}
	for _, p := range q.Phrases {
		m := bleve.NewMatchPhraseQuery(p)
		m.SetField(field)
		over := bleve.NewMatchPhraseQuery(p)
		over.SetField("smooth")
		b.AddMust(bleve.NewDisjunctionQuery(m, over))
		empty = false
	}
	if len(q.Any) > 0 {
		b.AddMust(anyOf(q.Any, field))
		empty = false
	}
	if empty {
		b.AddMust(bleve.NewMatchAllQuery())
	}
	for _, n := range q.Names {
		m := bleve.NewMatchQuery(n)
		m.SetField("name")
		m.SetOperator(query.MatchQueryOperatorAnd)
		b.AddMust(m)
	}
	for _, w := range q.Without {
		m := bleve.NewMatchPhraseQuery(w)
		m.SetField(field)
		b.AddMustNot(m)
	}
	if f := filters(q); f != nil {
		b.AddFilter(f)
	}
	return b
}

// anyOf asks for most of the words: all of up to two, two thirds of more.
func anyOf(words []string, field string) query.Query {
	d := bleve.NewDisjunctionQuery()
	for _, w := range words {
		m := bleve.NewMatchQuery(w)
		m.SetField(field)
		m.SetOperator(query.MatchQueryOperatorAnd)
		d.AddQuery(m)
	}
	n := len(words)
	if n > 2 {
		n = (2*n + 2) / 3
	}
	d.SetMin(float64(n))
	return d
}

func filters(q Query) query.Query {
	var parts []query.Query
	add := func(field, value string) {
		if value != "" {
			t := bleve.NewTermQuery(value)
			t.SetField(field)
			parts = append(parts, t)
		}
	}
	if len(q.Speakers) > 0 {
		d := bleve.NewDisjunctionQuery()
		for _, s := range q.Speakers {
			t := bleve.NewTermQuery(s)
			t.SetField("speaker")
			d.AddQuery(t)
		}
		parts = append(parts, d)
	}
	add("outlet", q.Outlet)
	add("type", q.Type)
	add("kind", q.Kind)
	add("relation", q.Relation)
	if q.Denials {
		add("denial", "true")
	}
	if q.Opposed {
		add("opposed", "true")
	}
	if r := days(q.After, q.Before); r != nil {
		parts = append(parts, r)
	}
	if len(parts) == 0 {
		return nil
	}
	return bleve.NewConjunctionQuery(parts...)
}

// days asks for day keywords in [after, before): by months inside the range
// and by days at its ends where both are known, else by a term range.
func days(after, before string) query.Query {
	if after == "" && before == "" {
		return nil
	}
	from, err1 := time.Parse(time.DateOnly, after)
	to, err2 := time.Parse(time.DateOnly, before)
	if err1 == nil && err2 == nil && to.Sub(from) < 62*24*time.Hour {
		d := bleve.NewDisjunctionQuery()
		for ; from.Before(to); from = from.AddDate(0, 0, 1) {
			t := bleve.NewTermQuery(from.Format(time.DateOnly))
			t.SetField("day")
			d.AddQuery(t)
		}
		return d
	}
	if after == "" {
		after = "0001-01-01"
	}
	if before == "" {
		before = "9999-12-31"
	}
	yes, no := true, false
	r := bleve.NewTermRangeInclusiveQuery(after, before, &yes, &no)
	r.SetField("day")
	return r
}

// Values returns all values of a keyword field with the number of quotes that
// bear each.
func (x *Index) Values(field string) (map[string]int, error) {
	d, err := x.b.FieldDict(field)
	if err != nil {
		return nil, fmt.Errorf("index: %w", err)
	}
	defer d.Close()
	out := map[string]int{}
	for {
		e, err := d.Next()
		if err != nil {
			return nil, fmt.Errorf("index: %w", err)
		}
		if e == nil {
			return out, nil
		}
		if e.Term != "" {
			out[e.Term] = int(e.Count)
		}
	}
}

// OfArticle lists the quotes indexed of an article.
func (x *Index) OfArticle(id string) ([]string, error) {
	t := bleve.NewTermQuery(id)
	t.SetField("article")
	req := bleve.NewSearchRequestOptions(t, 10000, 0, false)
	res, err := x.b.Search(req)
	if err != nil {
		return nil, fmt.Errorf("index: %w", err)
	}
	out := make([]string, 0, len(res.Hits))
	for _, h := range res.Hits {
		out = append(out, h.ID)
	}
	return out, nil
}

// NearestTerms returns up to n indexed words that differ little from the
// given ones, the commonest first.
func (x *Index) NearestTerms(terms []string, n int) ([]string, error) {
	d, err := x.b.FieldDict("text")
	if err != nil {
		return nil, fmt.Errorf("index: %w", err)
	}
	defer d.Close()
	type near struct {
		term  string
		count uint64
	}
	var list []near
	for {
		e, err := d.Next()
		if err != nil {
			return nil, fmt.Errorf("index: %w", err)
		}
		if e == nil {
			break
		}
		for _, t := range terms {
			if len(t) > 3 && len(e.Term) > 3 && e.Term[0] == t[0] && edlib.LevenshteinDistance(t, e.Term) <= 2 {
				list = append(list, near{e.Term, e.Count})
				break
			}
		}
	}
	sort.Slice(list, func(i, j int) bool {
		if list[i].count != list[j].count {
			return list[i].count > list[j].count
		}
		return list[i].term < list[j].term
	})
	var out []string
	for _, x := range list[:min(n, len(list))] {
		out = append(out, x.term)
	}
	return out, nil
}
