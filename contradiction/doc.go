// Package contradiction finds denials among quotes and pairs quotes that
// oppose each other, within an article and across articles.
//
// A quote becomes a Statement (statement.go): its terms with their places,
// polarity, numbers, names, and how likely it is a denial (denial.go). A pair
// of statements is judged by a calibrated logistic regression over features
// of their alignment (judge.go); which pairs are looked at across articles is
// decided by an inverted index over names and rare terms (block.go). Every
// pair says why (reason.go).
//
// It imports the root package, syntax, learn, and attribution for the keys of
// names.
package contradiction
