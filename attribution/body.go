package attribution

import (
	"strings"

	"quotetrack/syntax"
)

// bodyClass tells bodies apart that are never called by each other's noun: "the state health
// agency" is no university.
type bodyClass uint8

const (
	noBody bodyClass = iota
	learnedBody
	courtBody
	officialBody
	assemblyBody
	partyBody
	memberBody
	careBody
	teamBody
	paper // what is filed with a body and is none
)

var bodyClasses = func() map[string]bodyClass {
	out := map[string]bodyClass{}
	for class, words := range map[bodyClass]string{
		learnedBody:  "university college school academy",
		courtBody:    "court tribunal",
		officialBody: "agency ministry department bureau regulator watchdog",
		assemblyBody: "parliament senate congress assembly legislature",
		partyBody:    "party democrats conservatives",
		memberBody:   "union federation",
		careBody:     "hospital clinic",
		teamBody:     "club team",
		paper:        "suit lawsuit complaint indictment affidavit petition filing",
	} {
		for _, w := range strings.Fields(words) {
			out[w] = class
		}
	}
	return out
}()

// otherBody tells whether a nominal calls a kind of body that x is not by its name.
func (r *resolver) otherBody(s *sourceInfo, x *entity) bool {
	if s.form != formNominal || s.head < 0 || x.kind != syntax.OrgName {
		return false
	}
	called := bodyClasses[r.d.Tokens[s.head].Lemma]
	if called == noBody {
		return false
	}
	named := noBody
	for _, p := range x.parts {
		if c := bodyClasses[p]; c != noBody {
			if c == called {
				return false
			}
			named = c
		}
	}
	return named != noBody
}
