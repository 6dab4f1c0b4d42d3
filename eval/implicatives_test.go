package eval

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quotetrack/contradiction"
)

func TestReadImplicatives(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("implicatives.tsv", "verb\tcomplement\tsignature\nfail\tto\t-/+\nknow\tthat\t+/+\n")
	head := "verb\tframe\tvoice\tpolarity\tconditional\tmean\tacceptability\tn\n"
	write("veridicality.tsv", head+"pretend\tthat_S\tactive\tpositive\tFalse\t-0.80\t6\t10\nsay\tthat_S\tactive\tpositive\tFalse\t0.30\t6\t10\nknow\tthat_S\tactive\tpositive\tFalse\t-1.00\t6\t10\n")
	list, err := ReadImplicatives(dir)
	if err != nil {
		t.Fatal(err)
	}
	want := []contradiction.Implicative{{Verb: "fail", Complement: "to", Signature: "-/+"}, {Verb: "know", Complement: "that", Signature: "+/+"}, {Verb: "pretend", Complement: "that", Signature: "-/o"}}
	if len(list) != len(want) {
		t.Fatalf("%v, want %v", list, want)
	}
	for i := range want {
		if list[i] != want[i] {
			t.Errorf("%v, want %v", list[i], want[i])
		}
	}
	write("veridicality.tsv", head+"pretend\tthat_S\tactive\tpositive\tFalse\tlow\t6\t10\n")
	if _, err := ReadImplicatives(dir); err == nil || !strings.Contains(err.Error(), "veridicality.tsv:2") {
		t.Errorf("a mean that is no number: %v", err)
	}
	write("implicatives.tsv", "verb\tcomplement\tsignature\nfail\n")
	if _, err := ReadImplicatives(dir); err == nil || !strings.Contains(err.Error(), "implicatives.tsv:2") {
		t.Errorf("a row too short: %v", err)
	}
}
