package syntax

// eisner finds the best tree over arc scores. The best head of each token is
// taken where that gives a tree with one root; else the best projective tree
// is searched by Eisner's algorithm (1996).
type eisner struct {
	state    []int8
	cr, cl   []float32 // complete spans, head left / right
	ir, il   []float32
	bcr, bcl []int16
	bi       []int16
	bir      []int16
}

// heads returns the head of each of n tokens; n stands for the root. Row i of
// score, width long, holds the scores of i's heads.
func (e *eisner) heads(score []float32, width, n int, out []int32) []int32 {
	out = refill(out, n, -1)
	for i := 0; i < n; i++ {
		best := -1
		for j := 0; j <= n; j++ {
			if j != i && (best < 0 || score[i*width+j] > score[i*width+best]) {
				best = j
			}
		}
		out[i] = int32(best)
	}
	if e.isTree(out) {
		return out
	}
	e.project(score, width, n, out)
	return out
}

// isTree tells whether exactly one token hangs on the root and all others
// reach it.
func (e *eisner) isTree(heads []int32) bool {
	n := len(heads)
	e.state = refill(e.state, n, 0)
	roots := 0
	for i := range heads {
		if int(heads[i]) == n {
			roots++
		}
		for k := i; ; {
			if e.state[k] == 2 {
				break
			}
			if e.state[k] == 1 {
				return false
			}
			e.state[k] = 1
			h := int(heads[k])
			if h == n {
				break
			}
			k = h
		}
		for k := i; k < n && e.state[k] == 1; k = int(heads[k]) {
			e.state[k] = 2
			if int(heads[k]) == n {
				break
			}
		}
	}
	return roots == 1
}

const impossible = -1e30

// project fills out with the best projective tree. Positions are 0 for the
// root and i+1 for token i; the root takes one dependent.
func (e *eisner) project(score []float32, width, n int, out []int32) {
	m := n + 1
	at := func(i, j int) int { return i*m + j }
	s := func(h, d int) float32 { // head h, dependent d, as positions
		if h == 0 {
			return score[(d-1)*width+n]
		}
		return score[(d-1)*width+h-1]
	}
	e.cr, e.cl, e.ir, e.il = refill(e.cr, m*m, 0), refill(e.cl, m*m, 0), refill(e.ir, m*m, impossible), refill(e.il, m*m, impossible)
	e.bcr, e.bcl, e.bi, e.bir = refill(e.bcr, m*m, 0), refill(e.bcl, m*m, 0), refill(e.bi, m*m, 0), refill(e.bir, m*m, 0)
	for span := 1; span < m; span++ {
		for i := 0; i+span < m; i++ {
			j := i + span
			best, arg := float32(impossible), i
			for k := i; k < j; k++ {
				if i == 0 && k > 0 {
					break // one dependent of the root only
				}
				if v := e.cr[at(i, k)] + e.cl[at(k+1, j)]; v > best {
					best, arg = v, k
				}
			}
			e.ir[at(i, j)], e.bir[at(i, j)] = best+s(i, j), int16(arg)
			if i > 0 {
				best, arg = impossible, i
				for k := i; k < j; k++ {
					if v := e.cr[at(i, k)] + e.cl[at(k+1, j)]; v > best {
						best, arg = v, k
					}
				}
				e.il[at(i, j)], e.bi[at(i, j)] = best+s(j, i), int16(arg)
			}
			best, arg = impossible, i
			for k := i; k < j; k++ {
				if v := e.cl[at(i, k)] + e.il[at(k, j)]; v > best {
					best, arg = v, k
				}
			}
			e.cl[at(i, j)], e.bcl[at(i, j)] = best, int16(arg)
			best, arg = impossible, j
			for k := i + 1; k <= j; k++ {
				if v := e.ir[at(i, k)] + e.cr[at(k, j)]; v > best {
					best, arg = v, k
				}
			}
			e.cr[at(i, j)], e.bcr[at(i, j)] = best, int16(arg)
		}
	}
	e.trace(0, m-1, true, false, m, out)
}

// trace walks the back pointers; right tells the side of the dependents.
func (e *eisner) trace(i, j int, right, incomplete bool, m int, out []int32) {
	if i == j {
		return
	}
	at := i*m + j
	switch {
	case incomplete && right:
		out[j-1] = position(i, m)
		k := int(e.bir[at])
		e.trace(i, k, true, false, m, out)
		e.trace(k+1, j, false, false, m, out)
	case incomplete:
		out[i-1] = position(j, m)
		k := int(e.bi[at])
		e.trace(i, k, true, false, m, out)
		e.trace(k+1, j, false, false, m, out)
	case right:
		k := int(e.bcr[at])
		e.trace(i, k, true, true, m, out)
		e.trace(k, j, true, false, m, out)
	default:
		k := int(e.bcl[at])
		e.trace(i, k, false, false, m, out)
		e.trace(k, j, false, true, m, out)
	}
}

func position(p, m int) int32 {
	if p == 0 {
		return int32(m - 1)
	}
	return int32(p - 1)
}
