package learn

import "math"

// Table is a trained hashed weight table as it is used: 2^Bits rows of Width
// int8 weights. The weight of a class is its int8 times Scale.
type Table struct {
	Bits  int
	Width int
	Scale float32
	W     []int8
}

// Row returns the weights of feature f, Width of them.
func (t *Table) Row(f uint32) []int8 {
	i := int(f&(1<<t.Bits-1)) * t.Width
	return t.W[i : i+t.Width : i+t.Width]
}

// Add adds the weights of the features to scores (Width integers, in units of
// Scale).
func (t *Table) Add(scores []int32, feats []uint32) {
	mask := uint32(1)<<t.Bits - 1
	w := t.Width
	scores = scores[:w]
	for _, f := range feats {
		i := int(f&mask) * w
		row := t.W[i : i+w]
		for c := range scores {
			scores[c] += int32(row[c])
		}
	}
}

// AddTo4 is Add for tables of width 4, without a loop over classes.
func (t *Table) AddTo4(scores *[4]int32, feats []uint32) {
	mask := uint32(1)<<t.Bits - 1
	var a, b, c, d int32
	for _, f := range feats {
		i := int(f&mask) * 4
		row := (*[4]int8)(t.W[i : i+4])
		a += int32(row[0])
		b += int32(row[1])
		c += int32(row[2])
		d += int32(row[3])
	}
	scores[0] += a
	scores[1] += b
	scores[2] += c
	scores[3] += d
}

// Quantise turns trained weights into a Table. Weights beyond the 127 steps
// are clipped: the step is chosen so that one weight in ten thousand of the
// non-zero ones is.
func Quantise(w []float32, bits, width int) *Table {
	var nonzero int
	var top float32
	for _, x := range w {
		if x != 0 {
			nonzero++
			top = max(top, abs32(x))
		}
	}
	t := &Table{Bits: bits, Width: width, Scale: 1, W: make([]int8, len(w))}
	if nonzero == 0 {
		return t
	}
	const buckets = 4096
	hist := make([]int, buckets+1)
	for _, x := range w {
		if x != 0 {
			hist[int(abs32(x)/top*buckets)]++
		}
	}
	clip, seen := top, 0
	for b := buckets; b >= 0; b-- {
		seen += hist[b]
		if seen > nonzero/10000 {
			clip = top * float32(b+1) / buckets
			break
		}
	}
	t.Scale = clip / 127
	for i, x := range w {
		q := math.Round(float64(x / t.Scale))
		t.W[i] = int8(max(-127, min(127, q)))
	}
	return t
}

func abs32(x float32) float32 {
	if x < 0 {
		return -x
	}
	return x
}
