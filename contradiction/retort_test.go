package contradiction

import (
	"testing"

	"quotetrack"
)

// pairs are the oppositions of a text by the names of both speakers, with their scores.
func (f fixture) pairs(text string) map[[2]string]float64 {
	st, q, d := f.statements("x", text)
	speaker := map[string]string{}
	for i := range q {
		speaker[q[i].ID] = q[i].Speaker.Name
	}
	out := map[[2]string]float64{}
	for _, o := range f.e.Within(d, st) {
		out[[2]string{speaker[o.A], speaker[o.B]}] = float64(o.Score)
	}
	return out
}

// TestRetort: a verdict by itself answers what stands right before it, a negation too, and
// nothing else.
func TestRetort(t *testing.T) {
	f := load(t)
	got := f.pairs("Reuters reported last month that talks were close to collapse.\n\nThe commission insists a deal is within reach. Ingrid Ruud says there has been no progress since October.\n\n“Nonsense,” Marc Dorn said of that assessment.")
	if _, ok := got[[2]string{"Ingrid Ruud", "Marc Dorn"}]; !ok || len(got) != 1 {
		t.Errorf("oppositions %v, want one of Ruud and Dorn", got)
	}
}

// TestDenialOfAReport: who denies a report that something is so is set against the paper that
// says it, also where both use other words.
func TestDenialOfAReport(t *testing.T) {
	f := load(t)
	const claim = "\n\nThe Harwick Times said on Monday the company would sell its 22 pct holding to a Chinese group."
	key := [2]string{"Harwick Times", "Brantex Steel Corp"}
	if got := f.pairs("Brantex Steel Corp denied a newspaper report that it plans to sell its stake in an iron ore venture." + claim); got[key] == 0 {
		t.Errorf("denial of a report: %v", got)
	}
	if got := f.pairs("Brantex Steel Corp denied a newspaper report that it plans to close its oldest mill in the north." + claim); got[key] != 0 {
		t.Errorf("denial of another report: %v", got)
	}
}

// TestRepeatedTargets: of what a denial that does not say what it denies is set against, all
// but the likeliest come later in the order.
func TestRepeatedTargets(t *testing.T) {
	st := []Statement{{Quote: "a"}, {Quote: "b"}, {Quote: "bare", Bare: true}, {Quote: "full"}}
	list := []quotetrack.LocalOpposition{{A: "a", B: "bare", Score: .8}, {A: "b", B: "bare", Score: .7}, {A: "a", B: "full", Score: .6}, {A: "b", B: "full", Score: .5}}
	lowerRepeated(list, st)
	want := []quotetrack.LocalOpposition{{A: "a", B: "bare", Score: .8}, {A: "a", B: "full", Score: .6}, {A: "b", B: "full", Score: .5}, {A: "b", B: "bare", Score: .42}}
	for i := range want {
		if list[i].A != want[i].A || list[i].B != want[i].B || list[i].Score != want[i].Score {
			t.Fatalf("order %+v, want %+v", list, want)
		}
	}
}

// TestThisIsWhatWasSaidLast: "denied saying that" answers the statement right before it, not the
// likelier one before that.
func TestThisIsWhatWasSaidLast(t *testing.T) {
	st := []Statement{
		{Quote: "pushed", Speaker: "prosecutors", Sentence: 1, Order: 0},
		{Quote: "told", Speaker: "paula", Sentence: 3, Order: 1},
		{Quote: "that", Speaker: "kessler", Sentence: 4, Order: 2, Bare: true, CueFlips: true, Words: 1},
	}
	all := []judgement{{a: &st[0], b: &st[2], p: .3}, {a: &st[1], b: &st[2], p: .1}}
	if got := pointed(st, all); len(got) != 1 || got[0].a.Quote != "told" || got[0].p != .3 {
		t.Errorf("%+v, want the statement right before with the score of the surest", got)
	}
	far := []judgement{{a: &st[0], b: &st[2], p: .3}}
	if got := pointed(st, far); len(got) != 1 {
		t.Errorf("%d pairs, want the one that is left where the statement before is no candidate", len(got))
	}
}

// TestOrderOfDenials: what counts for the order besides the score.
func TestOrderOfDenials(t *testing.T) {
	f := load(t)
	for text, want := range map[string]bool{
		"Bob Marsh denied that the ministry is planning any such changes.":        true,
		"Bob Marsh denied that the ministry plans changes such as a lower price.": false,
		"Bob Marsh denied that the ministry is planning any changes.":             false,
	} {
		if got := f.first(t, text).Such; got != want {
			t.Errorf("%q: speaks of what was said before: %v, want %v", text, got, want)
		}
	}
	a := f.first(t, "Calder Garment said it bought a stake in Harwick Hotels from Liang for 530 mln dlrs.")
	b := f.first(t, "Tom Reed denied any link between the two buyers of the Harwick Hotels stake.")
	if x := f.e.align(a, b); x.sameDeed(b) {
		t.Errorf("a purchase is taken for the link that is denied (head %d)", b.Head)
	}
	a = f.first(t, "The ministry said that its men boarded a second oil platform and destroyed it.")
	b = f.first(t, "Tom Reed denied that the platforms had military gear.")
	if x := f.e.align(a, b); x.sameDeed(b) {
		t.Errorf("an attack is taken for the gear that is denied (head %d)", b.Head)
	}
}

// TestDenialOfWhoseReport: who denies a paper's report that something is so answers what that
// paper is said to have reported, in whatever words.
func TestDenialOfWhoseReport(t *testing.T) {
	f := load(t)
	got := f.pairs("The Kremlin denied on Thursday a report in the newspaper Vesti that it planned to call up students.\n\nThe newspaper reported on Wednesday that deferments for students would be abolished from September. Shopkeepers in Kazan said the canteen was closed.")
	if _, ok := got[[2]string{"Vesti", "Kremlin"}]; !ok || len(got) != 1 {
		t.Errorf("oppositions %v, want one of the newspaper and the Kremlin", got)
	}
}
