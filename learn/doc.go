// Package learn holds the few learners that quotetrack needs: a
// linear-chain conditional random field, a ranker, boosted trees, a small dense
// logistic regression, calibration, word vectors, and the file format that keeps their
// weights quantised, checksummed and with their provenance.
//
// Features are 32-bit hashes, never strings: a caller mixes the hashes of the
// parts of a feature (Mix2, Mix3, ...) and the tables reduce them to a row by
// masking. Training is deterministic: the same examples in the same order and
// the same seed give the same weights, bit for bit.
//
// It imports nothing of ours.
package learn
