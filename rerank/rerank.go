// Package rerank asks a language model behind an OpenAI-compatible endpoint,
// which the user names, whether two statements oppose each other. It is off
// unless asked for, sees the top candidates only, and whatever the endpoint
// does, the pairs themselves are never lost: an answer that is late, broken or
// no answer is an error that the caller reports while it keeps its own order.
//
// It imports the root package only.
package rerank

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"quotetrack"
)

// ErrAnswer is wrapped by errors about what the endpoint answered.
var ErrAnswer = errors.New("no usable answer")

// maxAnswer bounds what is read of an answer, in bytes.
const maxAnswer = 1 << 20

// Judge asks one endpoint. It is safe for concurrent use.
type Judge struct {
	endpoint string
	model    string
	client   *http.Client
	mu       sync.Mutex
	cache    map[string]float64
	path     string
}

// Options are the settings of New.
type Options struct {
	Model   string        // named to the endpoint; "default" where empty
	Timeout time.Duration // of one question; 20 s where 0
	Cache   string        // file of answers kept between runs; none where empty
}

// New returns a judge that asks base + "/chat/completions".
func New(base string, o Options) (*Judge, error) {
	u, err := url.Parse(base)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, fmt.Errorf("judge %q: want a URL such as http://localhost:8080/v1", base)
	}
	if o.Timeout == 0 {
		o.Timeout = 20 * time.Second
	}
	if o.Model == "" {
		o.Model = "default"
	}
	j := &Judge{endpoint: strings.TrimRight(base, "/") + "/chat/completions", model: o.Model, client: &http.Client{Timeout: o.Timeout}, cache: map[string]float64{}, path: o.Cache}
	if err := j.load(); err != nil {
		return nil, err
	}
	return j, nil
}

// load reads the cache; lines that a killed run left half written are skipped.
func (j *Judge) load() error {
	if j.path == "" {
		return nil
	}
	b, err := os.ReadFile(j.path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("judge cache: %w", err)
	}
	for _, line := range strings.Split(string(b), "\n") {
		key, v, ok := strings.Cut(line, " ")
		if p, err := strconv.ParseFloat(v, 64); ok && err == nil && len(key) == 64 && p >= 0 && p <= 1 {
			j.cache[key] = p
		}
	}
	return nil
}

// keep adds an answer to the cache.
func (j *Judge) keep(key string, p float64) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.cache[key] = p
	if j.path == "" {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(j.path), 0o755); err != nil {
		return fmt.Errorf("judge cache: %w", err)
	}
	f, err := os.OpenFile(j.path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return fmt.Errorf("judge cache: %w", err)
	}
	if _, err := fmt.Fprintf(f, "%s %g\n", key, p); err != nil {
		f.Close()
		return fmt.Errorf("judge cache: %w", err)
	}
	return f.Close()
}

const instructions = "You compare two statements from news articles. Answer with one number from 0 to 100 and nothing else: how sure a careful reader would be that the second statement denies, contradicts, reverses or doubts the first as a matter of fact. Different opinions, updates and criticism are no contradiction."

// Statement is one side of a pair as the judge reads it.
type Statement struct {
	Speaker, Cue, Content, Day string
}

// Of makes a Statement of a quote.
func Of(q *quotetrack.Quote, day string) Statement {
	return Statement{Speaker: q.Speaker.Name, Cue: quotetrack.Text(q.Cue), Content: quotetrack.Text(q.Content), Day: day}
}

func (s Statement) line() string {
	return strings.Join(strings.Fields(fmt.Sprintf("%s %s (%s): %s", s.Speaker, s.Cue, s.Day, s.Content)), " ")
}

type message struct {
	Role    string `json:"role"`
	Content string `json:"content"`
}

// P returns the probability that b opposes a, as the endpoint sees it.
// Errors about its answer wrap ErrAnswer.
func (j *Judge) P(ctx context.Context, a, b Statement) (float64, error) {
	question := "First: " + a.line() + "\nSecond: " + b.line()
	sum := sha256.Sum256([]byte(j.endpoint + "\x00" + j.model + "\x00" + question))
	key := hex.EncodeToString(sum[:])
	j.mu.Lock()
	p, ok := j.cache[key]
	j.mu.Unlock()
	if ok {
		return p, nil
	}
	p, err := j.ask(ctx, question)
	if err != nil {
		return 0, err
	}
	return p, j.keep(key, p)
}

func (j *Judge) ask(ctx context.Context, question string) (float64, error) {
	body, err := json.Marshal(map[string]any{"model": j.model, "temperature": 0, "max_tokens": 8, "messages": []message{{"system", instructions}, {"user", question}}})
	if err != nil {
		return 0, fmt.Errorf("judge: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, j.endpoint, bytes.NewReader(body))
	if err != nil {
		return 0, fmt.Errorf("judge: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	res, err := j.client.Do(req)
	if err != nil {
		return 0, fmt.Errorf("judge: %w", err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer+1))
	switch {
	case err != nil:
		return 0, fmt.Errorf("judge %s: %w", j.endpoint, err)
	case len(raw) > maxAnswer:
		return 0, fmt.Errorf("judge %s: %w: more than %d bytes", j.endpoint, ErrAnswer, maxAnswer)
	case res.StatusCode != http.StatusOK:
		return 0, fmt.Errorf("judge %s: %w: %s", j.endpoint, ErrAnswer, res.Status)
	}
	var out struct {
		Choices []struct {
			Message message `json:"message"`
		} `json:"choices"`
	}
	if err := json.Unmarshal(raw, &out); err != nil || len(out.Choices) == 0 {
		return 0, fmt.Errorf("judge %s: %w: not a chat completion", j.endpoint, ErrAnswer)
	}
	return number(out.Choices[0].Message.Content)
}

var numberRE = regexp.MustCompile(`\d+(?:\.\d+)?`)

// number reads the one number of an answer as a share of 100.
func number(answer string) (float64, error) {
	m := numberRE.FindAllString(answer, 2)
	if len(m) != 1 {
		return 0, fmt.Errorf("judge: %w: %q holds no single number", ErrAnswer, short(answer))
	}
	v, err := strconv.ParseFloat(m[0], 64)
	if err != nil || v > 100 {
		return 0, fmt.Errorf("judge: %w: %q is not from 0 to 100", ErrAnswer, short(answer))
	}
	return v / 100, nil
}

func short(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
