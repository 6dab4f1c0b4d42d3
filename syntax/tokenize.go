package syntax

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxToken bounds the length of one token in bytes, so that a text without
// spaces stays a text of many tokens.
const maxToken = 256

// Tokenize splits text into paragraphs, sentences and tokens and finds the
// quotation structure, without any model. Tokens follow the Penn Treebank:
// contractions and possessives are split (do|n't, Macron|'s), hyphenated
// words, abbreviations, numbers with separators, URLs, e-mail addresses and
// Twitter handles are one token each.
func Tokenize(text string) *Document {
	d := &Document{Text: text, runes: newRuneIndex(text)}
	d.Tokens = make([]Token, 0, len(text)/5+8)
	for _, p := range paragraphs(text) {
		first := len(d.Tokens)
		d.tokenizeRange(int(p.Start), int(p.End))
		if len(d.Tokens) == first {
			continue
		}
		p.First = int32(len(d.Sentences))
		d.splitSentences(int32(first), int32(len(d.Tokens)), int32(len(d.Paragraphs)))
		p.Last = int32(len(d.Sentences))
		d.Paragraphs = append(d.Paragraphs, p)
	}
	for i := range d.Tokens {
		d.Tokens[i].Head = -1
	}
	d.findQuotations()
	return d
}

// paragraphs cuts at blank lines, and at single line ends too unless the text
// looks hard-wrapped: many lines, none long, most blocks of several lines.
func paragraphs(text string) []Paragraph {
	wrapped := hardWrapped(text)
	var out []Paragraph
	start, i := 0, 0
	flush := func(end int) {
		s, e := start, end
		for s < e && isSpaceByte(text[s]) {
			s++
		}
		for e > s && isSpaceByte(text[e-1]) {
			e--
		}
		if s < e {
			out = append(out, Paragraph{Start: int32(s), End: int32(e)})
		}
	}
	for i < len(text) {
		nl := strings.IndexAny(text[i:], "\n\r")
		if nl < 0 {
			break
		}
		nl += i
		next := nl + 1
		if text[nl] == '\r' && next < len(text) && text[next] == '\n' {
			next++
		}
		if !wrapped || blankLine(text, next) || listItem(text, next) {
			flush(nl)
			start = next
		}
		i = next
	}
	flush(len(text))
	return out
}

func isSpaceByte(b byte) bool { return b == ' ' || b == '\t' || b == '\n' || b == '\r' }

func blankLine(text string, i int) bool {
	for i < len(text) && (text[i] == ' ' || text[i] == '\t') {
		i++
	}
	return i >= len(text) || text[i] == '\n' || text[i] == '\r'
}

func listItem(text string, i int) bool {
	for i < len(text) && (text[i] == ' ' || text[i] == '\t') {
		i++
	}
	rest := text[i:]
	for _, b := range []string{"•", "* ", "- ", "– ", "— ", "◦", "▪", "·"} {
		if strings.HasPrefix(rest, b) {
			return true
		}
	}
	return false
}

func hardWrapped(text string) bool {
	lines, inner := 0, 0
	prevBlank := true
	for i := 0; i < len(text); {
		j := strings.IndexByte(text[i:], '\n')
		if j < 0 {
			j = len(text) - i
		}
		line := strings.TrimSpace(text[i : i+j])
		if len(line) > 100 {
			return false
		}
		if line != "" {
			lines++
			if !prevBlank && line[0] >= 'a' && line[0] <= 'z' {
				inner++
			}
		}
		prevBlank = line == ""
		i += j + 1
	}
	return lines >= 4 && inner*3 >= lines
}

func (d *Document) tokenizeRange(i, end int) {
	text := d.Text
	for i < end {
		r, size := utf8.DecodeRuneInString(text[i:end])
		if unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == utf8.RuneError && size <= 1 || unicode.IsControl(r) {
			i += max(size, 1)
			if n := len(d.Tokens); n > 0 {
				d.Tokens[n-1].SpaceAfter = true
			}
			continue
		}
		n, kind := scanToken(text[i:end], i > 0 && isWordByteBefore(text, i))
		d.addWord(i, i+n, kind)
		i += n
	}
	if n := len(d.Tokens); n > 0 {
		d.Tokens[n-1].SpaceAfter = true
	}
}

func isWordByteBefore(text string, i int) bool {
	r, _ := utf8.DecodeLastRuneInString(text[:i])
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

func wordAt(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// scanToken returns the length and kind of the token that s begins with.
func scanToken(s string, glued bool) (int, Kind) {
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case unicode.IsLetter(r):
		return scanWord(s), Word
	case unicode.IsDigit(r):
		return scanNumber(s), Number
	case (r == '@' || r == '#') && !glued && len(s) > size:
		if n := scanIdentifier(s[size:]); n > 0 {
			return size + n, Word
		}
		return size, Symbol
	case r == '.' || r == '!' || r == '?':
		n := size
		for n < len(s) && (s[n] == '.' && r == '.' || r != '.' && (s[n] == '!' || s[n] == '?')) && n < maxToken {
			n++
		}
		return n, Punct
	case r == '-':
		n := 1
		for n < len(s) && s[n] == '-' && n < maxToken {
			n++
		}
		return n, Punct
	case r == '\'' && strings.HasPrefix(s, "'''") && !wordAt(s[3:]):
		return 1, Quote // closes a quotation inside of one between double marks
	case r == '\'' && strings.HasPrefix(s, "''") || r == '`' && strings.HasPrefix(s, "``"):
		return 2, Quote
	case r == '\'' || r == '’' || r == '‘':
		if n := scanElision(s[size:]); n > 0 && !glued {
			return size + n, Word
		}
		if n := scanDecade(s[size:]); n > 0 && !glued {
			return size + n, Number
		}
		return size, Quote
	case isQuoteRune(r):
		return size, Quote
	case unicode.IsPunct(r):
		return size, Punct
	default:
		return size, Symbol
	}
}

func isQuoteRune(r rune) bool {
	switch r {
	case '"', '“', '”', '„', '‟', '«', '»', '‘', '’', '‚', '‛', '`', '\'', '″', '〝', '〞':
		return true
	}
	return false
}

// scanElision finds the rest of words that begin with an apostrophe:
// 'em, 'tis, 'twas, 'cause, 'n'.
func scanElision(s string) int {
	for _, w := range [...]string{"em", "tis", "twas", "cause", "til", "bout"} {
		if len(s) >= len(w) && strings.EqualFold(s[:len(w)], w) && (len(s) == len(w) || !isLetterAt(s, len(w))) {
			return len(w)
		}
	}
	return 0
}

// scanDecade finds the rest of '90s and '16.
func scanDecade(s string) int {
	if len(s) < 2 || s[0] < '0' || s[0] > '9' || s[1] < '0' || s[1] > '9' {
		return 0
	}
	if len(s) > 2 && s[2] == 's' && !isLetterAt(s, 3) {
		return 3
	}
	return 0
}

func isLetterAt(s string, i int) bool {
	if i >= len(s) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

func scanIdentifier(s string) int {
	n := 0
	for n < len(s) && n < maxToken && (s[n] == '_' || s[n] >= '0' && s[n] <= '9' || s[n]|32 >= 'a' && s[n]|32 <= 'z') {
		n++
	}
	return n
}

// scanURL returns the length of a URL or domain path at the start of s, 0 for
// anything else.
func scanURL(s string) int {
	if !strings.HasPrefix(s, "http://") && !strings.HasPrefix(s, "https://") && !strings.HasPrefix(s, "www.") {
		return 0
	}
	n := strings.IndexAny(s, " \t\r\n\"”“<>»—")
	if n < 0 {
		n = len(s)
	}
	n = min(n, 2048)
	for n > 0 && strings.IndexByte(".,;:!?)]}'", s[n-1]) >= 0 {
		n--
	}
	return n
}

func scanWord(s string) int {
	if n := scanURL(s); n > 0 {
		return n
	}
	n := 0
	for n < len(s) && n < maxToken {
		r, size := utf8.DecodeRuneInString(s[n:])
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '_' {
			n += size
			continue
		}
		if !joins(s, n, r, size) {
			break
		}
		n += size
	}
	return abbreviationDot(s, n)
}

// joins tells whether the mark r at s[n:] stands inside a word.
func joins(s string, n int, r rune, size int) bool {
	switch r {
	case '-', '‐', '‑', '&', '@', '\'', '’', '/':
		if r == '/' && n > 3 { // and/or, 9/11; not long alternatives
			return false
		}
		return isLetterAt(s, n+size)
	case '.':
		// U.S, example.com, p.m: a letter follows, and a dot-letter run goes
		// on or a known ending closes it. "end.Next" is two tokens.
		if !isLetterAt(s, n+1) {
			return false
		}
		if n == 1 || n >= 2 && s[n-2] == '.' {
			return true
		}
		next, _ := utf8.DecodeRuneInString(s[n+1:])
		return unicode.IsLower(next) && isDomain(s[n+1:])
	}
	return false
}

func isDomain(s string) bool {
	n := scanIdentifier(s)
	switch strings.ToLower(s[:n]) {
	case "com", "org", "net", "gov", "edu", "co", "uk", "eu", "info", "fr", "de", "ru", "ua", "tv", "io":
		return true
	}
	return n > 0 && n+1 < len(s) && s[n] == '.' && isDomain(s[n+1:])
}

// abbreviationDot extends a word by its dot where the dot belongs to it.
func abbreviationDot(s string, n int) int {
	if n >= len(s) || s[n] != '.' {
		return n
	}
	if n+1 < len(s) && s[n+1] == '.' { // an ellipsis
		return n
	}
	w := s[:n]
	if n == 1 && w[0] >= 'A' && w[0] <= 'Z' && w != "I" { // an initial
		return n + 1
	}
	if n >= 3 && w[n-2] == '.' { // U.S.
		return n + 1
	}
	if isAbbreviation(w) {
		return n + 1
	}
	return n
}

func scanNumber(s string) int {
	n := 0
	for n < len(s) && n < maxToken {
		c := s[n]
		switch {
		case c >= '0' && c <= '9' || c == '_':
			n++
		case (c == '.' || c == ',' || c == ':' || c == '/' || c == '-') && n+1 < len(s) && s[n+1] >= '0' && s[n+1] <= '9':
			n++
		case c == '-' && isLetterAt(s, n+1):
			n++
		case c|32 >= 'a' && c|32 <= 'z':
			n++
		default:
			if r, size := utf8.DecodeRuneInString(s[n:]); n == 0 || unicode.IsLetter(r) || unicode.IsDigit(r) {
				n += size
				continue
			}
			if c == '.' && n >= 3 && s[n-2] == '.' {
				n++
			}
			return n
		}
	}
	return n
}

// addWord appends the token text[i:j], its clitics split off.
func (d *Document) addWord(i, j int, kind Kind) {
	if kind != Word {
		d.push(i, j, kind)
		return
	}
	w := d.Text[i:j]
	if k := cliticAt(w); k > 0 && k < len(w) {
		d.push(i, i+k, Word)
		d.push(i+k, j, Word)
		return
	}
	switch strings.ToLower(w) {
	case "cannot", "gonna", "gotta", "wanna", "gimme", "lemme":
		d.push(i, i+3, Word)
		d.push(i+3, j, Word)
	default:
		d.push(i, j, Word)
	}
}

// cliticAt returns where n't, 's, 're, 've, 'll, 'd or 'm begins in w, 0 for
// none.
func cliticAt(w string) int {
	n := len(w)
	for _, q := range [...]string{"'", "’"} {
		if k := n - 2 - len(q); k > 0 && w[k+1:k+1+len(q)] == q && (w[k] == 'n' || w[k] == 'N') && (w[n-1] == 't' || w[n-1] == 'T') {
			return k
		}
		for _, c := range [...]string{"s", "re", "ve", "ll", "d", "m"} {
			k := n - len(c) - len(q)
			if k > 0 && w[k:k+len(q)] == q && strings.EqualFold(w[k+len(q):], c) {
				return k
			}
		}
	}
	return 0
}

func (d *Document) push(i, j int, kind Kind) {
	t := Token{Start: int32(i), End: int32(j), Kind: kind}
	t.setLower(plain(d.Text[i:j]))
	d.Tokens = append(d.Tokens, t)
}

// plain lower-cases s and makes quotation marks, apostrophes and dashes
// plain, so that models see one form of each.
func plain(s string) string {
	ascii, upper := true, false
	for i := 0; i < len(s); i++ {
		ascii = ascii && s[i] < utf8.RuneSelf
		upper = upper || s[i] >= 'A' && s[i] <= 'Z'
	}
	if ascii && !upper {
		switch s {
		case "``", "''":
			return `"`
		case "`":
			return "'"
		}
		return s
	}
	s = strings.ToLower(s)
	if ascii {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch r {
		case '’', '‘', '‛', '‚', 'ʼ':
			return '\''
		case '“', '”', '„', '‟', '«', '»', '″', '〝', '〞':
			return '"'
		case '‐', '‑':
			return '-'
		}
		return r
	}, s)
}
