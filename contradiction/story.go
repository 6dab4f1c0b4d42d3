package contradiction

import (
	"math"
	"sort"
)

// StoryItem is an article as grouping sees it: what it is about (Statement.Topic), and
// its day, "" where unknown.
type StoryItem struct {
	Topic []uint32
	Day   string
}

// Two articles tell one story when they share two of the terms that stand for them or
// more, rare enough among all articles (a term of one article only counts 1, one of all
// articles 0), and are not too many days apart. So "dividend" does not join the companies
// that pay one.
const (
	storyTerms  = 2
	storyRarity = 1.25
	storyDays   = 14
	// maxStoryList is the number of articles under one term from which on it says nothing
	maxStoryList = 500
)

// Stories groups articles that tell of one event: each joins the story of the earlier
// article that it is most alike (single link to the nearest). Groups hold indices of
// items in their order, the largest group first. Cost grows with the number of articles,
// not of pairs.
func Stories(items []StoryItem) [][]int {
	order := make([]int, len(items))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return items[order[a]].Day < items[order[b]].Day })
	rarity := rarities(items)
	group := make([]int, len(items))
	postings := map[uint32][]int{}
	shared, terms := map[int]float64{}, map[int]int{}
	groups := 0
	for _, i := range order {
		clear(shared)
		clear(terms)
		for _, k := range items[i].Topic {
			if p := postings[k]; len(p) < maxStoryList {
				w := rarity[k]
				for _, j := range p {
					shared[j] += w
					terms[j]++
				}
			}
		}
		best := -1
		for j, w := range shared {
			if terms[j] < storyTerms || w < storyRarity || daysApart(items[i].Day, items[j].Day) > storyDays {
				continue
			}
			if best < 0 || w > shared[best] || w == shared[best] && j > best {
				best = j
			}
		}
		if best >= 0 {
			group[i] = group[best]
		} else {
			group[i] = groups
			groups++
		}
		for _, k := range items[i].Topic {
			postings[k] = append(postings[k], i)
		}
	}
	out := make([][]int, groups)
	for i, g := range group {
		out[g] = append(out[g], i)
	}
	sort.SliceStable(out, func(a, b int) bool { return len(out[a]) > len(out[b]) })
	return out
}

// rarities weighs the terms of items: 1 for one that stands for a single article, 0 for
// one that stands for all.
func rarities(items []StoryItem) map[uint32]float64 {
	n := map[uint32]float64{}
	for i := range items {
		for _, k := range items[i].Topic {
			n[k]++
		}
	}
	all := math.Log(float64(max(len(items), 2)))
	for k, c := range n {
		n[k] = math.Max(0, 1-math.Log(c)/all)
	}
	return n
}
