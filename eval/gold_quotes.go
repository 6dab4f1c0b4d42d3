package eval

import (
	"fmt"
	"path/filepath"

	"quotetrack"
	"quotetrack/attribution"
	"quotetrack/contradiction"
	"quotetrack/syntax"
)

// Quotes returns a gold article's attributions as quotes, their ids those of
// the annotation, with labelled speakers where there are labels.
func (g *GoldArticle) Quotes(d *syntax.Document) []quotetrack.Quote {
	text := []rune(g.Text)
	out := make([]quotetrack.Quote, 0, len(g.Attributions))
	span := func(ss [][2]int) []quotetrack.Span {
		v := make([]quotetrack.Span, 0, len(ss))
		for _, s := range ss {
			v = append(v, quotetrack.Span{Start: s[0], End: min(s[1], len(text)), Text: string(text[s[0]:min(s[1], len(text))])})
		}
		return v
	}
	for _, a := range g.Attributions {
		q := quotetrack.Quote{ID: a.ID, Source: span(a.Source), Cue: span(a.Cue), Content: span(a.Content), Confidence: 1}
		q.Type = attribution.TypeOf(d, tokenRanges(d, a.Content))
		if g.Labels != nil {
			s := g.Labels.Speakers[a.ID]
			q.Speaker = quotetrack.Speaker{ID: attribution.Slug(s.Name), Name: s.Name, Kind: s.Kind}
		}
		out = append(out, q)
	}
	return out
}

// Opposed turns a labelled gold article into a training example of the
// contradiction engine.
func (g *GoldArticle) Opposed(a *syntax.Analyzer) contradiction.Example {
	d := a.Analyze(g.Text)
	ex := contradiction.Example{Article: quotetrack.Article{ID: g.ID, Text: g.Text}, Doc: d, Quotes: g.Quotes(d), Denials: map[string]bool{}, Pairs: map[[2]string]int{}}
	for _, id := range g.Labels.Denials {
		ex.Denials[id] = true
	}
	for _, p := range g.Labels.Pairs {
		ex.Pairs[[2]string{p.A, p.B}], ex.Pairs[[2]string{p.B, p.A}] = p.Confidence, p.Confidence
	}
	return ex
}

// AcrossRef names an attribution of an article of a story.
type AcrossRef struct {
	ID          string `json:"id"`
	Attribution string `json:"attribution"`
}

// AcrossStory is a story with its pairs across articles.
type AcrossStory struct {
	Story    string   `json:"story"`
	Articles []string `json:"articles"`
	Pairs    []struct {
		A          AcrossRef           `json:"a"`
		B          AcrossRef           `json:"b"`
		Relation   quotetrack.Relation `json:"relation"`
		Confidence int                 `json:"confidence"`
	} `json:"pairs"`
}

// ReadAcross reads DIR/across.jsonl.
func ReadAcross(dir string) ([]AcrossStory, error) {
	var out []AcrossStory
	err := EachJSONLine(filepath.Join(dir, "across.jsonl"), func(s *AcrossStory) error {
		out = append(out, *s)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("stories: %w", err)
	}
	return out, nil
}

// ScoreAcross judges all pairs of statements of different articles of each story
// and compares what is shown with the gold; pairs of confidence 1 are not scored
// either way. Some stories list a part of their pairs only, so that precision is
// a lower bound.
func ScoreAcross(stories []AcrossStory, statements map[string][]contradiction.Statement, e *contradiction.Engine) PRF {
	var f PRF
	for _, s := range stories {
		gold, unsure := map[idPair]bool{}, map[idPair]bool{}
		for _, p := range s.Pairs {
			k := orderedPair(p.A.ID+" "+p.A.Attribution, p.B.ID+" "+p.B.Attribution)
			if p.Confidence >= 2 {
				gold[k] = true
			} else {
				unsure[k] = true
			}
		}
		right, shown := 0, 0
		for i, x := range s.Articles {
			for _, y := range s.Articles[:i] {
				for a := range statements[y] {
					for b := range statements[x] {
						p, q := &statements[y][a], &statements[x][b]
						k := orderedPair(y+" "+p.Quote, x+" "+q.Quote)
						if unsure[k] || !e.Opposes(p, q) {
							continue
						}
						shown++
						if gold[k] {
							right++
						}
					}
				}
			}
		}
		f.add(right, shown, len(gold))
	}
	return f
}
