package attribution

import (
	"quotetrack/learn"
	"quotetrack/syntax"
)

// publications are nouns whose speaker is the organisation named with them:
// "a survey from the Institute for Supply Management", "a Times article".
var publications = map[string]bool{"poll": true, "survey": true, "report": true, "study": true, "website": true, "site": true, "newspaper": true, "magazine": true, "company": true, "firm": true, "agency": true, "channel": true, "article": true, "story": true, "analysis": true, "network": true, "outlet": true, "blog": true, "giant": true, "group": true, "charity": true,
	"video": true, "ad": true, "research": true, "transcript": true, "memo": true, "data": true, "letter": true, "filing": true, "complaint": true, "statement": true, "document": true, "release": true, "editorial": true, "review": true, "paper": true, "post": true, "hoax": true, "piece": true, "column": true}

// polls keep the name of who made them in their own: "the Reuters/Ipsos poll".
var polls = map[string]bool{"poll": true, "group": true}

// publisher returns the one organisation that a nominal of that kind names, -1
// if none.
func (r *resolver) publisher(s *sourceInfo) int {
	if s.form != formNominal || s.plural || !publications[r.d.Tokens[s.head].Lemma] {
		return -1
	}
	if id := r.maker(s); id >= 0 {
		return id
	}
	if r.onNetwork(s) {
		return -1
	}
	found := -1
	for i := s.r.First; i < s.r.Last; i++ {
		if t := &r.d.Tokens[i]; i > s.head && t.Lower == "," && r.isRelative(i+1, s.r.Last) {
			break // "the site, which looks like the CCTV website"
		}
		if i > s.head && obtainers[r.d.Tokens[i].Lower] {
			break // "a transcript reviewed by the Sentinel" is not the paper's
		}
		if id, ok := r.es.of[i]; ok && r.es.list[id].kind == syntax.OrgName && i != s.head {
			if i < s.head && (polls[r.d.Tokens[s.head].Lemma] || r.d.Tokens[i].Head != s.head && i+1 != s.head) {
				continue
			}
			if found >= 0 && found != id {
				return -1
			}
			found = id
		}
	}
	return found
}

// obtainers are what is done to papers by who did not write them.
var obtainers = nameSet("obtained seen reviewed viewed leaked provided sent addressed shared")

// obtained tells whether a nominal says that x came by what it names: "a letter obtained by the
// Herald".
func (r *resolver) obtained(s *sourceInfo, x *entity) bool {
	if s.form != formNominal || s.head < 0 {
		return false
	}
	for i := s.head + 1; i < s.r.Last; i++ {
		if !obtainers[r.d.Tokens[i].Lower] {
			continue
		}
		for _, m := range x.at {
			if m.First > i && m.Last <= s.r.Last {
				return true
			}
		}
	}
	return false
}

// networks carry what anybody posts: "a Facebook post" is no word of Facebook's.
var networks = nameSet("facebook twitter instagram tiktok youtube reddit whatsapp telegram snapchat linkedin tumblr")

// onNetwork tells whether a nominal is what somebody posted on a network.
func (r *resolver) onNetwork(s *sourceInfo) bool {
	return s.form == formNominal && s.head > s.r.First && networks[r.d.Tokens[s.head-1].Lower]
}

// isRelative tells whether a relative clause begins at token i.
func (r *resolver) isRelative(i, last int32) bool {
	return i < last && (r.d.Tokens[i].Tag == syntax.WDT || r.d.Tokens[i].Tag == syntax.WP)
}

// reports are publications that the article may name no more than by where they stood.
var reports = nameSet("story report article site website hoax piece post blog outlet publication newspaper paper")

// presses are nouns for what publishes.
var presses = nameSet("newspaper website site magazine daily paper newswire blog channel broadcaster tabloid outlet publication portal")

// outlet is who published what a nominal of that kind means: "the false story", "the
// website"; -1 if the article names no newspaper, station or site that did.
// It may be one without a name that spoke before (see candidate.entity).
func (r *resolver) outlet(s *sourceInfo) int {
	if s.form != formNominal || s.plural {
		return -1
	}
	if id := r.work(s); id >= 0 {
		return id
	}
	if !reports[r.d.Tokens[s.head].Lemma] {
		return -1
	}
	if !r.definite(s) && presses[r.d.Tokens[s.head].Lemma] {
		return -1 // "a satirical website" is one that was not named
	}
	if id, ok := r.reported[r.d.Tokens[s.head].Lemma]; ok && r.d.Tokens[s.r.First].Lower == "the" && s.r.Last-s.r.First == 2 {
		return id // "the World Bank report said ... the report said"
	}
	for k, x := range r.refs {
		if presses[x.lemma] && presses[r.d.Tokens[s.head].Lemma] {
			return firstReferent - k
		}
	}
	for i := s.r.First + 1; i < s.r.Last; i++ {
		if r.d.Tokens[i].Tag.IsProper() && i < s.head {
			return -1
		}
	}
	if r.publishing == nil {
		r.publishing = make([]int, len(r.es.list))
		for id := range r.es.list {
			r.publishing[id] = r.publishes(id)
		}
	}
	if next := s.r.Last + 1; int(next) < len(r.d.Tokens) && r.d.Tokens[s.r.Last].Lower == "," {
		if id, ok := r.es.of[next]; ok && r.es.list[id].kind != syntax.PersonName && presses[r.d.Tokens[s.head].Lemma] {
			return id // "the Iraqi paper, al-Sabah"
		}
	}
	least := 2
	if !r.definite(s) && !r.onTheSite(s) {
		least = 3
	}
	best, most, near := -1, 0, int32(-1)
	for id, n := range r.publishing {
		at := r.lastMention(id, s.r.First)
		if n < least {
			continue
		}
		if at >= 0 {
			n++
		}
		if n > most || n == most && at > near {
			best, most, near = id, n, at
		}
	}
	return best
}

// onTheSite tells whether a nominal says that it stood where the reader knows: "a post on the
// site".
func (r *resolver) onTheSite(s *sourceInfo) bool {
	for i := s.head + 2; i < s.r.Last; i++ {
		if presses[r.d.Tokens[i].Lemma] && r.d.Tokens[i-1].Lower == "the" {
			return true
		}
	}
	return false
}

// lastMention is where an entity was last named before token i, -1 if it was not.
func (r *resolver) lastMention(id int, i int32) int32 {
	at := int32(-1)
	for _, m := range r.es.list[id].at {
		if m.First < i {
			at = max(at, m.First)
		}
	}
	return at
}

// maxOutlet is the longest name of a newspaper, in words; longer ones are headlines.
const maxOutlet = 5

// publishes counts what tells that an entity is a newspaper, a station or a site, and the
// one that published what the article is about.
func (r *resolver) publishes(id int) int {
	x := r.es.list[id]
	if x.kind == syntax.PersonName || x.poll || x.work != "" || len(x.parts) > maxOutlet || len(x.parts) == 1 && demonyms[x.parts[0]] != "" {
		return 0
	}
	n := 0
	if x.isOutlet() {
		n = min(len(x.parts), 2)
	}
	var site, called, owns bool
	stood := 0
	for _, m := range x.at[:min(len(x.at), 12)] {
		site = site || isSiteName(r.d, m)
		called = called || r.isCalledPress(m)
		owns = owns || r.isFollowedBy(m, reports)
		stood += int(learn.Bit(r.isPlaceOfReport(m)))
	}
	if site {
		n = max(n, 3)
	}
	return n + 2*int(learn.Bit(called)+learn.Bit(owns)) + min(stood, 2)
}

// isCalledPress tells whether the words around a name say that it publishes: "satirical
// website National Report", "Vedomosti newspaper", "CCTV, China's state broadcaster".
func (r *resolver) isCalledPress(m Range) bool {
	st := r.d.Sentences[r.d.Tokens[m.First].Sentence]
	i := m.First - 1
	for i >= st.First && r.d.Tokens[i].Kind == syntax.Quote {
		i--
	}
	if i >= st.First && presses[r.d.Tokens[i].Lemma] || m.Last < st.Last && presses[r.d.Tokens[m.Last].Lower] && demonyms[r.d.Tokens[m.Last-1].Lower] == "" {
		return true
	}
	if m.Last >= st.Last || r.d.Tokens[m.Last].Lower != "," {
		return false
	}
	for k := m.Last + 1; k < min(st.Last, m.Last+9); k++ {
		switch t := &r.d.Tokens[k]; {
		case presses[t.Lemma]:
			return true
		case t.Kind == syntax.Punct && t.Lower != "-", t.Tag.IsVerb(), t.Tag == syntax.IN:
			return false
		}
	}
	return false
}

// isFollowedBy tells whether a name, perhaps as owner, goes before one of the nouns: "the
// National Report's hoax".
func (r *resolver) isFollowedBy(m Range, nouns map[string]bool) bool {
	st := r.d.Sentences[r.d.Tokens[m.First].Sentence]
	for k := m.Last; k < min(st.Last, m.Last+4); k++ {
		switch t := &r.d.Tokens[k]; {
		case nouns[t.Lemma] && t.Tag.IsNoun():
			return true
		case t.Tag != syntax.POS && t.Tag != syntax.JJ && t.Tag != syntax.NN:
			return false
		}
	}
	return false
}

// isPlaceOfReport tells whether a name says where a report stood or who made it: "a story
// on Huzlers.com", "published by the National Report".
func (r *resolver) isPlaceOfReport(m Range) bool {
	h := r.mentionHead(m)
	k := m.First - 1
	if k >= 0 && r.d.Tokens[k].Tag == syntax.DT {
		k--
	}
	if k < 0 || r.d.Tokens[k].Sentence != r.d.Tokens[h].Sentence {
		return false
	}
	switch r.d.Tokens[k].Lower {
	case "by", "on", "in", "at", "from":
	default:
		return false
	}
	g := r.d.Tokens[h].Head
	if g < 0 {
		return false
	}
	switch lemma := r.d.Tokens[g].Lemma; lemma {
	case "publish", "post", "write", "appear", "originate":
		return true
	default:
		return reports[lemma]
	}
}

// maker is the one person by whom a publication is: "a study by Loyola Law School
// professor Justin Levitt"; -1 if there is none or more than one.
func (r *resolver) maker(s *sourceInfo) int {
	found, by := -1, false
	for i := s.head + 1; i < s.r.Last; i++ {
		t := &r.d.Tokens[i]
		if by && (t.Kind == syntax.Punct || t.Tag == syntax.WP || t.Lower == "and") && found >= 0 {
			break
		}
		by = by || t.Lower == "by"
		if id, ok := r.es.of[i]; ok && by && r.es.list[id].kind == syntax.PersonName {
			if found >= 0 && found != id {
				return -1
			}
			found = id
		}
	}
	return found
}

// modified is who published what a cue without a source modifies: "the story on the site
// titled", -1 if unknown.
func (r *resolver) modified(q *found) int {
	t := &r.d.Tokens[q.cue.head]
	if t.Rel != syntax.ACL || t.Head < 0 || !t.Tag.IsVerb() || q.cue.head < t.Head {
		return -1
	}
	st := r.d.Sentences[t.Sentence]
	s := r.describe(Range{max(r.t.lo[t.Head], st.First), q.cue.first})
	if id := r.publisher(&s); id >= 0 {
		return id
	}
	return r.outlet(&s)
}
