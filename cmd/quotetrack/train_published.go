package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"

	"quotetrack/learn"
	"quotetrack/syntax"
)

// Which published vectors are kept: those of words that the text at hand has often enough, and
// of the words most frequent where they were learnt.
const (
	keptInText   = 2
	keptFrequent = 40000
)

// publishedVectors reads word vectors published as wink-nlp's JSON, brought to dim dimensions.
// Words of the text that have none start from zero.
func publishedVectors(path string, docs []*syntax.Document, dim int, logf func(string, ...any)) (map[string][]float32, error) {
	count := map[string]int{}
	for _, d := range docs {
		for i := range d.Tokens {
			count[d.Tokens[i].Lower]++
		}
	}
	all, err := readWinkVectors(path, func(w string, rank int) bool { return rank < keptFrequent || count[w] >= keptInText })
	if err != nil {
		return nil, err
	}
	words := slices.Sorted(maps.Keys(all))
	rows := make([][]float32, len(words))
	for i, w := range words {
		rows[i] = all[w]
	}
	out := map[string][]float32{}
	for i, v := range learn.PrincipalComponents(rows, dim) {
		out[words[i]] = unit(v, .8)
	}
	for w, n := range count {
		if n >= 4 && out[w] == nil {
			out[w] = make([]float32, dim)
		}
	}
	logf("vectors: %d published, %d words of the text without one", len(words), len(out)-len(words))
	return out, nil
}

// readWinkVectors reads the vectors of the words that keep wants; rank counts words from the
// most frequent.
func readWinkVectors(path string, keep func(word string, rank int) bool) (map[string][]float32, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	d := json.NewDecoder(bufio.NewReaderSize(f, 1<<20))
	fail := func(err error) error { return fmt.Errorf("%s: byte %d: %w", path, d.InputOffset(), err) }
	if _, err := d.Token(); err != nil {
		return nil, fail(err)
	}
	out := map[string][]float32{}
	head := struct{ dimensions, wordIndex int }{}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil, fail(err)
		}
		switch key {
		case "dimensions":
			err = d.Decode(&head.dimensions)
		case "wordIndex":
			err = d.Decode(&head.wordIndex)
		case "vectors":
			err = readWinkTable(d, out, head.dimensions, head.wordIndex, keep)
		default:
			var skipped json.RawMessage
			err = d.Decode(&skipped)
		}
		if err != nil {
			return nil, fail(err)
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s: holds no word vectors", path)
	}
	return out, nil
}

func readWinkTable(d *json.Decoder, out map[string][]float32, dimensions, wordIndex int, keep func(string, int) bool) error {
	if _, err := d.Token(); err != nil {
		return err
	}
	for d.More() {
		word, err := d.Token()
		if err != nil {
			return err
		}
		var v []float32
		if err := d.Decode(&v); err != nil {
			return err
		}
		if len(v) < dimensions || len(v) <= wordIndex {
			return fmt.Errorf("vector of %q has %d numbers", word, len(v))
		}
		if w, ok := word.(string); ok && keep(w, int(v[wordIndex])) {
			out[w] = v[:dimensions]
		}
	}
	_, err := d.Token()
	return err
}
