package eval

import "testing"

func TestIntervalHoldsTheMeasure(t *testing.T) {
	var parts []*ArticleScores
	for i := range 40 {
		s := NewArticleScores()
		s.F["cue exact"].add(5+i%3, 10, 10)
		parts = append(parts, s)
	}
	lo, hi := Interval(parts, "cue exact")
	if lo > .6 || hi < .6 || lo < .55 || hi > .65 || lo == hi {
		t.Errorf("interval %.3f to %.3f around .597", lo, hi)
	}
	if lo, hi := Interval(nil, "cue exact"); lo != 0 || hi != 0 {
		t.Errorf("no articles: %v %v", lo, hi)
	}
}
