package eval

import (
	"quotetrack/syntax"
)

// NetworkExamples turns a silver article into training sentences of the
// network: tree, names, and roles if the gold article is given.
func (a *SilverArticle) NetworkExamples(gold *GoldArticle) []syntax.NetworkExample {
	var out []syntax.NetworkExample
	for _, sent := range a.Sentences {
		s := silverSentence(sent)
		if s == nil {
			continue
		}
		ex := syntax.NetworkExample{Doc: s.Doc, Tree: true, Silver: true, Names: NameKinds(sent)}
		if gold != nil {
			starts, ends := make([]int, len(sent)), make([]int, len(sent))
			for i, t := range sent {
				starts[i], ends[i] = t.Start, t.End
			}
			ex.Roles, ex.Cues = gold.roles(starts, ends), gold.cueArguments(starts, ends)
		}
		out = append(out, ex)
	}
	return out
}

// NetworkExamples cuts a gold article into sentences with roles only.
func (g *GoldArticle) NetworkExamples() []syntax.NetworkExample {
	d := syntax.Tokenize(g.Text)
	var out []syntax.NetworkExample
	for _, st := range d.Sentences {
		n := int(st.Last - st.First)
		forms, space := make([]string, n), make([]bool, n)
		starts, ends := make([]int, n), make([]int, n)
		for k := range forms {
			t := &d.Tokens[int(st.First)+k]
			forms[k], space[k] = d.Form(st.First+int32(k)), t.SpaceAfter
			sp := d.Span(t.Start, t.End)
			starts[k], ends[k] = sp.Start, sp.End
		}
		s := syntax.NewTreebankSentence(forms, space)
		out = append(out, syntax.NetworkExample{Doc: s.Doc, Roles: g.roles(starts, ends), Cues: g.cueArguments(starts, ends)})
	}
	return out
}

// roles labels tokens at the given code points.
func (g *GoldArticle) roles(starts, ends []int) []syntax.Role {
	out := make([]syntax.Role, len(starts))
	if len(starts) == 0 {
		return out
	}
	mark := func(spans [][2]int, first, rest syntax.Role) {
		for _, s := range spans {
			if s[1] <= starts[0] || s[0] >= ends[len(ends)-1] {
				continue
			}
			r := first
			for i := range starts {
				if starts[i] < s[1] && ends[i] > s[0] {
					out[i] = r
					r = rest
				}
			}
		}
	}
	for _, a := range g.Attributions {
		mark(a.Content, syntax.RoleContent, syntax.RoleContent)
		mark(a.Source, syntax.RoleSource, syntax.RoleSource)
		mark(a.Cue, syntax.RoleCueBegin, syntax.RoleCueInside)
	}
	return out
}

// cueArguments labels tokens at the given code points for every attribution
// whose cue begins among them.
func (g *GoldArticle) cueArguments(starts, ends []int) []syntax.CueArguments {
	var out []syntax.CueArguments
	if len(starts) == 0 {
		return nil
	}
	touched := func(spans [][2]int, f func(i int)) {
		for _, s := range spans {
			for i := range starts {
				if starts[i] < s[1] && ends[i] > s[0] {
					f(i)
				}
			}
		}
	}
	for _, a := range g.Attributions {
		if len(a.Cue) == 0 {
			continue
		}
		cue := -1
		touched(a.Cue[:1], func(i int) {
			if cue < 0 {
				cue = i
			}
		})
		if cue < 0 {
			continue
		}
		c := syntax.CueArguments{Cue: int32(cue), Arguments: make([]uint8, len(starts))}
		touched(a.Content, func(i int) { c.Arguments[i] = syntax.ArgumentContent })
		touched(a.Source, func(i int) { c.Arguments[i] = syntax.ArgumentSource })
		out = append(out, c)
	}
	return out
}
