package corpus

import (
	"context"

	"quotetrack"
	"quotetrack/export"
	"quotetrack/index"
	"quotetrack/store"
)

// Export writes all articles with quotes that the query finds, all of them and
// in the order of article ids; an empty query writes everything.
func (c *Corpus) Export(ctx context.Context, query string, w export.Writer) (int, error) {
	var want map[string]bool
	if query != "" {
		var err error
		if want, err = c.allIDs(ctx, ParseQuery(query)); err != nil {
			return 0, err
		}
	}
	n := 0
	err := c.store.EachArticle(func(a *store.Article) error {
		it := &export.Item{Article: &a.Article, Quotes: []quotetrack.Quote{}}
		seen := map[string]bool{}
		for _, q := range a.Quotes {
			if want != nil && !want[q.ID] {
				continue
			}
			it.Quotes = append(it.Quotes, q)
			os, err := c.store.OppositionsOf(q.ID)
			if err != nil {
				return err
			}
			for _, o := range os {
				if k := o.A.Quote + " " + o.B.Quote; !seen[k] {
					seen[k] = true
					it.Oppositions = append(it.Oppositions, o)
				}
			}
		}
		if want != nil && len(it.Quotes) == 0 {
			return ctx.Err()
		}
		n += len(it.Quotes)
		if err := w.Write(it); err != nil {
			return err
		}
		return ctx.Err()
	})
	if err != nil {
		return n, err
	}
	return n, w.Close()
}

// allIDs pages through a whole result.
func (c *Corpus) allIDs(ctx context.Context, q index.Query) (map[string]bool, error) {
	out := map[string]bool{}
	q.Size = 1000
	for {
		res, err := c.index.Search(ctx, q)
		if err != nil {
			return nil, err
		}
		for _, h := range res.Hits {
			out[h.ID] = true
		}
		q.From += len(res.Hits)
		if len(res.Hits) == 0 || q.From >= res.Total {
			return out, nil
		}
	}
}
