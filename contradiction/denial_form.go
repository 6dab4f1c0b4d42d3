package contradiction

import (
	"quotetrack"
	"quotetrack/syntax"
)

// Word classes of the forms of a denial. A strong verdict is passed on what was said and
// on nothing else; the other verdictWords may call a deed bad or a plan foolish.
var (
	strongVerdicts = union(untrueWords, wordSet("unsubstantiated unsupported fabricated debunked bunk baloney malarkey hogwash bull misquoted misconstrued misrepresented mischaracterized misunderstood misreported misinterpreted distorted exaggerated exaggeration inflated overstated fictitious meritless disproved disproven discredited refuted canard falsehood mistaken untruthful doctored staged invented overblown erroneous flawed"))
	strongLemmas   = union(distortions, wordSet("misconstrue overstate inflate"))
	pushCues       = wordSet(plainPush + "push bristle scoff pooh-pooh wave shoot knock laugh ridicule mock correct rebut debunk dispute object disagree disavow question deflect quibble balk resent")
	pushNouns      = wordSet("issue exception offense offence umbrage water doubt")
	callCues       = union(callers, wordSet("characterize rate denounce decry condemn declare find rule conclude dismiss"))
	strongProof    = wordSet("evidence indication sign link connection basis truth proof foundation substance tie threat trace")
	involvement    = wordSet("role part hand knowledge involvement contact dealing involved")
	noSubjects     = wordSet("nobody none nothing neither no")
)

// formView is how a quote denies by its form: verdicts by kind and place, what is
// missing, who did not do what.
type formView struct {
	strong, strongLate          bool // a strong verdict, early or later
	strongClaim, strongNegated  bool // ... that a claim bears ("baseless claims"), or that is negated
	weakClaim, weakOther        bool // another verdict, on a claim or on something else
	lies, madeUp, context, stop bool // "lies", "made up", "out of context", "stop lying"
	proof, noPart, nothingToDo  bool // no evidence; no role; "nothing to do with"
	negSubject, past            bool // "nobody", "no patient", "neither"; in the past
	ownDeed, otherDeed          bool // "I did not", "he never"
	ownBeing, otherBeing        bool // "we are not", "he is not"
	pointing                    bool // "that is not", "the report did not"
	noMore, answersNo, ofCourse bool // "no more than"; "No, ..."; "Of course ..."
	push, call                  bool // a cue that pushes back, one that calls names
	claimObject, that           bool // the content is a claim, a clause
	clauses                     clausesView
}

// clausesView is what any clause of a content does, the first one or a later one: "He is
// a friend of hers. I have never met him."
type clausesView struct {
	ownDeed, otherDeed   bool
	ownBeing, otherBeing bool
	pointing, negSubject bool
	thinksNot            bool // "I don't think that", "he does not believe"
	through              bool // what a source shows, or somebody thinks, is negated: "a review shows no one did"
	proofObject          bool // "we do not see a link", "did not find ties"
	answersNo            bool // a sentence that begins "No, "
}

// denialFeatures are what the trees see of a quote, but for the score of its words.
func denialFeatures(d *syntax.Document, q *quotetrack.Quote, neg []bool, view *denialView, c *denialContext) []float64 {
	form := viewForm(d, q, neg, view)
	return append(view.features(q, c), form.features()...)
}

func (x *formView) features() []float64 {
	f := b2f
	return []float64{
		f(x.strong), f(x.strongLate), f(x.strongClaim), f(x.strongNegated), f(x.weakClaim), f(x.weakOther), f(x.lies), f(x.madeUp), f(x.context), f(x.proof), f(x.noPart), f(x.nothingToDo),
		f(x.negSubject), f(x.negSubject && x.past), f(x.ownDeed), f(x.otherDeed), f(x.ownBeing), f(x.otherBeing), f(x.pointing), f(x.noMore), f(x.answersNo), f(x.ofCourse),
		f(x.push), f(x.push && x.claimObject), f(x.call), f(x.call && (x.strong || x.weakOther || x.weakClaim)), f(x.claimObject), f(x.that), f(x.stop),
		f(x.clauses.ownDeed), f(x.clauses.otherDeed), f(x.clauses.ownBeing), f(x.clauses.otherBeing), f(x.clauses.pointing), f(x.clauses.negSubject), f(x.clauses.thinksNot), f(x.clauses.through), f(x.clauses.proofObject), f(x.clauses.answersNo),
	}
}

// earlyForm bounds what stands at the beginning of a content, in tokens.
const earlyForm = 14

func viewForm(d *syntax.Document, q *quotetrack.Quote, neg []bool, v *denialView) (x formView) {
	x.claimObject, x.that = v.claimObject, v.that
	for _, s := range q.Cue {
		first, last := tokensOf(d, s)
		for i := first; i < last; i++ {
			l := d.Tokens[i].Lemma
			x.push = x.push || pushCues[l] || pushNouns[l] && i > first
			x.call = x.call || callCues[l]
		}
	}
	for k, s := range q.Content {
		first, last := tokensOf(d, s)
		if first >= last {
			continue
		}
		if k == 0 {
			x.readFrame(d, first, last, neg)
		}
		x.clauses.read(d, first, last, neg)
		for i := first; i < last; i++ {
			x.readToken(d, first, last, i, neg, k == 0)
		}
	}
	return x
}

// clause is a clause by its verb or predicate.
type clause struct {
	root, subject          int32 // subject -1: none
	copula, modal, past    bool
	ownSubject, negSubject bool
}

// readClause reads the clause of a root: what depends on it stands in its sentence.
func readClause(d *syntax.Document, first, last, root int32) clause {
	st := d.Sentences[d.Tokens[root].Sentence]
	first, last = max(first, st.First), min(last, st.Last)
	c := clause{root: root, subject: -1, past: d.Tokens[root].Tag == syntax.VBD}
	for i := first; i < last; i++ {
		t := &d.Tokens[i]
		if t.Head != root {
			continue
		}
		switch t.Rel {
		case syntax.Cop:
			c.copula = true
			c.past = c.past || t.Tag == syntax.VBD
		case syntax.Aux, syntax.AuxPass:
			c.modal = c.modal || t.Tag == syntax.MD
			c.past = c.past || t.Tag == syntax.VBD || t.Lemma == "have"
		case syntax.Nsubj, syntax.NsubjPass:
			if c.subject < 0 {
				c.subject = i
			}
		}
	}
	if c.subject >= 0 {
		s := &d.Tokens[c.subject]
		c.ownSubject = s.Lower == "i" || s.Lower == "we"
		c.negSubject = noSubjects[s.Lower]
		for i := max(first, c.subject-3); i < c.subject; i++ {
			c.negSubject = c.negSubject || noSubjects[d.Tokens[i].Lower] && (d.Tokens[i].Head == c.subject || d.Tokens[i].Lower == "neither")
		}
	}
	return c
}

func (c *clause) being() bool { return c.copula && !c.modal }
func (c *clause) deed() bool  { return c.past && !c.copula && !c.modal }

// readFrame reads the main clause and the first words.
func (x *formView) readFrame(d *syntax.Document, first, last int32, neg []bool) {
	root := clauseRoot(d, first, last)
	c := readClause(d, first, last, root)
	x.past = c.past
	if c.subject >= 0 {
		x.ownDeed = neg[root] && c.ownSubject && c.deed()
		x.otherDeed = neg[root] && !c.ownSubject && c.deed()
		x.ownBeing = neg[root] && c.ownSubject && c.being()
		x.otherBeing = neg[root] && !c.ownSubject && c.being()
		x.pointing = neg[root] && pointsBack(&d.Tokens[c.subject])
		x.negSubject = c.negSubject
	}
	seen := 0
	for i := first; i < last && seen < 3; i++ {
		t := &d.Tokens[i]
		if t.Kind != syntax.Word {
			continue
		}
		x.answersNo = x.answersNo || seen == 0 && saysNo(d, i, last)
		x.ofCourse = x.ofCourse || t.Lower == "course" || t.Lower == "absolutely"
		seen++
	}
}

// saysNo tells whether token i is a "no" by itself.
func saysNo(d *syntax.Document, i, last int32) bool {
	w := d.Tokens[i].Lower
	return (w == "no" || w == "nope" || w == "wrong") && i+1 < last && d.Tokens[i+1].Kind != syntax.Word
}

// showVerbs are what evidence does, and minds, with a clause.
var showVerbs = union(opinionVerbs, wordSet("show find indicate suggest confirm prove establish conclude reveal demonstrate say mean determine satisfy assure appear seem make"))

// read adds what the clauses of one part of a content do.
func (x *clausesView) read(d *syntax.Document, first, last int32, neg []bool) {
	for i := first; i < last; i++ {
		t := &d.Tokens[i]
		if i == first || d.Tokens[i-1].Sentence != t.Sentence || d.Tokens[i-1].Kind == syntax.Quote {
			x.answersNo = x.answersNo || saysNo(d, i, last)
		}
		if h := t.Head; h >= first && h < last && neg[h] && d.Tokens[h].Tag.IsVerb() && t.Rel == syntax.Obj {
			x.proofObject = x.proofObject || strongProof[t.Lemma] || involvement[t.Lemma]
		}
		if t.Rel != syntax.Nsubj && t.Rel != syntax.NsubjPass || t.Head < first || t.Head >= last {
			continue
		}
		c := readClause(d, first, last, t.Head)
		if c.subject != i {
			continue
		}
		x.negSubject = x.negSubject || c.negSubject
		over := d.Tokens[c.root].Head
		through := over >= 0 && d.Tokens[c.root].Rel == syntax.Ccomp && showVerbs[d.Tokens[over].Lemma] && !neg[over] && over >= first && over < last
		x.through = x.through || through && (neg[c.root] || c.negSubject)
		if !neg[c.root] {
			continue
		}
		x.ownDeed = x.ownDeed || c.ownSubject && c.deed()
		x.otherDeed = x.otherDeed || !c.ownSubject && c.deed()
		x.ownBeing = x.ownBeing || c.ownSubject && c.being()
		x.otherBeing = x.otherBeing || !c.ownSubject && c.being()
		x.pointing = x.pointing || pointsBack(t)
		x.thinksNot = x.thinksNot || believeVerbs[d.Tokens[c.root].Lemma] && !c.past
	}
}

// believeVerbs are those whose negation is, as a rule, that of what is believed.
var believeVerbs = wordSet("think believe buy see")

// readToken reads one word of a content.
func (x *formView) readToken(d *syntax.Document, first, last, i int32, neg []bool, leads bool) {
	t := &d.Tokens[i]
	early := leads && i-first < earlyForm
	if strongVerdicts[t.Lower] || strongVerdicts[t.Lemma] || strongLemmas[t.Lemma] || (t.Lower == "false" && t.Rel != syntax.Amod) {
		switch {
		case neg[i] || negatedBefore(d, i):
			x.strongNegated = true
		case t.Rel == syntax.Amod:
			x.strongClaim = x.strongClaim || t.Head >= 0 && claimNouns[d.Tokens[t.Head].Lemma]
		case early:
			x.strong = true
		default:
			x.strongLate = true
		}
	} else if (verdictWords[t.Lemma] || verdictWords[t.Lower]) && t.Rel != syntax.Amod && !neg[i] {
		if onClaim(d, i, first, last) {
			x.weakClaim = true
		} else {
			x.weakOther = true
		}
	}
	next := ""
	if i+1 < last {
		next = d.Tokens[i+1].Lower
	}
	switch t.Lemma {
	case "lie", "liar":
		x.lies = x.lies || !neg[i]
	case "make":
		x.madeUp = x.madeUp || next == "up" || i+2 < last && d.Tokens[i+2].Lower == "up"
	case "context":
		x.context = x.context || i > first && d.Tokens[i-1].Lower == "of"
	case "nothing":
		x.nothingToDo = x.nothingToDo || next == "to" || t.Rel == syntax.Nsubj
	case "more":
		x.noMore = x.noMore || i > first && negators[d.Tokens[i-1].Lower]
	case "stop":
		x.stop = x.stop || leads && i == first
	}
	if neg[i] || negatedNoun(d, i) {
		x.proof = x.proof || strongProof[t.Lemma]
		x.noPart = x.noPart || involvement[t.Lemma]
	}
}

// negatedNoun tells whether a negator stands before noun i, or "any", which in what people
// say stands mostly under one ("did not find any link").
func negatedNoun(d *syntax.Document, i int32) bool {
	if !d.Tokens[i].Tag.IsNoun() {
		return false
	}
	for k := max(0, i-4); k < i; k++ {
		if t := &d.Tokens[k]; t.Head == i && (negators[t.Lower] || t.Lower == "any") {
			return true
		}
	}
	return false
}
