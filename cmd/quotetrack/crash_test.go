package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"quotetrack/corpus"
	"quotetrack/export"
	"quotetrack/store"
)

// manyArticles writes variants of the fixtures, so that an ingest takes long
// enough to be killed.
func manyArticles(t *testing.T, n int) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "fixtures", "articles", "wires.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	rows := strings.Split(strings.TrimSpace(string(b)), "\n")
	var out bytes.Buffer
	for i := range n {
		var m map[string]any
		if err := json.Unmarshal([]byte(rows[i%len(rows)]), &m); err != nil {
			t.Fatal(err)
		}
		m["id"] = fmt.Sprintf("copy-%04d", i)
		m["text"] = fmt.Sprintf("%s\n\nThis was edition %d of the paper.", m["text"], i)
		line, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		out.Write(append(line, '\n'))
	}
	path := filepath.Join(t.TempDir(), "many.jsonl")
	if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestKilledIngest kills ingest with SIGKILL at twenty random moments, runs it
// again until it ends, and compares the corpus with that of an undisturbed
// run.
func TestKilledIngest(t *testing.T) {
	const articles, kills = 600, 20
	bin := filepath.Join(t.TempDir(), "quotetrack")
	if out, err := exec.Command("go", "build", "-o", bin, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	in := manyArticles(t, articles)
	calm := filepath.Join(t.TempDir(), "calm")
	start := time.Now()
	if out, err := exec.Command(bin, "--corpus", calm, "ingest", in).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	took := time.Since(start)
	rough := filepath.Join(t.TempDir(), "rough")
	rng := rand.New(rand.NewPCG(7, 7))
	for range kills {
		cmd := exec.Command(bin, "--corpus", rough, "ingest", in)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rng.Float64() * .6 * float64(took)))
		_ = cmd.Process.Kill() // it may have ended already
		_ = cmd.Wait()
	}
	if out, err := exec.Command(bin, "--corpus", rough, "ingest", in).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if a, b := dump(t, calm), dump(t, rough); a != b {
		t.Errorf("the corpora differ: %d and %d bytes", len(a), len(b))
	}
}

// dump exports a corpus and checks it.
func dump(t *testing.T, dir string) string {
	t.Helper()
	e, err := corpus.DefaultEngines()
	if err != nil {
		t.Fatal(err)
	}
	c, err := corpus.Open(dir, e)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	r, err := c.Examine(context.Background())
	if err != nil || len(r.Problems) > 0 {
		t.Fatalf("%s: %v %v", dir, err, r.Problems)
	}
	var b bytes.Buffer
	w, err := export.New("csv", &b)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Export(context.Background(), "", w); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestSecondProcess: a corpus in use gives a clear message at once.
func TestSecondProcess(t *testing.T) {
	dir := t.TempDir()
	s, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var out, errOut bytes.Buffer
	if rc := run([]string{"quotetrack", "--corpus", dir, "doctor"}, strings.NewReader(""), &out, &errOut); rc != 1 || !strings.Contains(errOut.String(), "in use by another quotetrack process") {
		t.Errorf("exit %d, %s", rc, errOut.String())
	}
}
