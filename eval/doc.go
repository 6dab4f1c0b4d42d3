// Package eval reads the public gold formats (CoNLL-U, PolNeAR's brat
// standoff and silver parse, labels, sentence pairs, stance files) and
// measures the engines against them.
//
// The measures on articles are those of the reference scorer that the project
// is judged by; a test checks that both agree. It may import every engine but
// neither store, index, corpus nor server.
package eval
