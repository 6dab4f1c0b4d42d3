package eval

import (
	"fmt"

	"quotetrack/contradiction"
	"quotetrack/learn"
	"quotetrack/syntax"
)

// SentencePair is a line of the entailment corpora.
type SentencePair struct {
	Premise    string `json:"premise"`
	Hypothesis string `json:"hypothesis"`
	Label      string `json:"label,omitempty"`
	Fine       string `json:"fine,omitempty"`
}

// StanceBody is a line of a file of FNC-1's bodies.
type StanceBody struct {
	Body int    `json:"body"`
	Text string `json:"text"`
}

// StancePair is a line of a file of FNC-1's pairs.
type StancePair struct {
	Headline string `json:"headline"`
	Body     int    `json:"body"`
	Stance   string `json:"stance,omitempty"`
}

// FNC is a set of claims and articles with pairs of them.
type FNC struct {
	Claims, Articles []string
	Pairs            []StancePair
	Examples         []contradiction.StanceExample // one a pair
}

// ReadFNC reads files of bodies and pairs; a pair whose body is missing is an
// error.
func ReadFNC(bodies, pairs string) (*FNC, error) {
	out := &FNC{}
	body := map[int]int{}
	if err := EachJSONLine(bodies, func(b *StanceBody) error {
		body[b.Body] = len(out.Articles)
		out.Articles = append(out.Articles, b.Text)
		return nil
	}); err != nil {
		return nil, err
	}
	claim := map[string]int{}
	err := EachJSONLine(pairs, func(p *StancePair) error {
		a, ok := body[p.Body]
		if !ok {
			return fmt.Errorf("body %d is not among the bodies", p.Body)
		}
		c, ok := claim[p.Headline]
		if !ok {
			c = len(out.Claims)
			claim[p.Headline] = c
			out.Claims = append(out.Claims, p.Headline)
		}
		out.Pairs = append(out.Pairs, *p)
		out.Examples = append(out.Examples, contradiction.StanceExample{Claim: c, Article: a, Stance: contradiction.Stance(p.Stance)})
		return nil
	})
	return out, err
}

// AnalyzeAll analyses texts on all cores.
func AnalyzeAll(a *syntax.Analyzer, texts []string) []*syntax.Document {
	out := make([]*syntax.Document, len(texts))
	learn.Each(len(texts), func(i int) { out[i] = a.Analyze(texts[i]) })
	return out
}

// ReadSentencePairs reads a file of sentence pairs.
func ReadSentencePairs(path string) ([]SentencePair, error) {
	var out []SentencePair
	err := EachJSONLine(path, func(p *SentencePair) error {
		out = append(out, *p)
		return nil
	})
	return out, err
}

// EntailmentExamples analyses sentence pairs; those with another label than
// the three are taken as neutral.
func EntailmentExamples(a *syntax.Analyzer, pairs []SentencePair, weight float64) []contradiction.EntailmentExample {
	out := make([]contradiction.EntailmentExample, len(pairs))
	learn.Each(len(pairs), func(i int) {
		l := contradiction.Label(pairs[i].Label)
		if l != contradiction.Entailment && l != contradiction.Contradiction {
			l = contradiction.Neutral
		}
		out[i] = contradiction.EntailmentExample{Premise: a.Analyze(pairs[i].Premise), Hypothesis: a.Analyze(pairs[i].Hypothesis), Label: l, Weight: weight}
	})
	return out
}

// Unrelated pairs the premises of examples with hypotheses of others, as
// neutral: corpora of entailment hold no two sentences about different things.
// One in every so many examples gives one.
func Unrelated(examples []contradiction.EntailmentExample, every int) []contradiction.EntailmentExample {
	var out []contradiction.EntailmentExample
	for i := 0; i < len(examples); i += every {
		other := &examples[(i+len(examples)/2+7)%len(examples)]
		out = append(out, contradiction.EntailmentExample{Premise: examples[i].Premise, Hypothesis: other.Hypothesis, Label: contradiction.Neutral, Weight: 1})
	}
	return out
}
