package corpus

import (
	"context"
	"fmt"
	"sort"

	"github.com/fxamacker/cbor/v2"

	"quotetrack"
	"quotetrack/contradiction"
	"quotetrack/index"
	"quotetrack/store"
	"quotetrack/syntax"
)

// Verdicts is who says that a claim is so and who denies it. It is no verdict
// of ours.
type Verdicts struct {
	Claim   string   `json:"claim"`
	For     []Answer `json:"said"`
	Against []Answer `json:"denied"`
	// what whole articles say of the claim, those that disagree first
	Articles []ArticleStance `json:"articles"`
}

// ArticleStance is the stance of an article towards a claim, with the sentences
// that decide it.
type ArticleStance struct {
	Stance    contradiction.Stance `json:"stance"`
	P         float64              `json:"p"` // of the stance that the model chose, before its quotes corrected it
	Source    Source               `json:"where"`
	Sentences []quotetrack.Span    `json:"sentences"`
}

// maxStances is how many articles are read whole for a claim.
const maxStances = 20

// stances reads the articles of answers for what they say of a claim; those that
// are about something else are left out.
func (c *Corpus) stances(claim string, answers []Answer) ([]ArticleStance, error) {
	s, err := contradiction.DefaultStance()
	if err != nil {
		return nil, err
	}
	a := c.engines.Syntax
	var articles []*store.Article
	var docs []*syntax.Document
	var views []*contradiction.ArticleView
	seen := map[string]bool{}
	for i := range answers {
		id := answers[i].Source.Article
		if seen[id] || len(seen) >= maxStances {
			continue
		}
		seen[id] = true
		art, err := c.store.Article(id)
		if err != nil {
			return nil, err
		}
		d := a.Analyze(art.Text)
		articles, docs, views = append(articles, art), append(docs, d), append(views, s.View(d))
	}
	out := []ArticleStance{}
	for i, v := range s.Stances(s.View(a.Analyze(claim)), views, a) {
		if v.Stance == contradiction.Unrelated {
			continue
		}
		st := ArticleStance{Stance: v.Stance, P: v.Of(v.Stance), Source: sourceOf(articles[i]), Sentences: []quotetrack.Span{}}
		for _, k := range v.Sentences {
			t := docs[i].Sentences[k]
			st.Sentences = append(st.Sentences, docs[i].Span(docs[i].Tokens[t.First].Start, docs[i].Tokens[t.Last-1].End))
		}
		out = append(out, st)
	}
	sortStances(out)
	return out, nil
}

// sortStances puts what disagrees first, then what agrees.
func sortStances(list []ArticleStance) {
	order := map[contradiction.Stance]int{contradiction.Disagree: 0, contradiction.Agree: 1, contradiction.Discuss: 2}
	sort.SliceStable(list, func(i, j int) bool { return order[list[i].Stance] < order[list[j].Stance] })
}

// sameClaim is the share of a claim's words, weighted by rarity, that a
// statement must hold to be one about the claim.
const sameClaim = .55

// Check finds statements about a claim and sorts them by whether they assert
// or oppose it.
func (c *Corpus) Check(ctx context.Context, claim string, limit int) (*Verdicts, error) {
	v := &Verdicts{Claim: claim, For: []Answer{}, Against: []Answer{}}
	me := c.claimStatement(claim)
	f, err := c.Search(ctx, index.Query{Any: c.topicWords(claim), Size: 200})
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	add := func(list *[]Answer, a Answer) {
		if !seen[a.ID] {
			seen[a.ID] = true
			*list = append(*list, a)
		}
	}
	for _, a := range f.Answers {
		st, err := c.statement(a.ID)
		if err != nil {
			return nil, err
		}
		if _, opposed := c.engines.Contradiction.Between(me, st, claim, a.Source.Title); opposed {
			add(&v.Against, a)
			continue
		}
		if c.engines.Contradiction.Similarity(me, st) < sameClaim {
			continue
		}
		if c.engines.Contradiction.Turns(me, st) {
			add(&v.Against, a)
			continue
		}
		add(&v.For, a)
		for _, o := range a.Opposed {
			if !o.First {
				add(&v.Against, Answer{Quote: o.Quote, Source: o.Source})
			}
		}
	}
	if v.Articles, err = c.stances(claim, f.Answers); err != nil {
		return nil, err
	}
	v.heedQuotes()
	for _, list := range []*[]Answer{&v.For, &v.Against} {
		sort.SliceStable(*list, func(i, j int) bool { return (*list)[i].Source.Published > (*list)[j].Source.Published })
		*list = (*list)[:min(len(*list), limit)]
	}
	return v, nil
}

// heedQuotes corrects the stance of articles by their quotes: one that quotes only who
// says that the claim is not so neither agrees with it nor merely discusses it.
func (v *Verdicts) heedQuotes() {
	said := map[string]int{}
	for _, a := range v.For {
		said[a.Source.Article] |= 1
	}
	for _, a := range v.Against {
		said[a.Source.Article] |= 2
	}
	for i := range v.Articles {
		if s := &v.Articles[i]; (s.Stance == contradiction.Discuss || s.Stance == contradiction.Agree) && said[s.Source.Article] == 2 {
			s.Stance = contradiction.Disagree
		}
	}
	sortStances(v.Articles)
}

// claimStatement reads a claim as if somebody unknown had said it.
func (c *Corpus) claimStatement(claim string) *contradiction.Statement {
	d := c.engines.Syntax.Analyze(claim)
	q := quotetrack.Quote{ID: "claim", Type: quotetrack.Indirect, Content: []quotetrack.Span{d.Span(0, int32(len(claim)))}, Speaker: quotetrack.Speaker{Kind: quotetrack.None}}
	st := c.engines.Contradiction.Statements(&quotetrack.Article{ID: "claim", Text: claim}, d, []quotetrack.Quote{q})
	return &st[0]
}

func (c *Corpus) statement(quote string) (*contradiction.Statement, error) {
	var st contradiction.Statement
	err := c.store.View(func(tx *store.Tx) error {
		b := tx.Statement(tx.Ordinal(quote))
		if b == nil {
			return fmt.Errorf("statement of %s: %w", quote, store.ErrNotFound)
		}
		return cbor.Unmarshal(b, &st)
	})
	return &st, err
}

// Report is what a check of a corpus found.
type Report struct {
	Articles    int      `json:"articles"`
	Quotes      int      `json:"quotes"`
	Oppositions int      `json:"oppositions"`
	Indexed     uint64   `json:"indexed"`
	Bytes       int64    `json:"bytes"`
	Problems    []string `json:"problems"`
}

// Examine reads the whole corpus and compares store and index.
func (c *Corpus) Examine(ctx context.Context) (*Report, error) {
	n, err := c.store.Counts()
	if err != nil {
		return nil, err
	}
	r := &Report{Articles: n.Articles, Quotes: n.Quotes, Oppositions: n.Oppositions, Bytes: n.Bytes, Problems: []string{}}
	problems, err := c.store.Check()
	if err != nil {
		return nil, err
	}
	r.Problems = append(r.Problems, problems...)
	if r.Indexed, err = c.index.Count(); err != nil {
		return nil, err
	}
	if int(r.Indexed) != r.Quotes {
		r.Problems = append(r.Problems, fmt.Sprintf("the index holds %d quotes, the store %d: quotetrack doctor --rebuild mends it", r.Indexed, r.Quotes))
	}
	return r, c.compareIndex(ctx, r)
}

// compareIndex asks the index for the quotes of each article: damage in the
// middle of an index file shows in wrong answers only.
func (c *Corpus) compareIndex(ctx context.Context, r *Report) error {
	return c.store.EachArticle(func(a *store.Article) error {
		ids, err := c.index.OfArticle(a.ID)
		if err != nil {
			return err
		}
		if len(ids) != len(a.Quotes) {
			r.Problems = append(r.Problems, fmt.Sprintf("article %s: the index holds %d of its %d quotes: quotetrack doctor --rebuild mends it", a.ID, len(ids), len(a.Quotes)))
		}
		return ctx.Err()
	})
}
