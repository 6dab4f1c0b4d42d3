package main

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"quotetrack/contradiction"
	"quotetrack/eval"
	"quotetrack/learn"
	"quotetrack/syntax"
)

// trainLexicon rebuilds contradiction/model/lexicon.qtw.
func trainLexicon(t training) error {
	data, out, logf := t.data, t.out, t.logf
	a, err := syntax.Default()
	if err != nil {
		return err
	}
	var ld contradiction.LexiconData
	for _, f := range []string{"antonyms-ppdb", "antonyms-wordnet"} {
		p, err := wordPairs(filepath.Join(data, "lexicon", f+".txt.gz"))
		if err != nil {
			return err
		}
		ld.Antonyms = append(ld.Antonyms, p...)
	}
	if ld.Synonyms, err = wordPairs(filepath.Join(data, "lexicon", "synonyms-ppdb.txt.gz")); err != nil {
		return err
	}
	wn, err := eval.ReadWordNet(filepath.Join(data, "lexicon", "open-english-wordnet.tar.gz"))
	if err != nil {
		return err
	}
	logf("WordNet: %d synonyms, %d derivations, %d hypernyms", len(wn.Synonyms), len(wn.Derivations), len(wn.Hypernyms))
	ld.Synonyms = append(ld.Synonyms, wn.Synonyms...)
	ld.Derivations, ld.Hypernyms = wn.Derivations, wn.Hypernyms
	if ld.Implicatives, err = eval.ReadImplicatives(filepath.Join(data, "lexicon")); err != nil {
		return err
	}
	logf("%d verbs with what they tell of their complement", len(ld.Implicatives))
	logf("document frequencies")
	if ld.DocumentFrequency, ld.Documents, err = documentFrequencies(data, a); err != nil {
		return err
	}
	f, err := contradiction.CompileLexicon(ld, learn.Provenance{
		Name: "lexicon", Command: "quotetrack train lexicon",
		Data: []string{"antonyms (WordNet, PPDB)", "synonyms (PPDB, Open English WordNet)", "derivations and hypernyms (Open English WordNet)", "document frequencies of BBC and Reuters news",
			"signatures of implicative verbs (Ross and Pavlick 2019)", "MegaVeridicality 1 (White and Rawlins 2018)"},
		Licence: []string{"Open English WordNet CC BY 4.0 and WordNet licence", "PPDB CC BY 3.0", "MegaVeridicality CC BY-SA 4.0"},
	})
	if err != nil {
		return err
	}
	return writeModel(f, out)
}

// wordPairs reads lines of two words.
func wordPairs(path string) ([][2]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("lexicon: %w", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("lexicon %s: %w", path, err)
	}
	var out [][2]string
	sc := bufio.NewScanner(z)
	for sc.Scan() {
		if w := strings.Fields(strings.ToLower(sc.Text())); len(w) == 2 {
			out = append(out, [2]string{w[0], w[1]})
		}
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("lexicon %s: %w", path, err)
	}
	return out, nil
}

// documentFrequencies counts in how many news articles each lemma occurs.
func documentFrequencies(data string, a *syntax.Analyzer) (map[string]int, int, error) {
	df, docs := map[string]int{}, 0
	type doc struct{ Text string }
	for _, f := range []string{"bbc.jsonl.gz", "reuters21578.jsonl.gz"} {
		err := eval.EachJSONLine(filepath.Join(data, "news", f), func(d *doc) error {
			docs++
			seen := map[string]bool{}
			t := a.Analyze(d.Text)
			for i := range t.Tokens {
				if w := contradiction.FoldLemma(&t.Tokens[i]); t.Tokens[i].Kind == syntax.Word && !seen[w] {
					seen[w] = true
					df[w]++
				}
			}
			return nil
		})
		if err != nil {
			return nil, 0, err
		}
	}
	return df, docs, nil
}
