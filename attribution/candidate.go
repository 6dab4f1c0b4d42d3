package attribution

import (
	"strings"

	"quotetrack"
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
var things = nameSet("documentary film movie programme program broadcast book footage clip recording photo photograph image poster caption headline banner slogan memo note transcript")

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
				return true // "a lawyer representing Mr Doherty and Mr Ward"
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

var personNouns = nameSet(occupations + "person man woman boy girl businessman businesswoman mogul tycoon billionaire veteran mother father wife husband son daughter brother sister assistant teammate star ally peer loyalist confidant backer insider aide adviser advisor author writer columnist reporter journalist host anchor actor actress singer activist resident farmer student teacher priest pontiff pope strategist pollster historian scientist researcher friend colleague rival successor predecessor founder owner editor critic lawyer physician player captain soldier witness eyewitness driver victim")

// occupations are what people are called by who are no officials.
const occupations = "plumber electrician builder carpenter mechanic engineer architect accountant banker trader nurse midwife surgeon paramedic dentist vet pharmacist psychologist psychiatrist therapist geologist biologist chemist physicist astronomer economist sociologist anthropologist archaeologist meteorologist seismologist virologist epidemiologist statistician mathematician philosopher novelist poet playwright composer musician guitarist drummer pianist conductor painter sculptor designer photographer comedian presenter broadcaster columnist correspondent critic choreographer dancer filmmaker screenwriter chef baker butcher waiter waitress barista hairdresser farmer fisherman shepherd gardener miner sailor trawlerman trucker cabbie cyclist motorist pedestrian commuter passenger tourist hiker climber pensioner shopkeeper landlord landlady tenant householder homeowner neighbour neighbor villager islander townsman parishioner vicar rabbi imam monk nun pastor bishop archbishop cardinal chaplain solicitor barrister attorney paralegal juror detective policeman policewoman firefighter fireman lifeguard campaigner organiser organizer lobbyist whistleblower defector dissident exile refugee migrant survivor hostage widow widower orphan grandmother grandfather uncle aunt cousin nephew niece stepfather stepmother fiancee fiance girlfriend boyfriend teenager pupil graduate lecturer tutor headmaster headmistress librarian curator pundit commentator blogger vlogger youtuber influencer gamer programmer developer hacker entrepreneur investor shareholder financier philanthropist heiress golfer footballer cricketer batsman bowler jockey boxer wrestler sprinter swimmer gymnast goalkeeper striker midfielder defender winger quarterback pitcher umpire referee "
