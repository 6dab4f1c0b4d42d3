package eval

import (
	"fmt"
	"strconv"
	"strings"

	"quotetrack/syntax"
)

// SilverToken is a token of PolNeAR's automatic analysis, offsets in code
// points.
type SilverToken struct {
	Form, Lemma, Tag, NER string
	Head                  int // in the sentence, from 1; 0 is the root
	Rel                   string
	Start, End            int
	Mentions              string
}

// SilverArticle is the automatic analysis of one article.
type SilverArticle struct {
	ID        string
	Sentences [][]SilverToken
}

// ReadSilver reads a *.parse.tsv.gz file of PolNeAR.
func ReadSilver(path string) ([]SilverArticle, error) {
	f, err := open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []SilverArticle
	var sent []SilverToken
	flush := func() {
		if len(sent) > 0 && len(out) > 0 {
			a := &out[len(out)-1]
			a.Sentences = append(a.Sentences, sent)
		}
		sent = nil
	}
	sc := lines(f)
	for n := 1; sc.Scan(); n++ {
		line := sc.Text()
		if id, ok := strings.CutPrefix(line, "# article "); ok {
			flush()
			out = append(out, SilverArticle{ID: id})
			continue
		}
		if line == "" {
			flush()
			continue
		}
		t, err := silverToken(strings.Split(line, "\t"))
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, n, err)
		}
		sent = append(sent, t)
	}
	flush()
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return out, nil
}

func silverToken(c []string) (SilverToken, error) {
	if len(c) != 10 {
		return SilverToken{}, fmt.Errorf("a row of %d columns, want 10", len(c))
	}
	t := SilverToken{Form: c[1], Lemma: c[2], Tag: c[3], NER: c[4], Rel: c[6], Mentions: c[9]}
	for _, x := range []struct {
		s string
		v *int
	}{{c[5], &t.Head}, {c[7], &t.Start}, {c[8], &t.End}} {
		v, err := strconv.Atoi(x.s)
		if err != nil {
			return t, fmt.Errorf("number %q: %w", x.s, err)
		}
		*x.v = v
	}
	return t, nil
}

var pennForms = map[string]string{
	"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}", "``": `"`, "''": `"`, "`": "'",
}

// Treebank converts the sentences of a silver article to Universal
// Dependencies 2, as far as rules can: relation names, coordinators attached
// to the following conjunct, personal names headed by their first word,
// obliques told from nominal modifiers by the tag of the head.
func (a *SilverArticle) Treebank() []*syntax.TreebankSentence {
	var out []*syntax.TreebankSentence
	for _, sent := range a.Sentences {
		if s := silverSentence(sent); s != nil {
			out = append(out, s)
		}
	}
	return out
}

func silverSentence(sent []SilverToken) *syntax.TreebankSentence {
	n := len(sent)
	forms, space := make([]string, n), make([]bool, n)
	for i, t := range sent {
		forms[i] = t.Form
		if f, ok := pennForms[t.Form]; ok {
			forms[i] = f
		}
		space[i] = i+1 < n && sent[i+1].Start > t.End
		if t.Head < 0 || t.Head > n {
			return nil
		}
	}
	s := syntax.NewTreebankSentence(forms, space)
	s.Silver = true
	head, rel := make([]int, n), make([]string, n)
	for i, t := range sent {
		head[i], rel[i] = t.Head-1, t.Rel
	}
	namesFirst(sent, head, rel)
	coordinators(head, rel)
	for i := range sent {
		t := &s.Doc.Tokens[i]
		t.Tag = syntax.ParseTag(sent[i].Tag)
		t.Head = int32(head[i])
		headTag := syntax.NoTag
		if head[i] >= 0 {
			headTag = syntax.ParseTag(sent[head[i]].Tag)
		}
		t.Rel = syntax.ParseRel(udRelation(rel[i], headTag))
		s.Lemmas[i] = sent[i].Lemma
	}
	return s
}

func udRelation(rel string, head syntax.Tag) string {
	clausal := head.IsVerb() || head == syntax.JJ || head == syntax.JJR || head == syntax.JJS || head == syntax.RB
	switch rel {
	case "dobj":
		return "obj"
	case "nsubjpass":
		return "nsubj:pass"
	case "csubjpass":
		return "csubj:pass"
	case "auxpass":
		return "aux:pass"
	case "neg":
		return "advmod"
	case "mwe":
		return "fixed"
	case "name":
		return "flat"
	case "nmod":
		if clausal {
			return "obl"
		}
	case "nmod:tmod", "nmod:npmod":
		if clausal {
			return "obl:unmarked"
		}
		return "nmod:unmarked"
	}
	return rel
}

// namesFirst turns "Hillary <-compound- Clinton" into "Hillary -flat->
// Clinton" for runs of one personal name.
func namesFirst(sent []SilverToken, head []int, rel []string) {
	for i := 0; i < len(sent); {
		j := i
		for j < len(sent) && sent[j].NER == "PERSON" && strings.HasPrefix(sent[j].Tag, "NNP") {
			j++
		}
		if j-i < 2 || !compoundRun(i, j, head, rel) {
			i = max(j, i+1)
			continue
		}
		last := j - 1
		head[i], rel[i] = head[last], rel[last]
		for k := i + 1; k < j; k++ {
			head[k], rel[k] = i, "flat"
		}
		for k := range head {
			if (k < i || k >= j) && head[k] == last {
				head[k] = i
			}
		}
		i = j
	}
}

func compoundRun(i, j int, head []int, rel []string) bool {
	for k := i; k < j-1; k++ {
		if head[k] != j-1 || rel[k] != "compound" {
			return false
		}
	}
	return true
}

// coordinators moves each coordinator to the conjunct after it.
func coordinators(head []int, rel []string) {
	for i := range head {
		if rel[i] != "cc" {
			continue
		}
		for k := i + 1; k < len(head); k++ {
			if rel[k] == "conj" && head[k] == head[i] {
				head[i] = k
				break
			}
		}
	}
}

// NameKinds maps the analysis' entity classes to ours, token by token.
func NameKinds(sent []SilverToken) []syntax.NameKind {
	out := make([]syntax.NameKind, len(sent))
	for i, t := range sent {
		switch t.NER {
		case "PERSON":
			out[i] = syntax.PersonName
		case "ORGANIZATION":
			out[i] = syntax.OrgName
		case "LOCATION":
			out[i] = syntax.PlaceName
		case "MISC":
			out[i] = syntax.OtherName
		}
	}
	return out
}
