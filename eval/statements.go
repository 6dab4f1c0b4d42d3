package eval

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"quotetrack"
)

// statementMarks close what opens a source, a cue and a content.
var statementMarks = map[rune]rune{'<': '>', '[': ']', '{': '}'}

// ReadStatements reads statements that were written to learn denials from, each as an
// article of its own: lines of yes or no, a tab, and a sentence in which <…> marks the
// source, […] the cue and {…} the content. Lines with # are comments.
func ReadStatements(path string) ([]GoldArticle, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("statements: %w", err)
	}
	var out []GoldArticle
	for n, line := range strings.Split(string(b), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		verdict, marked, ok := strings.Cut(line, "\t")
		if !ok || verdict != "yes" && verdict != "no" {
			return nil, fmt.Errorf("%s:%d: wants yes or no, a tab, and a sentence", path, n+1)
		}
		g, err := parseStatement(marked)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, n+1, err)
		}
		g.ID = fmt.Sprintf("%s-%d", filepath.Base(path), n+1)
		if verdict == "yes" {
			g.Labels.Denials = []string{g.Attributions[0].ID}
		}
		out = append(out, g)
	}
	return out, nil
}

// parseStatement takes the marks out of a sentence; what they mark is given in code
// points of the rest.
func parseStatement(marked string) (GoldArticle, error) {
	at := GoldAttribution{ID: "A1"}
	into := map[rune]*[][2]int{'<': &at.Source, '[': &at.Cue, '{': &at.Content}
	var text []rune
	var open rune
	start := 0
	for _, r := range marked {
		switch {
		case open == 0 && statementMarks[r] != 0:
			open, start = r, len(text)
		case open != 0 && r == statementMarks[open]:
			*into[open] = append(*into[open], [2]int{start, len(text)})
			open = 0
		default:
			text = append(text, r)
		}
	}
	if open != 0 || len(at.Cue) == 0 || len(at.Content) == 0 {
		return GoldArticle{}, fmt.Errorf("a mark is not closed, or the cue or the content is missing")
	}
	g := GoldArticle{Text: string(text), Attributions: []GoldAttribution{at}, Labels: &Labels{}}
	if len(at.Source) > 0 {
		name := string(text[at.Source[0][0]:at.Source[0][1]])
		g.Labels.Speakers = map[string]GoldSpeaker{at.ID: {Name: name, Kind: writtenKind(name)}}
	}
	return g, nil
}

// writtenKind takes a source with a capital within, or of one capitalized word, as a
// person's name.
func writtenKind(name string) quotetrack.SpeakerKind {
	capital := func(s string) bool { return strings.IndexFunc(s, unicode.IsUpper) == 0 }
	words := strings.Fields(name)
	for i, w := range words {
		if capital(w) && (i > 0 || len(words) == 1) {
			return quotetrack.Person
		}
	}
	return quotetrack.Unnamed
}
