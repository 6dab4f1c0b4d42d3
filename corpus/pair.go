package corpus

import (
	"fmt"
	"iter"
	"sort"

	"quotetrack"
	"quotetrack/contradiction"
)

// Pair finds the oppositions among quotes given with the text of their
// articles, without a corpus: those within each article as they come, then,
// unless within is set, those across articles, the surest first.
func (e *Engines) Pair(in iter.Seq2[quotetrack.Extraction, error], within bool, out func(quotetrack.Opposition) error) error {
	idx := e.Contradiction.NewIndex()
	var kept []contradiction.Statement
	texts := map[string]string{}
	var across []quotetrack.Opposition
	for x, err := range in {
		if err != nil {
			return err
		}
		if err := checkQuotes(&x); err != nil {
			return err
		}
		d := e.Syntax.Analyze(x.Text)
		st := e.Contradiction.Statements(&x.Article, d, x.Quotes)
		for _, o := range e.Contradiction.Within(d, st) {
			err := out(quotetrack.Opposition{A: quotetrack.QuoteRef{Article: x.ID, Quote: o.A}, B: quotetrack.QuoteRef{Article: x.ID, Quote: o.B}, Relation: o.Relation, Score: o.Score, Reasons: o.Reasons})
			if err != nil {
				return err
			}
		}
		if within {
			continue
		}
		texts[x.ID] = x.Text
		for i := range st {
			for _, id := range idx.Candidates(&st[i]) {
				a, b := &kept[id], &st[i]
				if a.Article == b.Article {
					continue
				}
				if a.Day != "" && b.Day != "" && b.Day < a.Day {
					a, b = b, a
				}
				if o, ok := e.Contradiction.Between(a, b, texts[a.Article], texts[b.Article]); ok {
					across = append(across, o)
				}
			}
		}
		for i := range st {
			idx.Add(int32(len(kept)), &st[i])
			kept = append(kept, st[i])
		}
	}
	sort.SliceStable(across, func(i, j int) bool { return across[i].Score > across[j].Score })
	for _, o := range across {
		if err := out(o); err != nil {
			return err
		}
	}
	return nil
}

func checkQuotes(x *quotetrack.Extraction) error {
	if len(x.Quotes) > 0 && x.Text == "" {
		return fmt.Errorf("article %s comes without its text: run extract without --no-text", x.ID)
	}
	for i := range x.Quotes {
		if err := x.Quotes[i].Validate(x.Text); err != nil {
			return fmt.Errorf("article %s: %w", x.ID, err)
		}
	}
	return nil
}
