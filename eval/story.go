package eval

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"quotetrack"
	"quotetrack/contradiction"
)

// A story is a file of short articles about one event by several outlets, with
// gold after them:
//
//	# title of the story
//	## outlet | date | title of the article
//	text
//	gold
//	2 words of a quote | 1 words of another | relation type
//	hard
//	3 words | 5 words | kind of hard negative
//
// A gold line names the response first, each side by the number of the article
// and words that stand in the content of the quote.

// StorySide names a quote of a story's article by words of its content.
type StorySide struct {
	Article int // from 0
	Words   string
}

// StoryPair is a gold pair, B the response; or a hard negative, whose Relation
// is empty.
type StoryPair struct {
	A, B     StorySide
	Relation quotetrack.Relation
	Type     string
}

// Story is one story with its gold.
type Story struct {
	Name, Title string
	Articles    []quotetrack.Article
	Pairs       []StoryPair
	Hard        []StoryPair
}

// ReadStories reads all *.story files of a folder.
func ReadStories(dir string) ([]Story, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.story"))
	if err != nil {
		return nil, fmt.Errorf("stories: %w", err)
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("stories: no *.story files in %s", dir)
	}
	sort.Strings(files)
	var out []Story
	for _, f := range files {
		s, err := readStory(f)
		if err != nil {
			return nil, err
		}
		out = append(out, *s)
	}
	return out, nil
}

func readStory(path string) (*Story, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("story: %w", err)
	}
	defer f.Close()
	s := &Story{Name: strings.TrimSuffix(filepath.Base(path), ".story")}
	section := ""
	sc := bufio.NewScanner(f)
	for n := 1; sc.Scan(); n++ {
		if err := s.line(sc.Text(), &section); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, n, err)
		}
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return s, s.check(path)
}

func (s *Story) line(line string, section *string) error {
	switch {
	case strings.HasPrefix(line, "## "):
		p := strings.SplitN(line[3:], " | ", 3)
		if len(p) != 3 {
			return fmt.Errorf("an article begins with \"## outlet | date | title\"")
		}
		*section = "text"
		s.Articles = append(s.Articles, quotetrack.Article{ID: fmt.Sprintf("%s/%d", s.Name, len(s.Articles)+1), Outlet: p[0], Published: p[1], Title: p[2], Language: "en"})
	case strings.HasPrefix(line, "# "):
		s.Title = line[2:]
	case line == "gold" || line == "hard":
		*section = line
	case *section == "text":
		a := &s.Articles[len(s.Articles)-1]
		if a.Text != "" {
			a.Text += "\n"
		}
		a.Text += line
	case strings.TrimSpace(line) != "":
		return s.gold(line, *section)
	}
	return nil
}

func (s *Story) gold(line, section string) error {
	p := strings.Split(line, " | ")
	if len(p) != 3 {
		return fmt.Errorf("a pair is \"N words | N words | relation type\"")
	}
	var sides [2]StorySide
	for i := range sides {
		num, words, _ := strings.Cut(p[i], " ")
		n, err := strconv.Atoi(num)
		if err != nil || n < 1 || n > len(s.Articles) || words == "" {
			return fmt.Errorf("%q names no article of the story", p[i])
		}
		sides[i] = StorySide{n - 1, words}
	}
	pair := StoryPair{A: sides[1], B: sides[0]}
	if section == "hard" {
		pair.Type = p[2]
		s.Hard = append(s.Hard, pair)
		return nil
	}
	rel, typ, _ := strings.Cut(p[2], " ")
	pair.Relation, pair.Type = quotetrack.Relation(rel), typ
	s.Pairs = append(s.Pairs, pair)
	return nil
}

// check tells whether the words of the gold stand in the articles.
func (s *Story) check(path string) error {
	for _, list := range [][]StoryPair{s.Pairs, s.Hard} {
		for _, p := range list {
			for _, side := range []StorySide{p.A, p.B} {
				if !strings.Contains(s.Articles[side.Article].Text, side.Words) {
					return fmt.Errorf("%s: %q does not stand in article %d", path, side.Words, side.Article+1)
				}
			}
		}
	}
	return nil
}

// StoryScores are the measures on stories.
type StoryScores struct {
	Stories, Articles, Gold, Shown, Right, Labelled int
	First                                           int // right among the first FirstPairs
	FirstShown                                      int
	Hard, HardShown                                 int     // hard negatives, and how many of them were paired
	Missing                                         int     // gold pairs of which a side was not extracted
	AcrossGold, Blocked                             int     // gold pairs across articles, and those among the candidates
	LookedAt                                        float64 // candidates' share of all pairs
	ByType                                          map[string]*PRF
	Wrong                                           []quotetrack.Opposition
	Missed                                          []StoryPair // gold that no pair found
}

// FirstPairs is how many of the surest pairs are measured apart.
const FirstPairs = 50

// ScoreStories compares pairs, the surest first, with the gold of stories.
// quotes holds the extracted quotes by article id.
func ScoreStories(stories []Story, quotes map[string][]quotetrack.Quote, pairs []quotetrack.Opposition) *StoryScores {
	s := &StoryScores{Stories: len(stories), ByType: map[string]*PRF{}}
	gold, hard := map[[2]string]*StoryPair{}, map[[2]string]bool{}
	for i := range stories {
		st := &stories[i]
		s.Articles += len(st.Articles)
		for k := range st.Pairs {
			p := &st.Pairs[k]
			s.Gold++
			if s.ByType[p.Type] == nil {
				s.ByType[p.Type] = &PRF{}
			}
			s.ByType[p.Type].Gold++
			as, bs := st.find(p.A, quotes), st.find(p.B, quotes)
			if len(as) == 0 || len(bs) == 0 {
				s.Missing++
			}
			eachPairOf(as, bs, func(k [2]string) { gold[k] = p })
		}
		for _, p := range st.Hard {
			s.Hard++
			eachPairOf(st.find(p.A, quotes), st.find(p.B, quotes), func(k [2]string) { hard[k] = true })
		}
	}
	found, wrongHard := map[*StoryPair]bool{}, map[[2]string]bool{}
	for n, o := range pairs {
		k := orderedPair(o.A.Quote, o.B.Quote)
		g, ok := gold[k]
		if n < FirstPairs {
			s.FirstShown++
			if ok {
				s.First++
			}
		}
		s.Shown++
		if !ok {
			if hard[k] && !wrongHard[k] {
				wrongHard[k] = true
				s.HardShown++
			}
			s.Wrong = append(s.Wrong, o)
			continue
		}
		s.Right++
		if !found[g] {
			found[g] = true
			s.ByType[g.Type].TP++
			if o.Relation == g.Relation {
				s.Labelled++
			}
		}
	}
	for i := range stories {
		for k := range stories[i].Pairs {
			if p := &stories[i].Pairs[k]; !found[p] {
				s.Missed = append(s.Missed, *p)
			}
		}
	}
	return s
}

// ScoreBlocking measures how many of the gold pairs across articles are among
// the candidates that the index offers, and what share of all pairs these are.
func (s *StoryScores) ScoreBlocking(stories []Story, quotes map[string][]quotetrack.Quote, st []contradiction.Statement, e *contradiction.Engine) {
	s.AcrossGold, s.Blocked = 0, 0
	idx := e.NewIndex()
	offered, total := map[[2]string]bool{}, 0
	for i := range st {
		for _, id := range idx.Candidates(&st[i]) {
			if st[id].Article != st[i].Article {
				offered[orderedPair(st[id].Quote, st[i].Quote)] = true
				total++
			}
		}
		idx.Add(int32(i), &st[i])
	}
	if n := float64(len(st)); n > 1 {
		s.LookedAt = float64(total) / (n * (n - 1) / 2)
	}
	for i := range stories {
		for _, p := range stories[i].Pairs {
			as, bs := stories[i].find(p.A, quotes), stories[i].find(p.B, quotes)
			if p.A.Article == p.B.Article || len(as) == 0 || len(bs) == 0 {
				continue
			}
			s.AcrossGold++
			hit := false
			eachPairOf(as, bs, func(k [2]string) { hit = hit || offered[k] })
			if hit {
				s.Blocked++
			}
		}
	}
}

// Found is the number of gold pairs found.
func (s *StoryScores) Found() (n int) {
	for _, m := range s.ByType {
		n += m.TP
	}
	return n
}

func eachPairOf(as, bs []string, f func([2]string)) {
	for _, a := range as {
		for _, b := range bs {
			f(orderedPair(a, b))
		}
	}
}

// find returns the ids of the quotes that a side names.
func (s *Story) find(side StorySide, quotes map[string][]quotetrack.Quote) []string {
	var out []string
	for _, q := range quotes[s.Articles[side.Article].ID] {
		text := quotetrack.Text(q.Content)
		if strings.Contains(text, side.Words) || len(text) >= 8 && strings.Contains(side.Words, strings.Trim(text, `"'“”‘’,. `)) {
			out = append(out, q.ID)
		}
	}
	return out
}
