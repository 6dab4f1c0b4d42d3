package eval

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"quotetrack/contradiction"
)

// From this mean on people hold that a verb's complement is not so (MegaVeridicality
// rates from -1 to 1).
const notSo = -.25

// ReadImplicatives reads what verbs tell of their complements from
// DIR/implicatives.tsv (verb, complement, signature), and from DIR/veridicality.tsv
// (MegaVeridicality 1: verb, frame, voice, polarity, conditional, mean, ...) the verbs
// with a clause that the first does not hold and by which people mean that it is not
// so: "pretended that".
func ReadImplicatives(dir string) ([]contradiction.Implicative, error) {
	var out []contradiction.Implicative
	known := map[string]bool{}
	err := eachRow(filepath.Join(dir, "implicatives.tsv"), 3, func(c []string) error {
		out = append(out, contradiction.Implicative{Verb: c[0], Complement: c[1], Signature: c[2]})
		known[c[0]+" "+c[1]] = true
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = eachRow(filepath.Join(dir, "veridicality.tsv"), 6, func(c []string) error {
		if c[1] != "that_S" || c[2] != "active" || c[3] != "positive" || c[4] != "False" || known[c[0]+" that"] {
			return nil
		}
		mean, err := strconv.ParseFloat(c[5], 64)
		if err != nil {
			return fmt.Errorf("mean %q", c[5])
		}
		if mean <= notSo {
			out = append(out, contradiction.Implicative{Verb: c[0], Complement: "that", Signature: "-/o"})
		}
		return nil
	})
	return out, err
}

// eachRow hands over the rows of a table with a header, of at least so many columns.
func eachRow(path string, columns int, f func([]string) error) error {
	r, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("lexicon: %w", err)
	}
	defer r.Close()
	sc := bufio.NewScanner(r)
	for n := 1; sc.Scan(); n++ {
		c := strings.Split(sc.Text(), "\t")
		if n == 1 {
			continue
		}
		if len(c) < columns {
			return fmt.Errorf("%s:%d: %d columns, want %d", path, n, len(c), columns)
		}
		if err := f(c); err != nil {
			return fmt.Errorf("%s:%d: %w", path, n, err)
		}
	}
	if err := sc.Err(); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}
