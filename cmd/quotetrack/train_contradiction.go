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

// trainContradiction rebuilds contradiction/model/contradiction.qtw.
func trainContradiction(data, out string, logf func(string, ...any)) error {
	a, err := syntax.Default()
	if err != nil {
		return err
	}
	td := contradiction.TrainData{Log: logf}
	if err := opposedArticles(data, a, &td); err != nil {
		return err
	}
	for _, f := range []string{"antonyms-ppdb", "antonyms-wordnet"} {
		p, err := wordPairs(filepath.Join(data, "lexicon", f+".txt.gz"))
		if err != nil {
			return err
		}
		td.Antonyms = append(td.Antonyms, p...)
	}
	if td.Synonyms, err = wordPairs(filepath.Join(data, "lexicon", "synonyms-ppdb.txt.gz")); err != nil {
		return err
	}
	logf("document frequencies")
	if td.DocumentFrequency, td.Documents, err = documentFrequencies(data, a); err != nil {
		return err
	}
	e, err := contradiction.Train(td)
	if err != nil {
		return err
	}
	f, err := e.File(learn.Provenance{
		Name: "contradiction", Command: "quotetrack train contradiction",
		Data:    []string{"labels of PolNeAR train and styles train", "antonyms (WordNet, PPDB), synonyms (PPDB)", "document frequencies of BBC and Reuters news"},
		Licence: []string{"WordNet licence", "PPDB CC BY 3.0", "PolNeAR: research corpus without a licence file"},
	})
	if err != nil {
		return err
	}
	return writeModel(f, out)
}

// opposedArticles adds the labelled articles and the stories.
func opposedArticles(data string, a *syntax.Analyzer, td *contradiction.TrainData) error {
	index := map[string]int{}
	for _, src := range [][2]string{{"polnear/train", "polnear/train.labels.jsonl"}, {"styles/train", "styles/train/labels.jsonl"}} {
		gold, err := eval.ReadGold(filepath.Join(data, src[0]), filepath.Join(data, src[1]))
		if err != nil {
			return err
		}
		for i := range gold {
			if gold[i].Labels == nil {
				continue
			}
			index[gold[i].ID] = len(td.Examples)
			td.Examples = append(td.Examples, gold[i].Opposed(a))
		}
	}
	stories, err := eval.ReadAcross(filepath.Join(data, "styles", "train"))
	if err != nil {
		return err
	}
	for _, s := range stories {
		st := contradiction.Story{Pairs: map[[4]string]int{}}
		for _, id := range s.Articles {
			i, ok := index[id]
			if !ok {
				return fmt.Errorf("story %s: no article %s", s.Story, id)
			}
			st.Articles = append(st.Articles, i)
		}
		for _, p := range s.Pairs {
			st.Pairs[[4]string{p.A.ID, p.A.Attribution, p.B.ID, p.B.Attribution}] = p.Confidence
			st.Pairs[[4]string{p.B.ID, p.B.Attribution, p.A.ID, p.A.Attribution}] = p.Confidence
		}
		td.Stories = append(td.Stories, st)
	}
	return nil
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
