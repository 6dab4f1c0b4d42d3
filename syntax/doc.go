// Package syntax turns the text of an article into a Document: paragraphs,
// sentences, tokens with exact offsets, quotation structure, part-of-speech
// tags, lemmas, dependencies and names.
//
// The offsets of a Document are bytes into its Text, so that slicing is free;
// Document.Span converts to the code points of the public contract.
//
// Tags are Penn Treebank tags (XPOS), dependencies are Universal Dependencies
// version 2 (nsubj:pass, obj, obl, ...). Both, and the names, come from one
// small network: two bidirectional LSTM layers with a layer of tags and a
// biaffine parser (Dozat and Manning 2017). docs/models.md says what they were trained on.
//
// It imports only learn and the root package.
package syntax
