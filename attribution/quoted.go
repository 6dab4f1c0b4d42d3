package attribution

import "quotetrack/syntax"

// Who is quoted by somebody else: the words are of who is quoted.

// quotedBy makes who is quoted the source, and not who quotes: "Jens Vogel was quoted as saying
// by Reuters".
func (f *found) quotedBy(d *syntax.Document, t *tree) {
	h := f.cue.head
	if d.Tokens[h].Lower != "quoted" || d.Tokens[h].Tag != syntax.VBN || t.subj[h] < 0 || t.subj[h] >= h || d.Tokens[t.subj[h]].Rel != syntax.NsubjPass {
		return
	}
	sub := t.subj[h]
	who := trim(d, Range{t.lo[sub], t.hi[sub] + 1})
	if who.First >= who.Last || who.Last > f.cue.first || f.source.First < f.source.Last && f.source.Last <= f.cue.first {
		return
	}
	f.source, f.pSource = who, .7
	kept := f.content[:0]
	for _, c := range f.content {
		if c.First < who.Last && who.First < c.Last {
			c = trimContent(d, Range{c.First, who.First}, false)
		}
		if c.First < c.Last {
			kept = append(kept, c)
		}
	}
	f.content = kept
}

// maxQuoted is how many words may stand between "quoted" and "as saying".
const maxQuoted = 14

// asSaying is where "as saying" begins after a cue that quotes somebody, -1 where it does not:
// "the film quoted a doctor as saying that".
func asSaying(d *syntax.Document, t *tree, c cueSpan) int32 {
	h := c.head
	st := d.Sentences[d.Tokens[h].Sentence]
	if d.Tokens[h].Lemma != "quote" && d.Tokens[h].Lemma != "cite" || t.subj[h] >= 0 && d.Tokens[t.subj[h]].Rel == syntax.NsubjPass {
		return -1
	}
	for k := h + 2; k+1 < min(h+maxQuoted, st.Last); k++ {
		if d.Tokens[k].Lower == "as" && d.Tokens[k+1].Lower == "saying" {
			return k
		}
	}
	return -1
}

// quoted adds what is said to attributions that quote somebody as saying it, as speech inside
// of speech: it is the doctor's, whom the film quotes.
func quoted(d *syntax.Document, t *tree, fs []found) []found {
	n := len(fs)
	for i := range n {
		as := asSaying(d, t, fs[i].cue)
		if as < 0 {
			continue
		}
		who := trim(d, Range{fs[i].cue.last, as})
		if who.First >= who.Last {
			continue
		}
		known := false
		for k := range n {
			if fs[k].cue.first == as+1 {
				fs[k].source, fs[k].pSource, known = who, .7, true
			}
		}
		if known {
			continue
		}
		f := found{cue: cueSpan{first: as + 1, last: as + 2, head: as + 1, p: fs[i].cue.p}, source: who, pSource: .7, pSpan: fs[i].pSpan}
		for _, c := range fs[i].content {
			if c = trimContent(d, Range{max(c.First, as+2), max(c.Last, as+2)}, false); c.First < c.Last {
				f.content = append(f.content, c)
			}
		}
		if len(f.content) > 0 {
			fs = append(fs, f)
		}
	}
	return fs
}
