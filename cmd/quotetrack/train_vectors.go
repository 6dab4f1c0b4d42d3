package main

import (
	"math"
	"path/filepath"

	"quotetrack/eval"
	"quotetrack/learn"
	"quotetrack/syntax"
)

// runningText tokenizes all text at hand.
func runningText(data string) ([]*syntax.Document, error) {
	var docs []*syntax.Document
	type doc struct{ Title, Text string }
	for _, f := range []string{"news/bbc.jsonl.gz", "news/reuters21578.jsonl.gz", "stance/fnc1-train.bodies.jsonl.gz"} {
		if err := eval.EachJSONLine(filepath.Join(data, f), func(d *doc) error {
			docs = append(docs, syntax.Tokenize(d.Text))
			return nil
		}); err != nil {
			return nil, err
		}
	}
	for _, f := range []string{"polnear/train", "styles/train"} {
		gold, err := eval.ReadGold(filepath.Join(data, f), "")
		if err != nil {
			return nil, err
		}
		for i := range gold {
			docs = append(docs, syntax.Tokenize(gold[i].Text))
		}
	}
	for _, f := range []string{"en_ewt-train", "en_gum-train"} {
		tb, err := eval.ReadCoNLLU(filepath.Join(data, "ud", f+".conllu.gz"))
		if err != nil {
			return nil, err
		}
		for _, t := range tb {
			docs = append(docs, t.Doc)
		}
	}
	return docs, nil
}

// wordVectors learns vectors of the words seen at least minCount times.
func wordVectors(docs []*syntax.Document, dim, window int, logf func(string, ...any)) map[string][]float32 {
	const minCount = 4
	var sents [][]string
	for _, d := range docs {
		for _, st := range d.Sentences {
			var s []string
			for i := st.First; i < st.Last; i++ {
				s = append(s, d.Tokens[i].Lower)
			}
			sents = append(sents, s)
		}
	}
	ids, forms, count, coded := number(sents, minCount)
	logf("vectors: %d sentences, %d words", len(coded), len(ids))
	v := learn.TrainVectors(coded, count, learn.VectorOptions{Dim: dim, Window: window, Negative: 5, Epochs: 4, Rate: .05, Seed: 1})
	out := make(map[string][]float32, len(forms))
	for i, f := range forms {
		out[f] = unit(v[i*dim:(i+1)*dim], .8)
	}
	return out
}

// number replaces words by numbers, leaving rare ones out.
func number(sents [][]string, minCount int) (ids map[string]uint32, forms []string, count []int, coded [][]uint32) {
	n := map[string]int{}
	for _, s := range sents {
		for _, w := range s {
			n[w]++
		}
	}
	ids = map[string]uint32{}
	for _, s := range sents {
		var c []uint32
		for _, w := range s {
			if n[w] < minCount {
				continue
			}
			id, ok := ids[w]
			if !ok {
				id = uint32(len(forms))
				ids[w] = id
				forms = append(forms, w)
				count = append(count, n[w])
			}
			c = append(c, id)
		}
		coded = append(coded, c)
	}
	return ids, forms, count, coded
}

// unit scales a vector to length.
func unit(v []float32, length float64) []float32 {
	var s float64
	for _, x := range v {
		s += float64(x * x)
	}
	k := float32(length / math.Sqrt(s+1e-12))
	out := make([]float32, len(v))
	for i, x := range v {
		out[i] = x * k
	}
	return out
}
