package attribution

import (
	"quotetrack"
	"quotetrack/syntax"
)

func (e *Engine) SetBias(c, k float32) { e.settings = settings{c, k} }

func (e *Engine) Debug(d *syntax.Document) []quotetrack.Quote {
	s := e.get()
	defer e.pool.Put(s)
	var out []quotetrack.Quote
	span := func(r Range) quotetrack.Span { return d.Span(d.Tokens[r.First].Start, d.Tokens[r.Last-1].End) }
	for _, f := range e.attributions(d, s) {
		q := quotetrack.Quote{Cue: []quotetrack.Span{span(Range{f.cue.first, f.cue.last})}}
		if f.source.Last > f.source.First {
			q.Source = []quotetrack.Span{span(f.source)}
		}
		for _, c := range f.content {
			q.Content = append(q.Content, span(c))
		}
		out = append(out, q)
	}
	return out
}
