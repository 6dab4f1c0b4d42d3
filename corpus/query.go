package corpus

import (
	"sort"
	"strings"
	"time"
	"unicode"

	"quotetrack/index"
)

// ParseQuery reads the query language that every way of asking shares: words
// that must all occur, "phrases", -without, and filters such as
// speaker:macron outlet:"The Herald" type:direct kind:person relation:denies
// after:2022-02-01 before:2022-03 on:2022-02-08 is:denial is:opposed. Nothing
// that a user types is an error: what is no filter is text.
func ParseQuery(s string) index.Query {
	q := index.Query{Size: 20}
	for _, t := range fields(s) {
		if key, value, ok := strings.Cut(t.text, ":"); ok && !t.quoted && value != "" && applyFilter(&q, strings.ToLower(key), strings.Trim(value, `"“”`)) {
			continue
		}
		text := strings.TrimSpace(t.text)
		switch {
		case t.quoted && t.minus:
			q.Without = append(q.Without, text)
		case t.quoted:
			q.Phrases = append(q.Phrases, text)
		case t.minus:
			q.Without = append(q.Without, text)
		case hasLetter(text):
			q.Words = append(q.Words, text)
		}
	}
	return q
}

type field struct {
	text          string
	quoted, minus bool
}

// fields cuts at spaces outside of quotation marks; an unclosed mark reaches
// to the end.
func fields(s string) []field {
	var out []field
	r := []rune(s)
	isMark := func(c rune) bool { return c == '"' || c == '“' || c == '”' || c == '„' }
	for i := 0; i < len(r); {
		if unicode.IsSpace(r[i]) {
			i++
			continue
		}
		f := field{}
		if r[i] == '-' && i+1 < len(r) && !unicode.IsSpace(r[i+1]) {
			f.minus = true
			i++
		}
		if isMark(r[i]) {
			j := i + 1
			for j < len(r) && !isMark(r[j]) {
				j++
			}
			f.text, f.quoted = string(r[i+1:j]), true
			i = j + 1
		} else {
			j, in := i, false
			for j < len(r) && (in || !unicode.IsSpace(r[j])) {
				if isMark(r[j]) {
					in = !in
				}
				j++
			}
			f.text = string(r[i:j])
			i = j
		}
		if strings.TrimSpace(f.text) != "" {
			out = append(out, f)
		}
	}
	return out
}

func hasLetter(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) >= 0
}

func applyFilter(q *index.Query, key, value string) bool {
	switch key {
	case "speaker", "by", "who":
		q.Names = append(q.Names, value)
	case "outlet", "source":
		q.Outlet = value
	case "type":
		q.Type = strings.ToLower(value)
	case "kind":
		q.Kind = strings.ToLower(value)
	case "relation":
		q.Relation = strings.ToLower(value)
	case "after", "since":
		from, _, ok := parseDay(value)
		q.After = from
		return ok
	case "before", "until":
		from, _, ok := parseDay(value)
		q.Before = from
		return ok
	case "on", "in":
		from, to, ok := parseDay(value)
		if ok {
			q.After, q.Before = from, to
		}
		return ok
	case "is":
		switch strings.ToLower(value) {
		case "denial":
			q.Denials = true
		case "opposed":
			q.Opposed = true
		default:
			return false
		}
	default:
		return false
	}
	return true
}

var dayLayouts = []struct {
	layout string
	months int
	days   int
	years  int
}{
	{time.DateOnly, 0, 1, 0}, {"2006-01", 1, 0, 0}, {"2006", 0, 0, 1},
	{"2 January 2006", 0, 1, 0}, {"January 2, 2006", 0, 1, 0}, {"January 2 2006", 0, 1, 0}, {"2 Jan 2006", 0, 1, 0}, {"Jan 2, 2006", 0, 1, 0}, {"Jan 2 2006", 0, 1, 0},
	{"January 2006", 1, 0, 0}, {"Jan 2006", 1, 0, 0},
}

// parseDay reads a day, a month or a year and returns its first day and the
// first day after it.
func parseDay(s string) (from, to string, ok bool) {
	s = strings.TrimSpace(strings.Trim(s, ".,?"))
	if s != "" {
		s = strings.ToUpper(s[:1]) + s[1:]
	}
	for _, l := range dayLayouts {
		if t, err := time.Parse(l.layout, s); err == nil {
			return t.Format(time.DateOnly), t.AddDate(l.years, l.months, l.days).Format(time.DateOnly), true
		}
	}
	return "", "", false
}

func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

// ParseDay reads a day, a month or a year and returns its first day as
// YYYY-MM-DD.
func ParseDay(s string) (string, bool) {
	from, _, ok := parseDay(s)
	return from, ok
}
