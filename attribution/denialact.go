package attribution

import "quotetrack/syntax"

// scorners are verbs that reject a claim as untrue when a claim is their
// object.
var scorners = map[string]bool{"scoff": true, "deny": true, "dismiss": true, "reject": true, "ridicule": true, "dispute": true, "refute": true, "rebut": true, "debunk": true, "mock": true}

// claims are nouns that stand for something said.
var claims = map[string]bool{"claim": true, "allegation": true, "accusation": true, "charge": true, "report": true, "warning": true, "suggestion": true, "rumor": true, "rumour": true, "assertion": true, "notion": true, "speculation": true, "story": true, "account": true, "theory": true}

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

// claimBefore returns the noun for a claim that verb v takes from before its
// subject: the head of its relative clause, or, where the parse makes it a
// fronted object, the noun right before the subject.
func claimBefore(d *syntax.Document, s *scratch, v, sub int32) int32 {
	if t := &d.Tokens[v]; t.Rel == syntax.ACLRelcl && t.Head >= 0 && claims[d.Tokens[t.Head].Lemma] {
		return t.Head
	}
	if i := s.tree.lo[sub] - 1; i >= 0 && claims[d.Tokens[i].Lemma] && d.Tokens[i].Tag.IsNoun() && d.Tokens[i].Sentence == d.Tokens[v].Sentence {
		return i
	}
	return -1
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
