package attribution

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"quotetrack"
	"quotetrack/learn"
	"quotetrack/syntax"
)

// entity is somebody or something that the article names.
type entity struct {
	name     string // the fullest form, without titles
	style    string // what stays with a name of one word: "Lord"
	parts    []string
	kind     syntax.NameKind
	gender   syntax.Gender
	poll     bool            // a poll under the names of those who made it
	work     string          // what kind of work it is the title of: "report"
	role     string          // "Kremlin spokesman"
	roleKeys map[uint64]bool // lemmas of the words of all its roles
	offices  map[uint64]bool // those that head a role: "secretary" of "union secretary"
	at       []Range         // its mentions in text order
	forms    map[string]int  // how often each form of the name occurs
}

// entities clusters the names of a document: the full name and its parts,
// initials, variants in spelling, organisations and their acronyms. Two full
// names that differ in the first name stay two.
type entities struct {
	list []*entity
	of   map[int32]int // token -> entity, for every token of a name
	// campaigns are those of persons who run for an office
	campaigns map[int]int
}

// findEntities clusters the names of a document.
func findEntities(d *syntax.Document, g genders) *entities {
	es := &entities{of: map[int32]int{}}
	names := namings(d, g)
	// full names of persons first: what follows may be a part of them
	for pass := range 2 {
		for _, n := range names {
			full := n.kind == syntax.PersonName && len(n.parts) > 1
			if full != (pass == 0) {
				continue
			}
			id := es.match(d, n.r, n.parts, n.kind)
			if id < 0 {
				id = len(es.list)
				es.list = append(es.list, &entity{name: n.text, parts: n.parts, kind: n.kind, forms: map[string]int{}, roleKeys: map[uint64]bool{}, offices: map[uint64]bool{}})
			}
			es.add(d, id, n.r, n.text, n.parts, g)
		}
		for _, x := range es.list {
			x.chooseName() // before parts of names are set against a slip of the pen
		}
	}
	es.addMissed(d)
	es.joinKin(d)
	for _, x := range es.list {
		x.lessLoud()
		slices.SortFunc(x.at, func(a, b Range) int { return int(a.First - b.First) })
	}
	es.addCampaigns(d)
	es.addPolls(d)
	es.addWorks(d)
	return es
}

// personTitles are those that only persons bear, whatever the name finder says.
var personTitles = nameSet(foreignTitles + "mr mrs ms miss dr sir sen senator rep gov lord lady dame prof professor baroness " +
	"det insp sgt cpl lt capt maj col supt rev cllr")

// genders looks up the gender of a first name.
type genders interface {
	GenderOf(firstName string) syntax.Gender
}

// stripName drops titles before and possessives after a name.
func stripName(d *syntax.Document, r Range) Range {
	if onlyTitles(d, r) { // the finder stopped at "Mr": the name follows
		for int(r.Last) < len(d.Tokens) && (d.Tokens[r.Last].Tag == syntax.NNP || afterTitle(d, r.Last) && capitalised(d, r.Last)) && d.Tokens[r.Last-1].SpaceAfter && d.Tokens[r.Last].Sentence == d.Tokens[r.First].Sentence && r.Last-r.First < 4 {
			r.Last++
		}
		if onlyTitles(d, r) {
			return Range{r.First, r.First}
		}
	}
	for r.First < r.Last-1 && (titles[strings.TrimSuffix(d.Tokens[r.First].Lower, ".")] || d.Tokens[r.First].Kind == syntax.Quote) {
		if d.Tokens[r.First].Lower == "justice" && offices[d.Tokens[r.First+1].Lower] {
			break // "the Justice Department"
		}
		r.First++
	}
	r.First += malayTitle(d, r)
	for r.Last-r.First > 1 && (chiefExecutive(d, r.First) || placedBy(d.Tokens[r.First].Lower)) {
		r.First++
	}
	if w, dot := strings.CutSuffix(d.Tokens[r.First].Lower, "."); r.Last-r.First > 2 && dot && states[w] {
		r.First++ // "Calif. William Marsh Lee"
	}
	if t := &d.Tokens[r.First]; t.Tag == syntax.IN && r.Last-r.First > 1 && !unicode.IsUpper(rune(d.Text[t.Start])) {
		return Range{r.First, r.First} // "Commissioner of Police" without the office
	}
	for i := r.First + 1; i < r.Last; i++ {
		if strings.ContainsAny(d.Tokens[i].Lower, "@[]()") {
			r.Last = i
		}
	}
	for r.First < r.Last && (d.Tokens[r.Last-1].Tag == syntax.POS || d.Tokens[r.Last-1].Kind == syntax.Punct || d.Tokens[r.Last-1].Kind == syntax.Quote || d.Tokens[r.Last-1].Lower == "'s") {
		r.Last--
	}
	for r.Last-r.First > 2 && postNominals[d.Form(r.Last-1)] {
		r.Last-- // "Rupert Hale KC"
	}
	if r.Last-r.First > 8 {
		r.Last = r.First + 8
	}
	return r
}

// malayTitle is how many words at the begin of a name are a title of two words, or the second
// of one: "Tan Sri", "Datuk Seri".
func malayTitle(d *syntax.Document, r Range) int32 {
	word := func(i int32) string {
		if i < 0 || i >= r.Last {
			return ""
		}
		return d.Tokens[i].Lower
	}
	second := func(w string) bool { return w == "sri" || w == "seri" }
	switch {
	case word(r.First) == "tan" && second(word(r.First+1)) && r.Last-r.First > 2:
		return 2
	case second(word(r.First)) && strings.HasPrefix(word(r.First-1), "dat") && r.Last-r.First > 1:
		return 1
	}
	return 0
}

// placedBy tells whether a word says where or whose a company is: "London-listed Carrow".
func placedBy(lower string) bool {
	for _, end := range []string{"-listed", "-based", "-owned", "-backed", "-headquartered", "-controlled", "-run"} {
		if strings.HasSuffix(lower, end) {
			return true
		}
	}
	return false
}

// chiefExecutive tells whether token i belongs to the title "Chief Executive Officer" and is not
// its first word.
func chiefExecutive(d *syntax.Document, i int32) bool {
	switch d.Tokens[i].Lower {
	case "executive":
		return i > 0 && d.Tokens[i-1].Lower == "chief"
	case "officer":
		return i > 1 && d.Tokens[i-1].Lower == "executive" && d.Tokens[i-2].Lower == "chief"
	}
	return false
}

// postNominals are letters after a name that are no part of it.
var postNominals = map[string]bool{"KC": true, "QC": true, "MP": true, "MSP": true, "MEP": true, "MBE": true, "OBE": true, "CBE": true, "KBE": true, "DBE": true, "MD": true, "PhD": true, "TD": true, "RN": true, "SC": true, "SAN": true, "JP": true, "MLA": true, "MPP": true, "MLC": true, "AO": true}

// states are abbreviations that may stand before a name without being part of it.
var states = nameSet("ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn mo mont neb nev okla ore pa tenn tex va vt wash wis wyo")

// onlyTitles tells whether a name is but "Mr" or "the President".
func onlyTitles(d *syntax.Document, r Range) bool {
	for i := r.First; i < r.Last; i++ {
		if !titles[strings.TrimSuffix(d.Tokens[i].Lower, ".")] {
			return false
		}
	}
	return true
}

// chooseName takes, of the forms that say as much as the fullest, the one that
// occurs most: a slip of the pen gives way to what the name is elsewhere.
func (x *entity) chooseName() {
	best := x.forms[x.name]
	for _, form := range slices.Sorted(maps.Keys(x.forms)) {
		if n := x.forms[form]; n > best {
			if parts := nameParts(form); len(parts) == len(x.parts) && parts[0] == x.parts[0] {
				best, x.name, x.parts = n, form, parts
			}
		}
	}
}

// lessLoud takes a name in capitals as it stands elsewhere in small letters: ATHENS, of a
// dateline, is Athens.
func (x *entity) lessLoud() {
	loud := func(s string) bool { return strings.ToUpper(s) == s }
	if len(x.name) < 4 || !loud(x.name) {
		return
	}
	best := 0
	for _, form := range slices.Sorted(maps.Keys(x.forms)) {
		if n := x.forms[form]; n > best && !loud(form) && NameKey(form) == NameKey(x.name) {
			best, x.name = n, form
		}
	}
	if words := strings.Fields(x.name); best == 0 && x.kind == syntax.PersonName && len(words) > 1 {
		for i, w := range words {
			_, n := utf8.DecodeRuneInString(w)
			words[i] = w[:n] + strings.ToLower(w[n:]) // MARGARET LEE, of a script
		}
		x.name = strings.Join(words, " ")
	}
}

// longer tells whether a form of a name says more than another; initials of
// unions count as the words that they stand for.
func longer(a, b []string) bool {
	x, y := unabbreviated(a), unabbreviated(b)
	return len(x) > len(y) || len(x) == len(y) && !slices.Equal(y, b) && slices.Equal(x, a)
}

// add records a mention and what it tells about the entity.
func (es *entities) add(d *syntax.Document, id int, r Range, text string, parts []string, g genders) {
	x := es.list[id]
	x.at = append(x.at, r)
	x.forms[text]++
	for i := r.First; i < r.Last; i++ {
		es.of[i] = id
	}
	if longer(parts, x.parts) && !(x.kind != syntax.PersonName && len(parts) > 7) {
		x.name, x.parts = text, parts
	}
	if x.kind == syntax.PersonName {
		if r.First > 0 && styles[d.Tokens[r.First-1].Lower] && unicode.IsUpper(rune(d.Text[d.Tokens[r.First-1].Start])) {
			x.style = d.Form(r.First - 1)
		}
		t := titleGender(d, r.First)
		if t != syntax.UnknownGender && afterTitle(d, r.First) {
			x.gender = t
		}
		if x.gender == syntax.UnknownGender && len(x.parts) > 1 {
			x.gender = firstNameGender(g, x.parts[0])
		}
		if x.gender == syntax.UnknownGender || x.gender == syntax.Both && t != syntax.UnknownGender {
			x.gender = t // "spokesman Christy Feig" may be a woman
		}
	}
	for _, role := range rolesOf(d, r) {
		x.bear(d, role, officeOf(d, role))
		if s := d.TokenText(role.First, role.Last); len(s) > len(x.role) && len(s) < 60 {
			x.role = strings.TrimSuffix(s, "'s")
		}
	}
}

// bear gives a person the office that heads a description of him.
func (x *entity) bear(d *syntax.Document, role Range, office int32) {
	for i := role.First; i < role.Last; i++ {
		if t := &d.Tokens[i]; t.Kind == syntax.Word && t.Tag != syntax.DT && t.Tag != syntax.IN && t.Tag != syntax.POS {
			x.roleKeys[roleKey(t.Lemma)] = true
		}
	}
	x.offices[roleKey(d.Tokens[office].Lemma)] = true
	for i := role.First; i+1 < role.Last; i++ {
		if short := initials[d.Tokens[i].Lower+" "+d.Tokens[i+1].Lower]; short != "" {
			x.roleKeys[roleKey(short)], x.offices[roleKey(short)] = true, true
		}
	}
}

// initials are offices of two words and what headlines make of them.
var initials = map[string]string{"prime minister": "pm", "managing director": "md", "chief executive": "ceo", "director general": "dg", "vice president": "vp"}

// firstNameGender looks a first name up; of those that the lists give to both,
// it knows which the news gives to one.
func firstNameGender(g genders, first string) syntax.Gender {
	sex := g.GenderOf(first)
	if sex != syntax.Both {
		return sex
	}
	switch {
	case mostlyMale[first]:
		return syntax.Male
	case mostlyFemale[first]:
		return syntax.Female
	}
	return sex
}

var (
	mostlyMale   = nameSet("bill bob george john james robert michael david tom tim jim joe ben bernie mike steve paul mark peter andrew tony jack larry harry fred frank charlie donald richard william thomas daniel matthew anthony kevin brian edward ronald jeff gary ryan eric stephen scott greg joshua patrick dennis walter henry carl arthur roger keith jeremy lawrence gerald albert willie ralph roy louis phil ray bruce barry karl gordon")
	mostlyFemale = nameSet("hillary claire mary anna jane laura nancy susan linda karen lisa ann anne carol helen alice kate michelle patricia jennifer elizabeth barbara margaret sarah kimberly emily donna amanda melissa deborah stephanie rebecca sharon cynthia kathleen amy angela shirley brenda emma pamela nicole ruth christine carolyn janet maria catherine heather diane julie joyce victoria theresa")
)

func nameSet(list string) map[string]bool {
	out := map[string]bool{}
	for _, n := range strings.Fields(list) {
		out[n] = true
	}
	return out
}

// rolesOf finds the descriptions beside a name: the words right before it in
// its phrase, or the apposition after it.
func rolesOf(d *syntax.Document, r Range) []Range {
	var out []Range
	i := r.First
	for i > 0 && (d.Tokens[i-1].SpaceAfter || d.Tokens[i].Tag == syntax.POS) && d.Tokens[i-1].Sentence == d.Tokens[r.First].Sentence {
		t := &d.Tokens[i-1]
		if !(t.Tag.IsNoun() || t.Tag == syntax.JJ || t.Tag == syntax.POS || t.Tag == syntax.VBG && i-1 > 0) || r.First-i > 6 || t.Name == syntax.PersonName && !titles[strings.TrimSuffix(t.Lower, ".")] {
			break
		}
		i--
	}
	end := r.First
	for end > i && honorifics[strings.TrimSuffix(d.Tokens[end-1].Lower, ".")] {
		end--
	}
	if i < end && !timeNouns[d.Tokens[end-1].Lower] && d.Tokens[end-1].Tag != syntax.VBG && !DateWord(d.Tokens[end-1].Lower) {
		out = append(out, Range{i, end}) // not "last week Ms"
	}
	n := int32(len(d.Tokens))
	if r.Last+2 < n && d.Tokens[r.Last].Lower == "," && d.Tokens[r.Last+1].Sentence == d.Tokens[r.First].Sentence {
		j := r.Last + 1
		t := d.Tokens[j].Tag
		if t == syntax.DT || t == syntax.NN || t == syntax.JJ || t == syntax.PRPS || t == syntax.NNP {
			k := j
			for k < n && k-j < 12 && d.Tokens[k].Kind == syntax.Word && !d.Tokens[k].Tag.IsVerb() && d.Tokens[k].Tag != syntax.MD && d.Tokens[k].Tag != syntax.WP {
				k++
			}
			if k < n && k > j && (d.Tokens[k].Lower == "," || d.Tokens[k].Tag == syntax.WP) {
				if hasCommonNoun(d, j, k) {
					out = append(out, Range{j, k})
				}
			}
		}
	}
	return out
}

// honorifics are titles that say nothing of an office.
var honorifics = nameSet("mr mrs ms miss dr sir " + foreignTitles)

// foreignTitles are those of the press of Malaysia, India, Nigeria and the continent.
const foreignTitles = "datuk dato datin haji hajjah hajah shri shrimati smt engr alhaji alhaja otunba hon tunku tengku ustaz mme mlle madame monsieur herr frau señor señora senhor "

// officeOf is the head of a role: its last noun before a preposition.
func officeOf(d *syntax.Document, role Range) int32 {
	last := role.First
	for i := role.First; i < role.Last; i++ {
		if d.Tokens[i].Tag == syntax.IN {
			break
		}
		if d.Tokens[i].Tag.IsNoun() {
			last = i
		}
	}
	return last
}

func hasCommonNoun(d *syntax.Document, i, j int32) bool {
	for ; i < j; i++ {
		if d.Tokens[i].Tag == syntax.NN || d.Tokens[i].Tag == syntax.NNS {
			return true
		}
	}
	return false
}

// roleKey folds words that describe one office or nation to one key.
func roleKey(lemma string) uint64 {
	l := strings.ToLower(lemma)
	if c, ok := demonyms[l]; ok {
		l = c
	}
	switch l {
	case "spokesman", "spokeswoman", "spokesperson":
		l = "spokesman"
	case "chairman", "chairwoman", "chair", "chairperson":
		l = "chairman"
	case "frenchman":
		l = "france"
	case "candidate", "nominee":
		l = "nominee"
	case "leader", "head", "chief":
		l = "leader"
	case "judge", "justice", "magistrate":
		l = "judge"
	case "p.m.":
		l = "pm"
	case "boss", "gaffer":
		l = "manager"
	}
	return learn.HashString(l)
}

// speakerKind says what kind of speaker an entity is.
func (x *entity) speakerKind() quotetrack.SpeakerKind {
	if x.kind == syntax.PersonName {
		return quotetrack.Person
	}
	return quotetrack.Org
}
