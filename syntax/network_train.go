package syntax

import (
	"math"
	"math/rand/v2"
	"slices"
	"sync"

	"quotetrack/learn/neural"
)

// NetworkExample is one training sentence. What it is annotated with decides
// which tasks learn from it.
type NetworkExample struct {
	Doc    *Document  // one sentence: gold tags, heads and relations if Tree
	Tree   bool       // tags, heads and relations are given
	Silver bool       // ... by an automatic analysis
	Names  []NameKind // nil: not annotated
	Roles  []Role     // nil: not annotated
}

// NetworkOptions are the settings of trainNetwork.
type NetworkOptions struct {
	Epochs int
	Batch  int
	Rate   float32
	Drop   float32
	Seed   uint64
	Log    func(format string, args ...any)
	Check  func(epoch int, n *network)
}

type rowGrad struct {
	table *neural.Table
	row   uint32
	g     []float32
}

// netWorker computes gradients of sentences.
type netWorker struct {
	net   *network
	ps    passState
	grads *neural.Grads
	rng   *rand.Rand
	rows  []rowGrad
	drop  float32
	loss  float64
	tasks [6]float64

	mask1, mask2, mask3          []float32
	dH2, dH1, dX, dTags, dParse  []float32
	dScore, dHU, tmp, dl, dr, dx []float32
}

const freqCut = 2

// vocabulary numbers the forms seen at least freqCut times, from 1, and after
// them the others that have a vector, which keep it.
func vocabulary(data []NetworkExample, vectors map[uint64][]float32) (vocab map[uint64]uint32, freq []int) {
	count := map[uint64]int{}
	var order []uint64
	for _, ex := range data {
		for i := range ex.Doc.Tokens {
			h := ex.Doc.Tokens[i].hash
			if count[h] == 0 {
				order = append(order, h)
			}
			count[h]++
		}
	}
	vocab, freq = map[uint64]uint32{}, []int{0}
	for _, h := range order {
		if count[h] >= freqCut {
			vocab[h] = uint32(len(freq))
			freq = append(freq, count[h])
		}
	}
	var rest []uint64
	for h := range vectors {
		if _, ok := vocab[h]; !ok {
			rest = append(rest, h)
		}
	}
	slices.Sort(rest)
	for _, h := range rest {
		vocab[h] = uint32(len(freq))
		freq = append(freq, max(count[h], 1))
	}
	return vocab, freq
}

// trainNetwork trains on two workers whose gradients are added in a fixed
// order, so that the result depends on the seed alone.
func trainNetwork(data []NetworkExample, vectors map[uint64][]float32, o NetworkOptions) *network {
	vocab, freq := vocabulary(data, vectors)
	net := newNetwork(vocab, o.Seed)
	for h, v := range vectors {
		if r, ok := vocab[h]; ok {
			copy(net.words.Row(r), v)
		}
	}
	const workers = 2
	ws := make([]*netWorker, workers)
	var gs []*neural.Grads
	for k := range ws {
		ws[k] = &netWorker{net: net, grads: net.set.NewGrads(), rng: rand.New(rand.NewPCG(o.Seed, uint64(100+k))), drop: o.Drop}
		gs = append(gs, ws[k].grads)
	}
	order := make([]int, len(data))
	for i := range order {
		order[i] = i
	}
	rng := rand.New(rand.NewPCG(o.Seed, 21))
	steps, step := o.Epochs*(len(data)/o.Batch+1), 0
	for e := 0; e < o.Epochs; e++ {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for b := 0; b < len(order); b += o.Batch {
			batch := order[b:min(b+o.Batch, len(order))]
			rate := o.Rate * (1 - float32(step)/float32(steps)*.97)
			step++
			net.set.Sync()
			var wg sync.WaitGroup
			for k, w := range ws {
				wg.Add(1)
				go func() {
					defer wg.Done()
					for i := k; i < len(batch); i += workers {
						w.sentence(&data[batch[i]], freq)
					}
				}()
			}
			wg.Wait()
			scale := 1 / float32(len(batch))
			net.set.Step(gs, rate, scale)
			for _, w := range ws {
				for _, r := range w.rows {
					r.table.Step(r.row, r.g, rate*20, scale)
				}
				w.rows = w.rows[:0]
			}
		}
		var tasks [6]float64
		for _, w := range ws {
			for i := range tasks {
				tasks[i] += w.tasks[i] / float64(len(data))
			}
			w.tasks = [6]float64{}
		}
		o.Log("  network epoch %d: loss a sentence: tags %.2f arcs %.2f relations %.2f names %.2f roles %.2f", e+1, tasks[0], tasks[1], tasks[2], tasks[3], tasks[4])
		if o.Check != nil {
			net.set.Sync()
			o.Check(e, net)
		}
	}
	net.set.Sync()
	return net
}

func (w *netWorker) mask(buf []float32, n int, p float32) []float32 {
	buf = neural.Sized(buf, n)
	for i := range buf {
		buf[i] = 1 / (1 - p)
		if w.rng.Float32() < p {
			buf[i] = 0
		}
	}
	return buf
}

// maxTrainSentence bounds the sentences that are learnt from.
const maxTrainSentence = 120

// sentence adds the gradient of one sentence.
func (w *netWorker) sentence(ex *NetworkExample, freq []int) {
	n := len(ex.Doc.Tokens)
	if n == 0 || n > maxTrainSentence {
		return
	}
	ps := &w.ps
	ps.in = w.net.inputsOf(ex.Doc, 0, int32(n), ps.in)
	for i := range ps.in {
		if f := float32(freq[ps.in[i].word]); w.rng.Float32() < .25/(.25+f)+.05 {
			ps.in[i].word = 0
		}
	}
	w.mask1, w.mask2, w.mask3 = w.mask(w.mask1, inputDim, w.drop*.7), w.mask(w.mask2, stateDim, w.drop), w.mask(w.mask3, stateDim, w.drop)
	w.net.encode(ps, w.mask1, w.mask2)
	for i := 0; i < n; i++ {
		for k := 0; k < stateDim; k++ {
			ps.h2[i*stateDim+k] *= w.mask3[k]
		}
	}
	w.dH2 = neural.Zeroed(w.dH2, n*stateDim)
	w.tagLoss(ex, n)
	if ex.Tree {
		w.treeLoss(ex, n)
	}
	w.backward(n)
}

func logf(p float32) float64 { return math.Log(math.Max(float64(p), 1e-12)) }

// crossEntropy turns the scores of one choice into their gradient, scaled by
// weight, and returns the loss.
func crossEntropy(scores []float32, gold int, weight float32, grad []float32) float64 {
	copy(grad, scores)
	neural.Softmax(grad)
	p := grad[gold]
	for i := range grad {
		grad[i] *= weight
	}
	grad[gold] -= weight
	return -logf(p) * float64(weight)
}

func (w *netWorker) tagLoss(ex *NetworkExample, n int) {
	ps, net := &w.ps, w.net
	ps.tags = linear(ps.tags, ps.h2, net.tagW, net.tagB, n)
	w.dTags = neural.Zeroed(w.dTags, n*tagDim)
	prev := NoName
	for i := 0; i < n; i++ {
		t := &ex.Doc.Tokens[i]
		row, g := ps.tags[i*tagDim:(i+1)*tagDim], w.dTags[i*tagDim:(i+1)*tagDim]
		if ex.Tree && ex.Silver {
			w.tasks[0] += crossEntropy(row[silverTagAt:namesAt], int(t.Tag), .3, g[silverTagAt:namesAt])
		} else if ex.Tree {
			w.tasks[0] += crossEntropy(row[xposAt:uposAt], int(t.Tag), 1, g[xposAt:uposAt])
			w.tasks[0] += crossEntropy(row[uposAt:silverTagAt], int(t.UPOS), .5, g[uposAt:silverTagAt])
		}
		if ex.Names != nil {
			k := ex.Names[i]
			w.tasks[3] += crossEntropy(row[namesAt:rolesAt], nameLabel(k, k != prev), .5, g[namesAt:rolesAt])
			prev = k
		}
		if ex.Roles != nil {
			w.tasks[4] += crossEntropy(row[rolesAt:tagsEnd], int(ex.Roles[i]), 1, g[rolesAt:tagsEnd])
		}
	}
	w.linearBackward(net.tagW, net.tagB, w.dTags, n)
}

// linearBackward adds the gradients of a linear layer over h2 and passes them
// on to dH2.
func (w *netWorker) linearBackward(W, B *neural.Param, dOut []float32, n int) {
	w.tmp = neural.Transpose(w.tmp, w.ps.h2[:n*stateDim], n, stateDim)
	neural.MulAdd(w.grads.Of(W), W.C, w.tmp, n, dOut, W.C, stateDim, n, W.C)
	b := w.grads.Of(B)
	for i := 0; i < n; i++ {
		for k, x := range dOut[i*W.C : (i+1)*W.C] {
			b[k] += x
		}
	}
	neural.MulAdd(w.dH2, stateDim, dOut, W.C, W.Transposed(), stateDim, n, W.C, stateDim)
}

func (w *netWorker) treeLoss(ex *NetworkExample, n int) {
	ps, net := &w.ps, w.net
	weight := float32(1)
	p := &net.parsers[0]
	if ex.Silver {
		weight, p = .3, &net.parsers[1]
	}
	net.arcs(ps, p)
	w.dParse = neural.Zeroed(w.dParse, n*parseDim)
	w.dScore = neural.Zeroed(w.dScore, n*ps.width)
	droot := w.grads.Of(p.root)
	for i := 0; i < n; i++ {
		h := ex.Doc.Tokens[i].Head
		if h < 0 {
			h = int32(n)
		}
		row := ps.score[i*ps.width : i*ps.width+n+1]
		row[i] = impossible
		w.tasks[1] += crossEntropy(row, int(h), weight, w.dScore[i*ps.width:i*ps.width+n+1])
		w.relationLoss(ex, p, i, int(h), n, weight, droot)
	}
	w.arcBackward(p, n, droot)
	for i, x := range ps.parse[:n*parseDim] {
		if x < 0 {
			w.dParse[i] *= .1
		}
	}
	w.linearBackward(p.w, p.b, w.dParse, n)
}

func (w *netWorker) relationLoss(ex *NetworkExample, p *parserHead, i, h, n int, weight float32, droot []float32) {
	ps := &w.ps
	logits := w.net.relation(ps, p, int32(i), int32(h))
	w.dl = neural.Zeroed(w.dl, relPad)
	w.tasks[2] += crossEntropy(logits[:numRels], int(ex.Doc.Tokens[i].Rel), weight, w.dl[:numRels])
	lb, lw := w.grads.Of(p.lbias), w.grads.Of(p.label)
	w.dr = neural.Zeroed(w.dr, relDim)
	for k := 0; k < relPad; k++ {
		lb[k] += w.dl[k]
	}
	for r := 0; r < relDim; r++ {
		g := lw[r*relPad : (r+1)*relPad]
		x := ps.rel[r]
		for k, d := range w.dl {
			g[k] += x * d
		}
		w.dr[r] = neural.Dot(p.label.V[r*relPad:(r+1)*relPad], w.dl)
		if x < 0 {
			w.dr[r] *= .1
		}
	}
	dep := w.dParse[i*parseDim+2*arcDim:]
	head := droot[arcDim:]
	if h < n {
		head = w.dParse[h*parseDim+2*arcDim+relDim:]
	}
	for k, d := range w.dr {
		dep[k] += d
		head[k] += d
	}
}

// arcBackward passes dScore on to the arc parts of dParse and to U, its bias
// and the root.
func (w *netWorker) arcBackward(p *parserHead, n int, droot []float32) {
	ps := &w.ps
	W := ps.width
	// score = dep·huT + bias_j: ddep = dScore·hu, dhu = dScoreT·dep
	dDep := neural.Zeroed(w.dl2(n*arcDim), n*arcDim)
	neural.MulAdd(dDep, arcDim, w.dScore, W, ps.hu, arcDim, n, W, arcDim)
	w.tmp = neural.Transpose(w.tmp, w.dScore, n, W)
	w.dHU = neural.Zeroed(w.dHU, W*arcDim)
	neural.MulAdd(w.dHU, arcDim, w.tmp, n, ps.parse, parseDim, W, n, arcDim)
	dub := w.grads.Of(p.ub)
	du := w.grads.Of(p.u)
	for i := 0; i < n; i++ {
		for k := 0; k < arcDim; k++ {
			w.dParse[i*parseDim+k] += dDep[i*arcDim+k]
		}
	}
	for j := 0; j <= n; j++ {
		var db float32
		for i := 0; i < n; i++ {
			db += w.dScore[i*W+j]
		}
		head, dhead := p.root.V[:arcDim], droot[:arcDim]
		if j < n {
			head, dhead = ps.parse[j*parseDim+arcDim:j*parseDim+2*arcDim], w.dParse[j*parseDim+arcDim:j*parseDim+2*arcDim]
		}
		dhu := w.dHU[j*arcDim : (j+1)*arcDim]
		for k := 0; k < arcDim; k++ {
			dub[k] += db * head[k]
			dhead[k] += db * p.ub.V[k]
		}
		// hu_j[a] = sum_b U[a][b] head[b]
		neural.MulAdd(dhead, arcDim, dhu, arcDim, p.u.V, arcDim, 1, arcDim, arcDim)
		for a := 0; a < arcDim; a++ {
			x := dhu[a]
			g := du[a*arcDim : (a+1)*arcDim]
			for b, y := range head {
				g[b] += x * y
			}
		}
	}
}

func (w *netWorker) dl2(n int) []float32 {
	w.dx = neural.Sized(w.dx, n)
	return w.dx
}

// backward passes dH2 through both layers to the embeddings.
func (w *netWorker) backward(n int) {
	net, ps := w.net, &w.ps
	for i := 0; i < n; i++ {
		for k := 0; k < stateDim; k++ {
			w.dH2[i*stateDim+k] *= w.mask3[k]
		}
	}
	w.dH1 = neural.Sized(w.dH1, n*stateDim)
	w.layerBackward(net.l2, net.r2, &ps.l2, &ps.r2, w.dH2, w.dH1, n)
	for i := 0; i < n; i++ {
		for k := 0; k < stateDim; k++ {
			w.dH1[i*stateDim+k] *= w.mask2[k]
		}
	}
	w.dX = neural.Sized(w.dX, n*inputDim)
	w.layerBackward(net.l1, net.r1, &ps.l1, &ps.r1, w.dH1, w.dX, n)
	for i, in := range ps.in {
		g := make([]float32, inputDim)
		for k := range g {
			g[k] = w.dX[i*inputDim+k] * w.mask1[k]
		}
		w.rows = append(w.rows, rowGrad{net.words, in.word, g[:wordDim]}, rowGrad{net.suffix, in.suf, g[wordDim : wordDim+sufDim]},
			rowGrad{net.prefix, in.pre, g[wordDim+sufDim : wordDim+sufDim+preDim]}, rowGrad{net.shapes, in.shape, g[wordDim+sufDim+preDim:]})
	}
}

func (w *netWorker) layerBackward(l, r *neural.LSTM, ls, rs *neural.LSTMState, dOut, dIn []float32, n int) {
	w.dl, w.dr = neural.Sized(w.dl, n*hiddenDim), neural.Sized(w.dr, n*hiddenDim)
	for i := 0; i < n; i++ {
		copy(w.dl[i*hiddenDim:(i+1)*hiddenDim], dOut[i*stateDim:])
		copy(w.dr[(n-1-i)*hiddenDim:(n-i)*hiddenDim], dOut[i*stateDim+hiddenDim:])
	}
	l.Backward(ls, w.grads, w.dl, dIn)
	back := neural.Sized(w.dx, n*r.In)
	w.dx = back
	r.Backward(rs, w.grads, w.dr, back)
	for i := 0; i < n; i++ {
		for k := 0; k < r.In; k++ {
			dIn[i*r.In+k] += back[(n-1-i)*r.In+k]
		}
	}
}
