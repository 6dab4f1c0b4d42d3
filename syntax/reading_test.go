package syntax

import (
	"math"
	"os"
	"path/filepath"
	"testing"
)

// TestReadingAgreesWithTraining reads the story fixtures in integers and in
// floating point: the states must be near, and nearly every tag and head the same.
func TestReadingAgreesWithTraining(t *testing.T) {
	n := analyzer(t).net
	files, err := filepath.Glob("../fixtures/stories/*.story")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d stories: %v", len(files), err)
	}
	var tokens, tags, heads int
	var far float64
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		d := Tokenize(string(text))
		var ps passState
		for _, s := range d.Sentences {
			if s.Last-s.First > maxSentence {
				continue
			}
			ps.in, ps.lengths = n.inputsOf(d, s.First, s.Last, ps.in[:0]), append(ps.lengths[:0], int(s.Last-s.First))
			m := ps.lengths[0]
			n.encode(&ps, nil, nil)
			n.read(&ps)
			for i, h := range ps.h2 {
				far = max(far, math.Abs(float64(h)-float64(ps.g2[i])/(1<<12)))
			}
			p := &n.parsers[0]
			trees := [2][]int32{}
			all := [2][]float32{applied(nil, n.reading.tags, ps.g2, m), linear(nil, ps.h2, n.tagW, n.tagB, m)}
			widths := [2]int{n.reading.tags.C, tagDim}
			for k, parse := range [][]float32{applied(nil, n.reading.parse, ps.g2, m), linear(nil, ps.h2, p.w, p.b, m)} {
				ps.parse = parse
				rectify(ps.parse)
				n.arcs(&ps, p, 0, m)
				trees[k] = append([]int32(nil), ps.eisner.heads(ps.score, ps.width, m, nil)...)
			}
			for i := range m {
				tokens++
				tag := [2]int{}
				for k := range tag {
					tag[k] = argmaxFrom(all[k][i*widths[k]+xposAt:i*widths[k]+uposAt], 1)
				}
				if tag[0] == tag[1] {
					tags++
				}
				if trees[0][i] == trees[1][i] {
					heads++
				}
			}
		}
	}
	t.Logf("%d tokens, %d same tags, %d same heads, states %.4f apart at most", tokens, tags, heads, far)
	if far > .05 || tokens-tags > tokens/1000 || tokens-heads > tokens/500 {
		t.Errorf("of %d tokens %d have the same tag and %d the same head; states are up to %.4f apart", tokens, tags, heads, far)
	}
}
