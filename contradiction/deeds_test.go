package contradiction

import (
	"testing"

	"quotetrack"
)

// first is the first statement of a text that stands in no other.
func (f fixture) first(t *testing.T, text string) *Statement {
	t.Helper()
	st, _, _ := f.statements("x", text)
	for i := range st {
		if st[i].Parent == "" {
			return &st[i]
		}
	}
	t.Fatalf("no quote in %q", text)
	return nil
}

func TestOtherDeeds(t *testing.T) {
	f := load(t)
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"Tom Reed said that the council had sought advice.", "Ann Cole said that the council did not seek money.", true},
		{"Tom Reed said that the council had sought advice.", "Ann Cole said that the council did not seek advice.", false},
		{"Tom Reed said that Norway sold oil below the price.", "Ann Cole said that she would never sell oil below the price.", true},
		{"Tom Reed said that Ann Cole sold oil below the price.", "Ann Cole said that she would never sell oil below the price.", false},
		{"Tom Reed said that the inmates had signed a contract.", "Ann Cole said that the inmates had signed nothing.", false},
	} {
		a, b := f.first(t, c.a), f.first(t, c.b)
		x := f.e.align(a, b)
		if got := x.otherDeeds(a, b); got != c.want {
			t.Errorf("%q and %q: other deeds %v, want %v", c.a, c.b, got, c.want)
		}
	}
}

func TestNamesApart(t *testing.T) {
	f := load(t)
	a := f.first(t, "Tom Reed said that the surplus of Japan would fall.")
	for text, want := range map[string]bool{
		"Ann Cole said that the surplus of Taiwan would not fall.": true,
		"Ann Cole said that the Japanese surplus would not fall.":  false,
		"Japan said that the surplus of Taiwan would not fall.":    false,
		"Ann Cole said that the surplus would not fall this year.": false,
	} {
		if got := namesApart(a, f.first(t, text)); got != want {
			t.Errorf("%q: apart %v, want %v", text, got, want)
		}
	}
}

func TestPurposeIsNoFact(t *testing.T) {
	f := load(t)
	for text, want := range map[string]bool{
		"Ada Ruud announced a tariff on salmon to retaliate against Norway.": true,
		"Ada Ruud said that Norway would retaliate.":                         false,
	} {
		st, seen := f.first(t, text), false
		for _, w := range st.Terms {
			if w.Key == term("retaliate") {
				if seen = true; w.Purpose != want {
					t.Errorf("%q: purpose %v, want %v", text, w.Purpose, want)
				}
			}
		}
		if !seen {
			t.Errorf("%q: no term for the verb", text)
		}
	}
}

func TestDoubt(t *testing.T) {
	f := load(t)
	for text, want := range map[string]bool{
		"Ole Strand said that he questioned the arrest of Lena Holm.":                  true,
		"Ole Strand said that a hearing was held to answer questions about Lena Holm.": false,
		"Ole Strand said that the suspect had left Oslo on Monday.":                    false,
	} {
		if got := f.first(t, text).Doubt; got != want {
			t.Errorf("%q: doubt %v, want %v", text, got, want)
		}
	}
}

// TestWhoseCriticism: who rebuts somebody's criticism answers him, and nobody beside him.
func TestWhoseCriticism(t *testing.T) {
	f := load(t)
	b := f.first(t, "Helena Voss rebutted Reed's criticism.")
	if len(b.Owner) != 1 || b.Owner[0] != term("reed") {
		t.Fatalf("owner %v, want that of Reed", b.Owner)
	}
	for text, want := range map[string]bool{"Tom Reed said that the dam was unsafe.": true, "Ann Cole said that the dam was unsafe.": false} {
		a := f.first(t, text)
		b.Denial = .9
		x := f.e.align(a, b)
		if got := admissible(a, b, &x); got != want {
			t.Errorf("%q: admissible %v, want %v", text, got, want)
		}
	}
}

// TestRefusalsAreNoDenials: a court denies a motion, and that says nothing untrue.
func TestRefusalsAreNoDenials(t *testing.T) {
	f := load(t)
	if got := f.first(t, "Judge Ann Cole denied the motion by the paper to unseal the file.").Denial; got > neverDenied {
		t.Errorf("denial %.2f, want %.2f at most", got, neverDenied)
	}
	if got := f.first(t, "Judge Ann Cole denied the reports.").Denial; got < .5 {
		t.Errorf("denial %.2f, want .50 at least", got)
	}
}

// TestAHoaxIsOneInAllItsParts: a verdict on one claim of a paper answers its other claims too,
// not those of others.
func TestAHoaxIsOneInAllItsParts(t *testing.T) {
	f := load(t)
	st, q, d := f.statements("x", "The Harwick Echo reported that the dam had burst.\n\nThe Harwick Echo claimed that forty sheep were lost.\n\nTom Reed said that the council would meet on Friday.\n\nMayor Ana Ruiz said the story was a hoax.")
	speaker := map[string]string{}
	for i := range q {
		speaker[q[i].ID] = q[i].Speaker.Name
	}
	n := map[string]int{}
	for _, o := range f.e.Within(d, st) {
		if o.Relation != quotetrack.Denies || speaker[o.B] != "Ana Ruiz" {
			t.Errorf("%s by %s and %s", o.Relation, speaker[o.A], speaker[o.B])
		}
		n[speaker[o.A]]++
	}
	if n["Harwick Echo"] != 2 || n["Tom Reed"] != 0 {
		t.Errorf("opposed: %v, want two of the Harwick Echo", n)
	}
}

// TestVerdictWithoutSubject: the parser may lose the subject of a verdict.
func TestVerdictWithoutSubject(t *testing.T) {
	f := load(t)
	d := f.a.Analyze("Harbour Watch confirmed the story - which left Lena's name trending on Sundry - was fake.")
	i := int32(len(d.Tokens) - 2)
	if d.Form(i) != "fake" {
		t.Fatalf("token %d is %q", i, d.Form(i))
	}
	if !onClaim(d, i, 3, int32(len(d.Tokens))) {
		t.Error("a story that was fake is no claim")
	}
}

// TestDeniesTheDeed: in the order of pairs it counts whether the claim tells of what is denied.
func TestDeniesTheDeed(t *testing.T) {
	f := load(t)
	b := f.first(t, "Helena Voss denied that the platform held soldiers.")
	for text, want := range map[string]float64{
		"Tom Reed said that soldiers attacked the platform.":      impliedShare,
		"Tom Reed said that the platform held many old soldiers.": 1,
	} {
		a := f.first(t, text)
		x := f.e.align(a, b)
		x.ownB = x.coverB
		if got := x.plainness(a, b); got != want {
			t.Errorf("%q: plainness %.1f, want %.1f", text, got, want)
		}
	}
}

// TestContest: who leads whom, told the other way round, cannot both be so.
func TestContest(t *testing.T) {
	f := load(t)
	for text, want := range map[string]bool{
		"A poll by the Tidewater Institute showed that Lena Ortiz leads Sam Brock by 43 percent to 38 percent. The Harbour College poll showed that Brock leads Ortiz by 47 percent to 41 percent.":                   true,
		"A poll by the Tidewater Institute showed that Lena Ortiz leads Sam Brock by 43 percent to 38 percent. The Harbour College poll showed that Ortiz leads Brock by 47 percent to 41 percent.":                   false,
		"A poll by the Tidewater Institute showed that Lena Ortiz leads Sam Brock in Oslo by 43 percent to 38 percent. The Harbour College poll showed that Brock leads Ortiz in Bergen by 47 percent to 41 percent.": false,
	} {
		if got := len(f.pairs(text)) > 0; got != want {
			t.Errorf("%q: a pair: %v", text, got)
		}
	}
}

// TestWhoseClaim: a claim that is dismissed as something, a speaker who is contradicted by office,
// and a statement that is called untrue by whose it is, are answered.
func TestWhoseClaim(t *testing.T) {
	f := load(t)
	for _, c := range []struct{ name, text, a, b string }{
		{"dismissed as", "Opposition MP Daniel Moyo claimed that the minister had been warned in March. The ministry dismissed the claim as “hearsay”.", "Daniel Moyo", "ministry"},
		{"by office", "Rohan Sharma said that nobody had asked him. Board secretary Vikram Joshi told this newspaper that Sharma had been sounded out in January and had said no.\n\nChief selector Meera Pillai, however, contradicted the secretary. She said that no name had been discussed.", "Vikram Joshi", "Meera Pillai"},
		{"by whose it is", "Managing director Giles Renshaw insisted the plant had passed an inspection. Workers had smelt gas.\n\nBev Harker called Mr Renshaw’s statement “a disgrace” and “demonstrably untrue”.", "Giles Renshaw", "Bev Harker"},
	} {
		if got := f.pairs(c.text); got[[2]string{c.a, c.b}] == 0 {
			t.Errorf("%s: oppositions %v, want %s's and %s's", c.name, got, c.a, c.b)
		}
	}
}
