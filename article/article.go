// Package article reads articles from what people have: plain text, HTML
// pages, RSS and Atom feeds, JSON Lines; from files, folders, standard input
// and the web. The format is found by content unless it is given.
//
// Every reader yields articles or errors one after another: an article that
// cannot be read is an error that names file, place and cause, and reading
// goes on with the next one.
//
// It imports the root package only.
package article

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"net/http"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"quotetrack"
)

// Format is a kind of input.
type Format string

// Formats. Auto looks at the content.
const (
	Auto  Format = "auto"
	Text  Format = "text"
	HTML  Format = "html"
	Feed  Format = "feed"
	JSONL Format = "jsonl"
)

// Formats lists what --format accepts.
var Formats = []Format{Auto, Text, HTML, Feed, JSONL}

// MaxArticle is the largest single article read, in bytes; JSON Lines files
// may be of any size.
const MaxArticle = 16 << 20

// Error is a failure to read one article.
type Error struct {
	Path string // file or URL
	Line int    // in a JSON Lines file, else 0
	Err  error
}

func (e *Error) Error() string {
	if e.Line > 0 {
		return fmt.Sprintf("%s:%d: %v", e.Path, e.Line, e.Err)
	}
	return fmt.Sprintf("%s: %v", e.Path, e.Err)
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Causes of failure.
var (
	ErrEmpty    = errors.New("the file is empty")
	ErrBinary   = errors.New("this is a binary file, not text")
	ErrTooLarge = fmt.Errorf("larger than %d MiB, too large for one article", MaxArticle>>20)
	ErrNoText   = errors.New("no article text found in the page")
)

// Options are the settings of Read.
type Options struct {
	Format Format
	Stdin  io.Reader
	Warn   func(path, message string) // about input that was read but looks odd
	Client *http.Client
}

// Read yields the articles of all inputs in order: files, folders (walked in
// the order of names; hidden files are left out), "-" for standard input,
// http and https URLs. It stops when ctx ends.
func Read(ctx context.Context, inputs []string, o Options) iter.Seq2[quotetrack.Article, error] {
	if o.Format == "" {
		o.Format = Auto
	}
	if o.Warn == nil {
		o.Warn = func(string, string) {}
	}
	return func(yield func(quotetrack.Article, error) bool) {
		r := &reader{ctx: ctx, o: o, yield: yield}
		for _, in := range inputs {
			if !r.input(in) {
				return
			}
		}
	}
}

type reader struct {
	ctx   context.Context
	o     Options
	yield func(quotetrack.Article, error) bool
}

func (r *reader) fail(path string, err error) bool {
	return r.yield(quotetrack.Article{}, &Error{Path: path, Err: err})
}

func (r *reader) input(in string) bool {
	switch {
	case r.ctx.Err() != nil:
		return false
	case in == "-":
		return r.stream("standard input", r.o.Stdin, "")
	case strings.HasPrefix(in, "http://") || strings.HasPrefix(in, "https://"):
		return r.fetch(in)
	}
	info, err := os.Stat(in)
	if err != nil {
		return r.fail(in, plainCause(err))
	}
	if !info.IsDir() {
		return r.file(in)
	}
	var files []string
	err = filepath.WalkDir(in, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			if !r.fail(path, plainCause(err)) {
				return fs.SkipAll
			}
			return nil
		}
		if path != in && strings.HasPrefix(d.Name(), ".") {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.Type().IsRegular() {
			files = append(files, path)
		}
		return nil
	})
	if err != nil {
		return r.fail(in, err)
	}
	sort.Strings(files)
	for _, f := range files {
		if r.ctx.Err() != nil || !r.file(f) {
			return false
		}
	}
	return true
}

// plainCause drops the operation and path that os errors repeat.
func plainCause(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

func (r *reader) file(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return r.fail(path, plainCause(err))
	}
	defer f.Close()
	return r.stream(path, f, "")
}

func (r *reader) fetch(url string) bool {
	client := r.o.Client
	if client == nil {
		client = &http.Client{Timeout: 30 * time.Second}
	}
	req, err := http.NewRequestWithContext(r.ctx, http.MethodGet, url, nil)
	if err != nil {
		return r.fail(url, err)
	}
	req.Header.Set("User-Agent", "quotetrack")
	resp, err := client.Do(req)
	if err != nil {
		return r.fail(url, err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return r.fail(url, fmt.Errorf("the server answered %s", resp.Status))
	}
	return r.stream(url, resp.Body, url)
}

// stream reads one input, unpacking gzip.
func (r *reader) stream(path string, in io.Reader, url string) bool {
	b := bufio.NewReaderSize(in, 1<<16)
	if head, _ := b.Peek(2); len(head) == 2 && head[0] == 0x1f && head[1] == 0x8b {
		z, err := gzip.NewReader(b)
		if err != nil {
			return r.fail(path, fmt.Errorf("damaged gzip: %w", err))
		}
		b = bufio.NewReaderSize(z, 1<<16)
	}
	head, err := b.Peek(4096)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) && len(head) == 0 {
		return r.fail(path, err)
	}
	format := r.o.Format
	if format == Auto {
		format = detect(head)
	}
	if format == JSONL {
		return r.jsonLines(path, b)
	}
	data, err := io.ReadAll(io.LimitReader(b, MaxArticle+1))
	if err != nil {
		return r.fail(path, fmt.Errorf("cut off or damaged: %w", err))
	}
	if len(data) > MaxArticle {
		return r.fail(path, ErrTooLarge)
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return r.fail(path, ErrEmpty)
	}
	if bytes.IndexByte(data[:min(len(data), 8192)], 0) >= 0 && !isUTF16(data) {
		return r.fail(path, ErrBinary)
	}
	switch format {
	case HTML:
		return r.page(path, data, url)
	case Feed:
		return r.feed(path, data)
	}
	return r.plain(path, data, url)
}

func isUTF16(b []byte) bool {
	return len(b) >= 2 && (b[0] == 0xff && b[1] == 0xfe || b[0] == 0xfe && b[1] == 0xff)
}

// detect guesses the format from the first bytes.
func detect(head []byte) Format {
	s := strings.ToLower(string(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")))
	if strings.HasPrefix(s, "{") {
		return JSONL
	}
	for strings.HasPrefix(s, "<?") || strings.HasPrefix(s, "<!--") {
		end := strings.IndexByte(s, '>')
		if end < 0 {
			break
		}
		s = strings.TrimLeft(s[end+1:], " \t\r\n")
	}
	switch {
	case strings.HasPrefix(s, "<rss"), strings.HasPrefix(s, "<feed"), strings.HasPrefix(s, "<rdf:rdf"):
		return Feed
	case strings.HasPrefix(s, "<!doctype html"), strings.HasPrefix(s, "<html"), strings.HasPrefix(s, "<head"), strings.HasPrefix(s, "<body"):
		return HTML
	case strings.HasPrefix(s, "<") && (strings.Contains(s, "<html") || strings.Contains(s, "<p>") || strings.Contains(s, "<div")):
		return HTML
	}
	return Text
}

// decodeText returns data as UTF-8, unchanged where it is that (a byte order
// mark stays, so that offsets are those of the file); UTF-16 is decoded, bytes that are no UTF-8 are read as Windows-1252 with a warning.
func (r *reader) decodeText(path string, data []byte) string {
	if isUTF16(data) {
		return decodeUTF16(data)
	}
	if utf8.Valid(data) {
		return string(data)
	}
	r.o.Warn(path, "not UTF-8: read as Windows-1252 (Latin-1)")
	out, err := charmap.Windows1252.NewDecoder().Bytes(data)
	if err != nil {
		return strings.ToValidUTF8(string(data), "\ufffd")
	}
	return string(out)
}

func (r *reader) plain(path string, data []byte, url string) bool {
	a := quotetrack.Article{Path: path, URL: url, Text: r.decodeText(path, data)}
	a.Title = firstLine(a.Text)
	a.ID = ContentID(a.Text)
	return r.yield(a, nil)
}

// firstLine is a text's first line where it is short enough for a title.
func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimLeft(text, "\ufeff \t\r\n"), "\n")
	line = strings.TrimSpace(line)
	if utf8.RuneCountInString(line) > 200 {
		return ""
	}
	return line
}

// ContentID is the id of an article that brings none: a hash of its text.
func ContentID(text string) string {
	h := sha256.Sum256([]byte(text))
	return "a" + hex.EncodeToString(h[:])[:12]
}
