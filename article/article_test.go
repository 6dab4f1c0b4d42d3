package article

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quotetrack"
)

func readAll(t *testing.T, o Options, inputs ...string) (out []quotetrack.Article, errs []error) {
	t.Helper()
	for a, err := range Read(context.Background(), inputs, o) {
		if err != nil {
			errs = append(errs, err)
			continue
		}
		out = append(out, a)
	}
	return out, errs
}

func write(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestPlainTextIsUnchanged(t *testing.T) {
	const text = "\ufeffTitle\r\n\r\nHe said “naïve”.\r\n"
	a, errs := readAll(t, Options{}, write(t, "a.txt", text))
	if len(errs) > 0 || len(a) != 1 || a[0].Text != text || a[0].Title != "Title" {
		t.Errorf("got %+v, %v", a, errs)
	}
}

func TestLatin1IsReadWithAWarning(t *testing.T) {
	warned := ""
	a, errs := readAll(t, Options{Warn: func(_, m string) { warned = m }}, write(t, "a.txt", "caf\xe9 \x93quoted\x94"))
	if len(errs) > 0 || a[0].Text != "café “quoted”" || !strings.Contains(warned, "Windows-1252") {
		t.Errorf("got %+v, %v, %q", a, errs, warned)
	}
}

func TestBadInputIsNamedAndSkipped(t *testing.T) {
	dir := t.TempDir()
	var cut bytes.Buffer
	z := gzip.NewWriter(&cut)
	z.Write([]byte(strings.Repeat("Words and words. ", 5000)))
	z.Close()
	files := map[string]struct {
		data string
		want error
	}{
		"empty.txt":  {"", ErrEmpty},
		"blank.txt":  {" \n\t\n", ErrEmpty},
		"binary.bin": {"\x7fELF\x00\x01\x02", ErrBinary},
		"huge.txt":   {strings.Repeat("x", MaxArticle+1), ErrTooLarge},
		"cut.gz":     {cut.String()[:cut.Len()/2], nil},
		"good.txt":   {"A good one.", nil},
		"deep.html":  {"<html><body>" + strings.Repeat("<div>", 100000) + "<p>deep</p>", nil},
		"bad.jsonl":  {"{\"text\": \"fine\"}\n{broken\n{\"url\": \"x\"}\n", nil},
		"bad.xml":    {"<rss><channel><item>", nil},
	}
	for name, f := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(f.data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	a, errs := readAll(t, Options{}, dir, filepath.Join(dir, "missing.txt"))
	texts := map[string]bool{}
	for _, x := range a {
		texts[x.Text] = true
	}
	if !texts["A good one."] || !texts["fine"] {
		t.Errorf("the good ones were not read: %v", texts)
	}
	for name, f := range files {
		if f.want == nil {
			continue
		}
		found := false
		for _, err := range errs {
			found = found || errors.Is(err, f.want) && strings.Contains(err.Error(), name)
		}
		if !found {
			t.Errorf("%s: no error %q among %v", name, f.want, errs)
		}
	}
	for _, part := range []string{"cut.gz: cut off", "bad.jsonl:2:", "bad.jsonl:3:", "missing.txt: no such file"} {
		if !strings.Contains(errors.Join(errs...).Error(), part) {
			t.Errorf("no error with %q among %v", part, errs)
		}
	}
}

func TestPageMetadata(t *testing.T) {
	page := `<!doctype html><html lang="en-GB"><head><title>x | Site</title>
<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"The headline","datePublished":"2024-03-05T10:00:00+02:00","author":[{"name":"Ann Lee"},{"name":"Bo Ek"}],"publisher":{"name":"The Paper"}}]}</script>
</head><body><nav>Menu</nav><article><p>` + strings.Repeat("A sentence of the article that is long enough to count. ", 12) + `</p><p>“It is so,” said Ann.</p></article></body></html>`
	a, errs := readAll(t, Options{}, write(t, "p.html", page))
	if len(errs) > 0 || len(a) != 1 {
		t.Fatalf("%v %v", a, errs)
	}
	x := a[0]
	if x.Title != "The headline" || x.Author != "Ann Lee, Bo Ek" || x.Outlet != "The Paper" || x.Published != "2024-03-05T08:00:00Z" || x.Language != "en" {
		t.Errorf("metadata: %+v", x)
	}
	if strings.Contains(x.Text, "Menu") || !strings.Contains(x.Text, "\n\n“It is so,” said Ann.") {
		t.Errorf("text: %q", x.Text)
	}
}

func TestFeedAndJSONFieldNames(t *testing.T) {
	feed := `<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title><item><title>One</title><link>http://x/1</link><pubDate>Mon, 05 Feb 2024 10:00:00 GMT</pubDate><description>&lt;p&gt;Body one.&lt;/p&gt;</description></item></channel></rss>`
	a, errs := readAll(t, Options{}, write(t, "f.xml", feed))
	if len(errs) > 0 || len(a) != 1 || a[0].Outlet != "Wire" || a[0].Published != "2024-02-05T10:00:00Z" || a[0].Text != "One\n\nBody one." {
		t.Errorf("feed: %+v %v", a, errs)
	}
	for _, row := range []string{
		`{"maintext":"T","date_publish":"2024-02-05 00:00:00","source_domain":"x.org","authors":["A","B"],"url":"http://x"}`,
		`{"body":"T","publishedAt":"2024-02-05","source":{"name":"x.org"},"byline":"A, B","link":"http://x"}`,
	} {
		a, errs := readAll(t, Options{}, write(t, "r.jsonl", row))
		if len(errs) > 0 || len(a) != 1 || a[0].Text != "T" || a[0].Published != "2024-02-05" || a[0].Outlet != "x.org" || a[0].Author != "A, B" || a[0].URL != "http://x" {
			t.Errorf("%s: %+v %v", row, a, errs)
		}
	}
}

func TestFetch(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/gone" {
			http.NotFound(w, r)
			return
		}
		w.Write([]byte("Title\n\nText of the article."))
	}))
	defer srv.Close()
	a, errs := readAll(t, Options{}, srv.URL+"/a", srv.URL+"/gone")
	if len(a) != 1 || a[0].URL != srv.URL+"/a" || len(errs) != 1 || !strings.Contains(errs[0].Error(), "404") {
		t.Errorf("%+v %v", a, errs)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("Title\n\nText."))
	f.Add([]byte("<html><body><p>x</p>"))
	f.Add([]byte(`{"text":"x"}`))
	f.Add([]byte("<rss><channel></channel></rss>"))
	f.Add([]byte("\x1f\x8b\x08\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for a, err := range Read(context.Background(), []string{"-"}, Options{Stdin: bytes.NewReader(data)}) {
			if err == nil {
				if err := a.Validate(); err != nil {
					t.Errorf("%v", err)
				}
			}
		}
	})
}
