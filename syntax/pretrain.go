package syntax

import (
	"cmp"
	"math/rand/v2"
	"slices"

	"quotetrack/learn"
	"quotetrack/learn/neural"
)

// Masked-word training (Devlin et al. 2019), for recurrent layers: some tokens
// of running text are hidden, and the states above them guess which of the
// most frequent words stood there. The layers and tables learned so start the
// training on annotated sentences; the layer that guesses is thrown away.

const (
	guessed    = 6016 // words that are guessed, a multiple of 32
	maskShare  = .2
	keepShare  = .12 // of the masked: left as they are
	maskedWord = "\x00mask"
)

// maskInputs are the rows that a hidden token reads.
func (n *network) maskInputs() inputs {
	return inputs{word: n.vocab[learn.HashString(maskedWord)], suf: affixRows - 1, end: endRows - 1, pre: affixRows - 1, shape: shapeRows - 1}
}

type pretrainer struct {
	targets map[uint64]int // hash of a form -> its number among the guessed
	w, b    *neural.Param
}

// pretrain trains the layers of net on unlabelled documents.
func pretrain(net *network, docs []*Document, o NetworkOptions) {
	p := &pretrainer{targets: frequentWords(docs, guessed)}
	known := len(net.set.Params)
	p.w, p.b = net.set.Add("guess.w", stateDim, guessed), net.set.Add("guess.b", 1, guessed)
	defer net.set.Truncate(known)
	ws, gs := newWorkers(net, o.Drop, o.Seed+7)
	var sents []*Document
	for _, d := range docs {
		for i := range d.Sentences {
			st := d.Sentences[i]
			if n := st.Last - st.First; n >= 6 && n <= maxTrainSentence {
				sents = append(sents, d.slice(st.First, st.Last))
			}
		}
	}
	rng := rand.New(rand.NewPCG(o.Seed, 31))
	steps, step := o.Epochs*(len(sents)/o.Batch+1), 0
	var loss, count [2]float64
	for e := range o.Epochs {
		rng.Shuffle(len(sents), func(i, j int) { sents[i], sents[j] = sents[j], sents[i] })
		for at := 0; at < len(sents); at += o.Batch {
			batch := sents[at:min(at+o.Batch, len(sents))]
			net.learnBatch(ws, gs, rateAt(o.Rate, step, steps), 1/float32(len(batch)), func(k int, w *netWorker) {
				lo, hi := len(batch)*k/len(ws), len(batch)*(k+1)/len(ws)
				if lo < hi {
					l, c := p.batch(w, batch[lo:hi])
					loss[k] += l
					count[k] += c
				}
			})
			step++
		}
		o.Log("  pretraining epoch %d of %d: %d sentences, loss a word %.3f", e+1, o.Epochs, len(sents), (loss[0]+loss[1])/(count[0]+count[1]))
		loss, count = [2]float64{}, [2]float64{}
	}
}

// frequentWords numbers the n most frequent forms.
func frequentWords(docs []*Document, n int) map[uint64]int {
	count := map[uint64]int{}
	for _, d := range docs {
		for i := range d.Tokens {
			count[d.Tokens[i].hash]++
		}
	}
	order := byCount(count)
	out := make(map[uint64]int, n)
	for i, h := range order[:min(n, len(order))] {
		out[h] = i
	}
	return out
}

// byCount sorts hashes by their count, the most frequent first.
func byCount(count map[uint64]int) []uint64 {
	out := make([]uint64, 0, len(count))
	for h := range count {
		out = append(out, h)
	}
	slices.SortFunc(out, func(a, b uint64) int { return cmp.Or(count[b]-count[a], cmp.Compare(a, b)) })
	return out
}

// batch adds the gradient of some sentences and returns the loss and the
// number of words guessed.
func (p *pretrainer) batch(w *netWorker, docs []*Document) (loss, count float64) {
	w.load(docs)
	ps := &w.ps
	var at, want []int
	row := 0
	for _, d := range docs {
		for i := range d.Tokens {
			if t, ok := p.targets[d.Tokens[i].hash]; ok && w.rng.Float32() < maskShare {
				at, want = append(at, row), append(want, t)
				if w.rng.Float32() > keepShare {
					ps.in[row] = w.net.maskInputs()
				}
			}
			row++
		}
	}
	w.forward()
	if len(at) == 0 {
		return 0, 0
	}
	m := len(at)
	h := make([]float32, m*stateDim)
	for i, r := range at {
		copy(h[i*stateDim:], ps.h2[r*stateDim:(r+1)*stateDim])
	}
	w.dl = linear(w.dl, h, p.w, p.b, m)
	scale := float32(len(docs)) / float32(m) * 8
	for i, t := range want {
		g := w.dl[i*guessed : (i+1)*guessed]
		loss += crossEntropyInPlace(g, t, scale)
	}
	w.tmp = neural.Transpose(w.tmp, h, m, stateDim)
	neural.MulAdd(w.grads.Of(p.w), guessed, w.tmp, m, w.dl, guessed, stateDim, m, guessed)
	gb := w.grads.Of(p.b)
	for i := range m {
		for k, x := range w.dl[i*guessed : (i+1)*guessed] {
			gb[k] += x
		}
	}
	dh := make([]float32, m*stateDim)
	neural.MulAdd(dh, stateDim, w.dl, guessed, p.w.Transposed(), stateDim, m, guessed, stateDim)
	for i, r := range at {
		d := w.dH2[r*stateDim : (r+1)*stateDim]
		for k, x := range dh[i*stateDim : (i+1)*stateDim] {
			d[k] += x
		}
	}
	w.backward()
	return loss, float64(m)
}

// crossEntropyInPlace turns scores into their gradient times scale and returns
// the loss.
func crossEntropyInPlace(scores []float32, gold int, scale float32) float64 {
	neural.Softmax(scores)
	l := -logf(scores[gold])
	scores[gold]--
	for i := range scores {
		scores[i] *= scale
	}
	return l
}

// slice returns tokens [first, last) as a document of its own that shares the
// text.
func (d *Document) slice(first, last int32) *Document {
	return &Document{Text: d.Text, Tokens: d.Tokens[first:last]}
}
