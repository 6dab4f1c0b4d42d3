package syntax

import "strings"

// Gender of a first name.
type Gender uint8

// Genders of first names; Both for names that either bears.
const (
	UnknownGender Gender = iota
	Male
	Female
	Both
)

const nameLabels = 9 // O, then B and I of the four kinds

func nameLabel(k NameKind, begin bool) int {
	if k == NoName {
		return 0
	}
	if begin {
		return int(k)*2 - 1
	}
	return int(k) * 2
}

func labelName(y int) NameKind { return NameKind((y + 1) / 2) }

// legalName forbids an I without its B, and names on marks at the start.
func legalName(y, prev int) bool {
	if y == 0 || y%2 == 1 {
		return true
	}
	return prev == y || prev == y-1
}

func (d *Document) setName(i int32, label int) {
	kind := labelName(label)
	d.Tokens[i].Name = kind
	if label == 0 {
		return
	}
	if n := len(d.Names); label%2 == 0 && n > 0 && d.Names[n-1].Last == i {
		d.Names[n-1].Last = i + 1
		return
	}
	d.Names = append(d.Names, Name{First: i, Last: i + 1, Kind: kind})
}

// ParseGenders reads two lists of first names, one name a line, '#' for
// comments (the format of the NLTK names corpus).
func ParseGenders(male, female string) map[string]Gender {
	out := map[string]Gender{}
	add := func(list string, g Gender) {
		for line := range strings.Lines(list) {
			n := strings.ToLower(strings.TrimSpace(line))
			if n == "" || n[0] == '#' {
				continue
			}
			out[n] |= g
		}
	}
	add(male, Male)
	add(female, Female)
	return out
}
