package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"quotetrack/attribution"
	"quotetrack/eval"
	"quotetrack/learn"
	"quotetrack/syntax"
)

// stylesWeight is the weight of an article of other presses in learning, so that the engine
// does not learn one country's politics: there are ten times as many of those.
const stylesWeight = 3

// trainAttribution rebuilds attribution/model/attribution.qtw.
func trainAttribution(t training) error {
	data, out, logf := t.data, t.out, t.logf
	a, err := syntax.Default()
	if err != nil {
		return err
	}
	var parts [syntax.Parts]*syntax.Analyzer
	for i := range parts {
		if parts[i], err = loadPart(i + 1); err != nil {
			return err
		}
	}
	var train, dev []attribution.Example
	for _, src := range [][2]string{{"polnear/train", "polnear/train.labels.jsonl"}, {"styles/train", "styles/train/labels.jsonl"}} {
		ex, err := goldExamples(func(id string) *syntax.Analyzer { return parts[syntax.PartOf(id)-1] }, data, src)
		if err != nil {
			return err
		}
		train = append(train, ex...)
	}
	for _, src := range [][2]string{{"polnear/dev", "polnear/dev.labels.jsonl"}, {"styles/dev", "styles/dev/labels.jsonl"}} {
		ex, err := goldExamples(func(string) *syntax.Analyzer { return a }, data, src)
		if err != nil {
			return err
		}
		dev = append(dev, ex...)
	}
	classes, err := verbClasses(filepath.Join(data, "lexicon", "verbnet-classes.tsv"))
	if err != nil {
		return err
	}
	options := attribution.TrainOptions{Analyzer: a, CueEpochs: 12, SpanEpochs: 12, Classes: classes, Seed: 1, Bag: 3, Log: logf}
	e, err := attribution.Train(train, options)
	if err != nil {
		return err
	}
	e.Calibrate(dev, a, logf)
	source := []string{"PolNeAR 1.0 train", "labels of PolNeAR train", "styles train", "VerbNet 3.4 classes", "who holds which office: BBC, Reuters-21578, FNC-1 bodies, EWT and GUM train, PolNeAR train, styles train", "confidence calibrated on PolNeAR dev and styles dev by a model that had not seen them"}
	command := "quotetrack train attribution --hold-out"
	if !t.holdOut {
		logf("once more, with the articles that confidence was calibrated on")
		full, err := attribution.Train(append(train, dev...), options)
		if err != nil {
			return err
		}
		full.TrustAs(e)
		e, command = full, "quotetrack train attribution"
		source = append(source, "PolNeAR dev and styles dev, with their labels")
	}
	text, err := runningText(data)
	if err != nil {
		return err
	}
	held := countOffices(a, text)
	f, err := e.File(learn.Provenance{
		Name: "attribution", Command: command, Data: source,
		Licence: []string{"PolNeAR: research corpus without a licence file", "VerbNet licence"},
	}, classes, held)
	if err != nil {
		return err
	}
	return writeModel(f, out)
}

// countOffices counts who is called by which office in running text.
func countOffices(a *syntax.Analyzer, text []*syntax.Document) *attribution.Offices {
	held := attribution.NewOffices()
	learn.Each(len(text), func(i int) { held.Add(a.Analyze(text[i].Text), a) })
	return held
}

// loadPart reads the analyzer that has not seen a part of the articles, as train
// syntax leaves it beside the one for use.
func loadPart(part int) (*syntax.Analyzer, error) {
	path := partFile(filepath.FromSlash("syntax/model/syntax.qtw"), part)
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("%w: \"quotetrack train syntax\" makes it", err)
	}
	p, err := syntax.Load(b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return p, nil
}

func goldExamples(by func(id string) *syntax.Analyzer, data string, src [2]string) ([]attribution.Example, error) {
	g, err := eval.ReadGold(filepath.Join(data, src[0]), filepath.Join(data, src[1]))
	if err != nil {
		return nil, err
	}
	out := make([]attribution.Example, len(g))
	learn.Each(len(g), func(i int) {
		if out[i] = g[i].Example(by(g[i].ID)); strings.HasPrefix(src[0], "styles/") {
			out[i].Weight = stylesWeight
		}
	})
	return out, nil
}

// verbClasses reads VerbNet's members: verb -> numbers of its classes.
func verbClasses(path string) (map[string][]uint16, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("verb classes: %w", err)
	}
	defer f.Close()
	ids := map[string]uint16{}
	out := map[string][]uint16{}
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		c, v, ok := strings.Cut(strings.TrimSpace(sc.Text()), "\t")
		if !ok {
			continue
		}
		if _, known := ids[c]; !known {
			ids[c] = uint16(len(ids))
		}
		out[v] = append(out[v], ids[c])
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("verb classes %s: %w", path, err)
	}
	return out, nil
}
