package article

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"quotetrack"
)

// The names under which news data sets keep what we need, ours first.
var (
	textFields   = []string{"text", "body", "content", "maintext", "article", "full_text", "articleBody", "story"}
	titleFields  = []string{"title", "headline", "name"}
	dateFields   = []string{"published", "date", "date_publish", "published_at", "publishedAt", "publish_date", "pub_date", "datePublished", "publication_date", "created_at", "timestamp"}
	outletFields = []string{"outlet", "publisher", "source", "source_name", "source_domain", "site", "publication", "newspaper", "domain"}
	authorFields = []string{"author", "authors", "byline", "creator"}
	urlFields    = []string{"url", "link", "uri", "canonical_url", "web_url"}
	idFields     = []string{"id", "_id", "guid", "uuid", "article_id"}
	langFields   = []string{"language", "lang"}
)

// maxLine bounds one line of a JSON Lines file.
const maxLine = MaxArticle * 2

// jsonLines yields one article a line.
func (r *reader) jsonLines(path string, b *bufio.Reader) bool {
	seen := false
	for n := 1; ; n++ {
		if r.ctx.Err() != nil {
			return false
		}
		line, tooLong, err := readLine(b)
		if len(bytes.TrimSpace(line)) > 0 || tooLong {
			seen = true
			var a quotetrack.Article
			lerr := ErrTooLarge
			if !tooLong {
				a, lerr = r.jsonArticle(path, line)
			}
			if lerr != nil {
				if !r.yield(quotetrack.Article{}, &Error{Path: path, Line: n, Err: lerr}) {
					return false
				}
			} else if !r.yield(a, nil) {
				return false
			}
		}
		switch {
		case errors.Is(err, io.EOF):
			if !seen {
				return r.fail(path, ErrEmpty)
			}
			return true
		case err != nil:
			return r.yield(quotetrack.Article{}, &Error{Path: path, Line: n, Err: fmt.Errorf("cut off or damaged: %w", err)})
		}
	}
}

// readLine reads one line of any length, keeping at most maxLine bytes.
func readLine(b *bufio.Reader) (line []byte, tooLong bool, err error) {
	for {
		part, err := b.ReadSlice('\n')
		if len(line)+len(part) <= maxLine {
			line = append(line, part...)
		} else {
			tooLong = true
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, tooLong, err
		}
	}
}

func (r *reader) jsonArticle(path string, line []byte) (quotetrack.Article, error) {
	line = bytes.TrimPrefix(line, []byte("\xef\xbb\xbf"))
	var m map[string]any
	if err := json.Unmarshal(line, &m); err != nil {
		return quotetrack.Article{}, fmt.Errorf("not a JSON object: %w", err)
	}
	a := quotetrack.Article{ID: field(m, idFields), Path: field(m, []string{"path"}), Title: clean(field(m, titleFields)), URL: field(m, urlFields), Outlet: clean(field(m, outletFields)), Author: clean(field(m, authorFields)), Published: day(field(m, dateFields)), Language: shortLanguage(field(m, langFields))}
	a.Text = field(m, textFields)
	if strings.TrimSpace(a.Text) == "" {
		if a.Title == "" {
			return a, fmt.Errorf("no text: none of the fields %s holds any", strings.Join(textFields, ", "))
		}
		a.Text = a.Title
	}
	if len(a.Text) > MaxArticle {
		return a, ErrTooLarge
	}
	if !utf8.ValidString(a.Text) {
		a.Text = strings.ToValidUTF8(a.Text, "\ufffd")
	}
	if a.Path == "" {
		a.Path = path
	}
	if a.ID == "" {
		a.ID = ContentID(a.Text)
	}
	return a, nil
}

// field returns the first of the named fields that holds something, as text.
func field(m map[string]any, names []string) string {
	for _, n := range names {
		var s string
		switch v := m[n].(type) {
		case string:
			s = v
		case float64:
			s = strings.TrimSuffix(fmt.Sprintf("%.0f", v), ".0")
		case []any:
			s = named(v)
		case map[string]any:
			s = firstOf(text(v["name"]), text(v["title"]))
		}
		if strings.TrimSpace(s) != "" {
			return s
		}
	}
	return ""
}
