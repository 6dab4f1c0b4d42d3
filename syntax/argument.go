package syntax

import "quotetrack/learn/neural"

// Sizes of the argument head.
const (
	argDim       = 64
	argDistances = 32 // buckets of the distance from the cue, left and right
	argPad       = 16
)

// The roles of a token towards one cue, as ArgumentScores gives them.
const (
	ArgumentNone = iota
	ArgumentSource
	ArgumentContent
	NumArguments
)

// argumentHead scores what each token of a sentence is to one cue: nothing,
// its source, its content. The state of the cue's first token and that of the
// token go through a layer each, are added with a vector for the distance
// between the two, rectified, and scored.
type argumentHead struct {
	w, b     *neural.Param // stateDim x 2 argDim: as cue, as token
	distance *neural.Param
	out, ob  *neural.Param // argDim x argPad
}

func newArgumentHead(s *neural.Set) argumentHead {
	return argumentHead{w: s.Add("arg.w", stateDim, 2*argDim), b: s.Add("arg.b", 1, 2*argDim), distance: s.Add("arg.distance", argDistances, argDim),
		out: s.Add("arg.out", argDim, argPad), ob: s.Add("arg.ob", 1, argPad)}
}

// distanceBucket numbers how far token i stands from the cue.
func distanceBucket(i, cue int32) int {
	side, n := 0, cue-i
	if i > cue {
		side, n = argDistances/2, i-cue
	}
	var b int
	switch {
	case n < 8:
		b = int(n)
	case n < 12:
		b = 8
	case n < 17:
		b = 9
	case n < 24:
		b = 10
	case n < 34:
		b = 11
	default:
		b = 12
	}
	return side + b
}

// arguments is what a document keeps for ArgumentScores.
type arguments struct {
	head *argumentHead
	rows []float32 // per token: as cue, as token
}

// ArgumentScores appends to out, for each of the tokens [first, last) of a
// cue's sentence, the network's scores (log odds up to a constant) of what the
// token is to the cue that begins at token cue.
func (d *Document) ArgumentScores(cue, first, last int32, out [][NumArguments]float32) [][NumArguments]float32 {
	a := d.args.head
	if a == nil {
		for i := first; i < last; i++ {
			out = append(out, [NumArguments]float32{})
		}
		return out
	}
	c := d.args.rows[int(cue)*2*argDim : int(cue)*2*argDim+argDim]
	var z [argDim]float32
	var y [argPad]float32
	for i := first; i < last; i++ {
		a.hidden(z[:], c, d.args.rows[int(i)*2*argDim+argDim:int(i+1)*2*argDim], distanceBucket(i, cue))
		copy(y[:], a.ob.V)
		neural.MulAdd(y[:], argPad, z[:], argDim, a.out.V, argPad, 1, argDim, argPad)
		out = append(out, [NumArguments]float32(y[:NumArguments]))
	}
	return out
}

func (a *argumentHead) hidden(z, cue, token []float32, bucket int) {
	dist := a.distance.V[bucket*argDim : (bucket+1)*argDim]
	for k := range z {
		z[k] = cue[k] + token[k] + dist[k]
	}
	rectify(z)
}
