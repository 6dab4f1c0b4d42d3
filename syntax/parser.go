package syntax

import (
	"math/rand/v2"

	"quotetrack/learn"
)

// The transitions of the arc-hybrid system (Kuhlmann, Gómez-Rodríguez and
// Satta 2011). Relations are chosen by a second model when an arc is made.
const (
	shift = iota
	left  // the top of the stack becomes a dependent of the buffer's front
	right // the top of the stack becomes a dependent of the item below it
)

type parser struct {
	action *learn.Table // width 4: shift, left, right, unused
	label  *learn.Table // width numRels
}

// state is a configuration over the tokens of one sentence, numbered from 0;
// n is the artificial root, at the end of the buffer.
type state struct {
	tokens []Token
	n      int
	stack  []int32
	next   int // front of the buffer
	head   []int32
	rel    []Rel
	lc, rc []int32 // outermost and second outermost children, two each side
	lc2    []int32
	rc2    []int32
	nl, nr []uint8
}

func (s *state) reset(tokens []Token) {
	s.tokens, s.n, s.next = tokens, len(tokens), 0
	s.stack = s.stack[:0]
	m := s.n + 1
	s.head, s.lc, s.rc = refill(s.head, m, -1), refill(s.lc, m, -1), refill(s.rc, m, -1)
	s.lc2, s.rc2 = refill(s.lc2, m, -1), refill(s.rc2, m, -1)
	s.rel = refill(s.rel, m, NoRel)
	s.nl, s.nr = refill(s.nl, m, 0), refill(s.nr, m, 0)
}

func refill[T any](v []T, n int, x T) []T {
	if cap(v) < n {
		v = make([]T, n, n+n/2)
	}
	v = v[:n]
	for i := range v {
		v[i] = x
	}
	return v
}

func (s *state) final() bool { return s.next == s.n && len(s.stack) == 0 }

func (s *state) legal(a int) bool {
	switch a {
	case shift:
		return s.next < s.n
	case left:
		return len(s.stack) > 0 && (s.next < s.n || len(s.stack) == 1)
	default:
		return len(s.stack) > 1
	}
}

// arc returns the head and dependent that a makes.
func (s *state) arc(a int) (head, dep int32) {
	top := s.stack[len(s.stack)-1]
	if a == left {
		return int32(s.next), top
	}
	return s.stack[len(s.stack)-2], top
}

func (s *state) apply(a int, rel Rel) {
	if a == shift {
		s.stack = append(s.stack, int32(s.next))
		s.next++
		return
	}
	h, d := s.arc(a)
	s.stack = s.stack[:len(s.stack)-1]
	s.head[d], s.rel[d] = h, rel
	if a == left {
		s.lc2[h], s.lc[h] = s.lc[h], d
		s.nl[h] = min(s.nl[h]+1, 5)
		return
	}
	s.rc2[h], s.rc[h] = s.rc[h], d
	s.nr[h] = min(s.nr[h]+1, 5)
}

const (
	noWord = 7
	rootID = 9
)

type node struct{ w, t, wt uint64 }

func (s *state) node(i int32) node {
	switch {
	case i < 0:
		return node{noWord, uint64(numTags), noWord}
	case int(i) >= s.n:
		return node{rootID, uint64(numTags) + 1, rootID}
	}
	t := &s.tokens[i]
	return node{t.hash, uint64(t.Tag), t.hash ^ uint64(t.Tag)<<57}
}

func (s *state) child(list []int32, i int32) int32 {
	if i < 0 {
		return -1
	}
	return list[i]
}

func (s *state) relOf(i int32) uint64 {
	if i < 0 {
		return uint64(numRels)
	}
	return uint64(s.rel[i])
}

const actionFeatures = 72

// features fills f with the features of a configuration, after Zhang and
// Nivre (2011) without the label sets, plus quotation depth.
func (s *state) features(f []uint32) []uint32 {
	s0, s1, s2 := int32(-1), int32(-1), int32(-1)
	if k := len(s.stack); k > 0 {
		s0 = s.stack[k-1]
		if k > 1 {
			s1 = s.stack[k-2]
		}
		if k > 2 {
			s2 = s.stack[k-3]
		}
	}
	b0 := int32(s.next)
	b1, b2 := int32(-1), int32(-1)
	if s.next+1 <= s.n {
		b1 = b0 + 1
	}
	if s.next+2 <= s.n {
		b2 = b0 + 2
	}
	S0, S1, S2, B0, B1, B2 := s.node(s0), s.node(s1), s.node(s2), s.node(b0), s.node(b1), s.node(b2)
	s0l, s0r := s.child(s.lc, s0), s.child(s.rc, s0)
	s1l, s1r := s.child(s.lc, s1), s.child(s.rc, s1)
	b0l, b0l2 := s.child(s.lc, b0), s.child(s.lc2, b0)
	s0l2, s0r2 := s.child(s.lc2, s0), s.child(s.rc2, s0)
	s1r2 := s.child(s.rc2, s1)
	S0L, S0R, S1L, S1R, B0L := s.node(s0l), s.node(s0r), s.node(s1l), s.node(s1r), s.node(b0l)
	S0L2, S0R2, S1R2, B0L2 := s.node(s0l2), s.node(s0r2), s.node(s1r2), s.node(b0l2)
	var v0, v1, vb uint64
	if s0 >= 0 {
		v0 = uint64(s.nl[s0])<<4 | uint64(s.nr[s0])
	}
	if s1 >= 0 {
		v1 = uint64(s.nl[s1])<<4 | uint64(s.nr[s1])
	}
	vb = uint64(s.nl[b0])
	dist := distance(s0, b0)
	dist1 := distance(s1, s0)
	quote := s.quoteState(s0, s1, b0)
	return append(f[:0],
		learn.Mix1(101, S0.w), learn.Mix1(102, S0.t), learn.Mix1(103, S0.wt),
		learn.Mix1(104, S1.w), learn.Mix1(105, S1.t), learn.Mix1(106, S1.wt),
		learn.Mix1(107, B0.w), learn.Mix1(108, B0.t), learn.Mix1(109, B0.wt),
		learn.Mix1(110, B1.wt), learn.Mix1(111, B1.t), learn.Mix1(112, B2.t), learn.Mix1(113, B2.wt),
		learn.Mix2(114, S0.wt, B0.wt), learn.Mix2(115, S0.wt, B0.t), learn.Mix2(116, S0.t, B0.wt), learn.Mix2(117, S0.w, B0.w),
		learn.Mix2(118, S0.t, B0.t),
		learn.Mix2(119, S1.wt, S0.wt), learn.Mix2(120, S1.wt, S0.t), learn.Mix2(121, S1.t, S0.wt), learn.Mix2(122, S1.w, S0.w),
		learn.Mix2(123, S1.t, S0.t), learn.Mix2(124, S1.w, B0.w), learn.Mix2(125, S1.t, B0.t),
		learn.Mix3(126, S0.t, B0.t, B1.t), learn.Mix3(127, S1.t, S0.t, B0.t), learn.Mix3(128, S2.t, S1.t, S0.t),
		learn.Mix3(129, S0.t, S0L.t, B0.t), learn.Mix3(130, S0.t, S0R.t, B0.t), learn.Mix3(131, S0.t, B0.t, B0L.t),
		learn.Mix3(132, S1.t, S0.t, S0L.t), learn.Mix3(133, S1.t, S0.t, S0R.t), learn.Mix3(134, S1.t, S1R.t, S0.t), learn.Mix3(135, S1.t, S1L.t, S0.t),
		learn.Mix3(136, S0.w, B0.t, B1.t), learn.Mix3(137, B0.w, S0.t, B1.t), learn.Mix3(138, S1.w, S0.t, B0.t),
		learn.Mix3(139, S1.t, S0.w, B0.t), learn.Mix3(140, S1.t, S0.t, B0.w),
		learn.Mix2(141, S0.w, dist), learn.Mix2(142, S0.t, dist), learn.Mix2(143, B0.w, dist), learn.Mix2(144, B0.t, dist), learn.Mix3(145, S0.t, B0.t, dist),
		learn.Mix3(146, S1.t, S0.t, dist1),
		learn.Mix2(147, S0.w, v0), learn.Mix2(148, S0.t, v0), learn.Mix2(149, S1.w, v1), learn.Mix2(150, S1.t, v1), learn.Mix2(151, B0.w, vb), learn.Mix2(152, B0.t, vb),
		learn.Mix2(153, S0.w, s.relOf(s0l)), learn.Mix2(154, S0.w, s.relOf(s0r)), learn.Mix2(155, S1.w, s.relOf(s1r)), learn.Mix2(156, B0.w, s.relOf(b0l)),
		learn.Mix3(157, S0.t, s.relOf(s0l), s.relOf(s0l2)), learn.Mix3(158, S0.t, s.relOf(s0r), s.relOf(s0r2)),
		learn.Mix3(159, S1.t, s.relOf(s1r), s.relOf(s1r2)), learn.Mix3(160, B0.t, s.relOf(b0l), s.relOf(b0l2)),
		learn.Mix3(161, S0.t, S0L.t, S0L2.t), learn.Mix3(162, S0.t, S0R.t, S0R2.t), learn.Mix3(163, S1.t, S1R.t, S1R2.t), learn.Mix3(164, B0.t, B0L.t, B0L2.t),
		learn.Mix2(165, S1R.w, S0.w), learn.Mix2(166, S0R.w, B0.w), learn.Mix2(167, S0L.w, B0.w),
		learn.Mix3(168, S0.t, B0.t, quote), learn.Mix3(169, S1.t, S0.t, quote),
		learn.Mix4(170, S0.t, B0.t, B1.t, B2.t), learn.Mix4(171, S1.t, S0.t, B0.t, B1.t),
	)
}

// quoteState tells which of three nodes stand inside quotation marks; all
// inside is the same as none.
func (s *state) quoteState(s0, s1, b0 int32) uint64 {
	var q uint64
	for k, i := range [3]int32{s0, s1, b0} {
		if i >= 0 && int(i) < s.n && s.tokens[i].Depth > 0 {
			q |= 1 << k
		}
	}
	if q == 7 {
		return 0
	}
	return q
}

func distance(a, b int32) uint64 {
	if a < 0 || b < 0 {
		return 0
	}
	switch n := b - a; {
	case n < 5:
		return uint64(n)
	case n < 10:
		return 6
	case n < 20:
		return 7
	}
	return 8
}

// labelFeatures describe the arc head -> dep about to be made.
func (s *state) labelFeatures(f []uint32, head, dep int32) []uint32 {
	H, D := s.node(head), s.node(dep)
	dir := b2u(head > dep)
	before, after := s.node(dep-1), s.node(-1)
	if int(dep)+1 < s.n {
		after = s.node(dep + 1)
	}
	dl, dr := s.child(s.lc, dep), s.child(s.rc, dep)
	DL, DR := s.node(dl), s.node(dr)
	hl, hr := s.child(s.lc, head), s.child(s.rc, head)
	first := s.firstChildTag(dep)
	return append(f[:0],
		learn.Mix2(201, D.w, dir), learn.Mix2(202, D.t, dir), learn.Mix2(203, H.w, dir), learn.Mix2(204, H.t, dir),
		learn.Mix3(205, D.w, H.w, dir), learn.Mix3(206, D.t, H.w, dir), learn.Mix3(207, D.w, H.t, dir), learn.Mix3(208, D.t, H.t, dir),
		learn.Mix3(209, D.t, H.t, distance(min(head, dep), max(head, dep))|dir<<8),
		learn.Mix3(210, D.t, DL.w, H.t), learn.Mix3(211, D.t, DR.t, H.t), learn.Mix3(212, D.t, s.relOf(dl), H.w),
		learn.Mix3(213, DL.t, D.t, H.t), learn.Mix4(214, D.t, H.t, s.relOf(dl), s.relOf(dr)),
		learn.Mix3(215, D.t, H.t, before.t), learn.Mix3(216, D.t, H.t, after.t),
		learn.Mix3(217, D.t, H.t, s.relOf(hl)), learn.Mix3(218, D.t, H.t, s.relOf(hr)),
		learn.Mix3(219, D.t, first, H.t), learn.Mix3(220, D.t, first, H.w), learn.Mix3(221, H.w, s.relOf(hr), D.t), learn.Mix3(222, H.w, s.relOf(hl), D.t),
		learn.Mix2(223, DL.w, D.w), learn.Mix3(224, D.w, before.w, dir), learn.Mix3(225, D.w, after.w, dir),
		learn.Mix3(226, D.t, H.t, s.quoteState(dep, head, -1)),
	)
}

// firstChildTag is the word of the leftmost case marker, conjunction or
// auxiliary of i found so far: it tells obl from ccomp and the like.
func (s *state) firstChildTag(i int32) uint64 {
	if i < 0 || int(i) >= s.n {
		return 0
	}
	for _, c := range [2]int32{s.lc[i], s.lc2[i]} {
		if c >= 0 {
			switch s.rel[c] {
			case Mark, Case, Cop, AuxPass, Nsubj, NsubjPass:
				return s.tokens[c].hash
			}
		}
	}
	return 1
}

type parseScratch struct {
	state  state
	feats  []uint32
	labels []int32
}

func (p *parser) parse(tokens []Token, base int32, sc *parseScratch) {
	if len(tokens) == 0 {
		return
	}
	s := &sc.state
	s.reset(tokens)
	if sc.labels == nil {
		sc.labels = make([]int32, numRels)
		sc.feats = make([]uint32, 0, actionFeatures)
	}
	for !s.final() {
		a := shift
		if len(s.stack) > 0 {
			sc.feats = s.features(sc.feats)
			var scores [4]int32
			p.action.AddTo4(&scores, sc.feats)
			a = -1
			for c := shift; c <= right; c++ {
				if s.legal(c) && (a < 0 || scores[c] > scores[a]) {
					a = c
				}
			}
		}
		rel := NoRel
		if a != shift {
			h, d := s.arc(a)
			rel = p.relation(s, sc, h, d)
		}
		s.apply(a, rel)
	}
	for i := range tokens {
		tokens[i].Rel = s.rel[i]
		if int(s.head[i]) == s.n {
			tokens[i].Head = -1
		} else {
			tokens[i].Head = base + s.head[i]
		}
	}
}

func (p *parser) relation(s *state, sc *parseScratch, h, d int32) Rel {
	if int(h) == s.n {
		return Root
	}
	sc.feats = s.labelFeatures(sc.feats, h, d)
	clear(sc.labels)
	p.label.Add(sc.labels, sc.feats)
	best := Rel(2)
	for c := best; c < numRels; c++ {
		if sc.labels[c] > sc.labels[best] {
			best = c
		}
	}
	return best
}

// costs returns, for each transition, how many gold arcs it makes
// unreachable (Goldberg and Nivre 2013). gold[i] is i's head, n the root.
func (s *state) costs(gold []int32) [3]int {
	const never = 1 << 20
	cost := [3]int{never, never, never}
	b := int32(s.next)
	k := len(s.stack)
	if s.legal(shift) {
		c := 0
		for j, d := range s.stack {
			if gold[d] == b || j < k-1 && gold[b] == d {
				c++
			}
		}
		cost[shift] = c
	}
	if k == 0 {
		return cost
	}
	top := s.stack[k-1]
	deps := 0
	for d := b; int(d) < s.n; d++ {
		if gold[d] == top {
			deps++
		}
	}
	if s.legal(left) {
		c := deps
		if k > 1 && gold[top] == s.stack[k-2] || gold[top] > b {
			c++
		}
		cost[left] = c
	}
	if s.legal(right) {
		c := deps
		if gold[top] >= b {
			c++
		}
		cost[right] = c
	}
	return cost
}

type parserTrainer struct {
	action, label *learn.Perceptron
	rng           *rand.Rand
	feats         []uint32
	lscores       []float32
}

func trainParser(data []*TreebankSentence, heads [][]int32, rels [][]Rel, epochs int, seed uint64) *parser {
	t := &parserTrainer{
		action: learn.NewPerceptron(22, 4), label: learn.NewPerceptron(18, int(numRels)),
		rng: rand.New(rand.NewPCG(seed, 5)), lscores: make([]float32, numRels),
	}
	order := make([]int, len(data))
	for i := range order {
		order[i] = i
	}
	var s state
	for e := 0; e < epochs; e++ {
		t.rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			s.reset(data[i].Doc.Tokens)
			t.sentence(&s, heads[i], rels[i], e)
		}
	}
	return &parser{action: t.action.Table(), label: t.label.Table()}
}

// sentence trains on one sentence, following the model's own choices from the
// second epoch on so that it learns to go on after errors.
func (t *parserTrainer) sentence(s *state, gold []int32, rels []Rel, epoch int) {
	var buf [4]float32
	for !s.final() {
		cost := s.costs(gold)
		t.feats = s.features(t.feats)
		scores := buf[:]
		clear(scores)
		t.action.Score(scores, t.feats)
		got, good := -1, -1
		least := min(cost[0], cost[1], cost[2])
		for a := shift; a <= right; a++ {
			if !s.legal(a) {
				continue
			}
			if got < 0 || scores[a] > scores[got] {
				got = a
			}
			if cost[a] == least && (good < 0 || scores[a] > scores[good]) {
				good = a
			}
		}
		if cost[got] > least {
			t.action.Update(t.feats, good, got)
		}
		t.action.Tick()
		next := got
		if cost[got] > least && (epoch < 1 || t.rng.Float32() < .1) {
			next = good
		}
		s.apply(next, t.relation(s, next, gold, rels))
	}
}

func (t *parserTrainer) relation(s *state, a int, gold []int32, rels []Rel) Rel {
	if a == shift {
		return NoRel
	}
	h, d := s.arc(a)
	if int(h) == s.n {
		return Root
	}
	t.feats = s.labelFeatures(t.feats, h, d)
	clear(t.lscores)
	t.label.Score(t.lscores, t.feats)
	got := Rel(argmax(t.lscores[2:]) + 2)
	if gold[d] == h {
		if got != rels[d] && rels[d] > Root {
			t.label.Update(t.feats, int(rels[d]), int(got))
		}
		t.label.Tick()
	}
	return got
}
