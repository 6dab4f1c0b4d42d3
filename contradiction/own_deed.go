package contradiction

// What somebody says of himself, and another says of him. "No report was received by Ms Petrov"
// and "I received the report", said by Petrov, share two words, and nothing is plainer.

// ownDeedScore is the score of such a case.
const ownDeedScore = .4

// ownDeed tells whether one of two statements denies of the other's speaker, by name, a deed
// that he says of himself, to the same thing.
func (x *alignment) ownDeed(a, b *Statement) bool {
	if len(x.flipped) == 0 || len(x.pairs) < 2 || a.Policy || b.Policy || a.Question || b.Question || a.Future != b.Future || a.Content.Conditional || b.Content.Conditional || a.CueFlips || b.CueFlips || sameSide(a, b) && a.Article == b.Article {
		return false
	}
	for _, f := range x.flipped {
		t, u := &a.Terms[f[0]], &b.Terms[f[1]]
		if !t.Verb || !u.Verb || t.Key != u.Key {
			continue
		}
		if t.Negated && b.Self && mentions(a.Terms, b.SpeakerParts) && x.thingShared(f) || u.Negated && a.Self && mentions(b.Terms, a.SpeakerParts) && x.thingShared(f) {
			return true
		}
	}
	return false
}

// thingShared tells whether a word besides those of pair f is aligned.
func (x *alignment) thingShared(f [2]int) bool {
	for _, p := range x.pairs {
		if p != f {
			return true
		}
	}
	return false
}
