package learn

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
)

// Thousands of small trees take long to read as JSON text: Boosted is kept as one JSON
// string of its bytes in base64: the base, then for each tree the number of its nodes and
// the nodes (feature, left child, cut or value), all little endian.

const nodeBytes = 12

// MarshalJSON writes the trees as described above.
func (b *Boosted) MarshalJSON() ([]byte, error) {
	out := binary.LittleEndian.AppendUint64(nil, math.Float64bits(b.Base))
	for _, t := range b.Trees {
		out = binary.LittleEndian.AppendUint16(out, uint16(len(t)))
		for _, n := range t {
			if n.Feature >= math.MaxInt16 || n.Left > math.MaxUint16 {
				return nil, fmt.Errorf("a tree with feature %d and child %d is too large", n.Feature, n.Left)
			}
			v := n.Cut
			if n.Feature < 0 {
				v = n.Value
			}
			out = binary.LittleEndian.AppendUint16(out, uint16(int16(n.Feature)))
			out = binary.LittleEndian.AppendUint16(out, uint16(n.Left))
			out = binary.LittleEndian.AppendUint64(out, math.Float64bits(v))
		}
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what MarshalJSON wrote. The error wraps ErrFormat.
func (b *Boosted) UnmarshalJSON(data []byte) error {
	var in []byte
	if err := json.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("%w: trees: %w", ErrFormat, err)
	}
	if len(in) < 8 {
		return fmt.Errorf("%w: trees of %d bytes", ErrFormat, len(in))
	}
	*b = Boosted{Base: math.Float64frombits(binary.LittleEndian.Uint64(in))}
	for in = in[8:]; len(in) > 0; {
		if len(in) < 2 {
			return fmt.Errorf("%w: a tree is cut off", ErrFormat)
		}
		n := int(binary.LittleEndian.Uint16(in))
		if in = in[2:]; n == 0 || len(in) < n*nodeBytes {
			return fmt.Errorf("%w: a tree of %d nodes in %d bytes", ErrFormat, n, len(in))
		}
		t := make(Tree, n)
		for i := range t {
			if err := t[i].read(in[i*nodeBytes:], i, n); err != nil {
				return err
			}
		}
		b.Trees, in = append(b.Trees, t), in[n*nodeBytes:]
	}
	return nil
}

// read fills node i of a tree of n.
func (t *TreeNode) read(in []byte, i, n int) error {
	t.Feature, t.Left = int(int16(binary.LittleEndian.Uint16(in))), int(binary.LittleEndian.Uint16(in[2:]))
	v := math.Float64frombits(binary.LittleEndian.Uint64(in[4:]))
	if t.Feature < 0 {
		t.Value = v
		return nil
	}
	if t.Cut = v; t.Left <= i || t.Left+1 >= n {
		return fmt.Errorf("%w: node %d of %d has child %d", ErrFormat, i, n, t.Left)
	}
	return nil
}
