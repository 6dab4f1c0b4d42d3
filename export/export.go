// Package export writes articles with their quotes and oppositions in the
// forms that other tools read: JSON Lines, CSV, brat standoff, W3C Web
// Annotation and schema.org JSON-LD.
//
// It imports the root package only.
package export

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"quotetrack"
)

// Item is an article with the quotes to export and the oppositions among
// quotes of the corpus that they stand in.
type Item struct {
	Article     *quotetrack.Article
	Quotes      []quotetrack.Quote
	Oppositions []quotetrack.Opposition
}

// Writer writes items one after another; Close ends the output.
type Writer interface {
	Write(*Item) error
	Close() error
}

// Formats lists what New accepts; Brat writes into a folder.
var Formats = []string{"jsonl", "csv", "brat", "webannotation", "schemaorg"}

// New returns a writer of a stream format.
func New(format string, w io.Writer) (Writer, error) {
	switch format {
	case "jsonl":
		return &jsonl{enc(w)}, nil
	case "csv":
		return newCSV(w)
	case "webannotation":
		return &lines{enc(w), webAnnotations}, nil
	case "schemaorg":
		return &lines{enc(w), schemaOrg}, nil
	}
	return nil, fmt.Errorf("export format %q: want %s", format, strings.Join(Formats, ", "))
}

func enc(w io.Writer) *json.Encoder {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e
}

// jsonl writes what `quotetrack extract` writes.
type jsonl struct{ e *json.Encoder }

func (j *jsonl) Write(it *Item) error {
	x := quotetrack.Extraction{Article: *it.Article, Quotes: it.Quotes, Contradictions: []quotetrack.LocalOpposition{}}
	for _, o := range it.Oppositions {
		if o.A.Article == o.B.Article {
			x.Contradictions = append(x.Contradictions, quotetrack.LocalOpposition{A: o.A.Quote, B: o.B.Quote, Relation: o.Relation, Score: o.Score, Reasons: o.Reasons})
		}
	}
	return j.e.Encode(x)
}

func (j *jsonl) Close() error { return nil }

type csvWriter struct{ w *csv.Writer }

// newCSV begins with a byte order mark, by which spreadsheets know UTF-8.
func newCSV(w io.Writer) (Writer, error) {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return nil, err
	}
	c := csv.NewWriter(w)
	err := c.Write([]string{"quote", "article", "outlet", "published", "title", "url", "speaker", "kind", "role", "type", "cue", "content", "denial", "confidence", "start", "end", "opposed_by"})
	return &csvWriter{c}, err
}

func (c *csvWriter) Write(it *Item) error {
	a := it.Article
	for i := range it.Quotes {
		q := &it.Quotes[i]
		var opposed []string
		for _, o := range it.Oppositions {
			switch q.ID {
			case o.A.Quote:
				opposed = append(opposed, string(o.Relation)+" "+o.B.Quote)
			case o.B.Quote:
				opposed = append(opposed, string(o.Relation)+" "+o.A.Quote)
			}
		}
		start, end := bounds(q)
		row := []string{q.ID, a.ID, a.Outlet, a.Published, a.Title, a.URL, q.Speaker.Name, string(q.Speaker.Kind), q.Speaker.Role, string(q.Type), quotetrack.Text(q.Cue), quotetrack.Text(q.Content), strconv.FormatBool(q.Denial), strconv.FormatFloat(q.Confidence, 'f', 3, 64), strconv.Itoa(start), strconv.Itoa(end), strings.Join(opposed, "; ")}
		for k := range row {
			row[k] = harmless(row[k])
		}
		if err := c.w.Write(row); err != nil {
			return err
		}
	}
	return nil
}

// harmless keeps a spreadsheet from taking a cell for a formula.
func harmless(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

func bounds(q *quotetrack.Quote) (start, end int) {
	if len(q.Content) == 0 {
		return 0, 0
	}
	return q.Content[0].Start, q.Content[len(q.Content)-1].End
}

func (c *csvWriter) Close() error {
	c.w.Flush()
	return c.w.Error()
}

// lines writes JSON objects, several for an item.
type lines struct {
	e *json.Encoder
	f func(*Item) []any
}

func (l *lines) Write(it *Item) error {
	for _, v := range l.f(it) {
		if err := l.e.Encode(v); err != nil {
			return err
		}
	}
	return nil
}

func (l *lines) Close() error { return nil }

func iri(a *quotetrack.Article) string {
	if a.URL != "" {
		return a.URL
	}
	return "urn:quotetrack:article:" + a.ID
}

type object = map[string]any

// webAnnotations makes one annotation a quote, with text position and text
// quote selectors (W3C Web Annotation Data Model).
func webAnnotations(it *Item) []any {
	var out []any
	for i := range it.Quotes {
		q := &it.Quotes[i]
		var targets []any
		for _, s := range q.Content {
			targets = append(targets, object{"source": iri(it.Article), "selector": []any{
				object{"type": "TextPositionSelector", "start": s.Start, "end": s.End},
				object{"type": "TextQuoteSelector", "exact": s.Text},
			}})
		}
		body := []any{object{"type": "TextualBody", "purpose": "tagging", "value": string(q.Type)}}
		if q.Speaker.Name != "" {
			body = append(body, object{"type": "TextualBody", "purpose": "identifying", "value": q.Speaker.Name})
		}
		out = append(out, object{"@context": "http://www.w3.org/ns/anno.jsonld", "id": "urn:quotetrack:quote:" + q.ID, "type": "Annotation", "motivation": "identifying", "body": body, "target": targets})
	}
	return out
}

// schemaOrg makes a Quotation of each quote, and a Claim of each that somebody
// opposes, with the opposing quotes as its appearances to the contrary.
func schemaOrg(it *Item) []any {
	var out []any
	for i := range it.Quotes {
		q := &it.Quotes[i]
		v := object{"@context": "https://schema.org", "@type": "Quotation", "@id": "urn:quotetrack:quote:" + q.ID, "text": quotetrack.Text(q.Content),
			"isPartOf": compact(object{"@type": "NewsArticle", "@id": iri(it.Article), "headline": it.Article.Title, "datePublished": it.Article.Published})}
		if q.Speaker.Name != "" {
			v["spokenByCharacter"] = object{"@type": schemaKind(q.Speaker.Kind), "name": q.Speaker.Name}
		}
		out = append(out, v)
		for _, o := range it.Oppositions {
			if o.A.Quote == q.ID {
				out = append(out, object{"@context": "https://schema.org", "@type": "Claim", "@id": "urn:quotetrack:claim:" + q.ID + ":" + o.B.Quote, "text": quotetrack.Text(q.Content),
					"firstAppearance": object{"@id": iri(it.Article)}, "appearance": object{"@id": "urn:quotetrack:quote:" + q.ID}, "disambiguatingDescription": string(o.Relation) + " by urn:quotetrack:quote:" + o.B.Quote})
			}
		}
	}
	return out
}

func compact(o object) object {
	for k, v := range o {
		if v == "" {
			delete(o, k)
		}
	}
	return o
}

func schemaKind(k quotetrack.SpeakerKind) string {
	if k == quotetrack.Person || k == quotetrack.Unnamed {
		return "Person"
	}
	return "Organization"
}

// Brat writes NAME.txt and NAME.ann for each article into a folder.
type Brat struct{ Dir string }

// Write writes one article.
func (b *Brat) Write(it *Item) error {
	name := fileName(it.Article.ID)
	if err := os.MkdirAll(b.Dir, 0o755); err != nil {
		return fmt.Errorf("export brat: %w", err)
	}
	if err := os.WriteFile(filepath.Join(b.Dir, name+".txt"), []byte(it.Article.Text), 0o644); err != nil {
		return fmt.Errorf("export brat: %w", err)
	}
	if err := os.WriteFile(filepath.Join(b.Dir, name+".ann"), []byte(standoff(it)), 0o644); err != nil {
		return fmt.Errorf("export brat: %w", err)
	}
	return nil
}

// Close does nothing: every article is complete when written.
func (b *Brat) Close() error { return nil }

func fileName(id string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_.", r) {
			return r
		}
		return '_'
	}, id)
}

// standoff writes text bounds (T), one event for each quote (E), its speaker as
// a note (#) and oppositions as relations (R).
func standoff(it *Item) string {
	var b strings.Builder
	t, rel := 0, 0
	event := map[string]string{}
	bound := func(role string, spans []quotetrack.Span) string {
		if len(spans) == 0 {
			return ""
		}
		t++
		var at, text []string
		for _, s := range spans {
			at = append(at, fmt.Sprintf("%d %d", s.Start, s.End))
			text = append(text, strings.Join(strings.Fields(s.Text), " "))
		}
		fmt.Fprintf(&b, "T%d\t%s %s\t%s\n", t, role, strings.Join(at, ";"), strings.Join(text, " "))
		return fmt.Sprintf("T%d", t)
	}
	for i := range it.Quotes {
		q := &it.Quotes[i]
		s, c, k := bound("Source", q.Source), bound("Cue", q.Cue), bound("Content", q.Content)
		anchor := c
		if anchor == "" {
			anchor = k
		}
		e := fmt.Sprintf("E%d", i+1)
		event[q.ID] = e
		fmt.Fprintf(&b, "%s\tAttribution:%s", e, anchor)
		for _, r := range [][2]string{{"Source", s}, {"Cue", c}, {"Content", k}} {
			if r[1] != "" {
				fmt.Fprintf(&b, " %s:%s", r[0], r[1])
			}
		}
		fmt.Fprintf(&b, "\n#%d\tAnnotatorNotes %s\t%s (%s)\n", i+1, e, q.Speaker.Name, q.Speaker.Kind)
	}
	for _, o := range it.Oppositions {
		if event[o.A.Quote] != "" && event[o.B.Quote] != "" {
			rel++
			fmt.Fprintf(&b, "R%d\t%s Arg1:%s Arg2:%s\n", rel, o.Relation, event[o.B.Quote], event[o.A.Quote])
		}
	}
	return b.String()
}
