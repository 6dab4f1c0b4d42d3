package main

import (
	"os"
	"path/filepath"
	"testing"

	"quotetrack/syntax"
)

func TestPublishedVectors(t *testing.T) {
	write := func(s string) string {
		p := filepath.Join(t.TempDir(), "vectors.json")
		if err := os.WriteFile(p, []byte(s), 0o644); err != nil {
			t.Fatal(err)
		}
		return p
	}
	docs := []*syntax.Document{syntax.Tokenize("The port and the quay. The port, the port, a zorble zorble zorble zorble.")}
	good := write(`{"precision":8,"wordIndex":4,"dimensions":3,"words":["the","port"],"vectors":{"the":[1,2,3,9,0],"port":[0,2,1,9,50000],"quay":[5,5,5,9,50001],"far":[0,1,0,9,60000]},"unkVector":[0,0,0,0,-1]}`)
	v, err := publishedVectors(good, docs, 2, t.Logf)
	if err != nil {
		t.Fatal(err)
	}
	for w, want := range map[string]bool{"the": true, "port": true, "quay": false, "far": false} {
		if got := len(v[w]) == 2; got != want {
			t.Errorf("%s kept: %v, want %v", w, got, want)
		}
	}
	if z := v["zorble"]; len(z) != 2 || z[0] != 0 || z[1] != 0 {
		t.Errorf("a frequent word without a vector starts from %v", z)
	}
	for name, s := range map[string]string{"not JSON": "hello", "cut off": `{"dimensions":3,"vectors":{"the":[1,2`, "no vectors": `{"dimensions":3}`, "too short": `{"wordIndex":4,"dimensions":3,"vectors":{"the":[1]}}`} {
		if _, err := publishedVectors(write(s), docs, 2, t.Logf); err == nil {
			t.Errorf("%s: read without an error", name)
		}
	}
}
