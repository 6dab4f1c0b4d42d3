package contradiction

import (
	"math"
	"strconv"
	"strings"

	"quotetrack"
	"quotetrack/attribution"
	"quotetrack/syntax"
)

// Term is a content word of a statement with its place in the article, in
// code points.
type Term struct {
	Key       uint32 `cbor:"1,keyasint"`
	Start     int32  `cbor:"2,keyasint"`
	End       int32  `cbor:"3,keyasint"`
	Negated   bool   `cbor:"4,keyasint,omitempty"`
	Name      bool   `cbor:"5,keyasint,omitempty"`
	Predicate bool   `cbor:"6,keyasint,omitempty"`
	Verb      bool   `cbor:"7,keyasint,omitempty"`
	Subject   uint32 `cbor:"10,keyasint,omitempty"` // what it is said of: the head of its subject, 0 for a pronoun or none
	Passive   bool   `cbor:"11,keyasint,omitempty"` // ... as one to whom it is done, or whom it describes
	Object    uint32 `cbor:"13,keyasint,omitempty"` // of a verb: the head of its object, 0 for a pronoun or none
	Purpose   bool   `cbor:"12,keyasint,omitempty"` // a deed that is meant or possible: "tariffs to retaliate", "able to confirm"
	Base      uint32 `cbor:"9,keyasint,omitempty"`  // the word without its negative prefix: "unsafe" is not "safe"
}

// Number is a quantity in a statement and what it counts.
type Number struct {
	Value      float64 `cbor:"1,keyasint"`
	Unit       uint32  `cbor:"2,keyasint"` // term that it counts, 0 unknown
	Start, End int32
}

// year tells whether a number can be one.
func (n Number) year() bool {
	return n.Value >= 1900 && n.Value <= 2100 && n.Value == math.Trunc(n.Value)
}

// Statement is a quote as the judge sees it. It holds all that comparing
// needs, so that a corpus can keep it instead of analysing text again.
type Statement struct {
	Article      string   `cbor:"1,keyasint"`
	Quote        string   `cbor:"2,keyasint"`
	Day          string   `cbor:"3,keyasint,omitempty"`
	Speaker      string   `cbor:"4,keyasint,omitempty"` // key of the name
	Kind         string   `cbor:"5,keyasint,omitempty"`
	Terms        []Term   `cbor:"6,keyasint"`
	Numbers      []Number `cbor:"7,keyasint,omitempty"`
	Names        []uint32 `cbor:"8,keyasint,omitempty"` // of persons and organisations mentioned in content or cue
	SpeakerParts []uint32 `cbor:"9,keyasint,omitempty"`
	Denial       float32  `cbor:"10,keyasint,omitempty"` // probability
	Doubt        bool     `cbor:"11,keyasint,omitempty"`
	Negative     bool     `cbor:"12,keyasint,omitempty"` // odd polarity of the main clause, cue included
	Words        int      `cbor:"13,keyasint"`
	Order        int      `cbor:"14,keyasint"` // of the quote in its article
	Sentence     int      `cbor:"15,keyasint"`
	Paragraph    int      `cbor:"16,keyasint"`
	CueKey       uint32   `cbor:"17,keyasint,omitempty"`
	CueSpan      [2]int32 `cbor:"18,keyasint,omitempty"`
	Direct       bool     `cbor:"19,keyasint,omitempty"`
	Policy       bool     `cbor:"20,keyasint,omitempty"` // a wish, promise or demand
	Future       bool     `cbor:"21,keyasint,omitempty"`
	Parent       string   `cbor:"22,keyasint,omitempty"`
	Anaphor      bool     `cbor:"23,keyasint,omitempty"` // a verdict on "this" or "it" or "that"
	Retort       bool     `cbor:"52,keyasint,omitempty"` // it begins with an answer: "Not true"
	Content      side     `cbor:"25,keyasint"`           // its words, for the entailer
	CueFlips     bool     `cbor:"26,keyasint,omitempty"` // the cue turns what the content says: denied that ...
	Verdict      bool     `cbor:"27,keyasint,omitempty"` // the content calls something said untrue
	NoComment    bool     `cbor:"28,keyasint,omitempty"` // a refusal to speak
	Self         bool     `cbor:"29,keyasint,omitempty"` // its subject is a pronoun: the speaker, or somebody named elsewhere
	Clause       bool     `cbor:"31,keyasint,omitempty"` // the content holds a finite verb
	Deictic      bool     `cbor:"32,keyasint,omitempty"` // ... speaks of today, this week, the quarter
	Bare         bool     `cbor:"34,keyasint,omitempty"` // its content is no proposition but names one: "the charges", "it"
	Alleges      bool     `cbor:"35,keyasint,omitempty"` // its cue is one of accusation, rumour or report
	Own          int      `cbor:"36,keyasint,omitempty"` // how many of its terms are its own: the others are those of what it denies
	Topic        []uint32 `cbor:"37,keyasint,omitempty"` // what its article is about
	Periods      []Period `cbor:"40,keyasint,omitempty"` // when it is said to be
	Causal       bool     `cbor:"41,keyasint,omitempty"` // it says why something is
	Against      []uint32 `cbor:"42,keyasint,omitempty"` // keys of the speakers whom it most likely answers, if it does not say what it denies
	Owner        []uint32 `cbor:"43,keyasint,omitempty"` // whose claims it denies: "Poehl's criticism"
	Hedge        string   `cbor:"39,keyasint,omitempty"` // how its denial holds back
	Such         bool     `cbor:"44,keyasint,omitempty"` // it speaks of "any such changes": of what was said before it
	Head         uint32   `cbor:"45,keyasint,omitempty"` // the noun that a content without a clause is about, or what is had: "quota violations"
	OfReport     bool     `cbor:"46,keyasint,omitempty"` // it denies what a report says: "denied a newspaper report that"
	ReportBy     []uint32 `cbor:"49,keyasint,omitempty"` // ... and who is said to have reported it
	Denies       [2]int32 `cbor:"47,keyasint,omitempty"` // the word of its content by which it denies, in code points: "lie", "not"; empty where the cue does
	As           int32    `cbor:"48,keyasint,omitempty"` // where it begins to say as what something is dismissed, in code points: "the claim as hearsay"
	Is           []Thing  `cbor:"50,keyasint,omitempty"` // things of which it says that there are such
	IsNot        []Thing  `cbor:"51,keyasint,omitempty"` // ... that there are none
	Question     bool     `cbor:"38,keyasint,omitempty"` // it asks
	Subject      []uint32 `cbor:"33,keyasint,omitempty"` // names in the subject of the main clause
	Role         []uint32 `cbor:"30,keyasint,omitempty"` // words of the speaker's role
	Side         []uint32 `cbor:"24,keyasint,omitempty"` // keys of the names in the speaker's name and role: whom the speaker speaks for
}

// stop holds lemmas that say nothing about what a statement is about.
var stop = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`a an the this that these those and or but if of in on at to for from by with about into over after before
		be have do will would shall should can could may might must not no n't never nor any some all each every both either neither such
		i you he she it we they me him her us them my your his its our their who whom which what when where why how there here as than then so too very
		just also only even still yet more most much many few less least own same other another one say tell add ask go get make take come know think
		would 's 've 're 'll 'd 'm up out off down again because while during between through against until since though although however`) {
		m[w] = true
	}
	return m
}()

// unnamed are words for what is said elsewhere: "something both sides denied".
var unnamed = wordSet("something anything everything")

var negators = map[string]bool{"not": true, "n't": true, "no": true, "never": true, "nobody": true, "nothing": true, "none": true, "neither": true, "nor": true, "without": true, "hardly": true, "cannot": true, "nowhere": true}

// negativeVerbs turn the polarity of their complement.
var negativeVerbs = map[string]bool{"deny": true, "refute": true, "reject": true, "dismiss": true, "rebut": true, "dispute": true, "fail": true, "refuse": true, "disavow": true, "disclaim": true, "contradict": true, "debunk": true, "ridicule": true, "scoff": true, "discount": true, "rubbish": true, "retract": true, "recant": true, "withdraw": true}

var doubtWords = map[string]bool{"doubt": true, "question": true, "skeptical": true, "sceptical": true, "skepticism": true, "scepticism": true, "unproven": true, "unverified": true, "unlikely": true, "implausible": true, "unconvinced": true, "unsubstantiated": true, "suspect": true, "disbelief": true}

// doubts tells whether a token tells of doubt: to question something does, a question that
// somebody answers and the suspect of a crime do not.
func doubts(t *syntax.Token) bool {
	return doubtWords[t.Lemma] && !(t.Tag.IsNoun() && (t.Lemma == "question" || t.Lemma == "suspect"))
}

var policyCues = map[string]bool{"want": true, "urge": true, "call": true, "demand": true, "propose": true, "promise": true, "vow": true, "pledge": true, "support": true, "oppose": true, "back": true, "favor": true, "favour": true, "hope": true, "like": true, "prefer": true, "ask": true, "plan": true, "threaten": true, "recommend": true, "insist": false}

// silentCues are cues of those who say nothing.
var silentCues = wordSet("decline refuse fail ask question wonder inquire discuss consider study await")

// ignorantCues are, negated, cues of those who do not know ("did not know why").
var ignorantCues = wordSet("know understand remember recall see")

// deicticWords name times that move with the day on which they are said.
var deicticWords = wordSet("today tomorrow yesterday tonight morning afternoon evening week month quarter year weekend")

// pronounSubject tells whether the subject of a content's main clause is a
// pronoun, or left out ("to have found nothing").
func pronounSubject(d *syntax.Document, first, last, root int32) bool {
	for i := first; i < min(first+2, last); i++ { // whatever the parser made of what follows
		switch d.Tokens[i].Lower {
		case "it", "he", "she", "they", "we", "i":
			return d.Tokens[i].Lower != "it" || !expletive(d, i, last)
		}
	}
	for i := first; i < last; i++ {
		t := &d.Tokens[i]
		if t.Head == root && (t.Rel == syntax.Nsubj || t.Rel == syntax.NsubjPass) {
			switch t.Lower {
			case "it", "he", "she", "they", "we", "i":
				return true
			}
			for k := max(first, i-6); k < i; k++ { // "its load factor"
				if d.Tokens[k].Head == i && d.Tokens[k].Tag == syntax.PRPS {
					return true
				}
			}
			return false
		}
	}
	return false
}

// expletive tells whether "it" at token i may stand for nothing: "it is likely that". With
// a noun after the verb it stands for something: "it is not the target of".
func expletive(d *syntax.Document, i, last int32) bool {
	k := i + 1
	if k >= last || d.Tokens[k].Lemma != "be" {
		return false
	}
	for k++; k < last && negators[d.Tokens[k].Lower]; k++ {
	}
	return k >= last || d.Tokens[k].Tag != syntax.DT
}

// causal tells whether a content begins by giving a cause: "it was because of the
// dispute" takes the dispute for granted.
func causal(d *syntax.Document, first, last int32) bool {
	for i := first; i < min(first+5, last); i++ {
		if d.Tokens[i].Lower == "because" || d.Tokens[i].Lower == "due" {
			return true
		}
	}
	return false
}

// subjectNames are the keys of the names in the subject of a content's main
// clause.
func subjectNames(d *syntax.Document, first, last, root int32) []uint32 {
	var out []uint32
	for i := first; i < last; i++ {
		t := &d.Tokens[i]
		if !t.Tag.IsProper() {
			continue
		}
		for h, steps := i, 0; h >= first && h < last && steps < 5; h, steps = d.Tokens[h].Head, steps+1 {
			if r := d.Tokens[h].Rel; d.Tokens[h].Head == root && (r == syntax.Nsubj || r == syntax.NsubjPass) {
				out = append(out, term(FoldLemma(t)))
				break
			}
		}
	}
	return out
}

// tokensOf returns the tokens [first, last) that a span covers.
func tokensOf(d *syntax.Document, s quotetrack.Span) (int32, int32) {
	b, e := d.ByteOffset(s.Start), d.ByteOffset(s.End)
	lo, hi := 0, len(d.Tokens)
	for lo < hi {
		m := (lo + hi) / 2
		if d.Tokens[m].End > b {
			hi = m
		} else {
			lo = m + 1
		}
	}
	first := int32(lo)
	for lo < len(d.Tokens) && d.Tokens[lo].Start < e {
		lo++
	}
	return first, int32(lo)
}

// statement reads one quote. negated tells which tokens of the document stand
// under a negation.
func (e *Engine) statement(a *quotetrack.Article, d *syntax.Document, q *quotetrack.Quote, order int, neg []bool) Statement {
	s := Statement{Article: a.ID, Quote: q.ID, Day: a.Day(), Speaker: attribution.NameKey(q.Speaker.Name), Kind: string(q.Speaker.Kind), Order: order, Parent: q.Parent, Direct: q.Type == quotetrack.Direct}
	for _, p := range strings.Fields(s.Speaker) {
		s.SpeakerParts = append(s.SpeakerParts, term(p))
	}
	s.Side = sideOf(q.Speaker)
	for _, w := range strings.Fields(strings.ToLower(q.Speaker.Role)) {
		if !stop[w] {
			s.Role = append(s.Role, term(attribution.FoldPlace(w)))
		}
	}
	flips := 0
	root := int32(-1)
	var runs [][2]int32
	for _, c := range q.Content {
		first, last := tokensOf(d, c)
		runs = append(runs, [2]int32{first, last})
		for i := first; i < last; i++ {
			s.Verdict = s.Verdict || d.Tokens[i].Tag != syntax.VB && (verdictWords[d.Tokens[i].Lemma] || verdictWords[d.Tokens[i].Lower]) && onClaim(d, i, first, last)
		}
		if root < 0 && first < last {
			root = clauseRoot(d, first, last)
			s.Sentence = int(d.Tokens[first].Sentence)
			s.Paragraph = int(d.Sentences[d.Tokens[first].Sentence].Paragraph)
			s.Anaphor = startsWithAnaphor(d, first, last)
			s.Retort = retortFirst(d, first, last)
			s.Causal = causal(d, first, last)
			s.Self = pronounSubject(d, first, last, root)
			s.Subject = subjectNames(d, first, last, root)
			s.Such = refersBack(d, first, last)
		}
		s.addTerms(d, first, last, neg)
		s.Owner = append(s.Owner, claimOwners(d, first, last)...)
		if s.As == 0 {
			s.As = dismissedAs(d, first, last)
		}
	}
	s.Content = readRuns(d, runs, neg)
	rootNegated := root >= 0 && neg[root]
	if root >= 0 {
		s.Future, s.Policy = modality(d, root)
		if t := &d.Tokens[phraseHead(d, runs[0][0], runs[0][1])]; !s.Clause && t.Tag.IsNoun() {
			s.Head = term(FoldLemma(t))
		} else if s.Clause && d.Tokens[root].Lemma == "have" {
			s.Head = objectOf(d, root)
		}
	}
	for _, r := range runs {
		s.Periods = append(s.Periods, when(d, s.Day, r[0], r[1], s.Future)...)
	}
	view := viewDenial(d, q, neg)
	s.Verdict = s.Verdict || view.outcry
	s.OfReport = view.ofReport
	if by := reportBetween(d, q); len(by) > 0 {
		s.OfReport, s.ReportBy = true, by
	}
	s.Self = s.Self && !view.unaware && !view.disbelief // "we are not aware of" speaks of something else
	negated, opinion, ignorant := false, false, false
	for k, c := range q.Cue {
		first, last := tokensOf(d, c)
		for i := first; i < last; i++ {
			t := &d.Tokens[i]
			if k == 0 && (s.CueKey == 0 || t.Tag.IsVerb()) {
				s.CueKey = term(t.Lemma)
				sp := d.Span(t.Start, t.End)
				s.CueSpan = [2]int32{int32(sp.Start), int32(sp.End)}
			}
			if negators[t.Lower] || negativeVerbs[t.Lemma] && (!rejectVerbs[t.Lemma] && t.Lemma != "withdraw" || view.that || view.claimObject) {
				flips++
			}
			s.NoComment = s.NoComment || silentCues[t.Lemma]
			negated = negated || negators[t.Lower]
			ignorant = ignorant || ignorantCues[t.Lemma]
			opinion = opinion || opinionVerbs[t.Lemma] || denyVerbs[t.Lemma] || rejectVerbs[t.Lemma] || t.Lemma == "sure" || t.Lemma == "convinced" || t.Lemma == "likely"
			if doubts(t) {
				s.Doubt = true
			}
			if policyCues[t.Lemma] && (t.Lemma != "call" || callsFor(d, q.Cue)) {
				s.Policy = true
			}
		}
	}
	if flips%2 == 0 {
		s.Denies = denyingWord(d, runs)
	}
	s.Policy = s.Policy || imperative(d, q)
	s.Bare = !s.Clause && (view.claimObject || s.Anaphor || s.Words <= 2) || view.act() == actVerdict
	s.Alleges, s.Question = alleged(d, q), view.question
	s.NoComment = s.NoComment || view.noComment || view.noView || negated && (!opinion || ignorant && !view.that) // "gave no details of", "did not specify"
	s.CueFlips = flips%2 == 1
	s.Negative = s.CueFlips != rootNegated
	s.readExistence(d, runs, neg)
	return s
}

// readExistence notes what the content says there is, and is not; a cue that denies turns it, and
// what it denies without a clause is not ("denies merger talks").
func (s *Statement) readExistence(d *syntax.Document, runs [][2]int32, neg []bool) {
	if s.Question || s.Policy || s.NoComment || s.Doubt {
		return
	}
	var x existence
	for _, r := range runs {
		x.read(d, r[0], r[1], neg)
	}
	s.Is, s.IsNot = x.is, x.isNot
	if s.CueFlips {
		s.Is, s.IsNot = x.isNot, x.is
		if !s.Clause && s.Head != 0 && (!claimKeys[s.Head] || s.Head == term("talk")) && !idleKeys[s.Head] {
			s.IsNot = append(s.IsNot, Thing{Noun: s.Head})
		}
	}
}

// callsFor tells whether a cue calls for something or on somebody, and does not call it names.
func callsFor(d *syntax.Document, cue []quotetrack.Span) bool {
	for _, c := range cue {
		first, last := tokensOf(d, c)
		for i := first; i < last; i++ {
			switch d.Tokens[i].Lower {
			case "for", "on", "upon":
				return true
			}
		}
		if int(last) < len(d.Tokens) && (d.Tokens[last].Lower == "for" || d.Tokens[last].Lower == "on") {
			return true
		}
	}
	return false
}

// denyingWord is the place of the first verdict of a content, or of its first negation.
func denyingWord(d *syntax.Document, runs [][2]int32) (at [2]int32) {
	for _, verdict := range []bool{true, false} {
		for _, r := range runs {
			for i := r[0]; i < r[1]; i++ {
				t := &d.Tokens[i]
				if verdict && t.Tag != syntax.VB && (verdictWords[t.Lemma] || verdictWords[t.Lower]) || !verdict && negators[t.Lower] {
					sp := d.Span(t.Start, t.End)
					return [2]int32{int32(sp.Start), int32(sp.End)}
				}
			}
		}
	}
	return at
}

// refersBack tells whether a content speaks of "such" a thing, which its article told before.
func refersBack(d *syntax.Document, first, last int32) bool {
	for i := first; i+1 < last; i++ {
		if next := &d.Tokens[i+1]; d.Tokens[i].Lower == "such" && next.Lower != "as" && next.Kind == syntax.Word {
			return true
		}
	}
	return false
}

// imperative tells whether the cue of a quote is an order: "Do not expect".
func imperative(d *syntax.Document, q *quotetrack.Quote) bool {
	if len(q.Source) > 0 || len(q.Cue) == 0 {
		return false
	}
	first, last := tokensOf(d, q.Cue[0])
	return first < last && (d.Tokens[first].Tag == syntax.VB || d.Tokens[first].Lower == "do" && d.Tokens[first].Sentence >= 0 && d.Sentences[d.Tokens[first].Sentence].First >= first-1)
}

// alleged tells whether the cue of a quote is one of accusation, rumour or report.
func alleged(d *syntax.Document, q *quotetrack.Quote) bool {
	for _, c := range q.Cue {
		first, last := tokensOf(d, c)
		for i := first; i < last; i++ {
			if l := d.Tokens[i].Lemma; accusationCues[l] || claimNouns[l] || reportCues[l] {
				return true
			}
		}
	}
	return false
}

// reportCues are cues of what is said of somebody.
var reportCues = wordSet("show reveal suggest speculate assert argue contend insinuate imply portray")

func clauseRoot(d *syntax.Document, first, last int32) int32 {
	for i := first; i < last; i++ {
		h := d.Tokens[i].Head
		if (h < first || h >= last) && (d.Tokens[i].Tag.IsVerb() || d.Tokens[i].Rel == syntax.Root || d.Tokens[i].Rel == syntax.Ccomp) {
			return i
		}
	}
	return first
}

func startsWithAnaphor(d *syntax.Document, first, last int32) bool {
	for i := first; i < min(first+4, last); i++ {
		switch d.Tokens[i].Lower {
		case "this", "that", "it":
			return i+1 < last && d.Tokens[i].Tag != syntax.IN
		}
	}
	return false
}

// modality tells whether the clause speaks of the future, and whether it is a
// wish or an obligation.
func modality(d *syntax.Document, root int32) (future, policy bool) {
	for i := max(0, root-6); i < root; i++ {
		if d.Tokens[i].Head != root {
			continue
		}
		if d.Tokens[i].Rel == syntax.Nsubj && aimNouns[d.Tokens[i].Lemma] {
			policy = true
		}
		switch d.Tokens[i].Lemma {
		case "will", "shall", "'ll", "would", "going":
			future = true
		case "should", "must", "ought", "need", "let":
			policy = true
		}
	}
	return future, policy
}

// aimNouns are the subjects of clauses that state what somebody is after: "his
// objective was to prevent an escalation".
var aimNouns = wordSet("objective aim goal purpose hope wish desire ambition intention priority")

// lightVerbs say little themselves: "made no promises" is "did not promise".
var lightVerbs = wordSet("make have give take do see find be reach strike sign receive")

// baseOf is the key of a word without its negative prefix, 0 where it has none.
func baseOf(lemma string) uint32 {
	for _, p := range [...]string{"un", "in", "im", "dis", "non"} {
		if rest, ok := strings.CutPrefix(lemma, p); ok && len(rest) >= 4 {
			return term(strings.TrimPrefix(rest, "-"))
		}
	}
	return 0
}

// argument tells whether a relation is that of a subject or an object.
func argument(r syntax.Rel) bool {
	return r == syntax.Nsubj || r == syntax.NsubjPass || r == syntax.Obj
}

func (s *Statement) addTerms(d *syntax.Document, first, last int32, neg []bool) {
	for i := first; i < last; i++ {
		t := &d.Tokens[i]
		if t.Kind != syntax.Word && t.Kind != syntax.Number {
			continue
		}
		s.Words++
		if doubts(t) {
			s.Doubt = true
		}
		s.Clause = s.Clause || t.Tag.IsFinite() || t.Tag == syntax.MD
		s.Deictic = s.Deictic || deicticWords[t.Lemma]
		if v, ok := numberValue(d, i); ok {
			sp := d.Span(t.Start, t.End)
			s.Numbers = append(s.Numbers, Number{Value: v, Unit: unitOf(d, i), Start: int32(sp.Start), End: int32(sp.End)})
			continue
		}
		if t.Kind != syntax.Word || stop[t.Lemma] || stop[t.Lower] || unnamed[t.Lower] || len(t.Lower) < 2 {
			continue
		}
		sp := d.Span(t.Start, t.End)
		key := term(FoldLemma(t))
		verb := t.Tag.IsVerb()
		subject, passive := subjectOf(d, i)
		s.Terms = append(s.Terms, Term{Key: key, Base: baseOf(t.Lemma), Start: int32(sp.Start), End: int32(sp.End), Negated: neg[i] || t.Head >= 0 && neg[t.Head] && verb && d.Tokens[t.Head].Tag.IsVerb(), Name: (t.Name != syntax.NoName || t.Tag.IsProper()) && !attribution.DateWord(t.Lower), Verb: verb,
			Predicate: verb || t.Rel == syntax.Root || t.Rel == syntax.Ccomp, Subject: subject, Passive: passive, Purpose: verb && purpose(d, i), Object: objectOf(d, i)})
		if t.Name != syntax.NoName {
			s.Names = append(s.Names, key)
			if len(t.Lower) > nameStem {
				s.Names = append(s.Names, term(t.Lower[:nameStem]+"~")) // "Karvian" of Karvia
			}
		}
	}
}

// subjectOf is the key of what token i is said of, 0 where that is a pronoun or unknown: its
// subject, or the object of the verb that it completes ("regards the dollar as undervalued").
// passive tells that it is done to it, or describes it.
func subjectOf(d *syntax.Document, i int32) (key uint32, passive bool) {
	t := &d.Tokens[i]
	if !t.Tag.IsVerb() && t.Tag != syntax.JJ {
		return 0, false
	}
	object := t.Rel == syntax.Xcomp || t.Rel == syntax.Obl || t.Rel == syntax.Advcl
	st := d.Sentences[t.Sentence]
	for k := st.First; k < st.Last; k++ {
		u := &d.Tokens[k]
		if !u.Tag.IsNoun() {
			continue
		}
		switch {
		case u.Head == i && (u.Rel == syntax.Nsubj || u.Rel == syntax.NsubjPass):
			return term(FoldLemma(u)), t.Tag == syntax.JJ || u.Rel == syntax.NsubjPass
		case object && u.Head == t.Head && u.Rel == syntax.Obj && (t.Tag == syntax.VBN || t.Tag == syntax.JJ):
			key, passive = term(FoldLemma(u)), true
		case t.Tag == syntax.VBG && contestVerbs[t.Lemma] && k < i && (t.Rel == syntax.ACL && k == t.Head || t.Rel == syntax.Xcomp && u.Head == t.Head && u.Rel == syntax.Obj):
			key = term(FoldLemma(u)) // "shows Clinton leading Trump"
		}
	}
	return key, passive
}

// objectOf is the key of the object of the verb at token i, 0 where that is a pronoun or none.
func objectOf(d *syntax.Document, i int32) uint32 {
	if !d.Tokens[i].Tag.IsVerb() {
		return 0
	}
	contest := contestVerbs[d.Tokens[i].Lemma] // "is leading Clinton 47 percent to 42"
	for k := i + 1; k < d.Sentences[d.Tokens[i].Sentence].Last; k++ {
		if u := &d.Tokens[k]; u.Head == i && (u.Rel == syntax.Obj || contest && u.Rel == syntax.Iobj) && u.Tag.IsNoun() && !negators[u.Lower] {
			return term(FoldLemma(u))
		}
	}
	return 0
}

// purpose tells whether the verb at token i is an infinitive that says what something is for or
// what may be done, not what is.
func purpose(d *syntax.Document, i int32) bool {
	t := &d.Tokens[i]
	if t.Tag != syntax.VB || t.Head < 0 {
		return false
	}
	to := false
	for k := i - 1; k >= max(0, i-3) && !to; k-- {
		to = d.Tokens[k].Tag == syntax.TO && d.Tokens[k].Head == i
	}
	h := &d.Tokens[t.Head]
	return to && (t.Rel == syntax.ACL || t.Rel == syntax.Advcl || t.Rel == syntax.Xcomp && (h.Tag == syntax.JJ || h.Tag.IsNoun()))
}

// reportBetween are the words between a cue and the clause that it denies, where they speak of a
// report: "denied a report in the newspaper Vesti that it planned". nil where they do not.
func reportBetween(d *syntax.Document, q *quotetrack.Quote) []uint32 {
	if len(q.Cue) == 0 || len(q.Content) == 0 {
		return nil
	}
	_, from := tokensOf(d, q.Cue[len(q.Cue)-1])
	_, last := tokensOf(d, q.Content[0])
	report := false
	var by []uint32
	for i := from; i < min(last, from+maxBetween); i++ {
		switch t := &d.Tokens[i]; {
		case d.Tokens[from].Sentence != t.Sentence:
			return nil
		case t.Lower == "that" && t.Tag == syntax.IN:
			if !report {
				return nil
			}
			return by
		case reportNouns[t.Lemma]:
			report = true
		case t.Tag.IsNoun():
			by = append(by, term(FoldLemma(t)))
		}
	}
	return nil
}

// maxBetween is how many words may tell whose report it is.
const maxBetween = 12

// dismissedAs is where "as" follows a claim in tokens [first, last), in code points, 0 where it
// does not.
func dismissedAs(d *syntax.Document, first, last int32) int32 {
	claim := false
	for i := first; i < last && i < first+maxDismissed; i++ {
		if t := &d.Tokens[i]; claim && t.Lower == "as" {
			return int32(d.Span(t.Start, t.End).Start)
		}
		claim = claim || claimNouns[d.Tokens[i].Lemma]
	}
	return 0
}

// maxDismissed is how far into a content the "as" may stand by which it is dismissed, in tokens.
const maxDismissed = 8

// claimOwners are the keys of those whose claims tokens [first, last) name.
func claimOwners(d *syntax.Document, first, last int32) []uint32 {
	var out []uint32
	for i := first + 1; i < last; i++ {
		if d.Tokens[i].Tag != syntax.POS || !d.Tokens[i-1].Tag.IsProper() {
			continue
		}
		for h := i + 1; h < min(i+4, last); h++ { // the parser may hang the owner elsewhere
			if claimNouns[d.Tokens[h].Lemma] {
				out = append(out, term(FoldLemma(&d.Tokens[i-1])))
				break
			}
		}
	}
	return out
}

// nameStem is how many letters two forms of one name share.
const nameStem = 5

// FoldLemma is the lemma under which a token is compared: lower case, demonyms
// and capitals folded to their country.
func FoldLemma(t *syntax.Token) string {
	l := strings.TrimSuffix(strings.ToLower(t.Lemma), ".")
	return attribution.FoldPlace(l)
}

var numberWords = map[string]float64{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "hundred": 100, "dozen": 12, "half": .5, "thousand": 1e3}

var magnitudes = map[string]float64{"hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "mln": 1e6, "bln": 1e9, "m": 1e6, "bn": 1e9}

// numberValue reads the quantity that token i states, its magnitude word
// included.
func numberValue(d *syntax.Document, i int32) (float64, bool) {
	t := &d.Tokens[i]
	v, ok := numberWords[t.Lower]
	if t.Kind == syntax.Number {
		x, err := strconv.ParseFloat(strings.TrimRight(strings.ReplaceAll(t.Lower, ",", ""), "%stndrh"), 64)
		if err != nil {
			return 0, false
		}
		v, ok = x, true
	}
	if !ok || t.Tag != syntax.CD && t.Kind != syntax.Number {
		return 0, false
	}
	if n := int(i) + 1; n < len(d.Tokens) {
		if m, ok := magnitudes[d.Tokens[n].Lower]; ok {
			v *= m
		}
	}
	return v, true
}

// unitOf is what the number at token i counts, or, of a bare one, the verb that it is the object
// of: "had cost 600 million".
func unitOf(d *syntax.Document, i int32) uint32 {
	below, h := i, d.Tokens[i].Head
	for range 2 {
		if h < 0 {
			return 0
		}
		t := &d.Tokens[h]
		if t.Tag.IsNoun() || t.Lower == "%" || t.Tag.IsVerb() && bareAmount(d.Tokens[below].Rel) {
			return term(FoldLemma(t))
		}
		below, h = h, t.Head
	}
	return 0
}

// bareAmount tells whether a number may be the object of its verb: the parser takes some for
// adjuncts.
func bareAmount(r syntax.Rel) bool { return r == syntax.Obj || r == syntax.OblUnmarked }
