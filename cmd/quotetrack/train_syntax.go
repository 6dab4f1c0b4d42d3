package main

import (
	"fmt"
	"os"
	"path/filepath"

	"quotetrack/eval"
	"quotetrack/learn"
	"quotetrack/syntax"
)

// trainSyntax rebuilds syntax/model/syntax.qtw from the treebanks under data.
func trainSyntax(data, out string, logf func(string, ...any)) error {
	var td syntax.TrainData
	for _, name := range []string{"en_ewt-train", "en_gum-train"} {
		s, err := eval.ReadCoNLLU(filepath.Join(data, "ud", name+".conllu.gz"))
		if err != nil {
			return err
		}
		td.Sentences = append(td.Sentences, s...)
	}
	silver, err := eval.ReadSilver(filepath.Join(data, "polnear", "train.parse.tsv.gz"))
	if err != nil {
		return err
	}
	var names []nameSource
	for i := range silver {
		td.Sentences = append(td.Sentences, silver[i].Treebank()...)
		for k, sent := range silver[i].Sentences {
			names = append(names, nameSource{sent, k == 0})
		}
	}
	td.Names = func(a *syntax.Analyzer) []syntax.NameSentence { return nameSentences(a, names) }
	genders, err := readGenders(data)
	if err != nil {
		return err
	}
	td.Genders = genders
	a, err := syntax.Train(td, syntax.TrainOptions{TagEpochs: 6, ParseEpochs: 10, NameEpochs: 5, Seed: 1, Log: logf})
	if err != nil {
		return err
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
		Data:    []string{"UD English EWT 2 (train)", "UD English GUM 2 without non-commercial genres (train)", "PolNeAR 1.0 train, CoreNLP's silver parse", "names by gender (Kantrowitz, Ross)"},
		Licence: []string{"EWT CC BY-SA 4.0", "GUM CC BY 4.0", "PolNeAR: research corpus without a licence file", "names: free with credit"},
	}, genders)
	if err != nil {
		return err
	}
	return writeModel(f, out)
}

type nameSource struct {
	sent  []eval.SilverToken
	first bool
}

func nameSentences(a *syntax.Analyzer, src []nameSource) []syntax.NameSentence {
	var out []syntax.NameSentence
	for _, s := range src {
		art := eval.SilverArticle{Sentences: [][]eval.SilverToken{s.sent}}
		tb := art.Treebank()
		if len(tb) == 0 {
			continue
		}
		d := tb[0].Doc
		a.TagAndParse(d)
		out = append(out, syntax.NameSentence{Doc: d, First: 0, Last: int32(len(d.Tokens)), Kinds: eval.NameKinds(s.sent), NewArticle: s.first})
	}
	return out
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
		s := a.Score(test)
		figures[name] = fmt.Sprintf("UPOS %.4f XPOS %.4f lemma %.4f UAS %.4f LAS %.4f (%d tokens)", s.UPOS, s.XPOS, s.Lemma, s.UAS, s.LAS, s.Tokens)
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
