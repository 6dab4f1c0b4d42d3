package contradiction

import (
	"quotetrack"
	"quotetrack/syntax"
)

// Denials that hold back: the speaker denies as far as it is known to him, or denies
// a part of what was said.

var (
	hedgeWords   = wordSet("aware knowledge recall remember believe think know seem appear likely probably perhaps maybe evidence sign indication far")
	partialWords = wordSet("entirely exactly completely fully wholly necessarily all only just solely merely precisely strictly quite every always")
)

// hedgeReach is how many tokens after a negator the word stands that tells what
// the denial leaves open.
const hedgeReach = 4

// hedgeOf tells how a denial holds back: by what follows the first negation of its
// content, or of its cue ("does not believe").
func hedgeOf(d *syntax.Document, q *quotetrack.Quote) quotetrack.Hedge {
	for _, spans := range [][]quotetrack.Span{q.Cue, q.Content} {
		for _, s := range spans {
			first, last := tokensOf(d, s)
			for i := first; i < last; i++ {
				if !negators[d.Tokens[i].Lower] {
					continue
				}
				return hedgeAfter(d, i, last)
			}
		}
	}
	return ""
}

func hedgeAfter(d *syntax.Document, i, last int32) quotetrack.Hedge {
	for k := i + 1; k < min(i+1+hedgeReach, last); k++ {
		t := &d.Tokens[k]
		switch {
		case t.Kind == syntax.Punct || t.Tag == syntax.WDT || t.Tag == syntax.IN && t.Lower == "that":
			return ""
		case partialWords[t.Lower]:
			return quotetrack.Partial
		case hedgeWords[t.Lemma]:
			return quotetrack.Hedged
		}
	}
	return ""
}
