package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"quotetrack"
	"quotetrack/attribution"
	"quotetrack/eval"
	"quotetrack/syntax"
)

func examples(a *syntax.Analyzer, g []eval.GoldArticle) []attribution.Example {
	out := make([]attribution.Example, len(g))
	var wg sync.WaitGroup
	n := runtime.NumCPU()
	for w := 0; w < n; w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := w; i < len(g); i += n {
				out[i] = g[i].Example(a)
			}
		}()
	}
	wg.Wait()
	return out
}

func readVerbClasses(data string) (map[string][]uint16, error) {
	b, err := os.ReadFile(filepath.Join(data, "lexicon", "verbnet-classes.tsv"))
	if err != nil {
		return nil, err
	}
	ids := map[string]uint16{}
	out := map[string][]uint16{}
	for line := range strings.Lines(string(b)) {
		c, v, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			continue
		}
		if _, ok := ids[c]; !ok {
			ids[c] = uint16(len(ids))
		}
		out[v] = append(out[v], ids[c])
	}
	return out, nil
}

func exp(data, syn string, logf func(string, ...any)) error {
	b, err := os.ReadFile(syn)
	if err != nil {
		return err
	}
	a, err := syntax.Load(b)
	if err != nil {
		return err
	}
	train, err := eval.ReadGold(filepath.Join(data, "polnear/train"), filepath.Join(data, "polnear/train.labels.jsonl"))
	if err != nil {
		return err
	}
	st, err := eval.ReadGold(filepath.Join(data, "styles/train"), filepath.Join(data, "styles/train/labels.jsonl"))
	if err != nil {
		return err
	}
	train = append(train, st...)
	classes, err := readVerbClasses(data)
	if err != nil {
		return err
	}
	ex := examples(a, train)
	logf("analysed")
	e, err := attribution.Train(ex, attribution.TrainOptions{Analyzer: a, CueEpochs: envi("EP", 8), SpanEpochs: envi("EP", 8), Classes: classes, Seed: 1, Log: logf})
	if err != nil {
		return err
	}
	for _, d := range []string{"polnear", "styles"} {
		l := filepath.Join(data, "polnear/dev.labels.jsonl")
		if d == "styles" {
			l = filepath.Join(data, "styles/dev/labels.jsonl")
		}
		dev, err := eval.ReadGold(filepath.Join(data, d, "dev"), l)
		if err != nil {
			return err
		}
		dex := examples(a, dev)
		for _, tn := range tunings() {
			e.SetTuning(tn[0], tn[1], tn[2], tn[3])
			s := eval.NewArticleScores()
			t := time.Now()
			n := 0
			for i := range dev {
				q := e.Extract(dev[i].ID, dex[i].Doc, a)
				n += len(dex[i].Doc.Tokens)
				s.Add(&dev[i], q, nil)
			}
			dt := time.Since(t)
			fmt.Printf("%s %v:", d, tn)
			for _, m := range eval.Measures[:9] {
				fmt.Printf("  %s %.3f (%.2f/%.2f)", m, s.F[m].F1(), s.F[m].P(), s.F[m].R())
			}
			for _, m := range eval.SpeakerMeasures {
				fmt.Printf("  %s %.3f", m, s.Acc[m].Rate())
			}
			fmt.Printf("  %.0f tok/s\n", float64(n)/dt.Seconds())
		}
	}
	return nil
}

var _ quotetrack.Quote

func envi(k string, d int) int {
	if v := os.Getenv(k); v != "" {
		fmt.Sscan(v, &d)
	}
	return d
}

func tunings() [][4]float32 {
	var out [][4]float32
	for _, f := range strings.Fields(os.Getenv("TUNE")) {
		var t [4]float32
		fmt.Sscanf(f, "%f,%f,%f,%f", &t[0], &t[1], &t[2], &t[3])
		out = append(out, t)
	}
	return out
}
