// Package contradiction finds denials among quotes and pairs quotes that
// oppose each other, within an article and across articles.
//
// A quote becomes a Statement (statement.go): its terms with their places,
// polarity, numbers, names, and how likely it is a denial (denial.go,
// denial_words.go). What a denial answers in its article, and what one that
// repeats nothing is about, is answer.go's. A pair of statements is judged by
// calibrated bagged trees over features of their alignment (judge.go), plain
// cases by the entailer (clear.go, entailment.go), and dropped where both
// cannot be about one event (gate.go); which pairs are looked at across articles
// is decided by an inverted index over names, rare terms and topics (block.go).
// Every pair says why (reason.go). labels/ holds verdicts of ours that train
// contradiction learns from.
//
// It imports the root package, syntax, learn, and attribution for the keys of
// names.
package contradiction
