package main

import (
	"fmt"
	"path/filepath"

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
	e, err := contradiction.Train(td)
	if err != nil {
		return err
	}
	f, err := e.File(learn.Provenance{
		Name: "contradiction", Command: "quotetrack train contradiction",
		Data:    []string{"labels of PolNeAR train and styles train"},
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
