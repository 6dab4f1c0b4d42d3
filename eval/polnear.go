package eval

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"quotetrack"
	"quotetrack/attribution"
	"quotetrack/syntax"
)

// GoldAttribution is one annotated attribution, spans in code points.
type GoldAttribution struct {
	ID                   string
	Source, Cue, Content [][2]int
}

// GoldSpeaker is the labelled speaker of an attribution.
type GoldSpeaker struct {
	Name     string                 `json:"name"`
	Kind     quotetrack.SpeakerKind `json:"kind"`
	Implicit bool                   `json:"implicit"`
}

// GoldPair is a labelled opposition within an article.
type GoldPair struct {
	A          string              `json:"a"`
	B          string              `json:"b"`
	Relation   quotetrack.Relation `json:"relation"`
	Why        string              `json:"why"`
	Confidence int                 `json:"confidence"`
}

// Labels are the second layer of annotation of one article.
type Labels struct {
	ID       string                 `json:"id"`
	Speakers map[string]GoldSpeaker `json:"speakers"`
	Denials  []string               `json:"denials"`
	Pairs    []GoldPair             `json:"pairs"`
}

// GoldArticle is an annotated article; Labels is nil where it has none.
type GoldArticle struct {
	ID, Text     string
	Attributions []GoldAttribution
	Labels       *Labels
}

// ReadGold reads DIR/text and DIR/attributions in PolNeAR's form (brat
// standoff), and labels from the given file unless it is empty. Where several
// annotators worked on an article, the alphabetically first file counts.
func ReadGold(dir, labels string) ([]GoldArticle, error) {
	anns, err := filepath.Glob(filepath.Join(dir, "attributions", "*.ann"))
	if err != nil || len(anns) == 0 {
		return nil, fmt.Errorf("read gold: no attributions/*.ann under %s", dir)
	}
	sort.Strings(anns)
	byID, err := readLabels(labels)
	if err != nil {
		return nil, err
	}
	var out []GoldArticle
	last := ""
	for _, path := range anns {
		stem := strings.TrimSuffix(filepath.Base(path), ".ann")
		if i := strings.LastIndexByte(stem, '_'); i >= 0 {
			stem = stem[:i]
		}
		if stem == last {
			continue
		}
		last = stem
		text, err := os.ReadFile(filepath.Join(dir, "text", stem+".txt"))
		if err != nil {
			return nil, fmt.Errorf("read gold: %w", err)
		}
		attrs, err := readBrat(path)
		if err != nil {
			return nil, err
		}
		out = append(out, GoldArticle{ID: stem, Text: string(text), Attributions: attrs, Labels: byID[stem]})
	}
	return out, nil
}

func readLabels(path string) (map[string]*Labels, error) {
	out := map[string]*Labels{}
	if path == "" {
		return out, nil
	}
	err := EachJSONLine(path, func(l *Labels) error {
		out[l.ID] = l
		return nil
	})
	return out, err
}

// EachJSONLine decodes every line of a JSON Lines file, plain or gzip, and
// hands it to f.
func EachJSONLine[T any](path string, f func(*T) error) error {
	r, err := open(path)
	if err != nil {
		return err
	}
	defer r.Close()
	sc := lines(r)
	for n := 1; sc.Scan(); n++ {
		if len(strings.TrimSpace(sc.Text())) == 0 {
			continue
		}
		v := new(T)
		if err := json.Unmarshal(sc.Bytes(), v); err != nil {
			return fmt.Errorf("%s:%d: %w", path, n, err)
		}
		if err := f(v); err != nil {
			return fmt.Errorf("%s:%d: %w", path, n, err)
		}
	}
	if err := sc.Err(); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// readBrat reads the attribution events of a brat standoff file.
func readBrat(path string) ([]GoldAttribution, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read gold: %w", err)
	}
	spans := map[string][][2]int{}
	var out []GoldAttribution
	rows := strings.Split(string(b), "\n")
	for n, line := range rows {
		if cols := strings.Split(line, "\t"); len(cols) > 1 && strings.HasPrefix(line, "T") {
			if spans[cols[0]], err = bratSpans(cols[1]); err != nil {
				return nil, fmt.Errorf("%s:%d: %w", path, n+1, err)
			}
		}
	}
	for n, line := range rows {
		if cols := strings.Split(line, "\t"); len(cols) > 1 && strings.HasPrefix(line, "E") {
			a := GoldAttribution{ID: "A" + cols[0][1:]}
			for _, item := range strings.Fields(cols[1])[1:] {
				role, ref, ok := strings.Cut(item, ":")
				if !ok || spans[ref] == nil {
					return nil, fmt.Errorf("%s:%d: role %q refers to no span", path, n+1, item)
				}
				switch strings.TrimRight(role, "0123456789") {
				case "Source":
					a.Source = append(a.Source, spans[ref]...)
				case "Cue":
					a.Cue = append(a.Cue, spans[ref]...)
				case "Content":
					a.Content = append(a.Content, spans[ref]...)
				}
			}
			out = append(out, a)
		}
	}
	return out, nil
}

func bratSpans(s string) ([][2]int, error) {
	_, offsets, ok := strings.Cut(s, " ")
	if !ok {
		return nil, errors.New("a span without offsets")
	}
	var out [][2]int
	for _, part := range strings.Split(offsets, ";") {
		from, to, _ := strings.Cut(part, " ")
		a, err1 := strconv.Atoi(from)
		b, err2 := strconv.Atoi(to)
		if err := errors.Join(err1, err2); err != nil {
			return nil, fmt.Errorf("span %q: %w", part, err)
		}
		out = append(out, [2]int{a, b})
	}
	return out, nil
}

// Example aligns a gold article with its analysis.
func (g *GoldArticle) Example(a *syntax.Analyzer) attribution.Example {
	d := a.Analyze(g.Text)
	ex := attribution.Example{ID: g.ID, Doc: d, Speakers: g.Labels != nil}
	for _, at := range g.Attributions {
		x := attribution.Annotated{ID: at.ID, Source: tokenRanges(d, at.Source), Cue: tokenRanges(d, at.Cue), Content: tokenRanges(d, at.Content)}
		if g.Labels != nil {
			s := g.Labels.Speakers[at.ID]
			x.Speaker = quotetrack.Speaker{Name: s.Name, Kind: s.Kind}
		}
		ex.Gold = append(ex.Gold, x)
	}
	return ex
}

// tokenRanges returns the tokens that spans touch, neighbouring runs joined.
func tokenRanges(d *syntax.Document, spans [][2]int) []attribution.Range {
	var out []attribution.Range
	sort.Slice(spans, func(i, j int) bool { return spans[i][0] < spans[j][0] })
	for _, s := range spans {
		b, e := d.ByteOffset(s[0]), d.ByteOffset(s[1])
		i := int32(sort.Search(len(d.Tokens), func(k int) bool { return d.Tokens[k].End > b }))
		j := int32(sort.Search(len(d.Tokens), func(k int) bool { return d.Tokens[k].Start >= e }))
		if i >= j {
			continue
		}
		if n := len(out); n > 0 && out[n-1].Last >= i {
			out[n-1].Last = max(out[n-1].Last, j)
			continue
		}
		out = append(out, attribution.Range{First: i, Last: j})
	}
	return out
}

// Exists tells whether the corpora folder is there, for tests that skip.
func Exists(dir string) bool {
	_, err := os.Stat(dir)
	return !errors.Is(err, fs.ErrNotExist)
}
