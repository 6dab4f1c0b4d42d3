package attribution

import (
	"testing"

	"quotetrack/learn"
)

// TestOffices: what two articles say of somebody's office is kept and read again, what one
// says is not.
func TestOffices(t *testing.T) {
	_, a := engines(t)
	o := NewOffices()
	for _, text := range []string{
		"Harbour Minister Ana Ruiz said the port was safe. Mayor Tom Reed agreed.",
		"Ana Ruiz, the harbour minister, left on Monday.",
	} {
		o.Add(a.Analyze(text), a)
	}
	f := learn.NewFile(learn.Provenance{Name: "attribution"})
	f.AddBytes("offices", o.Encode())
	table, err := readOffices(f)
	if err != nil {
		t.Fatal(err)
	}
	holds := func(name, office string) bool {
		d := a.Analyze(office)
		x := &entity{parts: nameParts(name)}
		return table[holderOf(x, officePhrase(d, Range{0, int32(len(d.Tokens))}))] > 0
	}
	for _, c := range []struct {
		name, office string
		want         bool
	}{{"Ana Ruiz", "harbour minister", true}, {"Ana Ruiz", "minister", true}, {"Tom Reed", "mayor", false}, {"Tom Reed", "harbour minister", false}} {
		if got := holds(c.name, c.office); got != c.want {
			t.Errorf("%s as %s: %v, want %v", c.name, c.office, got, c.want)
		}
	}
	f = learn.NewFile(learn.Provenance{})
	f.AddBytes("offices", []byte{1, 2, 3})
	if _, err := readOffices(f); err == nil {
		t.Error("offices that end in the middle are read without an error")
	}
}
