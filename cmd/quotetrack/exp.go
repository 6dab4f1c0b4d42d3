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
	e, err := attribution.Train(ex, attribution.TrainOptions{CueEpochs: envi("EP", 6), SpanEpochs: envi("EP", 6), Classes: classes, Seed: 1, Log: logf})
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
		for _, bias := range []float32{0, -.5, -1} {
			e.SetBias(bias, 0)
			s := eval.NewArticleScores()
			t := time.Now()
			n := 0
			for i := range dev {
				q := e.Debug(dex[i].Doc)
				n += len(dex[i].Doc.Tokens)
				s.Add(&dev[i], q, nil)
			}
			dt := time.Since(t)
			fmt.Printf("%s bias %.1f:", d, bias)
			for _, m := range eval.Measures[:8] {
				fmt.Printf("  %s %.3f (%.2f/%.2f)", m, s.F[m].F1(), s.F[m].P(), s.F[m].R())
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
