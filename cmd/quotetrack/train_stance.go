package main

import (
	"maps"
	"path/filepath"
	"slices"

	"quotetrack/contradiction"
	"quotetrack/eval"
	"quotetrack/learn"
	"quotetrack/syntax"
)

// entailmentCorpora are what the entailer learns from, with the weight of a
// pair. FEVER's pairs are left out: FEVER-symmetric, which measures the
// entailer, shares claims with them.
var entailmentCorpora = []struct {
	file   string
	weight float64
}{{"mnli-train-15k", 1}, {"cad-nli-train", 1}, {"breaking-nli", .3}}

// trainStance rebuilds contradiction/model/stance.qtw.
func trainStance(t training) error {
	data, out, logf := t.data, t.out, t.logf
	a, err := syntax.Default()
	if err != nil {
		return err
	}
	var examples []contradiction.EntailmentExample
	for _, c := range entailmentCorpora {
		pairs, err := eval.ReadSentencePairs(filepath.Join(data, "stance", c.file+".jsonl.gz"))
		if err != nil {
			return err
		}
		examples = append(examples, eval.EntailmentExamples(a, pairs, c.weight)...)
	}
	examples = append(examples, eval.Unrelated(examples, 6)...)
	logf("entailment: %d pairs", len(examples))
	ent, err := contradiction.TrainEntailment(examples, a)
	if err != nil {
		return err
	}
	for _, f := range []string{"mnli-dev-matched", "fever-symmetric-dev", "cad-nli-dev", "political-inconsistency"} {
		pairs, err := eval.ReadSentencePairs(filepath.Join(data, "stance", f+".jsonl.gz"))
		if err != nil {
			return err
		}
		r := eval.ScoreEntailment(pairs, eval.Entail(a, ent, pairs), nil)
		logf("  %s: accuracy %.3f AUC %.3f", f, r.Accuracy, r.AUC)
		for _, kind := range slices.Sorted(maps.Keys(r.Fine)) {
			logf("    %s: AUC %.3f", kind, r.Fine[kind])
		}
	}
	fnc, err := eval.ReadFNC(filepath.Join(data, "stance", "fnc1-train.bodies.jsonl.gz"), filepath.Join(data, "stance", "fnc1-train.pairs.jsonl.gz"))
	if err != nil {
		return err
	}
	s := contradiction.TrainStance(fnc.Examples, eval.AnalyzeAll(a, fnc.Claims), eval.AnalyzeAll(a, fnc.Articles), ent, a, 1, logf)
	f, err := contradiction.StanceFile(ent, s, learn.Provenance{
		Name: "stance", Command: "quotetrack train stance",
		Data:    []string{"MultiNLI (15,000 pairs of train)", "counterfactually augmented NLI (train)", "Breaking NLI", "Fake News Challenge 1 (train)"},
		Licence: []string{"MultiNLI: mostly OANC", "CAD-NLI Apache 2.0", "Breaking NLI CC BY-SA 4.0", "FNC-1 Apache 2.0"},
	})
	if err != nil {
		return err
	}
	return writeModel(f, out)
}
