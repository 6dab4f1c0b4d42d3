package contradiction

import (
	"math"
	"strings"

	"quotetrack"
	"quotetrack/syntax"
)

func wordSet(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// Word classes of the features. A verb that denies always does with a clause
// or a claim as its object; one that rejects also takes policies and people.
var (
	denyVerbs    = wordSet("deny refute rebut debunk dispel disavow disclaim repudiate retract negate contradict recant disprove denial refutation")
	rejectVerbs  = wordSet("reject dismiss dispute challenge discount ridicule scoff rubbish downplay contest brush shrug mock slam blast counter deride quash rejection")
	insistVerbs  = wordSet("insist maintain reiterate assure clarify respond counter reply defend stress explain contend answer protest argue retort")
	claimNouns   = wordSet("claim allegation warning prediction report rumor rumour accusation suggestion notion idea assertion charge speculation story talk theory criticism narrative comment remark statement insinuation impression contention characterization report label account wrongdoing involvement")
	verdictWords = wordSet("false untrue wrong lie hoax fake baseless fabrication nonsense ridiculous absurd unfounded groundless inaccurate incorrect myth fiction bogus impossible rubbish unsubstantiated liar lying misinformation falsehood innocent ludicrous preposterous misleading laughable debunk satire photoshop outrageous")
	distortVerbs = wordSet("fabricate distort mischaracterize misquote exaggerate misrepresent misunderstand misinterpret misstate invent stage doctor refute debunk malign twist concoct mislead manufacture misreport")
	proofNouns   = wordSet("evidence basis truth proof indication link connection reason plan intention knowledge merit case record sign role wrongdoing")
	opinionVerbs = wordSet("think believe want like know care understand see need expect hope support agree feel remember recall mind trust")
)

// denialFeatures describe a quote to the classifier of denials.
func denialFeatures(d *syntax.Document, q *quotetrack.Quote, neg []bool) []float64 {
	x := viewDenial(d, q, neg)
	return x.features(q)
}

func viewDenial(d *syntax.Document, q *quotetrack.Quote, neg []bool) (x denialView) {
	for _, c := range q.Cue {
		x.readCue(d, c)
	}
	for i, c := range q.Content {
		x.readContent(d, c, neg, i == 0)
	}
	return x
}

func (x *denialView) features(q *quotetrack.Quote) []float64 {
	f := func(b bool) float64 {
		if b {
			return 1
		}
		return 0
	}
	short := math.Min(float64(x.words), 30) / 30
	distort := x.distort > 0
	verdict := x.verdict > 0
	return []float64{
		f(x.deny && !x.cueNegated), f(x.deny && x.cueNegated), f(x.reject), f(x.reject && x.claim), f(x.reject && !x.claim && !x.clause), f(x.insist), f(x.insist && x.rootNegated), f(x.cueNegated),
		f(x.rootNegated), f(x.rootNegated && x.past), f(x.rootNegated && x.modal), f(x.rootNegated && x.opinion), f(x.rootNegated && x.copula), f(x.rootNegated && x.policy),
		f(x.earlyNeg), f(x.never), f(x.never && x.past), f(x.noProof), f(verdict), f(verdict && x.claim), f(verdict && x.rootNegated), f(verdict && short < .35), f(distort), f(distort && x.claim),
		f(x.claim), f(x.claim && x.negators > 0), math.Min(float64(x.negators), 3), short, f(q.Type == quotetrack.Direct), f(x.anaphor && x.rootNegated), f(x.anaphor && verdict),
		f(x.question), f(x.first && x.rootNegated && x.past), f(x.notTrue), f(x.contentDeny), f(q.Speaker.Kind == quotetrack.Person), f(x.rootNegated && !x.modal && !x.opinion && !x.policy && short < .6), f(x.negators > 0 && short < .4),
		f(x.contentReject), f(x.act()), f(x.deny && x.claim), f(x.future && x.rootNegated), f(x.conditional),
	}
}

type denialView struct {
	deny, reject, insist, cueNegated                     bool
	rootNegated, past, modal, opinion, copula, policy    bool
	earlyNeg, never, noProof, claim, clause, anaphor     bool
	question, first, notTrue, contentDeny, contentReject bool
	future, conditional, that, claimObject               bool
	verdict, distort, negators, words                    int
}

// act tells whether the quote is a denial by its form alone: a verb that denies,
// or one that rejects with a proposition or a claim as its object.
func (x *denialView) act() bool {
	return !x.cueNegated && (x.deny || x.reject && (x.that || x.claimObject))
}

func (x *denialView) readCue(d *syntax.Document, s quotetrack.Span) {
	first, last := tokensOf(d, s)
	for i := first; i < last; i++ {
		t := &d.Tokens[i]
		x.deny = x.deny || denyVerbs[t.Lemma]
		x.reject = x.reject || rejectVerbs[t.Lemma]
		x.insist = x.insist || insistVerbs[t.Lemma]
		x.cueNegated = x.cueNegated || negators[t.Lower]
		x.claim = x.claim || claimNouns[t.Lemma]
	}
}

func (x *denialView) readContent(d *syntax.Document, s quotetrack.Span, neg []bool, leads bool) {
	first, last := tokensOf(d, s)
	if first >= last {
		return
	}
	if leads {
		x.readRoot(d, first, last, neg)
		x.anaphor = startsWithAnaphor(d, first, last)
		x.that = d.Tokens[first].Lower == "that" && d.Tokens[first].Tag == syntax.IN
		x.claimObject = claimNouns[d.Tokens[phraseHead(d, first, last)].Lemma]
		x.clause = d.Tokens[first].Lower == "that" || d.Tokens[first].Tag == syntax.VBG
	}
	for i := first; i < last; i++ {
		t := &d.Tokens[i]
		if t.Kind == syntax.Word {
			x.words++
		}
		switch {
		case t.Lower == "?":
			x.question = true
		case t.Lower == "never":
			x.never = true
		case t.Lower == "if":
			x.conditional = true
		}
		if negators[t.Lower] {
			x.negators++
			x.earlyNeg = x.earlyNeg || leads && i-first < 7
			if h := t.Head; h >= 0 {
				x.noProof = x.noProof || proofNouns[d.Tokens[h].Lemma]
				x.notTrue = x.notTrue || d.Tokens[h].Lemma == "true" || d.Tokens[h].Lemma == "real" || d.Tokens[h].Lemma == "accurate"
			}
		}
		if verdictWords[t.Lemma] || verdictWords[t.Lower] {
			x.verdict++
		}
		if distortVerbs[t.Lemma] {
			x.distort++
		}
		x.claim = x.claim || claimNouns[t.Lemma]
		x.contentDeny = x.contentDeny || denyVerbs[t.Lemma]
		x.contentReject = x.contentReject || rejectVerbs[t.Lemma]
	}
}

func (x *denialView) readRoot(d *syntax.Document, first, last int32, neg []bool) {
	root := clauseRoot(d, first, last)
	r := &d.Tokens[root]
	x.rootNegated = neg[root]
	x.past = r.Tag == syntax.VBD || r.Tag == syntax.VBN
	x.opinion = opinionVerbs[r.Lemma]
	x.future, x.policy = modality(d, root)
	for i := first; i < last; i++ {
		t := &d.Tokens[i]
		if t.Head != root {
			continue
		}
		switch t.Rel {
		case syntax.Cop:
			x.copula = true
			x.past = x.past || t.Tag == syntax.VBD
		case syntax.Aux, syntax.AuxPass:
			x.past = x.past || t.Tag == syntax.VBD || t.Lemma == "have"
			x.modal = x.modal || t.Tag == syntax.MD
		case syntax.Nsubj, syntax.NsubjPass:
			x.first = t.Lower == "i" || t.Lower == "we"
		}
	}
}

// phraseHead is the token of [first, last) whose head lies before it.
func phraseHead(d *syntax.Document, first, last int32) int32 {
	for i := first; i < last; i++ {
		if h := d.Tokens[i].Head; (h < first || h >= last) && d.Tokens[i].Kind == syntax.Word {
			return i
		}
	}
	return first
}

// actDenial is the probability of an act that is a denial by its form.
const actDenial = .85

// denialP is the probability that a quote is a denial.
func (e *Engine) denialP(d *syntax.Document, q *quotetrack.Quote, neg []bool) float32 {
	x := viewDenial(d, q, neg)
	p := e.calDenial.P(e.denial.P(x.features(q)))
	if x.act() {
		p = math.Max(p, actDenial)
	}
	return float32(p)
}
