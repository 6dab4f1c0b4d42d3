package article

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html"

	"quotetrack"
)

// feed yields the items of an RSS or Atom feed.
func (r *reader) feed(path string, data []byte) bool {
	f, err := gofeed.NewParser().Parse(bytes.NewReader(data))
	if err != nil {
		return r.fail(path, fmt.Errorf("broken feed: %w", err))
	}
	for _, it := range f.Items {
		body := htmlText(firstOf(it.Content, it.Description))
		title := clean(it.Title)
		if body == "" && title == "" {
			continue
		}
		a := quotetrack.Article{Path: path, URL: it.Link, Title: title, Outlet: clean(f.Title), Language: shortLanguage(f.Language)}
		if it.PublishedParsed != nil {
			a.Published = it.PublishedParsed.UTC().Format("2006-01-02T15:04:05Z")
		}
		if len(it.Authors) > 0 && it.Authors[0] != nil {
			a.Author = it.Authors[0].Name
		}
		a.Text = strings.TrimSpace(title + "\n\n" + body)
		a.ID = ContentID(a.Text)
		if !r.yield(a, nil) {
			return false
		}
	}
	return true
}

// htmlText is the text of an HTML fragment.
func htmlText(s string) string {
	if !strings.ContainsAny(s, "<&") {
		return strings.TrimSpace(s)
	}
	n, err := html.Parse(strings.NewReader(s))
	if err != nil {
		return strings.TrimSpace(s)
	}
	return blockText(n)
}
