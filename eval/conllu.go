package eval

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"quotetrack/syntax"
)

// open opens a file, unpacking it when its name ends in .gz.
func open(path string) (io.ReadCloser, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read gold: %w", err)
	}
	if !strings.HasSuffix(path, ".gz") {
		return f, nil
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return struct {
		io.Reader
		io.Closer
	}{z, f}, nil
}

func lines(r io.Reader) *bufio.Scanner {
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 1<<16), 1<<26)
	return sc
}

// ReadCoNLLU reads a Universal Dependencies treebank. Multiword ranges and
// empty nodes are skipped.
func ReadCoNLLU(path string) ([]*syntax.TreebankSentence, error) {
	f, err := open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []*syntax.TreebankSentence
	var rows [][]string
	flush := func() error {
		if len(rows) == 0 {
			return nil
		}
		s, err := treebankSentence(rows)
		if err != nil {
			return fmt.Errorf("%s: sentence %d: %w", path, len(out)+1, err)
		}
		out, rows = append(out, s), nil
		return nil
	}
	sc := lines(f)
	for sc.Scan() {
		line := sc.Text()
		if line == "" {
			if err := flush(); err != nil {
				return nil, err
			}
			continue
		}
		if line[0] == '#' {
			continue
		}
		cols := strings.Split(line, "\t")
		if len(cols) != 10 {
			return nil, fmt.Errorf("%s: sentence %d: a row of %d columns, want 10", path, len(out)+1, len(cols))
		}
		if strings.ContainsAny(cols[0], "-.") {
			continue
		}
		rows = append(rows, cols)
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return out, flush()
}

func treebankSentence(rows [][]string) (*syntax.TreebankSentence, error) {
	forms := make([]string, len(rows))
	space := make([]bool, len(rows))
	for i, r := range rows {
		forms[i] = r[1]
		space[i] = !strings.Contains(r[9], "SpaceAfter=No")
	}
	s := syntax.NewTreebankSentence(forms, space)
	for i, r := range rows {
		t := &s.Doc.Tokens[i]
		head, err := strconv.Atoi(r[6])
		if err != nil || head < 0 || head > len(rows) {
			return nil, fmt.Errorf("token %d: head %q", i+1, r[6])
		}
		t.Head, t.Rel = int32(head-1), syntax.ParseRel(r[7])
		t.Tag, t.UPOS = syntax.ParseTag(r[4]), syntax.ParseUPOS(r[3])
		s.Lemmas[i] = r[2]
	}
	return s, nil
}
