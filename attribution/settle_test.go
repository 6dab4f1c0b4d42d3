package attribution

import (
	"slices"
	"testing"

	"quotetrack/syntax"
)

func TestPartOfOrg(t *testing.T) {
	for _, c := range []struct {
		long, short string
		want        bool
	}{
		{"supreme court", "court", true}, {"harwick school of mines", "tide foundation", false}, {"harwick school of mines", "harwick school", true},
		{"department of mines", "department", false}, {"brantex oil corp", "brantex", true}, {"north sea force", "north", false},
	} {
		if got := partOfOrg(nameParts(c.long), nameParts(c.short)); got != c.want {
			t.Errorf("%q of %q: %v", c.short, c.long, got)
		}
	}
}

func TestAcronyms(t *testing.T) {
	for _, c := range []struct {
		word, name string
		want       bool
	}{
		{"who", "World Health Organization", true}, {"aros", "Alliance to Reclaim Our Schools", true}, {"ukip", "UK Independence Party", true},
		{"nasa", "US National Aeronautics and Space Administration", true}, {"ap", "Associated Press", true}, {"ap", "Old Press", false}, {"who", "World Wide Fund", false},
	} {
		if got := isAcronymOf(c.word, nameParts(c.name)); got != c.want {
			t.Errorf("%s of %s: %v", c.word, c.name, got)
		}
	}
}

// TestEntities checks what becomes of names that the finder cuts, stretches or takes
// for something else.
func TestEntities(t *testing.T) {
	_, a := engines(t)
	for _, c := range []struct {
		text, want string
		kind       syntax.NameKind
	}{
		{"Brantex Plc lost money. Brantex and its bank met.", "Brantex Plc", syntax.OrgName},
		{"Calif. William Marsh Lee spoke.", "William Marsh Lee", syntax.PersonName},
		{"Iraq’s Ministry of Health met on Monday.", "Iraq’s Ministry of Health", syntax.OrgName},
		{"The story stood on Quibble.com first.", "Quibble.com", syntax.OrgName},
		{"The Liberal Democrats met on Monday.", "Liberal Democrats", syntax.OrgName},
		{"The latest Harwick Times/Echo News poll came out.", "Harwick Times/Echo News poll", syntax.OrgName},
		{"The consultancy Hallam Reed said that ships were late.", "Hallam Reed", syntax.OrgName},
		{"Tom Reed lost. The Reed campaign was late.", "Reed campaign", syntax.OrgName},
	} {
		es := findEntities(a.Analyze(c.text), a)
		if !slices.ContainsFunc(es.list, func(x *entity) bool { return x.name == c.want && x.kind == c.kind }) {
			var got []string
			for _, x := range es.list {
				got = append(got, x.name)
			}
			t.Errorf("%q: %q, want %q of kind %d", c.text, got, c.want, c.kind)
		}
	}
}
