// Package syntax turns the text of an article into a Document: paragraphs,
// sentences, tokens with exact offsets, quotation structure, part-of-speech
// tags, lemmas, dependencies and names.
//
// The offsets of a Document are bytes into its Text, so that slicing is free;
// Document.Span converts to the code points of the public contract.
//
// Tags are Penn Treebank tags (XPOS), dependencies are Universal Dependencies
// version 2 (nsubj:pass, obj, obl, ...). The tagger and the parser are linear
// models over hashed features: an averaged perceptron (Collins 2002) and a
// greedy arc-hybrid parser trained with a dynamic oracle (Goldberg and Nivre
// 2013). docs/models.md says what they were trained on.
//
// It imports only learn and the root package.
package syntax
