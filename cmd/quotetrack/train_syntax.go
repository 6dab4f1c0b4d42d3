package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"quotetrack/eval"
	"quotetrack/learn"
	"quotetrack/syntax"
)

// trainSyntax rebuilds syntax/model/syntax.qtw from the treebanks under data.
func trainSyntax(t training) error {
	data, out, logf := t.data, t.out, t.logf
	td, err := syntaxData(data)
	if err != nil {
		return err
	}
	if td.Text, err = runningText(data); err != nil {
		return err
	}
	td.Vectors = wordVectors(td.Text, syntax.WordVectorDim, 3, logf)
	dev, err := eval.ReadCoNLLU(filepath.Join(data, "ud", "en_ewt-dev.conllu.gz"))
	if err != nil {
		return err
	}
	a, parts, err := syntax.Train(td, syntax.TrainOptions{Epochs: 12, PretrainEpochs: 5, Seed: 1, Log: logf, Check: func(a *syntax.Analyzer) string {
		return "EWT dev " + a.Score(dev).String()
	}})
	if err != nil {
		return err
	}
	for i, p := range parts {
		f, err := p.File(learn.Provenance{Name: "syntax", Command: "quotetrack train syntax", Data: []string{fmt.Sprintf("as syntax.qtw, without part %d of PolNeAR and styles", i+1)}}, td.Genders)
		if err != nil {
			return err
		}
		if err := writeModel(f, partFile(out, i+1)); err != nil {
			return err
		}
	}
	figures, err := scoreSyntax(a, data)
	if err != nil {
		return err
	}
	for _, name := range []string{"EWT test", "GUM test"} {
		logf("%s: %s", name, figures[name])
	}
	f, err := a.File(learn.Provenance{
		Name: "syntax", Command: "quotetrack train syntax", Figures: figures,
		Data:    []string{"UD English EWT 2 (train)", "UD English GUM 2 without non-commercial genres (train)", "PolNeAR 1.0 train with CoreNLP's silver parse", "styles (train)", "names by gender (Kantrowitz, Ross)"},
		Licence: []string{"EWT CC BY-SA 4.0", "GUM CC BY 4.0", "PolNeAR: research corpus without a licence file", "names: free with credit"},
	}, td.Genders)
	if err != nil {
		return err
	}
	return writeModel(f, out)
}

// partFile is where the analyzer that has not seen a part is kept beside the one
// for use.
func partFile(out string, part int) string {
	return fmt.Sprintf("%s-part%d.qtw", strings.TrimSuffix(out, ".qtw"), part)
}

// syntaxData reads what the network learns from: gold trees, silver trees with
// names and roles, and roles in other presses.
func syntaxData(data string) (syntax.TrainData, error) {
	var td syntax.TrainData
	for _, name := range []string{"en_ewt-train", "en_gum-train"} {
		s, err := eval.ReadCoNLLU(filepath.Join(data, "ud", name+".conllu.gz"))
		if err != nil {
			return td, err
		}
		td.Treebank = append(td.Treebank, s...)
	}
	silver, err := eval.ReadSilver(filepath.Join(data, "polnear", "train.parse.tsv.gz"))
	if err != nil {
		return td, err
	}
	gold, err := eval.ReadGold(filepath.Join(data, "polnear", "train"), "")
	if err != nil {
		return td, err
	}
	byID := map[string]*eval.GoldArticle{}
	for i := range gold {
		byID[gold[i].ID] = &gold[i]
	}
	for i := range silver {
		td.Treebank = append(td.Treebank, silver[i].Treebank()...)
		td.Other = appendPart(td.Other, silver[i].ID, silver[i].NetworkExamples(byID[silver[i].ID]))
	}
	styles, err := eval.ReadGold(filepath.Join(data, "styles", "train"), "")
	if err != nil {
		return td, err
	}
	for i := range styles {
		td.Other = appendPart(td.Other, styles[i].ID, styles[i].NetworkExamples())
	}
	td.Genders, err = readGenders(data)
	return td, err
}

func appendPart(list []syntax.NetworkExample, id string, more []syntax.NetworkExample) []syntax.NetworkExample {
	for _, ex := range more {
		ex.Part = syntax.PartOf(id)
		list = append(list, ex)
	}
	return list
}

func readGenders(data string) (map[string]syntax.Gender, error) {
	var lists [2]string
	for i, n := range []string{"male.txt", "female.txt"} {
		b, err := os.ReadFile(filepath.Join(data, "lexicon", "names", n))
		if err != nil {
			return nil, fmt.Errorf("train syntax: %w", err)
		}
		lists[i] = string(b)
	}
	return syntax.ParseGenders(lists[0], lists[1]), nil
}

// scoreSyntax measures an analyzer on the test parts of EWT and GUM.
func scoreSyntax(a *syntax.Analyzer, data string) (map[string]string, error) {
	figures := map[string]string{}
	for file, name := range map[string]string{"en_ewt-test": "EWT test", "en_gum-test": "GUM test"} {
		test, err := eval.ReadCoNLLU(filepath.Join(data, "ud", file+".conllu.gz"))
		if err != nil {
			return nil, err
		}
		figures[name] = a.Score(test).String()
	}
	return figures, nil
}

func writeModel(f *learn.File, path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("write model: %w", err)
	}
	w, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("write model: %w", err)
	}
	if _, err := f.WriteTo(w); err != nil {
		w.Close()
		return err
	}
	if err := w.Close(); err != nil {
		return fmt.Errorf("write model %s: %w", path, err)
	}
	return nil
}
