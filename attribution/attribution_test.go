package attribution

import (
	"strings"
	"testing"

	"quotetrack"
	"quotetrack/syntax"
)

func engines(t testing.TB) (*Engine, *syntax.Analyzer) {
	a, err := syntax.Default()
	if err != nil {
		t.Fatal(err)
	}
	e, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	return e, a
}

// TestTraps are sentences that peers were reported to get wrong: each must
// give a quote with this speaker whose content holds these words.
func TestTraps(t *testing.T) {
	e, a := engines(t)
	for _, c := range []struct{ name, text, speaker, content string }{
		{"apposition between name and cue", "Hill, a doctor who replaced Farron in July, said the ward would close.", "Hill", "the ward would close"},
		{"full name before", "Maria Kessler runs the port. Business is slow. “We need ships,” Kessler said.", "Maria Kessler", "We need ships"},
		{"pronoun", "Maria Kessler runs the port. She said that it needed ships.", "Maria Kessler", "it needed ships"},
		{"after a paragraph break", "“We need ships,” Maria Kessler said.\n\n“And cranes,” she added.", "Maria Kessler", "And cranes"},
		{"continued quotation", "Maria Kessler said: “We need ships.\n\n“And we need cranes.”", "Maria Kessler", "we need cranes"},
		{"odd number of marks", "“We need ships, Maria Kessler said.\n\nThe port is old, Tom Reed said.", "Tom Reed", "The port is old"},
		{"a quotation closes inside of another", "“They call us ‘the last port,’” Tom Reed said.", "Tom Reed", "“They call us ‘the last port,’”"},
		{"own name in the quotation", "“People ask why Tom Reed never sleeps,” Tom Reed said.", "Tom Reed", "never sleeps"},
		{"two contents for one source", "Tom Reed said the port was old, adding that it would close.", "Tom Reed", "it would close"},
		{"few words", "“No chance,” Tom Reed said.", "Tom Reed", "No chance"},
		{"according to", "The port will close in May, according to Tom Reed.", "Tom Reed", "The port will close in May"},
		{"inverted", "“The port is old,” said Tom Reed, the harbour master.", "Tom Reed", "The port is old"},
		{"spokesman named at the end", "A spokesman for the port, Tom Reed, said ships were late.", "Tom Reed", "ships were late"},
		{"title", "Mayor Ana Ruiz spoke on Monday. The mayor said the port was safe.", "Ana Ruiz", "the port was safe"},
		{"named after the description", "The harbour’s new chief said that ships were late.\n\n“We need cranes,” Maria Kessler told reporters.", "Maria Kessler", "ships were late"},
		{"dash and name", "“The port is old and small.” — Tom Reed", "Tom Reed", "The port is old"},
		{"script", "REED: The port is old.\n\nKESSLER: It is not.\n\nREED: It is.\n\nKESSLER: Never.", "KESSLER", "It is not"},
		{"script in quotation marks", "The mayor spoke on Channel 4.\n\n“REED: Anna Kessler said that the port is old.\n\n“KESSLER: It is not.\n\n“REED: It is.\n\n“KESSLER: Never,” the transcript ends. Anna Kessler runs the port.", "Anna Kessler", "It is not"},
		{"an adjective before a name", "The nonpartisan Harbour Council said that the port was safe.", "Harbour Council", "the port was safe"},
		{"and from", "And from Tom Reed: “The port is old.”", "Tom Reed", "The port is old"},
		{"cue noun", "Tom Reed’s claim that the port was old is wrong.", "Tom Reed", "the port was old"},
		{"post", "The rumour grew.\n\nThe port is closed, so sad— Maria Kessler (@mariak) October 20, 2031", "Maria Kessler", "The port is closed"},
		{"post under its text", "The port is closed, so sad\n\n— Maria Kessler (@mariak) October 20, 2031", "Maria Kessler", "The port is closed"},
		{"a paragraph that is a quotation", "“The port is old and it will close,” Tom Reed said.\n\n“We have asked the council for money again and again, and it gave none.”", "Tom Reed", "asked the council"},
		{"a sentence before", "Tom Reed shook his head. “The port is old.”", "Tom Reed", "The port is old"},
		{"headline", "Tom Reed: ‘The port is old’", "Tom Reed", "The port is old"},
		{"two speakers in one sentence", "Tom Reed said the port was old, but Maria Kessler said it was safe.", "Maria Kessler", "it was safe"},
		{"speech inside speech", "Tom Reed said that Maria Kessler had told him that the port would close.", "Tom Reed", "had told him that the port would close"},
		{"told reporters", "“The port is safe,” Tom Reed told reporters on Monday.", "Tom Reed", "The port is safe"},
		{"relative pronoun", "Tom Reed, who said the port was old, left on Friday.", "Tom Reed", "the port was old"},
		{"nickname in the name", "Robert “Bobby” Marsh runs the port. Bobby Marsh said the port was safe.", "Robert “Bobby” Marsh", "the port was safe"},
		{"generation", "John Roberts Jr. spoke. Roberts said the port was safe.", "John Roberts Jr.", "the port was safe"},
		{"title that the parser takes for the head", "Owen Pratt spoke first. The bill failed, and Mr Pratt said the party was divided.", "Owen Pratt", "the party was divided"},
		{"a lord", "Lord Penhallow spoke in the House. Lord Penhallow said the port was safe.", "Lord Penhallow", "the port was safe"},
		{"a pope", "Pope Clement said that the war must end.", "Pope Clement", "the war must end"},
		{"a spokesman who is a woman", "Port spokesman Christina Holm spoke. Ms Holm said ships were late.", "Christina Holm", "ships were late"},
		{"organisations of many words", "The Marlow School of Harwick University and the Tide Foundation met. The Tide Foundation said the port was safe.", "Tide Foundation", "the port was safe"},
		{"company by its short name", "Brantex Corp made an offer. Brantex said the port was safe.", "Brantex Corp", "the port was safe"},
		{"campaign", "Anna Kessler runs for mayor. The Kessler campaign met on Monday. Her campaign said the port was safe.", "Kessler campaign", "the port was safe"},
		{"poll", "A Harwick University poll came out. The poll found that most people fear floods.", "Harwick University poll", "most people fear floods"},
		{"office before the name", "Harwick Mayor Anna Kessler said the port was safe.", "Anna Kessler", "the port was safe"},
		{"company and office before the name", "Brantex Corp chairman-elect Tom Reed said the port was safe.", "Tom Reed", "the port was safe"},
		{"headline in capitals", "Weary Kessler Says Port Is Safe\n\nAnna Kessler opened the port on Monday. Kessler said that ships were late.", "Anna Kessler", "ships were late"},
		{"two by name", "Tom Reed and Anna Kessler met. Mr Reed and Ms Kessler said the port was safe.", "Tom Reed and Anna Kessler", "the port was safe"},
		{"one and his friends", "Tom Reed and his friends said the port was safe.", "Tom Reed and his friends", "the port was safe"},
		{"study by somebody", "A study by Harwick University professor Tom Reed found that the port was safe.", "Tom Reed", "the port was safe"},
		{"acronym like a pronoun", "The World Health Organization met in Geneva. The WHO said the port was safe.", "World Health Organization", "the port was safe"},
		{"newspaper", "The Harwick Echo newspaper said the port was safe.", "Harwick Echo", "the port was safe"},
		{"who published it", "The satirical website Harwick Echo published a hoax on Monday. The story said that the port had burnt down.", "Harwick Echo", "the port had burnt down"},
		{"a site by its address", "A story on tidings.com went round. Tom Reed laughed at it. The site claimed that the port had burnt down.", "tidings.com", "the port had burnt down"},
		{"paper after a comma", "The local paper, the Harwick Echo, said the port was safe.", "Harwick Echo", "the port was safe"},
		{"post by a part of another name", "Joanna Reed Cole runs the port.\n\nThe port is closed, so sad— joanna (@jo) October 20, 2031", "joanna", "The port is closed"},
		{"a name inside a quotation", "Tom Reed spoke on Monday. “We know what Owen Pratt wants,” the crowd shouted. He said the port was safe.", "Tom Reed", "the port was safe"},
		{"office known from elsewhere", "Tony Blair met the miners on Monday. The prime minister said that the pits would close.", "Tony Blair", "the pits would close"},
		{"office and name", "Tony Blair and Gordon Brown met the miners. Both the prime minister and Gordon Brown said that the pits would close.", "Tony Blair and Gordon Brown", "the pits would close"},
		{"names with brackets", "Sens. Tom Reed (D-Ohio), Ann Cole (R-Utah) and Owen Pratt (D-N.J.) said the port was safe.", "Tom Reed, Ann Cole and Owen Pratt", "the port was safe"},
		{"initials written out elsewhere", "The United States will act. The U.S. said the port was safe.", "United States", "the port was safe"},
		{"amid a paragraph", "Tom Reed said the port was old. What would help? “We have asked the council for money again and again.” The council is poor.", "Tom Reed", "asked the council"},
		{"a report by its title", "Oxfam published a report, Paying for Rain, on Monday. The report said that the dams were empty.", "Paying for Rain", "the dams were empty"},
		{"a minister and a first minister", "First Minister Jack Brodie met Anna Kessler. Ms Kessler said that the port was safe.", "Anna Kessler", "the port was safe"},
		{"British marks", "‘It’s the ships’ fault,’ Tom Reed said.", "Tom Reed", "It’s the ships’ fault"},
	} {
		q := find(e, a, c.text, c.content)
		switch {
		case q == nil:
			t.Errorf("%s: no quote holds %q", c.name, c.content)
		case NameKey(q.Speaker.Name) != NameKey(c.speaker):
			t.Errorf("%s: by %q, want %q", c.name, q.Speaker.Name, c.speaker)
		}
	}
}

// TestWhoSpeaks are sources that name their speaker only together with what stands around
// them. An empty speaker is none.
func TestWhoSpeaks(t *testing.T) {
	e, a := engines(t)
	for _, c := range []struct{ name, text, speaker, content string }{
		{"who is asked does not ask", "Tom Reed runs the port. Asked whether the port was safe, Reed said yes.", "", "whether the port was safe"},
		{"nor who is asked by the way", "City attorney Lena Ward, asked whether the port was safe, responded: “I can not tell you that.”", "", "whether the port was safe"},
		{"nor who is told", "Residents have been told that the port will close in May.", "", "the port will close in May"},
		{"a subject with an age", "The Ferry Lane actor, 34, broke his silence on Monday night after Kerr, 29, told The Echo that she had found letters.", "Kerr", "she had found letters"},
		{"dateline", "OSLO, March 3 - Norway's Brantex Steel Corp <BST.T> denied a newspaper report that it plans to sell its stake in an iron ore mine.", "Brantex Steel Corp", "it plans to sell its stake"},
		{"a daily by its name", "Brantex Corp fell on Monday. The Harwick business daily said the company would sell a mine.", "Harwick", "the company would sell a mine"},
		{"whose minister", "Norway's governor to the bank, Ada Ruud, told reporters that her country had no plan. However, Iraq's deputy oil minister said the price would fall.", "Iraq's deputy oil minister", "the price would fall"},
		{"whose ministry", "Oil minister Tom Reed spoke on Monday. Harwick Bank said that prices would fall. Reed's ministry said the price was fair.", "Reed's ministry", "the price was fair"},
		{"the trust is no spokesman", "A spokesman for the council said that the ward was safe. The trust said in a statement that it would help.", "trust", "it would help"},
		{"a firm before its name", "The consultancy Hallam Reed said ships were late.", "Hallam Reed", "ships were late"},
		{"letters after a name in apposition", "Sam Doyle, 34, denies arson. His barrister, Anna Voss KC, said that the film showed her client elsewhere.", "Anna Voss", "the film showed her client elsewhere"},
		{"who is asked answers", "Sergeant Orla Keane was asked by Ms Strand whether she had seen the film. She said that it was lost.", "Orla Keane", "it was lost"},
		{"the witness who was asked", "Sergeant Orla Keane was asked by Ms Strand whether she had seen the film. “It is lost,” said the witness.", "Orla Keane", "It is lost"},
		{"they who have not spoken", "Two pilots said the port was old. Researchers at the institute have watched the site for years. In March they reported that the filters were failing.", "Researchers at the institute", "the filters were failing"},
		{"by his country", "Albion won at home. Diogo Almeida, the new coach, was sent off. The Portuguese said: “We have it on film.”", "Diogo Almeida", "We have it on film"},
		{"by his country, with a clause", "Midfielder Diogo Almeida backed his coach. “We work hard every day,” said the Portuguese, who joined in August.", "Diogo Almeida", "We work hard every day"},
		{"by the age that the article gives", "Anna Voss, 52, met Tom Reed on Monday. Reed left early. The 52-year-old said the port was safe.", "Anna Voss", "the port was safe"},
		{"by an age, who spoke last", "Coach Dean Harker said that his side was fit. The 48-year-old insisted that the data showed it.", "Dean Harker", "the data showed it"},
		{"he whom the sentence before is about", "Governor Mark Jones said that the lake could burst.\n\nTom Brown was more cautious. He said that a flood was unlikely.", "Tom Brown", "a flood was unlikely"},
		{"he in apposition", "Governor Mark Jones had told villagers that the lake could burst. Ines Ward doubted it.\n\nWard's colleague Peter Lang was more cautious. He said that a flood was unlikely.", "Peter Lang", "a flood was unlikely"},
		{"a spokesman goes on", "Governor Mark Jones left early. A spokesman for Jones rejected the criticism. The warning, he said, had been right.", "A spokesman for Jones", "had been right"},
		{"the office of somebody", "The newspaper Harwick Bote reported that the governor's office had misread a table. The office denies this.", "governor's office", "this"},
		{"he goes on in what he says", "Tom Reed met the press. Mark Jones said that he expects imports to fall but he worried about the harbour.", "Mark Jones", "about the harbour"},
		{"it has a longer name", "A lawsuit was filed by Pintail Labs, a startup. Pintail says engineers found a list. The list is long, it says.", "Pintail Labs", "The list is long"},
		{"the epithet of who was just named", "Skipper Joe Adeyemi, 31, was not so sure. “They are all the same,” the former plumber said.", "Joe Adeyemi", "They are all the same"},
		{"a department is no justice", "The Justice Department confirmed that it was looking into the matter.", "Justice Department", "it was looking into the matter"},
		{"who denied after what went wrong", "The leader of Harwick Council apologised to residents after thousands of bins were missed for a week, but denied that the service had failed.", "The leader of Harwick Council", "the service had failed"},
		{"hours do not speak", "3.12pm: “It came like a wall,” survivor Mikkel Dahl told reporters.", "Mikkel Dahl", "It came like a wall"},
		{"he is no girlfriend", "Oliver Marsh's girlfriend told him on Monday that she would leave. He told doctors that she had complained.", "Oliver Marsh", "she had complained"},
		{"a camp", "Greg Marsh runs for mayor. The Marsh camp said the port was safe.", "Marsh campaign", "the port was safe"},
		{"a person close to it", "Greg Marsh runs for mayor. The Marsh campaign met. A person close to the campaign said the port was safe.", "A person close to the campaign", "the port was safe"},
		{"a last name that is a word", "State Department spokeswoman Dana Price said the port was safe.", "Dana Price", "the port was safe"},
		{"a chief executive", "Shares fell after Chief Executive Klaus Weidmann denied that the port was safe.", "Klaus Weidmann", "the port was safe"},
		{"a script in small letters", "Mayor Petra Lind spoke to the Herald on Monday.\n\nHerald: You told voters that you would stay.\n\nLind: I said I hoped to.\n\nHerald: And the audit?\n\nLind: The money is there.", "Petra Lind", "The money is there"},
		{"a post on a network", "A widely shared Facebook post claims that vinegar cures colds.", "A widely shared Facebook post", "vinegar cures colds"},
		{"who says it at the end of a headline", "Idris Vale 'not leaving' detective series, says producer\n\nThe future of the series was in doubt on Monday.", "producer", "'not leaving' detective series"},
		{"a union of workers", "The National Mineworkers' Union said on Wednesday that the cage was shut.", "National Mineworkers' Union", "the cage was shut"},
		{"where a firm is listed", "Zambezi, a unit of London-listed Carrow Resources Plc, produced copper last year. Carrow said losses were small.", "Carrow Resources Plc", "losses were small"},
		{"a spokesman is no minister", "The offer would be made on Monday. However a spokesman pointed out that roads were lost.\n\nDevelopment minister Gareth Holm said the offer would stand.", "a spokesman", "roads were lost"},
		{"a commander", "Coastguard commander Siv Dahl left early. Commander Dahl said that five people were hurt.", "Siv Dahl", "five people were hurt"},
		{"what a player is called", "Skipper Joe Adeyemi backed the team. “We were all there,” Adeyemi said.", "Joe Adeyemi", "We were all there"},
		{"that after a phrase", "Boss Steve Harkin sensationally claimed after the game that the port was safe.\n\n“I told him to go,” Harkin fumed.", "Steve Harkin", "that the port was safe"},
		{"his manager is another", "Joe Delgado has hit back at his manager's claim that he refused to play.\n\nBoss Steve Harkin left early.", "Steve Harkin", "that he refused to play"},
		{"who is quoted, not who quotes", "“The pictures do not lie,” the group's campaigner Jens Vogel was quoted as saying by Reuters.", "Jens Vogel", "The pictures do not lie"},
		{"a player in a headline", "Rovers striker Delgado: I did not refuse to play\n\nJoe Delgado has hit back.", "Joe Delgado", "I did not refuse to play"},
		{"titles of other countries", "The minister Datuk Seri Zaini Ahmad opened a school. Zaini said that the port was safe.", "Zaini Ahmad", "that the port was safe"},
		{"a rank with a dot", "There were no signs of fire, said Det. Aldeson.", "Aldeson", "There were no signs of fire"},
		{"told somebody something", "Lord Belstead, a junior minister, told the House of Lords the tax would raise the price of raw materials.", "Lord Belstead", "the tax would raise the price of raw materials"},
		{"an office in short", "PM: I never promised tax cuts\n\nPrime Minister Helen Marsh spoke to voters on Monday.", "Helen Marsh", "I never promised tax cuts"},
		{"the MD", "Harbour Swift managing director Folake Adeyemi left early.\n\nSurvivors disagreed. “It leaked,” Emeka Obi said. The MD said it did not.", "Folake Adeyemi", "it did not"},
		{"a lawmaker in a headline", "Lawmaker urges new sanctions\n\nRep. Adam Keller, D-Ore., said Russia was to blame.", "Adam Keller", "new sanctions"},
		{"a firm by an aside", "MetLine, one of the insurers named in the report, said the port was safe. It said it would wait.", "MetLine", "the port was safe"},
		{"an agency is no university", "According to Ana Ruiz of the University of Leeds, levels are low. The state health agency said the port was safe.", "state health agency", "the port was safe"},
		{"a spokeswoman named next", "A spokeswoman for Transglobal Airlines disputed that the port was safe.\n\n“At no time was force used,” Lisa Chen said.", "Lisa Chen", "that the port was safe"},
		{"an economist is no spokesman", "A spokesman for the bank said that the port was safe.\n\n“Rates will rise,” said Dana Price, an economist at Holt.", "A spokesman for the bank", "that the port was safe"},
		{"somebody's chief of staff", "Prime Minister Viktor Orbán's chief of staff said that the port was safe.\n\n“We lead by eight points,” Gergely Gulyás said.", "Gergely Gulyás", "that the port was safe"},
		{"an ally is another", "Polls were wrong, says Trump ally\n\nDonald Trump was in town.", "Trump ally", "Polls were wrong"},
		{"a phrase before the subject", "In a suit filed in Cook County Circuit Court, Amelia Grant, 58, alleges that the port was unsafe.", "Amelia Grant", "that the port was unsafe"},
		{"himself before a colon", "Brianna Cole told us she was pushed.\n\nMarlo himself addressed the drama in a live video: “I did not touch anybody. You are being played.”", "Marlo", "I did not touch anybody"},
		{"a relative by first name", "Leon Marsh died in January, a day after his mother Keeley rang the surgery.\n\nMs Marsh said that the port was safe.", "Keeley Marsh", "that the port was safe"},
		{"who is quoted by a film", "A documentary quoted former team doctor Igor Lysenko as saying that he had given injections to eight players. Coach Sergei Volkov was there.", "Igor Lysenko", "that he had given injections to eight players"},
		{"a film is no person", "Sergei Volkov was there. The documentary says that the port was safe.", "The documentary", "that the port was safe"},
		{"a letter is not whose who got it", "Boards were told otherwise. The April letter, obtained by The Courier Press, told boards that money would be sent.", "April letter", "that money would be sent"},
		{"a player after what he is", "Former Zenit striker Hulkinho, who played in the match, wrote on a network: “Doctor is telling the truth.”", "Hulkinho", "Doctor is telling the truth"},
		{"testified after an aside", "“I called him at home that night,” Farrow, a 12-year veteran of the department, testified Tuesday before a grand jury, according to a transcript reviewed by the Sentinel.", "Farrow", "I called him at home that night"},
		{"told us", "Denise Crake was there. “The city told us the barrier would hold,” Crake said.", "The city", "the barrier would hold"},
		{"a rank of parliament", "Health spokesman David Cullinane was there. “The port was safe,” Deputy Cullinane said.", "David Cullinane", "The port was safe"},
		{"a title after the name of a bank", "Federal Reserve Bank of Atlanta President Raul Ortiz said that the port was safe.", "Raul Ortiz", "that the port was safe"},
		{"a midwife named next", "“I never touched him”: midwife denies assault\n\nA midwife accused of slapping a man has told a tribunal that the port was safe.\n\nGrace Obuya, 41, who works in Romford, appeared on Tuesday.", "Grace Obuya", "that the port was safe"},
		{"who a headline quotes", "“I never touched him”: midwife denies assault\n\nA midwife accused of slapping a man has told a tribunal that the port was safe.\n\nGrace Obuya, 41, who works in Romford, appeared on Tuesday.", "Grace Obuya", "I never touched him"},
		{"a full name with a title in a script", "MARGARET LEE: Senator, will it be built?\n\nSEN. DOLE WHITFIELD: No, Margaret, it will not.\n\nLEE: And the money?\n\nWHITFIELD: Ask the mayor.\n\nLEE: Thank you.", "Dole Whitfield", "Ask the mayor"},
		{"an account contradicted by", "Health Secretary Victoria Lane has said that talks made progress – an account flatly contradicted by the Royal College of Nursing.", "Royal College of Nursing", "an account"},
		{"which says, after a claim", "BAM says it has met its obligations – a claim disputed by the development board, which says the company has missed 14 deadlines.", "development board", "the company has missed 14 deadlines"},
		{"laughed off", "But Dempsey, speaking ahead of the trip to Dingwall, laughed off the reports.", "Dempsey", "the reports"},
		{"moved to quash", "Harbour Swift has moved to quash speculation that it has lodged a bid for the port.", "Harbour Swift", "speculation that it has lodged a bid for the port"},
		{"a figure the owner disputed", "The number of dead climbed to 14, the union said, a figure the mine's owner disputed.", "the mine's owner", "The number of dead climbed to 14"},
		{"a senior counsel", "His advocate, Thandi Nkosi SC, said her client was out. Nkosi said that the port was safe.", "Thandi Nkosi", "the port was safe"},
		{"a lead manager", "Sapporo Ltd is issuing notes, lead manager Enskilda Securities said.", "Enskilda Securities", "Sapporo Ltd is issuing notes"},
		{"a firm with a comma in its name", "Kidder, Peabody and Co said that the port was safe.", "Kidder, Peabody and Co", "the port was safe"},
		{"a calling before a name", "Churchwarden Mary Tilney, who was there, said that the port was safe.", "Mary Tilney", "the port was safe"},
		{"a firm by its last word", "Norsk Chem said on Thursday a leak had been contained.", "Norsk Chem", "a leak had been contained"},
		{"and inside a name", "The Health and Safety Executive said that the port was safe.", "Health and Safety Executive", "the port was safe"},
		{"a chief of a commission", "Commission for Racial Equality chief Trevor Phillips argued on Sunday that the port was safe.", "Trevor Phillips", "that the port was safe"},
		{"a peer", "Labour peer Baroness Kennedy, who is chairing the inquiry, said that the port was safe.", "Baroness Kennedy", "that the port was safe"},
		{"a spokesman for a minister", "A spokesman for Prime Minister Stephen Harper said that the port was safe.", "A spokesman for Prime Minister Stephen Harper", "that the port was safe"},
		{"a publication that no finder knows", "The date was reported on Wednesday by French publication iGen, which also predicted that the port was safe.", "iGen", "that the port was safe"},
		{"whose adviser does not deny", "Mr Campbell is acting as an adviser for Labour, which denies engaging in personal campaigning.", "Labour", "engaging in personal campaigning"},
		{"whose the report was", "BBC News was there. “The divide is closing,” the World Bank report said. Half the world has a line, the report said.", "World Bank", "Half the world has a line"},
		{"who is represented does not speak", "A lawyer representing Mr Doherty and Mr Ward said that the port was safe.", "A lawyer", "that the port was safe"},
		{"a body of food and agriculture", "The Food and Agriculture Organisation said that the port was safe.", "Food and Agriculture Organisation", "the port was safe"},
		{"pushed back on a report", "Representatives for the singer Kaya Lund pushed back Thursday on a report that she plans to retire.", "Representatives for the singer Kaya Lund", "a report that she plans to retire"},
		{"a last name before anybody is named", "Reyes: “I never told the chief to drop anything”\n\nMayor Carla Reyes denied it. Her brother, Luis Reyes, did too.", "Carla Reyes", "I never told the chief"},
		{"it is a statement", "A union boss spoke first, Ann Cole said.\n\nMr Tierney told the Mercury that he was sorry. On Sunday he issued a brief statement. “I apologise without reserve for what I said,” it said.", "Tierney", "I apologise without reserve"},
		{"a particle in a name", "The director of the museum, Pieter van Houten, said that the port was safe.", "Pieter van Houten", "the port was safe"},
		{"chair of the bench", "But chair of the bench Anita Rao said the port was safe.", "Anita Rao", "the port was safe"},
		{"somebody's assistant named next", "Coach Germán Rojas left. Rojas' assistant said that the port was safe. “He meant the goalkeeper,” Toni Ferrer said.", "Toni Ferrer", "that the port was safe"},
		{"a leader of a group", "The leader of the terrorist group Bolo Haran said that the port was safe.", "The leader of the terrorist group Bolo Haran", "that the port was safe"},
		{"a landlord named later", "A Mt Eden landlord says that the port was safe.\n\nTenants disagreed. Landlord Graham Petrie denied any complaint.", "Graham Petrie", "that the port was safe"},
		{"a capital inside a name", "HydroTas says its system showed nothing. It said that the port was safe.", "HydroTas", "the port was safe"},
		{"people familiar with a matter", "Netcord is in talks to buy Helix, according to four people familiar with the matter, who requested anonymity because the talks are private.", "four people familiar with the matter", "anonymity"},
		{"the defendant", "Kyle Brandon, 24, denies murdering a café owner. Earlier, PC Nadia Rauf left. The defendant told officers that the port was safe.", "Kyle Brandon", "that the port was safe"},
		{"a note is no person", "Claire Delmas was there. The note, drafted by a diplomat, says that the port was safe.", "The note", "that the port was safe"},
		{"a last name that the tagger takes for another word", "Bank spokesman Colm Reilly said the port was safe.\n\nA person who knows the fund disagreed.\n\nReilly declined to comment on that assertion.", "Colm Reilly", "that assertion"},
		{"the first word of a firm's name", "Sterling Marsh Group Inc on Thursday said that the port was safe.", "Sterling Marsh Group Inc", "that the port was safe"},
		{"one of them", "Two drivers left early. One of them, a father of three, said that he was paid.", "a father of three", "he was paid"},
		{"interview", "Q&A: Mayor Dolores Pruitt on the stadium\n\nThe mayor sat down with Ben Asher last week.\n\nQ: Will it be built?\n\nA: It will. We start in May.\n\nQ: And who pays?\n\nA: The city does.", "Dolores Pruitt", "It will. We start in May"},
		{"one line of a script", "Mayor Dolores Pruitt met the Courier last week.\n\nCOURIER: Will it be built?\n\nPRUITT: It will.\n\nCOURIER: And when?", "Dolores Pruitt", "It will"},
		{"an office in a headline", "Judge asks why film was lost\n\nA trial began on Monday. Judge Colm Rafferty said that somebody should have kept a log.", "Colm Rafferty", "why film was lost"},
		{"a lawyer is not his client", "The lawyer for a man accused of arson told a court that the film was lost.\n\nSean Malley, 34, denies arson.", "The lawyer for a man", "the film was lost"},
		{"it after an email", "The council took another view. In an email on Sunday it said there had been no call.", "council", "there had been no call"},
		{"a thing by its clause", "Northwater, which runs the plant, said that samples were clean. It said that the plant was safe.", "Northwater", "samples were clean"},
		{"an aide is not who is aided", "A former aide to Sen. Dale Hutchins testified on Monday that the port was old. Hutchins watched.", "A former aide to Sen. Dale Hutchins", "the port was old"},
		{"party and state", "Committee chair Ruth Adler, D-Ore., said the panel had met.", "Ruth Adler", "the panel had met"},
		{"a firm by what it owns", "The park’s owner, Leisure Group plc, said the letter was sent in error.", "Leisure Group", "the letter was sent in error"},
		{"those of somebody", "Her comments contrast with those of Fed President Omar Reyes, who said that rates should fall.", "Omar Reyes", "rates should fall"},
		{"what a firm makes", "Chipmaker Veltrix dismisses fraud claims\n\nShares in Veltrix fell. Veltrix said that the report was false.", "Veltrix", "the report was false"},
		{"a clock time before a quotation", "The fire spread.\n\n15:47 “We are not leaving,” Sue Bright tells the station.", "Sue Bright", "“We are not leaving,”"},
		{"letters after a name", "Rupert Vale KC spoke first. Vale said the port was safe.", "Rupert Vale", "the port was safe"},
		{"a live report", "13:55 The Harbour MP Lucy Tran said people were left in the dark.\n\n13:02 Tran hits out at the forecasters again, writing on X: “Two hours' notice. My town deserved better.”", "Lucy Tran", "My town deserved better"},
		{"the company", "The Canadian mining group Torvale met on Tuesday. The ministry said it had sent the report. The company denied that it had any results.", "Torvale", "it had any results"},
		{"whose coastguard", "Greek Shipping Minister Nikos Stavros spoke to Skai television. Greece's coastguard said on Sunday that a boat had sunk.", "Greece's coastguard", "a boat had sunk"},
		{"a place as it is written elsewhere", "ATHENS — Two people drowned on Sunday. Athens rejects accusations that it carries out pushbacks.", "Athens", "it carries out pushbacks"},
		{"two offices of one", "Quill cofounder and CTO Dana Vane said in an email that the suit was wrong.", "Dana Vane", "the suit was wrong"},
		{"a premier", "Premier Jacinta Rowe spoke first. Ms Rowe said the poll was in March.", "Jacinta Rowe", "the poll was in March"},
		{"a firm by the way", "Nimbus, the Berlin note-taking startup, met its bank. The company said that the code was its own.", "Nimbus", "the code was its own"},
		{"who asks in an interview is nobody's he", "Tom Reed spoke after the match.\n\nQ: Did the referee speak to you?\n\nReed: He told me to calm down. I was calm.", "Q", "Did the referee speak to you"},
		{"who believes what he says", "Bank economist Robert Orton also said that he believed the yen was undervalued.", "Robert Orton", "the yen was undervalued"},
		{"she is no he", "Marijke Dorn led the study. She stressed that it proved nothing. Colin Marsh, of Harwick College, read it. Dorn smiled. “It is wrong,” he said.", "Colin Marsh", "It is wrong"},
	} {
		d := a.Analyze(c.text)
		var got []string
		ok := false
		for _, q := range e.Extract("x", d, a) {
			text := quotetrack.Text(q.Content)
			got = append(got, q.Speaker.Name+": "+text)
			ok = ok || q.Speaker.Name == c.speaker && strings.Contains(text, c.content)
			if _, pronoun := pronounInfo[strings.ToLower(q.Speaker.Name)]; pronoun {
				t.Errorf("%s: %q speaks", c.name, q.Speaker.Name)
			}
		}
		if !ok {
			t.Errorf("%s: no quote by %q of %q in %q", c.name, c.speaker, c.content, got)
		}
	}
}

// TestDatelineIsNoSource: the colon after a place that opens an article is no cue.
func TestDatelineIsNoSource(t *testing.T) {
	e, a := engines(t)
	d := a.Analyze("Farm leaders slam price formula\n\nNEW DELHI: Farm union leaders on Friday termed the new support price a “cruel joke”.")
	for _, q := range e.Extract("x", d, a) {
		if strings.Contains(strings.ToLower(q.Speaker.Name), "delhi") {
			t.Errorf("a dateline speaks: %q", quotetrack.Text(q.Content))
		}
	}
}

// TestMissedNames: a last name that the finder takes for none is found where it stands alone,
// not as a part of another name.
func TestMissedNames(t *testing.T) {
	_, a := engines(t)
	d := a.Analyze("Danny Voss spoke. Voss Street was closed. Voss later deleted the post.")
	for i := range d.Tokens {
		if d.Tokens[i].Lower == "voss" {
			d.Tokens[i].Tag = syntax.NNP
		}
	}
	d.Names = d.Names[:0]
	d.Names = append(d.Names, syntax.Name{First: 0, Last: 2, Kind: syntax.PersonName})
	es := findEntities(d, a)
	if len(es.list) != 1 || len(es.list[0].at) != 2 || d.TokenText(es.list[0].at[1].First, es.list[0].at[1].Last+2) != "Voss later deleted" {
		t.Errorf("mentions %+v", es.list[0].at)
	}
}

// TestNoQuotes are sentences that hold none.
func TestNoQuotes(t *testing.T) {
	e, a := engines(t)
	for _, text := range []string{
		"Dwayne “The Rock” Johnson arrived on Monday.",
		"The film “The Long Road” opened in Oslo.",
		"The train left at nine and arrived at ten.",
	} {
		d := a.Analyze(text)
		for _, q := range e.Extract("x", d, a) {
			t.Errorf("%q: found %q by %q", text, quotetrack.Text(q.Content), q.Speaker.Name)
		}
	}
}

func find(e *Engine, a *syntax.Analyzer, text, content string) *quotetrack.Quote {
	var best *quotetrack.Quote
	for _, q := range e.Extract("x", a.Analyze(text), a) {
		c := quotetrack.Text(q.Content)
		if q.Parent == "" && strings.Contains(c, content) && (best == nil || len(c) < len(quotetrack.Text(best.Content))) {
			best = &q
		}
	}
	return best
}

func TestNamesakesStayApart(t *testing.T) {
	_, a := engines(t)
	d := a.Analyze("George Bush Sr. said he was proud. Jeb Bush said he was not. Anna Smith waved to John Smith.")
	es := findEntities(d, a)
	seen := map[string]bool{}
	for _, x := range es.list {
		seen[NameKey(x.name)] = true
	}
	for _, n := range []string{"jeb bush", "anna smith", "john smith"} {
		if !seen[n] {
			t.Errorf("%q was merged away: %v", n, seen)
		}
	}
}

// TestASlipDoesNotSplitAPerson: the last name alone belongs to the full name
// also where that is misspelt at first.
func TestASlipDoesNotSplitAPerson(t *testing.T) {
	_, a := engines(t)
	d := a.Analyze("Harold Wilon spoke on Monday. Harold Wilson said he was glad. On Tuesday Harold Wilson left. Wilson said he was tired.")
	var names []string
	for _, x := range findEntities(d, a).list {
		if len(x.at) > 0 && x.speakerKind() == quotetrack.Person {
			names = append(names, x.name)
		}
	}
	if len(names) != 1 || names[0] != "Harold Wilson" {
		t.Errorf("persons %q, want Harold Wilson alone", names)
	}
}

func TestRepetitionsAreOneQuote(t *testing.T) {
	e, a := engines(t)
	const line = "Tom Reed said that the old port would have to close before the end of the year."
	d := a.Analyze(line + "\n\n" + line)
	if q := e.Extract("x", d, a); len(q) != 1 {
		t.Errorf("%d quotes, want 1", len(q))
	}
}

// TestLabelsSayNothing: what kind of text a headline introduces is nobody's word.
func TestLabelsSayNothing(t *testing.T) {
	e, a := engines(t)
	for _, text := range []string{"Transcript: Senator Dole Whitfield on the port\n\nThe port is old.", "The dog, referred to as Rex, was found."} {
		if q := e.Extract("x", a.Analyze(text), a); len(q) != 0 {
			t.Errorf("%q: %d quotes, want none", text, len(q))
		}
	}
}

// TestAccusedSaysNothing: who is accused, or told of something, is not who says so.
func TestAccusedSaysNothing(t *testing.T) {
	e, a := engines(t)
	for _, text := range []string{"A man accused of stabbing a café owner was gentle, his sister Jade Brandon told the court.", "Jury told of two Kyles in trial\n\nThe trial began."} {
		for _, q := range e.Extract("x", a.Analyze(text), a) {
			if cue := quotetrack.Text(q.Cue); (cue == "accused" || cue == "told") && (q.Speaker.Name == "Jury" || q.Speaker.Name == "A man") {
				t.Errorf("%q: %q by %q", text, quotetrack.Text(q.Content), q.Speaker.Name)
			}
		}
	}
}

// TestHearsay: "It is understood" names nobody.
func TestHearsay(t *testing.T) {
	e, a := engines(t)
	for _, q := range e.Extract("x", a.Analyze("Health Minister Guy Barnett said the matter was closed.\n\nIt is understood the executive will meet on Tuesday."), a) {
		if quotetrack.Text(q.Cue) == "is understood" && q.Speaker.Kind != quotetrack.None {
			t.Errorf("%q by %q, want nobody", quotetrack.Text(q.Content), q.Speaker.Name)
		}
	}
}

// TestFiringIsNoDenial: who dismisses somebody says nothing.
func TestFiringIsNoDenial(t *testing.T) {
	e, a := engines(t)
	for _, q := range e.Extract("x", a.Analyze("The priest has accused the diocese of dismissing him because he blessed a couple."), a) {
		if quotetrack.Text(q.Cue) == "dismissing" {
			t.Errorf("%q by %q", quotetrack.Text(q.Content), q.Speaker.Name)
		}
	}
}

func TestNameKey(t *testing.T) {
	for in, want := range map[string]string{
		"The New York Times": "new york times", "Mr. José Núñez’s": "jose nunez", "Sen. Lee": "lee", "President": "",
	} {
		if got := NameKey(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// TestQuotesAreVerbatim: whatever the text, spans lie in order in it and hold
// what stands there.
func FuzzExtract(f *testing.F) {
	f.Add("“We need ships,” Maria Kessler said.\n\n“And cranes,” she added.")
	f.Add("He said that “this” is ‘it")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4000 {
			return
		}
		text = strings.ToValidUTF8(text, "?")
		e, a := engines(t)
		ids := map[string]bool{}
		for _, q := range e.Extract("x", a.Analyze(text), a) {
			if err := q.Validate(text); err != nil {
				t.Error(err)
			}
			ids[q.ID] = true
			if q.Parent != "" && q.Parent == q.ID {
				t.Error("a quote is its own parent")
			}
		}
	})
}

func BenchmarkExtract(b *testing.B) {
	e, a := engines(b)
	d := a.Analyze(strings.Repeat("The minister promised farmers that the dam would not be emptied, Peter Lanning said on Tuesday. “He told us there would be no cuts,” said Lanning, who grows barley. Helena Voss, the minister, denied that she had made any promises, adding that the board decides.\n\n", 15))
	b.ReportAllocs()
	for b.Loop() {
		e.Extract("x", d, a)
	}
	b.ReportMetric(float64(len(d.Tokens))*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}

func BenchmarkTextToQuotes(b *testing.B) {
	e, a := engines(b)
	text := strings.Repeat("The minister promised farmers that the dam would not be emptied, Peter Lanning said on Tuesday. “He told us there would be no cuts,” said Lanning, who grows barley. Helena Voss, the minister, denied that she had made any promises, adding that the board decides.\n\n", 15)
	words := len(strings.Fields(text))
	b.ReportAllocs()
	for b.Loop() {
		e.Extract("x", a.Analyze(text), a)
	}
	b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}
