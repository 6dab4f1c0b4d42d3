package contradiction

import (
	_ "embed"
	"fmt"
	"math"
	"sort"
	"sync"

	"quotetrack/learn"
	"quotetrack/syntax"
)

// Stance is what an article says of a claim, in the classes of the Fake News
// Challenge (FNC-1, 2017).
type Stance string

// Stances.
const (
	Agree     Stance = "agree"
	Disagree  Stance = "disagree"
	Discuss   Stance = "discuss"
	Unrelated Stance = "unrelated"
)

// Stances lists them in the order of the models.
var Stances = []Stance{Agree, Disagree, Discuss, Unrelated}

// Stancer tells the stance of an article towards a claim. A sparse model of
// words and a dense model of how claim and article align are stacked: boosted
// trees see the sparse model's probabilities as features.
type Stancer struct {
	lex    *lexicon
	entail *Entailer
	Words  *learn.CRF // over single steps: multinomial logistic regression
	sides  polarity
	// Models are in the order of Stances: the last tells unrelated articles from the
	// others, which the first three tell apart
	Models []*learn.Boosted
	Weight []float64 // of each stance's probability in the decision
}

// Verdict is the stance of an article with how sure it is and the sentences
// that decide.
type Verdict struct {
	Stance    Stance
	P         [4]float64 // of Stances
	Sentences []int32    // of the article's document, the closest first
}

// Of returns the probability of a stance.
func (v *Verdict) Of(s Stance) float64 { return v.P[stanceNumber(s)] }

// ArticleView is an article prepared for comparison with many claims.
type ArticleView struct {
	doc       *syntax.Document
	sides     []side
	keys      []map[uint32]bool // of the sentences
	all       map[uint32]float64
	words     []uint32 // keys of all, in order of the text: sums over them come out the same each time
	norm      float64
	signals   []signals
	total     signals
	bigrams   map[uint64]bool
	neg       []bool
	leadWords []uint64
}

// signals count the words of a text that doubt, refute or report.
type signals struct{ refute, hedge, report, negators, question, untrue, doubt, exit float64 }

var (
	refuters = union(denyVerbs, verdictWords, wordSet("not despite nope doubt bogus pranks retract hoaxer satire satirical photoshopped debunked dismiss disprove no never false however actually unlikely spoof prank conspiracy refute misleading correction mistaken staged"))
	// untrue are words that hardly say anything but that something is untrue
	untrue = union(denyVerbs, verdictWords, wordSet("hoax hoaxer prank bogus debunk debunked satire satirical spoof photoshopped fake fabricated retract disprove false untrue refute staged misleading dupe fool trick misquote misreport mistranslate misinterpret erroneous retraction parody fictitious fictional doctored invent hoaxed clarify clarification correction apologize"))

	// doubters are words of those who do not believe it
	doubters = wordSet("doubt doubtful dubious skeptic skeptical skepticism sceptic sceptical scepticism question implausible improbable suspicious unconvinced unproven contrary contradict conflicting inconsistent discrepancy disbelief downplay debate")
	// leavers are words of plans that came to nothing
	leavers = wordSet("withdraw exit quit bail abandon cancel scrap shelve longer collapse pass drop depart unlikely decline refuse reject postpone halt leave former")

	hedgers      = wordSet("reportedly allegedly apparently claim rumor rumour unconfirmed unverified may might could purportedly supposedly alleged purported suspect possible possibly believe speculation appear seem suggest")
	reportSpeech = wordSet("say report tell accord announce confirm reveal add state claim source statement spokesman spokeswoman official")
)

func union(sets ...map[string]bool) map[string]bool {
	out := map[string]bool{}
	for _, s := range sets {
		for w := range s {
			out[w] = true
		}
	}
	return out
}

func readSignals(d *syntax.Document, first, last int32) (s signals) {
	for i := first; i < last; i++ {
		t := &d.Tokens[i]
		s.refute += b2f(refuters[t.Lemma] || refuters[t.Lower])
		s.untrue += b2f(untrue[t.Lemma] || untrue[t.Lower])
		s.hedge += b2f(hedgers[t.Lemma] || hedgers[t.Lower])
		s.report += b2f(reportSpeech[t.Lemma])
		s.negators += b2f(negators[t.Lower])
		s.question += b2f(t.Lower == "?")
		s.doubt += b2f(doubters[t.Lemma] || doubters[t.Lower])
		s.exit += b2f(leavers[t.Lemma] || leavers[t.Lower])
	}
	return s
}

func (s *signals) add(t signals) {
	s.refute += t.refute
	s.hedge += t.hedge
	s.report += t.report
	s.negators += t.negators
	s.question += t.question
	s.untrue += t.untrue
	s.doubt += t.doubt
	s.exit += t.exit
}

func (s signals) list() []float64 {
	return []float64{math.Min(s.refute, 6), math.Min(s.hedge, 6), math.Min(s.report, 10), math.Min(s.negators, 6), math.Min(s.question, 3), math.Min(s.untrue, 4), math.Min(s.doubt, 4), math.Min(s.exit, 4)}
}

// View prepares an analysed article or claim.
func (s *Stancer) View(d *syntax.Document) *ArticleView {
	v := &ArticleView{doc: d, all: map[uint32]float64{}, bigrams: map[uint64]bool{}, neg: s.lex.negations(d)}
	prev := uint64(0)
	for i := range d.Sentences {
		st := d.Sentences[i]
		sd := readSide(d, st.First, st.Last, v.neg)
		keys := map[uint32]bool{}
		for _, w := range sd.Words {
			keys[w.Key] = true
			if v.all[w.Key] == 0 {
				v.words = append(v.words, w.Key)
			}
			v.all[w.Key]++
			v.bigrams[learn.HashString("b")^prev*31^uint64(w.Key)] = true
			prev = uint64(w.Key)
			if len(v.leadWords) < 60 {
				v.leadWords = append(v.leadWords, uint64(w.Key))
			}
		}
		sg := readSignals(d, st.First, st.Last)
		v.total.add(sg)
		v.sides, v.keys, v.signals = append(v.sides, sd), append(v.keys, keys), append(v.signals, sg)
	}
	for _, k := range v.words {
		x := (1 + math.Log(v.all[k])) * s.lex.weight(k)
		v.norm += x * x
	}
	v.norm = math.Sqrt(v.norm)
	return v
}

// claimSide is a claim, all its sentences together.
func claimSide(v *ArticleView) side {
	if len(v.sides) == 1 {
		return v.sides[0]
	}
	var all side
	for _, s := range v.sides {
		base := len(all.Words)
		for _, w := range s.Words {
			if w.Head >= 0 {
				w.Head += int16(base)
			}
			all.Words = append(all.Words, w)
		}
		all.Negators += s.Negators
		all.Modal += s.Modal
		all.Length += s.Length
	}
	return all
}

// closeness is a sentence of an article with how much of the claim it covers.
type closeness struct {
	sentence int32
	cover    float64
}

func (s *Stancer) closest(claim *side, v *ArticleView) []closeness {
	var total float64
	for i := range claim.Words {
		total += s.lex.weight(claim.Words[i].Key)
	}
	out := make([]closeness, len(v.keys))
	for k, keys := range v.keys {
		c := 0.0
		for i := range claim.Words {
			if keys[claim.Words[i].Key] {
				c += s.lex.weight(claim.Words[i].Key)
			}
		}
		out[k] = closeness{int32(k), c / math.Max(total, 1)}
	}
	sort.SliceStable(out, func(a, b int) bool { return out[a].cover > out[b].cover })
	return out
}

// stanceFeatures describes claim and article densely.
func (s *Stancer) stanceFeatures(c *ArticleView, cs *side, v *ArticleView, near []closeness, sim Similarity) []float64 {
	at := func(k int) closeness {
		if k < len(near) {
			return near[k]
		}
		return closeness{}
	}
	best, lead, many, mean := at(0), 0.0, 0.0, 0.0
	for _, n := range near {
		if n.sentence < 2 {
			lead = math.Max(lead, n.cover)
		}
		many += b2f(n.cover > .5)
	}
	for k := range 3 {
		mean += at(k).cover / 3
	}
	f := []float64{best.cover, at(1).cover, mean, lead, float64(best.sentence) / float64(max(len(v.sides), 1)), math.Min(float64(best.sentence), 20), math.Min(many, 10), float64(len(v.sides)), float64(len(cs.Words))}
	f = append(f, s.wholeFeatures(c, cs, v)...)
	f = append(f, c.total.list()...)
	f = append(f, v.total.list()...)
	var leadSignals, bestSignals signals
	for k := range min(2, len(v.signals)) {
		leadSignals.add(v.signals[k])
	}
	if len(v.signals) > 0 {
		for k := best.sentence; k < min(best.sentence+2, int32(len(v.signals))); k++ {
			bestSignals.add(v.signals[k])
		}
	}
	f = append(f, leadSignals.list()...)
	f = append(f, bestSignals.list()...)
	f = append(f, v.weighed(near)...)
	var con, ent, first [3]float64
	for k := range min(3, len(near)) {
		p := s.entail.judge(&v.sides[near[k].sentence], cs, sim)
		for y := range p {
			if k == 0 {
				first[y] = p[y]
			}
			con[y] = math.Max(con[y], p[y])
			ent[y] += p[y] / 3
		}
	}
	f = append(append(append(f, con[:]...), ent[:]...), first[:]...)
	return f
}

// weighed counts the words that refute and hedge by how close to the claim the
// sentences are in which they stand.
func (v *ArticleView) weighed(near []closeness) []float64 {
	var refute, hedge, negative, refuteTop, hedgeTop, negativeTop, sum, untrue, untrueTop, untrueBeside, first, doubtBeside, exitTop float64
	cover := make([]float64, len(v.signals)+2)
	for _, n := range near {
		cover[n.sentence+1] = n.cover
	}
	first = 1
	for k := range v.signals {
		if v.signals[k].doubt > 0 {
			doubtBeside = math.Max(doubtBeside, math.Max(cover[k+1], .7*math.Max(cover[k], cover[k+2])))
		}
		if v.signals[k].untrue > 0 {
			beside := math.Max(cover[k+1], .7*math.Max(cover[k], cover[k+2]))
			untrueBeside = math.Max(untrueBeside, beside)
			untrue += beside
			first = math.Min(first, float64(k)/20)
		}
	}
	for _, n := range near {
		s := &v.signals[n.sentence]
		exitTop = math.Max(exitTop, n.cover*b2f(s.exit > 0))
		untrueTop = math.Max(untrueTop, n.cover*b2f(s.untrue > 0))
		sum += n.cover
		refute += n.cover * math.Min(s.refute, 2)
		hedge += n.cover * math.Min(s.hedge, 2)
		negative += n.cover * math.Min(s.negators, 2)
		refuteTop = math.Max(refuteTop, n.cover*b2f(s.refute > 0))
		hedgeTop = math.Max(hedgeTop, n.cover*b2f(s.hedge > 0))
		negativeTop = math.Max(negativeTop, n.cover*b2f(s.negators > 0))
	}
	sum = math.Max(sum, .1)
	return []float64{refute, hedge, negative, refute / sum, hedge / sum, negative / sum, refuteTop, hedgeTop, negativeTop, untrue, untrueTop, untrueBeside, first, doubtBeside, exitTop}
}

// wholeFeatures compare the claim with the whole article.
func (s *Stancer) wholeFeatures(c *ArticleView, cs *side, v *ArticleView) []float64 {
	var covered, total, names, namesIn, numbers, numbersIn float64
	for _, k := range c.words {
		w := s.lex.weight(k)
		total += w
		if v.all[k] > 0 {
			covered += w
		}
	}
	for i := range cs.Words {
		w := &cs.Words[i]
		in := b2f(v.all[w.Key] > 0)
		switch w.Class {
		case nameWord:
			names++
			namesIn += in
		case numberWord:
			numbers++
			numbersIn += in
		}
	}
	shared := 0.0
	for b := range c.bigrams {
		shared += b2f(v.bigrams[b])
	}
	return []float64{s.cosine(c, v), covered / math.Max(total, 1), names, namesIn / math.Max(names, 1), numbers, numbersIn / math.Max(numbers, 1), math.Min(shared, 8), shared / float64(max(len(c.bigrams), 1))}
}

// sparse lists hashed features: the words of the claim, of the sentences
// closest to it and of the article's begin.
func (s *Stancer) sparse(c, v *ArticleView, near []closeness) []uint32 {
	var f []uint32
	cover := 0.0
	if len(near) > 0 {
		cover = near[0].cover
	}
	bucket := uint64(cover * 5)
	prev := uint64(0)
	for i := range c.doc.Tokens {
		t := &c.doc.Tokens[i]
		l := uint64(term(t.Lemma))
		f = append(f, learn.Mix1(901, l), learn.Mix2(902, prev, l), learn.Mix2(903, l, bucket))
		prev = l
	}
	for k := range min(2, len(near)) {
		st := v.doc.Sentences[near[k].sentence]
		for i := st.First; i < st.Last; i++ {
			l := uint64(term(v.doc.Tokens[i].Lemma))
			f = append(f, learn.Mix2(904, l, learn.Bit(cover > .4)))
		}
	}
	for _, l := range v.leadWords {
		f = append(f, learn.Mix2(905, l, learn.Bit(cover > .4)))
	}
	for k := range min(4, len(near)) { // refuting words of the close sentences, each for itself
		if near[k].cover < .3 {
			break
		}
		st := v.doc.Sentences[near[k].sentence]
		for i := st.First; i < st.Last; i++ {
			t := &v.doc.Tokens[i]
			if refuters[t.Lemma] || refuters[t.Lower] || hedgers[t.Lemma] || negators[t.Lower] || doubters[t.Lemma] || leavers[t.Lemma] {
				f = append(f, learn.Mix2(910, uint64(term(t.Lemma)), learn.Bit(c.total.refute > 0)), learn.Mix1(911, uint64(term(t.Lemma))))
			}
		}
	}
	in := v.total
	f = append(f, learn.Mix2(906, bucket, uint64(math.Min(in.refute, 5))), learn.Mix3(907, bucket, learn.Bit(c.total.refute > 0), learn.Bit(in.refute > 2)), learn.Mix2(908, bucket, uint64(math.Min(in.hedge, 5))), learn.Mix1(909, bucket))
	return f
}

// Stance returns what an article says of a claim.
func (s *Stancer) Stance(claim, article *ArticleView, sim Similarity) Verdict {
	cs := claimSide(claim)
	near := s.closest(&cs, article)
	f := s.stanceFeatures(claim, &cs, article, near, sim)
	f = append(f, s.wordScores(s.Words, s.sparse(claim, article, near))...)
	f = append(f, s.sides.features(claim, article)...)
	v := s.decide(f)
	for k := range min(3, len(near)) {
		if near[k].cover > .2 {
			v.Sentences = append(v.Sentences, near[k].sentence)
		}
	}
	return v
}

func (s *Stancer) decide(f []float64) Verdict {
	var v Verdict
	sum, last := 0.0, len(s.Models)-1
	for k, m := range s.Models {
		if v.P[k] = m.P(f); k < last {
			sum += v.P[k]
		}
	}
	for k := range last {
		v.P[k] *= (1 - v.P[last]) / math.Max(sum, 1e-9)
	}
	v.Stance = choose(v.P, s.Weight)
	return v
}

// choose returns the stance of the largest weighted probability.
func choose(p [4]float64, weight []float64) Stance {
	best := 0
	for k := range p {
		if p[k]*weight[k] > p[best]*weight[best] {
			best = k
		}
	}
	return Stances[best]
}

// wordScores are the log probabilities of the stances by a sparse model.
func (s *Stancer) wordScores(m *learn.CRF, feats []uint32) []float64 {
	var l learn.Lattice
	var out [4]float32
	seq := []learn.Step{{Feats: feats}}
	m.Emissions(&l, seq)
	m.Marginals(&l, seq, out[:])
	f := make([]float64, 4)
	for k, p := range out {
		f[k] = math.Log(math.Max(float64(p), 1e-6))
	}
	return f
}

// StanceExample is a claim and an article (by index) with the stance.
type StanceExample struct {
	Claim, Article int
	Stance         Stance
}

// stanceFolds is the number of parts of the cross-validation that the sparse
// model's probabilities come from.
const stanceFolds = 5

// StanceScores are the measures of FNC-1: the challenge's relative score, F1 of
// each stance and their mean.
type StanceScores struct {
	Score, MacroF1 float64
	F1             map[Stance]float64
}

// ScoreStances compares predictions with gold.
func ScoreStances(gold, predicted []Stance) StanceScores {
	tp, np, ng := map[Stance]float64{}, map[Stance]float64{}, map[Stance]float64{}
	var got, most float64
	for i, g := range gold {
		p := predicted[i]
		np[p]++
		ng[g]++
		tp[g] += b2f(p == g)
		related := g != Unrelated
		most += .25 + .75*b2f(related)
		if related == (p != Unrelated) {
			got += .25
		}
		if related && p == g {
			got += .75
		}
	}
	out := StanceScores{Score: got / math.Max(most, 1e-9), F1: map[Stance]float64{}}
	for _, s := range Stances {
		if np[s]+ng[s] > 0 {
			out.F1[s] = 2 * tp[s] / (np[s] + ng[s])
		}
		out.MacroF1 += out.F1[s] / float64(len(Stances))
	}
	return out
}

//go:embed model/stance.qtw
var embeddedStance []byte

// DefaultStance returns the entailer and the stancer with the embedded weights,
// loaded once, when first asked for.
var DefaultStance = sync.OnceValues(func() (*Stancer, error) { return LoadStance(embeddedStance) })

// LoadStance decodes a weight file.
func LoadStance(data []byte) (*Stancer, error) {
	f, err := learn.ReadFile(data)
	if err != nil {
		return nil, fmt.Errorf("stance model: %w", err)
	}
	lex, err := defaultLexicon()
	if err != nil {
		return nil, err
	}
	s := &Stancer{lex: lex, entail: &Entailer{lex: lex}}
	for name, m := range map[string]**learn.CRF{"words": &s.Words, "sides of claims": &s.sides.claims, "sides of articles": &s.sides.articles} {
		if *m, err = f.CRF(name); err != nil {
			return nil, fmt.Errorf("stance model: %w", err)
		}
	}
	version := 0
	for name, v := range map[string]any{"entailment": &s.entail.Models, "stance": &s.Models, "weights": &s.Weight, "version": &version} {
		if err := f.JSON(name, v); err != nil {
			return nil, fmt.Errorf("stance model: %w", err)
		}
	}
	if version != stanceVersion() || len(s.Models) != len(Stances) || len(s.Weight) != len(Stances) || len(s.entail.Models) != len(Labels) || s.Words.Labels != len(Stances) || s.sides.claims.Labels != polarities || s.sides.articles.Labels != polarities {
		return nil, fmt.Errorf("stance model: %w: made for another version", learn.ErrFormat)
	}
	return s, nil
}

// Entailer returns the entailer that the stancer uses.
func (s *Stancer) Entailer() *Entailer { return s.entail }
