package contradiction

import (
	"strconv"
	"strings"
	"time"

	"quotetrack/syntax"
)

// Period is when something is said to be: whole days from From to To, counted from
// 1970.
type Period struct {
	_        struct{} `cbor:",toarray"`
	From, To int32
}

var monthNumbers = func() map[string]time.Month {
	out := map[string]time.Month{}
	for m := time.January; m <= time.December; m++ {
		name := strings.ToLower(m.String())
		out[name], out[name[:3]] = m, m
	}
	out["sept"] = time.September
	return out
}()

var weekdayNumbers = func() map[string]time.Weekday {
	out := map[string]time.Weekday{}
	for d := time.Sunday; d <= time.Saturday; d++ {
		out[strings.ToLower(d.String())] = d
	}
	return out
}()

// when lists the periods that tokens [first, last) name: dates, months, years, days of
// the week, "yesterday", "last month", "three weeks ago". What depends on the day is
// resolved against the article's, and left out where that is unknown. future tells
// whether the clause speaks of what is to come: "on Monday" is then the next one.
func when(d *syntax.Document, day string, first, last int32, future bool) []Period {
	published, err := time.Parse(time.DateOnly, day)
	c := calendar{d: d, last: last, known: err == nil, day: published, future: future}
	var out []Period
	for i := first; i < last; {
		from, to, n := c.at(i)
		if n == 0 {
			i++
			continue
		}
		out = append(out, Period{From: dayNumber(from), To: dayNumber(to)})
		i += n
	}
	return out
}

func dayNumber(t time.Time) int32 { return int32(t.Unix() / 86400) }

// calendar reads expressions of time.
type calendar struct {
	d      *syntax.Document
	last   int32
	known  bool
	day    time.Time
	future bool
}

func (c *calendar) word(i int32) string {
	if i < 0 || i >= c.last {
		return ""
	}
	return strings.TrimSuffix(c.d.Tokens[i].Lower, ".")
}

func (c *calendar) number(i int32) (int, bool) {
	w := strings.TrimRight(c.word(i), "stndrh")
	if n, err := strconv.Atoi(w); err == nil {
		return n, true
	}
	if v, ok := numberWords[c.word(i)]; ok && v >= 1 && v < 13 {
		return int(v), true
	}
	return 0, false
}

// at reads the expression that begins at token i: its first and last day, and how many
// tokens it takes; 0 where there is none.
func (c *calendar) at(i int32) (from, to time.Time, n int32) {
	if m, ok := c.month(i); ok {
		return c.monthDay(i, m)
	}
	if day, ok := c.number(i); ok && day >= 1 && day <= 31 {
		if m, ok := c.month(i + 1); ok {
			if year, n := c.year(i+2, m, day); n >= 0 {
				t := date(year, m, day)
				return t, t, 2 + n
			}
		}
	}
	if y, ok := c.number(i); ok && y >= 1900 && y <= 2100 && len(c.word(i)) == 4 && c.d.Tokens[i].Kind == syntax.Number {
		switch c.word(i - 1) {
		case "in", "since", "during", "by", "until", "of", "for", "between", "from":
			if z, ok := c.number(i + 2); ok && z > y && z <= 2100 && (c.word(i+1) == "and" || c.word(i+1) == "to") {
				return date(y, 1, 1), date(z, 12, 31), 3 // "between 1981 and 1986"
			}
			return date(y, 1, 1), date(y, 12, 31), 1
		}
	}
	if !c.known {
		return
	}
	return c.relative(i)
}

func (c *calendar) month(i int32) (time.Month, bool) {
	m, ok := monthNumbers[c.word(i)]
	if !ok || !c.d.Tokens[i].Tag.IsProper() {
		return 0, false
	}
	return m, true
}

func date(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// year reads the year at token i, a comma before it left out; without one it is the
// year in which month and day lie nearest to the article's. n is -1 where it cannot be
// known.
func (c *calendar) year(i int32, m time.Month, day int) (year int, n int32) {
	k := i
	if c.word(k) == "," {
		k++
	}
	if y, ok := c.number(k); ok && y >= 1900 && y <= 2100 {
		return y, k - i + 1
	}
	if !c.known {
		return 0, -1
	}
	best, least := c.day.Year(), 1<<30
	for y := c.day.Year() - 1; y <= c.day.Year()+1; y++ {
		gap := int(dayNumber(date(y, m, day)) - dayNumber(c.day))
		if c.future && gap < -31 {
			gap = 400 - gap // what is to come is seldom past
		}
		if gap < 0 {
			gap = -gap
		}
		if gap < least {
			best, least = y, gap
		}
	}
	return best, 0
}

// monthDay reads what begins with the name of a month: "March 5, 2031", "March 2031",
// "March".
func (c *calendar) monthDay(i int32, m time.Month) (from, to time.Time, n int32) {
	if day, ok := c.number(i + 1); ok && day >= 1 && day <= 31 {
		year, n := c.year(i+2, m, day)
		if n < 0 {
			return from, to, 0
		}
		t := date(year, m, day)
		return t, t, 2 + n
	}
	if m == time.May && c.word(i-1) != "in" && c.word(i-1) != "since" {
		if _, ok := c.number(i + 1); !ok {
			return from, to, 0
		}
	}
	year, k := c.year(i+1, m, 15)
	if k < 0 {
		return from, to, 0
	}
	if c.word(i+1) == "last" && c.word(i+2) == "year" && c.known {
		year, k = c.day.Year()-1, 2
	}
	first := date(year, m, 1)
	return first, first.AddDate(0, 1, -1), 1 + k
}

// relative reads what only the day of the article tells.
func (c *calendar) relative(i int32) (from, to time.Time, n int32) {
	one := func(days int) (time.Time, time.Time, int32) {
		t := c.day.AddDate(0, 0, days)
		return t, t, 1
	}
	w := c.word(i)
	if wd, ok := weekdayNumbers[w]; ok && c.d.Tokens[i].Tag.IsProper() {
		gap := (int(wd) - int(c.day.Weekday()) + 7) % 7
		if !c.future && gap > 0 {
			gap -= 7
		}
		return one(gap)
	}
	switch w {
	case "today", "tonight":
		return one(0)
	case "yesterday":
		return one(-1)
	case "tomorrow":
		return one(1)
	case "last", "this", "next":
		return c.span(i, map[string]int{"last": -1, "this": 0, "next": 1}[w])
	}
	if k, ok := c.number(i); ok && c.word(i+2) == "ago" {
		t := c.day
		switch strings.TrimSuffix(c.word(i+1), "s") {
		case "day":
			t = t.AddDate(0, 0, -k)
			return t, t, 3
		case "week":
			t = t.AddDate(0, 0, -7*k)
			return t.AddDate(0, 0, -3), t.AddDate(0, 0, 3), 3
		case "month":
			t = t.AddDate(0, -k, 0)
			return t.AddDate(0, 0, -15), t.AddDate(0, 0, 15), 3
		case "year":
			t = t.AddDate(-k, 0, 0)
			return date(t.Year(), 1, 1), date(t.Year(), 12, 31), 3
		}
	}
	return from, to, 0
}

// span reads "last week", "this month", "next year".
func (c *calendar) span(i int32, shift int) (from, to time.Time, n int32) {
	switch c.word(i + 1) {
	case "night", "morning", "afternoon", "evening":
		t := c.day.AddDate(0, 0, min(shift, 0))
		return t, t, 2
	case "week":
		monday := c.day.AddDate(0, 0, 7*shift-(int(c.day.Weekday())+6)%7)
		return monday, monday.AddDate(0, 0, 6), 2
	case "month":
		first := date(c.day.Year(), c.day.Month(), 1).AddDate(0, shift, 0)
		return first, first.AddDate(0, 1, -1), 2
	case "year":
		y := c.day.Year() + shift
		return date(y, 1, 1), date(y, 12, 31), 2
	}
	return from, to, 0
}

// apart tells whether two statements name periods and none of the one touches any of
// the other.
func apart(a, b *Statement) bool {
	if len(a.Periods) == 0 || len(b.Periods) == 0 {
		return false
	}
	for _, x := range a.Periods {
		for _, y := range b.Periods {
			slack := int32(0)
			if x.From == x.To && y.From == y.To {
				slack = daySlack
			}
			if x.From <= y.To+slack && y.From <= x.To+slack {
				return false
			}
		}
	}
	return true
}

// daySlack is by how many days two days may miss each other: time zones, and papers
// that print what was said the day before.
const daySlack = 1
