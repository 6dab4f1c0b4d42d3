package attribution

import (
	"slices"
	"strings"
	"unicode"

	"quotetrack/syntax"
)

// naming is a name as it stands in the text: its tokens without titles, its words
// folded, and what it names.
type naming struct {
	r     Range
	text  string
	parts []string
	kind  syntax.NameKind
}

// namings lists the names of a document, mended where all its mentions together tell
// more than the one that the finder looked at.
func namings(d *syntax.Document, g genders) []naming {
	var out []naming
	for _, n := range joinNames(d, completeNames(d, g)) {
		r := stripName(d, Range{n.First, n.Last})
		if r.First > n.First && r.Last-r.First > 1 && chiefExecutive(d, r.First-1) {
			n.Kind = syntax.PersonName
		}
		if r.Last-r.First > 1 && makers[d.Tokens[r.First].Lower] {
			if r.First++; r.Last-r.First == 1 { // "Chipmaker Veltrix dismisses fraud claims"
				n.Kind = syntax.OrgName
			}
		}
		if i := calledInside(d, r); i > r.First {
			r.First, n.Kind = i, syntax.PersonName
		}
		if n.Kind != syntax.PersonName {
			r = withoutOffice(d, r)
		} else {
			for r.Last-r.First > 2 && isCalling(d.Tokens[r.First].Lower) {
				r.First++
			}
		}
		if r.First >= r.Last || questioner(d, r) || officeAlone(d, r) || r.Last-r.First == 1 && partyState(d.Form(r.First)) {
			continue
		}
		for n.Kind == syntax.OrgName && r.Last-r.First > 1 && d.Tokens[r.First].Tag == syntax.JJ && unicode.IsLower(rune(d.Text[d.Tokens[r.First].Start])) {
			r.First++ // "nonpartisan Commission on Presidential Debates"
		}
		if int(r.Last) < len(d.Tokens) && n.Kind != syntax.PersonName && r.Last-r.First < 3 && d.Tokens[r.Last].Lower == "magazine" && d.Tokens[r.Last].Sentence == d.Tokens[r.First].Sentence && demonyms[d.Tokens[r.Last-1].Lower] == "" {
			r.Last++ // "Time magazine"
			n.Kind = syntax.OrgName
		}
		text := ownedBy(d, r) + d.TokenText(r.First, r.Last)
		if parts := nameParts(text); len(parts) > 0 {
			out = append(out, naming{r, text, parts, settledKind(d, r, n.Kind)})
		}
	}
	out = sober(d, out, g)
	settleKinds(d, out)
	return out
}

// makers go before names of companies without being part of them.
var makers = nameSet(trades + contractors + "chipmaker drugmaker planemaker insurer lender brewer carrier supermarket")

// callings go before the full names of persons without being part of them.
var callings = nameSet("skipper captain midfielder striker winger defender goalkeeper coach constable inspector sergeant superintendent defendant neighbour neighbor councillor headteacher lawyer barrister prosecutor churchwarden archdeacon canon deacon")

// calledInside is where a person's name begins after what he is, in small letters, inside of what
// the finder took for one name ("Zenit striker Hulkinho"); else r.First.
func calledInside(d *syntax.Document, r Range) int32 {
	for i := r.First + 1; i+1 < r.Last; i++ {
		if l := d.Tokens[i].Lower; !unicode.IsUpper(rune(d.Text[d.Tokens[i].Start])) && isCalling(l) && unicode.IsUpper(rune(d.Text[d.Tokens[i+1].Start])) {
			return i + 1
		}
	}
	return r.First
}

// officeAlone tells whether a name is but an office: "MD", "Lawmaker" at the begin of a headline.
func officeAlone(d *syntax.Document, r Range) bool {
	return r.Last-r.First == 1 && officeNouns[d.Tokens[r.First].Lower] && (d.Form(r.First) == strings.ToUpper(d.Form(r.First)) || r.First == d.Sentences[d.Tokens[r.First].Sentence].First)
}

// isCalling tells whether a word says what somebody is: "Churchwarden Mary Tilney".
func isCalling(lower string) bool {
	return callings[lower] || personNouns[lower] || officeNouns[lower]
}

// questioner tells the Q of an interview, which names nobody.
func questioner(d *syntax.Document, r Range) bool {
	return r.Last-r.First == 1 && d.Form(r.First) == "Q" && int(r.Last) < len(d.Tokens) && d.Tokens[r.Last].Lower == ":"
}

// withoutOffice cuts what is no part of an organisation's or a place's name from its
// end: the office in "U.S. Ambassador", the noun in "Vedomosti newspaper".
func withoutOffice(d *syntax.Document, r Range) Range {
	for r.Last > r.First {
		t := &d.Tokens[r.Last-1]
		small := !unicode.IsUpper(rune(d.Text[t.Start]))
		if !(officeNouns[t.Lower] || titles[t.Lower] && t.Lower != "justice" && t.Lower != "prime") && !(small && mediaNouns[t.Lower] && r.Last-r.First > 1) {
			break
		}
		r.Last--
	}
	if r.Last-r.First == 1 && ranks[d.Tokens[r.First].Lower] {
		r.Last = r.First // "First" of "First Minister"
	}
	return r
}

// ranks go before offices.
var ranks = nameSet("first second deputy vice chief acting former prime assistant senior")

// mediaNouns follow the name of a publication without being part of it.
var mediaNouns = nameSet("newspaper website site magazine daily paper newswire blog channel")

// ownedBy is the country with which the name of an office like any country's goes:
// "Iraq's " of "Iraq's Ministry of Health", else "".
func ownedBy(d *syntax.Document, r Range) string {
	if r.First < 2 || d.Tokens[r.First-1].Tag != syntax.POS || d.Tokens[r.First-2].Name != syntax.PlaceName || d.Tokens[r.First-1].Sentence != d.Tokens[r.First].Sentence {
		return ""
	}
	switch d.Tokens[r.First].Lower {
	case "ministry", "department", "office", "parliament", "government":
		return d.TokenText(r.First-2, r.First) + " "
	}
	return ""
}

// joinNames joins names that the finder cut: "Liberal" "Democrats", "Securities" and
// "Exchange Commission", "Barclays Bank" Plc.
func joinNames(d *syntax.Document, ns []syntax.Name) []syntax.Name {
	out := ns[:0]
	for _, n := range ns {
		if end := corporateEnd(d, n); end > n.Last {
			n.Last, n.Kind = end, syntax.OrgName
		}
		if k := len(out) - 1; k >= 0 && d.Tokens[out[k].First].Sentence == d.Tokens[n.First].Sentence {
			switch p := &out[k]; {
			case n.First < p.Last: // taken by the corporate form of the one before
				continue
			case p.Last == n.First && p.Kind == syntax.PersonName && n.Kind == syntax.PersonName && particles[d.Form(n.First)]:
				p.Last = n.Last // "Pieter van Houten"
				continue
			case p.Last == n.First && oneName(d, *p, n):
				if p.Last = n.Last; p.Kind == syntax.OtherName {
					p.Kind = syntax.OrgName
				}
				continue
			case p.Last+1 == n.First && d.Tokens[p.Last].Tag == syntax.POS && p.Kind == syntax.OrgName && n.Kind == syntax.OrgName && strings.HasSuffix(d.Tokens[p.Last-1].Lower, "s") && memberBodies[d.Tokens[n.Last-1].Lower]:
				p.Last = n.Last // "the National Mineworkers' Union"
				continue
			case p.Last == n.First && p.Last-p.First == 1 && n.Kind == syntax.OrgName && n.Last-n.First > 1 && corporate[strings.TrimSuffix(d.Tokens[n.Last-1].Lower, ".")] && beginsFirm(d, *p):
				p.Last, p.Kind = n.Last, syntax.OrgName // "Sterling" "Marsh Group Inc"
				continue
			case p.Last+1 == n.First && p.Last-p.First == 1 && d.Tokens[p.Last].Lower == "," && andCompany(d, n):
				p.Last, p.Kind = n.Last, syntax.OrgName // "Kidder, Peabody and Co"
				continue
			case p.Last+1 == n.First && d.Tokens[p.Last].Lower == "and" && p.Kind == syntax.OrgName && n.Kind == syntax.OrgName && p.Last-p.First == 1 && n.Last-n.First > 1 && offices[d.Tokens[n.Last-1].Lower]:
				p.Last = n.Last
				continue
			}
		}
		out = append(out, n)
	}
	return out
}

// beginsFirm tells whether a name of one word may begin that of a company: no place's people, no
// day, no title.
func beginsFirm(d *syntax.Document, n syntax.Name) bool {
	l := strings.TrimSuffix(d.Tokens[n.First].Lower, ".")
	return demonyms[l] == "" && !dateWords[l] && !titles[l] && !personTitles[l] && d.Tokens[n.First].Tag.IsProper() && d.Tokens[n.First].SpaceAfter
}

// andCompany tells whether a name ends with "and Co", or that and another form of a company.
func andCompany(d *syntax.Document, n syntax.Name) bool {
	for i := n.First + 1; i+1 < n.Last; i++ {
		if t := d.Tokens[i].Lower; (t == "and" || t == "&") && strings.TrimSuffix(d.Tokens[i+1].Lower, ".") == "co" {
			return true
		}
	}
	return false
}

// memberBodies end names that begin with their members: "the National Mineworkers' Union".
var memberBodies = nameSet("union association federation society club council guild league alliance institute confederation congress")

// offices end names of two parts joined by "and".
var offices = nameSet("ministry commission committee administration department council board agency service association office executive organisation organization")

// oneName tells whether two names side by side are one.
func oneName(d *syntax.Document, a, b syntax.Name) bool {
	x, y := d.Tokens[a.Last-1].Lower, d.Tokens[b.First].Lower
	if x == "hong" && y == "kong" {
		return true
	}
	return a.Kind == syntax.OtherName && b.Kind == syntax.OtherName && a.Last-a.First == 1 && b.Last-b.First == 1 &&
		demonyms[x] == "" && demonyms[y] == "" && d.Tokens[b.First].Tag.IsProper() && d.Tokens[a.First].SpaceAfter || y == "democrats" && x == "liberal" || y == "democrat" && x == "liberal"
}

// corporate are the words that end the full names of companies.
var corporate = nameSet("inc corp corporation ltd plc llc co ag nv gmbh limited holdings bancorp group")

// firmEnds are words that end names of companies of two words, which go by the first.
var firmEnds = nameSet("labs technologies systems software motors airlines airways pharmaceuticals therapeutics networks robotics foods studios ventures semiconductor semiconductors electronics petroleum chemicals steel shipping cosmetics breweries logistics analytics biosciences aerospace telecom chem energy pharma mining mines metals resources capital insurance")

// corporateEnd is where the name of a company ends, with the form of the company and
// "and Co" before it.
func corporateEnd(d *syntax.Document, n syntax.Name) int32 {
	form := func(i int32) bool {
		return int(i) < len(d.Tokens) && d.Tokens[i].Sentence == d.Tokens[n.First].Sentence && corporate[strings.TrimSuffix(d.Tokens[i].Lower, ".")] && unicode.IsUpper(rune(d.Text[d.Tokens[i].Start]))
	}
	end := n.Last
	if int(end) < len(d.Tokens) && (d.Tokens[end].Lower == "and" || d.Tokens[end].Lower == "&") && form(end+1) {
		end++
	}
	for form(end) {
		end++
	}
	return end
}

// settleKinds gives all mentions of a name the kind that most of them have, names
// that begin the full name of a company that of the company, and full names whose last
// word follows "Mr" elsewhere that of a person.
func settleKinds(d *syntax.Document, ns []naming) {
	votes := map[string]*[syntax.OtherName + 1]int{}
	companies, bearers, bearing := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for i := range ns {
		n := &ns[i]
		key := strings.Join(n.parts, " ")
		if votes[key] == nil {
			votes[key] = new([syntax.OtherName + 1]int)
		}
		votes[key][n.kind]++
		last := n.parts[len(n.parts)-1]
		if n.kind == syntax.OrgName && firmEnds[last] && len(n.parts) == 2 {
			companies[n.parts[0]] = true // "Pintail Labs"
		}
		if n.kind == syntax.PersonName && len(n.parts) > 1 {
			bearing[last] = true
		}
		if corporate[last] && len(n.parts) > 1 {
			for k := 1; k <= len(n.parts); k++ {
				companies[strings.Join(n.parts[:k], " ")] = true
			}
		}
		if afterTitle(d, n.r.First) {
			bearers[last] = true
		}
	}
	for i := range ns {
		n := &ns[i]
		v := votes[strings.Join(n.parts, " ")]
		switch {
		case companies[strings.Join(n.parts, " ")] && (len(n.parts) > 1 || v[syntax.PlaceName] < total(v) && !bearing[n.parts[0]]), isSiteName(d, n.r):
			n.kind = syntax.OrgName
		case afterTitle(d, n.r.First):
			n.kind = syntax.PersonName
		case n.kind != syntax.PersonName && len(n.parts) > 1 && len(n.parts) < 5 && bearers[n.parts[len(n.parts)-1]] && !orgNouns[n.parts[len(n.parts)-1]]:
			n.kind = syntax.PersonName
		default:
			n.kind = mostVoted(v, n.kind)
		}
	}
}

func total(v *[syntax.OtherName + 1]int) int {
	n := 0
	for _, x := range v {
		n += x
	}
	return n
}

// mostVoted is the kind that more than half of the mentions have, else the mention's
// own.
func mostVoted(v *[syntax.OtherName + 1]int, own syntax.NameKind) syntax.NameKind {
	for k, n := range v {
		if 2*n > total(v) {
			return syntax.NameKind(k)
		}
	}
	return own
}

// isSiteName tells whether a name is the address of a site.
func isSiteName(d *syntax.Document, r Range) bool {
	if r.Last-r.First != 1 {
		return false
	}
	_, domain, ok := strings.Cut(d.Tokens[r.First].Lower, ".")
	return ok && len(domain) > 1 && len(domain) < 8 && !strings.ContainsAny(d.Tokens[r.First].Lower, "@/") && d.Tokens[r.First].Kind == syntax.Word && domains[domain[strings.LastIndexByte(domain, '.')+1:]]
}

var domains = nameSet("com net org co uk info tv gov edu news eu ru de fr")

// outletWords are parts of names of newspapers, stations and sites.
var outletWords = nameSet("times post news journal report herald tribune guardian mail gazette star telegraph magazine reuters cnn bbc nbc cbs abc npr fox press mirror express daily weekly review globe observer independent com net buzzfeed mashable politico dispatch online newspaper today wire radio television tv")

// isOutlet tells whether an organisation's name sounds like a newspaper, a station or a
// site.
func (x *entity) isOutlet() bool {
	if x.kind == syntax.PersonName {
		return false
	}
	for _, p := range x.parts {
		if outletWords[p] {
			return true
		}
	}
	return false
}

// styles stay with a name of one word: Lord Falconer, Pope Francis.
var styles = nameSet("lord lady pope baroness king queen prince princess")

// styled returns the name with the style that belongs to it.
func (x *entity) styled() string {
	name := strings.Join(strings.Fields(x.name), " ")
	if n := len(x.parts); x.style != "" && (n == 1 || n == 2 && strings.Trim(x.parts[1], "ivx") == "") {
		return x.style + " " + name
	}
	return name
}

// addCampaigns makes an organisation of the campaign of a person: "the Trump campaign",
// "Mr. Trump's presidential campaign", "the Trump camp".
func (es *entities) addCampaigns(d *syntax.Document) {
	es.campaigns = map[int]int{}
	for i := range d.Tokens {
		if w := d.Tokens[i].Lower; w != "campaign" && w != "camp" || !d.Tokens[i].Tag.IsNoun() {
			continue
		}
		last, who := es.campaigner(d, int32(i))
		if who < 0 {
			continue
		}
		id, known := es.campaigns[who]
		if named, ok := es.of[int32(i)]; ok {
			if !known && es.list[named].kind != syntax.PersonName {
				es.campaigns[who] = named
			}
			continue
		}
		first := last
		for first > 0 && es.of[first-1] == who && d.Tokens[first-1].Sentence == d.Tokens[i].Sentence {
			if _, ok := es.of[first-1]; !ok {
				break
			}
			first--
		}
		words := d.TokenText(first, last+1)
		if k := int32(i) - 1; k > last && d.Tokens[k].Tag != syntax.POS {
			words += " " + d.Form(k)
		}
		text := words + " campaign"
		parts := nameParts(text)
		if !known {
			id = len(es.list)
			es.campaigns[who] = id
			es.list = append(es.list, &entity{name: text, parts: parts, kind: syntax.OrgName, forms: map[string]int{}, roleKeys: map[uint64]bool{}, offices: map[uint64]bool{}})
		}
		x := es.list[id]
		x.at = append(x.at, Range{int32(i), int32(i) + 1})
		x.forms[text]++
		es.of[int32(i)] = id
		if longer(parts, x.parts) {
			x.name, x.parts = text, parts
		}
	}
}

// campaigner is the person before a campaign and the last token of the name, -1 if
// there is none.
func (es *entities) campaigner(d *syntax.Document, i int32) (last int32, who int) {
	k := i - 1
	if k >= 0 && (d.Tokens[k].Tag == syntax.JJ || d.Tokens[k].Lower == "presidential") {
		k--
	}
	if k >= 0 && d.Tokens[k].Tag == syntax.POS {
		k--
	}
	if k < 0 || d.Tokens[k].Sentence != d.Tokens[i].Sentence {
		return 0, -1
	}
	id, ok := es.of[k]
	if !ok || es.list[id].kind != syntax.PersonName {
		return 0, -1
	}
	return k, id
}

// addPolls makes an organisation of each poll that bears the names of those who made
// it: "the latest Reuters/Ipsos opinion poll".
func (es *entities) addPolls(d *syntax.Document) {
	for i := range d.Tokens {
		switch t := &d.Tokens[i]; {
		case t.Lower != "poll" && t.Lower != "survey", !t.Tag.IsNoun(), titleCase(d, d.Sentences[t.Sentence]):
			continue
		}
		last := int32(i)
		first := pollBegin(d, last)
		if first == last {
			continue
		}
		text := d.TokenText(first, last+1)
		parts := nameParts(text)
		id := -1
		for k, x := range es.list {
			if x.poll && (slices.Equal(x.parts, parts) || partOfOrg(x.parts, parts) || partOfOrg(parts, x.parts)) {
				id = k
			}
		}
		if named, ok := es.of[last]; ok && id < 0 {
			es.list[named].poll = true
			continue
		}
		if id < 0 {
			id = len(es.list)
			es.list = append(es.list, &entity{name: text, parts: parts, kind: syntax.OrgName, poll: true, forms: map[string]int{}, roleKeys: map[uint64]bool{}, offices: map[uint64]bool{}})
		}
		x := es.list[id]
		x.at = append(x.at, Range{last, last + 1})
		x.forms[text]++
		es.of[last] = id
		if longer(parts, x.parts) {
			x.name, x.parts = text, parts
		}
	}
}

// pollBegin is where the names before a poll begin; i where there are none.
func pollBegin(d *syntax.Document, i int32) int32 {
	first := i
	for k := i - 1; k >= 0 && d.Tokens[k].Sentence == d.Tokens[i].Sentence && i-k < 12; k-- {
		t := &d.Tokens[k]
		capital := unicode.IsUpper(rune(d.Text[t.Start]))
		switch {
		case capital && (t.Tag.IsProper() || t.Tag == syntax.JJ):
			first = k
		case t.Lower == "/" || t.Lower == "-" || t.Tag == syntax.NN || t.Tag == syntax.JJ || t.Tag == syntax.VBG:
		default:
			return first
		}
	}
	return first
}
