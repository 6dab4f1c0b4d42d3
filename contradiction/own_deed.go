package contradiction

// What somebody says of himself, and another says of him. "No report was received by Ms Petrov"
// and "I received the report", said by Petrov, share two words, "Reyes called him" and "I never
// called Orsted" a single one, and nothing is plainer.

// ownDeedScore is the score of such a case.
const ownDeedScore = .4

// ownDeed tells whether of two statements one says of its speaker what the other denies of him by
// name, or denies what the other says: the same deed, to the same thing or person.
func (x *alignment) ownDeed(a, b *Statement) bool {
	if len(x.flipped) == 0 || a.Bare || b.Bare || a.Policy || b.Policy || a.Question || b.Question || a.Future != b.Future || a.Content.Conditional || b.Content.Conditional || a.CueFlips || b.CueFlips || sameSide(a, b) && a.Article == b.Article {
		return false
	}
	aNamed, bNamed := mentions(b.Terms, a.SpeakerParts), mentions(a.Terms, b.SpeakerParts)
	for _, f := range x.flipped {
		t, u := &a.Terms[f[0]], &b.Terms[f[1]]
		if !t.Verb || !u.Verb || t.Key != u.Key {
			continue
		}
		own, named, deed := a.Self, aNamed, t // who speaks of himself
		if b.Self && bNamed {
			own, named, deed = b.Self, bNamed, u
		}
		if !own || !named {
			continue
		}
		if !deed.Negated && x.thingShared(f) || deed.Negated && deed.byPronoun() && (aNamed && bNamed || t.undergoer() != 0 && t.undergoer() == u.undergoer()) {
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

// undergoer is to what a verb is done: its object, or in the passive its subject; 0 where that is
// a pronoun or nothing.
func (t *Term) undergoer() uint32 {
	if t.Passive {
		return t.Subject
	}
	return t.Object
}

// byPronoun tells whether a verb has a pronoun for its subject: "I never called".
func (t *Term) byPronoun() bool { return !t.Passive && t.Subject == 0 }
