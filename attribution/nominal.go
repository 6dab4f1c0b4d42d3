package attribution

import (
	"strings"
	"unicode"

	"quotetrack"
	"quotetrack/syntax"
)

// described returns the one person of whom the article says all that a
// definite nominal does ("the French president", "his manager"), -1 where there is none or
// more than one.
func (r *resolver) described(s *sourceInfo) int {
	owned := r.d.Tokens[s.r.First].Tag == syntax.PRPS
	if s.plural || r.noPerson(s) || s.r.Last-s.r.First < 2 || !owned && r.d.Tokens[s.r.First].Tag != syntax.DT || r.d.Tokens[s.r.First].Lower == "a" || r.d.Tokens[s.r.First].Lower == "an" {
		return -1
	}
	found, owner := -1, r.owner(s)
	for id, x := range r.es.list {
		if x.kind != syntax.PersonName || id == owner {
			continue
		}
		over, full := r.roleOverlap(s, x)
		if x.roleKeys[viceKey] && !r.holds(s, "vice") {
			continue // "the presidential nominee" is not the vice-presidential one
		}
		if full == 0 || over&4 == 0 || !r.holdsOffice(s, x) {
			continue
		}
		if found >= 0 {
			if over&3 < 2 || owned {
				return -1 // one word, two bearers: "the president"
			}
			if len(x.at) <= len(r.es.list[found].at) {
				continue
			}
		}
		found = id
	}
	return found
}

// onlyCompany is the one company of an article, for "the company"; -1 where there is none, or
// more than one.
func (r *resolver) onlyCompany(s *sourceInfo) int {
	t := &r.d.Tokens[s.head]
	bare := s.r.Last-s.r.First == 1 && t.Sentence == 0 // in a headline
	if s.plural || !bare && (s.r.Last-s.r.First != 2 || r.d.Tokens[s.r.First].Lower != "the") || t.Lemma != "company" && t.Lemma != "firm" {
		return -1
	}
	found := -1
	for id, x := range r.es.list {
		if x.kind != syntax.OrgName || x.at[0].First > s.head && !bare {
			continue
		}
		before := x.at[0].First - 1
		called := before >= 0 && companyNouns[r.d.Tokens[before].Lower] && r.d.Tokens[before].Sentence == r.d.Tokens[before+1].Sentence
		if !called && !corporate[x.parts[len(x.parts)-1]] {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = id
	}
	return found
}

var viceKey = roleKey("vice")

// holds tells whether a word stands in a source.
func (r *resolver) holds(s *sourceInfo, lower string) bool {
	for i := s.r.First; i < s.r.Last; i++ {
		if r.d.Tokens[i].Lower == lower {
			return true
		}
	}
	return false
}

// coordinated is the group that a source of several names makes: "Mr. Grassley
// and Mr. Leahy" are both by their full names.
func (r *resolver) coordinated(s *sourceInfo) (quotetrack.Speaker, bool) {
	var ids []int
	and := int32(-1)
	for i := s.r.First; i < s.r.Last; i++ {
		t := &r.d.Tokens[i]
		if close := r.closing(i, s.r.Last); close > i {
			i = close // "Jeff Merkley (D-Ore.), Sherrod Brown (D-Ohio) and"
			continue
		}
		if and >= 0 && len(ids) > 1 && t.Kind == syntax.Punct {
			break // what follows describes them
		}
		switch {
		case t.Tag == syntax.WP || t.Tag == syntax.IN || t.Tag.IsVerb():
			if and < 0 || len(ids) != 1 {
				return quotetrack.Speaker{}, false
			}
		case t.Lower == "and":
			if _, inName := r.es.of[i]; inName {
				break // "the Health and Safety Executive"
			}
			k := i - 1
			if k > s.r.First && r.d.Tokens[k].Kind == syntax.Punct && r.d.Tokens[k].Lower != ")" {
				k--
			}
			for r.d.Tokens[k].Lower == ")" && k > s.r.First {
				for k > s.r.First && r.d.Tokens[k].Lower != "(" {
					k--
				}
				k = max(k-1, s.r.First)
			}
			if _, ok := r.es.of[max(k, s.r.First)]; !ok {
				id := r.officer(Range{s.r.First, i})
				if id < 0 || len(ids) > 0 {
					return quotetrack.Speaker{}, false // "Knightscope co-founder and Vice President Stacy Stephens"
				}
				ids = append(ids, id)
			}
			and = i
		}
		id, ok := r.es.of[i]
		if ok && r.es.list[id].kind != syntax.OtherName && (len(ids) == 0 || ids[len(ids)-1] != id) {
			ids = append(ids, id)
		}
	}
	if and < 0 || len(ids) == 0 {
		return quotetrack.Speaker{}, false
	}
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = r.es.list[id].styled()
	}
	if len(ids) == 1 { // "Mohammed Islam and his friends"
		if end := r.phraseEnd(and, s.r.Last); r.es.list[ids[0]].kind == syntax.PersonName && end > and+1 && !r.d.Tokens[and+1].Tag.IsVerb() {
			names = append(names, strings.Join(strings.Fields(r.d.TokenText(and+1, end)), " "))
		} else {
			return quotetrack.Speaker{}, false
		}
	}
	name := strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
	return quotetrack.Speaker{ID: Slug(name), Name: name, Kind: quotetrack.Group}, true
}

// closing is where the bracket that opens at token i closes again before last, i if none
// opens.
func (r *resolver) closing(i, last int32) int32 {
	if r.d.Tokens[i].Lower != "(" {
		return i
	}
	for k := i + 1; k < last; k++ {
		if r.d.Tokens[k].Lower == ")" {
			return k
		}
	}
	return i
}

// self makes a speaker of the source's own words.
func (r *resolver) self(s *sourceInfo) quotetrack.Speaker {
	t := &r.d.Tokens[s.head]
	proper := t.Tag.IsProper() || r.d.Tokens[s.r.First].Lower == "the" && s.r.Last-s.r.First == 2 && acronym(r.d.Form(s.head)) // "the FTC"
	lo, hi := s.r.First, s.r.Last
	if s.form == formNominal && t.Lower == "one" && s.head+2 < hi && r.d.Tokens[s.head+1].Lower == "of" && r.d.Tokens[s.head+2].Tag == syntax.PRP {
		return r.oneOfThem(s)
	}
	kind := quotetrack.Unnamed
	switch {
	case s.form == formNominal && (t.Lower == "one" || t.Lower == "other" || t.Lower == "another") && s.r.Last-s.r.First <= 2: // somebody of whom more is not said
	case proper && !s.plural && !officeNouns[strings.ToLower(t.Lemma)] && !titles[t.Lower], t.Lemma == "police":
		kind = quotetrack.Org
	case s.plural || groupNouns[t.Lemma] || t.Tag == syntax.CD || t.Tag == syntax.JJ:
		kind = quotetrack.Group
	case orgNouns[t.Lemma]:
		kind = quotetrack.Org
	}
	if i := r.calledBefore(lo, s.head); proper && i > lo {
		text := strings.Join(strings.Fields(r.d.TokenText(i, s.head+1)), " ")
		return quotetrack.Speaker{ID: Slug(text), Name: text, Kind: quotetrack.Person, Role: strings.Join(strings.Fields(r.d.TokenText(lo, i)), " ")}
	}
	hi = r.phraseEnd(s.head, hi)
	if mediaNouns[t.Lower] && s.head > lo && r.d.Tokens[s.head-1].Tag.IsProper() {
		hi, kind = s.head, quotetrack.Org // "the Jornal do Brasil newspaper"
	}
	if kind == quotetrack.Org || kind == quotetrack.Group {
		for lo < s.head && (r.d.Tokens[lo].Tag == syntax.DT && r.d.Tokens[lo].Lower != "some" || r.d.Tokens[lo].Tag == syntax.PRPS || r.d.Tokens[lo].Tag == syntax.PDT || quantifiers[r.d.Tokens[lo].Lower] || vague[r.d.Tokens[lo].Lower] && t.Tag != syntax.NNPS) {
			lo++
		}
	}
	if kind == quotetrack.Org { // "the nonpartisan Commission on Presidential Debates"
		for i := lo; i < s.head; i++ {
			if r.d.Tokens[i].Tag.IsProper() && unicode.IsUpper(rune(r.d.Text[r.d.Tokens[i].Start])) {
				lo = i
				break
			}
		}
		if lo2, hi2, ok := r.fullerPhrase(s, lo); ok {
			lo, hi = lo2, hi2
		}
	}
	if name := r.afterMedia(s); name != "" {
		return quotetrack.Speaker{ID: Slug(name), Name: name, Kind: quotetrack.Org}
	}
	text := strings.Join(strings.Fields(r.d.TokenText(lo, hi)), " ")
	if owner := r.owner(s); owner >= 0 {
		text = r.es.list[owner].styled() + "'s " + strings.Join(strings.Fields(r.d.TokenText(s.r.First+1, hi)), " ")
	}
	return quotetrack.Speaker{ID: Slug(text), Name: text, Kind: kind}
}

// calledBefore is where a name begins right after what a person is, in small letters ("Former
// Zenit striker Hulkinho"), lo where nothing of the kind stands among tokens [lo, head].
func (r *resolver) calledBefore(lo, head int32) int32 {
	i := head
	for i > lo && r.d.Tokens[i-1].Tag.IsProper() && unicode.IsUpper(rune(r.d.Text[r.d.Tokens[i-1].Start])) {
		i--
	}
	if i == lo || !unicode.IsUpper(rune(r.d.Text[r.d.Tokens[i].Start])) {
		return lo
	}
	t := &r.d.Tokens[i-1]
	if unicode.IsUpper(rune(r.d.Text[t.Start])) || !isCalling(t.Lower) {
		return lo
	}
	return i
}

// afterMedia is the name of a paper or a site that follows what it is, where the name finder saw
// none ("French publication iGen"), "" if there is none.
func (r *resolver) afterMedia(s *sourceInfo) string {
	i := s.head + 1
	if i >= s.r.Last || !presses[r.d.Tokens[s.head].Lower] {
		return ""
	}
	end := i
	for end < s.r.Last && r.d.Tokens[end].Kind == syntax.Word && strings.ToLower(r.d.Form(end)) != r.d.Form(end) {
		end++
	}
	return strings.Join(strings.Fields(r.d.TokenText(i, end)), " ")
}

// acronym tells whether a word is but capitals, of which an article may be full too.
func acronym(form string) bool {
	return len(form) > 2 && len(form) < 7 && strings.Trim(form, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// oneOfThem is a speaker of a group named before, by the description that follows if there is
// one: "one of them, a father of three".
func (r *resolver) oneOfThem(s *sourceInfo) quotetrack.Speaker {
	lo, hi := s.r.First, s.head+3
	if i := hi; i+2 < s.r.Last && r.d.Tokens[i].Lower == "," && r.d.Tokens[i+1].Tag == syntax.DT {
		for lo, hi = i+1, i+2; hi < s.r.Last && r.d.Tokens[hi].Lower != ","; hi++ {
		}
	}
	text := strings.Join(strings.Fields(r.d.TokenText(lo, hi)), " ")
	return quotetrack.Speaker{ID: Slug(text), Name: text, Kind: quotetrack.Unnamed}
}

// beforeMedia is who publishes by the name before what kind of paper it is: "the Nikkei
// business daily".
func (r *resolver) beforeMedia(s *sourceInfo) (quotetrack.Speaker, int, bool) {
	last := s.r.Last - 1
	if !mediaNouns[r.d.Tokens[last].Lower] {
		return quotetrack.Speaker{}, -1, false
	}
	for i := s.r.First; i < last; i++ {
		if !r.d.Tokens[i].Tag.IsProper() {
			continue
		}
		k := i + 1
		for k < last && r.d.Tokens[k].Tag.IsProper() {
			k++
		}
		if k == last { // "the Jornal do Brasil newspaper" bears the whole name
			break
		}
		if id, ok := r.es.of[k-1]; ok && r.es.list[id].kind == syntax.OrgName && k-1-i < 1 {
			return r.speakerOf(id), id, true
		}
		name := strings.Join(strings.Fields(r.d.TokenText(i, k)), " ")
		return quotetrack.Speaker{ID: Slug(name), Name: name, Kind: quotetrack.Org}, -1, true
	}
	return quotetrack.Speaker{}, -1, false
}

// owner is the person whom a possessive pronoun at the begin of a source stands
// for ("his lawyer"), -1 if it has none or nobody fits.
func (r *resolver) owner(s *sourceInfo) int {
	t := &r.d.Tokens[s.r.First]
	p, ok := pronounInfo[t.Lower]
	if !ok || t.Tag != syntax.PRPS || p.form != formPronoun || p.gender == syntax.UnknownGender || s.r.First == s.head {
		return -1
	}
	best, at := -1, int32(-1)
	for id, x := range r.es.list {
		if x.kind != syntax.PersonName || !agrees(p.gender, x.gender) {
			continue
		}
		for _, m := range x.at {
			if m.First < s.r.First && m.First > at && s.r.First-m.First < 60 {
				best, at = id, m.First
			}
		}
	}
	return best
}

// fullerPhrase is the one phrase of the article with a name before the same
// head ("Charlotte-Mecklenburg police" for "police"), if the source has none.
func (r *resolver) fullerPhrase(s *sourceInfo, lo int32) (first, last int32, ok bool) {
	if lo < s.head && r.d.Tokens[lo].Tag.IsProper() || s.r.Last-s.r.First > 2 || !r.definite(s) {
		return 0, 0, false
	}
	lemma, key := r.d.Tokens[s.head].Lemma, ""
	for i := int32(1); int(i) < len(r.d.Tokens); i++ {
		if r.d.Tokens[i].Lemma != lemma || titleCase(r.d, r.d.Sentences[r.d.Tokens[i].Sentence]) || !r.d.Tokens[i-1].Tag.IsProper() || r.d.Tokens[i-1].Sentence != r.d.Tokens[i].Sentence {
			continue
		}
		k := i - 1
		for k > 0 && r.d.Tokens[k-1].Tag.IsProper() && r.d.Tokens[k-1].Sentence == r.d.Tokens[i].Sentence {
			k--
		}
		n := NameKey(r.d.TokenText(k, i+1))
		if key != "" && n != key {
			return 0, 0, false
		}
		if key == "" {
			first, last, key = k, i+1, n
		}
	}
	return first, last, key != ""
}

// vague quantifiers are left out before common nouns ("many experts"), not before
// names of groups ("many Democrats").
var vague = map[string]bool{"some": true, "many": true}

// quantifiers are no part of a group's name.
var quantifiers = map[string]bool{"all": true, "various": true, "numerous": true, "several": true, "most": true, "only": true, "even": true, "about": true, "nearly": true, "more": true, "these": true}

// phraseEnd cuts a description after its head where a clause or an aside
// begins; "of" phrases stay.
func (r *resolver) phraseEnd(head, hi int32) int32 {
	for i := head + 1; i < hi; i++ {
		t := &r.d.Tokens[i]
		if t.Lower == "," || t.Tag == syntax.WP || t.Tag == syntax.WDT || t.Lower == "(" || t.Kind == syntax.Quote || t.Rel == syntax.ACL || t.Tag == syntax.PRP || t.Tag == syntax.IN && isDate(r.d, i+1) || t.Tag == syntax.RB && i == hi-1 || timeAhead(r.d, i, hi) || isDash(t.Lower) && t.Kind == syntax.Punct || t.Lower == "such" && i+1 < hi && r.d.Tokens[i+1].Lower == "as" || t.Lower == "as" || t.Lower == "amid" || t.Lower == "after" {
			return i
		}
	}
	return hi
}

// timeAhead tells whether a phrase of time begins at token i: "this summer", "last
// week", "earlier this year".
func timeAhead(d *syntax.Document, i, hi int32) bool {
	switch d.Form(i) {
	case "today", "yesterday", "earlier", "released", "published", "conducted":
		return true
	case "this", "last", "next":
		return i+1 < hi && timeNouns[d.Tokens[i+1].Lower]
	}
	return false
}

var timeNouns = nameSet("week month year summer winter spring autumn fall morning evening afternoon night")

var groupNouns = map[string]bool{"police": true, "people": true, "family": true, "public": true, "crowd": true, "team": true, "majority": true, "percent": true, "pct": true, "%": true, "number": true, "half": true, "group": true, "media": true, "press": true, "audience": true, "staff": true}
var orgNouns = map[string]bool{"government": true, "campaign": true, "company": true, "report": true, "poll": true, "survey": true, "study": true, "statement": true, "newspaper": true, "magazine": true, "website": true, "agency": true, "ministry": true, "department": true, "court": true, "party": true, "committee": true, "commission": true, "bank": true, "firm": true, "administration": true, "union": true, "clinic": true, "hospital": true, "university": true, "board": true, "council": true, "club": true, "station": true, "network": true, "channel": true, "authority": true, "office": true, "bureau": true, "regulator": true, "watchdog": true, "charity": true, "foundation": true, "institute": true, "paper": true, "site": true, "army": true, "military": true, "force": true, "parliament": true, "senate": true, "congress": true, "organization": true, "organisation": true, "association": true, "document": true, "letter": true, "lawsuit": true, "suit": true, "complaint": true, "indictment": true, "affidavit": true, "petition": true, "filing": true, "article": true, "blog": true, "outlet": true, "service": true, "trust": true, "airline": true, "carrier": true, "manufacturer": true, "retailer": true, "federation": true, "league": true, "school": true, "college": true, "museum": true, "embassy": true, "treasury": true, "tribunal": true, "inquiry": true, "taskforce": true, "consultancy": true, "consortium": true, "corporation": true, "chain": true, "brokerage": true, "insurer": true, "lender": true, "automaker": true, "carmaker": true, "drugmaker": true, "chipmaker": true, "utility": true, "exchange": true, "laboratory": true, "assembly": true, "startup": true, "body": true, "defence": true, "defense": true, "prosecution": true, "coastguard": true, "navy": true}
