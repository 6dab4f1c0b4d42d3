package corpus

import (
	"context"
	"regexp"
	"sort"
	"strings"

	"quotetrack/attribution"
	"quotetrack/index"
)

// Question is what was understood of a question in plain words.
type Question struct {
	Intent  string `json:"intent"` // "about", "speaker", "denies", "said", "contradicts"
	Topic   string `json:"topic,omitempty"`
	Speaker string `json:"speaker,omitempty"`
	After   string `json:"after,omitempty"`
	Before  string `json:"before,omitempty"`
}

// Group is what one speaker said, newest first.
type Group struct {
	Speaker string   `json:"speaker"`
	Kind    string   `json:"kind,omitempty"`
	Role    string   `json:"role,omitempty"`
	Answers []Answer `json:"answers"`
}

// Reply answers a question.
type Reply struct {
	Question    Question `json:"question"`
	Total       int      `json:"total"`
	Groups      []Group  `json:"groups"`
	Suggestions []string `json:"suggestions,omitempty"` // known names or topics near the unknown one
	Note        string   `json:"note,omitempty"`
}

type pattern struct {
	re     *regexp.Regexp
	intent string
}

// The shapes of questions. Named parts are T the topic and S the speaker.
var patterns = []pattern{
	{regexp.MustCompile(`(?i)^who\s+(?:has\s+|have\s+)?(?:den(?:y|ies|ied)|disput(?:es?|ed)|reject(?:s|ed)?|contest(?:s|ed)?|refute[sd]?)\s+(?:that\s+|the\s+claims?\s+(?:that|of)\s+)?(?P<T>.+)$`), "denies"},
	{regexp.MustCompile(`(?i)^who\s+(?:has\s+)?(?:contradict(?:s|ed)?|oppose[sd]?)\s+(?P<S>.+?)(?:\s+(?:on|about|over|regarding)\s+(?P<T>.+))?$`), "contradicts"},
	{regexp.MustCompile(`(?i)^(?:who|which\s+\w+)\s+(?:has\s+|have\s+)?(?:said?|says|spoke|talk(?:s|ed)?|comment(?:s|ed)?|claim(?:s|ed)?)\s*(?:what|anything|something)?\s*(?:about|on|of|regarding|concerning)\s+(?P<T>.+)$`), "about"},
	{regexp.MustCompile(`(?i)^who\s+(?:has\s+)?(?:said?|says|claim(?:s|ed)?)\s+(?:that\s+)?(?P<T>.+)$`), "about"},
	{regexp.MustCompile(`(?i)^what\s+(?:did|does|do|has|have|had)\s+(?P<S>.+?)\s+(?:say|said|claim(?:ed)?|tell|told|think)(?:\s+(?:about|on|of|regarding|concerning)\s+(?P<T>.+))?$`), "speaker"},
	{regexp.MustCompile(`(?i)^(?:did|does|has|have|had)\s+(?P<S>[\p{Lu}][^ ]*(?:\s+[\p{Lu}][^ ]*)*|(?:the\s+)?\S+)\s+(?:ever\s+)?(?:say|said|claim(?:ed)?|deny|denied|promise[d]?|tell|told)\s+(?:that\s+|anything\s+about\s+)?(?P<T>.+)$`), "said"},
	{regexp.MustCompile(`(?i)^(?P<S>[\p{Lu}].*?)\s+on\s+(?P<T>.+)$`), "speaker"},
}

var dateTail = regexp.MustCompile(`(?i)\s+(since|after|before|until|on|in)\s+((?:\d{4}-\d{2}-\d{2}|\d{4}-\d{2}|\d{1,2}\s+[A-Z][a-z]+\s+\d{4}|[A-Z][a-z]+\s+\d{1,2},?\s+\d{4}|[A-Z][a-z]+\s+\d{4}|\d{4}))\s*$`)

// ParseQuestion reads a question in plain words; what fits no shape is a
// topic.
func ParseQuestion(s string) Question {
	s = strings.Join(strings.Fields(strings.TrimRight(strings.TrimSpace(s), "?!. ")), " ")
	var q Question
	for {
		m := dateTail.FindStringSubmatchIndex(s)
		if m == nil {
			break
		}
		from, to, ok := parseDay(s[m[4]:m[5]])
		if !ok {
			break
		}
		switch strings.ToLower(s[m[2]:m[3]]) {
		case "since", "after":
			q.After = from
		case "before", "until":
			q.Before = from
		default:
			q.After, q.Before = from, to
		}
		s = s[:m[0]]
	}
	for _, p := range patterns {
		m := p.re.FindStringSubmatch(s)
		if m == nil {
			continue
		}
		q.Intent = p.intent
		for i, n := range p.re.SubexpNames() {
			switch n {
			case "T":
				q.Topic = clean(m[i])
			case "S":
				q.Speaker = clean(m[i])
			}
		}
		return q
	}
	q.Intent, q.Topic = "about", clean(s)
	return q
}

func clean(s string) string {
	s = strings.Trim(s, ` "“”'‘’?.,`)
	return strings.TrimSuffix(strings.TrimSuffix(s, "'s"), "’s")
}

// stopWords are left out of the words of a question.
var stopWords = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields("a an the of in on at to for from by with about and or that this these those is are was were be been being do doe did have ha had will would not any anything what who whom it he she they his her their our my your i we you there as into over than then said say") {
		m[w] = true
	}
	return m
}()

// Ask answers a question in plain words. limit bounds the number of quotes.
func (c *Corpus) Ask(ctx context.Context, text string, limit int) (*Reply, error) {
	r := &Reply{Question: ParseQuestion(text), Groups: []Group{}}
	q := index.Query{Size: limit, ByDay: true, InAbout: false, After: r.Question.After, Before: r.Question.Before}
	q.Any = c.topicWords(r.Question.Topic)
	switch r.Question.Intent {
	case "speaker", "said":
		q.Names = []string{attribution.NameKey(r.Question.Speaker)}
	case "denies":
		return c.askOpposed(ctx, r, q, func(a *Answer) bool { return a.Denial || len(a.Opposed) > 0 })
	case "contradicts":
		q.Names = []string{attribution.NameKey(r.Question.Speaker)}
		return c.askOpposed(ctx, r, q, func(a *Answer) bool { return len(a.Opposed) > 0 })
	}
	f, err := c.Search(ctx, q)
	if err == nil && f.Total == 0 && len(q.Any) > 0 {
		q.InAbout = true
		f, err = c.Search(ctx, q)
		if err == nil && f.Total > 0 {
			r.Note = "no quote holds these words; these stand in articles whose titles do"
		}
	}
	if err != nil {
		return nil, err
	}
	r.Total, r.Groups = f.Total, group(f.Answers)
	if f.Total == 0 {
		return r, c.suggest(r)
	}
	return r, nil
}

// topicWords are the words of a topic that say something.
func (c *Corpus) topicWords(topic string) []string {
	var out []string
	for _, w := range strings.Fields(topic) {
		t := c.index.Analyze(w)
		if len(t) > 0 && !stopWords[t[0].Term] {
			out = append(out, w)
		}
	}
	return out
}

// askOpposed keeps the answers that somebody opposes, or that deny.
func (c *Corpus) askOpposed(ctx context.Context, r *Reply, q index.Query, keep func(*Answer) bool) (*Reply, error) {
	limit := q.Size
	q.Size = 1000
	f, err := c.Search(ctx, q)
	if err != nil {
		return nil, err
	}
	var kept []Answer
	seen := map[string]bool{}
	for i := range f.Answers {
		a := &f.Answers[i]
		if !keep(a) {
			continue
		}
		for _, x := range c.deniers(r.Question.Intent, a) {
			if !seen[x.ID] {
				seen[x.ID] = true
				kept = append(kept, x)
			}
		}
	}
	r.Total = len(kept)
	r.Groups = group(kept[:min(len(kept), limit)])
	if r.Total == 0 {
		if f.Total > 0 {
			r.Note = "statements about this are in the corpus, but none that is denied or contradicted"
		}
		return r, c.suggest(r)
	}
	return r, nil
}

// deniers are the quotes that answer "who denies": the denial itself, or those
// that oppose the statement found.
func (c *Corpus) deniers(intent string, a *Answer) []Answer {
	if intent == "denies" && (a.Denial || len(a.Opposed) == 0) {
		return []Answer{*a}
	}
	var out []Answer
	for _, o := range a.Opposed {
		if intent == "denies" && o.First {
			out = append(out, *a)
			continue
		}
		out = append(out, Answer{Quote: o.Quote, Source: o.Source, Opposed: []Opposing{{Relation: o.Relation, Score: o.Score, First: !o.First, Quote: a.Quote, Source: a.Source, Reasons: o.Reasons}}})
	}
	return out
}

// group gathers answers by speaker; groups are in the order of their newest
// answer, answers newest first.
func group(list []Answer) []Group {
	sort.SliceStable(list, func(i, j int) bool { return list[i].Source.Published > list[j].Source.Published })
	at := map[string]int{}
	out := []Group{}
	for _, a := range list {
		key := attribution.NameKey(a.Speaker.Name)
		i, ok := at[key]
		if !ok {
			i = len(out)
			at[key] = i
			name := a.Speaker.Name
			if name == "" {
				name = "(no speaker named)"
			}
			out = append(out, Group{Speaker: name, Kind: string(a.Speaker.Kind)})
		}
		if len(a.Speaker.Role) > len(out[i].Role) {
			out[i].Role = a.Speaker.Role
		}
		out[i].Answers = append(out[i].Answers, a)
	}
	return out
}

// suggest fills in known names near the unknown one, or speakers for a topic
// nobody speaks of.
func (c *Corpus) suggest(r *Reply) error {
	if r.Question.Speaker != "" {
		near, err := c.Nearest("speaker", r.Question.Speaker, 5)
		r.Suggestions = near
		return err
	}
	near, err := c.index.NearestTerms(c.terms(r.Question.Topic), 5)
	r.Suggestions = near
	return err
}
