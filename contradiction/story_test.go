package contradiction

import (
	"fmt"
	"testing"
)

func TestStories(t *testing.T) {
	topic := func(words ...string) (out []uint32) {
		for _, w := range words {
			out = append(out, term(w))
		}
		return out
	}
	items := []StoryItem{
		{topic("bridge", "halden", "crack", "warning"), "2031-03-04"},
		{topic("dividend", "payout", "brantex"), "2031-03-04"},
		{topic("bridge", "halden", "closure"), "2031-03-06"},
		{topic("dividend", "payout", "ostrey"), "2031-03-05"},
		{topic("halden", "bridge", "crack"), "2031-05-30"}, // another year's bridge, for all one can see
		{topic("halden", "closure", "bridge"), "2031-03-09"},
	}
	for i := range 40 { // so that "dividend" and "payout" are in many articles
		items = append(items, StoryItem{topic("dividend", "payout", fmt.Sprint("company", i)), "2031-03-04"})
	}
	groups := Stories(items)
	if got := fmt.Sprint(groups[0]); got != "[0 2 5]" {
		t.Errorf("the largest group is %s, want [0 2 5]", got)
	}
	if len(groups[1]) != 1 {
		t.Errorf("companies that pay dividends are one story: %v", groups[1])
	}
	if n := len(Stories(nil)); n != 0 {
		t.Errorf("%d stories of nothing", n)
	}
}
