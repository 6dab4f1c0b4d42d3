// Package attribution finds the quotes of an analysed article: who says what,
// by which cue, and who that speaker is.
//
// The stages, each in its own file: cue.go marks reporting cues; window.go and
// span.go label the source and content of every cue; structure.go and alone.go
// find quotes by layout; mention.go and speaker.go cluster the names of the
// article and resolve each source to one of them; quote.go puts the parts
// together as quotetrack.Quote and looks for speech reported inside speech.
// train.go learns the weights of all of them from articles annotated as in
// PolNeAR (Newell, Margolin and Ruths 2018).
//
// It imports the root package, syntax and learn.
package attribution
