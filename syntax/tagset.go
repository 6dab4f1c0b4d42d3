package syntax

// Tag is a Penn Treebank part-of-speech tag (XPOS).
type Tag uint8

// UPOS is a universal part of speech.
type UPOS uint8

// Rel is a Universal Dependencies 2 relation.
type Rel uint8

// Penn tags, in the order of tagNames.
const (
	NoTag Tag = iota
	CC
	CD
	DT
	EX
	FW
	IN
	JJ
	JJR
	JJS
	LS
	MD
	NN
	NNP
	NNPS
	NNS
	PDT
	POS
	PRP
	PRPS // PRP$
	RB
	RBR
	RBS
	RP
	SYM
	TO
	UH
	VB
	VBD
	VBG
	VBN
	VBP
	VBZ
	WDT
	WP
	WPS // WP$
	WRB
	Dot   // .
	Comma // ,
	Colon // :
	OpenQuote
	CloseQuote
	LRB
	RRB
	Dollar
	Hash
	HYPH
	NFP
	ADD
	AFX
	GW
	XX
	numTags
)

var tagNames = [numTags]string{
	"_", "CC", "CD", "DT", "EX", "FW", "IN", "JJ", "JJR", "JJS", "LS", "MD", "NN", "NNP", "NNPS", "NNS", "PDT", "POS",
	"PRP", "PRP$", "RB", "RBR", "RBS", "RP", "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "WDT", "WP", "WP$", "WRB",
	".", ",", ":", "``", "''", "-LRB-", "-RRB-", "$", "#", "HYPH", "NFP", "ADD", "AFX", "GW", "XX",
}

func (t Tag) String() string { return tagNames[t] }

// ParseTag returns the tag of a name, XX for an unknown one.
func ParseTag(s string) Tag {
	if t, ok := tagByName[s]; ok {
		return t
	}
	return XX
}

// IsVerb tells whether the tag is a verb form (not a modal).
func (t Tag) IsVerb() bool { return t >= VB && t <= VBZ }

// IsFinite tells whether the tag is a finite verb form or a modal.
func (t Tag) IsFinite() bool { return t == VBD || t == VBP || t == VBZ || t == MD }

// IsNoun tells whether the tag is a common or proper noun.
func (t Tag) IsNoun() bool { return t == NN || t == NNS || t == NNP || t == NNPS }

// IsProper tells whether the tag is a proper noun.
func (t Tag) IsProper() bool { return t == NNP || t == NNPS }

// IsPronoun tells whether the tag is a personal or possessive pronoun.
func (t Tag) IsPronoun() bool { return t == PRP || t == PRPS }

var uposNames = [...]string{"_", "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"}

const numUPOS = len(uposNames)

func (u UPOS) String() string { return uposNames[u] }

// ParseUPOS returns the universal tag of a name, X for an unknown one.
func ParseUPOS(s string) UPOS {
	for i, n := range uposNames {
		if n == s {
			return UPOS(i)
		}
	}
	return UPOS(numUPOS - 1)
}

// Relations, in the order of relNames.
const (
	NoRel Rel = iota
	Root
	ACL
	ACLRelcl
	Advcl
	Advmod
	Amod
	Appos
	Aux
	AuxPass
	Case
	CCRel
	Ccomp
	Compound
	CompoundPrt
	Conj
	Cop
	Csubj
	CsubjPass
	Dep
	Det
	DetPredet
	Discourse
	Dislocated
	Expl
	Fixed
	Flat
	Goeswith
	Iobj
	List
	Mark
	Nmod
	NmodPoss
	NmodUnmarked
	Nsubj
	NsubjPass
	Nummod
	Obj
	Obl
	OblAgent
	OblUnmarked
	Orphan
	Parataxis
	PunctRel
	Reparandum
	Vocative
	Xcomp
	numRels
)

var relNames = [numRels]string{
	"_", "root", "acl", "acl:relcl", "advcl", "advmod", "amod", "appos", "aux", "aux:pass", "case", "cc", "ccomp", "compound",
	"compound:prt", "conj", "cop", "csubj", "csubj:pass", "dep", "det", "det:predet", "discourse", "dislocated", "expl", "fixed",
	"flat", "goeswith", "iobj", "list", "mark", "nmod", "nmod:poss", "nmod:unmarked", "nsubj", "nsubj:pass", "nummod", "obj", "obl",
	"obl:agent", "obl:unmarked", "orphan", "parataxis", "punct", "reparandum", "vocative", "xcomp",
}

func (r Rel) String() string { return relNames[r] }

// ParseRel returns the relation of a name: rarer subtypes fall back to their
// type, unknown names to dep.
func ParseRel(s string) Rel {
	switch s {
	case "nmod:tmod", "nmod:npmod", "nmod:desc":
		return NmodUnmarked
	case "obl:tmod", "obl:npmod":
		return OblUnmarked
	}
	for {
		if r, ok := relByName[s]; ok {
			return r
		}
		i := len(s) - 1
		for i >= 0 && s[i] != ':' {
			i--
		}
		if i < 0 {
			return Dep
		}
		s = s[:i]
	}
}

var (
	tagByName = indexNames[Tag](tagNames[:])
	relByName = indexNames[Rel](relNames[:])
)

func indexNames[T ~uint8](names []string) map[string]T {
	m := make(map[string]T, len(names))
	for i, n := range names {
		m[n] = T(i)
	}
	return m
}
