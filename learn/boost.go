package learn

import (
	"math"
	"math/rand/v2"
	"sort"
)

// Boosted is a sum of small regression trees over dense features, fitted to
// the logistic loss by gradient boosting (Friedman 2001).
type Boosted struct {
	Base  float64
	Trees []Tree
}

// Tree is a binary tree in an array: a node with Feature < 0 is a leaf. The
// children of node i are Left and Left+1.
type Tree []TreeNode

// TreeNode goes left where x[Feature] <= Cut.
type TreeNode struct {
	Feature int
	Cut     float64
	Left    int
	Value   float64
}

// Margin returns the log odds of the positive class.
func (b *Boosted) Margin(x []float64) float64 {
	z := b.Base
	for _, t := range b.Trees {
		i := 0
		for t[i].Feature >= 0 {
			n := t[i]
			i = n.Left
			if x[n.Feature] > n.Cut {
				i++
			}
		}
		z += t[i].Value
	}
	return z
}

// P returns the probability of the positive class.
func (b *Boosted) P(x []float64) float64 { return Sigmoid(b.Margin(x)) }

// BoostOptions are the settings of TrainBoosted.
type BoostOptions struct {
	Rounds, Depth int
	Rate          float64
	MinWeight     float64 // least sum of second derivatives in a leaf
	L2            float64
}

const boostBins = 32

type booster struct {
	o      BoostOptions
	xs     [][]float64
	bins   [][]uint8   // per feature, per row
	cuts   [][]float64 // per feature
	g, h   []float64
	tree   Tree
	margin []float64
}

// TrainBoosted fits trees to rows xs with labels ys and weights ws (nil = 1).
func TrainBoosted(xs [][]float64, ys []bool, ws []float64, o BoostOptions) *Boosted {
	b := &booster{o: o, xs: xs, g: make([]float64, len(xs)), h: make([]float64, len(xs)), margin: make([]float64, len(xs))}
	var pos, all float64
	weight := func(i int) float64 {
		if ws == nil {
			return 1
		}
		return ws[i]
	}
	for i := range xs {
		all += weight(i)
		if ys[i] {
			pos += weight(i)
		}
	}
	out := &Boosted{Base: math.Log((pos + 1) / (all - pos + 1))}
	if len(xs) == 0 {
		return out
	}
	b.bin()
	for i := range b.margin {
		b.margin[i] = out.Base
	}
	for range o.Rounds {
		for i := range xs {
			p := Sigmoid(b.margin[i])
			y := 0.0
			if ys[i] {
				y = 1
			}
			b.g[i], b.h[i] = (y-p)*weight(i), p*(1-p)*weight(i)
		}
		rows := make([]int, len(xs))
		for i := range rows {
			rows[i] = i
		}
		b.tree = Tree{{}}
		b.grow(0, rows, o.Depth)
		out.Trees = append(out.Trees, b.tree)
	}
	return out
}

// bin cuts every feature at quantiles.
func (b *booster) bin() {
	d := len(b.xs[0])
	b.bins, b.cuts = make([][]uint8, d), make([][]float64, d)
	v := make([]float64, len(b.xs))
	for f := range d {
		for i, x := range b.xs {
			v[i] = x[f]
		}
		sort.Float64s(v)
		var cuts []float64
		for k := 1; k < boostBins; k++ {
			c := v[k*len(v)/boostBins]
			if len(cuts) == 0 && c > v[0] || len(cuts) > 0 && c > cuts[len(cuts)-1] {
				cuts = append(cuts, c)
			}
		}
		if len(cuts) == 0 && v[len(v)-1] > v[0] {
			cuts = append(cuts, v[0])
		}
		for k := range cuts { // a cut lies below the value that starts the bin
			j := sort.SearchFloat64s(v, cuts[k])
			if j > 0 {
				cuts[k] = (v[j-1] + cuts[k]) / 2
			}
		}
		b.cuts[f] = cuts
		b.bins[f] = make([]uint8, len(b.xs))
		for i, x := range b.xs {
			b.bins[f][i] = uint8(sort.SearchFloat64s(cuts, x[f]))
		}
	}
}

func (b *booster) grow(node int, rows []int, depth int) {
	var G, H float64
	for _, i := range rows {
		G += b.g[i]
		H += b.h[i]
	}
	f, cut, gain := b.split(rows, G, H)
	if depth == 0 || gain < 1e-6 {
		v := b.o.Rate * G / (H + b.o.L2)
		b.tree[node] = TreeNode{Feature: -1, Value: v}
		for _, i := range rows {
			b.margin[i] += v
		}
		return
	}
	var l, r []int
	for _, i := range rows {
		if int(b.bins[f][i]) <= cut {
			l = append(l, i)
		} else {
			r = append(r, i)
		}
	}
	left := len(b.tree)
	b.tree = append(b.tree, TreeNode{}, TreeNode{})
	b.tree[node] = TreeNode{Feature: f, Cut: b.cuts[f][cut], Left: left}
	b.grow(left, l, depth-1)
	b.grow(left+1, r, depth-1)
}

// split returns the feature and the last bin of the left side with the
// largest gain.
func (b *booster) split(rows []int, G, H float64) (feature, cut int, gain float64) {
	base := G * G / (H + b.o.L2)
	for f := range b.bins {
		var hg, hh [boostBins + 1]float64
		for _, i := range rows {
			k := b.bins[f][i]
			hg[k] += b.g[i]
			hh[k] += b.h[i]
		}
		var gl, hl float64
		for k := range b.cuts[f] {
			gl += hg[k]
			hl += hh[k]
			gr, hr := G-gl, H-hl
			if hl < b.o.MinWeight || hr < b.o.MinWeight {
				continue
			}
			if s := gl*gl/(hl+b.o.L2) + gr*gr/(hr+b.o.L2) - base; s > gain {
				feature, cut, gain = f, k, s
			}
		}
	}
	return feature, cut, gain
}

// TrainBagged fits n boosted models, each to a random share of the rows, and
// returns their mean: where positives are few, one model's order of the surest
// rows is chance.
func TrainBagged(xs [][]float64, ys []bool, ws []float64, o BoostOptions, n int, share float64, seed uint64) *Boosted {
	rng := rand.New(rand.NewPCG(seed, 41))
	out := &Boosted{}
	for range n {
		var x [][]float64
		var y []bool
		var w []float64
		for i := range xs {
			if rng.Float64() >= share {
				continue
			}
			x, y = append(x, xs[i]), append(y, ys[i])
			if ws != nil {
				w = append(w, ws[i])
			}
		}
		m := TrainBoosted(x, y, w, o)
		out.Base += m.Base / float64(n)
		for _, t := range m.Trees {
			for i := range t {
				t[i].Value /= float64(n)
			}
			out.Trees = append(out.Trees, t)
		}
	}
	return out
}
