package contradiction

// Gates of pairs across articles. Agencies say the same thing of many companies
// ("it filed a registration statement covering ...") and of many weeks ("imports
// rose to ..."): words alike, the event another one.

// comparable tells whether two statements of different articles can be about one
// thing.
func comparable(a, b *Statement, x *alignment) bool {
	same := a.Speaker != "" && a.Speaker == b.Speaker
	if !same && (a.Self && !b.names(a) || b.Self && !a.names(b)) {
		return false // each speaks of itself
	}
	if !same && a.Policy && b.Policy {
		return false // what one wants and another does not
	}
	if a.figures() == 0 || b.figures() == 0 {
		return true
	}
	if same || sameSide(a, b) {
		return a.Day == b.Day // else the figures of another day
	}
	return daysApart(a.Day, b.Day) <= clearDays && (x.names > 0 || x.sameNumbers > 0)
}

// names tells whether a statement speaks of the speaker of another one, by name,
// by role, or by whom that one speaks for.
func (s *Statement) names(other *Statement) bool {
	return hasAny(s.Terms, other.SpeakerParts) || hasAny(s.Terms, other.Role) || hasAny(s.Terms, other.Side) || overlaps(s.SpeakerParts, other.SpeakerParts) || overlaps(s.Side, other.Side)
}

func overlaps(a, b []uint32) bool {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				return true
			}
		}
	}
	return false
}

// figures counts the quantities of a statement, years left out.
func (s *Statement) figures() int {
	n := 0
	for _, x := range s.Numbers {
		if x.Value < 1900 || x.Value > 2100 {
			n++
		}
	}
	return n
}
