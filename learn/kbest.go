package learn

import "math"

// Path is one labelling of a sequence: a label a step, and its score.
type Path struct {
	Labels []int8
	Score  float32
}

// kcell is one of the best ways to reach a label at a step.
type kcell struct {
	score      float32
	from, rank int8
}

// KBest returns at most k labellings of the sequence whose emissions the lattice
// holds, best first (list Viterbi; Seshadri and Sundberg 1994). They share the
// lattice's memory and are good until its next use.
func (m *CRF) KBest(l *Lattice, seq []Step, k int) []Path {
	L, n := m.Labels, len(seq)
	if n == 0 || k <= 0 {
		return nil
	}
	none := float32(math.Inf(-1))
	l.cells = grow(l.cells, n*L*k)
	l.next = grow(l.next, L)
	for y := range L {
		cell := l.cells[y*k : y*k+k]
		for r := range cell {
			cell[r].score = none
		}
		cell[0] = kcell{score: l.emit[y] + m.trans(seq[0].Context, L, y)}
	}
	for i := 1; i < n; i++ {
		tr := m.Trans[int(seq[i].Context)*(L+1)*L:]
		prev := l.cells[(i-1)*L*k : i*L*k]
		for y := range L {
			clear(l.next)
			cell := l.cells[(i*L+y)*k : (i*L+y+1)*k]
			for r := range cell {
				best, arg := none, 0
				for z := range L {
					if x := int(l.next[z]); x < k {
						if s := prev[z*k+x].score + tr[z*L+y]; s > best {
							best, arg = s, z
						}
					}
				}
				cell[r] = kcell{best + l.emit[i*L+y], int8(arg), int8(l.next[arg])}
				l.next[arg]++
			}
		}
	}
	return l.paths(L, n, k)
}

// paths reads the k best labellings off the cells.
func (l *Lattice) paths(L, n, k int) []Path {
	last := l.cells[(n-1)*L*k : n*L*k]
	clear(l.next)
	l.kbest = l.kbest[:0]
	l.klabels = grow(l.klabels, n*k)
	for r := range k {
		best, arg := float32(math.Inf(-1)), -1
		for y := range L {
			if x := int(l.next[y]); x < k && last[y*k+x].score > best {
				best, arg = last[y*k+x].score, y
			}
		}
		if arg < 0 {
			break
		}
		labels := l.klabels[r*n : r*n+n]
		y, x := arg, int(l.next[arg])
		l.next[arg]++
		for i := n - 1; i >= 0; i-- {
			labels[i] = int8(y)
			c := l.cells[(i*L+y)*k+x]
			y, x = int(c.from), int(c.rank)
		}
		l.kbest = append(l.kbest, Path{labels, best})
	}
	return l.kbest
}
