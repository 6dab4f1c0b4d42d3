package attribution

import "quotetrack/syntax"

// scorners are verbs that reject a claim as untrue when a claim is their
// object.
var scorners = map[string]bool{"scoff": true, "deny": true, "dismiss": true, "reject": true, "ridicule": true, "dispute": true, "refute": true, "rebut": true, "debunk": true, "mock": true}

// claims are nouns that stand for something said.
var claims = map[string]bool{"claim": true, "allegation": true, "accusation": true, "charge": true, "report": true, "warning": true, "suggestion": true, "rumor": true, "rumour": true, "assertion": true, "notion": true, "speculation": true, "story": true, "account": true, "theory": true, "version": true, "figure": true, "toll": true, "narrative": true, "testimony": true, "characterization": true, "characterisation": true}

// denialActs adds the rejections that hang on a claim as a relative clause
// ("warnings Moscow has scoffed at"): the claim itself is their content, and
// the quote in whose content they stand ends before them, since its speaker
// did not say so.
func denialActs(d *syntax.Document, s *scratch, fs []found) []found {
	for i := range d.Tokens {
		v := int32(i)
		t := &d.Tokens[v]
		if !t.Tag.IsVerb() || !scorners[t.Lemma] || s.cueAt[v] != 0 {
			continue
		}
		sub := s.tree.subj[v]
		if sub < 0 || sub > v || d.Tokens[sub].Tag == syntax.WP || d.Tokens[sub].Tag == syntax.WDT {
			continue
		}
		noun := claimBefore(d, s, v, sub)
		if noun < 0 {
			continue
		}
		f := found{cue: cueSpan{first: v, last: v + 1, head: v, p: .6}, pSpan: .6, pSource: .6,
			source: trim(d, Range{s.tree.lo[sub], s.tree.hi[sub] + 1})}
		first := noun
		for first > d.Sentences[t.Sentence].First && (d.Tokens[first-1].Tag == syntax.JJ || d.Tokens[first-1].Tag.IsNoun() || d.Tokens[first-1].Tag == syntax.DT) {
			first--
		}
		f.content = []Range{trim(d, Range{first, f.source.First})}
		if f.content[0].First >= f.content[0].Last {
			continue
		}
		for k := range fs {
			fs[k].endBefore(d, f.content[0].First)
		}
		fs = append(fs, f)
	}
	return fs
}

// pushVerbs reject a claim that is their object, with one of these particles after them, or none
// (""): "laughed off the reports", "moved to quash speculation".
var pushVerbs = map[string]map[string]bool{
	"laugh": nameSet("off"), "shrug": nameSet("off aside"), "brush": nameSet("off aside"), "wave": nameSet("off away aside"), "bat": nameSet("away"), "swat": nameSet("away"),
	"shoot": nameSet("down"), "knock": nameSet("down"), "play": nameSet("down"), "quash": {"": true}, "scotch": {"": true}, "rubbish": {"": true}, "dispel": {"": true}, "debunk": {"": true},
}

// pushActs adds the rejections of a claim, by such verbs, for which no cue was found.
func pushActs(d *syntax.Document, s *scratch, fs []found) []found {
	for i := range d.Tokens {
		v := int32(i)
		t := &d.Tokens[v]
		if !t.Tag.IsVerb() || t.Depth > 0 || s.cueAt[v] != 0 {
			continue
		}
		noun, last := pushedBack(d, v)
		if noun < 0 {
			noun, last = pushed(d, &s.tree, v)
		}
		if noun < 0 || !claims[d.Tokens[noun].Lemma] {
			continue
		}
		f := found{cue: cueSpan{first: v, last: last, head: v, p: .6}, pSpan: .6, pSource: .6, content: []Range{trim(d, Range{max(s.tree.lo[noun], last), s.tree.hi[noun] + 1})}}
		if sub := s.tree.subj[v]; sub >= 0 && sub < v && d.Tokens[sub].Tag != syntax.WDT {
			f.source = trim(d, Range{s.tree.lo[sub], min(s.tree.hi[sub]+1, v)})
		}
		for c := &f.content[0]; c.First < c.Last && d.Tokens[c.First].Tag == syntax.IN; {
			c.First++
		}
		if f.content[0].First >= f.content[0].Last || anyTouches(fs, v) {
			continue
		}
		s.inheritSubject(d, &f)
		if begin := dateline(d, t.Sentence); begin > 0 && begin < v && f.source.Last <= begin {
			f.source = trim(d, Range{begin, v}) // the parser took the place for the subject
		}
		afterDateline(d, &f)
		fs = append(fs, f)
	}
	return fs
}

// pushed is the object of a verb that rejects, and where the verb ends with its particle; -1 where
// it is none.
func pushed(d *syntax.Document, t *tree, v int32) (noun, last int32) {
	particles := pushVerbs[d.Tokens[v].Lemma]
	if particles == nil || t.obj[v] < v {
		return -1, 0
	}
	if last = v + 1; !particles[""] {
		if int(last) >= len(d.Tokens) || !particles[d.Tokens[last].Lower] {
			return -1, 0
		}
		last++
	}
	return t.obj[v], last
}

// backVerbs reject with "back" and a preposition: "pushed back on Thursday against a report".
var backVerbs = nameSet("push hit fire strike punch")

// backReach is how many words may stand between "back" and the preposition.
const backReach = 4

// pushedBack is what is pushed back against, and where the verb ends; -1 where nothing is.
func pushedBack(d *syntax.Document, v int32) (noun, last int32) {
	n := int32(len(d.Tokens))
	if !backVerbs[d.Tokens[v].Lemma] || v+3 >= n || d.Tokens[v+1].Lower != "back" {
		return -1, 0
	}
	for k := v + 2; k < min(v+2+backReach, n); k++ {
		t := &d.Tokens[k]
		if t.Lower != "on" && t.Lower != "at" && t.Lower != "against" || t.Head < k {
			continue
		}
		if claims[d.Tokens[t.Head].Lemma] {
			return t.Head, v + 2
		}
	}
	return -1, 0
}

// anyTouches tells whether token i stands in what others are found to say.
func anyTouches(fs []found, i int32) bool {
	for k := range fs {
		if fs[k].touches(Range{i, i + 1}) {
			return true
		}
	}
	return false
}

// disputed are verbs by which, in the passive, a claim is rejected by whom "by" names.
var disputed = nameSet("contradict contest")

// passiveActs adds the rejections that hang on a claim in the passive: "an account flatly
// contradicted by the union".
func passiveActs(d *syntax.Document, s *scratch, fs []found) []found {
	for i := range d.Tokens {
		v := int32(i)
		t := &d.Tokens[v]
		if t.Tag != syntax.VBN || t.Depth > 0 || s.cueAt[v] != 0 || !scorners[t.Lemma] && !disputed[t.Lemma] || t.Rel != syntax.ACL || t.Head < 0 || t.Head > v || !claims[d.Tokens[t.Head].Lemma] {
			continue
		}
		by := v + 1
		if int(by)+1 >= len(d.Tokens) || d.Tokens[by].Lower != "by" || d.Tokens[by].Head < 0 || d.Tokens[by].Head <= by {
			continue
		}
		who := d.Tokens[by].Head
		noun := t.Head
		first := noun
		for first > d.Sentences[t.Sentence].First && (d.Tokens[first-1].Tag == syntax.JJ || d.Tokens[first-1].Tag == syntax.DT) {
			first--
		}
		f := found{cue: cueSpan{first: v, last: v + 1, head: v, p: .6}, pSpan: .6, pSource: .6, source: trim(d, Range{by + 1, s.tree.hi[who] + 1}), content: []Range{{first, noun + 1}}}
		for k := f.source.First; k < f.source.Last; k++ {
			if d.Tokens[k].Lower == "," || d.Tokens[k].Tag == syntax.WDT || d.Tokens[k].Tag == syntax.WP {
				f.source = trim(d, Range{f.source.First, k})
				break
			}
		}
		if f.source.First >= f.source.Last {
			continue
		}
		for k := range fs {
			fs[k].endBefore(d, first)
		}
		fs = append(fs, f)
	}
	return fs
}

// claimBefore returns the noun for a claim that verb v takes from before its
// subject: the head of its relative clause, or, where the parse makes it a
// fronted object, the noun right before the subject.
func claimBefore(d *syntax.Document, s *scratch, v, sub int32) int32 {
	if t := &d.Tokens[v]; t.Rel == syntax.ACLRelcl && t.Head >= 0 && isClaim(&d.Tokens[t.Head]) {
		return t.Head
	}
	if i := s.tree.lo[sub] - 1; i >= 0 && isClaim(&d.Tokens[i]) && d.Tokens[i].Tag.IsNoun() && d.Tokens[i].Sentence == d.Tokens[v].Sentence {
		return i
	}
	return -1
}

// isClaim tells whether a token is a noun for what is claimed: "something the firm disputes".
func isClaim(t *syntax.Token) bool {
	return claims[t.Lemma] || t.Lower == "something"
}

// endBefore cuts content that runs over token i, an aside after a dash or a
// comma.
func (f *found) endBefore(d *syntax.Document, i int32) {
	for k := range f.content {
		c := &f.content[k]
		if c.First < i && i < c.Last && !isWord(d, i-1) {
			c.Last = i
			*c = trim(d, *c)
			f.content = f.content[:k+1]
			return
		}
	}
}
