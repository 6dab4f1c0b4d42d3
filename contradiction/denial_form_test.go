package contradiction

import "testing"

func TestFormOfDenials(t *testing.T) {
	f := load(t)
	for _, c := range []struct {
		text string
		has  func(*formView) bool
		want bool
		what string
	}{
		{"Ann Cole said that the charges were baseless.", func(x *formView) bool { return x.strong }, true, "strong verdict"},
		{"Ann Cole said that the charges were not baseless.", func(x *formView) bool { return x.strong }, false, "strong verdict"},
		{"Ann Cole said that the plan was ridiculous.", func(x *formView) bool { return x.strong }, false, "strong verdict"},
		{"Ann Cole said that the plan was ridiculous.", func(x *formView) bool { return x.weakOther }, true, "weak verdict"},
		{"Ann Cole said that the story was ridiculous.", func(x *formView) bool { return x.weakClaim }, true, "weak verdict on a claim"},
		{"Ann Cole said that there was no evidence of fraud.", func(x *formView) bool { return x.proof }, true, "no proof"},
		{"Ann Cole said that there was evidence of fraud.", func(x *formView) bool { return x.proof }, false, "no proof"},
		{"Ann Cole said that she had played no role in the sale.", func(x *formView) bool { return x.noPart }, true, "no part"},
		{"Ann Cole said that nobody had been paid.", func(x *formView) bool { return x.negSubject }, true, "negated subject"},
		{"Ann Cole said that the driver did not stop.", func(x *formView) bool { return x.otherDeed }, true, "deed not done"},
		{"Ann Cole said that the driver should not stop.", func(x *formView) bool { return x.otherDeed }, false, "deed not done"},
		{"Ann Cole said that Reed was not a racist.", func(x *formView) bool { return x.otherBeing }, true, "being not so"},
		{"“No, we never met,” Ann Cole said.", func(x *formView) bool { return x.answersNo }, true, "answers no"},
		{"“No deal was made,” Ann Cole said.", func(x *formView) bool { return x.answersNo }, false, "answers no"},
		{"Ann Cole said that her words were taken out of context.", func(x *formView) bool { return x.context }, true, "out of context"},
		{"Ann Cole said that the paper had made up the figures.", func(x *formView) bool { return x.madeUp }, true, "made up"},
	} {
		_, qs, d := f.statements("x", c.text)
		if len(qs) == 0 {
			t.Errorf("no quote in %q", c.text)
			continue
		}
		neg := f.e.lex.negations(d)
		view := viewDenial(d, &qs[0], neg)
		x := viewForm(d, &qs[0], neg, &view)
		if got := c.has(&x); got != c.want {
			t.Errorf("%q: %s %v, want %v", c.text, c.what, got, c.want)
		}
	}
}
