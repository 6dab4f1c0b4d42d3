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

// termSet holds the keys of words.
func termSet(words map[string]bool) map[uint32]bool {
	out := make(map[uint32]bool, len(words))
	for w := range words {
		out[term(w)] = true
	}
	return out
}

// Word classes of the features. A verb that denies always does with a clause
// or a claim as its object; one that rejects also takes policies and people.
var (
	denyVerbs   = wordSet("deny refute rebut debunk dispel dispute disavow disclaim repudiate retract negate contradict recant disprove denial refutation")
	rejectVerbs = wordSet("reject dismiss dispute challenge discount ridicule scoff rubbish downplay contest brush shrug mock slam blast counter deride quash rejection")
	insistVerbs = wordSet("insist maintain reiterate assure clarify respond counter reply defend stress explain contend answer protest argue retort")
	// what is said to be so, and is not so if it is rejected
	heldNouns        = wordSet("claim allegation report rumor rumour accusation suggestion notion idea assertion charge speculation story theory narrative insinuation impression contention characterization testimony version")
	propositionNouns = union(heldNouns, wordSet("perception"))
	claimNouns       = union(heldNouns, wordSet("argument warning prediction talk criticism comment remark statement label account wrongdoing involvement figure estimate tally statistic"))
	// words that call what was said untrue, and are hardly said of anything else
	untrueWords  = wordSet("untrue baseless unfounded groundless fabrication inaccurate incorrect hoax fiction myth bogus")
	verdictWords = union(untrueWords, wordSet("false wrong lie fake nonsense ridiculous absurd impossible rubbish unsubstantiated liar lying misinformation falsehood innocent ludicrous preposterous misleading laughable debunk satire photoshop outrageous"))
	// words that call a statement untrue, where the other verdicts may call a deed
	// bad or a plan foolish
	falseWords = union(untrueWords, wordSet("false fake lie nonsense satirical satire photoshop rubbish"))
	// what is done to words and facts
	distortions  = wordSet("misquote misrepresent mischaracterize misunderstand misreport misinterpret misstate distort exaggerate fabricate invent debunk refute malign twist")
	distortVerbs = union(distortions, wordSet("stage doctor concoct mislead manufacture"))
	proofNouns   = wordSet("evidence basis truth proof indication link connection reason plan intention knowledge merit case record sign role wrongdoing")
	opinionVerbs = wordSet("think believe want like know care understand see need expect hope support agree feel remember recall mind trust")
)

// denialContext is what the rest of the article says about a statement that may
// be a denial: who is accused answers, and an answer speaks of what was said.
type denialContext struct {
	accused    bool    // somebody else's statement before names the speaker
	near       bool    // ... and stands right before
	accusation bool    // ... and its cue accuses
	shared     float64 // weight of the words that the closest statement of somebody else shares
	said       bool    // that statement stands before
	clash      float64 // the most that a statement shares which turns one of its predicates
	opposed    float64 // the most surely that one and this contradict each other
}

var accusationCues = wordSet("accuse allege charge claim blame criticize criticise suggest slam attack condemn blast denounce question complain report assert warn label")

var accusationKeys = termSet(accusationCues)

// contexts reads the statements of one article, in order.
func (e *Engine) contexts(st []Statement) []denialContext {
	out := make([]denialContext, len(st))
	keys, words := make([]map[uint32]bool, len(st)), make([][]uint32, len(st))
	for i := range st {
		keys[i] = map[uint32]bool{}
		for _, t := range st[i].Terms {
			if !keys[i][t.Key] {
				keys[i][t.Key] = true
				words[i] = append(words[i], t.Key) // in order, so that sums come out the same each time
			}
		}
	}
	for i := range st {
		c := &out[i]
		for j := range st {
			if i == j || st[i].Speaker == st[j].Speaker && st[i].Speaker != "" {
				continue
			}
			if j < i && i-j < 30 && hasAny(st[j].Terms, st[i].SpeakerParts) {
				c.accused = true
				c.near = c.near || i-j <= 2
				c.accusation = c.accusation || accusationKeys[st[j].CueKey]
			}
			sum := 0.0
			for _, k := range words[i] {
				if keys[j][k] {
					sum += e.lex.weight(k)
				}
			}
			if sum > c.shared {
				c.shared, c.said = sum, j < i
			}
			if sum >= minAnswered {
				e.oppose(c, &st[i], &st[j])
			}
		}
	}
	return out
}

// minAnswered is the weight of shared words from which on a statement is compared closely
// with what it may answer.
const minAnswered = 5

// oppose reads how far one statement is set against another.
func (e *Engine) oppose(c *denialContext, s, other *Statement) {
	x := e.align(s, other)
	if len(x.flipped)+len(x.opposites) > 0 {
		c.clash = math.Max(c.clash, x.shared)
	}
	e.entailments(s, other, &x)
	c.opposed = math.Max(c.opposed, math.Max(x.ab[1], x.ba[1]))
}

func viewDenial(d *syntax.Document, q *quotetrack.Quote, neg []bool) (x denialView) {
	for _, c := range q.Cue {
		x.readCue(d, c)
	}
	x.pushed = pushesBack(d, q.Cue)
	for i, c := range q.Content {
		x.readContent(d, c, neg, i == 0)
	}
	x.outcry = x.words > 0 && x.words <= maxOutcry && outcry(d, q)
	if x.plan && !x.that {
		x.claimObject, x.proposition = false, false // "dismissed the idea of a summit"
		x.refuses = x.reject && !x.deny
	}
	if x.withheld && !x.that {
		x.refuses = x.refuses || x.deny || x.reject
		x.deny, x.reject = false, false
	}
	return x
}

// grants are what somebody is denied who asked for it: "the court denied a motion".
var grants = wordSet("motion request petition appeal bail permission access benefit visa permit application license licence entry loan aid right treatment opportunity chance coverage plea extension relief asylum parole payment refund")

// features describe a quote to the classifier of denials.
func (x *denialView) features(q *quotetrack.Quote, c *denialContext) []float64 {
	f := b2f
	short := math.Min(float64(x.words), 30) / 30
	distort := x.distort > 0
	verdict := x.verdict > 0
	return []float64{
		f(x.deny && !x.cueNegated), f(x.deny && x.cueNegated), f(x.reject), f(x.reject && x.claim), f(x.reject && !x.claim && !x.clause), f(x.insist), f(x.insist && x.rootNegated), f(x.cueNegated),
		f(x.rootNegated), f(x.rootNegated && x.past), f(x.rootNegated && x.modal), f(x.rootNegated && x.opinion), f(x.rootNegated && x.copula), f(x.rootNegated && x.policy),
		f(x.earlyNeg), f(x.never), f(x.never && x.past), f(x.noProof), f(verdict), f(verdict && x.claim), f(verdict && x.rootNegated), f(verdict && short < .35), f(distort), f(distort && x.claim),
		f(x.claim), f(x.claim && x.negators > 0), math.Min(float64(x.negators), 3), short, f(q.Type == quotetrack.Direct), f(x.anaphor && x.rootNegated), f(x.anaphor && verdict),
		f(x.question), f(x.first && x.rootNegated && x.past), f(x.notTrue), f(x.contentDeny), f(q.Speaker.Kind == quotetrack.Person), f(x.rootNegated && !x.modal && !x.opinion && !x.policy && short < .6), f(x.negators > 0 && short < .4),
		f(x.contentReject), f(x.act() > 0), f(x.deny && x.claim), f(x.future && x.rootNegated), f(x.conditional),
		f(x.existential), f(x.unaware), f(x.verdictOnClaim), f(x.first && x.never), f(x.contrast), f(c.accused), f(c.near), f(c.accusation), math.Min(c.shared, 30) / 30, f(c.said),
		f(c.accused && (x.rootNegated || x.never || x.existential)), f(c.accused && (verdict || x.existential)), math.Min(c.shared, 30) / 30 * f(x.rootNegated || x.earlyNeg), f(x.disbelief),
		math.Min(c.clash, 30) / 30, c.opposed, f(c.clash > 0 && x.negators > 0),
	}
}

type denialView struct {
	deny, reject, insist, cueNegated                     bool
	rootNegated, past, modal, opinion, copula, policy    bool
	earlyNeg, never, noProof, claim, clause, anaphor     bool
	question, first, notTrue, contentDeny, contentReject bool
	against                                              bool
	future, conditional, that, claimObject               bool
	existential, unaware, verdictOnClaim, contrast       bool
	disbelief, falsehood, hedged, noComment              bool
	called                                               bool // the cue calls something names
	untrue                                               bool // a word that calls what was said untrue
	notSo                                                bool // "that is not what happened"
	retort                                               bool // "It is rubbish. ..."
	scorned                                              bool // "fanciful", of a claim
	pointer                                              bool // the content is but "that"
	outcry                                               bool // "Nonsense," he said
	pushed                                               bool // "pushed back against", "took issue with"
	proposition                                          bool // the content names something said to be so: "the suggestion that"
	ofReport                                             bool // "a newspaper report that it plans to sell"
	noView                                               bool // "had taken no view"
	withheld, refuses                                    bool // what is denied is a thing asked for
	plan                                                 bool // ... an idea of what to do
	verdict, distort, negators, words                    int
}

// Probabilities of acts that are denials by their form alone, about what was found
// among the marked articles.
const (
	actDenial  = .85 // a verb that denies, or one that rejects a proposition or a claim; "that is not true"
	actVerdict = .75 // "it is a hoax"
	actUnaware = .6  // "we are not aware of", "insists that it has no plans to"
)

// maxAct bounds the words of an act that is no verb: in a longer content it is
// said of something by the way.
const maxAct = 25

// act is the probability of an act that is a denial by its form alone, 0 where the
// quote is none.
func (x *denialView) act() float64 {
	short := x.words <= maxAct && !x.question && !x.conditional
	switch {
	case x.cueNegated:
		return 0
	case x.deny, x.reject && (x.that || x.claimObject), x.pushed && (x.proposition || x.claim && x.that), x.notTrue && short, x.notSo && short:
		return actDenial
	case x.falsehood && x.negators == 0 && short && !x.hedged, x.outcry, x.called && x.proposition && x.scorned && x.negators == 0, x.retort && !x.question && !x.conditional, x.called && x.negators == 0 && (x.proposition && x.verdict > 0 || x.claimObject && x.untrue):
		return actVerdict
	case (x.unaware || x.insist && x.noProof) && short, x.reject && x.pointer:
		return actUnaware
	}
	return 0
}

func (x *denialView) readCue(d *syntax.Document, s quotetrack.Span) {
	first, last := tokensOf(d, s)
	for i := first; i < last; i++ {
		t := &d.Tokens[i]
		x.deny = x.deny || denyVerbs[t.Lemma]
		x.reject = x.reject || rejectVerbs[t.Lemma]
		x.insist = x.insist || insistVerbs[t.Lemma]
		x.called = x.called || callers[t.Lemma]
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
		x.notSo = saysNotSo(d, first, last)
		x.retort = retortFirst(d, first, last)
		x.pointer = last == first+1 && (d.Tokens[first].Lower == "that" || d.Tokens[first].Lower == "this")
		x.that = d.Tokens[first].Lower == "that" && d.Tokens[first].Tag == syntax.IN
		head := d.Tokens[phraseHead(d, first, last)].Lemma
		x.claimObject, x.withheld, x.proposition = claimNouns[head], grants[head], propositionNouns[head]
		x.ofReport = reportNouns[head] && holdsThat(d, first, last)
		x.plan = (head == "idea" || head == "notion") && !holdsThat(d, first, last)
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
		case t.Tag == syntax.MD && t.Lower != "will" && t.Lower != "would", t.Lower == "perhaps", t.Lower == "maybe":
			x.hedged = true
		}
		x.noComment = x.noComment || t.Lemma == "comment" && (x.negators > 0 || x.against)
		x.against = x.against || t.Lower == "against"
		if negators[t.Lower] {
			x.negators++
			x.earlyNeg = x.earlyNeg || leads && i-first < 7
			if h := t.Head; h >= 0 {
				x.noView = x.noView || d.Tokens[h].Lemma == "view" || d.Tokens[h].Lemma == "position" && t.Lower == "no"
				x.noProof = x.noProof || proofNouns[d.Tokens[h].Lemma]
				x.notTrue = x.notTrue || d.Tokens[h].Lemma == "true" || d.Tokens[h].Lemma == "real" || d.Tokens[h].Lemma == "accurate" || d.Tokens[h].Lemma == "correct"
			}
		}
		x.scorned = x.scorned || scornWords[t.Lower]
		if (verdictWords[t.Lemma] || verdictWords[t.Lower]) && t.Tag != syntax.VB { // it may be easy to fake
			x.verdict++
			x.untrue = x.untrue || falseWords[t.Lemma] || falseWords[t.Lower]
			on := onClaim(d, i, first, last)
			x.verdictOnClaim = x.verdictOnClaim || on
			x.falsehood = x.falsehood || on && (falseWords[t.Lemma] || falseWords[t.Lower])
		}
		x.existential = x.existential || t.Lower == "there" && t.Tag == syntax.EX && t.Head >= 0 && negatedNear(d, i, last)
		x.unaware = x.unaware || t.Lower == "aware" && negatedBefore(d, i) && !(i+1 < last && openQuestion[d.Tokens[i+1].Lower])
		x.contrast = x.contrast || t.Lower == "but" && x.negators > 0 || t.Lower == "instead" || t.Lower == "rather" || t.Lower == "actually"
		x.disbelief = x.disbelief || (t.Lemma == "believe" || t.Lemma == "buy") && negatedBefore(d, i)
		if distortVerbs[t.Lemma] {
			x.distort++
		}
		x.claim = x.claim || claimNouns[t.Lemma]
		x.contentDeny = x.contentDeny || denyVerbs[t.Lemma]
		x.contentReject = x.contentReject || rejectVerbs[t.Lemma]
	}
}

// openQuestion are words after "not aware" by which nothing is denied: "not aware whether".
var openQuestion = wordSet("whether if how why when what")

// reportNouns are what papers and agencies carry.
var reportNouns = wordSet("report story article rumor rumour speculation")

// maxOutcry is how many words a verdict by itself has: "Absolute nonsense".
const maxOutcry = 3

// callers are cues that say what somebody calls a person or a thing, not what was said.
var callers = wordSet("call label describe brand dub term deem")

// plainPush are verbs that push back by themselves; quashers do away with rumours.
const (
	plainPush = "contradict undercut belie discredit contest downplay counter "
	quashers  = "dispel quash squash "
)

var plainPushers = wordSet(plainPush + quashers)

// pushVerbs push back with one of their particles or objects.
var pushVerbs = map[string]map[string]bool{
	"push": wordSet("back against"), "hit": wordSet("back"), "fire": wordSet("back"), "play": wordSet("down"), "wave": wordSet("off aside away"), "brush": wordSet("off aside away"), "shrug": wordSet("off aside"),
	"shoot": wordSet("down"), "knock": wordSet("down"), "laugh": wordSet("off at"), "bat": wordSet("down away"), "swat": wordSet("down away"), "bristle": wordSet("at"), "scoff": wordSet("at"), "balk": wordSet("at"),
	"take": wordSet("issue exception offense offence umbrage"), "pour": wordSet("water"), "throw": wordSet("water"),
}

// pushesBack tells whether a cue rejects without a word for it: "pushed back against".
func pushesBack(d *syntax.Document, cue []quotetrack.Span) bool {
	for _, c := range cue {
		first, last := tokensOf(d, c)
		for i := first; i < last; i++ {
			if plainPushers[d.Tokens[i].Lemma] || strings.HasPrefix(d.Tokens[i].Lower, "pooh-pooh") {
				return true
			}
			particles := pushVerbs[d.Tokens[i].Lemma]
			for k := i + 1; k < last; k++ {
				if particles[d.Tokens[k].Lower] {
					return true
				}
			}
		}
	}
	return false
}

// outcry tells whether a few quoted words are but a verdict of untruth, said and not given as
// a name: "Nonsense," he said.
func outcry(d *syntax.Document, q *quotetrack.Quote) bool {
	if q.Type != quotetrack.Direct || len(q.Cue) == 0 || len(q.Content) != 1 {
		return false
	}
	first, last := tokensOf(d, q.Cue[0])
	for i := first; i < last; i++ {
		if callers[d.Tokens[i].Lemma] || rejectVerbs[d.Tokens[i].Lemma] {
			return false
		}
	}
	verdict := false
	first, last = tokensOf(d, q.Content[0])
	for i := first; i < last; i++ {
		t := &d.Tokens[i]
		if negators[t.Lower] || t.Lower == "?" || t.Tag.IsPronoun() && t.Lower != "all" {
			return false
		}
		verdict = verdict || falseWords[t.Lemma] || falseWords[t.Lower]
	}
	return verdict
}

// maxSubject is how far before a verdict its subject may stand, in tokens.
const maxSubject = 24

// holdsThat tells whether a clause with "that" stands among tokens [first, last).
func holdsThat(d *syntax.Document, first, last int32) bool {
	for i := first; i < last; i++ {
		if d.Tokens[i].Lower == "that" && d.Tokens[i].Tag == syntax.IN {
			return true
		}
	}
	return false
}

// onClaim tells whether the verdict at token i is passed on something said: its
// subject points back or is a claim ("that is false", "the story was a hoax").
func onClaim(d *syntax.Document, i, first, last int32) bool {
	h, copula := i, false
	for range 2 {
		for k := max(first, h-maxSubject); k < last; k++ {
			t := &d.Tokens[k]
			if t.Head != h {
				continue
			}
			copula = copula || t.Rel == syntax.Cop
			if t.Rel == syntax.Nsubj || t.Rel == syntax.NsubjPass {
				return pointsBack(t)
			}
		}
		if h = d.Tokens[h].Head; h < first || h >= last {
			break
		}
	}
	if !copula {
		return false
	}
	for k := first; k < i; k++ { // the parser lost the subject: "the story - which ... - was fake"
		if t := &d.Tokens[k]; t.Tag.IsNoun() || t.Tag.IsPronoun() {
			return pointsBack(t)
		}
	}
	return false
}

// pointsBack tells whether a subject stands for something that was said.
func pointsBack(t *syntax.Token) bool {
	switch t.Lower {
	case "this", "that", "it", "which":
		return true
	}
	return claimNouns[t.Lemma]
}

// negatedNear tells whether a negator follows "there" closely.
func negatedNear(d *syntax.Document, i, last int32) bool {
	for k := i + 1; k < min(i+5, last); k++ {
		if negators[d.Tokens[k].Lower] {
			return true
		}
	}
	return false
}

func negatedBefore(d *syntax.Document, i int32) bool {
	for k := max(0, i-3); k < i; k++ {
		if negators[d.Tokens[k].Lower] && d.Tokens[k].Sentence == d.Tokens[i].Sentence {
			return true
		}
	}
	return false
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

// neverDenied is the probability of a denial by a cue that says that there was none:
// "have never denied that".
const neverDenied = .05

// denialP is the probability that a quote is a denial.
func (e *Engine) denialP(d *syntax.Document, q *quotetrack.Quote, neg []bool, c *denialContext) float32 {
	x := viewDenial(d, q, neg)
	if x.deny && x.cueNegated || x.refuses || x.noComment && x.words <= maxAct && x.act() == 0 && x.verdict == 0 {
		return neverDenied
	}
	p := e.calDenial.P(e.denial.P(append(denialFeatures(d, q, neg, &x, c), wordScore(e.denialWords, denialWords(nil, d, q, neg)))))
	return float32(math.Max(p, x.act()))
}
