package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"quotetrack/contradiction"
	"quotetrack/eval"
	"quotetrack/learn"
	"quotetrack/syntax"
)

func predictionsFlag() cli.Flag {
	return &cli.StringFlag{Name: "predictions", Usage: "write one JSON object a pair to this `FILE`, in the input's order"}
}

func evalFNCCommand() *cli.Command {
	return &cli.Command{
		Name: "fnc1", Usage: "stance of articles towards claims, as the Fake News Challenge measures it",
		Flags: []cli.Flag{jsonFlag(), &cli.StringFlag{Name: "bodies", Required: true, Usage: "`FILE` of {body, text}, plain or gzip"},
			&cli.StringFlag{Name: "pairs", Required: true, Usage: "`FILE` of {headline, body, stance}; pairs without a stance are predicted only"}, predictionsFlag()},
		Action: evalFNC,
	}
}

func stanceEngines() (*syntax.Analyzer, *contradiction.Stancer, error) {
	a, err := syntax.Default()
	if err != nil {
		return nil, nil, err
	}
	s, err := contradiction.DefaultStance()
	return a, s, err
}

type stancePrediction struct {
	eval.StancePair
	P map[contradiction.Stance]float64 `json:"p"`
}

func evalFNC(c *cli.Context) error {
	fnc, err := eval.ReadFNC(c.String("bodies"), c.String("pairs"))
	if err != nil {
		return err
	}
	a, s, err := stanceEngines()
	if err != nil {
		return err
	}
	claims, articles := views(a, s, fnc.Claims), views(a, s, fnc.Articles)
	verdicts := make([]contradiction.Verdict, len(fnc.Examples))
	ofClaim := make([][]int, len(claims))
	for i, ex := range fnc.Examples {
		ofClaim[ex.Claim] = append(ofClaim[ex.Claim], i)
	}
	learn.Each(len(claims), func(claim int) {
		about := make([]*contradiction.ArticleView, len(ofClaim[claim]))
		for k, i := range ofClaim[claim] {
			about[k] = articles[fnc.Examples[i].Article]
		}
		for k, v := range s.Stances(claims[claim], about, a) {
			verdicts[ofClaim[claim][k]] = v
		}
	})
	if err := writePredictions(c.String("predictions"), len(verdicts), func(i int) any {
		p := stancePrediction{StancePair: fnc.Pairs[i], P: map[contradiction.Stance]float64{}}
		p.Stance = string(verdicts[i].Stance)
		for k, st := range contradiction.Stances {
			p.P[st] = round3(verdicts[i].P[k])
		}
		return p
	}); err != nil {
		return err
	}
	var gold, got []contradiction.Stance
	for i, x := range fnc.Examples {
		if x.Stance != "" {
			gold, got = append(gold, x.Stance), append(got, verdicts[i].Stance)
		}
	}
	if len(gold) == 0 {
		fmt.Fprintf(c.App.ErrWriter, "%d pairs, none with a stance to compare with\n", len(verdicts))
		return nil
	}
	r := contradiction.ScoreStances(gold, got)
	if c.Bool("json") {
		return writeJSON(c.App.Writer, map[string]any{"pairs": len(gold), "score": r.Score, "macro_f1": r.MacroF1, "f1": r.F1})
	}
	fmt.Fprintf(c.App.Writer, "score %.3f  macro-F1 %.3f", r.Score, r.MacroF1)
	for _, st := range contradiction.Stances {
		fmt.Fprintf(c.App.Writer, "  %s %.3f", st, r.F1[st])
	}
	fmt.Fprintf(c.App.Writer, "  on %d pairs\n", len(gold))
	return nil
}

func views(a *syntax.Analyzer, s *contradiction.Stancer, texts []string) []*contradiction.ArticleView {
	docs := eval.AnalyzeAll(a, texts)
	out := make([]*contradiction.ArticleView, len(docs))
	learn.Each(len(docs), func(i int) { out[i] = s.View(docs[i]) })
	return out
}

func evalEntailmentCommand() *cli.Command {
	return &cli.Command{
		Name: "entailment", Usage: "whether premises entail or contradict hypotheses", ArgsUsage: "FILE",
		Flags:  []cli.Flag{jsonFlag(), &cli.StringFlag{Name: "labels", Usage: "choose among these labels only, comma-separated, e.g. entailment,contradiction"}, predictionsFlag()},
		Action: evalEntailment,
	}
}

type entailmentPrediction struct {
	eval.SentencePair
	P             map[contradiction.Label]float64 `json:"p"`
	Inconsistency float64                         `json:"inconsistency"`
}

func evalEntailment(c *cli.Context) error {
	path := c.Args().First()
	if path == "" {
		return usage("eval entailment of which file? It holds lines of {\"premise\", \"hypothesis\", \"label\"}")
	}
	allowed, err := labelSet(c.String("labels"))
	if err != nil {
		return err
	}
	pairs, err := eval.ReadSentencePairs(path)
	if err != nil {
		return err
	}
	a, s, err := stanceEngines()
	if err != nil {
		return err
	}
	p := eval.Entail(a, s.Entailer(), pairs)
	if err := writePredictions(c.String("predictions"), len(pairs), func(i int) any {
		x := entailmentPrediction{SentencePair: pairs[i], P: map[contradiction.Label]float64{}}
		x.Label = string(eval.Best(p[i].P, allowed))
		x.Inconsistency = round3(p[i].Inconsistency)
		for k, l := range contradiction.Labels {
			x.P[l] = round3(p[i].P[k])
		}
		return x
	}); err != nil {
		return err
	}
	r := eval.ScoreEntailment(pairs, p, allowed)
	if c.Bool("json") {
		return writeJSON(c.App.Writer, r)
	}
	fmt.Fprintf(c.App.Writer, "accuracy %.3f  AUC of inconsistency %.3f  on %d pairs\n", r.Accuracy, r.AUC, r.N)
	for _, k := range sortedNames(r.Fine) {
		fmt.Fprintf(c.App.Writer, "  %-28s AUC %.3f\n", k, r.Fine[k])
	}
	return nil
}

// labelSet reads a list of labels; nil is all that the gold knows.
func labelSet(list string) (map[contradiction.Label]bool, error) {
	if list == "" {
		return nil, nil
	}
	out := map[contradiction.Label]bool{}
	for _, l := range strings.Split(list, ",") {
		known := false
		for _, k := range contradiction.Labels {
			if strings.TrimSpace(l) == string(k) {
				out[k], known = true, true
			}
		}
		if !known {
			return nil, usage("no label %q: entailment, contradiction and neutral are", l)
		}
	}
	return out, nil
}

func round3(x float64) float64 { return float64(int(x*1000+.5)) / 1000 }

// writePredictions writes n JSON lines to path, nothing where it is empty.
func writePredictions(path string, n int, line func(i int) any) error {
	if path == "" {
		return nil
	}
	f, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("predictions: %w", err)
	}
	w := bufio.NewWriter(f)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for i := range n {
		if err := enc.Encode(line(i)); err != nil {
			f.Close()
			return fmt.Errorf("predictions %s: %w", path, err)
		}
	}
	if err := w.Flush(); err != nil {
		f.Close()
		return fmt.Errorf("predictions: %w", err)
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("predictions: %w", err)
	}
	return nil
}
