package attribution

import (
	"strings"

	"quotetrack"
	"quotetrack/learn"
	"quotetrack/syntax"
)

// candidates lists the entities that a source may mean, nearest first, at
// most maxCandidates.
const maxCandidates = 14

type candidate struct {
	entity int // an entity; -1: the source's own words; firstReferent-k: r.refs[k]
	last   Range
	count  int
	rank   int // among those of its kind and agreement, by nearness
	after  bool
}

func (r *resolver) candidates(s *sourceInfo, at int32) []candidate {
	var out []candidate
	plain := s.form == formPronoun && s.head >= 0 && r.d.Tokens[s.head].Depth == 0
	elsewhere := plain && s.gender != syntax.UnknownGender && r.othersOutside(s, at)
	owner, called := -1, syntax.UnknownGender
	if s.form == formNominal {
		owner = r.owner(s) // "his manager" is somebody else
		called = nounGender(r.d.Tokens[s.head].Lemma)
	}
	for id, x := range r.es.list {
		if id == owner || x.kind == syntax.PersonName && !agrees(called, x.gender) {
			continue
		}
		if s.form == formPronoun && s.gender != syntax.UnknownGender && x.kind != syntax.PersonName {
			continue
		}
		if s.form == formPronoun && s.gender != syntax.UnknownGender && x.gender != syntax.UnknownGender && x.gender != syntax.Both && x.gender != s.gender {
			continue
		}
		if id == r.not && s.form == formPronoun && s.gender != syntax.UnknownGender {
			continue
		}
		if s.form == formNominal && x.kind == syntax.PlaceName && !placeNouns[r.d.Tokens[s.head].Lemma] {
			continue
		}
		if x.kind == syntax.OtherName || x.kind == syntax.PersonName && r.noPerson(s) || x.kind != syntax.PersonName && r.onePerson(s) {
			continue
		}
		if r.inside(s, x) || r.foreign(s, x) || r.otherBody(s, x) || r.obtained(s, x) {
			continue
		}
		c := candidate{entity: id}
		outside := plain && r.namedOutside(x, at)
		if elsewhere && !outside {
			continue
		}
		for _, m := range x.at {
			if outside && r.d.Tokens[m.First].Depth > 0 {
				continue
			}
			if m.First >= at {
				if c.count == 0 {
					if gap := m.First - at; gap < 80 || gap < 300 && s.form == formNominal && r.holdsOffice(s, x) {
						c.last, c.after, c.count = m, true, 1
					}
				}
				break
			}
			c.last = m
			c.count++
		}
		if c.count > 0 {
			out = append(out, c)
		}
	}
	near := func(c candidate) int32 {
		if c.after {
			return c.last.First - at + 60
		}
		return at - c.last.First
	}
	for i := 1; i < len(out); i++ {
		for k := i; k > 0 && near(out[k]) < near(out[k-1]); k-- {
			out[k], out[k-1] = out[k-1], out[k]
		}
	}
	if len(out) > maxCandidates {
		out = out[:maxCandidates]
	}
	persons, others := 0, 0
	for i := range out {
		x := r.es.list[out[i].entity]
		switch {
		case x.kind != syntax.PersonName:
			out[i].rank = others
			others++
		default:
			out[i].rank = persons
			if agrees(s.gender, x.gender) {
				persons++
			}
		}
	}
	if s.form != formPronoun { // "it" is nobody's name
		out = append(out, candidate{entity: -1})
	}
	if out = r.appendReferents(out, s); len(out) == 0 {
		out = append(out, candidate{entity: -1})
	}
	return out
}

// namedOutside tells whether an entity is named before token i outside of quotations.
func (r *resolver) namedOutside(x *entity, i int32) bool {
	for _, m := range x.at {
		if m.First < i && r.d.Tokens[m.First].Depth == 0 {
			return true
		}
	}
	return false
}

// othersOutside tells whether a person that agrees with a pronoun is named before token i
// outside of quotations.
func (r *resolver) othersOutside(s *sourceInfo, i int32) bool {
	for _, x := range r.es.list {
		if x.kind == syntax.PersonName && agrees(s.gender, x.gender) && r.namedOutside(x, i) {
			return true
		}
	}
	return false
}

// firstReferent is the candidate that stands for the first referent.
const firstReferent = -2

// appendReferents adds the speakers without a name who spoke lately and whom a
// pronoun, a definite phrase or an omitted source may mean.
func (r *resolver) appendReferents(out []candidate, s *sourceInfo) []candidate {
	if s.form == formNominal && !r.definite(s) {
		return out
	}
	n := 0
	for k := len(r.refs) - 1; k >= 0 && n < 4; k-- {
		ref := &r.refs[k]
		if s.head >= 0 && ref.first > s.head {
			continue // what is said inside of quotations comes after all else
		}
		if s.form == formPronoun && !agrees(s.gender, nounGender(ref.lemma)) {
			continue // "he" is nobody's girlfriend
		}
		if s.form == formNominal && !agrees(nounGender(r.d.Tokens[s.head].Lemma), nounGender(ref.lemma)) {
			continue // "the man" is no midwife
		}
		if r.onePerson(s) && !ref.plural && !oneOfPeople(ref.lemma) {
			continue // "the retired plumber" is no "side"
		}
		if head := s.head; s.form == formNominal && ref.lemma != r.d.Tokens[head].Lemma && orgNouns[ref.lemma] && orgNouns[r.d.Tokens[head].Lemma] {
			continue // a company is no ministry
		}
		if s.form == formNominal && ref.lemma != r.d.Tokens[s.head].Lemma && (len(r.spoke)-ref.quote > 3 || r.noPerson(s) && ref.speaker.Kind == quotetrack.Unnamed) {
			continue
		}
		out = append(out, candidate{entity: firstReferent - k})
		n++
	}
	return out
}

// Nouns that tell whether somebody is a woman or a man.
var (
	womanly = nameSet("woman girl mother wife daughter sister aunt niece grandmother stepmother widow girlfriend fiancee actress waitress landlady headmistress heiress nun midwife comedienne queen princess duchess lady")
	manly   = nameSet("man businessman policeman fireman fisherman boy father husband son brother uncle nephew grandfather stepfather widower boyfriend fiance monk king prince duke gentleman")
)

// nounGender is whether a noun means a woman or a man, where it tells.
func nounGender(lemma string) syntax.Gender {
	switch {
	case womanly[lemma], strings.HasSuffix(lemma, "woman"):
		return syntax.Female
	case manly[lemma]:
		return syntax.Male
	}
	return syntax.UnknownGender
}

// definite tells whether a nominal points back: "the aide", "his lawyer".
func (r *resolver) definite(s *sourceInfo) bool {
	t := &r.d.Tokens[s.r.First]
	switch t.Lower {
	case "the", "this", "that", "these", "those":
		return true
	}
	return s.r.Last-s.r.First == 1
}

// placeNouns are what a place may be called again.
var placeNouns = map[string]bool{"country": true, "state": true, "nation": true, "city": true, "town": true, "government": true, "kingdom": true, "republic": true, "county": true, "province": true, "administration": true, "side": true, "island": true, "power": true, "regime": true}

// holdsOffice tells whether the article says of x that he holds the office that
// heads a nominal.
func (r *resolver) holdsOffice(s *sourceInfo, x *entity) bool {
	return x.holds(r.d.Tokens[s.head].Lemma)
}

// holds tells whether the article gives x an office, or one that it is a kind of: a
// representative is a lawmaker.
func (x *entity) holds(office string) bool {
	if x.offices[roleKey(office)] {
		return true
	}
	if office == "lawmaker" || office == "legislator" {
		for key := range x.offices {
			if legislators[key] {
				return true
			}
		}
	}
	return false
}

// legislators are the offices that a lawmaker may hold, as keys of roles.
var legislators = func() map[uint64]bool {
	out := map[uint64]bool{}
	for w := range nameSet("rep rep. representative sen sen. senator congressman congresswoman mp deputy") {
		out[roleKey(w)] = true
	}
	return out
}()

// noPerson tells whether a nominal cannot mean one person.
func (r *resolver) noPerson(s *sourceInfo) bool {
	if s.form != formNominal {
		return false
	}
	l := r.d.Tokens[s.head].Lemma
	return s.plural || orgNouns[l] || groupNouns[l] || things[l]
}

// things are works and papers, which no person is called.
var things = nameSet("documentary film movie programme program broadcast book footage clip recording photo photograph image poster caption headline banner slogan memo transcript")

// onePerson tells whether a nominal can only mean one person.
func (r *resolver) onePerson(s *sourceInfo) bool {
	if s.form != formNominal || s.plural {
		return false
	}
	l := r.d.Tokens[s.head].Lemma
	return officeNouns[l] || officeNouns[r.d.Tokens[s.head].Lower] || personNouns[l] || r.compatriot(s.r, s.head)
}

// inside tells whether a nominal says whose a person is, and so means another one than x: "a
// former aide to Sen. Dale Hutchins", "Munoz's lawyer".
func (r *resolver) inside(s *sourceInfo, x *entity) bool {
	if s.form != formNominal || s.head < 0 || x.kind != syntax.PersonName {
		return false
	}
	if r.ofSomebody(s) && !r.holdsOffice(s, x) {
		return true // "the lawyer for a man"
	}
	if !r.onePerson(s) {
		return false
	}
	for _, m := range x.at {
		if m.First < s.r.First || m.Last > s.r.Last {
			continue
		}
		if m.First < s.head {
			return m.Last == s.head || m.Last < s.head && (r.d.Tokens[m.Last].Tag == syntax.POS || r.d.Tokens[m.Last].Tag.IsNoun() && m.Last+1 == s.head) // "Trump lawyer"
		}
		for k := s.head + 1; k < m.First; k++ {
			if represented[r.d.Tokens[k].Lower] {
				return true // "a lawyer representing Mr Doherty and Mr Wass"
			}
		}
		k := m.First - 1
		for k > s.head && titles[strings.TrimSuffix(r.d.Tokens[k].Lower, ".")] {
			k--
		}
		return r.d.Tokens[k].Lower == "to" || r.d.Tokens[k].Lower == "for"
	}
	return false
}

// represented are words between who speaks and for whom.
var represented = nameSet("representing defending advising prosecuting")

// foreign tells whether a nominal with a possessor cannot mean x: of "Iraq's deputy oil minister"
// nothing is said of Kuwait's governor, and "Ortega's ministry" is no bank.
func (r *resolver) foreign(s *sourceInfo, x *entity) bool {
	if s.form != formNominal || s.head < 0 {
		return false
	}
	pos := s.r.First + 1
	for pos < s.head && r.d.Tokens[pos].Tag != syntax.POS {
		if r.d.Tokens[pos].Tag == syntax.IN {
			return false
		}
		pos++
	}
	if pos >= s.head {
		return false
	}
	owner, named := r.es.of[pos-1]
	if !named || r.es.list[owner] == x {
		return false
	}
	if x.kind != syntax.PersonName {
		return r.es.list[owner].kind == syntax.PersonName && orgNouns[r.d.Tokens[s.head].Lemma] && r.d.Tokens[s.head].Lemma != "campaign" && r.nameOverlap(s, x) == 0
	}
	head := r.d.Tokens[s.head].Lemma
	if x.holds(head) {
		return false
	}
	if officeNouns[head] {
		return !x.roleKeys[roleKey(r.d.Tokens[pos-1].Lower)]
	}
	return !personNouns[head] && r.es.list[owner].kind == syntax.PlaceName // "Greece's coastguard" is no minister
}

var personNouns = nameSet(occupations + "person man woman boy girl businessman businesswoman mogul tycoon billionaire veteran mother father wife husband son daughter brother sister ally peer loyalist confidant backer insider aide adviser advisor author writer columnist reporter journalist host anchor actor actress singer activist resident farmer student teacher priest pontiff pope strategist pollster historian scientist researcher friend colleague rival successor predecessor founder owner editor critic lawyer physician player captain soldier witness eyewitness driver victim")

// occupations are what people are called by who are no officials.
const occupations = "plumber electrician builder carpenter mechanic engineer architect accountant banker trader nurse midwife surgeon paramedic dentist vet pharmacist psychologist psychiatrist therapist geologist biologist chemist physicist astronomer economist sociologist anthropologist archaeologist meteorologist seismologist virologist epidemiologist statistician mathematician philosopher novelist poet playwright composer musician guitarist drummer pianist conductor painter sculptor designer photographer comedian presenter broadcaster columnist correspondent critic choreographer dancer filmmaker screenwriter chef baker butcher waiter waitress barista hairdresser farmer fisherman shepherd gardener miner sailor trawlerman trucker cabbie cyclist motorist pedestrian commuter passenger tourist hiker climber pensioner shopkeeper landlord landlady tenant householder homeowner neighbour neighbor villager islander townsman parishioner vicar rabbi imam monk nun pastor bishop archbishop cardinal chaplain solicitor barrister attorney paralegal juror detective policeman policewoman firefighter fireman lifeguard campaigner organiser organizer lobbyist whistleblower defector dissident exile refugee migrant survivor hostage widow widower orphan grandmother grandfather uncle aunt cousin nephew niece stepfather stepmother fiancee fiance girlfriend boyfriend teenager pupil graduate lecturer tutor headmaster headmistress librarian curator pundit commentator blogger vlogger youtuber influencer gamer programmer developer hacker entrepreneur investor shareholder financier philanthropist heiress golfer footballer cricketer batsman bowler jockey boxer wrestler sprinter swimmer gymnast goalkeeper striker midfielder defender winger quarterback pitcher umpire referee "

func agrees(a, b syntax.Gender) bool {
	return a == syntax.UnknownGender || b == syntax.UnknownGender || b == syntax.Both || a == b
}

func small(n, most int) uint64 { return uint64(min(n, most)) }

// feats describes one candidate for a source at quote q.
func (r *resolver) feats(f []uint32, s *sourceInfo, c candidate, q *found, prevSame bool) []uint32 {
	prev := r.last()
	form := uint64(s.form) | learn.Bit(s.plural)<<4 | uint64(s.gender)<<5
	word := uint64(0)
	tagv := uint64(0)
	if s.head >= 0 {
		word, tagv = r.d.Tokens[s.head].Hash(), uint64(r.d.Tokens[s.head].Tag)
	}
	def := uint64(0)
	if s.r.First < s.r.Last {
		def = r.d.Tokens[s.r.First].Hash()
	}
	if c.entity == -1 {
		return append(f, learn.Mix2(601, form, 0), learn.Mix2(602, word, 0), learn.Mix2(603, form, tagv), learn.Mix2(604, def, form), learn.Mix3(605, form, learn.Bit(prev >= 0), learn.Bit(prevSame)),
			learn.Mix2(606, form, small(int(s.r.Last-s.r.First), 6)), learn.Mix3(607, word, def, 0), learn.Mix2(608, form, learn.Bit(r.roleOverlapAny(s))))
	}
	if c.entity <= firstReferent {
		return r.referentFeats(f, s, c, form, word, prevSame)
	}
	x := r.es.list[c.entity]
	st := r.d.Tokens[q.cue.first].Sentence
	ms := r.d.Tokens[c.last.First].Sentence
	sentDist := small(int(abs32(st-ms)), 6) | learn.Bit(c.after)<<4
	par := learn.Bit(r.d.Sentences[st].Paragraph == r.d.Sentences[ms].Paragraph)
	parDist := small(int(abs32(r.d.Sentences[st].Paragraph-r.d.Sentences[ms].Paragraph)), 4)
	mr := r.mentionHead(c.last)
	rel := uint64(r.d.Tokens[mr].Rel)
	agree := uint64(3)
	if s.gender != syntax.UnknownGender {
		switch {
		case x.gender == s.gender:
			agree = 1
		case x.gender == syntax.UnknownGender || x.gender == syntax.Both:
			agree = 2
		default:
			agree = 0
		}
	}
	kind := uint64(x.kind)
	same := uint64(0)
	if c.entity == prev {
		same = 1 | learn.Bit(prevSame)<<1
	}
	inContent := learn.Bit(within(c.last, q.content))
	freq := small(c.count, 5)
	base := form ^ kind<<8
	named := r.nameOverlap(s, x)
	spoke, since := r.history(c.entity)
	over, full := r.roleOverlap(s, x)
	outlet := learn.Bit(x.isOutlet())
	if s.form == formNominal && x.kind == syntax.PersonName { // "A judge ruled", and only then who
		early := small(int(r.d.Tokens[s.r.First].Sentence)/2, 4)
		office := learn.Bit(r.holdsOffice(s, x)) | learn.Bit(c.after)<<1 | learn.Bit(len(x.parts) > 1)<<2
		f = append(f, learn.Mix3(651, office, early, def), learn.Mix3(652, office, early, learn.Bit(s.r.Last-s.r.First == 1)), learn.Mix2(653, office, full))
	}
	f = append(f, learn.Mix3(649, word, kind, outlet), learn.Mix4(650, base, outlet, named, sentDist))
	f = append(f, learn.Mix2(642, base, named), learn.Mix3(643, word, kind, named), learn.Mix3(644, base, named, sentDist), learn.Mix3(645, base, spoke, since),
		learn.Mix4(646, base, agree, since, sentDist), learn.Mix3(647, base, learn.Bit(r.firstOfKind(c.entity)), freq), learn.Mix3(648, word, kind, small(c.rank, 2)))
	return append(f,
		learn.Mix2(620, base, agree), learn.Mix3(621, base, sentDist, rel), learn.Mix3(622, base, agree, small(c.rank, 4)), learn.Mix2(623, base, same), learn.Mix3(624, base, same, sentDist),
		learn.Mix2(625, base, freq), learn.Mix3(626, base, par, rel), learn.Mix3(627, base, parDist, same), learn.Mix2(628, base, inContent), learn.Mix3(629, base, over, full), learn.Mix3(630, word, kind, over),
		learn.Mix3(631, base, over, sentDist), learn.Mix4(632, base, agree, sentDist, same), learn.Mix3(633, base, learn.Bit(len(x.parts) > 1), freq), learn.Mix3(634, base, small(c.rank, 4), same),
		learn.Mix3(635, def, kind, over), learn.Mix3(636, base, learn.Bit(r.d.Tokens[c.last.First].Depth > 0), inContent), learn.Mix4(637, base, learn.Bit(c.last.First == r.d.Sentences[ms].First), sentDist, rel),
		learn.Mix3(638, base, learn.Bit(c.after), over), learn.Mix4(639, form, learn.Bit(x.speakerKind() == quotetrack.Person), small(c.rank, 3), over), learn.Mix3(640, base, learn.Bit(r.headOfRelative(s, c.last)), 0),
		learn.Mix2(641, base, learn.Bit(len(x.at) == r.mostMentions())),
	)
}

func (r *resolver) mostMentions() int {
	n := 0
	for _, x := range r.es.list {
		if x.kind == syntax.PersonName {
			n = max(n, len(x.at))
		}
	}
	return n
}

// headOfRelative tells whether a relative pronoun follows the mention at once.
func (r *resolver) headOfRelative(s *sourceInfo, m Range) bool {
	if s.head < 0 {
		return false
	}
	switch r.d.Tokens[s.head].Lower {
	case "who", "which", "that":
	default:
		return false
	}
	clause := r.d.Tokens[s.head].Head
	if clause >= 0 && r.d.Tokens[clause].Rel == syntax.ACLRelcl {
		h := r.d.Tokens[clause].Head
		return h >= m.First && h < m.Last
	}
	return s.head-m.Last >= 0 && s.head-m.Last <= 1
}

func within(m Range, content []Range) bool {
	for _, c := range content {
		if m.First >= c.First && m.First < c.Last {
			return true
		}
	}
	return false
}

func abs32(x int32) int32 {
	if x < 0 {
		return -x
	}
	return x
}

// mentionHead is the token of a mention whose head lies outside of it.
func (r *resolver) mentionHead(m Range) int32 {
	for i := m.First; i < m.Last; i++ {
		if h := r.d.Tokens[i].Head; h < m.First || h >= m.Last {
			return i
		}
	}
	return m.First
}

// roleOverlap counts the words of a nominal that describe the entity
// elsewhere, and tells whether all of them do.
func (r *resolver) roleOverlap(s *sourceInfo, x *entity) (n, full uint64) {
	if s.form != formNominal {
		return 0, 0
	}
	words, hits, head := 0, 0, false
	for i := s.r.First; i < s.r.Last; i++ {
		t := &r.d.Tokens[i]
		if !(t.Tag.IsNoun() || t.Tag == syntax.JJ) {
			continue
		}
		words++
		if x.roleKeys[roleKey(t.Lemma)] {
			hits++
			head = head || i == s.head
		}
	}
	return small(hits, 3) | learn.Bit(head)<<2, learn.Bit(words > 0 && hits == words)
}

func (r *resolver) roleOverlapAny(s *sourceInfo) bool {
	for _, x := range r.es.list {
		if n, _ := r.roleOverlap(s, x); n&4 != 0 && x.kind == syntax.PersonName {
			return true
		}
	}
	return false
}

// history tells how often a candidate has spoken, and how many quotes ago it
// did so last (0: never).
func (r *resolver) history(entity int) (spoke, since uint64) {
	for k := len(r.spoke) - 1; k >= 0; k-- {
		if r.spoke[k] != entity {
			continue
		}
		spoke++
		if since == 0 {
			since = small(len(r.spoke)-k, 5)
		}
		if spoke == 4 {
			break
		}
	}
	return spoke, since
}

// nameOverlap tells whether words of a nominal are part of an entity's name
// ("the fund", "the International Monetary Fund"): 1 one of them, 2 its head.
func (r *resolver) nameOverlap(s *sourceInfo, x *entity) uint64 {
	if s.form != formNominal {
		return 0
	}
	out := uint64(0)
	for i := s.r.First; i < s.r.Last; i++ {
		t := &r.d.Tokens[i]
		if t.Kind != syntax.Word || !t.Tag.IsNoun() && t.Tag != syntax.JJ {
			continue
		}
		for _, p := range x.parts {
			if p == t.Lemma || p == t.Lower {
				if i == s.head {
					return 2
				}
				out = 1
			}
		}
	}
	return out
}

// firstOfKind tells whether no entity of its kind is named before.
func (r *resolver) firstOfKind(id int) bool {
	x := r.es.list[id]
	for _, y := range r.es.list {
		if y.kind == x.kind && y.at[0].First < x.at[0].First {
			return false
		}
	}
	return true
}

// referentFeats describes a speaker without a name as a candidate.
func (r *resolver) referentFeats(f []uint32, s *sourceInfo, c candidate, form, word uint64, adjacent bool) []uint32 {
	ref := &r.refs[firstReferent-c.entity]
	_, since := r.history(c.entity)
	same := uint64(0)
	if s.head >= 0 && s.form == formNominal && r.d.Tokens[s.head].Lemma == ref.lemma {
		same = 1
	}
	head, kind := learn.HashString(ref.lemma), uint64(len(ref.speaker.Kind))
	plural := learn.Bit(ref.plural)<<1 | learn.Bit(s.plural)
	return append(f, learn.Mix3(660, form, plural, since), learn.Mix3(661, form, kind, plural), learn.Mix2(662, form, same), learn.Mix3(663, form, same, since), learn.Mix2(664, word, same),
		learn.Mix3(665, form, learn.Bit(adjacent), since), learn.Mix3(666, form, kind, since), learn.Mix2(667, word, head), learn.Mix2(668, form, head))
}
