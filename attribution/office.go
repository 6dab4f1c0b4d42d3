package attribution

import (
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"quotetrack/learn"
	"quotetrack/syntax"
)

// officeTable tells how many articles of the training text call a person by an office: "Prime
// Minister Tony Blair", "Tony Blair, the British prime minister". Where an article names Blair
// without his office, "the prime minister" may still mean him. Keys are hashes of office and
// name.
type officeTable map[uint32]uint8

// Offices count who holds which office in analysed documents. What is found in one article
// alone is left out.
//
// It is safe for concurrent use.
type Offices struct {
	mu    sync.Mutex
	count map[uint32]int
}

// NewOffices returns an empty count.
func NewOffices() *Offices { return &Offices{count: map[uint32]int{}} }

// Add counts the offices that an article names.
func (o *Offices) Add(d *syntax.Document, a *syntax.Analyzer) {
	keys := officesIn(d, a)
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, k := range keys {
		o.count[k]++
	}
}

// officesIn lists the pairs of office and full name of a document, each once.
func officesIn(d *syntax.Document, g genders) []uint32 {
	seen := map[uint32]bool{}
	for _, x := range findEntities(d, g).list {
		if x.kind != syntax.PersonName || len(x.parts) < 2 {
			continue
		}
		for _, m := range x.at {
			for _, role := range rolesOf(d, m) {
				head := officeOf(d, role)
				phrase := officePhrase(d, Range{role.First, head + 1})
				for k := range phrase {
					seen[holderOf(x, phrase[k:])] = true
				}
			}
		}
	}
	return slices.Collect(maps.Keys(seen))
}

// Encode writes key and number of articles of each pair, in the order of the keys.
func (o *Offices) Encode() []byte {
	var out []byte
	for _, k := range slices.Sorted(maps.Keys(o.count)) {
		if n := o.count[k]; n > 1 {
			out = append(binary.LittleEndian.AppendUint32(out, k), byte(min(n, 255)))
		}
	}
	return out
}

func readOffices(f *learn.File) (officeTable, error) {
	b, err := f.Bytes("offices")
	if err != nil {
		return nil, err
	}
	const size = 5
	if len(b)%size != 0 {
		return nil, fmt.Errorf("%w: offices end in the middle", learn.ErrFormat)
	}
	out := make(officeTable, len(b)/size)
	for ; len(b) > 0; b = b[size:] {
		out[binary.LittleEndian.Uint32(b)] = b[4]
	}
	return out, nil
}

// sureOffice is in how many articles a person must bear an office of one word.
const sureOffice = 5

// maxOffice is the longest office, in words that count.
const maxOffice = 5

// officePhrase lists the words of an office as keys, the head last.
func officePhrase(d *syntax.Document, r Range) []uint64 {
	var out []uint64
	for i := r.First; i < r.Last; i++ {
		if t := &d.Tokens[i]; t.Kind == syntax.Word && (t.Tag.IsNoun() || t.Tag == syntax.JJ) {
			out = append(out, roleKey(t.Lemma))
		}
	}
	return out[max(0, len(out)-maxOffice):]
}

func hashKeys(keys []uint64) uint64 {
	h := uint64(702)
	for _, k := range keys {
		h = h*0x9E3779B97F4A7C15 + k
	}
	return h
}

// holderOf is the key of a person and an office.
func holderOf(x *entity, office []uint64) uint32 {
	return learn.Mix2(701, learn.HashString(strings.Join(x.parts, " ")), hashKeys(office))
}

// leadSentences is how far into an article somebody may be introduced by office alone.
const leadSentences = 3

// introduced is the person by whose office an article opens and whose name begins the next
// paragraph ("The harbour's new chief said ... ¶ Anna Kessler told"), -1 if it is not so plain.
func (r *resolver) introduced(s *sourceInfo) int {
	d := r.d
	st := d.Tokens[s.head].Sentence
	lemma := d.Tokens[s.head].Lemma
	if st >= leadSentences || s.plural || !officeNouns[lemma] && !personNouns[lemma] || s.r.Last-s.r.First < 2 || r.ofSomebody(s) {
		return -1
	}
	l := d.Tokens[s.r.First].Lower
	vaguely := l == "a" || l == "an"
	if !vaguely && !officeNouns[lemma] {
		return -1
	}
	next := int(d.Sentences[st].Paragraph) + 1
	if next >= len(d.Paragraphs) {
		return -1
	}
	begin := d.Sentences[d.Paragraphs[next].First].First
	id, ok := r.es.of[begin]
	if !ok {
		return -1
	}
	x := r.es.list[id]
	if x.kind != syntax.PersonName || len(x.parts) < 2 || x.role != "" || !agrees(nounGender(lemma), x.gender) {
		return -1
	}
	if end := r.mentionEnd(id, begin); vaguely && !aged(d, end) {
		return -1 // "A midwife ... ¶ Grace Obuya, 41, who works at"
	}
	for _, m := range x.at {
		if m.First < begin && d.Tokens[m.First].Sentence > 0 {
			return -1 // named before: somebody else may be meant
		}
	}
	return id
}

// manyOf are nouns of which an article may speak of several people.
var manyOf = nameSet("official expert analyst economist member resident witness lawyer attorney senator lawmaker critic source colleague friend victim survivor passenger doctor scientist researcher reporter journalist person man woman boy girl player fan driver officer minister judge spokesman spokeswoman spokesperson")

// soleBearer is the one person to whom the article gives, later on, the noun by which it opens ("A
// Mt Eden landlord says ... ¶ Landlord Graham Petrie denied"), -1 if there is none.
func (r *resolver) soleBearer(s *sourceInfo) int {
	d := r.d
	lemma, first := d.Tokens[s.head].Lemma, d.Tokens[s.r.First].Lower
	if d.Tokens[s.head].Sentence >= leadSentences || s.plural || first != "a" && first != "an" || s.r.Last != s.head+1 || manyOf[lemma] || !officeNouns[lemma] && !personNouns[lemma] {
		return -1
	}
	found := -1
	for id, x := range r.es.list {
		if x.kind != syntax.PersonName || !x.holds(lemma) {
			continue
		}
		if found >= 0 || x.at[0].First < s.head || !agrees(nounGender(lemma), x.gender) {
			return -1
		}
		found = id
	}
	return found
}

// pleas are verbs of what a defendant does, charges those of what is done to him.
var (
	pleas   = nameSet("deny plead")
	charges = nameSet("charge accuse indict")
)

// defendant is the one person of whom the article says that he denies, or is charged with,
// something, for "the defendant"; -1 if there is none, or more than one.
func (r *resolver) defendant(s *sourceInfo) int {
	if w := r.d.Tokens[s.head].Lower; w != "defendant" && w != "accused" || s.r.Last-s.r.First != 2 || !r.definite(s) {
		return -1
	}
	found := -1
	for id, x := range r.es.list {
		if x.kind != syntax.PersonName || !r.onTrial(x) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = id
	}
	return found
}

// onTrial tells whether a mention of x is the subject of a plea or a charge.
func (r *resolver) onTrial(x *entity) bool {
	for _, m := range x.at {
		h := r.mentionHead(m)
		t := &r.d.Tokens[h]
		if t.Head < 0 || t.Rel != syntax.Nsubj && t.Rel != syntax.NsubjPass {
			continue
		}
		if v := &r.d.Tokens[t.Head]; t.Rel == syntax.Nsubj && pleas[v.Lemma] || t.Rel == syntax.NsubjPass && charges[v.Lemma] {
			return true
		}
	}
	return false
}

// mentionEnd is where the mention of an entity that begins at a token ends.
func (r *resolver) mentionEnd(id int, begin int32) int32 {
	for _, m := range r.es.list[id].at {
		if m.First == begin {
			return m.Last
		}
	}
	return begin
}

// ofSomebody tells whether a description speaks of another person, who may be named next: "the
// lawyer for a man accused of arson".
func (r *resolver) ofSomebody(s *sourceInfo) bool {
	t := r.d.Tokens
	for i := s.head + 1; i+2 < s.r.Last; i++ {
		if t[i].Tag != syntax.IN || t[i+1].Tag != syntax.DT || t[i+1].Lower == "the" {
			continue
		}
		for k := i + 2; k < min(i+5, s.r.Last); k++ {
			if personNouns[t[k].Lemma] {
				return true
			}
		}
	}
	return false
}

// officer is the person whom a definite phrase that names an office means, -1 if unknown: "the
// prime minister" in "both the prime minister and Mr Brown".
func (r *resolver) officer(phrase Range) int {
	if phrase.First < phrase.Last && r.d.Tokens[phrase.First].Lower == "both" {
		phrase.First++
	}
	s := r.describe(phrase)
	if s.form != formNominal || s.head < 0 {
		return -1
	}
	if id := r.described(&s); id >= 0 {
		return id
	}
	return r.holder(&s)
}

// holder is the person of the article who is known to hold the office that a definite
// nominal names, -1 if there is none or if others may be meant.
func (r *resolver) holder(s *sourceInfo) int {
	if s.plural || r.noPerson(s) || s.r.Last-s.r.First < 2 || !r.definite(s) || s.head < s.r.First {
		return -1
	}
	if next := s.head + 1; next < s.r.Last && r.d.Tokens[next].Tag == syntax.IN {
		return -1
	}
	phrase := officePhrase(r.d, Range{s.r.First, s.head + 1})
	if len(phrase) == 0 {
		return -1
	}
	best, most, second := -1, 0, 0
	for id, x := range r.es.list {
		if x.kind != syntax.PersonName || len(x.parts) < 2 {
			continue
		}
		n := int(r.e.offices[holderOf(x, phrase)])
		switch {
		case n > most:
			best, most, second = id, n, most
		case n > second:
			second = n
		}
	}
	if most < 3*second || len(phrase) == 1 && most < sureOffice {
		return -1
	}
	return best
}

// titled is the one person who bears an office that a headline names without a name: "Judge
// asks why"; -1 if none does, or more than one.
func (r *resolver) titled(s *sourceInfo) int {
	t := &r.d.Tokens[s.head]
	if s.r.Last-s.r.First != 1 || s.plural || t.Sentence > 0 || !officeNouns[t.Lower] && !titles[t.Lower] && !personNouns[t.Lower] {
		return -1
	}
	found := -1
	for id, x := range r.es.list {
		if x.kind != syntax.PersonName || !r.holdsOffice(s, x) && !r.afterOffice(x, t.Lower) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = id
	}
	return found
}

// titledLater is the person of a headline whom the article gives the office only where it
// introduces him ("A midwife has told ... ¶ Grace Obuya, 41,"), -1 if there is none.
func (r *resolver) titledLater(src Range) int {
	s := r.describe(src)
	if s.form != formNominal || s.r.First >= s.r.Last {
		return -1
	}
	return r.titled(&s)
}

// afterOffice tells whether the word stands right before a mention of x.
func (r *resolver) afterOffice(x *entity, lower string) bool {
	for _, m := range x.at {
		if m.First > 0 && r.d.Tokens[m.First-1].Lower == lower {
			return true
		}
	}
	return false
}
