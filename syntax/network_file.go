package syntax

import (
	"encoding/binary"
	"fmt"

	"quotetrack/learn"
	"quotetrack/learn/neural"
)

// save adds the network: matrices as int8 with a scale for each row, which
// costs no measurable accuracy, the vocabulary as hashes in row order.
func (n *network) save(f *learn.File) {
	hashes := make([]byte, 8*(len(n.vocab)+1))
	for h, r := range n.vocab {
		binary.LittleEndian.PutUint64(hashes[8*r:], h)
	}
	f.AddBytes("vocabulary", hashes)
	for _, t := range n.tables() {
		addRows(f, t.name, t.t.V, t.t.N, t.t.D)
	}
	for _, p := range n.set.Params {
		addRows(f, p.Name, p.V, p.R, p.C)
	}
}

type namedTable struct {
	name string
	t    *neural.Table
}

func (n *network) tables() []namedTable {
	return []namedTable{{"words", n.words}, {"suffixes", n.suffix}, {"ends", n.ends}, {"prefixes", n.prefix}, {"shapes", n.shapes}}
}

// addRows stores a matrix row by row: a float32 scale, then int8 steps.
func addRows(f *learn.File, name string, v []float32, r, c int) {
	scales, steps := make([]float32, r), make([]byte, r*c)
	for i := 0; i < r; i++ {
		row := v[i*c : (i+1)*c]
		var top float32
		for _, x := range row {
			top = max(top, max(x, -x))
		}
		if top == 0 {
			continue
		}
		scales[i] = top / 127
		for k, x := range row {
			q := x / scales[i]
			if q < 0 {
				q -= .5
			} else {
				q += .5
			}
			steps[i*c+k] = byte(int8(q))
		}
	}
	f.AddFloats(name+".scale", scales)
	f.AddBytes(name, steps)
}

func readRows(f *learn.File, name string, v []float32, r, c int) error {
	scales, err := f.Floats(name + ".scale")
	if err != nil {
		return err
	}
	steps, err := f.Bytes(name)
	if err != nil {
		return err
	}
	if len(scales) != r || len(steps) != r*c {
		return fmt.Errorf("%w: matrix %q was made for another version", learn.ErrFormat, name)
	}
	for i := 0; i < r; i++ {
		s := scales[i]
		for k, x := range steps[i*c : (i+1)*c] {
			v[i*c+k] = float32(int8(x)) * s
		}
	}
	return nil
}

func loadNetwork(f *learn.File) (*network, error) {
	b, err := f.Bytes("vocabulary")
	if err != nil {
		return nil, err
	}
	vocab := make(map[uint64]uint32, len(b)/8)
	for r := 1; r < len(b)/8; r++ {
		vocab[binary.LittleEndian.Uint64(b[8*r:])] = uint32(r)
	}
	if len(vocab) != max(len(b)/8-1, 0) {
		return nil, fmt.Errorf("%w: the vocabulary repeats itself", learn.ErrFormat)
	}
	n := newNetwork(vocab, neural.EmptySet())
	for _, t := range n.tables() {
		if err := readRows(f, t.name, t.t.V, t.t.N, t.t.D); err != nil {
			return nil, err
		}
	}
	for _, p := range n.set.Params {
		if err := readRows(f, p.Name, p.V, p.R, p.C); err != nil {
			return nil, err
		}
	}
	n.set.Sync()
	return n, nil
}
