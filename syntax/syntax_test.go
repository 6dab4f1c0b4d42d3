package syntax

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func forms(d *Document, s Sentence) string {
	var out []string
	for i := s.First; i < s.Last; i++ {
		out = append(out, d.Form(i))
	}
	return strings.Join(out, " ")
}

func TestTokenize(t *testing.T) {
	for text, want := range map[string]string{
		"Macron’s aide didn't say.":             "Macron ’s aide did n't say .",
		"The U.S. and the E.U. agree.":          "The U.S. and the E.U. agree .",
		"At $1.3 billion, it's 5% (more).":      "At $ 1.3 billion , it 's 5 % ( more ) .",
		"“Peace-keeping,” she said…":            "“ Peace-keeping , ” she said …",
		"Visit https://x.org/a?b=1, @who #now.": "Visit https://x.org/a?b=1 , @who #now .",
		"J. K. Rowling can't; we cannot.":       "J. K. Rowling ca n't ; we can not .",
		"the allies’ plan of the ’90s":          "the allies ’ plan of the ’90s",
	} {
		d := Tokenize(text)
		var got []string
		for _, s := range d.Sentences {
			got = append(got, forms(d, s))
		}
		if g := strings.Join(got, " "); g != want {
			t.Errorf("%q: got %q, want %q", text, g, want)
		}
	}
}

func TestSentences(t *testing.T) {
	for text, want := range map[string]int{
		"Mr. Smith met Sen. Lee in the U.S. Senate on Jan. 5. They spoke.": 2,
		"He works for Acme Inc. The firm is old.":                          2,
		"“Stop!” he said. She left.":                                       2,
		"“What? No.” He paused… and left.":                                 3,
		"Headline without stop\n\nFirst. Second.":                          3,
		"• One point\n• Another point":                                     2,
		"It cost 3.5 million. Why?":                                        2,
	} {
		if d := Tokenize(text); len(d.Sentences) != want {
			var got []string
			for _, s := range d.Sentences {
				got = append(got, forms(d, s))
			}
			t.Errorf("%q: %d sentences %q, want %d", text, len(d.Sentences), got, want)
		}
	}
}

func quotations(text string) []string {
	d := Tokenize(text)
	var out []string
	for _, q := range d.Quotations {
		out = append(out, d.TokenText(q.First, q.Last))
	}
	return out
}

func TestQuotations(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"curly", "He said “yes” and left.", []string{"“yes”"}},
		{"straight", `"Yes," he said. "No."`, []string{`"Yes,"`, `"No."`}},
		{"British with apostrophes", "‘It’s the allies’ plan, isn’t it,’ he said.", []string{"‘It’s the allies’ plan, isn’t it,’"}},
		{"straight single", "'It's over,' he said of the '90s.", []string{"'It's over,'"}},
		{"nested", "“He told me ‘go’ twice,” she said.", []string{"“He told me ‘go’ twice,”", "‘go’"}},
		{"guillemets", "Il a dit «oui» hier.", []string{"«oui»"}},
		{"odd number of marks", "He said “yes and left. Then he slept.\n\nNext paragraph here.", []string{"“yes and left."}},
		{"over two paragraphs", "‘First part.\n\n‘Second part,’ he said.", []string{"‘First part.", "‘Second part,’"}},
		{"an apostrophe that opens", "He likes rock ’n’ roll, ’cause it’s loud.", nil},
		{"two apostrophes", "''We knew,'' he said. ''He told me, 'Never,''' she said.", []string{"''We knew,''", "''He told me, 'Never,'''", "'Never,'"}},
		{"spaces on the wrong side", `He said," We knew." She left.`, []string{`" We knew."`}},
		{"begins in the middle", `We knew," he said." It rained. And we left."`, []string{`" It rained. And we left."`}},
		{"nickname", "Dwayne “The Rock” Johnson spoke.", []string{"“The Rock”"}},
	} {
		got := quotations(c.text)
		if strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// TestOffsets: tokens lie in order in the text, sentences and paragraphs cover
// them, and code points convert to bytes and back.
func TestOffsets(t *testing.T) {
	alphabet := []rune("ab. Z\n’‘“”\"'é—😀,!?-1$(")
	rapid.Check(t, func(t *rapid.T) {
		text := string(rapid.SliceOf(rapid.SampledFrom(alphabet)).Draw(t, "text"))
		check(t.Fatalf, text)
	})
}

func check(fatal func(string, ...any), text string) {
	d := Tokenize(text)
	end := int32(0)
	for i := range d.Tokens {
		k := &d.Tokens[i]
		if k.Start < end || k.End <= k.Start || int(k.End) > len(text) {
			fatal("token %d at %d-%d after %d", i, k.Start, k.End, end)
		}
		end = k.End
		s := d.Span(k.Start, k.End)
		if d.ByteOffset(s.Start) != k.Start || d.ByteOffset(s.End) != k.End {
			fatal("offsets of token %d do not convert back", i)
		}
		if utf8.RuneCountInString(s.Text) != s.End-s.Start {
			fatal("token %d has %d code points in %d", i, utf8.RuneCountInString(s.Text), s.End-s.Start)
		}
	}
	n := int32(0)
	for _, s := range d.Sentences {
		if s.First != n || s.Last <= s.First {
			fatal("sentence %d-%d after token %d", s.First, s.Last, n)
		}
		n = s.Last
	}
	if int(n) != len(d.Tokens) {
		fatal("%d tokens in sentences, %d in all", n, len(d.Tokens))
	}
	for _, q := range d.Quotations {
		if q.First < 0 || q.Last <= q.First || int(q.Last) > len(d.Tokens) {
			fatal("quotation %d-%d of %d tokens", q.First, q.Last, len(d.Tokens))
		}
	}
}

func FuzzTokenize(f *testing.F) {
	f.Add("“He said ‘no’,” she said.\n\n“Next")
	f.Add("\x00\xff’’’\r\n\r\n\"\"\"")
	f.Fuzz(func(t *testing.T, text string) {
		if utf8.ValidString(text) {
			check(t.Fatalf, text)
		}
	})
}

func analyzer(t testing.TB) *Analyzer {
	a, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestAnalyze(t *testing.T) {
	d := analyzer(t).Analyze("Helena Voss, the minister, said that the dam was full.")
	said := int32(-1)
	for i := range d.Tokens {
		if d.Form(int32(i)) == "said" {
			said = int32(i)
		}
	}
	if d.Tokens[said].Tag != VBD || d.Tokens[said].Lemma != "say" || d.Tokens[said].Rel != Root {
		t.Errorf("said: %v %q %v", d.Tokens[said].Tag, d.Tokens[said].Lemma, d.Tokens[said].Rel)
	}
	if d.Tokens[0].Rel != Nsubj || d.Tokens[0].Head != said {
		t.Errorf("Helena: %v of %d", d.Tokens[0].Rel, d.Tokens[0].Head)
	}
	if len(d.Names) != 1 || d.Names[0].Kind != PersonName || d.TokenText(d.Names[0].First, d.Names[0].Last) != "Helena Voss" {
		t.Errorf("names: %+v", d.Names)
	}
}

func TestHeadsAreTrees(t *testing.T) {
	a := analyzer(t)
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"he", "said", "the", "dam", ",", "\"", "that", "was", "Paris", "never", "("}), 1, 40).Draw(t, "words")
		d := a.Analyze(strings.Join(words, " "))
		for i := range d.Tokens {
			k := int32(i)
			for steps := 0; k >= 0; steps++ {
				if steps > len(d.Tokens) {
					t.Fatalf("a cycle through token %d of %q", i, words)
				}
				k = d.Tokens[k].Head
			}
		}
	})
}

const sample = `The minister promised farmers in the valley that the dam would not be emptied this summer, Peter Lanning said on Tuesday. “He told us there would be no cuts before the harvest,” said Lanning, who grows barley near Tolland. “We have planted on his word.” Helena Voss, the minister, denied that she had made any promises, adding that the decision rested with the board. `

func BenchmarkTokenize(b *testing.B) {
	text := strings.Repeat(sample, 20)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Tokenize(text)
	}
}

func BenchmarkAnnotate(b *testing.B) {
	a := analyzer(b)
	d := Tokenize(strings.Repeat(sample, 20))
	b.ReportAllocs()
	for b.Loop() {
		a.Annotate(d)
	}
	b.ReportMetric(float64(len(d.Tokens))*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(embedded); err != nil {
			b.Fatal(err)
		}
	}
}
