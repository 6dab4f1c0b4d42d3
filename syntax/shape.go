package syntax

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"quotetrack/learn"
)

// shape abstracts a token's form: initial and other capitals, digits, hyphen,
// other marks.
func shape(form string, kind Kind) uint64 {
	if kind != Word && kind != Number {
		return 1 << 8
	}
	var s uint64
	r, _ := utf8.DecodeRuneInString(form)
	if unicode.IsUpper(r) {
		s |= 1
	}
	uppers, lowers := 0, 0
	for i := 0; i < len(form); i++ {
		switch c := form[i]; {
		case c >= 'A' && c <= 'Z':
			uppers++
		case c >= 'a' && c <= 'z':
			lowers++
		case c >= '0' && c <= '9':
			s |= 2
		case c == '-':
			s |= 4
		case c == '.':
			s |= 8
		case c == '@' || c == '#' || c == '/':
			s |= 16
		}
	}
	if uppers > 1 && lowers == 0 {
		s |= 32
	}
	if uppers > 0 && lowers > 0 && s&1 == 0 {
		s |= 64
	}
	return s
}

func suffix(s string, n int) uint64 {
	if len(s) <= n {
		return learn.HashString(s) + 1
	}
	return learn.HashString(s[len(s)-n:])
}

func refill[T any](v []T, n int, x T) []T {
	if cap(v) < n {
		v = make([]T, n, n+n/2)
	}
	v = v[:n]
	for i := range v {
		v[i] = x
	}
	return v
}

// isAddress tells whether a lower-cased form is the address of a page or of
// mail: what it looks like outweighs what the network, which cannot know the
// word, makes of it.
func isAddress(lower string) bool {
	if strings.HasPrefix(lower, "http://") || strings.HasPrefix(lower, "https://") || strings.HasPrefix(lower, "www.") {
		return true
	}
	for _, end := range []string{".com", ".net", ".org", ".edu", ".gov", ".co.uk"} {
		if n := len(lower) - len(end); n > 1 && strings.HasSuffix(lower, end) {
			return true
		}
	}
	at := strings.IndexByte(lower, '@')
	return at > 0 && strings.IndexByte(lower[at:], '.') > 1
}
