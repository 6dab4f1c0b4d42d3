package eval

import (
	"sort"
	"strings"
	"unicode/utf8"

	"quotetrack"
)

// Sample is a sentence as CofeNet (Wang et al., COLING 2022) cuts PolNeAR:
// tokens and BIO labels of source, cue and content.
type Sample struct {
	ID     string   `json:"id"`
	Tokens []string `json:"tokens"`
	Labels []string `json:"labels"`
}

// SentenceRow is a row of the published table: exact F1.
type SentenceRow struct {
	System               string
	Source, Cue, Content float64
}

// PublishedSentences are the rows of CofeNet's table on PolNeAR.
var PublishedSentences = []SentenceRow{
	{"CRF", .506, .534, .286}, {"BiLSTM-CRF", .696, .667, .590}, {"BiLSTM-CofeNet", .712, .670, .622}, {"BERT-CRF", .822, .749, .710}, {"BERT-CofeNet", .832, .753, .729},
}

// Roles are the roles of the sentence setting, in their order.
var Roles = []string{"source", "cue", "content"}

var (
	sampleOpen  = map[string]string{"``": `"`, "-LRB-": "(", "-LSB-": "[", "-LCB-": "{", "`": "'"}
	sampleClose = map[string]string{"''": `"`, "-RRB-": ")", "-RSB-": "]", "-RCB-": "}"}
	noBefore    = sampleSet(`. , ; : ? ! % ) ] } 's 'S n't N'T 're 've 'll 'd 'm ’s n’t ’re ’ve ’ll ’d ’m ... ”`)
	noAfter     = sampleSet("( [ { $ # “ ‘ £ `` ` -LRB- -LSB- -LCB-")
)

func sampleSet(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// Text puts the tokens together again and returns the [start, end) of each in
// code points, as the reference scorer does.
func (s *Sample) Text() (string, [][2]int) {
	var b strings.Builder
	n := 0
	spans := make([][2]int, 0, len(s.Tokens))
	glue, single := true, false
	for _, t := range s.Tokens {
		shown := t
		closes := false
		if o, ok := sampleOpen[t]; ok {
			shown = o
		} else if c, ok := sampleClose[t]; ok {
			shown, closes = c, true
		}
		before := noBefore[t] || closes
		if t == "'" && single {
			before, single = true, false
		}
		if t == "`" {
			single = true
		}
		if n > 0 && !glue && !before {
			b.WriteByte(' ')
			n++
		}
		w := utf8.RuneCountInString(shown)
		spans = append(spans, [2]int{n, n + w})
		b.WriteString(shown)
		n += w
		glue = noAfter[t]
	}
	return b.String(), spans
}

// elements are the spans of a BIO row, by role.
func elements(labels []string) map[string]map[[2]int]bool {
	out := map[string]map[[2]int]bool{}
	for _, r := range Roles {
		out[r] = map[[2]int]bool{}
	}
	kind, begin := "", 0
	for i := 0; i <= len(labels); i++ {
		l := "O"
		if i < len(labels) {
			l = labels[i]
		}
		if strings.HasPrefix(l, "I-") && l[2:] == kind {
			continue
		}
		if kind != "" {
			out[kind][[2]int{begin, i}] = true
			kind = ""
		}
		if strings.HasPrefix(l, "B-") {
			kind, begin = l[2:], i
		}
	}
	return out
}

// predicted labels the tokens that quotes cover by at least half; where two
// quotes claim a token, the surer one has it.
func predicted(quotes []quotetrack.Quote, spans [][2]int) []string {
	labels := make([]string, len(spans))
	for i := range labels {
		labels[i] = "O"
	}
	order := append([]quotetrack.Quote(nil), quotes...)
	sort.SliceStable(order, func(i, j int) bool { return order[i].Confidence < order[j].Confidence })
	for _, q := range order {
		if q.Parent != "" {
			continue
		}
		for _, r := range []struct {
			name  string
			spans []quotetrack.Span
		}{{"content", q.Content}, {"source", q.Source}, {"cue", q.Cue}} {
			for _, s := range r.spans {
				prefix := "B-"
				for i, t := range spans {
					if t[1] > t[0] && 2*(min(t[1], s.End)-max(t[0], s.Start)) >= t[1]-t[0] {
						labels[i] = prefix + r.name
						prefix = "I-"
					}
				}
			}
		}
	}
	return labels
}

// SentenceScores are exact matches by role.
type SentenceScores map[string]*PRF

// AddSample scores the quotes found in a sample's text.
func (s SentenceScores) AddSample(sample *Sample, quotes []quotetrack.Quote) {
	_, spans := sample.Text()
	gold, pred := elements(sample.Labels), elements(predicted(quotes, spans))
	for _, r := range Roles {
		if s[r] == nil {
			s[r] = &PRF{}
		}
		s[r].add(common(gold[r], pred[r]), len(pred[r]), len(gold[r]))
	}
}
