package contradiction

import (
	"slices"
	"strings"

	"quotetrack/syntax"
)

// Denials in set phrases: "that is not what happened", "nothing could be further from the truth",
// "says otherwise", "said he had not".

// notSoForms are what follows "that" or "it" in a denial of what was said.
var notSoForms = []string{
	"is not what", "was not what", "is not how", "was not how", "is not the case", "was not the case", "is not so", "is not right", "is just not so", "is simply not so",
	"never happened", "did not happen", "never occurred", "did not occur", "never took place", "did not take place", "has never happened",
}

// farFromIt are phrases that deny whatever stands around them.
var farFromIt = []string{"wide of the mark", "further from the truth", "farther from the truth", "far from the truth", "far from true", "a pack of lies", "a tissue of lies"}

// notHappened end sentences that deny whatever their subject is.
var notHappened = []string{" never happened ", " did not happen ", " never took place ", " did not take place ", " never occurred ", " did not occur ", " never existed ", " did not exist "}

// Answers to what was said right before, which are denials by themselves: those that may open a
// longer statement, and those that are all of it.
var (
	retortOpeners = []string{
		"not true ", "not so ", "absolutely not ", "not at all ",
		"that is not true ", "that is not so ", "that is not right ", "that is untrue ", "that is false ", "that is wrong ", "that is a lie ", "that is nonsense ", "that is rubbish ",
		"this is not true ", "this is untrue ", "this is false ", "this is wrong ", "this is a lie ", "this is nonsense ",
		"it is not true ", "it is untrue ", "it is a lie ", "it is nonsense ", "it is rubbish ", "it is a complete lie ", "it is a total lie ", "it is all lies ",
	}
	retorts = wordSet("untrue nonsense rubbish false wrong lies")
)

// retortFirst tells whether a content begins with such an answer: "Not so: we paid in May".
func retortFirst(d *syntax.Document, first, last int32) bool {
	words := firstWords(d, first, last)
	if len(words) == 1 && retorts[words[0]] {
		return true
	}
	text := strings.Join(words, " ") + " "
	return slices.ContainsFunc(retortOpeners, func(f string) bool { return strings.HasPrefix(text, f) })
}

// scornWords call a claim untrue, and plans and people other things.
var scornWords = wordSet("fanciful fantasy fantastical far-fetched farfetched farcical risible silly implausible incredible invented spurious")

// phraseWords is how many words of a content set phrases are looked for in.
const phraseWords = 14

// saysNotSo tells whether a content begins with a set phrase that denies what was said before,
// or is but one.
func saysNotSo(d *syntax.Document, first, last int32) bool {
	words := firstWords(d, first, last)
	text := strings.Join(words, " ") + " "
	if strings.HasPrefix(text, "nothing of the sort ") || strings.HasPrefix(text, "nothing of the kind ") || text == "otherwise " {
		return true
	}
	for _, f := range farFromIt {
		if strings.Contains(text, f) {
			return true
		}
	}
	for _, f := range notHappened {
		if strings.HasSuffix(text, f) {
			return true
		}
	}
	for _, subject := range []string{"that ", "this ", "it "} {
		rest, ok := strings.CutPrefix(text, subject)
		for _, f := range notSoForms {
			if ok && strings.HasPrefix(rest, f+" ") {
				return true
			}
		}
	}
	return elliptical(words) || madeUp(words) || strings.HasPrefix(text, "not so ") || strings.HasPrefix(text, "not true ")
}

// firstWords are the words of the first sentence of a content in small letters, negators written
// out.
func firstWords(d *syntax.Document, first, last int32) []string {
	var words []string
	for i := first; i < last && len(words) < phraseWords; i++ {
		if t := &d.Tokens[i]; t.Kind == syntax.Word {
			w := t.Lower
			switch w {
			case "'s", "’s":
				w = "is"
			case "n't", "n’t":
				w = "not"
			}
			words = append(words, w)
		} else if len(words) > 0 && (t.Lower == "." || t.Lower == "?") {
			break
		}
	}
	return words
}

var (
	ellipsisSubjects = wordSet("i we he she it that this")
	ellipsisVerbs    = wordSet("had has have did does do was were is are am")
)

// elliptical tells whether a content says but that something did not happen: "he had not".
func elliptical(words []string) bool {
	if len(words) > 0 && words[0] == "that" && len(words) == 4 {
		words = words[1:]
	}
	return len(words) == 3 && ellipsisSubjects[words[0]] && ellipsisVerbs[words[1]] && (words[2] == "not" || words[2] == "never")
}

// madeUp tells whether a claim, or what was said, is called made up.
func madeUp(words []string) bool {
	k := slices.Index(words, "made")
	if k < 1 || k+1 >= len(words) || words[k+1] != "up" || k+2 < len(words) && words[k+2] == "of" || slices.Contains(words[:k], "not") {
		return false
	}
	being := false
	for _, w := range words[max(0, k-2):k] {
		being = being || w == "is" || w == "was" || w == "are" || w == "were" || w == "been"
	}
	for _, w := range words[:k] {
		if being && (claimNouns[strings.TrimSuffix(w, "s")] || claimNouns[w] || w == "it" || w == "this" || w == "that") {
			return true
		}
	}
	return false
}
