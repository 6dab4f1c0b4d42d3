package contradiction

import (
	"testing"

	"quotetrack"
)

// between reads the one quote of each text as published on its day, and tells
// whether the two oppose each other.
func (f fixture) between(t *testing.T, dayA, a, dayB, b string) (quotetrack.Opposition, bool) {
	t.Helper()
	one := func(id, day, text string) *Statement {
		d := f.a.Analyze(text)
		q := f.at.Extract(id, d, f.a)
		st := f.e.Statements(&quotetrack.Article{ID: id, Text: text, Published: day}, d, q)
		for i := range st {
			if st[i].Parent == "" {
				return &st[i]
			}
		}
		t.Fatalf("no quote in %q", text)
		return nil
	}
	return f.e.Between(one("a", dayA, a), one("b", dayB, b), a, b)
}

func TestPlainOppositionsAcrossArticles(t *testing.T) {
	f := load(t)
	for _, c := range []struct {
		a, b     string
		relation quotetrack.Relation
	}{
		{"Carlo Riva said that St Anne hospital would close in spring.", "Neil Frost said that St Anne hospital would not close.", quotetrack.Denies},
		{"Ken Abe said that panda Ling was pregnant.", "Sue Gray said that Ling was not pregnant.", quotetrack.Denies},
		{"Zed Quist said that Harrow Bank was insolvent.", "Guy Penn denied that Harrow Bank was insolvent.", quotetrack.Denies},
		{"Jo Tan said that the pilot had been drinking.", "Lim Wei said that a test showed the pilot had not been drinking.", quotetrack.Denies},
		{"Nightjar said it had stolen the records of the patients.", "Olga Finn said that no records of patients had been stolen.", quotetrack.Denies},
		{"Joan Pell said that free meals would end at Christmas.", "Ray Dunn said that there were no plans to end free meals.", quotetrack.Denies},
		{"Remo Galli said that the Karst tunnel would cost 2 billion francs.", "Beat Frey doubted that the Karst tunnel would cost 2 billion francs.", quotetrack.Doubts},
		{"Rob Tanner said that the east stand of the stadium was unsafe.", "Des Hart said that the east stand of the stadium was safe.", quotetrack.Contradicts},
		{"Neil Frost said that St Anne hospital would not close.", "Frost said that St Anne hospital had closed.", quotetrack.Reverses},
	} {
		o, ok := f.between(t, "2031-05-01", c.a, "2031-05-02", c.b)
		if !ok {
			t.Errorf("%q and %q are no pair", c.a, c.b)
		} else if o.Relation != c.relation {
			t.Errorf("%q and %q: %s, want %s", c.a, c.b, o.Relation, c.relation)
		}
	}
}

// TestHardNegatives: pairs that share their words but not what they are about.
func TestHardNegatives(t *testing.T) {
	f := load(t)
	for name, c := range map[string][4]string{
		"each speaks of itself":     {"2031-05-01", "Avnet Inc said it filed a registration statement covering a 75 mln dlr issue of debentures.", "2031-05-01", "Levitt Corp said it filed a registration statement covering a 25 mln dlr issue of debentures."},
		"figures of another week":   {"2031-05-01", "The Treasury said imports of crude oil rose to 3.9 mln barrels in the week.", "2031-05-09", "The Treasury said imports of crude oil fell to 3.6 mln barrels in the week."},
		"an update":                 {"2031-05-01", "Paulo Dantes said twelve people had died in the Selmora flood.", "2031-05-02", "Paulo Dantes said nineteen people had died in the Selmora flood."},
		"refusals to comment":       {"2031-05-01", "A police spokesman declined to give further details.", "2031-05-02", "Hans Meinhardt refused to give further details."},
		"policies":                  {"2031-05-01", "Ada Ruud said night flights should be banned.", "2031-05-02", "Ole Strand said night flights should not be banned."},
		"two currencies":            {"2031-05-01", "Ada Ruud said that the krone is undervalued against the mark.", "2031-05-01", "Ole Strand said that the mark is not undervalued against the krone."},
		"what it is for":            {"2031-05-01", "Ada Ruud announced a tariff on Norwegian salmon to retaliate against Norway.", "2031-05-01", "Ole Strand said that Norway would not retaliate."},
		"questions answered":        {"2031-05-01", "Ada Ruud said that Lena Holm had been arrested in Oslo.", "2031-05-01", "Ole Strand said that a hearing was held in Oslo to answer questions about the arrest of Lena Holm."},
		"no sign of something else": {"2031-05-01", "Rachmat Ali said that Indonesia had shipped palm oil to Rotterdam.", "2031-05-01", "Ole Strand said that there was no sign of a palm oil shortage in Indonesia."},
		"two companies' shares":     {"2031-05-01", "Graphic Inc said its board had authorized the repurchase of 100,000 shares of common stock.", "2031-05-02", "Banc Corp said its board had not authorized the repurchase of shares of common stock."},
		"the same thing said twice": {"2031-05-01", "Mori said that Helios had landed.", "2031-05-02", "Mori insisted that Helios had landed."},
	} {
		if o, ok := f.between(t, c[0], c[1], c[2], c[3]); ok {
			t.Errorf("%s: %s %.2f", name, o.Relation, o.Score)
		}
	}
}

func TestDaysApart(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"2031-05-01", "2031-05-03", 2}, {"2031-05-03", "2031-05-01", 2}, {"2031-02-28", "2031-03-01", 1}, {"", "2031-05-01", 0}, {"x", "y", 0}} {
		if got := daysApart(c.a, c.b); got != c.want {
			t.Errorf("%q, %q: %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

// TestUntrueElsewhere: who calls reports of one thing untrue does not answer who speaks of
// another, and agrees with who says that there was none.
func TestUntrueElsewhere(t *testing.T) {
	f := load(t)
	got := f.pairs("Carl Weston called on the premier to publish the logs. “If she is so sure, publish them,” Weston said.\n\nPolice say reports of looting in Ferndale are untrue. “There has been no looting,” Dave Marsh said.")
	if len(got) > 0 {
		t.Errorf("oppositions %v, want none", got)
	}
	got = f.pairs("Carl Weston said that shops in Ferndale had been looted.\n\nPolice say reports of looting in Ferndale are untrue.")
	if _, ok := got[[2]string{"Carl Weston", "Police"}]; !ok {
		t.Errorf("oppositions %v, want Weston's and the police's", got)
	}
}

// want asks that the statements of a text make so many pairs.
func (f fixture) want(t *testing.T, text string, pairs int) {
	t.Helper()
	if got := f.pairs(text); len(got) != pairs {
		t.Errorf("%q: oppositions %v, want %d", text, got, pairs)
	}
}

// wantAll asks that of each text.
func (f fixture) wantAll(t *testing.T, pairs map[string]int) {
	t.Helper()
	for text, n := range pairs {
		f.want(t, text, n)
	}
}

// TestPlainClashesWithinAnArticle: a bare amount counts what its verb says, and opposite words that
// are no predicates clash where the whole does.
func TestPlainClashesWithinAnArticle(t *testing.T) {
	f := load(t)
	for _, text := range []string{
		"Emi Ono said the mission had cost 600 million. Vic Dale said it had cost 900 million.",
		"Amy Cole said the meals were always cold. Cook Val Hart said every meal was served hot.",
	} {
		f.want(t, text, 1)
	}
}

// TestExistence: the one says that there is what there is not by the other, in whatever words.
func TestExistence(t *testing.T) {
	f := load(t)
	f.wantAll(t, map[string]int{
		"Rebecca Tran said that there is no such list. Two former employees said that such a list existed until spring.":               1,
		"Klaus Weidmann denied that the carmaker was in merger talks. A person close to the board said talks were still going on.":     1,
		"Haddad's office confirmed that a report exists. “There is no report,” a ministry official said.":                              1,
		"Grace Phiri said that the cage was under repair. Moses Banda said that there was no repair.":                                  1,
		"Rosa Adams said that lives were lost because of a sudden storm. The weather agency said that it recorded no storm on Sunday.": 1,
		"Emeka Obi said that there was no storm on Sunday. The weather agency said that it recorded no storm on Sunday.":               0,
		"Dora Hempel said that there are no negotiations. Paul Stott said that there was a letter.":                                    0,
		"Rebecca Tran said that there is no such list. Tran said that the list existed in spring.":                                     0,
		"A spokesman said that there have been no illegal sales. Paul Stott said that there had been commercial sales of spares.":      0,
	})
}

// TestRetortAnswersWhatStandsBefore: "Not true" is set against the statement right before it, though
// what follows speaks of other things.
func TestRetortAnswersWhatStandsBefore(t *testing.T) {
	f := load(t)
	f.want(t, "Gwede Mabuza said that an inspection in May had found the shaft to be safe.\n\nNot true, said Joseph Sithole. “In May the inspectors closed two levels of that shaft. I was there.”", 1)
}

// TestOwnDeed: what somebody says of himself clashes with what is denied of him by name, and "I
// never called Orsted" denies that its speaker, by name, called Orsted.
func TestOwnDeed(t *testing.T) {
	f := load(t)
	f.wantAll(t, map[string]int{
		"Katarina Blaho said that no report was received by the port or by Ms Petrov.\n\n“I received the report and I did nothing,” Ivana Petrov said.": 1,
		"Katarina Blaho said that no report was received by the port or by Ms Marek.\n\n“I received the report and I did nothing,” Ivana Petrov said.":  0,
		"Daniel Orsted said that Carla Reyes called him on February 11.\n\n“I never called Orsted,” Carla Reyes said.":                                  1,
		"Daniel Orsted said that Pat Odom called him on February 11.\n\n“I never called Orsted,” Carla Reyes said.":                                     0,
	})
}

// TestOwnDeedIsOnesOwn: who cannot say how often something was done denies no deed of his own.
func TestOwnDeedIsOnesOwn(t *testing.T) {
	f := load(t)
	st, _, _ := f.statements("x", "Customs officials said that Rebo had turned away 100,000 pairs.\n\n“We cannot say how many pairs have been turned away,” a Rebo spokesman said.")
	if len(st) != 2 {
		t.Fatalf("%d statements, want 2", len(st))
	}
	if x := f.e.align(&st[0], &st[1]); x.ownDeed(&st[0], &st[1]) {
		t.Error("the spokesman speaks of no deed of his own")
	}
}

// TestTwoPolls: who leads by one poll trails by another, though the second gives the figures as an
// object; the word poll puts them on no side.
func TestTwoPolls(t *testing.T) {
	f := load(t)
	f.want(t, "The Norwood opinion poll shows that Keller leads Brandt by 43 percent to 38 percent. The Halden tracking poll showed that Brandt is leading Keller 47.1 percent to 41.7 percent.", 1)
	f.want(t, "The Norwood opinion poll shows that Keller leads Brandt by 43 percent to 38 percent. The Halden tracking poll showed that Keller is leading Brandt 47.1 percent to 41.7 percent.", 0)
}

// TestOneSide: a campaign speaks for its candidate.
func TestOneSide(t *testing.T) {
	f := load(t)
	f.wantAll(t, map[string]int{
		"The Halvorsen campaign accused a rival of inventing the missed votes. “It is a lie,” Greg Halvorsen said.": 0,
		"The watchdog accused Greg Halvorsen of missing 200 votes. “It is a lie,” Halvorsen said.":                  1,
	})
}

// TestWhoKnowsHasNotSaid: who is said to know that something is untrue has not denied it, but who
// says so has.
func TestWhoKnowsHasNotSaid(t *testing.T) {
	f := load(t)
	got := f.pairs("The watchdog accused Greg Halvorsen of missing 200 votes. “It's a flat-out lie and Nora Whitfield knows it's a lie,” Halvorsen told a crowd.")
	if _, ok := got[[2]string{"watchdog", "Greg Halvorsen"}]; !ok || len(got) != 1 {
		t.Errorf("oppositions %v, want Halvorsen's alone", got)
	}
}
