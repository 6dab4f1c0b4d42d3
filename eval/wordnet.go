package eval

import (
	"archive/tar"
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"strings"
)

// WordNet is what is used of Open English WordNet: pairs of single-word lemmas
// that are synonyms in one of their first senses, derived from each other, or
// one a hypernym of the other.
type WordNet struct {
	Synonyms, Derivations, Hypernyms [][2]string
}

// maxSenses is how many senses of a word count: the later ones are rare, and
// set unlike words side by side.
const maxSenses = 3

type synset struct {
	members   []string
	hypernyms []string
}

type wordNetReader struct {
	synsets map[string]*synset
	senses  map[string][]string // lemma + part of speech -> synsets
	derived [][2]string
}

// ReadWordNet reads the YAML files of an archive of Open English WordNet.
func ReadWordNet(file string) (*WordNet, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("WordNet: %w", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("WordNet %s: %w", file, err)
	}
	r := &wordNetReader{synsets: map[string]*synset{}, senses: map[string][]string{}}
	t := tar.NewReader(z)
	for {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("WordNet %s: %w", file, err)
		}
		name := path.Base(h.Name)
		switch {
		case !strings.HasSuffix(name, ".yaml") || name == "frames.yaml":
		case strings.HasPrefix(name, "entries-"):
			err = r.entries(t)
		default:
			err = r.synsetsOf(t)
		}
		if err != nil {
			return nil, fmt.Errorf("WordNet %s: %s: %w", file, name, err)
		}
	}
	return r.pairs(), nil
}

func indent(s string) int { return len(s) - len(strings.TrimLeft(s, " ")) }

// synsetsOf reads one file of synsets: members and hypernyms.
func (r *wordNetReader) synsetsOf(in io.Reader) error {
	sc := bufio.NewScanner(in)
	sc.Buffer(nil, 1<<20)
	var cur *synset
	key := ""
	for sc.Scan() {
		line := sc.Text()
		switch {
		case indent(line) == 0:
			cur = &synset{}
			r.synsets[strings.TrimSuffix(strings.Trim(line, "'\""), ":")] = cur
		case strings.HasPrefix(line, "  - ") && cur != nil:
			v := strings.Trim(line[4:], "'\"")
			switch key {
			case "members":
				cur.members = append(cur.members, v)
			case "hypernym":
				cur.hypernyms = append(cur.hypernyms, v)
			}
		case indent(line) == 2:
			key, _, _ = strings.Cut(strings.TrimSpace(line), ":")
		}
	}
	return sc.Err()
}

// entries reads one file of entries: the senses of each lemma, the most
// frequent first, and the lemmas that they derive from.
func (r *wordNetReader) entries(in io.Reader) error {
	sc := bufio.NewScanner(in)
	sc.Buffer(nil, 1<<20)
	lemma, pos, key := "", "", ""
	for sc.Scan() {
		line := sc.Text()
		text := strings.TrimSpace(line)
		switch n := indent(line); {
		case n == 0:
			lemma = strings.ToLower(strings.Trim(strings.TrimSuffix(text, ":"), "'\""))
		case n == 2:
			pos = strings.TrimSuffix(text, ":")
		case n == 4 && strings.HasPrefix(text, "- "):
			text = text[2:]
			fallthrough
		case n == 6 && !strings.HasPrefix(text, "- "):
			k, v, _ := strings.Cut(text, ":")
			key = k
			if k == "synset" {
				r.senses[lemma+" "+pos] = append(r.senses[lemma+" "+pos], strings.TrimSpace(v))
			}
		case n == 6 && key == "derivation":
			other, _, _ := strings.Cut(strings.Trim(text[2:], "'\""), "%")
			r.derived = append(r.derived, [2]string{lemma, other})
		}
	}
	return sc.Err()
}

func single(w string) bool { return len(w) > 2 && !strings.ContainsAny(w, " _-.'0123456789") }

func (r *wordNetReader) pairs() *WordNet {
	var out WordNet
	add := func(list *[][2]string, a, b string) {
		if b = strings.ToLower(b); a != b && single(a) && single(b) {
			*list = append(*list, [2]string{a, b})
		}
	}
	for key, sets := range r.senses {
		lemma, _, _ := strings.Cut(key, " ")
		if !single(lemma) {
			continue
		}
		for _, id := range sets[:min(len(sets), maxSenses)] {
			s := r.synsets[id]
			if s == nil {
				continue
			}
			for _, m := range s.members {
				add(&out.Synonyms, lemma, m)
			}
			for _, h := range s.hypernyms {
				up := r.synsets[h]
				if up == nil {
					continue
				}
				for _, m := range up.members {
					add(&out.Hypernyms, lemma, m)
				}
				for _, h2 := range up.hypernyms {
					if top := r.synsets[h2]; top != nil {
						for _, m := range top.members {
							add(&out.Hypernyms, lemma, m)
						}
					}
				}
			}
		}
	}
	for _, d := range r.derived {
		add(&out.Derivations, d[0], d[1])
	}
	return &out
}
