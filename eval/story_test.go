package eval

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
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
