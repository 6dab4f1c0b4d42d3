package main

import (
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
func trainContradiction(t training) error {
	data, out, logf := t.data, t.out, t.logf
	a, err := syntax.Default()
	if err != nil {
		return err
	}
	td := contradiction.TrainData{Log: logf}
	if err := opposedArticles(data, a, &td); err != nil {
		return err
	}
	source, command := []string{"labels of PolNeAR train and styles train", "our readings of PolNeAR train (contradiction/labels)"}, "quotetrack train contradiction --hold-out"
	if !t.holdOut {
		td.LearnDev()
		source, command = append(source, "labels of PolNeAR dev and styles dev"), "quotetrack train contradiction"
	}
	e, err := contradiction.Train(td)
	if err != nil {
		return err
	}
	f, err := e.File(learn.Provenance{
		Name: "contradiction", Command: command, Data: source,
		Licence: []string{"PolNeAR: research corpus without a licence file"},
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
	var err error
	if err := readDenials(data, "polnear/train", filepath.FromSlash("contradiction/labels/denials.tsv"), a, td); err != nil {
		return err
	}
	if err := writtenStatements(filepath.FromSlash("contradiction/labels/statements.tsv"), a, td); err != nil {
		return err
	}
	if td.Stories, err = trainStories(data, "train", index); err != nil {
		return err
	}
	index = map[string]int{}
	for _, src := range [][2]string{{"polnear/dev", "polnear/dev.labels.jsonl"}, {"styles/dev", "styles/dev/labels.jsonl"}} {
		gold, err := eval.ReadGold(filepath.Join(data, src[0]), filepath.Join(data, src[1]))
		if err != nil {
			return err
		}
		for i := range gold {
			index[gold[i].ID] = len(td.Dev)
			td.Dev = append(td.Dev, gold[i].Opposed(a))
		}
	}
	td.DevStories, err = trainStories(data, "dev", index)
	return err
}

// writtenStatements adds statements that were written for the purpose, to learn denials
// from only.
func writtenStatements(path string, a *syntax.Analyzer, td *contradiction.TrainData) error {
	gold, err := eval.ReadStatements(path)
	if err != nil {
		return err
	}
	for i := range gold {
		ex := gold[i].Opposed(a)
		ex.Read, ex.Written = map[string]bool{gold[i].Attributions[0].ID: true}, true
		td.Examples = append(td.Examples, ex)
	}
	return nil
}

// trainStories reads the stories of a part of styles; index numbers the articles.
func trainStories(data, part string, index map[string]int) ([]contradiction.Story, error) {
	stories, err := eval.ReadAcross(filepath.Join(data, "styles", part))
	if err != nil {
		return nil, err
	}
	var out []contradiction.Story
	for _, s := range stories {
		st := contradiction.Story{Pairs: map[[4]string]int{}}
		for _, id := range s.Articles {
			i, ok := index[id]
			if !ok {
				return nil, fmt.Errorf("story %s: no article %s", s.Story, id)
			}
			st.Articles = append(st.Articles, i)
		}
		for _, p := range s.Pairs {
			st.Pairs[[4]string{p.A.ID, p.A.Attribution, p.B.ID, p.B.Attribution}] = p.Confidence
			st.Pairs[[4]string{p.B.ID, p.B.Attribution, p.A.ID, p.A.Attribution}] = p.Confidence
		}
		out = append(out, st)
	}
	return out, nil
}

// readDenials adds the articles of a corpus of which the likely denials were read:
// lines of corpus, article, attribution, and yes, no or unsure.
func readDenials(data, corpus, path string, a *syntax.Analyzer, td *contradiction.TrainData) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("labels of denials: %w", err)
	}
	verdicts := map[string]map[string]string{}
	for n, line := range strings.Split(string(b), "\n") {
		c := strings.Split(line, "\t")
		if line == "" || strings.HasPrefix(line, "#") || c[0] != corpus {
			continue
		}
		if len(c) != 4 {
			return fmt.Errorf("%s:%d: %d columns where 4 are due", path, n+1, len(c))
		}
		if verdicts[c[1]] == nil {
			verdicts[c[1]] = map[string]string{}
		}
		verdicts[c[1]][c[2]] = c[3]
	}
	gold, err := eval.ReadGold(filepath.Join(data, filepath.FromSlash(corpus)), "")
	if err != nil {
		return err
	}
	pairs, err := readPairLabels(corpus, filepath.Join(filepath.Dir(path), "pairs.tsv"))
	if err != nil {
		return err
	}
	var found []contradiction.Example
	for i := range gold {
		v := verdicts[gold[i].ID]
		if v == nil {
			continue
		}
		gold[i].Labels = &eval.Labels{}
		ex := gold[i].Opposed(a)
		ex.Read = map[string]bool{}
		kept := ex.Quotes[:0]
		for _, q := range ex.Quotes {
			if v[q.ID] == "unsure" {
				continue
			}
			ex.Read[q.ID] = v[q.ID] != ""
			ex.Denials[q.ID] = v[q.ID] == "yes"
			kept = append(kept, q)
		}
		ex.Quotes = kept
		for k, c := range pairs[gold[i].ID] {
			ex.Pairs[k] = c
		}
		found = append(found, ex)
	}
	td.Examples = append(td.Examples, found...)
	return nil
}

// readPairLabels reads which attributions a denial answers: lines of corpus,
// article, two attributions, and yes or unsure.
func readPairLabels(corpus, path string) (map[string]map[[2]string]int, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("labels of pairs: %w", err)
	}
	out := map[string]map[[2]string]int{}
	for n, line := range strings.Split(string(b), "\n") {
		c := strings.Split(line, "\t")
		if line == "" || strings.HasPrefix(line, "#") || c[0] != corpus {
			continue
		}
		if len(c) != 5 {
			return nil, fmt.Errorf("%s:%d: %d columns where 5 are due", path, n+1, len(c))
		}
		confidence := 2
		if c[4] == "unsure" {
			confidence = 1
		}
		if out[c[1]] == nil {
			out[c[1]] = map[[2]string]int{}
		}
		out[c[1]][[2]string{c[2], c[3]}], out[c[1]][[2]string{c[3], c[2]}] = confidence, confidence
	}
	return out, nil
}
