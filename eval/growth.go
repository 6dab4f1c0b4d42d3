package eval

import (
	"fmt"
	"runtime"
	"time"

	"quotetrack/contradiction"
)

// GrowthRow is what pairing so many quotes cost.
type GrowthRow struct {
	Quotes   int     `json:"quotes"`
	Seconds  float64 `json:"seconds"`
	Compared float64 `json:"compared"` // candidates that the judge looked at, per quote
	Share    float64 `json:"share"`    // ... of all pairs
	Pairs    int     `json:"pairs"`    // oppositions found
	HeapMB   float64 `json:"heap_mb"`  // live after pairing, the statements included
}

// Growth pairs the first n statements against each other, each against those before it
// as ingest does, on one core. Where n is more than there are, copies of the statements
// follow, years later and with other names: the names, the speakers and what the
// articles are about match within a copy only, all other words across copies too.
func Growth(e *contradiction.Engine, st []contradiction.Statement, n int) GrowthRow {
	idx := e.NewIndex()
	all := make([]contradiction.Statement, 0, n)
	row := GrowthRow{Quotes: n}
	looked := 0
	start := time.Now()
	for i := range n {
		s := st[i%len(st)]
		if c := i / len(st); c > 0 {
			s = elsewhere(s, c)
		}
		for _, id := range idx.Candidates(&s) {
			if all[id].Article == s.Article {
				continue
			}
			looked++
			if e.Opposes(&all[id], &s) {
				row.Pairs++
			}
		}
		idx.Add(int32(i), &s)
		all = append(all, s)
	}
	row.Seconds = time.Since(start).Seconds()
	row.Compared = float64(looked) / float64(max(n, 1))
	row.Share = float64(looked) / max(float64(n)*float64(n-1)/2, 1)
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	row.HeapMB = float64(m.HeapAlloc) / 1e6
	runtime.KeepAlive(all)
	return row
}

// elsewhere is a statement as it might stand in the news of other people, c times
// twenty years later.
func elsewhere(s contradiction.Statement, c int) contradiction.Statement {
	salt := uint32(c) * 0x9e3779b9
	other := func(keys []uint32) []uint32 {
		out := make([]uint32, len(keys))
		for i, k := range keys {
			out[i] = k ^ salt
		}
		return out
	}
	s.Article, s.Quote = fmt.Sprintf("%s/%d", s.Article, c), fmt.Sprintf("%s/%d", s.Quote, c)
	if t, err := time.Parse(time.DateOnly, s.Day); err == nil {
		s.Day = t.AddDate(20*c, 0, 0).Format(time.DateOnly)
	}
	terms := append([]contradiction.Term(nil), s.Terms...)
	for i := range terms {
		if terms[i].Name {
			terms[i].Key ^= salt
		}
	}
	s.Terms = terms
	s.Names, s.SpeakerParts, s.Topic, s.Subject, s.Side = other(s.Names), other(s.SpeakerParts), other(s.Topic), other(s.Subject), other(s.Side)
	if s.Speaker != "" {
		s.Speaker = fmt.Sprintf("%s/%d", s.Speaker, c)
	}
	return s
}
