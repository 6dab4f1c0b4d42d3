package eval

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quotetrack"
)

func TestStoriesAreWellFormed(t *testing.T) {
	stories, err := ReadStories("../fixtures/stories")
	if err != nil {
		t.Fatal(err)
	}
	if len(stories) < 30 {
		t.Errorf("%d stories, want thirty", len(stories))
	}
	for _, s := range stories {
		outlets := map[string]bool{}
		for _, a := range s.Articles {
			outlets[a.Outlet] = true
		}
		if len(s.Articles) < 6 || len(outlets) < 3 || len(s.Pairs) < 2 || len(s.Hard) == 0 {
			t.Errorf("%s: %d articles of %d outlets, %d pairs, %d hard negatives", s.Name, len(s.Articles), len(outlets), len(s.Pairs), len(s.Hard))
		}
	}
}

func TestStoryErrorsNameTheirPlace(t *testing.T) {
	for text, want := range map[string]string{
		"# t\n## only an outlet\n":                                                  ":2:",
		"# t\n## o | d | t\nHe said so.\ngold\n7 x | 1 so | denies n\n":             ":5:",
		"# t\n## o | d | t\nHe said so.\ngold\n1 no such words | 1 so | denies n\n": "no such words",
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "x.story"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadStories(dir); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestStoriesListWhatWasMissed: gold that no pair found is named, gold that one
// found is not.
func TestStoriesListWhatWasMissed(t *testing.T) {
	side := func(words string) StorySide { return StorySide{0, words} }
	stories := []Story{{Articles: []quotetrack.Article{{ID: "s/1"}}, Pairs: []StoryPair{
		{A: side("it rained"), B: side("it did not"), Relation: quotetrack.Denies},
		{A: side("it snowed"), B: side("it did not"), Relation: quotetrack.Denies}}}}
	quotes := map[string][]quotetrack.Quote{}
	for _, text := range []string{"it rained", "it snowed", "it did not"} {
		quotes["s/1"] = append(quotes["s/1"], quotetrack.Quote{ID: text, Content: []quotetrack.Span{{Text: text}}})
	}
	ref := func(id string) quotetrack.QuoteRef { return quotetrack.QuoteRef{Article: "s/1", Quote: id} }
	s := ScoreStories(stories, quotes, []quotetrack.Opposition{{A: ref("it rained"), B: ref("it did not"), Relation: quotetrack.Denies}})
	if len(s.Missed) != 1 || s.Missed[0].A.Words != "it snowed" || s.Right != 1 {
		t.Errorf("missed %+v, right %d", s.Missed, s.Right)
	}
}
