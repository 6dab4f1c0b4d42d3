package article

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"unicode/utf16"

	"codeberg.org/readeck/go-readability/v2"
	"github.com/araddon/dateparse"
	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"quotetrack"
)

// page reads the article of an HTML page: its text by readability, its
// metadata from JSON-LD, Open Graph and meta tags.
func (r *reader) page(path string, data []byte, address string) bool {
	in, err := charset.NewReader(bytes.NewReader(data), "text/html")
	if err != nil {
		return r.fail(path, err)
	}
	doc, err := html.Parse(in)
	if err != nil {
		return r.fail(path, fmt.Errorf("broken HTML: %w", err))
	}
	m := metadata(doc)
	base, err := url.Parse(firstOf(address, m.url, "http://localhost/"))
	if err != nil {
		base = &url.URL{Scheme: "http", Host: "localhost", Path: "/"}
	}
	a, err := readability.FromDocument(doc, base)
	if err != nil {
		return r.fail(path, fmt.Errorf("read page: %w", err))
	}
	text := ""
	if a.Node != nil {
		text = blockText(a.Node)
	}
	if strings.TrimSpace(text) == "" {
		return r.fail(path, ErrNoText)
	}
	out := quotetrack.Article{Path: path, URL: firstOf(address, m.url), Title: clean(firstOf(m.title, a.Title())), Author: clean(firstOf(m.author, a.Byline())), Outlet: clean(firstOf(m.outlet, a.SiteName())), Published: day(m.published), Language: shortLanguage(a.Language())}
	if out.Published == "" {
		if t, err := a.PublishedTime(); err == nil {
			out.Published = t.UTC().Format("2006-01-02T15:04:05Z")
		}
	}
	if out.Title != "" && !strings.HasPrefix(text, out.Title) {
		text = out.Title + "\n\n" + text
	}
	out.Text = text
	out.ID = ContentID(out.Text)
	return r.yield(out, nil)
}

func shortLanguage(s string) string {
	s, _, _ = strings.Cut(strings.ToLower(s), "-")
	if len(s) != 2 {
		return ""
	}
	return s
}

func firstOf(list ...string) string {
	for _, s := range list {
		if strings.TrimSpace(s) != "" {
			return s
		}
	}
	return ""
}

func clean(s string) string { return strings.Join(strings.Fields(s), " ") }

// day normalises a date of whatever form to RFC 3339, "" where it is none.
func day(s string) string {
	if s == "" {
		return ""
	}
	t, err := dateparse.ParseAny(strings.TrimSpace(s))
	if err != nil {
		return ""
	}
	if t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0 {
		return t.Format("2006-01-02")
	}
	return t.UTC().Format("2006-01-02T15:04:05Z")
}

type meta struct{ title, author, outlet, published, url string }

// metadata reads JSON-LD first, then Open Graph and meta tags.
func metadata(doc *html.Node) meta {
	var m meta
	tags := map[string]string{}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "script":
			if attr(n, "type") == "application/ld+json" && n.FirstChild != nil {
				var v any
				if json.Unmarshal([]byte(n.FirstChild.Data), &v) == nil {
					m.jsonLD(v, 0)
				}
			}
		case "meta":
			k := strings.ToLower(firstOf(attr(n, "property"), attr(n, "name"), attr(n, "itemprop")))
			if k != "" && tags[k] == "" {
				tags[k] = attr(n, "content")
			}
		case "link":
			if attr(n, "rel") == "canonical" && tags["canonical"] == "" {
				tags["canonical"] = attr(n, "href")
			}
		case "time":
			if tags["time"] == "" {
				tags["time"] = attr(n, "datetime")
			}
		}
	}
	pick := func(v *string, keys ...string) {
		for _, k := range keys {
			if *v == "" {
				*v = strings.TrimSpace(tags[k])
			}
		}
	}
	pick(&m.title, "og:title", "twitter:title", "dc.title", "headline")
	pick(&m.author, "author", "article:author", "dc.creator", "byl", "parsely-author")
	pick(&m.outlet, "og:site_name", "application-name", "dc.publisher")
	pick(&m.published, "article:published_time", "datepublished", "date", "dc.date", "pubdate", "parsely-pub-date", "dc.date.issued", "time")
	pick(&m.url, "canonical", "og:url")
	if strings.HasPrefix(m.author, "http") {
		m.author = ""
	}
	return m
}

// jsonLD fills what an Article object of schema.org says.
func (m *meta) jsonLD(v any, depth int) {
	if depth > 6 {
		return
	}
	switch x := v.(type) {
	case []any:
		for _, y := range x {
			m.jsonLD(y, depth+1)
		}
	case map[string]any:
		if g, ok := x["@graph"]; ok {
			m.jsonLD(g, depth+1)
		}
		if !strings.Contains(fmt.Sprint(x["@type"]), "Article") && !strings.Contains(fmt.Sprint(x["@type"]), "Posting") {
			return
		}
		set := func(p *string, s string) {
			if *p == "" {
				*p = s
			}
		}
		set(&m.title, text(x["headline"]))
		set(&m.author, named(x["author"]))
		set(&m.outlet, named(x["publisher"]))
		set(&m.published, text(x["datePublished"]))
		set(&m.url, firstOf(text(x["url"]), text(x["mainEntityOfPage"])))
	}
}

func text(v any) string {
	s, _ := v.(string)
	return s
}

// named reads a person or organisation, or a list of them.
func named(v any) string {
	switch x := v.(type) {
	case string:
		return x
	case map[string]any:
		return text(x["name"])
	case []any:
		var parts []string
		for _, y := range x {
			if s := named(y); s != "" {
				parts = append(parts, s)
			}
		}
		return strings.Join(parts, ", ")
	}
	return ""
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if strings.EqualFold(a.Key, key) {
			return a.Val
		}
	}
	return ""
}

var blocks = map[string]bool{"p": true, "div": true, "section": true, "article": true, "blockquote": true, "li": true, "ul": true, "ol": true, "h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "figure": true, "figcaption": true, "table": true, "tr": true, "pre": true, "header": true, "footer": true, "aside": true, "br": true, "hr": true, "main": true, "dl": true, "dt": true, "dd": true}

// blockText is the text below a node, one paragraph for each block, runs of
// spaces made one.
func blockText(n *html.Node) string {
	var out []string
	var line strings.Builder
	flush := func() {
		if s := clean(line.String()); s != "" {
			out = append(out, s)
		}
		line.Reset()
	}
	var walk func(*html.Node, int)
	walk = func(n *html.Node, depth int) {
		if depth > 2000 {
			return
		}
		switch {
		case n.Type == html.TextNode:
			line.WriteString(n.Data)
			return
		case n.Type == html.ElementNode && (n.Data == "script" || n.Data == "style" || n.Data == "noscript"):
			return
		}
		block := n.Type == html.ElementNode && blocks[n.Data]
		if block {
			flush()
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, depth+1)
		}
		if block {
			flush()
		}
	}
	walk(n, 0)
	flush()
	return strings.Join(out, "\n\n")
}

func decodeUTF16(b []byte) string {
	little := b[0] == 0xff
	u := make([]uint16, 0, len(b)/2)
	for i := 2; i+1 < len(b); i += 2 {
		if little {
			u = append(u, uint16(b[i])|uint16(b[i+1])<<8)
		} else {
			u = append(u, uint16(b[i+1])|uint16(b[i])<<8)
		}
	}
	return string(utf16.Decode(u))
}
