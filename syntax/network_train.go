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
	Cues   []CueArguments
	Part   int // of the jackknife, as PartOf numbers it; 0: in none
}

// CueArguments says what the tokens of a sentence are to one cue in it.
type CueArguments struct {
	Cue       int32   // its first token
	Arguments []uint8 // per token: ArgumentNone, ArgumentSource, ArgumentContent
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

// numTasks counts the losses that a worker keeps: tags, arcs, relations, names,
// roles, arguments.
const numTasks = 6

// netWorker computes gradients of batches of sentences.
type netWorker struct {
	net   *network
	ps    passState
	grads *neural.Grads
	rng   *rand.Rand
	rows  []rowGrad
	drop  float32
	tasks [numTasks]float64

	mask1, mask2, mask3                []float32
	dH2, dH1, dX, dTags, dParse, dArgs []float32
	dScore, dHU, tmp, dl, dr, dx       []float32
	packL, packR, inL, inR, args       []float32
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

// newWorkers returns workers whose gradients are added in a fixed order, so
// that the result depends on the seed alone.
func newWorkers(net *network, drop float32, seed uint64) (ws []*netWorker, gs []*neural.Grads) {
	const workers = 2
	for k := range workers {
		w := &netWorker{net: net, grads: net.set.NewGrads(), rng: rand.New(rand.NewPCG(seed, uint64(100+k))), drop: drop}
		ws, gs = append(ws, w), append(gs, w.grads)
	}
	return ws, gs
}

// learnBatch lets every worker do its share and makes one step.
func (n *network) learnBatch(ws []*netWorker, gs []*neural.Grads, rate, scale float32, share func(k int, w *netWorker)) {
	n.set.Sync()
	var wg sync.WaitGroup
	for k, w := range ws {
		wg.Add(1)
		go func() {
			defer wg.Done()
			share(k, w)
		}()
	}
	wg.Wait()
	n.set.Step(gs, rate, scale)
	for _, w := range ws {
		for _, r := range w.rows {
			r.table.Step(r.row, r.g, rate*20, scale)
		}
		w.rows = w.rows[:0]
	}
}

// warmUp is the number of steps over which the rate rises.
const warmUp = 300

// rateAt is the learning rate of a step: it rises, then falls in a line.
func rateAt(rate float32, step, steps int) float32 {
	return rate * min(float32(step+1)/warmUp, 1) * (1 - float32(step)/float32(steps)*.98)
}

// trainNetwork trains all tasks together.
func trainNetwork(data []NetworkExample, net *network, freq []int, o NetworkOptions) {
	ws, gs := newWorkers(net, o.Drop, o.Seed)
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
			net.learnBatch(ws, gs, rateAt(o.Rate, step, steps), 1/float32(len(batch)), func(k int, w *netWorker) {
				var mine []*NetworkExample
				for i := k; i < len(batch); i += len(ws) {
					if n := len(data[batch[i]].Doc.Tokens); n > 0 && n <= maxTrainSentence {
						mine = append(mine, &data[batch[i]])
					}
				}
				w.sentences(mine, freq)
			})
			step++
		}
		var tasks [numTasks]float64
		for _, w := range ws {
			for i := range tasks {
				tasks[i] += w.tasks[i] / float64(len(data))
			}
			w.tasks = [numTasks]float64{}
		}
		o.Log("  network epoch %d: loss a sentence: tags %.2f arcs %.2f relations %.2f names %.2f roles %.2f arguments %.2f", e+1, tasks[0], tasks[1], tasks[2], tasks[3], tasks[4], tasks[5])
		if o.Check != nil {
			net.set.Sync()
			o.Check(e, net)
		}
	}
	net.set.Sync()
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

// load sets the inputs of the examples and draws their dropout masks.
func (w *netWorker) load(docs []*Document) {
	ps := &w.ps
	ps.in, ps.lengths = ps.in[:0], ps.lengths[:0]
	for _, d := range docs {
		ps.in = w.net.inputsOf(d, 0, int32(len(d.Tokens)), ps.in)
		ps.lengths = append(ps.lengths, len(d.Tokens))
	}
	n := len(docs)
	w.mask1, w.mask2, w.mask3 = w.mask(w.mask1, n*inputDim, w.drop*.7), w.mask(w.mask2, n*stateDim, w.drop), w.mask(w.mask3, n*stateDim, w.drop)
}

// forward encodes what load has set.
func (w *netWorker) forward() {
	ps := &w.ps
	w.net.encode(ps, w.mask1, w.mask2)
	scaleRows(ps.h2, stateDim, ps.lengths, w.mask3)
	w.dH2 = neural.Zeroed(w.dH2, ps.n*stateDim)
}

// sentences adds the gradient of some sentences.
func (w *netWorker) sentences(exs []*NetworkExample, freq []int) {
	if len(exs) == 0 {
		return
	}
	docs := make([]*Document, len(exs))
	for i, ex := range exs {
		docs[i] = ex.Doc
	}
	w.load(docs)
	ps := &w.ps
	for i := range ps.in {
		if f := float32(freq[ps.in[i].word]); w.rng.Float32() < .25/(.25+f)+.05 {
			ps.in[i].word = 0
		}
	}
	w.forward()
	lo := 0
	for _, ex := range exs {
		n := len(ex.Doc.Tokens)
		w.tagLoss(ex, lo, n)
		if ex.Tree {
			w.treeLoss(ex, lo, n)
		}
		if len(ex.Cues) > 0 {
			w.argumentLoss(ex, lo, n)
		}
		lo += n
	}
	w.backward()
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

func (w *netWorker) tagLoss(ex *NetworkExample, lo, n int) {
	ps, net := &w.ps, w.net
	ps.tags = linear(ps.tags, ps.h2[lo*stateDim:], net.tagW, net.tagB, n)
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
	w.linearBackward(net.tagW, net.tagB, w.dTags, lo, n)
}

// linearBackward adds the gradients of a linear layer over rows [lo, lo+n) of
// h2 and passes them on to dH2.
func (w *netWorker) linearBackward(W, B *neural.Param, dOut []float32, lo, n int) {
	w.tmp = neural.Transpose(w.tmp, w.ps.h2[lo*stateDim:(lo+n)*stateDim], n, stateDim)
	neural.MulAdd(w.grads.Of(W), W.C, w.tmp, n, dOut, W.C, stateDim, n, W.C)
	b := w.grads.Of(B)
	for i := 0; i < n; i++ {
		for k, x := range dOut[i*W.C : (i+1)*W.C] {
			b[k] += x
		}
	}
	neural.MulAdd(w.dH2[lo*stateDim:], stateDim, dOut, W.C, W.Transposed(), stateDim, n, W.C, stateDim)
}

func (w *netWorker) treeLoss(ex *NetworkExample, lo, n int) {
	ps, net := &w.ps, w.net
	weight := float32(1)
	p := &net.parsers[0]
	if ex.Silver {
		weight, p = .3, &net.parsers[1]
	}
	ps.parse = linear(ps.parse, ps.h2[lo*stateDim:], p.w, p.b, n)
	rectify(ps.parse)
	net.arcs(ps, p, 0, n)
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
	w.linearBackward(p.w, p.b, w.dParse, lo, n)
}

func (w *netWorker) relationLoss(ex *NetworkExample, p *parserHead, i, h, n int, weight float32, droot []float32) {
	ps := &w.ps
	logits := w.net.relation(ps, p, 0, n, int32(i), int32(h))
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

// argumentLoss adds the loss of the argument head for the cues of a sentence.
func (w *netWorker) argumentLoss(ex *NetworkExample, lo, n int) {
	a := &w.net.args
	w.args = linear(w.args, w.ps.h2[lo*stateDim:], a.w, a.b, n)
	w.dArgs = neural.Zeroed(w.dArgs, n*2*argDim)
	gDist, gOut, gB := w.grads.Of(a.distance), w.grads.Of(a.out), w.grads.Of(a.ob)
	var z, dz [argDim]float32
	var y, dy [argPad]float32
	for _, c := range ex.Cues {
		cue := int(c.Cue)
		for i := range n {
			bucket := distanceBucket(int32(i), c.Cue)
			a.hidden(z[:], w.args[cue*2*argDim:cue*2*argDim+argDim], w.args[i*2*argDim+argDim:(i+1)*2*argDim], bucket)
			copy(y[:], a.ob.V)
			neural.MulAdd(y[:], argPad, z[:], argDim, a.out.V, argPad, 1, argDim, argPad)
			w.tasks[5] += crossEntropy(y[:NumArguments], int(c.Arguments[i]), argWeight, dy[:NumArguments])
			for k, x := range z {
				g := gOut[k*argPad : k*argPad+NumArguments]
				row := a.out.V[k*argPad : k*argPad+NumArguments]
				var d float32
				for r := range g {
					g[r] += x * dy[r]
					d += row[r] * dy[r]
				}
				if x < 0 {
					d *= .1
				}
				dz[k] = d
			}
			for r := range NumArguments {
				gB[r] += dy[r]
			}
			dist, dc, dt := gDist[bucket*argDim:(bucket+1)*argDim], w.dArgs[cue*2*argDim:], w.dArgs[i*2*argDim+argDim:]
			for k, d := range dz {
				dist[k] += d
				dc[k] += d
				dt[k] += d
			}
		}
	}
	w.linearBackward(a.w, a.b, w.dArgs, lo, n)
}

// argWeight is the weight of the arguments' loss beside the other tasks.
const argWeight = .5

// backward passes dH2 through both layers to the embeddings.
func (w *netWorker) backward() {
	net, ps := w.net, &w.ps
	n := ps.n
	scaleRows(w.dH2, stateDim, ps.lengths, w.mask3)
	w.dH1 = neural.Sized(w.dH1, n*stateDim)
	w.layerBackward(net.l2, net.r2, &ps.l2, &ps.r2, w.dH2, w.dH1)
	scaleRows(w.dH1, stateDim, ps.lengths, w.mask2)
	w.dX = neural.Sized(w.dX, n*inputDim)
	w.layerBackward(net.l1, net.r1, &ps.l1, &ps.r1, w.dH1, w.dX)
	scaleRows(w.dX, inputDim, ps.lengths, w.mask1)
	all := append([]float32(nil), w.dX[:n*inputDim]...)
	for i, in := range ps.in {
		g := all[i*inputDim : (i+1)*inputDim]
		for _, t := range [...]struct {
			table *neural.Table
			row   uint32
		}{{net.words, in.word}, {net.suffix, in.suf}, {net.ends, in.end}, {net.prefix, in.pre}, {net.shapes, in.shape}} {
			w.rows = append(w.rows, rowGrad{t.table, t.row, g[:t.table.D]})
			g = g[t.table.D:]
		}
	}
}

func (w *netWorker) layerBackward(l, r *neural.LSTM, ls, rs *neural.LSTMState, dOut, dIn []float32) {
	pack := &w.ps.pack
	n := w.ps.n
	w.packL, w.packR = neural.Sized(w.packL, n*hiddenDim), neural.Sized(w.packR, n*hiddenDim)
	for i := range n {
		f, b := int(pack.Forward[i])*hiddenDim, int(pack.Backward[i])*hiddenDim
		copy(w.packL[f:f+hiddenDim], dOut[i*stateDim:])
		copy(w.packR[b:b+hiddenDim], dOut[i*stateDim+hiddenDim:])
	}
	w.inL, w.inR = neural.Sized(w.inL, n*l.In), neural.Sized(w.inR, n*l.In)
	l.Backward(ls, w.grads, w.packL, w.inL)
	r.Backward(rs, w.grads, w.packR, w.inR)
	for i := range n {
		f, b := w.inL[int(pack.Forward[i])*l.In:], w.inR[int(pack.Backward[i])*l.In:]
		row := dIn[i*l.In : (i+1)*l.In]
		for k := range row {
			row[k] = f[k] + b[k]
		}
	}
}
