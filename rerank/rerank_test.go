package rerank

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func answer(content string) string {
	b, _ := json.Marshal(map[string]any{"choices": []any{map[string]any{"message": message{"assistant", content}}}})
	return string(b)
}

func TestAnswersAreKeptBetweenRuns(t *testing.T) {
	var asked atomic.Int32
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		if r.URL.Path != "/v1/chat/completions" {
			t.Errorf("asked at %s", r.URL.Path)
		}
		fmt.Fprint(w, answer("85"))
	}))
	defer srv.Close()
	cache := filepath.Join(t.TempDir(), "kept", "answers")
	for range 2 {
		j, err := New(srv.URL+"/v1", Options{Cache: cache})
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			p, err := j.P(context.Background(), Statement{Speaker: "Ash", Content: "it rained"}, Statement{Speaker: "Birch", Content: "it did not"})
			if err != nil || p != .85 {
				t.Fatalf("got %v, %v", p, err)
			}
		}
	}
	if n := asked.Load(); n != 1 {
		t.Errorf("the endpoint was asked %d times, want once", n)
	}
}

func TestIllBehavedEndpoints(t *testing.T) {
	for name, handler := range map[string]http.HandlerFunc{
		"server error": func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "no", http.StatusInternalServerError) },
		"not JSON":     func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<html>") },
		"no choice":    func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{"choices":[]}`) },
		"prose":        func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, answer("I cannot say")) },
		"two numbers":  func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, answer("between 20 and 80")) },
		"over 100":     func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, answer("1000")) },
		"endless": func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, strings.Repeat("x", maxAnswer+10))
		},
	} {
		t.Run(name, func(t *testing.T) {
			srv := httptest.NewServer(handler)
			defer srv.Close()
			j, err := New(srv.URL, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := j.P(context.Background(), Statement{}, Statement{}); !errors.Is(err, ErrAnswer) {
				t.Errorf("got %v, want an error about the answer", err)
			}
		})
	}
}

func TestSlowEndpointTimesOut(t *testing.T) {
	release := make(chan struct{})
	srv := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-release:
		case <-r.Context().Done():
		}
	}))
	defer srv.Close()
	defer close(release)
	j, err := New(srv.URL, Options{Timeout: 20 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := j.P(context.Background(), Statement{}, Statement{}); err == nil {
		t.Error("no error of an endpoint that never answers")
	}
}

func TestNewWantsURL(t *testing.T) {
	for _, s := range []string{"", "localhost:8080", "ftp://x/", "::"} {
		if _, err := New(s, Options{}); err == nil {
			t.Errorf("New(%q) is no error", s)
		}
	}
}
